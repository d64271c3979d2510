"""When nudges come at fixed times."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar.work_week import MINUTES_A_DAY, Shift, WorkWeek
from bot.domain.members import DueReason
from bot.domain.schedule.due_times import nudged, restarted, scheduled
from bot.domain.schedule.windows import next_window
from bot.domain.settings.preferences import Preferences
from tests.domain.people import ana, utc
from tests.domain.schedule.test_due_times import jitters

TEN_AND_HALF_TWELVE = Preferences(fixed_times=(600, 750))


NIGHTS = WorkWeek.regular(frozenset(range(7)), Shift(22 * 60, 30 * 60))


@pytest.mark.parametrize(
    ("since", "now", "due"),
    [
        pytest.param("11-23 08:00", "11-23 08:00", "11-23 09:00", id="the first"),
        pytest.param("11-23 09:01", "11-23 09:01", "11-23 11:30", id="after it came"),
        pytest.param("11-23 08:57", "11-23 08:57", "11-23 11:30", id="up a moment before"),
        pytest.param("11-23 08:50", "11-23 08:50", "11-23 09:00", id="up a while before"),
        pytest.param("11-23 08:00", "11-23 09:01", "11-23 09:01", id="just now"),
        pytest.param("11-23 08:00", "11-23 10:00", "11-23 11:30", id="missed"),
        pytest.param("11-23 08:00", "11-23 12:00", "11-24 09:00", id="all missed"),
        pytest.param("11-27 12:00", "11-27 12:00", "11-30 09:00", id="over the weekend"),
    ],
)
def test_nudges_come_at_fixed_times(since: str, now: str, due: str) -> None:
    member = ana(preferences=TEN_AND_HALF_TWELVE, sitting_since=utc(f"2026-{since}"))
    window = next_window(member, utc(f"2026-{now}"))
    assert window is not None
    assert (window.earliest, window.reason) == (utc(f"2026-{due}"), DueReason.FIXED_TIME)


def test_a_nudge_deferred_to_about_the_next_fixed_time_comes_once() -> None:
    deferred = ana(preferences=TEN_AND_HALF_TWELVE, due_reason=DueReason.DEFERRED)
    for came in (utc("2026-11-23 11:28"), utc("2026-11-23 11:32")):
        after = nudged(deferred, came, "dead-bug", 0.0)
        assert after.next_due_at == utc("2026-11-24 09:00")


def test_fixed_times_respect_pauses_and_the_cap() -> None:
    now = utc("2026-11-23 08:30")
    member = ana(preferences=TEN_AND_HALF_TWELVE, sitting_since=now)
    window = next_window(replace(member, paused_until=utc("2026-11-23 11:00")), now)
    assert window is not None
    assert window.earliest == utc("2026-11-23 11:30")
    capped = replace(member, preferences=replace(TEN_AND_HALF_TWELVE, daily_cap=1))
    window = next_window(replace(capped, nudged_on=date(2026, 11, 23), nudged_count=1), now)
    assert window is not None
    assert window.earliest == utc("2026-11-24 09:00")


def test_fixed_times_replace_all_rhythms() -> None:
    both = replace(TEN_AND_HALF_TWELVE, eyes_minutes=20)
    member = ana(preferences=both, sitting_since=utc("2026-11-23 09:01"))
    assert scheduled(member, member.sitting_since, 0.0).next_due_at == utc("2026-11-23 11:30")
    assert restarted(member, utc("2026-11-23 09:30"), 0.0).next_due_at == utc("2026-11-23 11:30")


def test_without_a_fixed_time_within_working_hours_no_nudge_comes() -> None:
    outside = ana(preferences=Preferences(fixed_times=(0,)))
    assert scheduled(outside, utc("2026-11-23 09:00"), 0.0).next_due_at is None


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Kolkata"])
@settings(max_examples=30)
@given(
    tens=st.sets(st.integers(54, 101), min_size=1, max_size=6),
    day=st.dates(date(2026, 3, 1), date(2026, 11, 30)),
    jitter=jitters,
)
def test_fixed_times_follow_the_wall_clock_all_year(
    zone: str, tens: set[int], day: date, jitter: float
) -> None:
    times = tuple(sorted(it * 10 for it in tens))
    start = datetime.combine(day, time(0), UTC)
    preferences = Preferences(fixed_times=times)
    member = scheduled(ana(zone=zone, preferences=preferences, sitting_since=start), start, jitter)
    for _ in range(12):
        at = member.next_due_at
        assert at is not None
        wall = at.astimezone(ZoneInfo(zone))
        minute = wall.hour * 60 + wall.minute
        assert any(it <= minute < it + 2 for it in times)
        member = nudged(member, at, "dead-bug", jitter)


@pytest.mark.parametrize(
    ("since", "due"),
    [
        pytest.param("2026-03-28 22:00", "2026-03-29 01:30", id="half past two is skipped"),
        pytest.param("2026-10-24 22:00", "2026-10-25 00:30", id="half past two is shown twice"),
    ],
)
def test_a_fixed_time_comes_once_over_a_clock_change(since: str, due: str) -> None:
    preferences = Preferences(week=NIGHTS, fixed_times=(150,))
    member = scheduled(ana(preferences=preferences, sitting_since=utc(since)), utc(since), 0.0)
    assert member.next_due_at == utc(due)
    again = nudged(member, utc(due), "dead-bug", 0.0).next_due_at
    assert again is not None
    assert again - utc(due) > timedelta(hours=20)


@pytest.mark.parametrize("times", [(600, 500), (600, 600), (-1,), (MINUTES_A_DAY,)])
def test_fixed_times_must_be_ordered_times_of_day(times: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="fixed_times: times of day in order"):
        Preferences(fixed_times=times)
