"""How fixed times are parsed and written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar.work_week import DEFAULT_WEEK, Shift, WorkWeek
from bot.domain.phrases.fixed_times import APART, Wrong, WrongTimes, format_minutes, read_times

NIGHTS = WorkWeek.regular(frozenset(range(7)), Shift(22 * 60, 30 * 60))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("10:00, 12:30, 15:00", (600, 750, 900)),
        ("10:00 12:30 15:00", (600, 750, 900)),
        ("15:00;10:00;10:00", (600, 900)),
        ("at 10 and 2 pm", (600, 840)),
        ("10, 12 and 3", (600, 720, 900)),
        ("9.30am noon", (570, 720)),
        ("", ()),
        (" , ", ()),
        ("10:00 often", WrongTimes(Wrong.UNKNOWN, "often")),
        ("25:00", WrongTimes(Wrong.UNKNOWN, "25:00")),
        ("10:00 10:05", WrongTimes(Wrong.TOO_CLOSE, at=605)),
        ("10:00 19:00", WrongTimes(Wrong.OUTSIDE, at=1140)),
        ("17:00", WrongTimes(Wrong.OUTSIDE, at=1020)),
    ],
)
def test_understood_and_refused_fixed_times(typed: str, read: tuple[int, ...] | WrongTimes) -> None:
    assert read_times(typed, DEFAULT_WEEK) == read


def test_too_many_fixed_times_are_refused() -> None:
    typed = " ".join(format_minutes(it) for it in range(540, 540 + 25 * APART, APART))
    assert read_times(typed, DEFAULT_WEEK) == WrongTimes(Wrong.TOO_MANY)


def test_a_night_shift_may_have_fixed_times_after_midnight() -> None:
    assert read_times("23:00 02:00", NIGHTS) == (120, 1380)


@given(st.sets(st.integers(540 // APART, 1010 // APART), min_size=1, max_size=24))
def test_written_times_are_read_back(tens: set[int]) -> None:
    times = tuple(sorted(it * APART for it in tens))
    assert read_times(", ".join(map(format_minutes, times)), DEFAULT_WEEK) == times
