"""Parses when a pause or a snooze ends.

Some end times are not dates: a meeting ends when Slack says so, lunch and the working day when the
person's hours say so. The answer says how the phrase was understood.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise, takewhile
from math import ceil
from typing import ClassVar

from bot.domain.calendar.work_week import Span, WorkWeek, spans, workday, zone
from bot.domain.members import Member
from bot.domain.phrases.dates import TODAY, TOMORROW
from bot.domain.phrases.durations import length_in
from bot.domain.phrases.moments import LONGEST, Phrase, Unreadable, read_phrase, tidy

SETTLE = timedelta(minutes=2)
"""Added to the end of a meeting: time to get out of it."""
NO_MEETING = timedelta(minutes=30)
"""Used instead of a meeting's end if Slack shows no meeting."""
LONGEST_MEETING = timedelta(hours=12)
"""A longer one is not a meeting, whatever the status says."""
LUNCH_ENDS = time(13)
"""If the working hours have no lunch break."""
LATE_LUNCH = timedelta(hours=1)
"""For "after lunch", typed after lunch."""


class Occasion(StrEnum):
    """Ends that are neither a length nor a time."""

    MEETING = "meeting"
    LUNCH = "lunch"
    TOMORROW = "tomorrow"


@dataclass(frozen=True)
class Length:
    minutes: int

    BOUNDS: ClassVar = (1, 240)

    def __post_init__(self) -> None:
        low, high = self.BOUNDS
        if not low <= self.minutes <= high:
            raise ValueError(f"a snooze lasts {low} to {high} minutes: {self}")


@dataclass(frozen=True)
class Until:
    at: datetime


Snooze = Length | Occasion | Until
SNOOZE = Length(10)
"""The default: one click, or "snooze" alone."""


class EndReason(StrEnum):
    """How an end was determined."""

    LENGTH = "length"
    TIME = "time"
    MEETING = "meeting"
    NO_MEETING = "no_meeting"
    LUNCH_BREAK = "lunch_break"
    LUNCHTIME = "lunchtime"
    LATE_LUNCH = "late_lunch"
    TOMORROW = "tomorrow"


@dataclass(frozen=True)
class EndTime:
    """An end in UTC, and how it was determined."""

    at: datetime
    reading: EndReason

    @property
    def ends_the_day(self) -> bool:
        """Whether nothing more should come on the current workday."""
        return self.reading is EndReason.TOMORROW


@dataclass(frozen=True)
class LocalContext:
    """What an end depends on; `busy_until` is None unless Slack shows them as busy."""

    at: datetime
    zone: str
    week: WorkWeek
    busy_until: datetime | None = None

    @classmethod
    def of(cls, member: Member, at: datetime) -> "LocalContext":
        busy = member.busy(at)
        busy_until = busy.until if busy is not None else None
        return cls(at, member.zone, member.preferences.week, busy_until)


def end_of_pause(typed: str, present: LocalContext) -> EndTime | Unreadable:
    phrase = tidy(typed)
    occasion = _occasion(phrase)
    if occasion is not None:
        return end_of(occasion, present)
    end = read_phrase(phrase, present.at, present.zone)
    return end if isinstance(end, Unreadable) else EndTime(end, EndReason.TIME)


def read_snooze(typed: str, present: LocalContext) -> Snooze | Unreadable:
    """The snooze that was asked for, the default one without words."""
    phrase = tidy(typed)
    if not phrase.words:
        return SNOOZE if phrase == Phrase("") else Unreadable.UNKNOWN
    if phrase.words in TODAY | TOMORROW:
        return Occasion.TOMORROW
    occasion = _occasion(phrase)
    if occasion is not None:
        return occasion
    end = read_phrase(phrase, present.at, present.zone)
    if end is Unreadable.TOO_FAR:
        return end
    length = None if phrase.is_until else length_in(phrase.words.removeprefix("after "), LONGEST)
    if length is not None and length > timedelta(minutes=Length.BOUNDS[1]):
        return Unreadable.FOR_A_PAUSE
    if isinstance(end, Unreadable):
        return end
    if length is not None:
        return Length(ceil(length / timedelta(minutes=1)))
    return Until(end) if end < last_snooze(present) else Unreadable.FOR_A_PAUSE


def end_of_snooze(snooze: Snooze, present: LocalContext) -> EndTime:
    """When a snooze ends; working hours, the cap and pauses may delay its nudge further."""
    match snooze:
        case Length(minutes):
            return EndTime(present.at + timedelta(minutes=minutes), EndReason.LENGTH)
        case Until(at):
            return EndTime(at, EndReason.TIME)
        case occasion:
            return end_of(occasion, present)


def end_of(occasion: Occasion, present: LocalContext) -> EndTime:
    match occasion:
        case Occasion.MEETING:
            return _after_meeting(present)
        case Occasion.LUNCH:
            return _after_lunch(present)
        case Occasion.TOMORROW:
            return EndTime(_next_workday_begins(present), EndReason.TOMORROW)


def last_snooze(present: LocalContext) -> datetime:
    """The end of the next workday: a snooze ends before it, anything longer is a pause."""
    return _midnight(_next_workday(present) + timedelta(days=1), present)


def _next_workday(present: LocalContext) -> date:
    """The next day with working hours, or the next day if there are no working hours."""
    today = workday(present.week, present.zone, present.at)
    ahead = (span.day for span in _spans(present, present.at) if span.day > today)
    return next(ahead, today + timedelta(days=1))


def _midnight(day: date, present: LocalContext) -> datetime:
    return datetime.combine(day, time(0), zone(present.zone)).astimezone(UTC)


_LUNCH = r"lunch(?: ?time| ?break)?"
_MEETING = r"(?:(?:the|my|this|current) )*(?:meetings?|call|huddle|stand-?up)"
_OVER = r"(?:ends?|is over|are over|is done|is finished|finishes|has ended)"
_FREE = r"(?:i'?m|i am) (?:free|out of (?:my|the|this) (?:meeting|call|huddle))(?: again)?"
_AFTER_LUNCH = re.compile(rf"(?:after|end of|through) (?:the |my )?{_LUNCH}|{_LUNCH} {_OVER}")
_AFTER_MEETING = re.compile(rf"(?:after|end of|through) {_MEETING}|{_MEETING} {_OVER}|{_FREE}")
_NEXT_WORKDAY = re.compile(r"(?:next|the next) (?:working|work|business) ?day")


def _occasion(phrase: Phrase) -> Occasion | None:
    """None for "till lunch" and "till the meeting", which mean the beginning."""
    if _AFTER_LUNCH.fullmatch(phrase.words):
        return Occasion.LUNCH
    if _AFTER_MEETING.fullmatch(phrase.words):
        return Occasion.MEETING
    if _NEXT_WORKDAY.fullmatch(phrase.words):
        return Occasion.TOMORROW
    if phrase.is_until:
        return None
    if re.fullmatch(_LUNCH, phrase.words):
        return Occasion.LUNCH
    return Occasion.MEETING if re.fullmatch(_MEETING, phrase.words) else None


def _after_meeting(present: LocalContext) -> EndTime:
    until = present.busy_until
    if until is None or not present.at < until <= present.at + LONGEST_MEETING:
        return EndTime(present.at + NO_MEETING, EndReason.NO_MEETING)
    return EndTime(until + SETTLE, EndReason.MEETING)


def _after_lunch(present: LocalContext) -> EndTime:
    """The end of the current or next gap between two of today's shifts, or a usual time."""
    at = present.at
    today = workday(present.week, present.zone, at)
    near = takewhile(lambda span: span.day <= today, _spans(present, at - timedelta(days=1)))
    for before, after in pairwise(near):
        if before.day == after.day and before.end < after.start and at < after.start:
            return EndTime(after.start, EndReason.LUNCH_BREAK)
    wall = at.astimezone(zone(present.zone))
    usual = datetime.combine(wall.date(), LUNCH_ENDS, wall.tzinfo)
    if at < usual:
        return EndTime(usual.astimezone(UTC), EndReason.LUNCHTIME)
    return EndTime(at + LATE_LUNCH, EndReason.LATE_LUNCH)


def _next_workday_begins(present: LocalContext) -> datetime:
    """Its midnight, or the end of today's work if that is later."""
    day = _next_workday(present)
    before = takewhile(lambda span: span.day < day, _spans(present, present.at))
    return max([_midnight(day, present), *(span.end for span in before)])


def _spans(present: LocalContext, at: datetime) -> Iterator[Span]:
    return spans(present.week, present.zone, at)
