"""Working hours in the words people type: "mon-thu 9-12 13-17, fri 9-13", "22-6 mon-thu".

Pure: a phrase gives a week, or says which word was not understood. What a clock face leaves open
("9-5", "1-5", "8.30-4pm") is read as people mean it: an end is the next time a clock shows it, a
start from 1 to 4 is in the afternoon; a leading zero, a 24-hour number, am or pm leave nothing
open.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise
from typing import NamedTuple

from bot.domain.calendar.work_week import DEFAULT_WEEK, MINUTES_A_DAY, WEEKDAYS, Shift, WorkWeek
from bot.domain.phrases.dates import WEEKDAY_NAMES

LONGEST_HOURS = 1000
"""Characters of a phrase that are read."""
MOST_SHIFTS = 6
"""Shifts a day can have."""
_HALF_DAY = MINUTES_A_DAY // 2
_ONE_PM = 13 * 60
_AFTERNOON = range(60, 5 * 60)
"""Of a clock face, a start at 1 to 4 o'clock is in the afternoon."""

_DAY_NAMES = (
    WEEKDAY_NAMES,
    ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
)
_SHORTEST_DAY = 2
_DAYS = {
    "weds": frozenset({2}),
    "weekday": frozenset(range(5)),
    "weekdays": frozenset(range(5)),
    "workday": frozenset(range(5)),
    "workdays": frozenset(range(5)),
    "werktags": frozenset(range(5)),
    "weekend": frozenset({5, 6}),
    "weekends": frozenset({5, 6}),
    "daily": frozenset(WEEKDAYS),
    "everyday": frozenset(WEEKDAYS),
    "day": frozenset(WEEKDAYS),
    "days": frozenset(WEEKDAYS),
    "täglich": frozenset(WEEKDAYS),
}
_TO = frozenset({"-", "to", "till", "til", "until", "through", "thru", "bis"})
_OFF = frozenset({"off", "free", "closed", "none", "frei"})
_MINUS = frozenset({"except", "but", "without", "minus", "not", "lunch", "break"})
_NAMED_TIMES = {"noon": 12 * 60, "midday": 12 * 60, "midnight": MINUTES_A_DAY}
_FILLERS = frozenset(
    {"and", "&", "+", "/", ":", "=", "(", ")", "|", "on", "at", "from", "every", "each", "all"}
    | {"i", "work", "working", "my", "hours", "are", "is", "only", "the", "also", "then", "in"}
    | {"o'clock", "oclock", "uhr", "und", "von", "um", "."}
)
_BREAKS = frozenset({",", ";", "\n"})

_DASHES = str.maketrans(dict.fromkeys("–—‐‑−", "-") | {"\u2019": "'"})  # noqa: RUF001
_PIECE = re.compile(
    r"""(?P<time>\d{1,4}(?:[:.h]\d{2})?(?:\s?(?:am|pm|a\.m\.?|p\.m\.?|h|uhr)(?![^\W\d_]))?)
    (?![\d]|[^\W\d_])
    |(?P<next>next\s+day|\+1)
    |(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)\.?
    |(?P<sign>[-,;\n&+/:=()|.])""",
    re.VERBOSE,
)
_TIME = re.compile(r"(\d{1,4})(?:[:.h](\d{2}))?\s?(am|pm|a\.m\.?|p\.m\.?|h|uhr)?")


class Fault(StrEnum):
    """Why a phrase gives no week."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    UNKNOWN = "unknown word"
    NO_END = "a time without another"
    NO_HOURS = "days without hours"
    NO_DAYS = "hours without days"
    NO_TIME = "start is end"
    OVERLAP = "hours overlap"
    TOO_MANY = "too many shifts"


@dataclass(frozen=True)
class Unread:
    """What is wrong with a phrase, and the part of it that is meant."""

    fault: Fault
    word: str = ""


class _Fault(Exception):
    """Raised deep inside the reading; `read_hours` answers with what it holds."""

    def __init__(self, fault: Fault, word: str) -> None:
        self.unread = Unread(fault, word)


class _Piece(NamedTuple):
    kind: str
    text: str
    said: str
    """As it was typed, with what it hangs together with."""


class _Written(StrEnum):
    """How a time was written: what a clock face shows, with am or pm, or of 24 hours."""

    FACE = "face"
    HALF = "half"
    FULL = "full"


class _Clock(NamedTuple):
    """A time as it was typed, in minutes after midnight."""

    minutes: int
    written: _Written
    is_next_day: bool = False


@dataclass(frozen=True)
class _Named:
    """Days that were named; `minus`: those are taken away."""

    days: frozenset[int]
    said: str
    minus: bool = False


@dataclass(frozen=True)
class _Worked:
    """A range of hours, or None for "off"; `minus`: a lunch break."""

    start: _Clock | None
    end: _Clock | None
    said: str
    minus: bool = False


_Item = _Named | _Worked


def read_hours(phrase: str, present: WorkWeek = DEFAULT_WEEK) -> WorkWeek | Unread:
    """The week that a phrase says, or what is wrong with it.

    Days that are not named are off. Hours without any day are those of the days of `present`;
    and a phrase that only says which days are off changes `present`.
    """
    if len(phrase) > LONGEST_HOURS:
        return Unread(Fault.TOO_LONG)
    try:
        clauses = [_items(it) for it in _clauses(_pieces(phrase))]
        return _week([it for it in _with_breaks(clauses) if it], present)
    except _Fault as fault:
        return fault.unread


def said_hours(week: WorkWeek) -> str:
    """A week in words that `read_hours` understands as the same week: "mon-fri 09:00-17:00"."""
    groups: dict[tuple[Shift, ...], list[int]] = {}
    for day in WEEKDAYS:
        if week.days[day]:
            groups.setdefault(week.days[day], []).append(day)
    if not groups:
        return "every day off"
    return ", ".join(
        f"{_said_days(days)} {' '.join(map(_said_shift, shifts))}"
        for shifts, days in groups.items()
    )


def _said_days(days: list[int]) -> str:
    runs = [
        [day for _, day in run] for _, run in groupby(enumerate(days), key=lambda it: it[1] - it[0])
    ]
    names = [WEEKDAY_NAMES[it][:3] for it in WEEKDAYS]
    return ", ".join(
        names[run[0]] if len(run) == 1 else f"{names[run[0]]}-{names[run[-1]]}" for run in runs
    )


def _said_shift(shift: Shift) -> str:
    over = shift.end > MINUTES_A_DAY
    end = shift.end - MINUTES_A_DAY if over else shift.end
    open_start, open_end = (10 * 60 <= it < 13 * 60 for it in (shift.start, end))
    unclear = over and (end == shift.start or (open_start and open_end))
    return f"{_said_time(shift.start)}-{_said_time(end)}{' next day' if unclear else ''}"


def _said_time(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}"


def _pieces(phrase: str) -> list[_Piece]:
    text = phrase.lower().translate(_DASHES).strip(" \t\n.!\"'`“”„")
    found, at = [], 0
    while at < len(text):
        if text[at].isspace() and text[at] != "\n":
            at += 1
            continue
        match = _PIECE.match(text, at)
        if match is None:
            raise _Fault(Fault.UNKNOWN, _around(text, at))
        kind = str(match.lastgroup)
        found.append(_Piece(kind, match[kind].rstrip(".") or ".", _around(text, at)))
        at = match.end()
    return found


def _around(text: str, at: int) -> str:
    """The word, up to blanks and commas, that this position is in."""
    before = re.search(r"[^\s,;]*$", text[:at])
    after = re.match(r"[^\s,;]*", text[at:])
    assert before is not None
    assert after is not None
    return before[0] + after[0] or text[at]


def _clauses(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    for is_break, run in groupby(pieces, key=lambda it: it.text in _BREAKS):
        if not is_break:
            yield list(run)


def _items(pieces: list[_Piece]) -> list[_Item]:
    """Days and ranges of hours in the order in which one clause names them."""
    found: list[_Item] = []
    rest, minus, joiners = list(reversed(pieces)), False, _TO
    while rest:
        piece = rest.pop()
        if piece.text in _MINUS:
            minus = True
        elif piece.text == "between":
            joiners = _TO | {"and"}
        elif piece.kind == "time" or piece.text in _NAMED_TIMES:
            found.append(_range(piece, rest, joiners, minus=minus))
            minus, joiners = False, _TO
        elif piece.text in _OFF:
            found.append(_Worked(None, None, piece.said))
        elif (days := _days(piece.text)) is not None:
            found.append(_named(days, piece, rest, minus=minus))
            minus = False
        elif piece.text not in _FILLERS:
            raise _Fault(Fault.UNKNOWN, piece.said)
    return found


def _named(days: frozenset[int], piece: _Piece, rest: list[_Piece], *, minus: bool) -> _Named:
    """One day, or the days from one to another."""
    said = piece.said
    if len(rest) > 1 and rest[-1].text in _TO and (last := _days(rest[-2].text)) is not None:
        said = f"{piece.text}-{rest[-2].text}"
        del rest[-2:]
        if len(days) > 1 or len(last) > 1:
            raise _Fault(Fault.UNKNOWN, said)
        first, ahead = min(days), (min(last) - min(days)) % 7
        days = frozenset((first + it) % 7 for it in range(ahead + 1))
    return _Named(days, said, minus)


def _days(word: str) -> frozenset[int] | None:
    if word in _DAYS:
        return _DAYS[word]
    if len(word) < _SHORTEST_DAY:
        return None
    for names in _DAY_NAMES:
        for day, name in enumerate(names):
            if name.startswith(word) or word in {f"{name}s", f"{name}e"}:
                return frozenset({day})
    return None


def _range(piece: _Piece, rest: list[_Piece], joiners: frozenset[str], *, minus: bool) -> _Worked:
    """Hours from one time to another."""
    start = _clock(piece)
    if len(rest) < 2 or rest[-1].text not in joiners:
        raise _Fault(Fault.NO_END, piece.said)
    end = _clock(rest[-2])
    said = f"{piece.text}-{rest[-2].text}"
    del rest[-2:]
    if rest and rest[-1].kind == "next":
        rest.pop()
        end = _Clock(end.minutes, end.written, is_next_day=True)
    return _Worked(start, end, said, minus)


def _clock(piece: _Piece) -> _Clock:
    if piece.text in _NAMED_TIMES:
        return _Clock(_NAMED_TIMES[piece.text], _Written.HALF)
    read = _TIME.fullmatch(piece.text) if piece.kind == "time" else None
    if read is None:
        raise _Fault(Fault.NO_END, piece.said)
    digits, said_minute, half = read[1], read[2], (read[3] or "")[:1]
    if len(digits) > 2 and said_minute is None:
        digits, said_minute = digits[:-2], digits[-2:]
    hour, minute = int(digits), int(said_minute or 0)
    if len(digits) > 2 or hour * 60 + minute > MINUTES_A_DAY or minute > 59:
        raise _Fault(Fault.UNKNOWN, piece.said)
    if half not in {"a", "p"}:
        is_face = 1 <= hour <= 12 and not digits.startswith("0")
        return _Clock(hour * 60 + minute, _Written.FACE if is_face else _Written.FULL)
    if not 1 <= hour <= 12:
        raise _Fault(Fault.UNKNOWN, piece.said)
    return _Clock((hour % 12 + 12 * (half == "p")) * 60 + minute, _Written.HALF)


def _with_breaks(clauses: list[list[_Item]]) -> list[list[_Item]]:
    """The same, with each lunch break right after the hours that it interrupts."""
    sorted_: list[list[_Item]] = []
    for clause in clauses:
        sorted_.append([])
        for it in clause:
            places = [
                (home, n)
                for home in sorted_
                for n, other in enumerate(home, start=1)
                if isinstance(other, _Worked)
            ]
            home, n = (sorted_[-1], len(sorted_[-1]))
            if isinstance(it, _Worked) and it.minus and places:
                home, n = places[-1]
            home.insert(n, it)
    return sorted_


def _week(clauses: list[list[_Item]], present: WorkWeek) -> WorkWeek:
    if not clauses:
        raise _Fault(Fault.EMPTY, "")
    groups = _groups(clauses, present)
    only_off = all(it.start is None for _, hours, _ in groups for it in hours)
    days: list[tuple[Shift, ...]] = list(present.days) if only_off else [()] * len(WEEKDAYS)
    for named, hours, said in groups:
        shifts = _shifts(hours)
        for day in named:
            days[day] = _together(days[day], shifts)
            if len(days[day]) > MOST_SHIFTS:
                raise _Fault(Fault.TOO_MANY, said)
    _check_nights(days)
    return WorkWeek(tuple(days))


_Group = tuple[frozenset[int], list[_Worked], str]


def _groups(clauses: list[list[_Item]], present: WorkWeek) -> list[_Group]:
    """Which days have which hours. Whether days or hours come first, the first of all says; a
    clause that is complete the other way round is one by itself."""
    everything = [it for clause in clauses for it in clause]
    usual = frozenset(day for day in WEEKDAYS if present.days[day]) or frozenset(range(5))
    if not any(isinstance(it, _Named) for it in everything):
        hours = [it for it in everything if isinstance(it, _Worked)]
        if any(it.start is None for it in hours):
            raise _Fault(Fault.NO_DAYS, hours[0].said)
        return [(usual, hours, hours[0].said)]
    if isinstance(everything[0], _Named):
        return list(_in_order(everything, _Named, usual))
    groups: list[_Group] = []
    waiting: list[_Item] = []
    for clause in clauses:
        if isinstance(clause[0], _Named) and isinstance(clause[-1], _Worked):
            groups += [*_in_order(waiting, _Worked, usual), *_in_order(clause, _Named, usual)]
            waiting = []
        else:
            waiting += clause
    return [*groups, *_in_order(waiting, _Worked, usual)]


def _in_order(items: list[_Item], first: type[_Item], usual: frozenset[int]) -> Iterator[_Group]:
    """Groups in which items of the `first` kind come before those of the other.

    Where days are only taken away, that is from the `usual` ones.
    """
    runs = [(leads, list(run)) for leads, run in groupby(items, key=lambda it: type(it) is first)]
    if runs and not runs[0][0]:
        raise _Fault(Fault.NO_HOURS, runs[0][1][0].said)
    for at in range(0, len(runs), 2):
        both = [it for _, run in runs[at : at + 2] for it in run]
        named = [it for it in both if isinstance(it, _Named)]
        hours = [it for it in both if isinstance(it, _Worked)]
        if named and not hours and all(it.minus for it in named):
            hours = [_Worked(None, None, named[0].said)]
            named = [replace(it, minus=False) for it in named]
        if not hours or not named:
            missing = Fault.NO_DAYS if hours else Fault.NO_HOURS
            raise _Fault(missing, both[-1].said)
        days: frozenset[int] = usual if all(it.minus for it in named) else frozenset()
        for it in named:
            days = days - it.days if it.minus else days | it.days
        yield days, hours, hours[0].said


def _shifts(hours: list[_Worked]) -> tuple[Shift, ...]:
    """The shifts of a day in order, without its lunch breaks; none for "off"."""
    found: list[Shift] = []
    for it in hours:
        if it.start is None or it.end is None:
            if len(hours) > 1:
                raise _Fault(Fault.OVERLAP, it.said)
        elif it.minus:
            found = _without(found, _shift(it.start, it.end, 0, it.said), it.said)
        else:
            after = found[-1].end if found else 0
            found.append(_shift(it.start, it.end, after, it.said))
    found.sort()
    if any(a.end > b.start for a, b in pairwise(found)):
        raise _Fault(Fault.OVERLAP, hours[-1].said)
    return tuple(found)


def _without(shifts: list[Shift], lunch: Shift, said: str) -> list[Shift]:
    """The shifts with a break in the one that it falls into, in the first or second half day."""
    for later in (0, _HALF_DAY, MINUTES_A_DAY, -_HALF_DAY):
        start, end = lunch.start + later, lunch.end + later
        for n, it in enumerate(shifts):
            if it.start < start and end < it.end and start < MINUTES_A_DAY > end:
                return [*shifts[:n], Shift(it.start, start), Shift(end, it.end), *shifts[n + 1 :]]
    raise _Fault(Fault.OVERLAP, said)


def _shift(start: _Clock, end: _Clock, after: int, said: str) -> Shift:
    """The shift that is meant by two times; `after` is where the one named before it ends."""
    begin, finish = _begin(start, end, after), end.minutes
    if end.is_next_day:
        finish += MINUTES_A_DAY
    elif end.written is _Written.FACE and _follows_the_face(start, end, begin):
        finish = begin + ((finish - begin - 1) % _HALF_DAY + 1)
    elif finish < begin:
        finish += MINUTES_A_DAY
    if finish == begin:
        raise _Fault(Fault.NO_TIME, said)
    if finish - begin > MINUTES_A_DAY:
        raise _Fault(Fault.UNKNOWN, said)
    return Shift(begin, finish)


def _begin(start: _Clock, end: _Clock, after: int) -> int:
    begin = start.minutes % MINUTES_A_DAY
    if start.written is not _Written.FACE:
        return begin
    if end.written is _Written.HALF:  # "9-1pm": the last time a clock shows 9 before
        ahead = (end.minutes - begin - 1) % _HALF_DAY + 1
        return (end.minutes - ahead) % MINUTES_A_DAY
    if end.written is _Written.FACE and begin in _AFTERNOON:
        return begin + _HALF_DAY
    if begin < after < _ONE_PM and after <= begin + _HALF_DAY:  # "9-12 1-5"
        return begin + _HALF_DAY
    return begin


def _follows_the_face(start: _Clock, end: _Clock, begin: int) -> bool:
    """Whether an end is the next time that a clock shows it, rather than of 24 hours."""
    if start.written is not _Written.FULL:
        return True
    return end.minutes <= begin < _ONE_PM


def _together(there: tuple[Shift, ...], more: tuple[Shift, ...]) -> tuple[Shift, ...]:
    """The shifts of a day that is named twice: both, or the later ones where they overlap."""
    both = sorted((*there, *more))
    if not more or any(a.end > b.start for a, b in pairwise(both)):
        return more
    return tuple(both)


def _check_nights(days: list[tuple[Shift, ...]]) -> None:
    """Raises a fault where a night shift reaches into the next day's first."""
    for day, shifts in enumerate(days):
        following = days[(day + 1) % len(days)]
        if shifts and following and shifts[-1].end - MINUTES_A_DAY > following[0].start:
            raise _Fault(Fault.OVERLAP, WEEKDAY_NAMES[day])
