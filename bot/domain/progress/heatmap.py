"""The last weeks at a glance: one mark a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.calendar.work_week import monday
from bot.domain.progress.streaks import Day, frozen_days

WEEKS = 12
A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)


class DayMark(StrEnum):
    """What became of one day."""

    KEPT = "kept"
    """A workday with as many breaks as its goal asked."""
    SOME = "some"
    """Breaks, but fewer than that, or on a day off."""
    NONE = "none"
    """A workday without a break, though enough nudges came."""
    FROZEN = "frozen"
    """A freeze was used for it."""
    NEUTRAL = "neutral"
    """Nothing that counts either way: off, paused, not reached by enough nudges, before joining."""
    FUTURE = "future"
    """Not here yet, today with no break so far among it."""


SILENT = frozenset({DayMark.NEUTRAL, DayMark.FUTURE})
"""Marks that say nothing of what somebody did."""


@dataclass(frozen=True)
class Week:
    monday: date
    marks: tuple[DayMark, ...]
    """Seven, Monday first."""


@dataclass(frozen=True)
class HeatMap:
    """Weeks, oldest first; the last one is that of today."""

    weeks: tuple[Week, ...]
    this_week: tuple[int, ...]
    """Breaks on each day of the last week: seven numbers, Monday first."""

    @property
    def tells(self) -> bool:
        """Whether there is anything to see on any day."""
        return any(not SILENT.issuperset(week.marks) for week in self.weeks)

    def days(self, mark: DayMark) -> list[date]:
        """The days that have that mark, oldest first."""
        return [
            week.monday + n * A_DAY
            for week in self.weeks
            for n, it in enumerate(week.marks)
            if it is mark
        ]


def heat_map(days: Sequence[Day], today: date, weeks: int = WEEKS) -> HeatMap:
    """The last `weeks` weeks of a person. `days` is their whole history, oldest first: which days
    a freeze was used for follows from all that was before."""
    by_date = {it.date: it for it in days}
    frozen = frozen_days(days, today)
    first = monday(today)
    mondays = [first - n * A_WEEK for n in reversed(range(weeks))]

    def mark(date_: date) -> DayMark:
        day = by_date.get(date_, Day(date_, scheduled=False))
        return DayMark.FROZEN if date_ in frozen else _mark(day, today)

    return HeatMap(
        tuple(Week(it, tuple(mark(it + n * A_DAY) for n in range(7))) for it in mondays),
        tuple(by_date[it].breaks if it in by_date else 0 for it in _week_of(first)),
    )


def _week_of(first: date) -> list[date]:
    return [first + n * A_DAY for n in range(7)]


def _mark(day: Day, today: date) -> DayMark:
    if day.kept:
        return DayMark.KEPT
    if day.breaks:
        return DayMark.SOME
    if day.date >= today:
        return DayMark.FUTURE
    return DayMark.NONE if day.missed else DayMark.NEUTRAL
