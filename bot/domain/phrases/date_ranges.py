"""Parses ranges of days: "tomorrow", "24 dec", "22 dec - 2 jan", "next week".

A day without a year is the next such day, today included; the end of a range is the next such day
after its beginning.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.calendar.work_week import monday, sunday
from bot.domain.phrases.dates import MONTH_NAMES, SHORTEST_NAME, WEEKDAY_NAMES

FURTHEST = timedelta(days=366)
"""How far ahead a day off can lie."""
LONGEST_DAYS = 120
"""Characters of a phrase."""

_DASHES = str.maketrans(dict.fromkeys("–—‐‑−", "-"))  # noqa: RUF001
_JOINER = re.compile(r"\s*-\s*|\s+(?:to|till|until|til|through|thru|bis)\s+")
_UNTIL = re.compile(r"(?:till|until|til|through|thru|bis)\s+")
_LENGTH = re.compile(r"(?:for\s+)?(\d{1,3}|an?|one)\s+(days?|weeks?)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.?(?:\s?(\d{4}))?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s*(?:of\s+)?([a-z]+)\.?(?:,?\s+(\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]+)\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")
_DAYS_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s*(?:-|to|bis)\s*(\d{1,2}[^-\d].*)")
_MONTH_DAYS = re.compile(r"([a-z]+)\.?\s*(\d{1,2})\s*(?:-|to)\s*(\d{1,2})")


class Vague(StrEnum):
    """Why a phrase gives no range of days."""

    UNKNOWN = "unknown"
    PAST = "past"
    TOO_FAR = "too far"
    BACKWARDS = "backwards"


@dataclass(frozen=True)
class Days:
    """Consecutive days, `last` included."""

    first: date
    last: date


def read_days(phrase: str, today: date) -> Days | Vague:
    """The days that a phrase means, seen from the person's `today`; a year ahead at most."""
    if len(phrase) > LONGEST_DAYS:
        return Vague.UNKNOWN
    words = " ".join(phrase.lower().translate(_DASHES).split()).strip("\"'`“”„!,: ")
    words = re.sub(r"^(?:on|from|the)\s+", "", words)
    days = _days(words, today)
    if days is None:
        return Vague.UNKNOWN
    if days.last < days.first:
        return Vague.BACKWARDS
    if days.last < today:
        return Vague.PAST
    if days.last - today > FURTHEST:
        return Vague.TOO_FAR
    return Days(max(days.first, today), days.last)


def read_days_and_name(phrase: str, today: date) -> tuple[Days, str] | Vague:
    """The longest range of days that the phrase begins with, and the name after it."""
    words = phrase.split()
    for count in range(len(words), 0, -1):
        days = read_days(" ".join(words[:count]), today)
        if days is not Vague.UNKNOWN:
            name = " ".join(words[count:]).strip("\"'“”„:-–() ")  # noqa: RUF001
            return days if isinstance(days, Vague) else (days, name)
    return Vague.UNKNOWN


def _days(words: str, today: date) -> Days | None:
    if (several := _several(words, today)) is not None:
        return several
    if (day := _day(words, today)) is not None:
        return Days(day, day)
    if until := _UNTIL.match(words):
        last = _day(words[until.end() :], today)
        return None if last is None else Days(today, last)
    if named := _MONTH_DAYS.fullmatch(words):
        words = f"{named[1]} {named[2]} - {named[1]} {named[3]}"
    elif numbers := _DAYS_OF_MONTH.fullmatch(words):
        return _to_the_same_month(int(numbers[1]), numbers[2], today)
    for joiner in _JOINER.finditer(words):
        first = _day(words[: joiner.start()], today)
        last = None if first is None else _day(words[joiner.end() :], first)
        if first is not None and last is not None:
            return Days(first, last)
    return None


def _to_the_same_month(first: int, last: str, today: date) -> Days | None:
    """Such as "22-27 dec": the first day is in the month of the last."""
    end = _day(last, today)
    begin = None if end is None else _date(end.year, end.month, first)
    return None if end is None or begin is None else Days(begin, end)


def _several(words: str, today: date) -> Days | None:
    """Such as "next week", "this week", "3 days", "a week": from today if it names no day."""
    next_week = monday(today) + timedelta(days=7)
    if words == "next week":
        return Days(next_week, sunday(next_week))
    if words in {"this week", "rest of the week", "rest of this week"}:
        return Days(today, sunday(today))
    if length := _LENGTH.fullmatch(words):
        count = int(length[1]) if length[1].isdecimal() else 1
        days = count * (7 if length[2].startswith("week") else 1)
        return Days(today, today + timedelta(days=days - 1))
    return None


def _day(words: str, today: date) -> date | None:
    if words in {"today", "tomorrow"}:
        return today + timedelta(days=words == "tomorrow")
    weekday = _index(words.removeprefix("next ").removeprefix("this "), WEEKDAY_NAMES)
    if weekday is not None:
        if words.startswith("next "):
            return today + timedelta(days=7 - today.weekday() + weekday)
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return _calendar_day(words, today)


def _calendar_day(words: str, today: date) -> date | None:
    if iso := _ISO.fullmatch(words):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    if dotted := _DOTTED.fullmatch(words):
        return _next(int(dotted[1]), int(dotted[2]), dotted[3], today)
    if slashed := _SLASHED.fullmatch(words):
        low, high = sorted((int(slashed[1]), int(slashed[2])))
        is_ambiguous = high <= len(MONTH_NAMES) and low != high  # "5/12" could be either
        return None if is_ambiguous else _next(high, low, slashed[3], today)
    if named := _DAY_MONTH.fullmatch(words):
        number, name = named[1], named[2]
    elif named := _MONTH_DAY.fullmatch(words):
        name, number = named[1], named[2]
    else:
        return None
    month = _index(name, MONTH_NAMES)
    return None if month is None else _next(int(number), month + 1, named[3], today)


def _next(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is not None:
        return _date(int(year), month, day)
    for ahead in range(9):  # 29 February may be eight years ahead
        next_date = _date(today.year + ahead, month, day)
        if next_date is not None and next_date >= today:
            return next_date
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _index(word: str, names: tuple[str, ...]) -> int | None:
    if len(word) < SHORTEST_NAME:
        return None
    return next((n for n, name in enumerate(names) if name.startswith(word)), None)
