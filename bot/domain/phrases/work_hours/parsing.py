"""Parses working hours: "mon-thu 9-12 13-17, fri 9-13", "22-6 mon-thu"."""

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
from bot.domain.phrases.work_hours.tokens import Token, tokenize

LONGEST_HOURS = 1000
"""Characters of a phrase."""
MOST_SHIFTS = 6
"""Shifts of a day."""

_DAY_NAMES = (
    WEEKDAY_NAMES,
    ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
)
_SHORTEST_DAY = 2
_DAYS = {
    "weds": frozenset({2}),
    **dict.fromkeys(
        ("weekday", "weekdays", "workday", "workdays", "werktags"), frozenset(range(5))
    ),
    **dict.fromkeys(("weekend", "weekends"), frozenset({5, 6})),
    **dict.fromkeys(("daily", "everyday", "day", "days", "täglich"), frozenset(WEEKDAYS)),
}
_TO = frozenset({"-", "to", "till", "til", "until", "through", "thru", "bis"})
_OFF = frozenset({"off", "free", "closed", "none", "frei"})
_MINUS = frozenset({"except", "but", "without", "minus", "not", "lunch", "break"})
_FILLERS = frozenset(
    {"and", "&", "+", "/", ":", "=", "(", ")", "|", "on", "at", "from", "every", "each", "all"}
    | {"i", "work", "working", "my", "hours", "are", "is", "only", "the", "also", "then", "in"}
    | {"o'clock", "oclock", "uhr", "und", "von", "um", "."}
)
_SEPARATORS = frozenset({",", ";", "\n"})


@dataclass(frozen=True)
class _NamedDays:
    """`minus`: the days are excluded."""

    days: frozenset[int]
    as_typed: str
    minus: bool = False


@dataclass(frozen=True)
class _Hours:
    """`start` and `end` are None for "off"; `minus`: a lunch break."""

    start: ClockTime | None
    end: ClockTime | None
    as_typed: str
    minus: bool = False


_Item = _NamedDays | _Hours


def read_hours(phrase: str, present: WorkWeek = DEFAULT_WEEK) -> WorkWeek | Unread:
    """The week that a phrase means, or what is wrong with it.

    Days that are not named are off. Hours without any day apply to the workdays of `present`, and
    a phrase that only says which days are off changes `present`.
    """
    if len(phrase) > LONGEST_HOURS:
        return Unread(Fault.TOO_LONG)
    try:
        clauses = [_items(clause) for clause in _clauses(tokenize(phrase))]
        return _week([clause for clause in _with_lunch_breaks(clauses) if clause], present)
    except HoursError as error:
        return error.unread


def _clauses(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    for is_separator, run in groupby(tokens, key=lambda token: token.text in _SEPARATORS):
        if not is_separator:
            yield list(run)


def _items(tokens: list[Token]) -> list[_Item]:
    """The days and ranges of hours of one clause, in order."""
    items: list[_Item] = []
    rest, minus, joiners = list(reversed(tokens)), False, _TO
    while rest:
        token = rest.pop()
        if token.text in _MINUS:
            minus = True
        elif token.text == "between":
            joiners = _TO | {"and"}
        elif token.kind == "time" or token.text in NAMED_TIMES:
            items.append(_range(token, rest, joiners, minus=minus))
            minus, joiners = False, _TO
        elif token.text in _OFF:
            items.append(_Hours(None, None, token.as_typed))
        elif (days := _days(token.text)) is not None:
            items.append(_named(days, token, rest, minus=minus))
            minus = False
        elif token.text not in _FILLERS:
            raise HoursError(Fault.UNKNOWN, token.as_typed)
    return items


def _named(days: frozenset[int], token: Token, rest: list[Token], *, minus: bool) -> _NamedDays:
    """One day, or a range of days."""
    as_typed = token.as_typed
    if len(rest) > 1 and rest[-1].text in _TO and (last := _days(rest[-2].text)) is not None:
        as_typed = f"{token.text}-{rest[-2].text}"
        del rest[-2:]
        if len(days) > 1 or len(last) > 1:
            raise HoursError(Fault.UNKNOWN, as_typed)
        first, ahead = min(days), (min(last) - min(days)) % 7
        days = frozenset((first + it) % 7 for it in range(ahead + 1))
    return _NamedDays(days, as_typed, minus)


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


def _range(token: Token, rest: list[Token], joiners: frozenset[str], *, minus: bool) -> _Hours:
    start = clock_time(token)
    if len(rest) < 2 or rest[-1].text not in joiners:
        raise HoursError(Fault.NO_END, token.as_typed)
    end = clock_time(rest[-2])
    as_typed = f"{token.text}-{rest[-2].text}"
    del rest[-2:]
    if rest and rest[-1].kind == "next":
        rest.pop()
        end = ClockTime(end.minutes, end.written, is_next_day=True)
    return _Hours(start, end, as_typed, minus)


def _with_lunch_breaks(clauses: list[list[_Item]]) -> list[list[_Item]]:
    """The same clauses, with each lunch break moved right after the hours that it interrupts."""
    moved: list[list[_Item]] = []
    for clause in clauses:
        moved.append([])
        for item in clause:
            after_hours = [
                (target, n)
                for target in moved
                for n, earlier in enumerate(target, start=1)
                if isinstance(earlier, _Hours)
            ]
            target, n = (moved[-1], len(moved[-1]))
            if isinstance(item, _Hours) and item.minus and after_hours:
                target, n = after_hours[-1]
            target.insert(n, item)
    return moved


def _week(clauses: list[list[_Item]], present: WorkWeek) -> WorkWeek:
    if not clauses:
        raise HoursError(Fault.EMPTY, "")
    groups = _groups(clauses, present)
    only_off = all(it.start is None for _, hours, _ in groups for it in hours)
    days: list[tuple[Shift, ...]] = list(present.days) if only_off else [()] * len(WEEKDAYS)
    for named, hours, as_typed in groups:
        shifts = _shifts(hours)
        for day in named:
            days[day] = _merged(days[day], shifts)
            if len(days[day]) > MOST_SHIFTS:
                raise HoursError(Fault.TOO_MANY, as_typed)
    _check_nights(days)
    return WorkWeek(tuple(days))


_Group = tuple[frozenset[int], list[_Hours], str]


def _groups(clauses: list[list[_Item]], present: WorkWeek) -> list[_Group]:
    """Which days have which hours.

    The first item says whether days come before hours or after them; a clause that is complete the
    other way round is a group of its own.
    """
    everything = [it for clause in clauses for it in clause]
    usual = frozenset(day for day in WEEKDAYS if present.days[day]) or frozenset(range(5))
    if not any(isinstance(it, _NamedDays) for it in everything):
        hours = [it for it in everything if isinstance(it, _Hours)]
        if any(it.start is None for it in hours):
            raise HoursError(Fault.NO_DAYS, hours[0].as_typed)
        return [(usual, hours, hours[0].as_typed)]
    if isinstance(everything[0], _NamedDays):
        return list(_in_order(everything, _NamedDays, usual))
    groups: list[_Group] = []
    waiting: list[_Item] = []
    for clause in clauses:
        if isinstance(clause[0], _NamedDays) and isinstance(clause[-1], _Hours):
            groups += [*_in_order(waiting, _Hours, usual), *_in_order(clause, _NamedDays, usual)]
            waiting = []
        else:
            waiting += clause
    return [*groups, *_in_order(waiting, _Hours, usual)]


def _in_order(items: list[_Item], first: type[_Item], usual: frozenset[int]) -> Iterator[_Group]:
    """Groups in which items of the type `first` come before the others.

    Days that are only excluded are excluded from the `usual` ones.
    """
    runs = [(leads, list(run)) for leads, run in groupby(items, key=lambda it: type(it) is first)]
    if runs and not runs[0][0]:
        raise HoursError(Fault.NO_HOURS, runs[0][1][0].as_typed)
    for at in range(0, len(runs), 2):
        both = [it for _, run in runs[at : at + 2] for it in run]
        named = [it for it in both if isinstance(it, _NamedDays)]
        hours = [it for it in both if isinstance(it, _Hours)]
        if named and not hours and all(it.minus for it in named):
            hours = [_Hours(None, None, named[0].as_typed)]
            named = [replace(it, minus=False) for it in named]
        if not hours or not named:
            missing = Fault.NO_DAYS if hours else Fault.NO_HOURS
            raise HoursError(missing, both[-1].as_typed)
        days: frozenset[int] = usual if all(it.minus for it in named) else frozenset()
        for item in named:
            days = days - item.days if item.minus else days | item.days
        yield days, hours, hours[0].as_typed


def _shifts(hours: list[_Hours]) -> tuple[Shift, ...]:
    """The shifts of a day in order, without its lunch breaks; none for "off"."""
    shifts: list[Shift] = []
    for item in hours:
        if item.start is None or item.end is None:
            if len(hours) > 1:
                raise HoursError(Fault.OVERLAP, item.as_typed)
        elif item.minus:
            lunch = shift_between(item.start, item.end, 0, item.as_typed)
            shifts = _without(shifts, lunch, item.as_typed)
        else:
            after = shifts[-1].end if shifts else 0
            shifts.append(shift_between(item.start, item.end, after, item.as_typed))
    shifts.sort()
    if any(a.end > b.start for a, b in pairwise(shifts)):
        raise HoursError(Fault.OVERLAP, hours[-1].as_typed)
    return tuple(shifts)


def _without(shifts: list[Shift], lunch: Shift, as_typed: str) -> list[Shift]:
    """The shifts with a break in the one that contains it, be it before or after noon."""
    for offset in (0, HALF_DAY, MINUTES_A_DAY, -HALF_DAY):
        start, end = lunch.start + offset, lunch.end + offset
        for n, shift in enumerate(shifts):
            if shift.start < start and end < shift.end and start < MINUTES_A_DAY > end:
                parts = (Shift(shift.start, start), Shift(end, shift.end))
                return [*shifts[:n], *parts, *shifts[n + 1 :]]
    raise HoursError(Fault.OVERLAP, as_typed)


def _merged(there: tuple[Shift, ...], more: tuple[Shift, ...]) -> tuple[Shift, ...]:
    """The shifts of a day that is named twice: both, or the later ones if they overlap."""
    both = sorted((*there, *more))
    if not more or any(a.end > b.start for a, b in pairwise(both)):
        return more
    return tuple(both)


def _check_nights(days: list[tuple[Shift, ...]]) -> None:
    """Raises HoursError if a night shift overlaps the next day's first shift."""
    for day, shifts in enumerate(days):
        following = days[(day + 1) % len(days)]
        if shifts and following and shifts[-1].end - MINUTES_A_DAY > following[0].start:
            raise HoursError(Fault.OVERLAP, WEEKDAY_NAMES[day])
