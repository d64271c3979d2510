"""Days off, and how nudges skip them."""

from collections.abc import Mapping
from datetime import date, time, timedelta

import pytest

from bot.domain.calendar.days_off import Calendar, DateRange, DayKind, DayOff, Why
from bot.domain.calendar.work_week import Shift, WorkWeek
from bot.domain.members import DueReason, Member
from bot.domain.phrases.until import EndReason, EndTime
from bot.domain.schedule.due_times import delayed, may_be_nudged, snoozed
from bot.domain.schedule.windows import next_window
from bot.domain.settings.preferences import Preferences
from tests.domain.people import ana, utc

TODAY = date(2026, 11, 23)
"""A Monday."""


class Almanac:
    """A few holidays in Germany."""

    def __init__(self, holidays: Mapping[date, str]) -> None:
        self._holidays = holidays

    def country_of(self, zone: str) -> str | None:
        return "DE" if zone == "Europe/Berlin" else None

    def holiday(self, place: str, day: date) -> str | None:
        return self._holidays.get(day) if place == "DE" else None


TUESDAY = date(2026, 11, 24)
HOLIDAY = Almanac({TUESDAY: "Tag der Probe"})


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
def test_a_personal_day_wins_over_the_workspace_and_a_holiday(
    stretches: list[DateRange], why: Why | None
) -> None:
    day_off = Calendar(HOLIDAY, tuple(stretches)).off(TUESDAY, "DE")
    assert (day_off.why if day_off is not None else None) is why


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
def test_holidays_follow_the_setting_or_the_time_zone(
    holidays: str | None, zone: str, is_off: bool
) -> None:
    member = ana(zone=zone, preferences=Preferences(holidays=holidays), calendar=Calendar(HOLIDAY))
    assert (member.day_off(TUESDAY) is not None) is is_off
    assert member.works_on(TUESDAY) is not is_off


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
def test_a_nudge_never_comes_on_a_day_off(
    stretches: list[DateRange], now: str, opens: str, reason: str
) -> None:
    at = utc(f"2026-{now}")
    window = next_window(resting(*stretches, sitting_since=at), at)
    assert window is not None
    assert window.earliest == utc(opens if len(opens) > 11 else f"2026-{opens}")
    assert window.reason == reason


def test_nudges_return_after_a_year_off() -> None:
    year = DateRange("1", TODAY, TODAY + timedelta(days=366))
    window = next_window(resting(year), utc("2026-11-23 10:00"))
    assert window is not None
    assert window.earliest == utc("2027-11-25 08:30")


def test_after_a_used_up_cap_the_day_off_is_the_reason() -> None:
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
    """The shifts begin at 22:00 in Berlin, which is 21:00 in UTC."""
    due = utc(f"2026-{at}")
    assert may_be_nudged(resting(preferences=NIGHTS, next_due_at=due), due) is may


def test_a_day_off_moves_a_part_timers_nudge_to_the_next_week() -> None:
    """They work on Mondays and Tuesdays only, and Tuesday is a holiday."""
    half = WorkWeek.regular(frozenset({0, 1}), Shift.between(time(9), time(13)))
    member = resting(preferences=Preferences(week=half), sitting_since=utc("2026-11-23 11:50"))
    window = next_window(member, utc("2026-11-23 11:50"))
    assert window is not None
    assert (window.earliest, window.reason) == (utc("2026-11-30 08:30"), DueReason.DAY_OFF)


TEN = EndTime(utc("2026-11-23 10:10"), EndReason.LENGTH)


def test_a_snooze_never_ends_on_a_day_off() -> None:
    rests = resting(off("11-23"), next_due_at=utc("2026-11-23 10:00"))
    assert snoozed(rests, utc("2026-11-23 10:00"), "dead-bug", 0.0, TEN).next_due_at == utc(
        "2026-11-25 08:30"
    )
    assert delayed(rests, utc("2026-11-23 10:00"), 0.0, TEN).next_due_at == utc("2026-11-25 08:30")
    assert not may_be_nudged(rests, utc("2026-11-23 10:00"))


def test_a_day_off_knows_its_range() -> None:
    day_off = Calendar(HOLIDAY, (off("11-20", "11-30"),)).off(TUESDAY, None)
    assert day_off == DayOff(Why.OWN, "", date(2026, 11, 20), date(2026, 11, 30))
