"""The heat map of the last weeks."""

from datetime import date, timedelta

import pytest

from bot.domain.progress.heatmap import WEEKS, DayMark, heat_map
from bot.domain.progress.streaks import KEPT_FOR_A_FREEZE, Day

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("day", "mark"),
    [
        pytest.param(Day(THURSDAY, True, 3, 2, goal=2), DayMark.KEPT, id="kept"),
        pytest.param(Day(THURSDAY, True, 3, 1, goal=2), DayMark.SOME, id="fewer than the goal"),
        pytest.param(Day(THURSDAY, False, 0, 1), DayMark.SOME, id="a break on a day off"),
        pytest.param(Day(THURSDAY, True, 3, 0), DayMark.NONE, id="missed"),
        pytest.param(Day(THURSDAY, True, 1, 0, goal=2), DayMark.NEUTRAL, id="too few nudges"),
        pytest.param(Day(THURSDAY, True, 3, 0, excused=True), DayMark.NEUTRAL, id="excused"),
        pytest.param(Day(THURSDAY, False, 3, 0), DayMark.NEUTRAL, id="a day off"),
        pytest.param(None, DayMark.NEUTRAL, id="nothing happened"),
    ],
)
def test_the_mark_of_a_past_day(day: Day | None, mark: DayMark) -> None:
    made = heat_map([day] if day else [], THURSDAY + timedelta(days=1))
    assert made.weeks[-1].marks[THURSDAY.weekday()] is mark
    others = WEEKS * 7 - 3 - (mark is not DayMark.NEUTRAL)  # Friday to Sunday are ahead
    assert (len(made.days(DayMark.FUTURE)), len(made.days(DayMark.NEUTRAL))) == (3, others)


@pytest.mark.parametrize(
    ("day", "mark"),
    [
        pytest.param(Day(THURSDAY, True, 3, 0), DayMark.FUTURE, id="no break yet"),
        pytest.param(Day(THURSDAY, True, 3, 1, goal=2), DayMark.SOME, id="on the way"),
        pytest.param(Day(THURSDAY, True, 3, 1), DayMark.KEPT, id="kept"),
    ],
)
def test_the_mark_of_today(day: Day, mark: DayMark) -> None:
    assert heat_map([day], THURSDAY).weeks[-1].marks[THURSDAY.weekday()] is mark


def test_a_freeze_may_be_earned_before_the_heat_map_begins() -> None:
    begun = THURSDAY - timedelta(days=400)
    days = [Day(begun + timedelta(days=n), True, 3, 1) for n in range(KEPT_FOR_A_FREEZE)]
    missed = Day(THURSDAY - timedelta(days=2), True, 3, 0)
    frozen = heat_map([*days, missed], THURSDAY)
    assert frozen.weeks[-1].marks[1] is DayMark.FROZEN
    assert heat_map([*days[1:], missed], THURSDAY).weeks[-1].marks[1] is DayMark.NONE


def test_the_weeks_begin_on_mondays_and_end_with_the_current_one() -> None:
    made = heat_map([], THURSDAY)
    assert [it.monday for it in made.weeks] == [
        date(2026, 11, 23) - timedelta(weeks=n) for n in range(WEEKS - 1, -1, -1)
    ]
    assert all(len(it.marks) == 7 for it in made.weeks)
    sunday = heat_map([], date(2026, 11, 29))
    assert sunday.weeks[:-1] == made.weeks[:-1]
    assert sunday.days(DayMark.FUTURE) == [date(2026, 11, 29)]


def test_this_weeks_breaks_are_by_weekday() -> None:
    breaks = {-7: 9, -1: 4, 0: 2}
    days = [Day(THURSDAY + timedelta(days=n), True, 3, it) for n, it in breaks.items()]
    assert heat_map(days, THURSDAY).this_week == (0, 0, 4, 2, 0, 0, 0)
