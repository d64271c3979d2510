"""The window in which the next nudge falls.

A person's interval is a window: it opens `min_minutes` after they sat down and closes
`max_minutes` after. It is counted in UTC and cut to their working hours. Sitting down means the
last nudge, break or joining, or the start of a shift if that is later, so nobody is nudged the
moment work begins. With several rhythms each has a window, and the next nudge falls into the first
of them. Fixed times have short windows of their own instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import takewhile

from bot.domain.calendar.days_off import DayOff
from bot.domain.calendar.work_week import Span, spans, times_in
from bot.domain.members import DueReason, Member
from bot.domain.schedule.rhythms import CLOSE, Need, rhythms, served_at
from bot.domain.settings.preferences import Rhythm

SPREAD = timedelta(minutes=2)
"""How long after a fixed time a nudge may come: a team that chose ten o'clock is spread out."""


@dataclass(frozen=True)
class Window:
    """The next nudge falls at or after `earliest` and before `latest`, both in UTC."""

    earliest: datetime
    latest: datetime
    reason: DueReason

    def at(self, jitter: float) -> datetime:
        """The instant in the window that `jitter` chooses, in whole seconds."""
        seconds = int((self.latest - self.earliest).total_seconds() * jitter)
        return self.earliest + timedelta(seconds=seconds)


def next_window(member: Member, now: datetime) -> Window | None:
    """The window of the next nudge; None if the member is not nudged or never works."""
    if not member.is_active or member.is_quiet:
        return None
    if member.preferences.fixed_times:
        return _fixed_window(member, now)
    of_rhythms = (window_of(member, need, now) for need in rhythms(member.preferences))
    windows = [window for window in of_rhythms if window is not None]
    first = min(windows, key=lambda window: window.earliest, default=None)
    if first is None or len(windows) == 1:
        return first
    return replace(first, latest=min(it.latest for it in windows))


def window_of(member: Member, need: Need, now: datetime) -> Window | None:
    """The next window of the rhythm for `need`."""
    since, reason = served_at(member, need), DueReason.INTERVAL
    if member.sitting_since > now:  # a snooze to another day covers every rhythm
        since = max(since, member.sitting_since)
    if member.paused_until is not None and member.paused_until > since:
        since, reason = member.paused_until, DueReason.PAUSE_ENDED
    if member.vacation_until is not None and member.vacation_until > since:
        since, reason = member.vacation_until, DueReason.VACATION_ENDED
    rhythm = rhythms(member.preferences)[need]
    for span in _open_spans(member, max(since, now)):
        window = _window_in(span, rhythm, since, reason, member, now)
        if window is not None:
            return window
    return None


def _fixed_window(member: Member, now: datetime) -> Window | None:
    """The window after the next fixed time; a missed one is not made up for."""
    ends = (member.last_up + CLOSE, member.paused_until, member.vacation_until)
    since = max(it for it in ends if it is not None)
    for span in _open_spans(member, now):
        for at in times_in(span, member.preferences.fixed_times, member.zone):
            latest = min(at + SPREAD, span.end)
            if at >= since and latest > now:
                return Window(max(at, now), latest, DueReason.FIXED_TIME)
    return None


def _open_spans(member: Member, at: datetime) -> Iterator[Span]:
    """The working spans in which a nudge may still come: no days off, none whose cap is used up."""
    preferences = member.preferences
    cap = member.daily_cap

    def is_off(day: date) -> bool:
        return member.day_off(day) is not None

    for span in spans(preferences.week, member.zone, at, is_off=is_off):
        if cap is None or member.nudges_on(span.day) < cap:
            yield span


def _is_open(member: Member, at: datetime) -> bool:
    begun = takewhile(lambda span: span.start <= at, _open_spans(member, at))
    return any(at in span for span in begun)


def _window_in(
    span: Span, rhythm: Rhythm, since: datetime, reason: DueReason, member: Member, now: datetime
) -> Window | None:
    if since < span.start:
        reason = _reason_to_wait(member, max(since, now), span, now)
        since = span.start
    earliest = since + timedelta(minutes=rhythm.min_minutes)
    latest = since + timedelta(minutes=rhythm.max_minutes, seconds=1)
    if latest <= now:  # overdue: soon, but spread out after downtime
        earliest, reason = now, DueReason.LATE
        latest = now + timedelta(minutes=max(1, rhythm.max_minutes - rhythm.min_minutes))
    earliest = max(earliest, now)
    if member.preferences.has_several_rhythms:
        earliest = max(earliest, member.last_up + CLOSE)
        latest = max(latest, earliest + timedelta(seconds=1))
    window = Window(earliest, min(latest, span.end), reason)
    return window if window.earliest < window.latest else None


def _reason_to_wait(member: Member, at: datetime, span: Span, now: datetime) -> DueReason:
    """Why a nudge waits for the start of a later span."""
    if first_day_off(member, at, span.day) is not None:
        return DueReason.DAY_OFF
    return DueReason.CAP if _is_capped(member, now) else DueReason.OPENING


def _is_capped(member: Member, now: datetime) -> bool:
    cap = member.daily_cap
    return cap is not None and member.nudges_on(member.workday(now)) >= cap


def first_day_off(member: Member, at: datetime, before: date) -> DayOff | None:
    """The first day off among the days with shifts, from `at` on and before a date."""
    week = member.preferences.week
    day = member.workday(at)
    while day < before:
        off = member.day_off(day) if week.works_on(day) else None
        if off is not None:
            return replace(off, first=max(off.first, day))
        day += timedelta(days=1)
    return None


def needs_at(member: Member, at: datetime) -> frozenset[Need]:
    """What a nudge at that instant serves: every rhythm that is due within `CLOSE` of it."""
    if not member.preferences.has_several_rhythms:
        return frozenset({Need.STRETCH})
    windows = {need: window_of(member, need, at) for need in rhythms(member.preferences)}
    due = {
        need
        for need, window in windows.items()
        if window is not None and window.earliest <= at + CLOSE
    }
    return frozenset(due or {Need.STRETCH})


def leading(needs: frozenset[Need]) -> Need:
    """The need that decides what a nudge offers."""
    return max(needs, key=lambda it: it.size)


def works_through(member: Member, now: datetime, then: datetime) -> bool:
    """Whether nudges may come all the way from `now` until `then`."""
    begun = takewhile(lambda span: span.start <= now, _open_spans(member, now))
    return any(now in span and then in span for span in begun)


def allows_nudge(member: Member, at: datetime) -> bool:
    """Whether working hours, cap, pause and vacation allow a nudge at that instant."""
    return not member.is_paused(at) and not member.is_on_vacation(at) and _is_open(member, at)
