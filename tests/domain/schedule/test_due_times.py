"""When the next nudge comes, and what moves it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.domain.calendar.days_off import Calendar, DateRange
from bot.domain.calendar.work_week import Shift, WorkWeek
from bot.domain.members import DueReason, MemberStatus
from bot.domain.phrases.until import EndReason, EndTime
from bot.domain.schedule.due_times import (
    group_break_joined,
    group_break_left,
    is_snoozed,
    may_be_nudged,
    nudged,
    restarted,
    scheduled,
    snoozed,
    with_real_due_time,
    zone_changed,
)
from bot.domain.schedule.rhythms import CLOSE
from bot.domain.schedule.windows import next_window
from bot.domain.settings.preferences import Preferences, Rhythm
from tests.domain.calendar.test_work_week import instants, zones
from tests.domain.people import ana, utc


@pytest.mark.parametrize(
    ("since", "now", "earliest", "latest", "reason"),
    [
        pytest.param("11-23 09:00", "11-23 09:00", "11-23 09:30", "11-23 09:40:01", "interval", id="in the day"),
        pytest.param("11-23 09:00", "11-23 09:35", "11-23 09:35", "11-23 09:40:01", "interval", id="window open"),
        pytest.param("11-23 06:00", "11-23 06:00", "11-23 08:30", "11-23 08:40:01", "opening", id="before work"),
        pytest.param("11-23 15:25", "11-23 15:25", "11-23 15:55", "11-23 16:00:00", "interval", id="cut at the end"),
        pytest.param("11-23 15:40", "11-23 15:40", "11-24 08:30", "11-24 08:40:01", "opening", id="next day"),
        pytest.param("11-27 15:40", "11-27 15:40", "11-30 08:30", "11-30 08:40:01", "opening", id="friday to monday"),
        pytest.param("11-23 09:00", "11-23 12:00", "11-23 12:00", "11-23 12:10:00", "late", id="overdue"),
        pytest.param("11-20 09:00", "11-23 08:10", "11-23 08:30", "11-23 08:40:01", "opening", id="overdue since friday"),
        pytest.param("11-23 09:00", "11-23 15:58", "11-23 15:58", "11-23 16:00:00", "late", id="overdue at closing"),
    ],
)  # fmt: skip
def test_the_window_lies_within_working_hours(
    since: str, now: str, earliest: str, latest: str, reason: str
) -> None:
    window = next_window(ana(sitting_since=utc(f"2026-{since}")), utc(f"2026-{now}"))
    assert window is not None
    assert window.earliest == utc(f"2026-{earliest}")
    assert window.latest == utc(f"2026-{latest}")
    assert window.reason == reason


def test_an_interval_counts_real_minutes_over_a_clock_change() -> None:
    nights = Preferences(week=WorkWeek.regular(frozenset({5}), Shift.between(time(22), time(6))))
    # 02:50 summer time; ten minutes later the clocks go back to 02:00.
    window = next_window(
        ana(preferences=nights, sitting_since=utc("2026-10-25 00:50")), utc("2026-10-25 00:50")
    )
    assert window is not None
    assert window.earliest == utc("2026-10-25 01:20")


@pytest.mark.parametrize(
    ("zone", "now", "opens"),
    [
        pytest.param("Pacific/Pago_Pago", "11-23 20:05", "11-23 20:35", id="west over the date line"),
        pytest.param("Pacific/Kiritimati", "11-23 20:05", "11-23 20:35", id="east, a day later"),
        pytest.param("Pacific/Kiritimati", "11-27 20:05", "11-29 19:30", id="into the weekend"),
        pytest.param("Pacific/Pago_Pago", "11-28 02:55", "11-28 03:25", id="back to friday"),
        pytest.param("America/New_York", "11-23 09:00", "11-23 14:30", id="before work there"),
        pytest.param("Asia/Tokyo", "11-23 09:00", "11-24 00:30", id="after work there"),
    ],
)  # fmt: skip
def test_working_hours_follow_a_traveler(zone: str, now: str, opens: str) -> None:
    at = utc(f"2026-{now}")
    window = next_window(ana(zone=zone, sitting_since=at), at)
    assert window is not None
    assert window.earliest == utc(f"2026-{opens}")


def test_working_hours_keep_the_wall_clock_of_each_zone() -> None:
    """Berlin changes on 25 October, New York a week later: nine o'clock is nine o'clock."""
    at = utc("2026-10-26 00:00")
    openings = {
        zone: next_window(ana(zone=zone, sitting_since=at), at)
        for zone in ("Europe/Berlin", "America/New_York")
    }
    assert {it: window and window.earliest for it, window in openings.items()} == {
        "Europe/Berlin": utc("2026-10-26 08:30"),
        "America/New_York": utc("2026-10-26 13:30"),
    }


def test_a_pause_is_followed_by_a_whole_interval() -> None:
    paused = ana(paused_until=utc("2026-11-23 12:00"))
    window = next_window(paused, utc("2026-11-23 09:10"))
    assert window is not None
    assert (window.earliest, window.reason) == (utc("2026-11-23 12:30"), DueReason.PAUSE_ENDED)


def test_after_an_overnight_pause_the_day_opens_as_usual() -> None:
    window = next_window(ana(paused_until=utc("2026-11-23 23:00")), utc("2026-11-23 09:10"))
    assert window is not None
    assert (window.earliest, window.reason) == (utc("2026-11-24 08:30"), DueReason.OPENING)


def test_the_daily_cap_moves_the_next_nudge_to_the_next_workday() -> None:
    capped = ana(preferences=Preferences(daily_cap=3), nudged_on=date(2026, 11, 23), nudged_count=3)
    window = next_window(capped, utc("2026-11-23 10:00"))
    assert window is not None
    assert (window.earliest, window.reason) == (utc("2026-11-24 08:30"), DueReason.CAP)


@pytest.mark.parametrize("status", [MemberStatus.GUEST, MemberStatus.LEFT])
def test_only_active_members_are_nudged(status: MemberStatus) -> None:
    member = ana(status=status)
    assert scheduled(member, utc("2026-11-23 09:00"), 0.5).next_due_at is None
    assert not may_be_nudged(
        replace(member, next_due_at=utc("2026-11-23 10:00")), utc("2026-11-23 10:00")
    )


def test_without_working_hours_no_nudge_comes() -> None:
    off = Preferences(week=WorkWeek.regular(frozenset(), Shift(0, 60)))
    assert scheduled(ana(preferences=off), utc("2026-11-23 09:00"), 0.5).next_due_at is None


def test_a_shift_shorter_than_the_interval_is_skipped() -> None:
    short = Preferences(week=WorkWeek(((Shift(600, 620), Shift(700, 800)), (), (), (), (), (), ())))
    window = next_window(
        ana(preferences=short, zone="Etc/UTC", sitting_since=utc("2026-11-23 09:00")),
        utc("2026-11-23 09:00"),
    )
    assert window is not None
    assert window.earliest == utc("2026-11-23 12:10")


def ten_minutes_after(now: str) -> EndTime:
    return EndTime(utc(now) + timedelta(minutes=10), EndReason.LENGTH)


@pytest.mark.parametrize(
    ("now", "due", "reason"),
    [
        ("2026-11-23 10:00", "2026-11-23 10:10", DueReason.SNOOZED),
        ("2026-11-23 15:55", "2026-11-24 08:30", DueReason.OPENING),
    ],
)
def test_a_snooze_stays_within_working_hours(now: str, due: str, reason: DueReason) -> None:
    member = snoozed(ana(), utc(now), "dead-bug", 0.0, ten_minutes_after(now))
    assert member.next_due_at == utc(due)
    assert member.due_reason is reason
    assert member.next_exercise_id == "dead-bug"


def test_a_snooze_does_not_bypass_the_cap() -> None:
    capped = ana(preferences=Preferences(daily_cap=1), nudged_on=date(2026, 11, 23), nudged_count=1)
    now = "2026-11-23 10:00"
    put_off = snoozed(capped, utc(now), "dead-bug", 0.0, ten_minutes_after(now))
    assert put_off.next_due_at == utc("2026-11-24 08:30")


@pytest.mark.parametrize(
    ("now", "may"),
    [
        pytest.param("2026-11-23 09:59:59", False, id="not yet due"),
        pytest.param("2026-11-23 10:00:00", True, id="due"),
        pytest.param("2026-11-23 10:15:00", True, id="a little late"),
        pytest.param("2026-11-23 10:15:01", False, id="too late"),
    ],
)
def test_a_nudge_that_is_too_late_is_dropped(now: str, may: bool) -> None:
    assert may_be_nudged(ana(next_due_at=utc("2026-11-23 10:00")), utc(now)) is may


def test_after_downtime_there_is_one_nudge_and_no_backlog() -> None:
    member, now = ana(next_due_at=utc("2026-11-20 10:00")), utc("2026-11-23 11:00")
    assert not may_be_nudged(member, now)
    again = scheduled(member, now, 0.5)
    assert again.next_due_at is not None
    after = nudged(again, again.next_due_at, "dead-bug", 0.5)
    assert after.next_due_at is not None
    assert after.next_due_at - again.next_due_at >= timedelta(minutes=30)


def test_a_nudge_is_counted_and_remembered() -> None:
    member = nudged(ana(recent=("a", "b")), utc("2026-11-23 10:00"), "c", 0.0)
    assert member.recent == ("c", "a", "b")
    assert member.nudges_on(date(2026, 11, 23)) == 1
    assert member.nudges_on(date(2026, 11, 24)) == 0
    assert member.sitting_since == utc("2026-11-23 10:00")


rhythms = st.tuples(st.integers(5, 240), st.integers(5, 240)).map(
    lambda pair: Rhythm(min(pair), max(pair))
)
shifts = st.tuples(st.integers(0, 1380), st.integers(1, 1440)).map(
    lambda pair: Shift(pair[0], min(1440, pair[0] + pair[1]))
)
weeks = st.builds(
    WorkWeek.regular, st.frozensets(st.integers(0, 6), min_size=1, max_size=7), shifts
).filter(lambda week: all(shift.end <= 1440 for day in week.days for shift in day))
jitters = st.floats(0, 1, exclude_max=True)


settings_of_many = st.builds(Preferences, week=weeks, rhythm=rhythms)


@settings(max_examples=50)
@given(zones, instants, settings_of_many, jitters, st.integers(0, 9000))
def test_a_nudge_is_never_early_nor_outside_hours_nor_in_the_past(
    zone: str, since: datetime, preferences: Preferences, jitter: float, minutes: int
) -> None:
    check_due_time(zone, since, preferences, jitter, minutes)


@pytest.mark.slow
@settings(max_examples=500)
@given(zones, instants, settings_of_many, jitters, st.integers(0, 9000))
def test_no_nudge_of_many_is_early_nor_outside_hours_nor_in_the_past(
    zone: str, since: datetime, preferences: Preferences, jitter: float, minutes: int
) -> None:
    check_due_time(zone, since, preferences, jitter, minutes)


def check_due_time(
    zone: str, since: datetime, preferences: Preferences, jitter: float, minutes: int
) -> None:
    since = since.replace(microsecond=0)
    now = since + timedelta(minutes=minutes)
    week, rhythm = preferences.week, preferences.rhythm
    member = ana(zone=zone, sitting_since=since, preferences=preferences)
    member = scheduled(member, now, jitter)
    assume(member.next_due_at is not None)
    due = member.next_due_at
    assert due is not None
    assert due >= now
    assert due - since >= timedelta(minutes=rhythm.min_minutes)
    local = due.astimezone(ZoneInfo(zone))
    shift = next(iter(week.days[local.weekday()]))
    # Within an hour of the wall-clock hours: a clock change may skip or repeat the edge itself.
    minute = local.hour * 60 + local.minute
    assert shift.start - 60 <= minute <= shift.end + 60
    assert may_be_nudged(member, due)


@settings(max_examples=30)
@given(since=instants, jitter=jitters)
def test_nudges_follow_one_another_at_the_persons_own_rhythm(
    since: datetime, jitter: float
) -> None:
    member = scheduled(ana(sitting_since=since.replace(microsecond=0)), since, jitter)
    for _ in range(30):
        assert member.next_due_at is not None
        at = member.next_due_at
        member = nudged(member, at, "dead-bug", jitter)
        assert member.next_due_at is not None
        gap = member.next_due_at - at
        assert gap >= timedelta(minutes=30)
        same_day = at.date() == member.next_due_at.date()
        assert not same_day or gap <= timedelta(minutes=40)


def test_a_zone_change_is_a_reason_of_its_own() -> None:
    now = utc("2026-11-23 09:10")
    there = zone_changed(ana(zone="America/New_York"), now, 0)
    assert (there.next_due_at, there.due_reason) == (utc("2026-11-23 14:30"), DueReason.TRAVELLED)
    here = zone_changed(ana(zone="Europe/London"), now, 0)
    assert (here.next_due_at, here.due_reason) == (utc("2026-11-23 09:30"), DueReason.INTERVAL)


def test_a_nudge_that_cannot_come_is_expected_at_the_next_chance() -> None:
    now = utc("2026-11-23 09:10")
    planned = scheduled(ana(), now, 0)
    assert with_real_due_time(planned, now) == planned
    today = date(2026, 11, 23)
    off = Calendar(stretches=(DateRange("d", today, today, for_all=True),))
    later = with_real_due_time(replace(planned, calendar=off), now)
    assert later.next_due_at == utc("2026-11-24 08:35")
    assert later.due_reason is DueReason.DAY_OFF
    overdue = replace(planned, next_due_at=utc("2026-11-23 09:05"))
    assert with_real_due_time(overdue, now) == overdue, "the next tick sees to it"


@pytest.mark.parametrize(
    "preferences",
    [
        pytest.param(Preferences(), id="one rhythm"),
        pytest.param(Preferences(eyes_minutes=20, walk_minutes=90), id="several"),
        pytest.param(Preferences(fixed_times=(625, 640, 700)), id="fixed times"),
    ],
)
@settings(max_examples=50)
@given(due=st.integers(1, 60), ends=st.integers(1, 14), jitter=st.floats(0, 0.999))
def test_no_nudge_comes_around_a_group_break(
    preferences: Preferences, due: int, ends: int, jitter: float
) -> None:
    now = utc("2026-11-23 09:20")
    end = now + timedelta(minutes=ends)
    before = ana(
        preferences=preferences,
        next_due_at=now + timedelta(minutes=due),
        due_reason=DueReason.INTERVAL,
    )
    kept = group_break_joined(before, now, end, jitter)
    assert kept.next_due_at is not None
    assert kept.next_due_at >= end + CLOSE
    assert (kept == before) is (due >= ends + 5)
    assert group_break_joined(kept, now, end, jitter) == kept
    up = restarted(kept, end, jitter)
    assert up.sitting_since == end
    assert up.next_due_at is not None
    assert up.next_due_at >= end + CLOSE
    free = group_break_left(kept, now, end, jitter)
    assert (free == kept) is (kept == before)
    assert free.next_due_at is not None
    assert free.sitting_since <= now < free.next_due_at


def test_a_group_break_changes_nothing_for_guests_and_snoozers() -> None:
    now, end = utc("2026-11-23 09:20"), utc("2026-11-23 09:26")
    guest = ana(status=MemberStatus.GUEST)
    assert group_break_joined(guest, now, end, 0.5) == guest
    tomorrow = ana(sitting_since=utc("2026-11-23 23:00"), next_due_at=utc("2026-11-24 08:35"))
    assert is_snoozed(tomorrow, now)
    assert group_break_joined(tomorrow, now, end, 0.5) == tomorrow
    assert group_break_left(tomorrow, now, end, 0.5) == tomorrow
