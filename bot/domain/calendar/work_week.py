"""Working hours: a week of shifts on the wall clock, and the spans of real time they cover.

Shifts are stored in local time and converted to UTC one by one, because only the wall clock keeps
its hours across a daylight saving change. Everything else in Limber counts in UTC.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MINUTES_A_DAY = 24 * 60
HORIZON = timedelta(days=15)
"""How far ahead to look for the next shift, not counting days off: a week repeats well within."""
MOST_DAYS_OFF = timedelta(days=400)
"""Days off to skip in that search: a person may take a year off."""


@dataclass(frozen=True, order=True)
class Shift:
    """One unbroken stretch of work, in minutes after local midnight.

    `end` is after `start` by a day at most; past 1440 it lies on the next day.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < MINUTES_A_DAY or not self.start < self.end:
            raise ValueError(f"a shift runs from a time of the day to a later one: {self}")
        if self.end - self.start > MINUTES_A_DAY:
            raise ValueError(f"a shift lasts at most a day: {self}")

    @classmethod
    def between(cls, start: time, end: time) -> "Shift":
        """From one wall-clock time to the next `end` after it, past midnight if need be.

        Raises ValueError if both are the same time.
        """
        begin, finish = (at.hour * 60 + at.minute for at in (start, end))
        if begin == finish:
            raise ValueError("a shift cannot start and end at the same time")
        return cls(begin, finish if finish > begin else finish + MINUTES_A_DAY)

    @property
    def start_time(self) -> time:
        return time(*divmod(self.start, 60))

    @property
    def end_time(self) -> time:
        return time(*divmod(self.end % MINUTES_A_DAY, 60))


@dataclass(frozen=True)
class WorkWeek:
    """The shifts of each weekday, Monday first; a day without shifts is a day off."""

    days: tuple[tuple[Shift, ...], ...]

    def __post_init__(self) -> None:
        if len(self.days) != len(WEEKDAYS):
            raise ValueError("a week has seven days")
        if any(a.end > b.start for shifts in self.days for a, b in pairwise(shifts)):
            raise ValueError("the shifts of a day follow one another")

    @classmethod
    def regular(cls, weekdays: frozenset[int], shift: Shift) -> "WorkWeek":
        """The same shift on each of `weekdays` (0 is Monday)."""
        return cls(tuple((shift,) if day in weekdays else () for day in WEEKDAYS))

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Hashed once: weeks are cache keys on every nudge."""
        return hash(self.days)

    def works_on(self, day: date) -> bool:
        """Whether a shift begins on that date."""
        return bool(self.days[day.weekday()])


WEEKDAYS = range(7)
DEFAULT_WEEK = WorkWeek.regular(frozenset(range(5)), Shift(9 * 60, 17 * 60))


@dataclass(frozen=True)
class Span:
    """Real time in UTC, from `start` until just before `end`; `day` is the workday."""

    start: datetime
    end: datetime
    day: date

    def __contains__(self, at: datetime) -> bool:
        return self.start <= at < self.end


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """The IANA zone of that name. Raises ZoneInfoNotFoundError if there is none."""
    return ZoneInfo(name)


def is_zone(name: str) -> bool:
    try:
        zone(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder, or too long
        return False
    return True


def monday(day: date) -> date:
    """The first day of the week that contains `day`."""
    return day - timedelta(days=day.weekday())


def sunday(day: date) -> date:
    """The last day of the week that contains `day`."""
    return monday(day) + timedelta(days=6)


def local_date(at: datetime, zone_name: str) -> date:
    return at.astimezone(zone(zone_name)).date()


def instant(day: date, at: time, zone_name: str) -> datetime:
    """When the wall clock shows that time on that day.

    A time that the clocks skip counts as the same distance after midnight; a time that they show
    twice means the first one.
    """
    return _instant(day, at.hour * 60 + at.minute, zone(zone_name), fold=0)


def spans(
    week: WorkWeek,
    zone_name: str,
    at: datetime,
    *,
    is_off: Callable[[date], bool] = lambda _: False,
) -> Iterator[Span]:
    """The working spans in order, starting with the one that contains `at` or the next one.

    Shifts that begin on a day that `is_off` are left out. A start that the clocks skip counts as
    the same distance after midnight; an end that they show twice means the second one, so that a
    shift never loses its last hour.
    """
    first = local_date(at, zone_name) - timedelta(days=1)  # its night shift may not be over
    days_off = 0
    for offset in range((HORIZON + MOST_DAYS_OFF).days + 1):
        day = first + timedelta(days=offset)
        if offset - days_off > HORIZON.days:
            return
        if is_off(day):
            days_off += 1
            continue
        for span in _spans_of(week, zone_name, day):
            if at < span.end and span.start < span.end:
                yield span


@lru_cache(maxsize=4096)
def _spans_of(week: WorkWeek, zone_name: str, day: date) -> tuple[Span, ...]:
    """The spans that begin on that day. Cached: most people share a week and a zone with others."""
    tz = zone(zone_name)
    return tuple(
        Span(_instant(day, shift.start, tz, fold=0), _instant(day, shift.end, tz, fold=1), day)
        for shift in week.days[day.weekday()]
    )


def times_in(span: Span, minutes: Iterable[int], zone_name: str) -> list[datetime]:
    """The instants of a span at which the wall clock shows these minutes after midnight.

    Times that the clocks skip or show twice are as in `instant`.
    """
    tz, days = zone(zone_name), (span.day, span.day + timedelta(days=1))
    instants = {_instant(day, minute, tz, fold=0) for minute in minutes for day in days}
    return sorted(it for it in instants if it in span)


def workday(week: WorkWeek, zone_name: str, at: datetime) -> date:
    """The day that `at` counts for.

    Within a shift it is the day on which the shift began, so a night shift is one workday;
    otherwise it is the local date.
    """
    for span in spans(week, zone_name, at):
        if at < span.start:
            break
        if at in span:
            return span.day
    return local_date(at, zone_name)


def end_of_work(week: WorkWeek, zone_name: str, day: date) -> datetime | None:
    """When the last shift of a day ends; None if it has none."""
    return max((span.end for span in _spans_of(week, zone_name, day)), default=None)


def day_around(week: WorkWeek, zone_name: str, at: datetime) -> Span:
    """All the time that counts for the same workday as `at`.

    It starts at midnight, or after the previous day's night shift, and ends at midnight, or with
    its own night shift.
    """
    day, tz = workday(week, zone_name, at), zone(zone_name)
    before, own = (_spans_of(week, zone_name, day - timedelta(days=n)) for n in (1, 0))
    start = max([_instant(day, 0, tz, fold=0), *(span.end for span in before)])
    end = max([_instant(day, MINUTES_A_DAY, tz, fold=0), *(span.end for span in own)])
    return Span(start, end, day)


def _instant(day: date, minutes: int, tz: ZoneInfo, *, fold: int) -> datetime:
    days, minutes = divmod(minutes, MINUTES_A_DAY)
    wall = time(*divmod(minutes, 60), fold=fold)
    return datetime.combine(day + timedelta(days=days), wall, tz).astimezone(UTC)
