"""Someone who is away when a nudge is due is probably already moving, so the interval restarts.

Their presence is checked again when the next nudge is due, and the interval restarts when they are
back: nobody is nudged the moment they return, and nothing is made up for. After two hours a nudge
comes whatever Slack shows: see `presence_budget`.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.calendar.busy_signals import Deferral, Signal
from bot.domain.members import DueReason, Member
from bot.domain.schedule.due_times import scheduled
from bot.domain.schedule.rhythms import interval_restarted
from bot.domain.schedule.windows import Window, works_through
from bot.domain.settings.preferences import Rhythm

_DEFAULT = Rhythm()


def found_away(member: Member, now: datetime, jitter: float) -> Member:
    """Slack showed them as away when a nudge was due at `now`.

    Their presence is checked again after the default interval at most, however long their own is.
    On another shift or at a fixed time a regular nudge comes instead.
    """
    restarted = scheduled(interval_restarted(member, now), now, jitter)
    since = _away_since(member, now)
    check_at = _default_window(now).at(jitter)
    is_fixed = bool(member.preferences.fixed_times)
    if is_fixed or restarted.next_due_at is None or not works_through(member, now, check_at):
        return replace(restarted, deferral=Deferral(Signal.AWAY, since, now))
    return replace(
        restarted,
        next_due_at=min(restarted.next_due_at, check_at),
        due_reason=DueReason.AWAY,
        deferral=Deferral(Signal.AWAY, since),
    )


def returned(member: Member, now: datetime, jitter: float) -> Member:
    """They were away and are back."""
    away = Deferral(Signal.AWAY, _away_since(member, now), now)
    return scheduled(replace(interval_restarted(member, now), deferral=away), now, jitter)


def seen_active(member: Member, now: datetime, jitter: float) -> Member:
    """They did something in Limber, so they are not away."""
    active = replace(member, unanswered=0)
    return returned(active, now, jitter) if active.due_reason is DueReason.AWAY else active


def _away_since(member: Member, now: datetime) -> datetime:
    if member.due_reason is not DueReason.AWAY or member.deferral is None:
        return now
    return member.deferral.since


def _default_window(now: datetime) -> Window:
    low, high = _DEFAULT.min_minutes, _DEFAULT.max_minutes
    return Window(
        now + timedelta(minutes=low), now + timedelta(minutes=high, seconds=1), DueReason.AWAY
    )
