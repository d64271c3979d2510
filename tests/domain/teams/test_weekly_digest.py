"""When a team's weekly digest is due, what it contains, and its kind line."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.teams.teams import Appointment, Team, TeamDay, TeamStreak
from bot.domain.teams.weekly_digest import (
    WEEKS,
    KindWord,
    WeekShare,
    digest_of,
    due_instant,
    first_day,
    week_told,
)
from tests.domain.people import utc

MONDAY = date(2026, 11, 23)
FRIDAY_AT_3 = Appointment(4, time(15))
TEAM = Team(
    workspace_id="T1",
    channel_id="C1",
    set_up_by="U1",
    set_up_at=utc("2026-09-01 09:00"),
    zone="Europe/Berlin",
    locale="en-US",
    digest=FRIDAY_AT_3,
)
DUE = utc("2026-11-27 14:00")
"""Three o'clock in Berlin."""


def days(*took: int, of: int = 10, since: date = MONDAY, breaks: int = 0) -> list[TeamDay]:
    """Consecutive days on which `took` of ten people took a break."""
    return [TeamDay(since + timedelta(days=n), of, it, breaks or it) for n, it in enumerate(took)]


@pytest.mark.parametrize(
    ("at", "due"),
    [
        pytest.param("2026-11-27 13:59:59", None, id="not yet"),
        pytest.param("2026-11-27 14:00", DUE, id="on time"),
        pytest.param("2026-11-28 13:59:59", DUE, id="late by less than a day"),
        pytest.param("2026-11-28 14:00", None, id="a day late"),
        pytest.param("2026-12-02 09:00", None, id="days late"),
    ],
)
def test_a_digest_that_is_a_day_late_is_dropped(at: str, due: object) -> None:
    assert due_instant(TEAM, utc(at)) == due


@pytest.mark.parametrize(
    ("zone", "weekday", "at", "due"),
    [
        pytest.param("Europe/Berlin", 6, "2026-10-25 14:30", "2026-10-25 14:00", id="clocks back"),
        pytest.param("Europe/Berlin", 6, "2026-03-29 13:30", "2026-03-29 13:00", id="clocks ahead"),
        pytest.param("Pacific/Auckland", 4, "2026-11-27 02:30", "2026-11-27 02:00", id="Auckland"),
        pytest.param("America/Adak", 4, "2026-11-28 01:30", "2026-11-28 01:00", id="Adak"),
    ],
)
def test_a_digest_is_due_at_the_teams_local_time(
    zone: str, weekday: int, at: str, due: str
) -> None:
    team = replace(TEAM, zone=zone, digest=Appointment(weekday, time(15)))
    assert due_instant(team, utc(at)) == utc(due)


def test_without_a_digest_time_nothing_is_due() -> None:
    assert due_instant(replace(TEAM, digest=None), DUE) is None


@pytest.mark.parametrize(
    ("weekday", "monday", "is_over"),
    [
        (0, MONDAY - timedelta(weeks=1), True),
        (1, MONDAY - timedelta(weeks=1), True),
        (2, MONDAY - timedelta(weeks=1), True),
        (3, MONDAY, False),
        (4, MONDAY, False),
        (5, MONDAY, False),
        (6, MONDAY, False),
    ],
)
def test_until_wednesday_a_digest_covers_the_previous_week(
    weekday: int, monday: date, is_over: bool
) -> None:
    due = utc("2026-11-23 14:00") + timedelta(days=weekday)
    assert week_told(TEAM, due) == (monday, is_over)


def test_the_weekday_is_that_of_the_teams_zone() -> None:
    """It is Sunday evening in Honolulu, but already Monday in UTC."""
    honolulu = replace(TEAM, zone="Pacific/Honolulu")
    assert week_told(honolulu, utc("2026-11-30 08:00")) == (MONDAY, False)


def test_a_digest_has_its_week_and_the_shares_before() -> None:
    before = days(2, 4, since=MONDAY - timedelta(weeks=2))
    last = days(3, 3, since=MONDAY - timedelta(weeks=1))
    digest = digest_of(TEAM, DUE, [*before, *last, *days(5, 6, 4)], 7, TeamStreak(2, 9))
    assert [it.date for it in digest.days] == [MONDAY + timedelta(days=n) for n in range(7)]
    assert [it.took for it in digest.days] == [5, 6, 4, 0, 0, 0, 0]
    assert digest.breaks == 15
    assert digest.shares == (WeekShare(6, 20), WeekShare(6, 20), WeekShare(15, 30))
    assert [it.percent for it in digest.shares] == [30, 30, 50]
    assert digest.rise == 20


def test_a_digest_starts_with_the_first_week_that_has_a_share() -> None:
    old = days(5, since=first_day(MONDAY) - timedelta(days=3))
    some = days(5, since=MONDAY - timedelta(weeks=3))
    digest = digest_of(TEAM, DUE, [*old, *some, *days(5)], 5, TeamStreak())
    assert [it.available for it in digest.shares] == [10, 0, 0, 10]
    assert len(digest_of(TEAM, DUE, [], 0, TeamStreak()).shares) == 1
    first = days(5, since=first_day(MONDAY))
    assert len(digest_of(TEAM, DUE, first, 5, TeamStreak()).shares) == WEEKS


@pytest.mark.parametrize(
    ("took", "before", "streak", "goal", "kind"),
    [
        pytest.param((5, 6), (5, 6), (2, 9), 11, KindWord.GOAL, id="goal reached"),
        pytest.param((5, 6), (5, 6), (2, 9), 12, KindWord.ANY, id="goal not reached"),
        pytest.param((5, 10), (5, 6), (2, 9), None, KindWord.EVERYBODY, id="a full day"),
        pytest.param((5, 6), (5, 5), (2, 9), None, KindWord.MORE, id="five percent more"),
        pytest.param((5, 6), (6, 6), (2, 9), None, KindWord.ANY, id="fewer"),
        pytest.param((5, 6), (), (2, 9), None, KindWord.ANY, id="nothing to compare with"),
        pytest.param((5, 6), (5, 6), (9, 9), None, KindWord.STREAK, id="the longest streak"),
        pytest.param((5, 6), (5, 6), (4, 4), None, KindWord.ANY, id="a short streak"),
        pytest.param((5, 6), (5, 6), (9, 12), None, KindWord.ANY, id="not the longest"),
        pytest.param((0, 0), (5, 6), (0, 9), None, KindWord.ANY, id="a quiet week"),
    ],
)
def test_the_kind_line_is_about_what_went_well(
    took: tuple[int, ...],
    before: tuple[int, ...],
    streak: tuple[int, int],
    goal: int | None,
    kind: KindWord,
) -> None:
    two_weeks = [*days(*before, since=MONDAY - timedelta(weeks=1)), *days(*took)]
    team = replace(TEAM, weekly_goal=goal)
    assert digest_of(team, DUE, two_weeks, 5, TeamStreak(*streak)).kind is kind


@pytest.mark.parametrize(
    ("of", "kind"), [(1, KindWord.ANY), (2, KindWord.ANY), (3, KindWord.EVERYBODY)]
)
def test_one_or_two_people_are_not_everybody(of: int, kind: KindWord) -> None:
    assert digest_of(TEAM, DUE, days(of, 0, of=of), 1, TeamStreak()).kind is kind


def test_the_kind_line_is_stable_within_a_week_and_changes_weekly() -> None:
    def picked(week: int, channel: str = "C1") -> int:
        team = replace(TEAM, channel_id=channel)
        due = DUE + timedelta(weeks=week)
        return digest_of(team, due, [], 5, TeamStreak()).pick(6)

    assert picked(0) == picked(0)
    assert sorted(picked(n) for n in range(6)) == list(range(6))
    assert len({picked(0, f"C{n}") for n in range(20)}) > 1
