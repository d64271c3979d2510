"""Public holidays by country and region."""

import subprocess
import sys
from datetime import date

import pytest
from babel import Locale

from bot.library.almanac import WORLD, NoPlace, find_place, next_holidays, place_name

EN, DE = Locale("en"), Locale("de")


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Berlin", "DE"),
        ("America/New_York", "US"),
        ("Asia/Kolkata", "IN"),
        ("Asia/Calcutta", "IN"),
        ("Etc/UTC", None),
        ("Nowhere", None),
    ],
)
def test_a_time_zone_is_in_a_country(zone: str, country: str | None) -> None:
    assert WORLD.country_of(zone) == country


@pytest.mark.parametrize(
    ("place", "day", "name"),
    [
        ("DE", date(2026, 5, 1), "Erster Mai"),
        ("DE", date(2026, 1, 6), None),
        ("DE-BY", date(2026, 1, 6), "Heilige Drei Könige"),
        ("US", date(2026, 11, 26), "Thanksgiving Day"),
        ("US", date(2027, 12, 31), "New Year's Day (observed)"),
        ("XX", date(2026, 5, 1), None),
        ("DE-XX", date(2026, 5, 1), None),
    ],
)
def test_a_holiday_has_a_name_in_its_place(place: str, day: date, name: str | None) -> None:
    assert WORLD.holiday(place, day) == name


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("DE", "DE"),
        ("de-by", "DE-BY"),
        ("DE BY", "DE-BY"),
        ("DE-Bayern", "DE-BY"),
        ("Germany, Bayern", "DE-BY"),
        ("germany baden-württemberg", "DE-BW"),
        ("Germany", "DE"),
        ("Deutschland", "DE"),
        ("Großbritannien", NoPlace(())),
        ("Vereinigtes Königreich", "GB"),
        ("uk", "GB"),
        ("United States New York", "US-NY"),
        ("Guinea-Bissau", "GW"),
        ("Germny", NoPlace(("DE",))),
        ("xyzzy", NoPlace(())),
        ("DE-Bayrn", NoPlace(("DE-BY",))),
        ("GB-XX", NoPlace(("GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS"))),
    ],
)
def test_a_place_is_found_by_what_people_type(typed: str, place: str | NoPlace) -> None:
    assert find_place(typed, DE) == place


def test_a_place_is_named_in_the_language_of_the_reader() -> None:
    assert place_name("DE", EN) == "Germany"
    assert place_name("DE-BY", DE) == "Deutschland (Bayern)"
    assert place_name("US-NY", EN) == "United States (New York)"
    assert place_name("XX", EN) == "XX"


def test_the_next_holidays_include_next_year() -> None:
    found = next_holidays("DE", date(2026, 12, 25), 3)
    assert [day for day, _ in found] == [
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2027, 1, 1),
    ]


@pytest.mark.parametrize(
    "module", ["bot.library.almanac", pytest.param("bot.app", marks=pytest.mark.slow)]
)
def test_holidays_are_not_imported_before_they_are_needed(module: str) -> None:
    program = f"import sys, {module}; assert 'holidays' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)
