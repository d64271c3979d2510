"""What a chart shows, with all text already translated.

Orders hold no names and no ids. They are sent as JSON to the process that draws them.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

WEEKDAYS = 7
MOST_WEEKS = 12
MOST = 1_000_000_000
"""The largest count in an order."""
LONGEST_LABEL = 40
"""The most characters of a label."""


class Look(StrEnum):
    """How a day is shown."""

    KEPT = "kept"
    """The goal was reached."""
    SOME = "some"
    OPEN = "open"
    """A workday without a break."""
    FROZEN = "frozen"
    """A freeze kept the streak."""
    OFF = "off"
    AHEAD = "ahead"
    """In the future."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A day: its look, its breaks, and the breaks that its goal requires."""

    look: Look
    breaks: int = 0
    goal: int = 1

    def __post_init__(self) -> None:
        _check_range(self.breaks, 0, MOST)
        _check_range(self.goal, 1, MOST)


@dataclass(frozen=True, kw_only=True)
class HistoryLabels:
    """`columns` has a label for each week, empty where the column has none."""

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
        _check_length(self.weeks, self.week, self.goal, *self.weekdays, *self.columns)
        _check_length(self.kept, self.some, self.frozen, self.off)


@dataclass(frozen=True, kw_only=True)
class HistoryOrder:
    """A person's weeks, each from Monday on, the current one last. `today` is 0 on Mondays."""

    weeks: tuple[tuple[Cell, ...], ...]
    today: int
    labels: HistoryLabels
    kind: Literal["history"] = "history"

    def __post_init__(self) -> None:
        _check_range(len(self.weeks), 1, MOST_WEEKS)
        for week in self.weeks:
            _check_range(len(week), WEEKDAYS, WEEKDAYS)
        _check_range(len(self.labels.weekdays), WEEKDAYS, WEEKDAYS)
        _check_range(len(self.labels.columns), len(self.weeks), len(self.weeks))
        _check_range(self.today, 0, WEEKDAYS - 1)


@dataclass(frozen=True, kw_only=True)
class DayShare:
    """How many took a break, of how many available, and `said`, the percentage as text.

    `said` is empty if nobody was available.
    """

    took: int = 0
    available: int = 0
    said: str = ""

    def __post_init__(self) -> None:
        _check_range(self.available, 0, MOST)
        if not 0 <= self.took <= self.available:
            raise ValueError(f"{self.took} of {self.available} is not a share")
        _check_length(self.said)


@dataclass(frozen=True, kw_only=True)
class TeamLabels:
    """`half` labels the line of one half; `weeks` are the first days of the weeks."""

    days: str
    trend: str
    half: str
    weekdays: tuple[str, ...]
    weeks: tuple[str, ...]

    def __post_init__(self) -> None:
        _check_length(self.days, self.trend, self.half, *self.weekdays, *self.weeks)


@dataclass(frozen=True, kw_only=True)
class TeamOrder:
    """A team's week from Monday on, and the trend over its weeks, oldest first."""

    days: tuple[DayShare, ...]
    trend: tuple[DayShare, ...]
    labels: TeamLabels
    kind: Literal["team"] = "team"

    def __post_init__(self) -> None:
        _check_range(len(self.days), 1, WEEKDAYS)
        _check_range(len(self.labels.weekdays), len(self.days), len(self.days))
        _check_range(len(self.trend), 1, MOST_WEEKS)
        _check_range(len(self.labels.weeks), len(self.trend), len(self.trend))


Order = HistoryOrder | TeamOrder


def label(text: str) -> str:
    """The text cut to the length of a label."""
    return text[:LONGEST_LABEL]


def _check_range(number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        raise ValueError(f"{number} is not between {least} and {most}")


def _check_length(*labels: str) -> None:
    if any(len(it) > LONGEST_LABEL for it in labels):
        raise ValueError(f"a label has at most {LONGEST_LABEL} characters")
