"""Whether nudges still fit: counting those that nobody answered, and asking once.

Whoever does nothing about four nudges in a row is asked with the fifth whether to change
something. Silence is an answer, too: nothing changes by it, nothing is sent more often, and they
are not asked again until they did something in between, and not within a week.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.breaks.card_state import CardState
from bot.domain.breaks.nudges import NO_EXERCISE, Nudge
from bot.domain.members import Member
from bot.domain.schedule.due_times import is_welcome_back, rechecks

ASK_AFTER = 4
"""Nudges in a row without an answer; the next one asks."""
ASK_AGAIN_AFTER = timedelta(days=7)
"""Who answers one nudge a day is not asked every day."""


def counted(member: Member, card: Nudge | None, at: datetime) -> Member:
    """The member when the next nudge is claimed at `at`, `card` being what is still open.

    A card that ended otherwise was counted when it did. One that nobody can answer, or that may
    never have arrived, says nothing.
    """
    if is_welcome_back(member, at):
        return replace(member, unanswered=0)
    if card is None or card.progress.state is CardState.CLAIMED or card.exercise_id == NO_EXERCISE:
        return member
    ignored = card.progress.state is CardState.OFFERED and not card.asked
    return replace(member, unanswered=member.unanswered + 1 if ignored else 0)


def asks(member: Member, at: datetime) -> bool:
    """Whether the nudge claimed at `at` asks; `member` is counted, and only one run is asked of
    once: a longer one was asked about, or came too soon after."""
    if member.unanswered != ASK_AFTER or rechecks(member, at):
        return False
    return member.asked_at is None or member.asked_at + ASK_AGAIN_AFTER <= at
