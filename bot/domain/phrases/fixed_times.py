"""Fixed times of the day at which somebody wants their nudges, as they type them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bot.domain.calendar.work_week import MINUTES_A_DAY, WorkWeek
from bot.domain.phrases.moments import hour_of_day

MOST = 24
"""Times a day."""
APART = 10
"""Minutes between two times, at least."""
OFF = frozenset({"off", "none", "no", "clear", "stop"})
"""Typed for no times: nudges come at intervals again."""
_BETWEEN = re.compile(r"[\s,;]+(?:and\s+|at\s+)*|\s+and\s+")
_SUFFIX = re.compile(r"(?<=\d)\s+(?=[ap]\.?m\b)")


class Wrong(StrEnum):
    """What can be wrong with times."""

    UNKNOWN = "unknown"
    TOO_MANY = "too many"
    TOO_CLOSE = "too close"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class WrongTimes:
    """`word` is what it is about, as typed or as HH:MM."""

    why: Wrong
    word: str = ""


def read_times(text: str, week: WorkWeek) -> tuple[int, ...] | WrongTimes:
    """Minutes after midnight, in order; each has to lie within the hours of some day."""
    typed = _SUFFIX.sub("", text.strip().lower())
    found = set()
    for word in filter(None, _BETWEEN.split(typed.removeprefix("at "))):
        at = hour_of_day(word.replace(".", ":"))
        if at is None:
            return WrongTimes(Wrong.UNKNOWN, word)
        found.add(at.hour * 60 + at.minute)
    times = tuple(sorted(found))
    return _fault(times, week) or times


def _fault(times: tuple[int, ...], week: WorkWeek) -> WrongTimes | None:
    if len(times) > MOST:
        return WrongTimes(Wrong.TOO_MANY)
    for before, after in pairwise(times):
        if after - before < APART:
            return WrongTimes(Wrong.TOO_CLOSE, written(after))
    for at in times:
        if not _falls_in(at, week):
            return WrongTimes(Wrong.OUTSIDE, written(at))
    return None


def _falls_in(at: int, week: WorkWeek) -> bool:
    """Whether some shift holds that time, on its own day or past its midnight."""
    days = (at, at + MINUTES_A_DAY)
    return any(it.start <= minute < it.end for day in week.days for it in day for minute in days)


def written(minutes: int) -> str:
    """Such as 09:30."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
