"""Parses the end of something: "30m", "2h30", "till monday", "until 14:00", "today".

Days begin at local midnight; working hours decide when the first nudge after that comes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar.work_week import zone
from bot.domain.phrases.dates import day_in, is_dotted, is_either, months_later, single_day
from bot.domain.phrases.durations import length_in, months_in, with_digits

LONGEST = timedelta(days=366)
LONGEST_PHRASE = 80
"""Characters."""
MIDDAY = time(12)
EVENING = time(18)
FIRST_WAKING_HOUR = 7
"""An earlier hour, typed with a day and without am or pm, is in the afternoon."""

_QUOTES = "\"'`“”„\u2018\u2019 "
_SIGNS = str.maketrans({"\u2019": "'", "\u2013": "-"})
_ENDS = frozenset({"till", "until", "untill", "til", "'til", "to", "at"})
_LEAD = re.compile(
    r"(?:(?:please|just|for|in|by|over|during|another|about|around|roughly|on|the|my|"
    r"till|until|untill|til|'til|to|at)\s+)*"
)
_TAIL = re.compile(r"(?:,?\s+(?:please|thanks|from now|or so|later|more|longer))+$")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?")
_HOUR_AND_MINUTES = re.compile(r"(\d{1,2})h(\d{2})?")
_O_CLOCK = re.compile(r"(\d{1,2}) ?o'?clock")
_PAST_OR_TO = re.compile(r"(half|quarter|\d{1,2}(?: minutes?)?) (past|to) (\d{1,2})")
_TIME = r"\d{1,2}[:.h]\d{2}\s*(?:am|pm)?|\d{1,2}\s*(?:am|pm)|noon|midday|midnight"
_DAY_AND_TIME = re.compile(rf"(.+?),?(?:\s+(at))?\s+({_TIME}|(?<=at )\d{{1,2}})")
_TIME_AND_DAY = re.compile(rf"({_TIME})(?:\s+on)?,?\s+(.+)")
_DAY_AND_PART = re.compile(r"(.+) (morning|afternoon|evening)")
_PARTS = {"morning": time(0), "afternoon": MIDDAY, "evening": EVENING}
_NAMED_TIMES = {"noon": MIDDAY, "midday": MIDDAY, "midnight": time(0)}

_ENDLESS = re.compile(
    r"for ?ever|indefinitely|for good|always|further notice|permanently|infinity|never|"
    r"\bi say\b|\bi tell you\b"
)
_NO_DATE = re.compile(
    r"\b(christmas|xmas|easter|thanksgiving|new year\S*|holidays?|hols|vacation|leave|pto|break|"
    r"spring|summer|autumn|fall|winter|i'?m|i am|i come|i return|i get|sprint|project|deadline|"
    r"meetings?|call|huddle|work|weekend)\b"
)
_VAGUE = re.compile(
    r"\b(whiles?|bit|few|some|several|later|soon|moments?|sec|ages|little|long|tonight|night|"
    r"early|late|mid|half)\b|\d ?(?:-|or|to) ?\d+ ?[a-z]|\d [a-z]+ or \d"
)
_RANGE = re.compile(
    r"^(?:from|starting|between|beginning|since|as of)\b|"
    r"\S (?:to|till|until)\b|[a-z] ?- ?[a-z]"
)


class Unreadable(StrEnum):
    """Why a phrase gives no instant."""

    UNKNOWN = "unknown"
    PAST = "past"
    TOO_FAR = "too_far"
    FOR_A_PAUSE = "for_a_pause"
    """Too long for a snooze, but not for a pause."""
    TWO_DATES = "two_dates"
    """Such as "5/12", which is a day in May or in December."""
    VAGUE = "vague"
    """Such as "a few hours"."""
    ENDLESS = "endless"
    NO_DATE = "no_date"
    """Such as "over christmas", which ends on different days for different people."""
    RANGE = "range"
    """Such as "from monday to friday": pauses and snoozes cannot begin later."""


@dataclass(frozen=True)
class Phrase:
    """A phrase reduced to its `words`; `is_until`: it began with "till" or the like."""

    words: str
    is_until: bool = False
    as_typed: str = ""


@dataclass(frozen=True)
class _Now:
    """The current instant and the person's wall clock."""

    at: datetime
    wall: datetime

    @property
    def today(self) -> date:
        return self.wall.date()

    def on(self, day: date, at: time = time(0)) -> datetime:
        return datetime.combine(day, at, self.wall.tzinfo)


def tidy(typed: str) -> Phrase:
    """The phrase in lower case and digits, without quotes, "please" and prepositions."""
    if len(typed) > LONGEST_PHRASE:
        return Phrase("?")
    text = " ".join(typed.lower().translate(_SIGNS).strip(_QUOTES).split())
    lead = _LEAD.match(text)
    start = lead.end() if lead is not None else 0
    is_until = not _ENDS.isdisjoint(text[:start].split())
    words = _TAIL.sub("", text[start:])
    words = words if is_dotted(words) else words.rstrip("!?. ")
    return Phrase(with_digits(words), is_until, text)


def read_time(typed: str, at: datetime, zone_name: str) -> datetime | Unreadable:
    """The instant (UTC) at which something that is asked for at `at` ends.

    Understands lengths ("45", "45m", "2h30", "1.5 h", "3 days"), days ("today", "tomorrow",
    "monday", "next week", "24 dec", "24.12.", "2026-12-24") and times ("14:00", "2pm", "noon"),
    alone or with a day, with or without "for", "till", "until". A bare number is minutes.
    """
    return read_phrase(tidy(typed), at, zone_name)


def read_phrase(phrase: Phrase, at: datetime, zone_name: str) -> datetime | Unreadable:
    """Like `read_time`, for a phrase that is tidy."""
    words = phrase.words
    if phrase.is_until and (hour := _HOUR_AND_MINUTES.fullmatch(words)):
        phrase = Phrase(f"{hour[1]}:{hour[2] or '00'}", phrase.is_until, phrase.as_typed)
    now = _Now(at, at.astimezone(zone(zone_name)))
    is_hour = phrase.is_until and words.isdecimal()
    for read in (_hour,) if is_hour else _READERS:
        end = read(phrase, now)
        if end is not None:
            return _checked(end, at)
    return _why_unreadable(phrase)


def _checked(end: datetime, at: datetime) -> datetime | Unreadable:
    if end <= at:
        return Unreadable.PAST
    return Unreadable.TOO_FAR if end - at > LONGEST else end.astimezone(UTC)


def _why_unreadable(phrase: Phrase) -> Unreadable:
    if is_either(phrase.words):
        return Unreadable.TWO_DATES
    if phrase.words == "yesterday" or phrase.as_typed.endswith(" ago"):
        return Unreadable.PAST
    for why, sign in (
        (Unreadable.ENDLESS, _ENDLESS),
        (Unreadable.VAGUE, _VAGUE),
        (Unreadable.NO_DATE, _NO_DATE),
        (Unreadable.RANGE, _RANGE),
    ):
        if sign.search(phrase.as_typed) or sign.search(phrase.words):
            return why
    return Unreadable.UNKNOWN


def _length(phrase: Phrase, now: _Now) -> datetime | None:
    """Such as "45", "2h30", "1 h 20 min", "half an hour", "an hour", "a week"."""
    words = phrase.words.removeprefix("after ")
    if (months := months_in(words)) is not None:
        day = months_later(now.today, months)
        return now.on(day, now.wall.time()).replace(fold=now.wall.fold)
    length = length_in(words, LONGEST * 2)
    return None if length is None else now.at + length


def _day(phrase: Phrase, now: _Now) -> datetime | None:
    """Such as "today", "tomorrow", "next week", "monday", "24 dec"."""
    if phrase.words == "tomorrow morning" or (phrase.is_until and phrase.words == "morning"):
        return now.on(now.today + timedelta(days=1))
    day = day_in(phrase.words, now.today, is_until=phrase.is_until)
    return None if day is None else now.on(day)


def _part_of_today(phrase: Phrase, now: _Now) -> datetime | None:
    """Such as "this afternoon": its beginning after "till", else its end."""
    begins_and_ends = {
        "morning": (None, MIDDAY),
        "afternoon": (MIDDAY, EVENING),
        "evening": (EVENING, None),
    }.get(phrase.words.removeprefix("rest of the ").removeprefix("this "))
    if phrase.is_until and phrase.words in {"lunch", "lunchtime"}:
        begins_and_ends = (MIDDAY, None)
    if begins_and_ends is None:
        return None
    at = begins_and_ends[0 if phrase.is_until else 1]
    return now.on(now.today + timedelta(days=at is None), at or time(0))


def _time_on_a_day(phrase: Phrase, now: _Now) -> datetime | None:
    """Such as "friday 14:00", "tomorrow at 9am", "24 dec noon", "3pm on friday"."""
    words = phrase.words
    if match := _DAY_AND_PART.fullmatch(words):
        return _on_day(match[1], _PARTS[match[2]], now)
    if match := _DAY_AND_TIME.fullmatch(words):
        return _on_day(match[1], hour_of_day(match[3]), now)
    if match := _TIME_AND_DAY.fullmatch(words):
        return _on_day(match[2], hour_of_day(match[1]), now)
    return None


def _on_day(words: str, at: time | None, now: _Now) -> datetime | None:
    day = now.today if words == "today" else single_day(words, now.today)
    return None if at is None or day is None else now.on(day, at)


def hour_of_day(words: str) -> time | None:
    """The time of day typed with a day: "14:00", "9am", "noon", or a bare hour when awake."""
    if words.isdecimal():
        hour = int(words) + (12 if 0 < int(words) < FIRST_WAKING_HOUR else 0)
        return time(hour) if hour < 24 else None
    return _NAMED_TIMES.get(words) or _clock_time(words)


def _time_of_day(phrase: Phrase, now: _Now) -> datetime | None:
    """Such as "14:00", "2pm", "noon", "midnight": the next time that the wall clock shows it."""
    words = phrase.words.removeprefix("after ")
    if (spoken := _spoken_time(words)) is not None:
        return _next_face(spoken, now)
    at = _NAMED_TIMES[words] if words in _NAMED_TIMES else _clock_time(words)
    return None if at is None else _next_of({at}, now)


def _spoken_time(words: str) -> tuple[int, int] | None:
    """Hour and minute of "2 o'clock", "half past 2", "quarter to 3"."""
    if match := _O_CLOCK.fullmatch(words):
        return (int(match[1]), 0) if int(match[1]) < 24 else None
    match = _PAST_OR_TO.fullmatch(words.removeprefix("a "))
    if match is None or not 1 <= int(match[3]) <= 12:
        return None
    named = {"half": 30, "quarter": 15}
    minutes = named[match[1]] if match[1] in named else int(match[1].split()[0])
    if not 0 < minutes < 60:
        return None
    past = int(match[3]) * 60 + (minutes if match[2] == "past" else -minutes)
    return divmod(past, 60)


def _hour(phrase: Phrase, now: _Now) -> datetime | None:
    """A bare number after "until": an hour ("9", "17") or a time ("1430").

    Up to 12 it is the next time that a clock face shows it, morning or afternoon.
    """
    words = phrase.words
    if not re.fullmatch(r"\d{1,2}|\d{4}", words, re.ASCII):
        return None
    hour, minute = (int(words), 0) if len(words) < 3 else divmod(int(words), 100)
    if (hour, minute) == (24, 0):
        hour = 0
    if hour > 23 or minute > 59:
        return None
    if len(words) < 3:
        return _next_face((int(words) % 24, minute), now)
    return _next_of({time(hour, minute)}, now)


def _next_face(shown: tuple[int, int], now: _Now) -> datetime:
    """The next time that a clock face shows it; 0 and hours above 12 are of 24 hours."""
    hour, minute = shown
    faces = {hour % 24, (hour + 12) % 24} if 0 < hour <= 12 else {hour}
    return _next_of({time(it, minute) for it in faces}, now)


def _next_of(times: set[time], now: _Now) -> datetime:
    days = (now.today, now.today + timedelta(days=1))
    return min(it for day in days for at in times if (it := now.on(day, at)) > now.wall)


def _clock_time(words: str) -> time | None:
    match = _CLOCK.fullmatch(words)
    if match is None or (match[2] is None and match[3] is None):
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    elif (hour, minute) == (24, 0):
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


_READERS: tuple[Callable[[Phrase, _Now], datetime | None], ...] = (
    _length,
    _day,
    _part_of_today,
    _time_of_day,
    _time_on_a_day,
)
