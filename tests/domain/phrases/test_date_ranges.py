"""How ranges of days are parsed."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.phrases.date_ranges import Days, Vague, read_days, read_days_and_name

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("today", "11-23", "11-23"),
        ("tomorrow", "11-24", "11-24"),
        ("Tomorrow!", "11-24", "11-24"),
        ("on friday", "11-27", "11-27"),
        ("monday", "11-30", "11-30"),
        ("next wed", "12-02", "12-02"),
        ("next week", "11-30", "12-06"),
        ("this week", "11-23", "11-29"),
        ("3 days", "11-23", "11-25"),
        ("for a week", "11-23", "11-29"),
        ("24 dec", "12-24", "12-24"),
        ("24th of December", "12-24", "12-24"),
        ("dec 24", "12-24", "12-24"),
        ("Dec. 24th", "12-24", "12-24"),
        ("24.12.", "12-24", "12-24"),
        ("24.12", "12-24", "12-24"),
        ("24/12", "12-24", "12-24"),
        ("12/24", "12-24", "12-24"),
        ("2026-12-24", "12-24", "12-24"),
        ("24 dec 2026", "12-24", "12-24"),
        ("dec 24, 2026", "12-24", "12-24"),
        ("23 nov", "11-23", "11-23"),
        ("22 dec - 2 jan", "12-22", "2027-01-02"),
        ("22 dec \u2013 2 jan", "12-22", "2027-01-02"),
        ("from 22 dec to 2 jan", "12-22", "2027-01-02"),
        ("22.12.-2.1.", "12-22", "2027-01-02"),
        ("22-27 dec", "12-22", "12-27"),
        ("22.-27.12.", "12-22", "12-27"),
        ("dec 22-27", "12-22", "12-27"),
        ("dec 22 to 27", "12-22", "12-27"),
        ("2026-12-22 - 2027-01-02", "12-22", "2027-01-02"),
        ("tomorrow - friday", "11-24", "11-27"),
        ("wed to fri", "11-25", "11-27"),
        ("until friday", "11-23", "11-27"),
        ("2026-11-20 - 2026-11-25", "11-23", "11-25"),
        ("22 nov", "2027-11-22", "2027-11-22"),
    ],
)
def test_understood_ranges_of_days(typed: str, first: str, last: str) -> None:
    full = [date.fromisoformat(it if len(it) > 5 else f"2026-{it}") for it in (first, last)]
    assert read_days(typed, TODAY) == Days(*full)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Vague.UNKNOWN),
        ("whenever", Vague.UNKNOWN),
        ("5/12", Vague.UNKNOWN),
        ("31 feb", Vague.UNKNOWN),
        ("dec", Vague.UNKNOWN),
        ("24 dec - whenever", Vague.UNKNOWN),
        ("x" * 200, Vague.UNKNOWN),
        ("2026-11-22", Vague.PAST),
        ("24 dec 2025", Vague.PAST),
        ("2028-01-01", Vague.TOO_FAR),
        ("29 feb", Vague.TOO_FAR),
        ("900 days", Vague.TOO_FAR),
        ("2026-12-24 - 2026-12-22", Vague.BACKWARDS),
        ("27-22 dec", Vague.BACKWARDS),
    ],
)
def test_unclear_ranges_of_days_are_refused(typed: str, why: Vague) -> None:
    assert read_days(typed, TODAY) is why


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("24 dec", ""),
        ("24 dec Founders' Day", "Founders' Day"),
        ("22 dec - 2 jan: the office is closed", "the office is closed"),
        ("tomorrow (strike)", "strike"),
    ],
)
def test_a_range_of_days_may_have_a_name(typed: str, name: str) -> None:
    read = read_days_and_name(typed, TODAY)
    assert isinstance(read, tuple)
    assert read[1] == name


TEXTS = st.text(max_size=40)
TODAYS = st.dates(date(2020, 1, 1), date(2060, 1, 1))


@settings(max_examples=25)
@given(TEXTS, TODAYS)
def test_any_text_has_an_answer(typed: str, today: date) -> None:
    check_answer(typed, today)


@pytest.mark.slow
@settings(max_examples=1000)
@given(TEXTS, TODAYS)
def test_many_texts_have_an_answer(typed: str, today: date) -> None:
    check_answer(typed, today)


def check_answer(typed: str, today: date) -> None:
    read = read_days(typed, today)
    if isinstance(read, Days):
        assert today <= read.first <= read.last <= today + timedelta(days=366)
