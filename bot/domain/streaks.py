"""Workday streaks: how many workdays in a row somebody took a break.

A day counts when the person was scheduled to work and took a break. It ends the streak when they
were scheduled, a nudge reached them, and they took none. Any other day (a weekend, a pause, a
day on which no nudge could reach them) neither counts nor breaks. Today never breaks it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Day:
    """What happened on one workday of one person."""

    date: date
    scheduled: bool
    nudges: int
    breaks: int

    @property
    def counts(self) -> bool:
        return self.scheduled and self.breaks > 0

    @property
    def misses(self) -> bool:
        return self.scheduled and self.nudges > 0 and self.breaks == 0


@dataclass(frozen=True)
class Streak:
    """`current` as of `last_day`, the last day that counted; `longest` ever; `breaks` in all."""

    current: int = 0
    longest: int = 0
    last_day: date | None = None
    breaks: int = 0

    def lapsed(self) -> "Streak":
        """The streak after a missed day."""
        return replace(self, current=0)

    def precedes(self, day: Day) -> bool:
        """Whether `day` can simply be added; a day before the last one asks for a new fold."""
        return self.last_day is None or self.last_day <= day.date

    def with_break(self, day: Day) -> "Streak":
        """The streak after one more break on `day`, whose `breaks` already counts it."""
        breaks = self.breaks + 1
        if not day.counts or day.date == self.last_day:
            return replace(self, breaks=breaks)
        current = self.current + 1
        return Streak(current, max(self.longest, current), day.date, breaks)


def fold(days: Iterable[Day], today: date) -> Streak:
    """The streak that a history of days, oldest first, amounts to today."""
    streak = Streak()
    for day in days:
        if day.misses and day.date < today:
            streak = streak.lapsed()
        elif day.counts:
            current = streak.current + 1
            streak = replace(
                streak, current=current, longest=max(streak.longest, current), last_day=day.date
            )
        streak = replace(streak, breaks=streak.breaks + day.breaks)
    return streak
