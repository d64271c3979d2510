"""Workday streaks: how many workdays in a row a person reached their goal.

A day is kept if the person was scheduled to work and took as many breaks as their goal. It is
missed if they were scheduled, as many nudges reached them, and they took fewer. Any other day (a
weekend, a pause, a day with too few nudges) neither counts nor ends the streak. Today is never
missed.

Kept days earn freezes. While a streak runs, a missed day uses a freeze automatically: it keeps the
streak and does not raise it. Without a freeze, a missed day ends the streak.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

SOON = timedelta(minutes=5)
"""A break does not count this soon after one that did."""
KEPT_FOR_A_FREEZE = 10
"""Kept days, in a row or not, that earn a freeze."""
MILESTONES = frozenset({5, 10, 25, 50, 100})
"""Kept days, in a row or not, that are celebrated, each once."""
MOST_FREEZES = 2
"""Freezes in hand; at that number kept days earn nothing toward another."""


@dataclass(frozen=True)
class Day:
    """One workday of one person. `breaks` are those that count."""

    date: date
    scheduled: bool
    nudges: int = 0
    breaks: int = 0
    goal: int = 1
    excused: bool = False
    """A pause until its end, a vacation, or leaving: it cannot be missed."""

    @property
    def kept(self) -> bool:
        return self.scheduled and self.breaks >= self.goal

    @property
    def missed(self) -> bool:
        """Whether it counts as missed once it is over."""
        return self.scheduled and not self.excused and self.nudges >= self.goal > self.breaks


@dataclass(frozen=True)
class Streak:
    """`longest` ever, `breaks` and `seconds` in total; the rest is as of `last_day`, the last kept
    day, unless days missed since are taken into account (`lapsed`)."""

    current: int = 0
    longest: int = 0
    last_day: date | None = None
    breaks: int = 0
    seconds: int = 0
    freezes: int = 0
    """In hand."""
    toward: int = 0
    """Kept days toward the next freeze."""
    frozen_on: date | None = None
    """The last day for which a freeze was used."""
    earned_on: date | None = None
    """The last day that earned one."""

    def lapsed(self, missed: Iterable[date]) -> "Streak":
        """After missed days, oldest first: each uses a freeze or ends the streak."""
        streak = self
        for day in missed:
            streak = streak.missing(day)
        return streak

    def precedes(self, day: date) -> bool:
        """Whether `day` can simply be added; a day before `last_day` needs a new fold."""
        return self.last_day is None or self.last_day <= day

    def keeps(self, day: Day) -> bool:
        """Whether `day` is one more kept day; `self` must precede it."""
        return day.kept and day.date != self.last_day

    def with_break(self, day: Day, seconds: int, missed: Sequence[date]) -> "Streak":
        """After one more break on `day`, whose `breaks` already include it.

        `missed` are the days missed between the last kept day and `day`.
        """
        after = self.lapsed(missed).keeping(day.date) if self.keeps(day) else self
        return replace(after, breaks=self.breaks + 1, seconds=self.seconds + seconds)

    def keeping(self, day: date) -> "Streak":
        current, freezes, toward, earned_on = self.current + 1, self.freezes, self.toward, None
        if freezes < MOST_FREEZES:
            toward += 1
        if toward == KEPT_FOR_A_FREEZE:
            freezes, toward, earned_on = freezes + 1, 0, day
        return replace(
            self,
            current=current,
            longest=max(self.longest, current),
            last_day=day,
            freezes=freezes,
            toward=toward,
            earned_on=earned_on or self.earned_on,
        )

    def missing(self, day: date) -> "Streak":
        if not self.current:
            return self
        if not self.freezes:
            return replace(self, current=0)
        return replace(self, freezes=self.freezes - 1, frozen_on=day)


def fold(days: Sequence[Day], today: date) -> Streak:
    """The streak as of `today` from a history, oldest first; `seconds` stays 0."""
    *_, last = Streak(), *_steps(days, today)
    return replace(last, breaks=sum(it.breaks for it in days))


def summary(days: Sequence[Day]) -> Streak:
    """The streak as stored: as of the last kept day, regardless of what was missed since."""
    return fold(days, max((it.date for it in days if it.kept), default=date.min))


def frozen_days(days: Sequence[Day], today: date) -> frozenset[date]:
    """The days of a history, oldest first, for which a freeze was used."""
    frozen = (streak.frozen_on for streak in _steps(days, today))
    return frozenset(it for it in frozen if it is not None)


def _steps(days: Sequence[Day], today: date) -> Iterator[Streak]:
    """The streak after each kept or missed day."""
    streak = Streak()
    for day in days:
        if day.kept:
            streak = streak.keeping(day.date)
        elif day.missed and day.date < today:
            streak = streak.missing(day.date)
        else:
            continue
        yield streak
