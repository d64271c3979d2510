"""What is to be drawn, with every word in it already translated.

A picture says what its order says and knows nobody: no names, no ids. Orders travel as JSON to
the process that draws them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

WEEKDAYS = 7
MOST_WEEKS = 12
MOST = 1_000_000_000
"""No count in an order is larger."""
LONGEST_LABEL = 40
"""Characters of one label."""


class Look(StrEnum):
    """How one day of somebody looks."""

    KEPT = "kept"
    """As many breaks as their goal asks for."""
    SOME = "some"
    OPEN = "open"
    """A workday without a break."""
    FROZEN = "frozen"
    """A freeze held the streak."""
    OFF = "off"
    AHEAD = "ahead"
    """Not lived yet."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One day: how it looks, its breaks, and how many its goal asks for."""

    look: Look
    breaks: int = 0
    goal: int = 1

    def __post_init__(self) -> None:
        _within(self.breaks, 0)
        _within(self.goal, 1)


@dataclass(frozen=True, kw_only=True)
class HistoryLabels:
    """`columns` has one for each week, empty where nothing is written above it."""

    weeks: str
    week: str
    goal: str
    weekdays: tuple[str, ...]
    columns: tuple[str, ...]
    kept: str
    some: str
    frozen: str
    off: str

    def __post_init__(self) -> None:
        _short(self.weeks, self.week, self.goal, *self.weekdays, *self.columns)
        _short(self.kept, self.some, self.frozen, self.off)


@dataclass(frozen=True, kw_only=True)
class HistoryOrder:
    """One person's weeks, oldest first and each from Monday on; the last one is this week, and
    `today` its day of now, 0 being Monday."""

    weeks: tuple[tuple[Cell, ...], ...]
    today: int
    labels: HistoryLabels
    kind: Literal["history"] = "history"

    def __post_init__(self) -> None:
        _are_so_many(len(self.weeks), 1, MOST_WEEKS)
        for week in self.weeks:
            _are_so_many(len(week), WEEKDAYS, WEEKDAYS)
        _are_so_many(len(self.labels.weekdays), WEEKDAYS, WEEKDAYS)
        _are_so_many(len(self.labels.columns), len(self.weeks), len(self.weeks))
        _are_so_many(self.today, 0, WEEKDAYS - 1)


@dataclass(frozen=True, kw_only=True)
class DayShare:
    """How many of how many took a break, and that in percent, as it is written. Nothing is
    written of a day on which nobody could."""

    took: int = 0
    available: int = 0
    said: str = ""

    def __post_init__(self) -> None:
        _within(self.available, 0)
        if not 0 <= self.took <= self.available:
            raise ValueError(f"{self.took} of {self.available} is no share")
        _short(self.said)


@dataclass(frozen=True, kw_only=True)
class TeamLabels:
    """`half` stands at the line of one half; `weeks` are the days on which the weeks began."""

    days: str
    trend: str
    half: str
    weekdays: tuple[str, ...]
    weeks: tuple[str, ...]

    def __post_init__(self) -> None:
        _short(self.days, self.trend, self.half, *self.weekdays, *self.weeks)


@dataclass(frozen=True, kw_only=True)
class TeamOrder:
    """A team's week from Monday on, and its weeks until then, oldest first."""

    days: tuple[DayShare, ...]
    trend: tuple[DayShare, ...]
    labels: TeamLabels
    kind: Literal["team"] = "team"

    def __post_init__(self) -> None:
        _are_so_many(len(self.days), 1, WEEKDAYS)
        _are_so_many(len(self.labels.weekdays), len(self.days), len(self.days))
        _are_so_many(len(self.trend), 1, MOST_WEEKS)
        _are_so_many(len(self.labels.weeks), len(self.trend), len(self.trend))


Order = HistoryOrder | TeamOrder


def label(said: str) -> str:
    """What is written, as far as a label may be long."""
    return said[:LONGEST_LABEL]


def _within(count: int, least: int) -> None:
    if not least <= count <= MOST:
        raise ValueError(f"{count} is not from {least} to {MOST}")


def _are_so_many(count: int, least: int, most: int) -> None:
    if not least <= count <= most:
        raise ValueError(f"{count} where it is from {least} to {most}")


def _short(*labels: str) -> None:
    if any(len(it) > LONGEST_LABEL for it in labels):
        raise ValueError(f"a label has at most {LONGEST_LABEL} characters")
