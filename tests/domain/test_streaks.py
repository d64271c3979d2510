"""Workday streaks."""

from datetime import date, timedelta

import pytest

from bot.domain.streaks import Day, Streak, fold

FRIDAY = date(2026, 11, 20)


def history(pattern: str, first: date = date(2026, 11, 16)) -> list[Day]:
    """One letter a day: b break, m nudged but none, . nothing reached them, o day off,
    w break on a day off, n nudged on a day off."""
    kinds = {
        "b": (True, 3, 1), "m": (True, 3, 0), ".": (True, 0, 0),
        "o": (False, 0, 0), "w": (False, 0, 1), "n": (False, 2, 0),
    }  # fmt: skip
    return [Day(first + timedelta(days=n), *kinds[it]) for n, it in enumerate(pattern)]


@pytest.mark.parametrize(
    ("pattern", "current", "longest"),
    [
        pytest.param("", 0, 0, id="nothing yet"),
        pytest.param("b", 1, 1, id="first break"),
        pytest.param("bbb", 3, 3, id="in a row"),
        pytest.param("bbmb", 1, 2, id="a missed day ends it"),
        pytest.param("bbbbboob", 6, 6, id="a weekend does not"),
        pytest.param("bb..b", 3, 3, id="days no nudge could reach do not"),
        pytest.param("bbbbbwo", 5, 5, id="a break on a day off neither counts nor breaks"),
        pytest.param("bnb", 2, 2, id="a nudge on what is now a day off breaks nothing"),
        pytest.param("bbm", 0, 2, id="missed yesterday"),
    ],
)
def test_the_fold(pattern: str, current: int, longest: int) -> None:
    days = history(pattern)
    streak = fold(days, today=date(2026, 12, 24))
    assert (streak.current, streak.longest) == (current, longest)
    assert streak.breaks == sum(day.breaks for day in days)


def test_today_never_breaks_a_streak() -> None:
    days = history("bbm")
    assert fold(days, today=days[-1].date).current == 2


def test_a_second_break_of_the_day_is_counted_but_not_twice_in_the_streak() -> None:
    day = Day(FRIDAY, scheduled=True, nudges=1, breaks=2)
    before = Streak(4, 9, FRIDAY, 20, 1000)
    assert before.with_break(day, 90, ()) == Streak(4, 9, FRIDAY, 21, 1090)


def test_a_day_before_the_last_one_asks_for_a_new_fold() -> None:
    assert not Streak(4, 9, FRIDAY, 20).precedes(FRIDAY - timedelta(days=1))
