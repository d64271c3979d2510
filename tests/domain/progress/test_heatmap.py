"""The last weeks at a glance."""

from datetime import date, timedelta

import pytest

from bot.domain.progress.heatmap import WEEKS, Mark, grid
from bot.domain.progress.streaks import KEPT_FOR_A_FREEZE, Day

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("day", "mark"),
    [
        pytest.param(Day(THURSDAY, True, 3, 2, goal=2), Mark.KEPT, id="kept"),
        pytest.param(Day(THURSDAY, True, 3, 1, goal=2), Mark.SOME, id="fewer than the goal"),
        pytest.param(Day(THURSDAY, False, 0, 1), Mark.SOME, id="a break on a day off"),
        pytest.param(Day(THURSDAY, True, 3, 0), Mark.NONE, id="missed"),
        pytest.param(Day(THURSDAY, True, 1, 0, goal=2), Mark.NEUTRAL, id="too few nudges"),
        pytest.param(Day(THURSDAY, True, 3, 0, excused=True), Mark.NEUTRAL, id="excused"),
        pytest.param(Day(THURSDAY, False, 3, 0), Mark.NEUTRAL, id="a day off"),
        pytest.param(None, Mark.NEUTRAL, id="nothing happened"),
    ],
)
def test_a_day_that_is_over(day: Day | None, mark: Mark) -> None:
    made = grid([day] if day else [], THURSDAY + timedelta(days=1))
    assert made.weeks[-1].marks[THURSDAY.weekday()] is mark
    others = WEEKS * 7 - 3 - (mark is not Mark.NEUTRAL)  # Friday to Sunday are ahead
    assert (len(made.days(Mark.FUTURE)), len(made.days(Mark.NEUTRAL))) == (3, others)


@pytest.mark.parametrize(
    ("day", "mark"),
    [
        pytest.param(Day(THURSDAY, True, 3, 0), Mark.FUTURE, id="no break yet"),
        pytest.param(Day(THURSDAY, True, 3, 1, goal=2), Mark.SOME, id="on the way"),
        pytest.param(Day(THURSDAY, True, 3, 1), Mark.KEPT, id="kept"),
    ],
)
def test_today(day: Day, mark: Mark) -> None:
    assert grid([day], THURSDAY).weeks[-1].marks[THURSDAY.weekday()] is mark


def test_a_frozen_day_is_known_from_what_was_before_the_grid() -> None:
    begun = THURSDAY - timedelta(days=400)
    days = [Day(begun + timedelta(days=n), True, 3, 1) for n in range(KEPT_FOR_A_FREEZE)]
    missed = Day(THURSDAY - timedelta(days=2), True, 3, 0)
    frozen = grid([*days, missed], THURSDAY)
    assert frozen.weeks[-1].marks[1] is Mark.FROZEN
    assert grid([*days[1:], missed], THURSDAY).weeks[-1].marks[1] is Mark.NONE


def test_its_weeks_end_with_that_of_today_and_begin_on_mondays() -> None:
    made = grid([], THURSDAY)
    assert [it.monday for it in made.weeks] == [
        date(2026, 11, 23) - timedelta(weeks=n) for n in range(WEEKS - 1, -1, -1)
    ]
    assert all(len(it.marks) == 7 for it in made.weeks)
    sunday = grid([], date(2026, 11, 29))
    assert sunday.weeks[:-1] == made.weeks[:-1]
    assert sunday.days(Mark.FUTURE) == [date(2026, 11, 29)]


def test_this_weeks_breaks_stand_by_their_weekday() -> None:
    breaks = {-7: 9, -1: 4, 0: 2}
    days = [Day(THURSDAY + timedelta(days=n), True, 3, it) for n, it in breaks.items()]
    assert grid(days, THURSDAY).this_week == (0, 0, 4, 2, 0, 0, 0)
