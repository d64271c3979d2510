"""The public holidays of the world, by country and region, from the package `holidays`.

That package is imported when somebody first has a country, and not before: with one country it
takes some 10 MB of memory and two tenths of a second; every further country a millisecond.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache

from babel import Locale
from babel.core import get_global

AHEAD = timedelta(days=400)
"""How far ahead a next holiday is looked for."""
SUGGESTED = 8
"""Places that are named to who typed none."""
_NOWHERE = frozenset({"001", "ZZ"})


@dataclass(frozen=True)
class NoPlace:
    """What was typed is no place; `nearest` are perhaps meant."""

    nearest: tuple[str, ...]


class _WorldAlmanac:
    """The holidays that the package knows; all of its answers are remembered."""

    def country_of(self, zone: str) -> str | None:
        return _country_of(zone)

    def holiday(self, place: str, day: date) -> str | None:
        return _year(place, day.year).get(day)


WORLD = _WorldAlmanac()


def next_holidays(place: str, today: date, most: int) -> list[tuple[date, str]]:
    """The next few holidays of a place in order, today's included."""
    found: list[tuple[date, str]] = []
    for year in range(today.year, (today + AHEAD).year + 1):
        found += [(day, name) for day, name in _year(place, year).items() if day >= today]
    return sorted(found)[:most]


def find_place(typed: str, locale: Locale) -> str | NoPlace:
    """The place that somebody means: "DE", "DE-BY", "Germany", "Deutschland", "de bayern"."""
    said = " ".join(typed.replace("-", " ").replace(",", " ").replace("/", " ").split()).casefold()
    countries = _country_names(locale)
    if said in countries:
        return countries[said]
    for cut in range(len(said) - 1, 0, -1):  # the longest name of a country that it begins with
        country = countries.get(said[:cut]) if said[cut] == " " else None
        if country is not None:
            return _region(country, said[cut + 1 :])
    near = get_close_matches(said, countries, n=SUGGESTED, cutoff=0.75)
    return NoPlace(tuple(dict.fromkeys(countries[it] for it in near)))


def place_name(place: str, locale: Locale) -> str:
    """A place in the words of a language: "Germany", "Germany (Bayern)"."""
    country, _, region = place.partition("-")
    name = locale.territories.get(country) or country
    return f"{name} ({_regions(country).get(region, region)})" if region else name


def _region(country: str, said: str) -> str | NoPlace:
    names = {it.casefold(): code for code, it in _regions(country).items()}
    names |= {code.casefold(): code for code in _regions(country)}
    names = {it.replace("-", " "): code for it, code in names.items()}
    if said in names:
        return f"{country}-{names[said]}"
    near = [names[it] for it in get_close_matches(said, names, n=SUGGESTED, cutoff=0.6)]
    meant = near or sorted(_regions(country))
    return NoPlace(tuple(f"{country}-{it}" for it in dict.fromkeys(meant))[:SUGGESTED])


@lru_cache(maxsize=64)
def _regions(country: str) -> Mapping[str, str]:
    """The regions of a country that have holidays of their own, by code, with their names."""
    import holidays  # noqa: PLC0415  see above

    known = getattr(holidays, country, None)
    names = {code: name for name, code in getattr(known, "subdivisions_aliases", {}).items()}
    return {it: names.get(it, it) for it in getattr(known, "subdivisions", ())}


@lru_cache(maxsize=16)
def _country_names(locale: Locale) -> Mapping[str, str]:
    """Countries that have known holidays, by code and by their names in English and `locale`."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415  see above

    names: dict[str, str] = {}
    for class_name, code, *others in COUNTRIES.values():
        said = [code, *others, class_name]
        said += [it.territories[code] for it in (Locale("en"), locale) if code in it.territories]
        names |= {it.replace("-", " ").casefold(): code for it in said}
    return names


@lru_cache(maxsize=1024)
def _country_of(zone: str) -> str | None:
    name = get_global("zone_aliases").get(zone, zone)
    territories = get_global("zone_territories")
    country: str | None = territories.get(zone) or territories.get(name)
    return None if country in _NOWHERE else country


@lru_cache(maxsize=1024)
def _year(place: str, year: int) -> Mapping[date, str]:
    """The holidays of a place in one year; none of a place that the package does not know."""
    import holidays  # noqa: PLC0415  see above

    country, _, region = place.partition("-")
    # named, or it would follow the language of the machine
    language = getattr(getattr(holidays, country, None), "default_language", None)
    try:
        known = holidays.country_holidays(
            country, subdiv=region or None, years=year, expand=False, language=language
        )
    except NotImplementedError:
        return {}
    return {day: _short(name) for day, name in known.items() if day.year == year}


def _short(name: str) -> str:
    """A name as it fits into a sentence; two holidays on one day are one line."""
    return ", ".join(_lines(name))[:100]


def _lines(name: str) -> Iterator[str]:
    for it in name.split(";"):
        if said := it.strip():
            yield said
