"""How working hours on the wall clock become real time."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar.work_week import (
    DEFAULT_WEEK,
    Shift,
    WorkWeek,
    day_around,
    is_zone,
    spans,
    workday,
)
from tests.domain.people import utc

WEEKDAYS = frozenset(range(5))


@pytest.mark.parametrize(
    ("zone", "at", "starts", "ends"),
    [
        pytest.param("Etc/UTC", "2026-11-23 08:00", "2026-11-23 09:00", "2026-11-23 17:00", id="today"),
        pytest.param("Etc/UTC", "2026-11-23 12:00", "2026-11-23 09:00", "2026-11-23 17:00", id="now"),
        pytest.param("Etc/UTC", "2026-11-23 17:00", "2026-11-24 09:00", "2026-11-24 17:00", id="tomorrow"),
        pytest.param("Etc/UTC", "2026-11-27 17:00", "2026-11-30 09:00", "2026-11-30 17:00", id="friday"),
        pytest.param("Asia/Tokyo", "2026-11-23 12:00", "2026-11-24 00:00", "2026-11-24 08:00", id="east"),
        pytest.param("America/Los_Angeles", "2026-11-24 02:00", "2026-11-24 17:00", "2026-11-25 01:00", id="west"),
        pytest.param("Asia/Kathmandu", "2026-11-23 00:00", "2026-11-23 03:15", "2026-11-23 11:15", id="quarter"),
        # Berlin: +2 until 2026-10-25, then +1; New York: -5 until 2026-03-08, then -4.
        pytest.param("Europe/Berlin", "2026-10-23 16:00", "2026-10-26 08:00", "2026-10-26 16:00", id="autumn"),
        pytest.param("America/New_York", "2026-03-06 23:00", "2026-03-09 13:00", "2026-03-09 21:00", id="spring"),
    ],
)  # fmt: skip
def test_working_spans_keep_the_wall_clock(zone: str, at: str, starts: str, ends: str) -> None:
    span = next(spans(DEFAULT_WEEK, zone, utc(at)))
    assert (span.start, span.end) == (utc(starts), utc(ends))


def test_a_night_shift_lasts_an_hour_more_when_the_clocks_go_back() -> None:
    nights = WorkWeek.regular(frozenset({5}), Shift.between(time(22), time(6)))
    span = next(spans(nights, "Europe/Berlin", utc("2026-10-24 12:00")))
    assert span.end - span.start == timedelta(hours=9)
    assert span.day == date(2026, 10, 24)


def test_a_night_shift_is_found_after_midnight() -> None:
    nights = WorkWeek.regular(frozenset({0}), Shift.between(time(22), time(6)))
    span = next(spans(nights, "Etc/UTC", utc("2026-11-24 03:00")))
    assert span.start == utc("2026-11-23 22:00")


def test_a_start_that_the_clocks_skip_keeps_its_distance_from_midnight() -> None:
    early = WorkWeek.regular(frozenset({6}), Shift.between(time(2, 30), time(10)))
    span = next(spans(early, "Europe/Berlin", utc("2026-03-28 12:00")))
    assert span.start == utc("2026-03-29 01:30")  # 03:30 summer time


def test_nobody_works_in_an_empty_week() -> None:
    assert not list(
        spans(WorkWeek.regular(frozenset(), Shift(0, 60)), "Etc/UTC", utc("2026-11-23"))
    )


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-11-23 23:00", date(2026, 11, 23)),
        ("2026-11-24 03:00", date(2026, 11, 23)),
        ("2026-11-24 07:00", date(2026, 11, 24)),
        ("2026-11-24 21:00", date(2026, 11, 24)),
    ],
)
def test_a_night_shift_is_one_workday(at: str, day: date) -> None:
    nights = WorkWeek.regular(WEEKDAYS, Shift.between(time(22), time(6)))
    assert workday(nights, "Etc/UTC", utc(at)) == day


@pytest.mark.parametrize(
    ("zone", "at", "start", "end"),
    [
        pytest.param("Etc/UTC", "2026-11-22 12:00", "2026-11-22 00:00", "2026-11-23 00:00", id="off"),
        pytest.param("Etc/UTC", "2026-11-23 23:00", "2026-11-23 00:00", "2026-11-24 06:00", id="evening"),
        pytest.param("Etc/UTC", "2026-11-24 05:59", "2026-11-23 00:00", "2026-11-24 06:00", id="night"),
        pytest.param("Etc/UTC", "2026-11-24 06:00", "2026-11-24 06:00", "2026-11-25 06:00", id="morning"),
        pytest.param("Etc/UTC", "2026-11-28 12:00", "2026-11-28 06:00", "2026-11-29 00:00", id="rest"),
        pytest.param("Asia/Tokyo", "2026-11-22 14:59", "2026-11-21 15:00", "2026-11-22 15:00", id="east"),
        # In Berlin the clocks go back on 2026-10-25: a Sunday of 25 hours.
        pytest.param("Europe/Berlin", "2026-10-25 12:00", "2026-10-24 22:00", "2026-10-25 23:00", id="long"),
    ],
)  # fmt: skip
def test_a_workday_is_all_the_time_that_counts_for_it(
    zone: str, at: str, start: str, end: str
) -> None:
    nights = WorkWeek.regular(WEEKDAYS, Shift.between(time(22), time(6)))
    day = day_around(nights, zone, utc(at))
    assert (day.start, day.end) == (utc(start), utc(end))
    assert utc(at) in day
    assert day.day == workday(nights, zone, utc(at))


@pytest.mark.parametrize(("start", "end"), [(1440, 1500), (-1, 10), (60, 60), (60, 50), (60, 1501)])
def test_impossible_shifts_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="a shift"):
        Shift(start, end)


def test_shifts_of_a_day_may_not_overlap() -> None:
    with pytest.raises(ValueError, match="follow one another"):
        WorkWeek(((Shift(60, 120), Shift(100, 200)), (), (), (), (), (), ()))


@pytest.mark.parametrize(
    ("name", "known"),
    [("Europe/Berlin", True), ("", False), ("Europe", False), ("..", False), ("x" * 5000, False)],
)
def test_only_iana_names_are_zones(name: str, known: bool) -> None:
    assert is_zone(name) is known


zones = st.sampled_from(
    ["Etc/UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia",
     "Australia/Lord_Howe", "America/St_Johns", "Pacific/Kiritimati"]
)  # fmt: skip
instants = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


@given(zone=zones, at=instants)
def test_spans_come_in_order_and_end_after_the_instant(zone: str, at: datetime) -> None:
    next_spans = list(islice(spans(DEFAULT_WEEK, zone, at), 6))
    assert at < next_spans[0].end
    assert all(a.end <= b.start for a, b in pairwise(next_spans))
    for span in next_spans:
        assert timedelta(hours=7) <= span.end - span.start <= timedelta(hours=9)
