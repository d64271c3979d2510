"""How times and lengths of pauses are parsed."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.phrases.moments import Unreadable, read_time
from tests.domain.people import utc

MONDAY_10_IN_BERLIN = utc("2026-11-23 09:00")


@pytest.mark.parametrize(
    ("phrase", "end"),
    [
        ("30m", "11-23 09:30"),
        ("30", "11-23 09:30"),
        ("30 min", "11-23 09:30"),
        ("for 45 minutes", "11-23 09:45"),
        ("2h", "11-23 11:00"),
        ("2 Hours", "11-23 11:00"),
        ("2h30", "11-23 11:30"),
        ("2h30m", "11-23 11:30"),
        ("1 h 20 min", "11-23 10:20"),
        ("1 hour and 20 minutes", "11-23 10:20"),
        ("1.5h", "11-23 10:30"),
        ("1,5 h", "11-23 10:30"),
        ("half an hour", "11-23 09:30"),
        ("an hour", "11-23 10:00"),
        ("3 days", "11-26 09:00"),
        ("a week", "11-30 09:00"),
        ("2w", "12-07 09:00"),
        ("today", "11-23 23:00"),
        ("for the rest of the day", "11-23 23:00"),
        ("tomorrow", "11-23 23:00"),
        ("till tomorrow", "11-23 23:00"),
        ("till monday", "11-29 23:00"),
        ("until mon", "11-29 23:00"),
        ("till tue", "11-23 23:00"),
        ("friday", "11-26 23:00"),
        ("next friday", "12-03 23:00"),
        ("until next tuesday", "11-30 23:00"),
        ("until 9", "11-23 20:00"),
        ("til 3", "11-23 14:00"),
        ("until 17", "11-23 16:00"),
        ("till 12", "11-23 11:00"),
        ("until 1430", "11-23 13:30"),
        ("next week", "11-29 23:00"),
        ("until 14:00", "11-23 13:00"),
        ("14.30", "11-23 13:30"),
        ("till 2pm", "11-23 13:00"),
        ("till 2:30 pm", "11-23 13:30"),
        ("12am", "11-23 23:00"),
        ("12pm", "11-23 11:00"),
        ("9:00", "11-24 08:00"),
        ("noon", "11-23 11:00"),
        ("midnight", "11-23 23:00"),
        ("2026-12-24", "12-23 23:00"),
        ("24 dec", "12-23 23:00"),
        ("till 24th of December", "12-23 23:00"),
        ("dec 24", "12-23 23:00"),
        ("until 14h", "11-23 13:00"),
        ("till 14h30", "11-23 13:30"),
        ("until 8h", "11-24 07:00"),
        ("24:00", "11-23 23:00"),
        ("until 24", "11-23 23:00"),
        ('"2h"', "11-23 11:00"),
        ("“till monday”", "11-29 23:00"),
        ("2h!", "11-23 11:00"),
        ("tomorrow.", "11-23 23:00"),
        ("24.12.", "12-23 23:00"),
        ("till 24.12.2026", "12-23 23:00"),
        ("5.12.", "12-04 23:00"),
        ("24/12", "12-23 23:00"),
        ("12/24/2026", "12-23 23:00"),
        ("12/12", "12-11 23:00"),
        ("till friday 14:00", "11-27 13:00"),
        ("tomorrow 9am", "11-24 08:00"),
        ("until monday at 9:30", "11-30 08:30"),
        ("today 17:00", "11-23 16:00"),
        ("24 dec noon", "12-24 11:00"),
        ("1 month", "12-23 09:00"),
        ("a month", "12-23 09:00"),
    ],
)
def test_understood_times(phrase: str, end: str) -> None:
    assert read_time(phrase, MONDAY_10_IN_BERLIN, "Europe/Berlin") == utc(f"2026-{end}")


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("", Unreadable.UNKNOWN),
        ("a while", Unreadable.VAGUE),
        ("till the cows come home", Unreadable.UNKNOWN),
        ("25:00", Unreadable.UNKNOWN),
        ("13pm", Unreadable.UNKNOWN),
        ("31 feb", Unreadable.UNKNOWN),
        ("2026-02-30", Unreadable.UNKNOWN),
        ("5 parsecs", Unreadable.UNKNOWN),
        ("mo", Unreadable.UNKNOWN),
        ("-5", Unreadable.UNKNOWN),
        ("until 1299", Unreadable.UNKNOWN),
        ("²", Unreadable.UNKNOWN),
        ("5/12", Unreadable.TWO_DATES),
        ("31/31", Unreadable.UNKNOWN),
        ("24:01", Unreadable.UNKNOWN),
        ("friday 25:00", Unreadable.UNKNOWN),
        ("9" * 5000, Unreadable.UNKNOWN),
        ("today 9:00", Unreadable.PAST),
        ("13 months", Unreadable.TOO_FAR),
        ("999 months", Unreadable.TOO_FAR),
        ("0", Unreadable.PAST),
        ("0h", Unreadable.PAST),
        ("2020-01-01", Unreadable.PAST),
        ("2026-11-23", Unreadable.PAST),
        ("99999999999999999999999 weeks", Unreadable.TOO_FAR),
        ("9" * 320, Unreadable.UNKNOWN),
        ("9" * 320 + "h30", Unreadable.UNKNOWN),
        ("9" * 5000 + "h30", Unreadable.UNKNOWN),
        ("2 years", Unreadable.TOO_FAR),
        ("400 days", Unreadable.TOO_FAR),
    ],
)
def test_unclear_times_are_refused_with_a_reason(phrase: str, why: Unreadable) -> None:
    assert read_time(phrase, MONDAY_10_IN_BERLIN, "Europe/Berlin") is why


def test_a_day_begins_in_the_persons_own_zone() -> None:
    tokyo = read_time("tomorrow", utc("2026-11-23 16:00"), "Asia/Tokyo")
    assert tokyo == utc("2026-11-24 15:00")  # it is already Tuesday there


def test_a_time_that_the_clocks_skip_has_an_end() -> None:
    assert read_time("2:30", utc("2026-03-28 23:00"), "Europe/Berlin") == utc("2026-03-29 01:30")


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_any_text_has_an_answer(phrase: str) -> None:
    check_answer(phrase)


@pytest.mark.slow
@settings(max_examples=1000)
@given(st.text(max_size=40))
def test_many_texts_have_an_answer(phrase: str) -> None:
    check_answer(phrase)


def check_answer(phrase: str) -> None:
    end = read_time(phrase, MONDAY_10_IN_BERLIN, "Europe/Berlin")
    assert isinstance(end, Unreadable) or end > MONDAY_10_IN_BERLIN


@given(st.integers(1, 23), st.integers(1, 59))
def test_hours_and_minutes_add_up(hours: int, minutes: int) -> None:
    end = read_time(f"{hours}h{minutes:02}", MONDAY_10_IN_BERLIN, "Etc/UTC")
    assert isinstance(end, datetime)
    assert (end - MONDAY_10_IN_BERLIN).total_seconds() == hours * 3600 + minutes * 60
