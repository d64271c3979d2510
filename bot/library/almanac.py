"""Public holidays by country and region, from the package `holidays`.

The package is imported when it is first needed: with one country it takes some 10 MB of memory and
0.2 s, and 1 ms for each further country.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from functools import lru_cache

from babel import Locale
from babel.core import get_global

AHEAD = timedelta(days=400)
"""How far ahead the next holidays are looked up."""
SUGGESTED = 8
"""The most places suggested when nothing matches."""
_NOWHERE = frozenset({"001", "ZZ"})
"""CLDR's codes for the world and for an unknown region."""


@dataclass(frozen=True)
class NoPlace:
    """No place matches what was typed; `nearest` holds suggestions."""

    nearest: tuple[str, ...]


class _WorldAlmanac:
    """Looks up the package, and caches every answer."""

    def country_of(self, zone: str) -> str | None:
        return _country_of(zone)

    def holiday(self, place: str, day: date) -> str | None:
        return _year(place, day.year).get(day)


WORLD = _WorldAlmanac()


def next_holidays(place: str, today: date, most: int) -> list[tuple[date, str]]:
    """The next `most` holidays of a place, including today's, sorted by date."""
    found: list[tuple[date, str]] = []
    for year in range(today.year, (today + AHEAD).year + 1):
        found += [(day, name) for day, name in _year(place, year).items() if day >= today]
    return sorted(found)[:most]


def find_place(typed: str, locale: Locale) -> str | NoPlace:
    """Understands "DE", "DE-BY", "Germany", "de bayern", and "Deutschland" in German."""
    text = " ".join(typed.replace("-", " ").replace(",", " ").replace("/", " ").split()).casefold()
    countries = _country_names(locale)
    if text in countries:
        return countries[text]
    for cut in range(len(text) - 1, 0, -1):  # longest first: Guinea-Bissau before Guinea
        country = countries.get(text[:cut]) if text[cut] == " " else None
        if country is not None:
            return _region(country, text[cut + 1 :])
    near = get_close_matches(text, countries, n=SUGGESTED, cutoff=0.75)
    return NoPlace(tuple(dict.fromkeys(countries[name] for name in near)))


def place_name(place: str, locale: Locale) -> str:
    """In the language of `locale`, such as "Germany" or "Germany (Bayern)"."""
    country, _, region = place.partition("-")
    name = locale.territories.get(country) or country
    return f"{name} ({_regions(country).get(region, region)})" if region else name


def _region(country: str, text: str) -> str | NoPlace:
    names = {name.casefold(): code for code, name in _regions(country).items()}
    names |= {code.casefold(): code for code in _regions(country)}
    codes = {name.replace("-", " "): code for name, code in names.items()}
    if text in codes:
        return f"{country}-{codes[text]}"
    near = [codes[it] for it in get_close_matches(text, codes, n=SUGGESTED, cutoff=0.6)]
    suggested = near or sorted(_regions(country))
    return NoPlace(tuple(f"{country}-{it}" for it in dict.fromkeys(suggested))[:SUGGESTED])


@lru_cache(maxsize=64)
def _regions(country: str) -> Mapping[str, str]:
    """Regions that have holidays of their own: their names by code."""
    import holidays  # noqa: PLC0415  see the module's docstring

    known = getattr(holidays, country, None)
    names = {code: name for name, code in getattr(known, "subdivisions_aliases", {}).items()}
    return {it: names.get(it, it) for it in getattr(known, "subdivisions", ())}


@lru_cache(maxsize=16)
def _country_names(locale: Locale) -> Mapping[str, str]:
    """The code of each country by its code and by its names in English and in `locale`."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415  see the module's docstring

    names: dict[str, str] = {}
    for class_name, code, *others in COUNTRIES.values():
        known = [code, *others, class_name]
        known += [it.territories[code] for it in (Locale("en"), locale) if code in it.territories]
        names |= {name.replace("-", " ").casefold(): code for name in known}
    return names


@lru_cache(maxsize=1024)
def _country_of(zone: str) -> str | None:
    name = get_global("zone_aliases").get(zone, zone)
    territories = get_global("zone_territories")
    country: str | None = territories.get(zone) or territories.get(name)
    return None if country in _NOWHERE else country


@lru_cache(maxsize=1024)
def _year(place: str, year: int) -> Mapping[date, str]:
    """The holidays of a place in one year; empty for a place that the package does not know."""
    import holidays  # noqa: PLC0415  see the module's docstring

    country, _, region = place.partition("-")
    # without a language, the package takes that of the machine
    language = getattr(getattr(holidays, country, None), "default_language", None)
    try:
        known = holidays.country_holidays(
            country, subdiv=region or None, years=year, expand=False, language=language
        )
    except NotImplementedError:
        return {}
    return {day: _short(name) for day, name in known.items() if day.year == year}


def _short(names: str) -> str:
    """Fits into a sentence; the package joins holidays that share a day with a semicolon."""
    stripped = (name.strip() for name in names.split(";"))
    return ", ".join(filter(None, stripped))[:100]
