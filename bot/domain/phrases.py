"""Times in the words people type: "30m", "2h30", "till monday", "until 14:00", "today".

Pure: the phrase, the present instant and the person's zone give the instant that is meant.
Days begin at local midnight; working hours decide when the first nudge after that comes.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.hours import zone

LONGEST = timedelta(days=366)

WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
LONGEST_PHRASE = 80
"""Characters; nobody says it in more."""
SHORTEST_NAME = 3
"""A weekday or month may be cut to its first three letters or more."""

_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_UNIT = r"(m|min|mins|minutes?|h|hr|hrs|hours?|d|days?|w|wks?|weeks?)"
_AMOUNT = re.compile(rf"(\d+(?:[.,]\d+)?)\s*{_UNIT}(?![a-z])")
_MONTHS = re.compile(r"(\d{1,3}|an?|one)\s*months?")
_HOURS_AND_MINUTES = re.compile(r"(\d+)h\s*(\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?")
_HOUR_AND_MINUTES = re.compile(r"(\d{1,2})h(\d{2})?")
_DAY_AND_TIME = re.compile(r"(.+?),?(?:\s+at)?\s+(\d{1,2}(?:[:.h]\d{2})?\s*(?:am|pm)?|noon)")
_DOTTED_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?")
_SLASHED_DATE = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_QUOTES = "\"'`“”„\u2018\u2019 "
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?([a-z]+)")
_MONTH_DAY = re.compile(r"([a-z]+)\s+(\d{1,2})(?:st|nd|rd|th)?")


class Unclear(StrEnum):
    """Why a phrase gives no instant."""

    UNKNOWN = "unknown"
    PAST = "past"
    TOO_FAR = "too_far"


@dataclass(frozen=True)
class _Moment:
    """The present as a person sees it: an instant and the wall clock of their zone."""

    at: datetime
    wall: datetime

    @property
    def today(self) -> date:
        return self.wall.date()


def end_of_pause(phrase: str, at: datetime, zone_name: str) -> datetime | Unclear:
    """The instant (UTC) at which a pause asked for with `phrase` ends.

    Understood are lengths ("45", "45m", "2h30", "1.5 h", "3 days"), days ("today", "tomorrow",
    "monday", "next week", "24 dec", "24.12.", "2026-12-24") and times ("14:00", "2pm", "noon"),
    alone or after a day, with or without "for", "till", "until". A bare number is minutes.
    """
    if len(phrase) > LONGEST_PHRASE:
        return Unclear.UNKNOWN
    said = " ".join(phrase.lower().strip(_QUOTES).split())
    words = re.sub(r"^(for|till|until|til|to)\s+(the\s+)?", "", said)
    if not _DOTTED_DATE.fullmatch(words):
        words = words.rstrip("!. ")
    is_end = re.match(r"(till|until|til|to)\s", said) is not None
    if is_end and (hour := _HOUR_AND_MINUTES.fullmatch(words)):
        words = f"{hour[1]}:{hour[2] or '00'}"
    moment = _Moment(at, at.astimezone(zone(zone_name)))
    is_hour = is_end and words.isdecimal()
    for read in (_hour,) if is_hour else _READERS:
        end = read(words, moment)
        if end is not None:
            return _checked(end, at)
    return Unclear.UNKNOWN


def _checked(end: datetime, at: datetime) -> datetime | Unclear:
    if end <= at:
        return Unclear.PAST
    return Unclear.TOO_FAR if end - at > LONGEST else end.astimezone(UTC)


def _length(words: str, moment: _Moment) -> datetime | None:
    """Such as "45", "2h30", "1 h 20 min", "half an hour", "an hour", "a week"."""
    named = {
        "half an hour": timedelta(minutes=30),
        "an hour": timedelta(hours=1),
        "a day": timedelta(days=1),
        "a week": timedelta(weeks=1),
    }
    if words in named:
        return moment.at + named[words]
    if months := _MONTHS.fullmatch(words):
        return _months_later(moment, int(months[1]) if months[1].isdecimal() else 1)
    if words.isdecimal():
        return _later(moment.at, timedelta(minutes=1), float(words))
    if both := _HOURS_AND_MINUTES.fullmatch(words):
        return _later(moment.at, timedelta(minutes=1), float(both[1]) * 60 + float(both[2]))
    parts = list(_AMOUNT.finditer(words))
    if not parts or _AMOUNT.sub("", words).replace("and", "").strip(" ,"):
        return None
    minutes = sum(
        float(it[1].replace(",", ".")) * (_UNITS[it[2][0]] / timedelta(minutes=1)) for it in parts
    )
    return _later(moment.at, timedelta(minutes=1), minutes)


def _later(at: datetime, unit: timedelta, times: float) -> datetime:
    """`at` and `times` units, or just beyond what any pause may last."""
    return at + min(unit * min(times, 1e7), LONGEST * 2)


def _months_later(moment: _Moment, months: int) -> datetime:
    """The same day of a later month, or the last one it has."""
    year, month = divmod(moment.wall.year * 12 + moment.wall.month - 1 + months, 12)
    day = min(moment.wall.day, monthrange(year, month + 1)[1])
    return moment.wall.replace(year=year, month=month + 1, day=day)


def _named_day(words: str, moment: _Moment) -> datetime | None:
    """Such as "today", "tomorrow", "next week", "monday", "next fri"."""
    if words in {"today", "rest of the day", "rest of today", "end of the day", "end of day"}:
        return _midnight(moment.today + timedelta(days=1), moment)
    if words in {"tomorrow", "the morning", "tomorrow morning"}:
        return _midnight(moment.today + timedelta(days=1), moment)
    if words in {"next week", "rest of the week", "end of the week", "this week"}:
        return _midnight(moment.today + timedelta(days=7 - moment.today.weekday()), moment)
    weekday = _name_index(words.removeprefix("next ").removeprefix("on "), WEEKDAY_NAMES)
    if weekday is None:
        return None
    if words.startswith("next "):
        ahead = 7 - moment.today.weekday() + weekday
    else:
        ahead = (weekday - moment.today.weekday() - 1) % 7 + 1
    return _midnight(moment.today + timedelta(days=ahead), moment)


def _calendar_day(words: str, moment: _Moment) -> datetime | None:
    """Such as "2026-12-24", "24 dec", "dec 24"; without a year, the next such day."""
    if iso := _ISO_DATE.fullmatch(words):
        day = _date(int(iso[1]), int(iso[2]), int(iso[3]))
        return None if day is None else _midnight(day, moment)
    if numbers := _DOTTED_DATE.fullmatch(words):
        return _numbered_day(int(numbers[1]), int(numbers[2]), numbers[3], moment)
    if numbers := _SLASHED_DATE.fullmatch(words):
        return _slashed_day(int(numbers[1]), int(numbers[2]), numbers[3], moment)
    if named := _DAY_MONTH.fullmatch(words):
        number, name = named[1], named[2]
    elif named := _MONTH_DAY.fullmatch(words):
        name, number = named[1], named[2]
    else:
        return None
    month = _name_index(name, MONTH_NAMES)
    return None if month is None else _numbered_day(int(number), month + 1, None, moment)


def _slashed_day(first: int, second: int, year: str | None, moment: _Moment) -> datetime | None:
    """Of "24/12" and "12/24" only one can be a day; "5/12" could be either, and is neither."""
    if min(first, second) <= 12 < max(first, second) or first == second:
        return _numbered_day(max(first, second), min(first, second), year, moment)
    return None


def _numbered_day(day: int, month: int, year: str | None, moment: _Moment) -> datetime | None:
    """That day; without a year, the next such."""
    if year is not None:
        found = _date(int(year), month, day)
        return None if found is None else _midnight(found, moment)
    for each in (moment.today.year, moment.today.year + 1):
        found = _date(each, month, day)
        if found is not None and found > moment.today:
            return _midnight(found, moment)
    return None


def _time_on_a_day(words: str, moment: _Moment) -> datetime | None:
    """Such as "friday 14:00", "tomorrow at 9am", "24 dec noon"."""
    read = _DAY_AND_TIME.fullmatch(words)
    if read is None:
        return None
    at = time(12) if read[2] == "noon" else _clock_time(read[2])
    if read[1] == "today":
        day: datetime | None = _midnight(moment.today, moment)
    else:
        day = _named_day(read[1], moment) or _calendar_day(read[1], moment)
    return None if at is None or day is None else datetime.combine(day, at, moment.wall.tzinfo)


def _time_of_day(words: str, moment: _Moment) -> datetime | None:
    """Such as "14:00", "2pm", "noon", "midnight": the next time the wall clock shows it."""
    named = {"noon": time(12), "midday": time(12), "midnight": time(0)}
    at = named.get(words) or _clock_time(words)
    if at is None and words not in named:
        return None
    wanted = datetime.combine(moment.today, at or time(0), moment.wall.tzinfo)
    if wanted <= moment.wall:
        wanted = datetime.combine(moment.today + timedelta(days=1), at or time(0), wanted.tzinfo)
    return wanted


def _hour(words: str, moment: _Moment) -> datetime | None:
    """What a bare number is after "until": an hour ("9", "17") or a time ("1430").

    Up to 12 it is the next time a clock face shows it, morning or afternoon.
    """
    if not re.fullmatch(r"\d{1,2}|\d{4}", words, re.ASCII):
        return None
    hour, minute = (int(words), 0) if len(words) < 3 else divmod(int(words), 100)
    if (hour, minute) == (24, 0):
        hour = 0
    if hour > 23 or minute > 59:
        return None
    faces = {hour, (hour + 12) % 24} if len(words) < 3 and int(words) <= 12 else {hour}
    ends = [
        datetime.combine(moment.today + timedelta(days=days), time(it, minute), moment.wall.tzinfo)
        for days in (0, 1)
        for it in faces
    ]
    return min(it for it in ends if it > moment.wall)


def _clock_time(words: str) -> time | None:
    read = _CLOCK.fullmatch(words)
    if read is None or (read[2] is None and read[3] is None):
        return None
    hour, minute = int(read[1]), int(read[2] or 0)
    if read[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if read[3] == "pm" else 0)
    elif (hour, minute) == (24, 0):
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _name_index(word: str, names: tuple[str, ...]) -> int | None:
    if len(word) < SHORTEST_NAME:
        return None
    return next((n for n, name in enumerate(names) if name.startswith(word)), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _midnight(day: date, moment: _Moment) -> datetime:
    return datetime.combine(day, time(0), moment.wall.tzinfo)


_READERS: tuple[Callable[[str, _Moment], datetime | None], ...] = (
    _length,
    _named_day,
    _calendar_day,
    _time_of_day,
    _time_on_a_day,
)
