"""Working hours in the words people type: "mon-thu 9-12 13-17, fri 9-13", "22-6 mon-thu".

Pure: a phrase gives a week, or says which word was not understood. What a clock face leaves open
("9-5", "1-5", "8.30-4pm") is read as people mean it: an end is the next time a clock shows it, a
start from 1 to 4 is in the afternoon; a leading zero, a 24-hour number, am or pm leave nothing
open.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from bot.domain.calendar.work_week import DEFAULT_WEEK, MINUTES_A_DAY, WEEKDAYS, Shift, WorkWeek
from bot.domain.phrases.dates import WEEKDAY_NAMES
from bot.domain.phrases.work_hours.clock_times import (
    HALF_DAY,
    NAMED_TIMES,
    ClockTime,
    clock_time,
    shift_between,
)
from bot.domain.phrases.work_hours.faults import Fault, HoursError, Unread
from bot.domain.phrases.work_hours.tokens import Token, tokens

LONGEST_HOURS = 1000
"""Characters of a phrase that are read."""
MOST_SHIFTS = 6
"""Shifts a day can have."""

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
_FILLERS = frozenset(
    {"and", "&", "+", "/", ":", "=", "(", ")", "|", "on", "at", "from", "every", "each", "all"}
    | {"i", "work", "working", "my", "hours", "are", "is", "only", "the", "also", "then", "in"}
    | {"o'clock", "oclock", "uhr", "und", "von", "um", "."}
)
_BREAKS = frozenset({",", ";", "\n"})


@dataclass(frozen=True)
class _Named:
    """Days that were named; `minus`: those are taken away."""

    days: frozenset[int]
    said: str
    minus: bool = False


@dataclass(frozen=True)
class _Worked:
    """A range of hours, or None for "off"; `minus`: a lunch break."""

    start: ClockTime | None
    end: ClockTime | None
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
        clauses = [_items(it) for it in _clauses(tokens(phrase))]
        return _week([it for it in _with_breaks(clauses) if it], present)
    except HoursError as fault:
        return fault.unread


def _clauses(pieces: Iterable[Token]) -> Iterator[list[Token]]:
    for is_break, run in groupby(pieces, key=lambda it: it.text in _BREAKS):
        if not is_break:
            yield list(run)


def _items(pieces: list[Token]) -> list[_Item]:
    """Days and ranges of hours in the order in which one clause names them."""
    found: list[_Item] = []
    rest, minus, joiners = list(reversed(pieces)), False, _TO
    while rest:
        piece = rest.pop()
        if piece.text in _MINUS:
            minus = True
        elif piece.text == "between":
            joiners = _TO | {"and"}
        elif piece.kind == "time" or piece.text in NAMED_TIMES:
            found.append(_range(piece, rest, joiners, minus=minus))
            minus, joiners = False, _TO
        elif piece.text in _OFF:
            found.append(_Worked(None, None, piece.said))
        elif (days := _days(piece.text)) is not None:
            found.append(_named(days, piece, rest, minus=minus))
            minus = False
        elif piece.text not in _FILLERS:
            raise HoursError(Fault.UNKNOWN, piece.said)
    return found


def _named(days: frozenset[int], piece: Token, rest: list[Token], *, minus: bool) -> _Named:
    """One day, or the days from one to another."""
    said = piece.said
    if len(rest) > 1 and rest[-1].text in _TO and (last := _days(rest[-2].text)) is not None:
        said = f"{piece.text}-{rest[-2].text}"
        del rest[-2:]
        if len(days) > 1 or len(last) > 1:
            raise HoursError(Fault.UNKNOWN, said)
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


def _range(piece: Token, rest: list[Token], joiners: frozenset[str], *, minus: bool) -> _Worked:
    """Hours from one time to another."""
    start = clock_time(piece)
    if len(rest) < 2 or rest[-1].text not in joiners:
        raise HoursError(Fault.NO_END, piece.said)
    end = clock_time(rest[-2])
    said = f"{piece.text}-{rest[-2].text}"
    del rest[-2:]
    if rest and rest[-1].kind == "next":
        rest.pop()
        end = ClockTime(end.minutes, end.written, is_next_day=True)
    return _Worked(start, end, said, minus)


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
        raise HoursError(Fault.EMPTY, "")
    groups = _groups(clauses, present)
    only_off = all(it.start is None for _, hours, _ in groups for it in hours)
    days: list[tuple[Shift, ...]] = list(present.days) if only_off else [()] * len(WEEKDAYS)
    for named, hours, said in groups:
        shifts = _shifts(hours)
        for day in named:
            days[day] = _together(days[day], shifts)
            if len(days[day]) > MOST_SHIFTS:
                raise HoursError(Fault.TOO_MANY, said)
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
            raise HoursError(Fault.NO_DAYS, hours[0].said)
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
        raise HoursError(Fault.NO_HOURS, runs[0][1][0].said)
    for at in range(0, len(runs), 2):
        both = [it for _, run in runs[at : at + 2] for it in run]
        named = [it for it in both if isinstance(it, _Named)]
        hours = [it for it in both if isinstance(it, _Worked)]
        if named and not hours and all(it.minus for it in named):
            hours = [_Worked(None, None, named[0].said)]
            named = [replace(it, minus=False) for it in named]
        if not hours or not named:
            missing = Fault.NO_DAYS if hours else Fault.NO_HOURS
            raise HoursError(missing, both[-1].said)
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
                raise HoursError(Fault.OVERLAP, it.said)
        elif it.minus:
            found = _without(found, shift_between(it.start, it.end, 0, it.said), it.said)
        else:
            after = found[-1].end if found else 0
            found.append(shift_between(it.start, it.end, after, it.said))
    found.sort()
    if any(a.end > b.start for a, b in pairwise(found)):
        raise HoursError(Fault.OVERLAP, hours[-1].said)
    return tuple(found)


def _without(shifts: list[Shift], lunch: Shift, said: str) -> list[Shift]:
    """The shifts with a break in the one that it falls into, in the first or second half day."""
    for later in (0, HALF_DAY, MINUTES_A_DAY, -HALF_DAY):
        start, end = lunch.start + later, lunch.end + later
        for n, it in enumerate(shifts):
            if it.start < start and end < it.end and start < MINUTES_A_DAY > end:
                return [*shifts[:n], Shift(it.start, start), Shift(end, it.end), *shifts[n + 1 :]]
    raise HoursError(Fault.OVERLAP, said)


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
            raise HoursError(Fault.OVERLAP, WEEKDAY_NAMES[day])
