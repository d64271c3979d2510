"""The heat map of the last weeks: one mark a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.calendar.work_week import monday
from bot.domain.progress.streaks import Day, frozen_days

WEEKS = 12
A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)


class DayMark(StrEnum):
    KEPT = "kept"
    """A workday with as many breaks as its goal."""
    SOME = "some"
    """Breaks, but fewer than the goal, or on a day off."""
    NONE = "none"
    """A workday without a break, although enough nudges came."""
    FROZEN = "frozen"
    """A freeze was used for it."""
    NEUTRAL = "neutral"
    """Counts neither way: off, paused, too few nudges, before joining."""
    FUTURE = "future"
    """Still ahead, or today without a break so far."""


SILENT = frozenset({DayMark.NEUTRAL, DayMark.FUTURE})
"""Marks that say nothing about what the person did."""


@dataclass(frozen=True)
class Week:
    monday: date
    marks: tuple[DayMark, ...]
    """Seven, Monday first."""


@dataclass(frozen=True)
class HeatMap:
    """Weeks, oldest first; the last one contains today."""

    weeks: tuple[Week, ...]
    this_week: tuple[int, ...]
    """Breaks on each day of the last week, Monday first."""

    @property
    def has_breaks(self) -> bool:
        """Whether any day shows something."""
        return any(not SILENT.issuperset(week.marks) for week in self.weeks)

    def days(self, mark: DayMark) -> list[date]:
        """The days with that mark, oldest first."""
        return [
            week.monday + n * A_DAY
            for week in self.weeks
            for n, it in enumerate(week.marks)
            if it is mark
        ]


def heat_map(days: Sequence[Day], today: date, weeks: int = WEEKS) -> HeatMap:
    """The last `weeks` weeks.

    `days` is the whole history, oldest first, as the use of freezes depends on all of it.
    """
    by_date = {it.date: it for it in days}
    frozen = frozen_days(days, today)
    this_monday = monday(today)
    mondays = [this_monday - n * A_WEEK for n in reversed(range(weeks))]

    def mark(date_: date) -> DayMark:
        day = by_date.get(date_, Day(date_, scheduled=False))
        return DayMark.FROZEN if date_ in frozen else _mark(day, today)

    return HeatMap(
        tuple(Week(first, tuple(mark(day) for day in _week_of(first))) for first in mondays),
        tuple(by_date[day].breaks if day in by_date else 0 for day in _week_of(this_monday)),
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
