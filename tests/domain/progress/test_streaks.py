"""Workday streaks: goals, freezes, and days that neither count nor end a streak."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.progress.streaks import Day, Streak, fold, frozen_days, summary

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 16)
LATER = date(2027, 12, 24)
KINDS = {
    "k": (True, 3, 1, 1),  # kept
    "K": (True, 3, 3, 3),  # kept, with a goal of three
    "m": (True, 3, 0, 1),  # missed
    "h": (True, 3, 2, 3),  # missed, with two breaks of three
    "f": (True, 2, 0, 3),  # fewer nudges than the goal asks for
    ".": (True, 0, 0, 1),  # no nudge reached them: offline, a meeting all day, an outage
    "o": (False, 0, 0, 1),  # a day off, a holiday, a weekend
    "w": (False, 0, 1, 1),  # a break on a day off
    "n": (False, 2, 0, 1),  # nudged on what became a day off
    "x": (True, 3, 0, 1, True),  # paused, away or sick from then on
    "X": (True, 3, 1, 1, True),  # excused, and kept all the same
}


def history(pattern: str, first: date = MONDAY) -> list[Day]:
    """One letter a day."""
    return [Day(first + timedelta(days=n), *KINDS[it]) for n, it in enumerate(pattern)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pattern", "current", "longest"),
    [
        pytest.param("", 0, 0, id="nothing yet"),
        pytest.param("k", 1, 1, id="first break"),
        pytest.param("kkk", 3, 3, id="in a row"),
        pytest.param("kkmk", 1, 2, id="a missed day ends it"),
        pytest.param("kkkkkook", 6, 6, id="a weekend does not"),
        pytest.param("kkkok", 4, 4, id="a holiday does not"),
        pytest.param("kokok", 3, 3, id="part-time: every other day"),
        pytest.param("kk..k", 3, 3, id="days no nudge could reach do not"),
        pytest.param("kk.....k", 3, 3, id="a backlog of offline days does not"),
        pytest.param("kkfk", 3, 3, id="a day with fewer nudges than the goal does not"),
        pytest.param("kkkkkwo", 5, 5, id="a break on a day off neither counts nor breaks"),
        pytest.param("knk", 2, 2, id="a nudge on what is now a day off breaks nothing"),
        pytest.param("kkxk", 3, 3, id="an excused day breaks nothing, whatever came before"),
        pytest.param("kxxxxxooxxk", 2, 2, id="a vacation breaks nothing"),
        pytest.param("kXk", 3, 3, id="an excused day can be kept"),
        pytest.param("KKhK", 1, 2, id="fewer breaks than the goal ends it"),
        pytest.param("kKk", 3, 3, id="each day is measured by its own goal"),
        pytest.param("kkm", 0, 2, id="missed yesterday"),
    ],
)
def test_only_missed_days_end_a_streak(pattern: str, current: int, longest: int) -> None:
    days = history(pattern)
    streak = fold(days, LATER)
    assert (streak.current, streak.longest) == (current, longest)
    assert streak.breaks == sum(day.breaks for day in days)
    assert streak.freezes == 0


@pytest.mark.parametrize(
    ("pattern", "current", "freezes", "toward", "frozen"),
    [
        pytest.param("k" * 9, 9, 0, 9, 0, id="nine kept days earn none"),
        pytest.param("k" * 10, 10, 1, 0, 0, id="ten earn one"),
        pytest.param("kkkkkoomkkkkk", 5, 1, 0, 0, id="not necessarily in a row"),
        pytest.param("k" * 10 + "m", 10, 0, 0, 1, id="used by itself, and the day not counted"),
        pytest.param("k" * 10 + "mk", 11, 0, 1, 1, id="the streak goes on"),
        pytest.param("k" * 10 + "mm", 0, 0, 0, 1, id="one freeze is for one day"),
        pytest.param("k" * 20, 20, 2, 0, 0, id="two in hand"),
        pytest.param("k" * 20 + "mmk", 21, 0, 1, 2, id="two in a row"),
        pytest.param("k" * 20 + "moomk", 21, 0, 1, 2, id="two with a weekend between"),
        pytest.param("k" * 20 + "mmm", 0, 0, 0, 2, id="the third day in a row ends it"),
        pytest.param("k" * 45, 45, 2, 0, 0, id="never more than two"),
        pytest.param("k" * 25 + "mk", 26, 1, 1, 1, id="no progress while there are two"),
        pytest.param("k" * 10 + "h", 10, 0, 0, 1, id="for a day with some breaks"),
        pytest.param("k" * 10 + "xof.w", 10, 1, 0, 0, id="not for days that break nothing"),
        pytest.param("mmm" + "k" * 10, 10, 1, 0, 0, id="none used before anything was kept"),
        pytest.param("k" * 10 + "mmmmm" + "k" * 9, 9, 0, 9, 1, id="none while no streak runs"),
    ],
)
def test_kept_days_earn_freezes_and_missed_days_use_them(
    pattern: str, current: int, freezes: int, toward: int, frozen: int
) -> None:
    days = history(pattern)
    streak = fold(days, LATER)
    assert (streak.current, streak.freezes, streak.toward) == (current, freezes, toward)
    assert len(frozen_days(days, LATER)) == frozen


def test_a_streak_knows_when_a_freeze_was_earned_and_used() -> None:
    days = history("k" * 10 + "mk")
    streak = fold(days, LATER)
    assert streak.earned_on == days[9].date
    assert streak.frozen_on == days[10].date
    assert frozen_days(days, LATER) == {days[10].date}


def test_today_is_never_missed() -> None:
    days = history("kkm")
    assert fold(days, days[-1].date).current == 2
    frozen = history("k" * 10 + "m")
    assert fold(frozen, frozen[-1].date).freezes == 1


def test_each_day_missed_since_the_stored_streak_uses_a_freeze_or_ends_it() -> None:
    stored = summary(history("k" * 20))
    missed = [LATER - timedelta(days=n) for n in (3, 2, 1)]
    seen = [stored.lapsed(missed[:n]) for n in range(4)]
    assert [(it.current, it.freezes) for it in seen] == [(20, 2), (20, 1), (20, 0), (0, 0)]
    assert [it.longest for it in seen] == [20] * 4


@given(st.text("".join(KINDS), max_size=60))
def test_counting_break_by_break_agrees_with_the_fold(pattern: str) -> None:
    """Adds every break one by one; the stored streak only knows the days missed since."""
    streak, missed = Streak(), []
    days = history(pattern)
    for day in days:
        for n in range(day.breaks):
            so_far = Day(day.date, day.scheduled, day.nudges, n + 1, day.goal, day.excused)
            streak = streak.with_break(so_far, 0, missed)
            if streak.last_day == day.date:
                missed = []
        if day.missed:
            missed.append(day.date)
    assert streak == summary(days)
    assert streak.lapsed(missed) == fold(days, LATER)


@given(st.text("".join(KINDS), max_size=80))
def test_there_are_at_most_two_freezes_and_none_without_a_streak(pattern: str) -> None:
    streak = fold(history(pattern), LATER)
    assert streak.freezes <= 2
    assert streak.current or not streak.freezes
    assert streak.current <= streak.longest


def test_a_second_break_of_a_day_does_not_extend_the_streak() -> None:
    day = Day(FRIDAY, scheduled=True, nudges=1, breaks=2)
    before = Streak(4, 9, FRIDAY, 20, 1000)
    assert before.with_break(day, 90, ()) == Streak(4, 9, FRIDAY, 21, 1090)


def test_a_day_before_the_last_kept_one_needs_a_new_fold() -> None:
    assert not Streak(4, 9, FRIDAY, 20).precedes(FRIDAY - timedelta(days=1))
