"""Asks once whether nudges still fit, after several were ignored.

After four ignored nudges in a row the fifth asks whether to change something. If that is ignored
too, nothing changes: no nudge comes more often, and the question is not repeated until the person
did something in between, nor within a week.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.breaks.card_state import CardState
from bot.domain.breaks.nudges import NO_EXERCISE, Nudge
from bot.domain.members import Member
from bot.domain.schedule.due_times import is_welcome_back, rechecks

ASK_AFTER = 4
"""Ignored nudges in a row; the next one asks."""
ASK_AGAIN_AFTER = timedelta(days=7)
"""Someone who answers one nudge a day is not asked every day."""


def counted(member: Member, card: Nudge | None, at: datetime) -> Member:
    """The next nudge is claimed at `at`: the last card counts as ignored if it is still an offer.

    `card` is None if it ended before, as it was counted then. A card that cannot be answered, or
    may never have arrived, is not counted.
    """
    if is_welcome_back(member, at):
        return replace(member, unanswered=0)
    if card is None or card.progress.state is CardState.CLAIMED or card.exercise_id == NO_EXERCISE:
        return member
    ignored = card.progress.state is CardState.OFFERED and not card.asked
    return replace(member, unanswered=member.unanswered + 1 if ignored else 0)


def asks(member: Member, at: datetime) -> bool:
    """Whether the nudge claimed at `at` asks; `member` is already `counted`.

    A run is asked about once: a longer one was asked about before, or came too soon.
    """
    if member.unanswered != ASK_AFTER or rechecks(member, at):
        return False
    return member.asked_at is None or member.asked_at + ASK_AGAIN_AFTER <= at
