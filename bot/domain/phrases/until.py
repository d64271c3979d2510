"""When a pause or a snooze ends, where that follows from a person's own day.

Some ends are no matter of the calendar: the end of a meeting is what Slack shows, that of lunch
and of the working day what the person's hours say. Whatever was understood is said back.
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
from bot.domain.phrases.moments import LONGEST, Said, Unreadable, read_said, tidy

SETTLE = timedelta(minutes=2)
"""After a meeting: time to get out of it."""
NO_MEETING = timedelta(minutes=30)
"""Instead of a meeting, where Slack shows none."""
LONGEST_MEETING = timedelta(hours=12)
"""What lasts longer is no meeting, whatever a status says."""
LUNCH_ENDS = time(13)
"""For who has no gap in their working hours."""
LATE_LUNCH = timedelta(hours=1)
"""For who says "after lunch" later than that."""


class Occasion(StrEnum):
    """Ends that are no length and no time of the clock."""

    MEETING = "meeting"
    LUNCH = "lunch"
    TOMORROW = "tomorrow"


@dataclass(frozen=True)
class Length:
    """So many minutes from now."""

    minutes: int

    BOUNDS: ClassVar = (1, 240)

    def __post_init__(self) -> None:
        low, high = self.BOUNDS
        if not low <= self.minutes <= high:
            raise ValueError(f"a snooze lasts {low} to {high} minutes: {self}")


@dataclass(frozen=True)
class Until:
    """A time that somebody named."""

    at: datetime


Snooze = Length | Occasion | Until
SNOOZE = Length(10)
"""One click, and what "snooze" alone means."""


class Reading(StrEnum):
    """How an end was found."""

    LENGTH = "length"
    TIME = "time"
    MEETING = "meeting"
    NO_MEETING = "no_meeting"
    LUNCH_BREAK = "lunch_break"
    LUNCHTIME = "lunchtime"
    LATE_LUNCH = "late_lunch"
    TOMORROW = "tomorrow"


@dataclass(frozen=True)
class Ending:
    """An end in UTC, and how it was found."""

    at: datetime
    reading: Reading

    @property
    def ends_the_day(self) -> bool:
        """Whether nothing more is wanted of the day it begins on."""
        return self.reading is Reading.TOMORROW


@dataclass(frozen=True)
class Present:
    """What an end depends on: now, the person's zone and working week, and until when Slack
    shows them as busy, if it does."""

    at: datetime
    zone: str
    week: WorkWeek
    busy_until: datetime | None = None

    @classmethod
    def of(cls, member: Member, at: datetime) -> "Present":
        busy = member.busy(at)
        busy_until = busy.until if busy is not None else None
        return cls(at, member.zone, member.preferences.week, busy_until)


def end_of_pause(phrase: str, present: Present) -> Ending | Unreadable:
    """The end of a pause asked for with `phrase`."""
    said = tidy(phrase)
    occasion = _occasion(said)
    if occasion is not None:
        return end_of(occasion, present)
    end = read_said(said, present.at, present.zone)
    return end if isinstance(end, Unreadable) else Ending(end, Reading.TIME)


def read_snooze(phrase: str, present: Present) -> Snooze | Unreadable:
    """The snooze asked for with `phrase`; without words it is the usual one."""
    said = tidy(phrase)
    if not said.words:
        return SNOOZE if said == Said("") else Unreadable.UNKNOWN
    if said.words in TODAY | TOMORROW:
        return Occasion.TOMORROW
    occasion = _occasion(said)
    if occasion is not None:
        return occasion
    end = read_said(said, present.at, present.zone)
    if end is Unreadable.TOO_FAR:
        return end
    length = None if said.is_end else length_in(said.words.removeprefix("after "), LONGEST)
    if length is not None and length > timedelta(minutes=Length.BOUNDS[1]):
        return Unreadable.FOR_A_PAUSE
    if isinstance(end, Unreadable):
        return end
    if length is not None:
        return Length(ceil(length / timedelta(minutes=1)))
    return Until(end) if end < last_snooze(present) else Unreadable.FOR_A_PAUSE


def end_of_snooze(snooze: Snooze, present: Present) -> Ending:
    """When a snooze is over, as it was meant: hours, cap and pauses may make it later."""
    match snooze:
        case Length(minutes):
            return Ending(present.at + timedelta(minutes=minutes), Reading.LENGTH)
        case Until(at):
            return Ending(at, Reading.TIME)
        case occasion:
            return end_of(occasion, present)


def end_of(occasion: Occasion, present: Present) -> Ending:
    match occasion:
        case Occasion.MEETING:
            return _after_meeting(present)
        case Occasion.LUNCH:
            return _after_lunch(present)
        case Occasion.TOMORROW:
            return Ending(_next_workday_begins(present), Reading.TOMORROW)


def last_snooze(present: Present) -> datetime:
    """Every snooze ends before it, within the next working day; what is longer is a pause."""
    return _midnight(_next_workday(present) + timedelta(days=1), present)


def _next_workday(present: Present) -> date:
    """The next day with working hours; simply the next one for who has none."""
    today = workday(present.week, present.zone, present.at)
    ahead = (it.day for it in _spans(present, present.at) if it.day > today)
    return next(ahead, today + timedelta(days=1))


def _midnight(day: date, present: Present) -> datetime:
    return datetime.combine(day, time(0), zone(present.zone)).astimezone(UTC)


_LUNCH = r"lunch(?: ?time| ?break)?"
_MEETING = r"(?:(?:the|my|this|current) )*(?:meetings?|call|huddle|stand-?up)"
_OVER = r"(?:ends?|is over|are over|is done|is finished|finishes|has ended)"
_FREE = r"(?:i'?m|i am) (?:free|out of (?:my|the|this) (?:meeting|call|huddle))(?: again)?"
_AFTER_LUNCH = re.compile(rf"(?:after|end of|through) (?:the |my )?{_LUNCH}|{_LUNCH} {_OVER}")
_AFTER_MEETING = re.compile(rf"(?:after|end of|through) {_MEETING}|{_MEETING} {_OVER}|{_FREE}")
_NEXT_WORKDAY = re.compile(r"(?:next|the next) (?:working|work|business) ?day")


def _occasion(said: Said) -> Occasion | None:
    """ "Till lunch" or "till the meeting" is its beginning, "over lunch" its end."""
    if _AFTER_LUNCH.fullmatch(said.words):
        return Occasion.LUNCH
    if _AFTER_MEETING.fullmatch(said.words):
        return Occasion.MEETING
    if _NEXT_WORKDAY.fullmatch(said.words):
        return Occasion.TOMORROW
    if said.is_end:
        return None
    if re.fullmatch(_LUNCH, said.words):
        return Occasion.LUNCH
    return Occasion.MEETING if re.fullmatch(_MEETING, said.words) else None


def _after_meeting(present: Present) -> Ending:
    until = present.busy_until
    if until is None or not present.at < until <= present.at + LONGEST_MEETING:
        return Ending(present.at + NO_MEETING, Reading.NO_MEETING)
    return Ending(until + SETTLE, Reading.MEETING)


def _after_lunch(present: Present) -> Ending:
    """The end of the gap between two shifts of today that lies ahead or is now."""
    at = present.at
    today = workday(present.week, present.zone, at)
    near = takewhile(lambda it: it.day <= today, _spans(present, at - timedelta(days=1)))
    for before, after in pairwise(near):
        if before.day == after.day and before.end < after.start and at < after.start:
            return Ending(after.start, Reading.LUNCH_BREAK)
    wall = at.astimezone(zone(present.zone))
    one = datetime.combine(wall.date(), LUNCH_ENDS, wall.tzinfo)
    if at < one:
        return Ending(one.astimezone(UTC), Reading.LUNCHTIME)
    return Ending(at + LATE_LUNCH, Reading.LATE_LUNCH)


def _next_workday_begins(present: Present) -> datetime:
    """Its midnight, or later where today's work goes on past that."""
    day = _next_workday(present)
    begun = takewhile(lambda it: it.day < day, _spans(present, present.at))
    return max([_midnight(day, present), *(it.end for it in begun)])


def _spans(present: Present, at: datetime) -> Iterator[Span]:
    return spans(present.week, present.zone, at)
