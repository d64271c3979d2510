"""The script of the fortnight: who lives through it, and what happens to them when.

It knows nothing of Limber. Everything is made from a number, so that the same people come every
time; the first forty have every trait there is. The fortnight begins on Thursday, 22 October 2026.
Within it Europe ends daylight saving time (25 October), Egypt (30 October, on a workday's eve),
Cuba and North America (1 November).
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import chain
from typing import TypeAlias
from zoneinfo import ZoneInfo

FROM = datetime(2026, 10, 22, tzinfo=UTC)
TILL = FROM + timedelta(days=14)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Shift:
    """A stretch of work on a weekday (0 is Monday), in minutes after local midnight.

    `end` may pass 1440: the shift then ends on the next day.
    """

    weekday: int
    start: int
    end: int


@dataclass(frozen=True)
class Joins:
    at: datetime


@dataclass(frozen=True)
class Leaves:
    at: datetime


@dataclass(frozen=True)
class Gone:
    """The account is deactivated."""

    at: datetime


@dataclass(frozen=True)
class Travels:
    at: datetime
    zone: str


@dataclass(frozen=True)
class Pauses:
    """`words` are typed after /stretch pause; they mean `until`."""

    at: datetime
    words: str
    until: datetime


@dataclass(frozen=True)
class Resumes:
    at: datetime


@dataclass(frozen=True)
class OwnBreak:
    """A break that nobody asked for, by /stretch."""

    at: datetime


@dataclass(frozen=True)
class Huddle:
    """`said` is when Slack takes it to end; None for `left`: the event of leaving is lost."""

    at: datetime
    said: datetime
    left: datetime | None


@dataclass(frozen=True)
class Status:
    """Until `ends`, or for good; `cleared` by hand before that, or not."""

    at: datetime
    words: str
    emoji: str
    ends: datetime | None
    cleared: datetime | None = None

    @property
    def is_vacation(self) -> bool:
        return self.emoji == ":palm_tree:"


@dataclass(frozen=True)
class Quiet:
    """Do not disturb, told at `at`; `daily`: every 24 hours from then on. `ended`: by hand."""

    at: datetime
    start: datetime
    end: datetime
    daily: bool = False
    ended: datetime | None = None


@dataclass(frozen=True)
class Away:
    """Slack shows them as away from `at` until `back`; no event tells of it."""

    at: datetime
    back: datetime


Happening: TypeAlias = (
    Joins | Leaves | Gone | Travels | Pauses | Resumes | OwnBreak | Huddle | Status | Quiet | Away
)


class Answer(StrEnum):
    """What somebody does about a nudge; most are not answered."""

    BREAK = "break"
    """Starts, and is done two minutes later."""
    STOP = "stop"
    """Starts, and stops half a minute later."""
    SNOOZE = "snooze"
    TYPED_SNOOZE = "typed snooze"
    """/stretch snooze, which means the card that just came."""
    PUT_OFF = "put off"
    """/stretch snooze a while after the card: it means the next one."""
    SWAP = "swap"


ANSWERED_AFTER = {
    Answer.BREAK: timedelta(seconds=95),
    Answer.STOP: timedelta(seconds=40),
    Answer.SNOOZE: timedelta(seconds=70),
    Answer.TYPED_SNOOZE: timedelta(minutes=3),
    Answer.PUT_OFF: timedelta(minutes=14),
    Answer.SWAP: timedelta(seconds=50),
}


@dataclass(frozen=True)
class Life:
    """One person. Nudges are wanted `least` to `most` minutes apart, at most `cap` a workday."""

    name: str
    zone: str
    shifts: tuple[Shift, ...]
    least: int = 30
    most: int = 40
    cap: int | None = None
    country: str | None = None
    holidays: frozenset[date] = frozenset()
    happenings: tuple[Happening, ...] = ()
    answers: tuple[Answer | None, ...] = (None,)
    """To the nudges in turn, from the beginning again when all are given."""
    is_looked_at: bool = True
    """Whether they let Limber look if they are there."""

    def zone_at(self, at: datetime) -> str:
        travels = [it for it in self.happenings if isinstance(it, Travels) and it.at <= at]
        return max(travels, key=lambda it: it.at).zone if travels else self.zone


@dataclass(frozen=True)
class Outage:
    """Limber is stopped at `start`, and another one started at `end`."""

    start: datetime
    end: datetime


OUTAGES = (
    Outage(datetime(2026, 10, 27, 10, 0, tzinfo=UTC), datetime(2026, 10, 27, 11, 20, tzinfo=UTC)),
    Outage(datetime(2026, 10, 30, 14, 3, tzinfo=UTC), datetime(2026, 10, 30, 14, 10, tzinfo=UTC)),
    Outage(datetime(2026, 11, 1, 4, 30, tzinfo=UTC), datetime(2026, 11, 1, 7, 15, tzinfo=UTC)),
)
"""Over an hour, a few minutes, and the night in which New York's clocks go back."""


def _on(weekdays: Sequence[int], start: str, end: str) -> tuple[Shift, ...]:
    first, last = (int(it[:2]) * 60 + int(it[3:]) for it in (start, end))
    return tuple(Shift(it, first, last if last > first else last + 24 * 60) for it in weekdays)


_MON_FRI = range(5)
WEEKS: tuple[tuple[Shift, ...], ...] = (
    _on(_MON_FRI, "09:00", "17:00"),
    _on(_MON_FRI, "07:00", "15:00"),
    _on((0, 1, 2, 3), "09:00", "13:00"),
    _on(_MON_FRI, "08:00", "12:00") + _on(_MON_FRI, "13:00", "17:30"),
    _on((6, 0, 1, 2, 3), "22:00", "06:00"),
    _on((1, 2, 3), "10:00", "16:00") + _on((5,), "09:30", "12:15"),
    _on((4, 5, 6), "18:00", "02:30"),
    _on((0, 2), "08:00", "18:00") + _on((1,), "12:00", "20:00"),
    _on((5, 6), "01:30", "09:30") + _on((3,), "14:00", "22:00"),
    _on((5,), "08:00", "08:00") + _on((1, 3), "09:00", "17:00"),
)
"""Office, early, mornings, a long lunch, nights, part-time, bar, days unlike each other, small
hours at the weekend, and a whole day and night on call. Some begin or end in an hour that comes
twice when the clocks go back."""

ZONES = (
    "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Europe/London", "Pacific/Auckland",
    "America/Los_Angeles", "Europe/Vienna", "Australia/Adelaide", "Africa/Cairo", "Asia/Tokyo",
    "America/Sao_Paulo", "Europe/Prague", "America/St_Johns", "Australia/Sydney", "Asia/Kathmandu",
    "Europe/Dublin", "America/Havana", "Pacific/Kiritimati", "Africa/Johannesburg",
    "Pacific/Honolulu", "Pacific/Chatham",
)  # fmt: skip

RHYTHMS = ((30, 40), (45, 60), (30, 40), (60, 90), (20, 30), (50, 50), (120, 150))
CAPS = (None, None, 4, None, 8, None, 1, None)

COUNTRIES = {
    "Europe/Vienna": ("AT", [date(2026, 10, 26), date(2026, 11, 1)]),
    "Pacific/Auckland": ("NZ", [date(2026, 10, 26)]),
    "Europe/Dublin": ("IE", [date(2026, 10, 26)]),
    "Europe/Prague": ("CZ", [date(2026, 10, 28)]),
    "America/Sao_Paulo": ("BR", [date(2026, 11, 2)]),
    "Asia/Tokyo": ("JP", [date(2026, 11, 3)]),
}
"""Where people live who keep their country's holidays, and those within the fortnight."""


def fortnight(count: int, *, holds: bool = True, holidays: bool = True) -> tuple[Life, ...]:
    """The first `count` people. Without `holds` nothing that holds a nudge up happens to them;
    without `holidays` they work on those."""
    return tuple(_life(n, holds=holds, holidays=holidays) for n in range(count))


def _life(n: int, *, holds: bool, holidays: bool) -> Life:
    rng = random.Random(f"fortnight {n}")
    zone = ZONES[n % len(ZONES)]
    least, most = RHYTHMS[n % len(RHYTHMS)]
    country, off = COUNTRIES.get(zone, (None, [])) if holidays else (None, [])
    life = Life(
        name=f"Person {n:03d}",
        zone=zone,
        shifts=WEEKS[n % len(WEEKS)],
        least=least,
        most=most,
        cap=CAPS[(n + n // len(CAPS)) % len(CAPS)],
        country=country,
        holidays=frozenset(off),
        answers=_answers(n, rng, least),
    )
    joins: tuple[Happening, ...] = (Joins(FROM + n * MINUTE),)
    first, second = TRAITS[n % len(TRAITS)], TRAITS[(n * 3 + n // len(TRAITS) + 5) % len(TRAITS)]
    life = replace(life, happenings=joins)
    for trait, part in ((first, 0), (second, 1)):
        if part and second is first:
            break
        life = trait(life, _Days(life, part), rng)
    life = _steps_out(replace(life, is_looked_at=n % 7 != 3), random.Random(f"away {n}"))
    holding = Huddle | Status | Quiet | Away
    kept = (it for it in life.happenings if holds or not isinstance(it, holding))
    return replace(life, happenings=tuple(sorted(kept, key=lambda it: it.at)))


def _answers(n: int, rng: random.Random, least: int) -> tuple[Answer | None, ...]:
    """One nudge in a dozen or so is answered, each person's in another order."""
    given: list[Answer | None] = [*Answer, Answer.BREAK]
    if least <= ANSWERED_AFTER[Answer.PUT_OFF] / MINUTE + 5:
        given.remove(Answer.PUT_OFF)
    given += [None] * (len(given) * 11)
    rng.shuffle(given)
    return tuple(given)


class _Days:
    """Somebody's shifts in one half of the fortnight, for what is to happen during work."""

    def __init__(self, life: Life, half: int) -> None:
        zone = ZoneInfo(life.zone)
        first = FROM.date() + DAY
        found = [
            datetime.combine(day, time(), zone).replace(hour=it.start // 60, minute=it.start % 60)
            for day in (first + n * DAY for n in range(12))
            for it in life.shifts
            if it.weekday == day.weekday()
        ]
        middle = FROM + 6.5 * DAY
        self.starts = [it for it in found if (it >= middle) == bool(half)] or found

    def all(self) -> list[datetime]:
        """When each of them begins."""
        return [it.astimezone(UTC) for it in self.starts]

    def start(self, number: int) -> datetime:
        return self.starts[number % len(self.starts)].astimezone(UTC)

    def during(self, number: int, rng: random.Random) -> datetime:
        """A moment within the first hours of a shift, while Limber runs."""
        return running(self.start(number) + rng.randrange(20, 150) * MINUTE)


def running(at: datetime) -> datetime:
    """That instant, or one soon after it at which Limber runs again."""
    for outage in OUTAGES:
        if outage.start - 3 * MINUTE <= at < outage.end + MINUTE:
            return outage.end + 2 * MINUTE
    return at


Trait: TypeAlias = Callable[[Life, _Days, random.Random], Life]


def _with(life: Life, *more: Happening) -> Life:
    return replace(life, happenings=life.happenings + more)


def _local_midnight(life: Life, at: datetime, days: int) -> datetime:
    zone = ZoneInfo(life.zone_at(at))
    day = at.astimezone(zone).date() + days * DAY
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _steps_out(life: Life, rng: random.Random) -> Life:
    """On three workdays of four, mostly for half an hour or two."""
    starts = {it for half in (0, 1) for it in _Days(life, half).all()}
    back = FROM
    for start in sorted(starts):
        at = running(start + rng.randrange(30, 300) * MINUTE)
        if rng.random() < 0.75 and at > back:
            back = running(at + rng.choice((25, 40, 60, 90, 130, 280)) * MINUTE)
            life = _with(life, Away(at, back))
    return life


def plain(life: Life, days: _Days, rng: random.Random) -> Life:
    return life


def huddles(life: Life, days: _Days, rng: random.Random) -> Life:
    """Short ones and long ones, left in time."""
    for n, minutes in enumerate((12, 45, 100)):
        at = days.during(n, rng)
        left = running(at + minutes * MINUTE)
        life = _with(life, Huddle(at, left + 30 * MINUTE, left))
    return life


def lost_huddles(life: Life, days: _Days, rng: random.Random) -> Life:
    """Slack's own expiry ends them: no event tells."""
    for n, minutes in enumerate((35, 70)):
        at = days.during(n, rng)
        life = _with(life, Huddle(at, at + minutes * MINUTE, None))
    return life


def meetings(life: Life, days: _Days, rng: random.Random) -> Life:
    """From the calendar, with their end."""
    for n, minutes in enumerate((25, 55, 30, 90)):
        at = days.during(n, rng)
        end = at + minutes * MINUTE
        life = _with(life, Status(at, "In a meeting", ":spiral_calendar_pad:", end))
    return life


def short_meetings(life: Life, days: _Days, rng: random.Random) -> Life:
    """Over before their time."""
    for n, minutes in enumerate((50, 90)):
        at = days.during(n, rng)
        cleared = running(at + minutes // 2 * MINUTE)
        end = max(at + minutes * MINUTE, cleared + 5 * MINUTE)
        life = _with(life, Status(at, "In a meeting", ":spiral_calendar_pad:", end, cleared))
    return life


def until_midnight(life: Life, days: _Days, rng: random.Random) -> Life:
    """A status for the whole day, as Slack offers it, and taken off long before that; and do not
    disturb until the next morning, which ends by hand."""
    at, quiet = days.during(0, rng), days.during(2, rng)
    cleared, ended = running(at + 55 * MINUTE), running(quiet + 70 * MINUTE)
    return _with(
        life,
        Status(at, "In a meeting", ":spiral_calendar_pad:", at + DAY, cleared),
        Quiet(quiet, quiet, quiet + DAY * 2 / 3, ended=ended),
    )


def endless_meeting(life: Life, days: _Days, rng: random.Random) -> Life:
    """A status without an end, forgotten until five hours later."""
    at = days.during(1, rng)
    cleared = running(at + timedelta(hours=5))
    return _with(life, Status(at, "In a meeting", ":spiral_calendar_pad:", None, cleared))


def vacation(life: Life, days: _Days, rng: random.Random) -> Life:
    """Two days and a bit."""
    at = days.during(1, rng)
    return _with(life, Status(at, "Vacationing", ":palm_tree:", _local_midnight(life, at, 3)))


def short_vacation(life: Life, days: _Days, rng: random.Random) -> Life:
    """Back early; with a huddle on the way out."""
    at = days.during(0, rng)
    left = running(at + 20 * MINUTE)
    on = running(left + 30 * MINUTE)
    back = running(on + timedelta(hours=26))
    end = max(_local_midnight(life, on, 4), back + DAY)
    return _with(
        life,
        Huddle(at, left + 10 * MINUTE, left),
        Status(on, "Vacationing", ":palm_tree:", end, back),
    )


def quiet_once(life: Life, days: _Days, rng: random.Random) -> Life:
    """An hour of focus told ahead, and half an hour at once that is cut short."""
    at, now = days.during(0, rng), days.during(2, rng)
    start = at + 40 * MINUTE
    ended = running(now + 15 * MINUTE)
    return _with(
        life,
        Quiet(at, start, start + 60 * MINUTE),
        Quiet(now, now, max(now + 30 * MINUTE, ended + 5 * MINUTE), ended=ended),
    )


def quiet_daily(life: Life, days: _Days, rng: random.Random) -> Life:
    """Nights without Slack, which last an hour into the shift."""
    start = days.start(0)
    at = running(start - timedelta(hours=14))
    return _with(
        life, Quiet(at, start - timedelta(hours=9), start + timedelta(hours=1), daily=True)
    )


def pauses(life: Life, days: _Days, rng: random.Random) -> Life:
    for n, (words, minutes) in enumerate((("2h", 120), ("45m", 45), ("1 day", 1440))):
        at = days.during(n, rng)
        life = _with(life, Pauses(at, words, at + minutes * MINUTE))
    return life


def pause_for_days(life: Life, days: _Days, rng: random.Random) -> Life:
    """Until Monday, and until tomorrow."""
    at = days.during(0, rng)
    weekday = at.astimezone(ZoneInfo(life.zone_at(at))).weekday()
    return _with(life, Pauses(at, "till monday", _local_midnight(life, at, 7 - weekday)))


def resumes(life: Life, days: _Days, rng: random.Random) -> Life:
    at = days.during(1, rng)
    back = running(at + 50 * MINUTE)
    return _with(life, Pauses(at, "4h", at + 240 * MINUTE), Resumes(back))


def travels(life: Life, days: _Days, rng: random.Random) -> Life:
    """To a zone where the clocks go back on another day, and home again."""
    away = "America/New_York" if life.zone.startswith("Europe") else "Europe/Madrid"
    there, back = days.during(1, rng), days.during(3, rng)
    there, back = min(there, back), max(there, back)
    return _with(life, Travels(there, away), Travels(back + timedelta(hours=3), life.zone))


def crosses_the_date_line(life: Life, days: _Days, rng: random.Random) -> Life:
    """A day is lost, and on the way back one comes twice."""
    west = life.zone.startswith(("America", "Pacific/Honolulu"))
    there = "Pacific/Auckland" if west else "Pacific/Honolulu"
    on, back = days.during(0, rng), days.during(2, rng)
    on, back = min(on, back), max(on, back)
    return _with(life, Travels(on, there), Travels(back + timedelta(hours=5), life.zone))


def joins_late(life: Life, days: _Days, rng: random.Random) -> Life:
    """In the middle of a shift."""
    others = tuple(it for it in life.happenings if not isinstance(it, Joins))
    first = min((it.at for it in others), default=TILL) - MINUTE
    return replace(life, happenings=(Joins(min(days.during(1, rng), first)), *others))


def leaves(life: Life, days: _Days, rng: random.Random) -> Life:
    return _with(life, Leaves(running(_last(life, days.during(3, rng)))))


def comes_back(life: Life, days: _Days, rng: random.Random) -> Life:
    left = days.during(0, rng)
    return _with(life, Leaves(left), Joins(running(left + timedelta(hours=25))))


def gone(life: Life, days: _Days, rng: random.Random) -> Life:
    """The account ends, and with it all that would have happened."""
    at = days.during(2, rng)
    return _with(life, Gone(running(_last(life, at))))


def _last(life: Life, at: datetime) -> datetime:
    """Not before the end of what happens already."""
    ends = chain.from_iterable(vars(it).values() for it in life.happenings)
    return max(at, *(it + 5 * MINUTE for it in ends if isinstance(it, datetime)))


def own_breaks(life: Life, days: _Days, rng: random.Random) -> Life:
    return _with(life, *(OwnBreak(days.during(n, rng)) for n in range(3)))


TRAITS: tuple[Trait, ...] = (
    huddles, pauses, meetings, crosses_the_date_line, vacation, own_breaks, lost_huddles,
    travels, short_meetings, quiet_daily, resumes, endless_meeting, joins_late, quiet_once,
    pause_for_days, short_vacation, comes_back, plain, leaves, gone, until_midnight,
)  # fmt: skip
