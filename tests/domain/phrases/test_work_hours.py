"""How working hours are parsed and written."""

from datetime import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar.work_week import DEFAULT_WEEK, MINUTES_A_DAY, Shift, WorkWeek
from bot.domain.phrases.work_hours.faults import Fault, Unread
from bot.domain.phrases.work_hours.parsing import read_hours
from bot.domain.phrases.work_hours.writing import format_hours

FOUR_DAYS = WorkWeek.regular(frozenset(range(4)), Shift.between(time(8), time(16)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mon-thu 9-12 13-17, fri 9-13", "mon-thu 09:00-12:00 13:00-17:00, fri 09:00-13:00"),
        ("mon-thu 9-12, 13-17, fri 9-13", "mon-thu 09:00-12:00 13:00-17:00, fri 09:00-13:00"),
        ("mon-thu 9-12 and 13-17; fri 9-13", "mon-thu 09:00-12:00 13:00-17:00, fri 09:00-13:00"),
        ("Mon-Thu: 9-12, 13-17\nFri: 9-13", "mon-thu 09:00-12:00 13:00-17:00, fri 09:00-13:00"),
        ("Mo\u2013Fr 9:00\u201317:30", "mon-fri 09:00-17:30"),
        ("Mo.-Fr. 9:00 - 17:30 Uhr", "mon-fri 09:00-17:30"),
        ("Montag bis Freitag von 8 bis 16 Uhr", "mon-fri 08:00-16:00"),
        ("weekdays 8.30am to 4pm", "mon-fri 08:30-16:00"),
        ("weekdays from 8:30 a.m. until 4 p.m.", "mon-fri 08:30-16:00"),
        ("every weekday 9 till noon", "mon-fri 09:00-12:00"),
        ("22-6 mon-thu", "mon-thu 22:00-06:00"),
        ("10pm-6am mon-thu", "mon-thu 22:00-06:00"),
        ("10-6am weekdays", "mon-fri 22:00-06:00"),
        ("mon-thu 10pm-6", "mon-thu 22:00-06:00"),
        ("mon, wed, fri 9-1pm", "mon, wed, fri 09:00-13:00"),
        ("mon wed fri 9-1pm", "mon, wed, fri 09:00-13:00"),
        ("9-1pm on mon, wed and fri", "mon, wed, fri 09:00-13:00"),
        ("mon/wed 8-4 & fri 8-noon", "mon, wed 08:00-16:00, fri 08:00-12:00"),
        ("9-5", "mon-fri 09:00-17:00"),
        ("9 to 5", "mon-fri 09:00-17:00"),
        ("9am-5pm", "mon-fri 09:00-17:00"),
        ("9 am - 5 pm", "mon-fri 09:00-17:00"),
        ("8.30-4.30", "mon-fri 08:30-16:30"),
        ("0900-1700", "mon-fri 09:00-17:00"),
        ("930-1730", "mon-fri 09:30-17:30"),
        ("9h-17h", "mon-fri 09:00-17:00"),
        ("9h30-17h30", "mon-fri 09:30-17:30"),
        ("7-20", "mon-fri 07:00-20:00"),
        ("5-13", "mon-fri 05:00-13:00"),
        ("1-5", "mon-fri 13:00-17:00"),
        ("2-10", "mon-fri 14:00-22:00"),
        ("01:00-05:00", "mon-fri 01:00-05:00"),
        ("1am-5am", "mon-fri 01:00-05:00"),
        ("12-8", "mon-fri 12:00-20:00"),
        ("12-8am", "mon-fri 00:00-08:00"),
        ("0-8", "mon-fri 00:00-08:00"),
        ("6-6", "mon-fri 06:00-18:00"),
        ("6pm to midnight", "mon-fri 18:00-24:00"),
        ("midnight to 8", "mon-fri 00:00-08:00"),
        ("16-24", "mon-fri 16:00-24:00"),
        ("00:00-24:00", "mon-fri 00:00-24:00"),
        ("9-12 1-5", "mon-fri 09:00-12:00 13:00-17:00"),
        ("9-12:30 1:30-5:30", "mon-fri 09:00-12:30 13:30-17:30"),
        ("8-11 5-7", "mon-fri 08:00-11:00 17:00-19:00"),
        ("13-17 9-12", "mon-fri 09:00-12:00 13:00-17:00"),
        ("8-10 12-14 16-18", "mon-fri 08:00-10:00 12:00-14:00 16:00-18:00"),
        ("mon-fri 9-17, lunch 12-13", "mon-fri 09:00-12:00 13:00-17:00"),
        ("9-5 mon-thu, lunch 12-1", "mon-thu 09:00-12:00 13:00-17:00"),
        ("9-5 without 12-12:30", "mon-fri 09:00-12:00 12:30-17:00"),
        ("mon 22-6, break 23-23:30", "mon 22:00-23:00 23:30-06:00"),
        ("daily except sun 9-17", "mon-sat 09:00-17:00"),
        ("every day but friday 9-17", "mon-thu, sat-sun 09:00-17:00"),
        ("9-17 except wed", "mon-tue, thu-fri 09:00-17:00"),
        ("mon-fri 9-17 except wed", "mon-tue, thu-fri 09:00-17:00"),
        ("mon-fri 9-17, fri 9-13", "mon-thu 09:00-17:00, fri 09:00-13:00"),
        ("mon-fri 9-12, fri 14-16", "mon-thu 09:00-12:00, fri 09:00-12:00 14:00-16:00"),
        ("mon-fri 9-17, wed off", "mon-tue, thu-fri 09:00-17:00"),
        ("9-5 mon-fri, sat 10-2", "mon-fri 09:00-17:00, sat 10:00-14:00"),
        ("9-5 mon-fri, 10-2 sat", "mon-fri 09:00-17:00, sat 10:00-14:00"),
        ("fri-mon 10-12", "mon, fri-sun 10:00-12:00"),
        ("sun-thu 9-17", "mon-thu, sun 09:00-17:00"),
        ("weekends 10-14", "sat-sun 10:00-14:00"),
        ("between 9 and 5 on weekdays", "mon-fri 09:00-17:00"),
        ("I work Mondays and Tuesdays from 9 to 5.", "mon-tue 09:00-17:00"),
        ("tues, weds, thurs 9-3", "tue-thu 09:00-15:00"),
        ("tue 10:00-10:00 next day", "tue 10:00-10:00 next day"),
        ("“mon 9-12”", "mon 09:00-12:00"),
        ("sat off", "mon-fri 09:00-17:00"),
        ("fri off", "mon-thu 09:00-17:00"),
        ("off on wed and fri", "mon-tue, thu 09:00-17:00"),
        ("every day off", "every day off"),
    ],
)
def test_understood_working_hours(typed: str, meant: str) -> None:
    week = read_hours(typed)
    assert isinstance(week, WorkWeek), week
    assert format_hours(week) == meant


@pytest.mark.parametrize(
    ("typed", "fault", "word"),
    [
        ("", Fault.EMPTY, ""),
        (" , ", Fault.EMPTY, ""),
        ("mon", Fault.NO_HOURS, "mon"),
        ("mon-fri", Fault.NO_HOURS, "mon-fri"),
        ("mon 9-5, tue", Fault.NO_HOURS, "tue"),
        ("9-5 mon, 10-4", Fault.NO_DAYS, "10-4"),
        ("off", Fault.NO_DAYS, "off"),
        ("mon 9", Fault.NO_END, "9"),
        ("mon from 9am", Fault.NO_END, "9am"),
        ("mon 9-", Fault.NO_END, "9-"),
        ("mon 9-tue", Fault.NO_END, "9-tue"),
        ("mon 9 and 5", Fault.NO_END, "9"),
        ("bananas 9-5", Fault.UNKNOWN, "bananas"),
        ("mon-fri 9-5ish", Fault.UNKNOWN, "9-5ish"),
        ("mon 9-25", Fault.UNKNOWN, "9-25"),
        ("mon 9:75-17", Fault.UNKNOWN, "9:75-17"),
        ("mon 13pm-17", Fault.UNKNOWN, "13pm-17"),
        ("mon 0am-5", Fault.UNKNOWN, "0am-5"),
        ("mon 99999-5", Fault.UNKNOWN, "99999-5"),
        ("mon 123:45-17", Fault.UNKNOWN, "123:45-17"),
        ("weekdays-sat 9-5", Fault.UNKNOWN, "weekdays-sat"),
        ("mon 9€-5", Fault.UNKNOWN, "9€-5"),
        ("mon 9-17 next day", Fault.UNKNOWN, "9-17"),
        ("m 9-5", Fault.UNKNOWN, "m"),
        ("mon 08:00-08:00", Fault.NO_TIME, "08:00-08:00"),
        ("mon 9-13 12-17", Fault.OVERLAP, "12-17"),
        ("mon 9-17 off", Fault.OVERLAP, "off"),
        ("mon 9-17, lunch 20-21", Fault.OVERLAP, "20-21"),
        ("lunch 12-13", Fault.OVERLAP, "12-13"),
        ("mon 22-6, tue 5-13", Fault.OVERLAP, "monday"),
        ("sun 22-6, mon 5-13", Fault.OVERLAP, "sunday"),
        (" ".join(f"mon {it}:00-{it}:30" for it in range(13, 20)), Fault.TOO_MANY, "19:00-19:30"),
        ("mon " * 400, Fault.TOO_LONG, ""),
    ],
)
def test_a_refusal_names_the_faulty_word(typed: str, fault: Fault, word: str) -> None:
    assert read_hours(typed) == Unread(fault, word)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9-5", "mon-thu 09:00-17:00"),
        ("thu off", "mon-wed 08:00-16:00"),
        ("fri 9-12", "fri 09:00-12:00"),
    ],
)
def test_what_the_phrase_leaves_open_stays_as_it_was(typed: str, meant: str) -> None:
    week = read_hours(typed, FOUR_DAYS)
    assert isinstance(week, WorkWeek)
    assert format_hours(week) == meant


def shifts_from(cuts: list[int]) -> tuple[Shift, ...]:
    """Shifts between every other two of the cuts, in order."""
    return tuple(Shift(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False))


def nights_fit(week: WorkWeek) -> bool:
    return all(
        not a or not b or a[-1].end - MINUTES_A_DAY <= b[0].start
        for a, b in pairwise([*week.days, week.days[0]])
    )


days = st.one_of(
    st.just(()),
    st.lists(st.integers(0, MINUTES_A_DAY), max_size=12, unique=True).map(sorted).map(shifts_from),
    st.builds(
        lambda start, length: (Shift(start, start + length),),
        st.integers(0, MINUTES_A_DAY - 1),
        st.integers(1, MINUTES_A_DAY),
    ),
)
weeks = st.tuples(*[days] * 7).map(WorkWeek).filter(nights_fit)


@settings(max_examples=50)
@given(week=st.one_of(weeks, days.map(lambda it: WorkWeek((it,) * 7)).filter(nights_fit)))
def test_written_hours_are_read_back_as_the_same_week(week: WorkWeek) -> None:
    assert read_hours(format_hours(week), DEFAULT_WEEK) == week


WORDS = [
    "mon",
    "fri",
    "-",
    "9",
    "17",
    "5pm",
    ",",
    "off",
    "and",
    "lunch",
    "x",
    "12:30",
    "+1",
    "every",
    "except",
    "noon",
    "24",
    ";",
    "8h",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=30)


@settings(max_examples=25)
@given(TEXTS)
def test_any_text_has_an_answer(typed: str) -> None:
    check_answer(typed)


@pytest.mark.slow
@settings(max_examples=1000)
@given(TEXTS)
def test_many_texts_have_an_answer(typed: str) -> None:
    check_answer(typed)


def check_answer(typed: str) -> None:
    read = read_hours(typed)
    if isinstance(read, WorkWeek):
        assert read_hours(format_hours(read)) == read
