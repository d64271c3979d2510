"""Days in words, and what a calendar makes of them."""

from collections.abc import Mapping
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar.days_off import Calendar, DateRange, DayKind, DayOff, Why
from bot.domain.calendar.work_week import Shift, WorkWeek
from bot.domain.members import DueReason, Member
from bot.domain.phrases.date_ranges import Days, Vague, read_days, read_days_and_name
from bot.domain.phrases.until import Ending, Reading
from bot.domain.schedule.due_times import delayed, may_be_nudged, snoozed
from bot.domain.schedule.windows import next_window
from bot.domain.settings.preferences import Preferences
from tests.domain.people import ana, utc

TODAY = date(2026, 11, 23)
"""A Monday."""


class Almanac:
    """A few holidays, of Germany alone."""

    def __init__(self, holidays: Mapping[date, str]) -> None:
        self._holidays = holidays

    def country_of(self, zone: str) -> str | None:
        return "DE" if zone == "Europe/Berlin" else None

    def holiday(self, place: str, day: date) -> str | None:
        return self._holidays.get(day) if place == "DE" else None


TUESDAY = date(2026, 11, 24)
HOLIDAY = Almanac({TUESDAY: "Tag der Probe"})


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("today", "11-23", "11-23"),
        ("tomorrow", "11-24", "11-24"),
        ("Tomorrow!", "11-24", "11-24"),
        ("on friday", "11-27", "11-27"),
        ("monday", "11-30", "11-30"),
        ("next wed", "12-02", "12-02"),
        ("next week", "11-30", "12-06"),
        ("this week", "11-23", "11-29"),
        ("3 days", "11-23", "11-25"),
        ("for a week", "11-23", "11-29"),
        ("24 dec", "12-24", "12-24"),
        ("24th of December", "12-24", "12-24"),
        ("dec 24", "12-24", "12-24"),
        ("Dec. 24th", "12-24", "12-24"),
        ("24.12.", "12-24", "12-24"),
        ("24.12", "12-24", "12-24"),
        ("24/12", "12-24", "12-24"),
        ("12/24", "12-24", "12-24"),
        ("2026-12-24", "12-24", "12-24"),
        ("24 dec 2026", "12-24", "12-24"),
        ("dec 24, 2026", "12-24", "12-24"),
        ("23 nov", "11-23", "11-23"),
        ("22 dec - 2 jan", "12-22", "2027-01-02"),
        ("22 dec \u2013 2 jan", "12-22", "2027-01-02"),
        ("from 22 dec to 2 jan", "12-22", "2027-01-02"),
        ("22.12.-2.1.", "12-22", "2027-01-02"),
        ("22-27 dec", "12-22", "12-27"),
        ("22.-27.12.", "12-22", "12-27"),
        ("dec 22-27", "12-22", "12-27"),
        ("dec 22 to 27", "12-22", "12-27"),
        ("2026-12-22 - 2027-01-02", "12-22", "2027-01-02"),
        ("tomorrow - friday", "11-24", "11-27"),
        ("wed to fri", "11-25", "11-27"),
        ("until friday", "11-23", "11-27"),
        ("2026-11-20 - 2026-11-25", "11-23", "11-25"),
        ("22 nov", "2027-11-22", "2027-11-22"),
    ],
)
def test_days_people_type(typed: str, first: str, last: str) -> None:
    full = [date.fromisoformat(it if len(it) > 5 else f"2026-{it}") for it in (first, last)]
    assert read_days(typed, TODAY) == Days(*full)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Vague.UNKNOWN),
        ("whenever", Vague.UNKNOWN),
        ("5/12", Vague.UNKNOWN),
        ("31 feb", Vague.UNKNOWN),
        ("dec", Vague.UNKNOWN),
        ("24 dec - whenever", Vague.UNKNOWN),
        ("x" * 200, Vague.UNKNOWN),
        ("2026-11-22", Vague.PAST),
        ("24 dec 2025", Vague.PAST),
        ("2028-01-01", Vague.TOO_FAR),
        ("29 feb", Vague.TOO_FAR),
        ("900 days", Vague.TOO_FAR),
        ("2026-12-24 - 2026-12-22", Vague.BACKWARDS),
        ("27-22 dec", Vague.BACKWARDS),
    ],
)
def test_days_that_are_refused(typed: str, why: Vague) -> None:
    assert read_days(typed, TODAY) is why


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("24 dec", ""),
        ("24 dec Founders' Day", "Founders' Day"),
        ("22 dec - 2 jan: the office is closed", "the office is closed"),
        ("tomorrow (strike)", "strike"),
    ],
)
def test_days_may_have_a_name(typed: str, name: str) -> None:
    read = read_days_and_name(typed, TODAY)
    assert isinstance(read, tuple)
    assert read[1] == name


@given(typed=st.text(max_size=40), today=st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_whatever_is_typed_has_an_answer(typed: str, today: date) -> None:
    read = read_days(typed, today)
    if isinstance(read, Days):
        assert today <= read.first <= read.last <= today + timedelta(days=366)


def off(
    first: str, last: str = "", kind: DayKind = DayKind.OFF, *, for_all: bool = False
) -> DateRange:
    days = [date.fromisoformat(f"2026-{it}") for it in (first, last or first)]
    return DateRange("1", *days, kind, "Rest" if for_all else "", for_all=for_all)


@pytest.mark.parametrize(
    ("stretches", "why"),
    [
        ([], Why.HOLIDAY),
        ([off("11-24")], Why.OWN),
        ([off("11-24", for_all=True)], Why.EVERYONE),
        ([off("11-20", "11-30", for_all=True), off("11-24")], Why.OWN),
        ([off("11-24", kind=DayKind.WORKS)], None),
        ([off("11-20", "11-30"), off("11-24", kind=DayKind.WORKS)], None),
        ([off("11-24", for_all=True), off("11-24", kind=DayKind.WORKS)], None),
        ([off("11-25")], Why.HOLIDAY),
    ],
)
def test_who_is_off_and_why(stretches: list[DateRange], why: Why | None) -> None:
    found = Calendar(HOLIDAY, tuple(stretches)).off(TUESDAY, "DE")
    assert (found.why if found is not None else None) is why


@pytest.mark.parametrize(
    ("holidays", "zone", "is_off"),
    [
        (None, "Europe/Berlin", True),
        (None, "Etc/UTC", False),
        ("", "Europe/Berlin", False),
        ("FR", "Europe/Berlin", False),
        ("DE", "America/New_York", True),
    ],
)
def test_whose_holidays(holidays: str | None, zone: str, is_off: bool) -> None:
    it = ana(zone=zone, preferences=Preferences(holidays=holidays), calendar=Calendar(HOLIDAY))
    assert (it.day_off(TUESDAY) is not None) is is_off
    assert it.works_on(TUESDAY) is not is_off


def resting(*stretches: DateRange, **changes: object) -> Member:
    return ana(calendar=Calendar(HOLIDAY, stretches), **changes)


@pytest.mark.parametrize(
    ("stretches", "now", "opens", "reason"),
    [
        pytest.param([], "11-23 15:50", "11-25 08:30", "day_off", id="a holiday"),
        pytest.param([off("11-25", "11-27")], "11-23 15:50", "11-30 08:30", "day_off", id="a bridge"),
        pytest.param([off("11-23")], "11-23 10:00", "11-25 08:30", "day_off", id="today"),
        pytest.param([off("11-24", kind=DayKind.WORKS)], "11-23 15:50", "11-24 08:30", "opening", id="worked"),
        pytest.param([off("11-28", "11-29")], "11-27 15:50", "11-30 08:30", "opening", id="a weekend"),
        pytest.param([off("11-24", "12-31")], "11-23 15:50", "2027-01-01 08:30", "day_off", id="long"),
    ],
)  # fmt: skip
def test_days_off_are_left_out(
    stretches: list[DateRange], now: str, opens: str, reason: str
) -> None:
    at = utc(f"2026-{now}")
    window = next_window(resting(*stretches, sitting_since=at), at)
    assert window is not None
    assert window.earliest == utc(opens if len(opens) > 11 else f"2026-{opens}")
    assert window.reason == reason


def test_a_year_off_has_an_end() -> None:
    year = DateRange("1", TODAY, TODAY + timedelta(days=366))
    window = next_window(resting(year), utc("2026-11-23 10:00"))
    assert window is not None
    assert window.earliest == utc("2027-11-25 08:30")


def test_a_cap_gives_way_to_the_day_off_after_it() -> None:
    capped = resting(
        preferences=Preferences(daily_cap=1), nudged_on=date(2026, 11, 23), nudged_count=1
    )
    window = next_window(capped, utc("2026-11-23 10:00"))
    assert window is not None
    assert (window.earliest, window.reason) == (utc("2026-11-25 08:30"), DueReason.DAY_OFF)


NIGHTS = Preferences(week=WorkWeek.regular(frozenset(range(5)), Shift.between(time(22), time(6))))


@pytest.mark.parametrize(
    ("at", "may"),
    [
        pytest.param("11-24 03:00", True, id="monday's night shift goes on into the holiday"),
        pytest.param("11-24 22:00", False, id="the shift that begins on the holiday"),
        pytest.param("11-25 03:00", False, id="its end on the next day"),
        pytest.param("11-25 22:00", True, id="the next one"),
    ],
)
def test_a_night_shift_belongs_to_the_day_on_which_it_begins(at: str, may: bool) -> None:
    """In Berlin it is an hour later."""
    due = utc(f"2026-{at}")
    assert may_be_nudged(resting(preferences=NIGHTS, next_due_at=due), due) is may


def test_part_time_meets_a_day_off() -> None:
    """Mondays and Tuesdays only, and Tuesday is a holiday: a week later."""
    half = WorkWeek.regular(frozenset({0, 1}), Shift.between(time(9), time(13)))
    member = resting(preferences=Preferences(week=half), sitting_since=utc("2026-11-23 11:50"))
    window = next_window(member, utc("2026-11-23 11:50"))
    assert window is not None
    assert (window.earliest, window.reason) == (utc("2026-11-30 08:30"), DueReason.DAY_OFF)


TEN = Ending(utc("2026-11-23 10:10"), Reading.LENGTH)


def test_nothing_is_snoozed_into_a_day_off() -> None:
    rests = resting(off("11-23"), next_due_at=utc("2026-11-23 10:00"))
    assert snoozed(rests, utc("2026-11-23 10:00"), "dead-bug", 0.0, TEN).next_due_at == utc(
        "2026-11-25 08:30"
    )
    assert delayed(rests, utc("2026-11-23 10:00"), 0.0, TEN).next_due_at == utc("2026-11-25 08:30")
    assert not may_be_nudged(rests, utc("2026-11-23 10:00"))


def test_a_day_off_knows_its_stretch() -> None:
    found = Calendar(HOLIDAY, (off("11-20", "11-30"),)).off(TUESDAY, None)
    assert found == DayOff(Why.OWN, "", date(2026, 11, 20), date(2026, 11, 30))
