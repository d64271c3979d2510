"""Parses dates at which something ends: "friday", "next week", "24 dec", "the 15th".

The date is the one whose first instant, local midnight, is the end: "through monday" is Tuesday.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
SHORTEST_NAME = 3
"""A weekday or month may be cut to its first three letters."""
SATURDAY = 5
_LAST_YEAR = 9000
"""Later years are cut to it: they mean the same, and adding to them stays in range."""

TOMORROW = frozenset({"tomorrow", "tmrw", "tmr", "tomorow", "tommorow", "tommorrow", "next day"})
TODAY = frozenset(
    {"today", "day", "whole day", "all day", "rest of the day", "rest of day", "rest of today"}
    | {"end of the day", "end of day", "end of today", "eod", "this day"}
)
_WEEK = frozenset(
    {"week", "this week", "rest of the week", "rest of week", "end of the week", "end of week"}
    | {"eow", "end of this week", "whole week", "all week"}
)
_MONTH = frozenset(
    {"month", "this month", "next month", "rest of the month", "end of the month", "end of month"}
    | {"end of this month"}
)
_YEAR = frozenset(
    {"next year", "this year", "rest of the year", "end of the year", "end of year"}
    | {"end of this year"}
)
_NEW_YEAR = frozenset({"new year", "new years", "new year's", "new year's day", "new years day"})
_WEEKEND = frozenset({"weekend", "this weekend"})

_ISO_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_NUMBERED_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?|(\d{1,2})-(\d{1,2})-(\d{4})")
_SLASHED_DATE = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?([a-z]+)\.?(?:,?\s+(\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]+)\.?\s+(?:the\s+)?(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")
_DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)(?:\s+of\s+the\s+month)?")
_NAMED_DATE = re.compile(r"([a-z]+),?\s+(?:the\s+)?(.*\d.*)")
_LAST = re.compile(r"(?:after|through|thru|including|end of)\s+(?:the\s+)?(.+)")
_OF_NEXT_WEEK = re.compile(r"next week(?: on)? ([a-z]+)|([a-z]+) next week")


def is_dotted(words: str) -> bool:
    """Whether the final dot belongs to a date, as in "24.12."."""
    return re.fullmatch(r"\d{1,2}\.\s?\d{1,2}\.", words) is not None


def is_either(words: str) -> bool:
    """Whether it could be two dates, day first or month first, such as "5/12"."""
    match = _SLASHED_DATE.fullmatch(words)
    return match is not None and match[1] != match[2] and max(int(match[1]), int(match[2])) <= 12


def day_in(words: str, today: date, *, is_until: bool) -> date | None:
    """The date at whose first instant it ends; `is_until`: typed with "till" or the like."""
    if last := _LAST.fullmatch(words):
        return _stretch(words, today, is_until=False) or _after(last[1], today)
    return _stretch(words, today, is_until=is_until) or single_day(words, today)


def single_day(words: str, today: date) -> date | None:
    """The date itself of "tomorrow", "monday", "next fri", "24 dec", "mon 7 dec"."""
    if words in TOMORROW:
        return today + timedelta(days=1)
    if words == "day after tomorrow":
        return today + timedelta(days=2)
    return _weekday(words, today) or _calendar_day(words, today) or _named_date(words, today)


def _after(words: str, today: date) -> date | None:
    """The first day after a day or a range of days."""
    if words == "next week":
        return _next_monday(today) + timedelta(weeks=1)
    day = single_day(words, today)
    return _stretch(words, today, is_until=False) if day is None else day + timedelta(days=1)


def _stretch(words: str, today: date, *, is_until: bool) -> date | None:
    """The first day after the rest of a day, week, weekend, month or year."""
    if words in TODAY:
        return today + timedelta(days=1)
    if words == "next week" or words in _WEEK:
        return _next_monday(today)
    if words in _WEEKEND:
        begins_later = is_until and today.weekday() < SATURDAY
        return _next_monday(today) - timedelta(days=2 if begins_later else 0)
    if words in _MONTH:
        return months_later(today.replace(day=1), 1)
    if words in _YEAR or (is_until and words in _NEW_YEAR):
        return date(today.year + 1, 1, 1)
    return None


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def _weekday(words: str, today: date) -> date | None:
    if named := _OF_NEXT_WEEK.fullmatch(words):
        weekday = _weekday_index(named[1] or named[2])
        return None if weekday is None else _next_monday(today) + timedelta(days=weekday)
    weekday = _weekday_index(re.sub(r"^(?:next|this|coming|on) ", "", words))
    if weekday is None:
        return None
    if words.startswith("next "):
        return _next_monday(today) + timedelta(days=weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _calendar_day(words: str, today: date) -> date | None:
    """Such as "2026-12-24", "24.12.", "24 dec", "dec 24"; without a year, the next such day."""
    if iso := _ISO_DATE.fullmatch(words):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    if numbers := _NUMBERED_DATE.fullmatch(words):
        day, month = numbers[1] or numbers[4], numbers[2] or numbers[5]
        return _numbered_day(int(day), int(month), numbers[3] or numbers[6], today)
    if numbers := _SLASHED_DATE.fullmatch(words):
        return _slashed_day(int(numbers[1]), int(numbers[2]), numbers[3], today)
    if ordinal := _DAY_OF_MONTH.fullmatch(words):
        return _day_of_month(int(ordinal[1]), today)
    if named := _DAY_MONTH.fullmatch(words):
        number, name, year = named.groups()
    elif named := _MONTH_DAY.fullmatch(words):
        name, number, year = named.groups()
    else:
        return None
    month_index = _name_index(name, MONTH_NAMES)
    return None if month_index is None else _numbered_day(int(number), month_index + 1, year, today)


def _named_date(words: str, today: date) -> date | None:
    """Such as "monday 7 dec", where both must agree."""
    match = _NAMED_DATE.fullmatch(words)
    weekday = _weekday_index(match[1]) if match else None
    if match is None or weekday is None:
        return None
    day = _calendar_day(match[2], today)
    return day if day is not None and day.weekday() == weekday else None


def _slashed_day(first: int, second: int, year: str | None, today: date) -> date | None:
    """ "24/12" and "12/24" can only be one date; "5/12" could be two, so it is refused."""
    if min(first, second) <= 12 < max(first, second) or first == second:
        return _numbered_day(max(first, second), min(first, second), year, today)
    return None


def _numbered_day(day: int, month: int, year: str | None, today: date) -> date | None:
    """That day; without a year, the next such day."""
    if year is not None:
        return _date(int(year), month, day)
    dates = (_date(each, month, day) for each in (today.year, today.year + 1))
    return next((it for it in dates if it is not None and it > today), None)


def _day_of_month(day: int, today: date) -> date | None:
    """The next day with that number; not every month has one."""
    first = today.replace(day=1)
    months = (months_later(first, n) for n in range(3))
    dates = (_date(month.year, month.month, day) for month in months)
    return next((it for it in dates if it is not None and it > today), None)


def _weekday_index(word: str) -> int | None:
    return 2 if word == "weds" else _name_index(word, WEEKDAY_NAMES)


def _name_index(word: str, names: tuple[str, ...]) -> int | None:
    word = word.removesuffix(".") if len(word) > SHORTEST_NAME else word
    if len(word) < SHORTEST_NAME:
        return None
    return next((n for n, name in enumerate(names) if name.startswith(word)), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(min(year, _LAST_YEAR), month, day)
    except ValueError:
        return None
