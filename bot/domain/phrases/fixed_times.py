"""Parses the fixed times of the day at which a person wants their nudges."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot.domain.calendar.work_week import MINUTES_A_DAY, WorkWeek
from bot.domain.phrases.moments import hour_of_day

MOST = 24
"""Times a day."""
APART = 10
"""Minutes between two times at least."""
OFF = frozenset({"off", "none", "no", "clear", "stop"})
"""Words for no fixed times: nudges come at intervals again."""
_BETWEEN = re.compile(r"[\s,;]+(?:and\s+|at\s+)*|\s+and\s+")
_SUFFIX = re.compile(r"(?<=\d)\s+(?=[ap]\.?m\b)")


class Wrong(StrEnum):
    UNKNOWN = "unknown"
    TOO_MANY = "too many"
    TOO_CLOSE = "too close"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class WrongTimes:
    """`word` is what was typed and not understood, `at` the faulty time in minutes."""

    why: Wrong
    word: str = ""
    at: int = 0


def read_times(text: str, week: WorkWeek) -> tuple[int, ...] | WrongTimes:
    """Minutes after midnight, in order; each must lie within the working hours of some day."""
    typed = _SUFFIX.sub("", text.strip().lower())
    minutes = set()
    for word in filter(None, _BETWEEN.split(typed.removeprefix("at "))):
        at = hour_of_day(word.replace(".", ":"))
        if at is None:
            return WrongTimes(Wrong.UNKNOWN, word)
        minutes.add(at.hour * 60 + at.minute)
    times = tuple(sorted(minutes))
    return _fault(times, week) or times


def _fault(times: tuple[int, ...], week: WorkWeek) -> WrongTimes | None:
    if len(times) > MOST:
        return WrongTimes(Wrong.TOO_MANY)
    for before, after in pairwise(times):
        if after - before < APART:
            return WrongTimes(Wrong.TOO_CLOSE, at=after)
    for at in times:
        if not _falls_in(at, week):
            return WrongTimes(Wrong.OUTSIDE, at=at)
    return None


def _falls_in(at: int, week: WorkWeek) -> bool:
    """Whether some shift contains that time, on the day it begins or past midnight."""
    instants = (at, at + MINUTES_A_DAY)
    shifts = [shift for day in week.days for shift in day]
    return any(shift.start <= it < shift.end for shift in shifts for it in instants)


def format_minutes(minutes: int) -> str:
    """As HH:MM."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
