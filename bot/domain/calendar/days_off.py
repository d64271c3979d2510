"""Days off: public holidays, those a person takes, and those of a whole workspace.

A shift belongs to the day on which it begins: a person who is off does not start that day's night
shift, but finishes the previous day's.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Almanac(Protocol):
    """Knows public holidays. A place is a country or a region of one: DE, DE-BY."""

    def country_of(self, zone: str) -> str | None:
        """The country of a time zone, if its holidays are known."""
        ...

    def holiday(self, place: str, day: date) -> str | None:
        """The name of a public holiday in the language of the place; None on other days."""
        ...


class NoAlmanac:
    def country_of(self, zone: str) -> str | None:  # noqa: ARG002
        return None

    def holiday(self, place: str, day: date) -> str | None:  # noqa: ARG002
        return None


NO_ALMANAC = NoAlmanac()


class DayKind(StrEnum):
    """How a range of days was marked; WORKS takes days out of a longer range off."""

    OFF = "off"
    WORKS = "works"


@dataclass(frozen=True)
class DateRange:
    """Consecutive days, `last` included, of one person or (`for_all`) of the whole workspace."""

    id: str
    first: date
    last: date
    kind: DayKind = DayKind.OFF
    name: str = ""
    for_all: bool = False

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


class Why(StrEnum):
    OWN = "own"
    EVERYONE = "everyone"
    HOLIDAY = "holiday"


@dataclass(frozen=True)
class DayOff:
    """Why a day is off, its name if it has one, and the range of days that it is part of."""

    why: Why
    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Calendar:
    """A person's days off besides those of their work week."""

    almanac: Almanac = NO_ALMANAC
    stretches: tuple[DateRange, ...] = ()

    def off(self, day: date, place: str | None) -> DayOff | None:
        """Why that day is off for a person in that place; None if it is not.

        A day marked as worked wins over everything, then comes the person's own day off, then the
        workspace's, then a public holiday.
        """
        on_that_day = [it for it in self.stretches if day in it]
        if any(it.kind is DayKind.WORKS for it in on_that_day):
            return None
        if on_that_day:
            closest = min(on_that_day, key=lambda it: (it.for_all, it.first))
            why = Why.EVERYONE if closest.for_all else Why.OWN
            return DayOff(why, closest.name, closest.first, closest.last)
        name = self.almanac.holiday(place, day) if place else None
        return DayOff(Why.HOLIDAY, name, day, day) if name else None
