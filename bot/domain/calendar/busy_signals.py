"""Holding a nudge back while Slack shows that somebody is busy, and letting it go after.

Slack pushes what it knows: huddles, the status, do not disturb. Each signal is kept with an end,
so that an event that is lost heals by itself. A nudge that falls due meanwhile waits, and goes
out once, a moment after the last signal has ended. Presence alone is not pushed, and works
differently: see `glances`.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Signal(StrEnum):
    """What may hold nudges back; each can be switched off by the person it is about."""

    HUDDLE = "huddle"
    MEETING = "meeting"
    """A status that says they are busy: a meeting, a call, on the way."""
    DND = "dnd"
    VACATION = "vacation"
    """A status that says they are not at work at all."""
    AWAY = "away"
    """Slack showed nobody there when a nudge was due: they are probably up already."""


SETTLE = (timedelta(minutes=2), timedelta(minutes=4))
"""How long after the end of a signal the nudge that waited comes: nobody is met at the door."""
UNENDED = {
    Signal.HUDDLE: timedelta(hours=2),
    Signal.MEETING: timedelta(hours=2),
    Signal.VACATION: timedelta(hours=26),  # the look at Slack, twice a day, renews it
    Signal.AWAY: timedelta(hours=2),  # some show themselves as away all day
}
"""How long a signal without an end of its own is believed."""
_MOST_IN_A_ROW = 8
"""Signals that follow one another without a gap: more are looked at when the time comes."""


@dataclass(frozen=True)
class Status:
    """What a status means, and until when Slack shows it; None where it stays until changed."""

    signal: Signal
    until: datetime | None


@dataclass(frozen=True)
class Quiet:
    """Do not disturb from `start` up to but not including `end`; it may lie ahead.

    Slack tells of one window, but most are daily, and no event tells of the next one. So it is
    taken to come once more a day later, until Slack was asked again.
    """

    start: datetime
    end: datetime

    def end_at(self, at: datetime) -> datetime | None:
        """The end of the window that holds `at`."""
        windows = ((self.start + it, self.end + it) for it in (timedelta(), timedelta(days=1)))
        return next((end for start, end in windows if start <= at < end), None)


@dataclass(frozen=True)
class Signals:
    """The signals of one person, as Slack last told them. All instants are UTC."""

    huddle_until: datetime | None = None
    meeting_until: datetime | None = None
    meeting_is_open: bool = False
    """Whether the status that says so has no end in Slack: it is believed for a while only."""
    vacation_until: datetime | None = None
    """Stays when it is over: the interval begins anew from there."""
    quiet: Quiet | None = None

    def with_huddle(self, at: datetime, until: datetime | None, *, huddling: bool) -> "Signals":
        """After Slack said at `at` whether they are in a huddle, and until when at most."""
        if not huddling:
            return replace(self, huddle_until=None)
        going_on = self.huddle_until is not None and at < self.huddle_until
        believed = self.huddle_until if going_on else at + UNENDED[Signal.HUDDLE]
        return replace(self, huddle_until=until or believed)

    def with_status(self, at: datetime, status: Status | None) -> "Signals":
        """After Slack said what their status is; None for one that says nothing of being busy."""
        meeting = vacation = None
        is_open = status is not None and status.until is None
        if status is not None and status.signal is Signal.MEETING:
            meeting = status.until or self._believed(at)
        if status is not None and status.signal is Signal.VACATION:
            vacation = status.until or at + UNENDED[Signal.VACATION]
        elif self.vacation_until is not None:  # a vacation that was taken off ends now
            vacation = min(self.vacation_until, at)
        return replace(
            self,
            meeting_until=meeting,
            meeting_is_open=is_open and meeting is not None,
            vacation_until=vacation,
        )

    def _believed(self, at: datetime) -> datetime:
        """Until when a meeting without an end lasts: saying it again does not make it longer."""
        if self.meeting_is_open and self.meeting_until is not None:
            return self.meeting_until
        return at + UNENDED[Signal.MEETING]

    def ends(self, heeded: frozenset[Signal], at: datetime) -> tuple[Signal, datetime] | None:
        """The signal in force at `at` that lasts longest, and its end; a vacation is no such:
        it works like a pause."""
        now = {
            Signal.HUDDLE: self.huddle_until,
            Signal.MEETING: self.meeting_until,
            Signal.DND: self.quiet.end_at(at) if self.quiet is not None else None,
        }
        found = [(s, end) for s, end in now.items() if s in heeded and end is not None and end > at]
        return max(found, key=lambda it: it[1], default=None)


@dataclass(frozen=True)
class Busy:
    """Nudges wait at least until `until`; `signal` is the one in force at the instant asked."""

    signal: Signal
    until: datetime


@dataclass(frozen=True)
class Deferral:
    """A nudge that waited or gave way: for what, since when, until when; None while it does."""

    signal: Signal
    since: datetime
    until: datetime | None = None


def busy_at(signals: Signals, heeded: frozenset[Signal], at: datetime) -> Busy | None:
    """What holds a nudge back at `at`, if anything, to the end of what follows without a gap."""
    first = signals.ends(heeded, at)
    if first is None:
        return None
    signal, until = first
    for _ in range(_MOST_IN_A_ROW):
        following = signals.ends(heeded, until + SETTLE[0])
        if following is None:
            break
        until = following[1]
    return Busy(signal, until)


def settle_after(until: datetime, jitter: float) -> datetime:
    """A moment after the end of a hold, which a throw in [0, 1) chooses, in whole seconds."""
    shortest, longest = SETTLE
    return until + shortest + timedelta(seconds=int((longest - shortest).total_seconds() * jitter))
