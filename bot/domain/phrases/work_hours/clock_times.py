"""Parses times of the clock, and finds the shift that two of them mean.

What a clock face leaves open ("9-5", "1-5", "8.30-4pm") is read as people mean it: an end is the
next time that a clock shows it, a start from 1 to 4 is in the afternoon. A leading zero, a 24-hour
number, am and pm leave nothing open.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from bot.domain.calendar.work_week import MINUTES_A_DAY, Shift
from bot.domain.phrases.work_hours.faults import Fault, HoursError
from bot.domain.phrases.work_hours.tokens import Token

HALF_DAY = MINUTES_A_DAY // 2
_ONE_PM = 13 * 60
_AFTERNOON = range(60, 5 * 60)
"""A start at 1 to 4 o'clock, without am or pm, is in the afternoon."""
NAMED_TIMES = {"noon": 12 * 60, "midday": 12 * 60, "midnight": MINUTES_A_DAY}
_TIME = re.compile(r"(\d{1,4})(?:[:.h](\d{2}))?\s?(am|pm|a\.m\.?|p\.m\.?|h|uhr)?")


class _Written(StrEnum):
    """How a time was written."""

    FACE = "face"
    """As a clock face shows it: 1 to 12, without am or pm."""
    HALF = "half"
    """With am or pm."""
    FULL = "full"
    """Of 24 hours."""


class ClockTime(NamedTuple):
    """A time as typed, in minutes after midnight."""

    minutes: int
    written: _Written
    is_next_day: bool = False


def clock_time(token: Token) -> ClockTime:
    if token.text in NAMED_TIMES:
        return ClockTime(NAMED_TIMES[token.text], _Written.HALF)
    match = _TIME.fullmatch(token.text) if token.kind == "time" else None
    if match is None:
        raise HoursError(Fault.NO_END, token.as_typed)
    digits, minute_digits, half = match[1], match[2], (match[3] or "")[:1]
    if len(digits) > 2 and minute_digits is None:
        digits, minute_digits = digits[:-2], digits[-2:]
    hour, minute = int(digits), int(minute_digits or 0)
    if len(digits) > 2 or hour * 60 + minute > MINUTES_A_DAY or minute > 59:
        raise HoursError(Fault.UNKNOWN, token.as_typed)
    if half not in {"a", "p"}:
        is_face = 1 <= hour <= 12 and not digits.startswith("0")
        return ClockTime(hour * 60 + minute, _Written.FACE if is_face else _Written.FULL)
    if not 1 <= hour <= 12:
        raise HoursError(Fault.UNKNOWN, token.as_typed)
    return ClockTime((hour % 12 + 12 * (half == "p")) * 60 + minute, _Written.HALF)


def shift_between(start: ClockTime, end: ClockTime, after: int, as_typed: str) -> Shift:
    """The shift that two times mean; `after` is the end of the shift named before it."""
    begin, finish = _begin(start, end, after), end.minutes
    if end.is_next_day:
        finish += MINUTES_A_DAY
    elif end.written is _Written.FACE and _follows_the_face(start, end, begin):
        finish = begin + ((finish - begin - 1) % HALF_DAY + 1)
    elif finish < begin:
        finish += MINUTES_A_DAY
    if finish == begin:
        raise HoursError(Fault.NO_TIME, as_typed)
    if finish - begin > MINUTES_A_DAY:
        raise HoursError(Fault.UNKNOWN, as_typed)
    return Shift(begin, finish)


def _begin(start: ClockTime, end: ClockTime, after: int) -> int:
    begin = start.minutes % MINUTES_A_DAY
    if start.written is not _Written.FACE:
        return begin
    if end.written is _Written.HALF:  # "9-1pm": the last 9 o'clock before it
        ahead = (end.minutes - begin - 1) % HALF_DAY + 1
        return (end.minutes - ahead) % MINUTES_A_DAY
    if end.written is _Written.FACE and begin in _AFTERNOON:
        return begin + HALF_DAY
    if begin < after < _ONE_PM and after <= begin + HALF_DAY:  # "9-12 1-5"
        return begin + HALF_DAY
    return begin


def _follows_the_face(start: ClockTime, end: ClockTime, begin: int) -> bool:
    """Whether the end is the next time that a clock face shows it, rather than of 24 hours."""
    if start.written is not _Written.FULL:
        return True
    return end.minutes <= begin < _ONE_PM
