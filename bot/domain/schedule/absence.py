"""Who is not there when a nudge falls due is probably up: the interval begins anew from there.

When the next nudge is due they are looked at again, and once they are back it begins anew once
more: nobody is nudged the moment they return, and nothing is made up for. After two hours of that
a nudge comes whatever Slack shows: see `glances`.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.calendar.busy_signals import Deferral, Signal
from bot.domain.members import DueReason, Member
from bot.domain.schedule.due_times import scheduled
from bot.domain.schedule.rhythms import seated
from bot.domain.schedule.windows import Window, works_through
from bot.domain.settings.preferences import Rhythm

_USUAL = Rhythm()


def found_away(member: Member, now: datetime, jitter: float) -> Member:
    """The member whom a nudge due at `now` would not have found.

    However long their own interval is, they are looked at again after no more than the usual one.
    What would be on another shift, or at a fixed time, is a nudge like any other.
    """
    anew = scheduled(seated(member, now), now, jitter)
    since = _away_since(member, now)
    again = _usual_window(now).at(jitter)
    is_fixed = bool(member.preferences.fixed_times)
    if is_fixed or anew.next_due_at is None or not works_through(member, now, again):
        return replace(anew, deferral=Deferral(Signal.AWAY, since, now))
    due = min(anew.next_due_at, again)
    return replace(
        anew, next_due_at=due, due_reason=DueReason.AWAY, deferral=Deferral(Signal.AWAY, since)
    )


def returned(member: Member, now: datetime, jitter: float) -> Member:
    """The member who was away and is there again."""
    away = Deferral(Signal.AWAY, _away_since(member, now), now)
    return scheduled(replace(seated(member, now), deferral=away), now, jitter)


def seen_active(member: Member, now: datetime, jitter: float) -> Member:
    """The member after they did something, whatever it was."""
    here = replace(member, unanswered=0)
    return returned(here, now, jitter) if here.due_reason is DueReason.AWAY else here


def _away_since(member: Member, now: datetime) -> datetime:
    if member.due_reason is not DueReason.AWAY or member.deferral is None:
        return now
    return member.deferral.since


def _usual_window(now: datetime) -> Window:
    low, high = _USUAL.min_minutes, _USUAL.max_minutes
    return Window(
        now + timedelta(minutes=low), now + timedelta(minutes=high, seconds=1), DueReason.AWAY
    )
