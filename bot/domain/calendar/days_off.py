"""Days off: public holidays, the days somebody takes, and those on which a whole workspace rests.

A shift belongs to the day on which it begins: who is off on a day does not begin that day's
night shift, and finishes the one of the day before.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Almanac(Protocol):
    """Knows the public holidays of the world. A place is a country, or a region of one: DE-BY."""

    def country_of(self, zone: str) -> str | None:
        """The country in which a time zone lies, if it lies in one that has known holidays."""
        ...

    def holiday(self, place: str, day: date) -> str | None:
        """The name of a public holiday in the language of the place; None on any other day."""
        ...


class NoAlmanac:
    """Knows no holidays at all."""

    def country_of(self, zone: str) -> str | None:  # noqa: ARG002
        return None

    def holiday(self, place: str, day: date) -> str | None:  # noqa: ARG002
        return None


NO_ALMANAC = NoAlmanac()


class DayKind(StrEnum):
    """What somebody said of a stretch of days; WORKS takes days out of a longer rest."""

    OFF = "off"
    WORKS = "works"


@dataclass(frozen=True)
class DateRange:
    """Days in a row, `last` included, of one person or, `for_all`, of their whole workspace."""

    id: str
    first: date
    last: date
    kind: DayKind = DayKind.OFF
    name: str = ""
    for_all: bool = False

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class Why(StrEnum):
    """Why a day is off."""

    OWN = "own"
    EVERYONE = "everyone"
    HOLIDAY = "holiday"


@dataclass(frozen=True)
class DayOff:
    """A day off, why, its name if it has one, and the stretch of days that it is part of."""

    why: Why
    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Calendar:
    """The days that somebody has off besides those of their week."""

    almanac: Almanac = NO_ALMANAC
    stretches: tuple[DateRange, ...] = ()

    def off(self, day: date, place: str | None) -> DayOff | None:
        """Why somebody in that place is off on that day; None when they are not.

        That they said to work wins over everything; a day of their own over one of everybody's,
        and that over a public holiday.
        """
        on_that_day = [it for it in self.stretches if day in it]
        if any(it.kind is DayKind.WORKS for it in on_that_day):
            return None
        if on_that_day:
            first = min(on_that_day, key=lambda it: (it.for_all, it.first))
            why = Why.EVERYONE if first.for_all else Why.OWN
            return DayOff(why, first.name, first.first, first.last)
        name = self.almanac.holiday(place, day) if place else None
        return DayOff(Why.HOLIDAY, name, day, day) if name else None
