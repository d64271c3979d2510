"""Defers a nudge while Slack shows that the person is busy.

Slack pushes huddles, statuses and do not disturb. Each signal is stored with an end, so a lost
event heals itself. A nudge that falls due meanwhile is deferred and goes out once, shortly after
the last signal ends. Presence is not pushed: see `presence_budget`.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Signal(StrEnum):
    """What may defer a nudge; people can ignore each of them in their settings."""

    HUDDLE = "huddle"
    MEETING = "meeting"
    """A status that says busy: a meeting, a call, commuting."""
    DND = "dnd"
    VACATION = "vacation"
    """A status that says not at work at all."""
    AWAY = "away"
    """Slack showed them as away when a nudge was due: they are probably up already."""


SETTLE = (timedelta(minutes=2), timedelta(minutes=4))
"""How long after the last signal ends a deferred nudge goes out: nobody is met at the door."""
UNENDED = {
    Signal.HUDDLE: timedelta(hours=2),
    Signal.MEETING: timedelta(hours=2),
    Signal.VACATION: timedelta(hours=26),  # renewed by the twice-a-day sync
    Signal.AWAY: timedelta(hours=2),  # some people show as away all day
}
"""How long a signal without an end of its own is believed."""
_MOST_IN_A_ROW = 8
"""Back-to-back signals that are followed; later ones are checked when the nudge is due again."""


@dataclass(frozen=True)
class Status:
    """What a status means, and when it expires in Slack; None if it does not."""

    signal: Signal
    until: datetime | None


@dataclass(frozen=True)
class Quiet:
    """Do not disturb from `start` until just before `end`; it may lie in the future.

    Slack reports one window, but most are daily and no event announces the next one. So it is
    assumed to repeat once, a day later, until Slack is asked again.
    """

    start: datetime
    end: datetime

    def end_at(self, at: datetime) -> datetime | None:
        """The end of the window that contains `at`."""
        delays = (timedelta(), timedelta(days=1))
        windows = ((self.start + delay, self.end + delay) for delay in delays)
        return next((end for start, end in windows if start <= at < end), None)


@dataclass(frozen=True)
class Signals:
    """One person's signals, as Slack last reported them. All instants are UTC."""

    huddle_until: datetime | None = None
    meeting_until: datetime | None = None
    meeting_is_open: bool = False
    """The meeting status never expires in Slack, so it is believed for a while only."""
    vacation_until: datetime | None = None
    """Kept once it is over: the interval restarts from there."""
    quiet: Quiet | None = None

    def with_huddle(self, at: datetime, until: datetime | None, *, huddling: bool) -> "Signals":
        """After Slack reported at `at` whether they are in a huddle, and when it ends at most."""
        if not huddling:
            return replace(self, huddle_until=None)
        going_on = self.huddle_until is not None and at < self.huddle_until
        believed = self.huddle_until if going_on else at + UNENDED[Signal.HUDDLE]
        return replace(self, huddle_until=until or believed)

    def with_status(self, at: datetime, status: Status | None) -> "Signals":
        """After Slack reported their status at `at`; None for one that does not mean busy."""
        meeting = vacation = None
        is_open = status is not None and status.until is None
        if status is not None and status.signal is Signal.MEETING:
            meeting = status.until or self._open_meeting_end(at)
        if status is not None and status.signal is Signal.VACATION:
            vacation = status.until or at + UNENDED[Signal.VACATION]
        elif self.vacation_until is not None:  # removing the status ends the vacation
            vacation = min(self.vacation_until, at)
        return replace(
            self,
            meeting_until=meeting,
            meeting_is_open=is_open and meeting is not None,
            vacation_until=vacation,
        )

    def _open_meeting_end(self, at: datetime) -> datetime:
        """How long a status that never expires is believed: reporting it again adds nothing."""
        if self.meeting_is_open and self.meeting_until is not None:
            return self.meeting_until
        return at + UNENDED[Signal.MEETING]

    def ends(self, heeded: frozenset[Signal], at: datetime) -> tuple[Signal, datetime] | None:
        """The signal in force at `at` that ends last, and its end.

        Vacations are left out: they act like a pause.
        """
        end_of = {
            Signal.HUDDLE: self.huddle_until,
            Signal.MEETING: self.meeting_until,
            Signal.DND: self.quiet.end_at(at) if self.quiet is not None else None,
        }
        in_force = [
            (signal, end)
            for signal, end in end_of.items()
            if signal in heeded and end is not None and end > at
        ]
        return max(in_force, key=lambda it: it[1], default=None)


@dataclass(frozen=True)
class Busy:
    """Nudges are deferred at least until `until`; `signal` is the one in force when asked."""

    signal: Signal
    until: datetime


@dataclass(frozen=True)
class Deferral:
    """Why a nudge was deferred, since when, and until when; None while it still is."""

    signal: Signal
    since: datetime
    until: datetime | None = None


def busy_at(signals: Signals, heeded: frozenset[Signal], at: datetime) -> Busy | None:
    """What defers a nudge at `at`, if anything, until the end of all signals without a gap."""
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
    """An instant shortly after the end of a signal, in whole seconds; `jitter` in [0, 1)."""
    shortest, longest = SETTLE
    return until + shortest + timedelta(seconds=int((longest - shortest).total_seconds() * jitter))
