"""When a team's digest and daily group break are due, and its streak."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar.work_week import zone
from bot.domain.teams.teams import (
    Appointment,
    Team,
    TeamDay,
    TeamNow,
    TeamStreak,
    next_digest,
    next_together,
)
from tests.domain.people import utc


def team(
    zone: str = "Europe/Berlin",
    *,
    digest: Appointment | None = None,
    together: time | None = None,
) -> Team:
    return Team(
        workspace_id="T1",
        channel_id="C1",
        set_up_by="U1",
        set_up_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
        zone=zone,
        locale="en-US",
        digest=digest,
        together=together,
    )


@pytest.mark.parametrize(
    ("zone", "weekday", "wall", "at", "due"),
    [
        ("Europe/Berlin", 4, "15:00", "2026-11-18 09:00", "2026-11-20 14:00"),
        ("Europe/Berlin", 4, "15:00", "2026-11-20 13:59", "2026-11-20 14:00"),
        pytest.param(
            "Europe/Berlin", 4, "15:00", "2026-11-20 14:00", "2026-11-27 14:00", id="just been"
        ),
        pytest.param(
            "Europe/Berlin", 4, "15:00", "2026-10-23 13:00", "2026-10-30 14:00", id="clocks back"
        ),
        pytest.param(
            "Europe/Berlin", 4, "15:00", "2026-03-27 14:00", "2026-04-03 13:00", id="clocks forward"
        ),
        pytest.param(
            "Europe/Berlin", 6, "02:30", "2026-03-28 12:00", "2026-03-29 01:30", id="skipped"
        ),
        pytest.param(
            "Europe/Berlin", 6, "02:30", "2026-10-24 12:00", "2026-10-25 00:30", id="shown twice"
        ),
        pytest.param(
            "Europe/Berlin", 6, "02:30", "2026-10-25 00:30", "2026-11-01 01:30", id="twice, once"
        ),
        ("Pacific/Auckland", 0, "09:00", "2026-11-15 19:00", "2026-11-15 20:00"),
        ("America/Los_Angeles", 4, "16:00", "2026-11-21 00:30", "2026-11-28 00:00"),
    ],
)
def test_the_next_digest_is_due_at_the_teams_local_time(
    zone: str, weekday: int, wall: str, at: str, due: str
) -> None:
    wanted = team(zone, digest=Appointment(weekday, time.fromisoformat(wall)))
    assert next_digest(wanted, utc(at)) == utc(due)


@pytest.mark.parametrize(
    ("zone", "wall", "at", "due"),
    [
        ("Europe/Berlin", "10:30", "2026-11-19 08:00", "2026-11-19 09:30"),
        ("Europe/Berlin", "10:30", "2026-11-19 09:30", "2026-11-20 09:30"),
        pytest.param(
            "Europe/Berlin", "10:30", "2026-11-20 09:30", "2026-11-23 09:30", id="weekend"
        ),
        pytest.param(
            "Europe/Berlin", "10:30", "2026-10-23 09:00", "2026-10-26 09:30", id="clocks back"
        ),
        pytest.param(
            "America/Los_Angeles", "17:00", "2026-11-21 01:00", "2026-11-24 01:00", id="local days"
        ),
    ],
)
def test_the_next_daily_group_break_is_on_a_weekday(
    zone: str, wall: str, at: str, due: str
) -> None:
    wanted = team(zone, together=time.fromisoformat(wall))
    assert next_together(wanted, utc(at)) == utc(due)


def test_a_team_without_times_has_nothing_due() -> None:
    assert next_digest(team(), utc("2026-11-19 08:00")) is None
    assert next_together(team(), utc("2026-11-19 08:00")) is None


@given(
    name=st.sampled_from(
        ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Etc/UTC"]
    ),
    weekday=st.integers(0, 6),
    wall=st.times().map(lambda it: it.replace(second=0, microsecond=0)),
    at=st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)),
)
def test_a_digest_comes_once_a_week(name: str, weekday: int, wall: time, at: datetime) -> None:
    wanted, asked = team(name, digest=Appointment(weekday, wall)), at.replace(tzinfo=UTC)
    first = next_digest(wanted, asked)
    assert first is not None
    assert asked < first <= asked + timedelta(days=7, hours=1)
    second = next_digest(wanted, first)
    assert second is not None
    dates = [it.astimezone(zone(name)).date() for it in (first, second)]
    assert dates[1] - dates[0] == timedelta(days=7)
    assert dates[0].weekday() == weekday


MONDAY = date(2026, 11, 16)


def team_days(pattern: str) -> list[TeamDay]:
    """One letter a day from Monday on: a all, h half, f fewer than half, n nobody took a break,
    . nobody was available."""
    kinds = {"a": (4, 4), "h": (4, 2), "f": (5, 2), "n": (4, 0), ".": (0, 0)}
    return [TeamDay(MONDAY + timedelta(days=n), *kinds[it], 3) for n, it in enumerate(pattern)]


@pytest.mark.parametrize(
    ("pattern", "current", "longest"),
    [
        pytest.param("", 0, 0, id="nothing yet"),
        pytest.param("a", 1, 1, id="a first day"),
        pytest.param("ahah", 4, 4, id="half is enough"),
        pytest.param("aaf", 2, 2, id="today never ends it"),
        pytest.param("aafh", 1, 2, id="fewer than half end it"),
        pytest.param("aanh", 1, 2, id="nobody ends it"),
        pytest.param("aaaaa..a", 6, 6, id="a weekend does not"),
        pytest.param("aaafaa", 2, 3, id="the longest stays"),
    ],
)
def test_a_team_keeps_its_streak_if_half_take_a_break(
    pattern: str, current: int, longest: int
) -> None:
    days = team_days(pattern)
    streak = TeamStreak()
    for day in days:
        streak = streak.then(day, today=days[-1].date)
    assert streak == TeamStreak(current, longest)


def test_a_teams_numbers_of_today_and_this_week() -> None:
    """The streak spans both weeks, the breaks are this week's; some zones are a day ahead."""
    days = team_days("aaaaa..fhah")
    today = MONDAY + timedelta(days=9)
    now = TeamNow.of(team(), days, today, MONDAY + timedelta(weeks=1))
    assert now.today == TeamDay(today, 4, 4, 3)
    assert now.streak == 2
    assert now.breaks == 4 * 3
    later = TeamNow.of(team(), days, today + timedelta(days=5), MONDAY + timedelta(weeks=1))
    assert later.today == TeamDay(today + timedelta(days=5))


def test_a_day_of_one_or_two_people_reveals_nothing() -> None:
    few, several = TeamDay(MONDAY, 2, 2, 5), TeamDay(MONDAY, 3, 0, 0)
    assert not few.shows_share
    assert several.shows_share
    after = TeamStreak(4, 4).then(few, MONDAY + timedelta(days=1))
    assert after == TeamStreak(4, 4), "neither kept nor broken"
    assert after.then(several, MONDAY + timedelta(days=1)).current == 0
