"""How the text after /stretch together is parsed."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.phrases.moments import Unreadable
from bot.domain.phrases.together_command import (
    LATEST,
    CallOff,
    Daily,
    GroupBreakCall,
    Misread,
    read_call,
)
from tests.domain.people import utc

MONDAY_10_IN_BERLIN = utc("2026-11-23 09:00:30.5")


def read(text: str, zone: str = "Europe/Berlin") -> GroupBreakCall | CallOff | Daily | Misread:
    return read_call(text, MONDAY_10_IN_BERLIN, zone)


def at(written: str) -> datetime:
    return utc(f"2026-{written}")


@pytest.mark.parametrize(
    ("typed", "exercise", "starts"),
    [
        ("", "", "11-23 09:05:30"),
        ("   ", "", "11-23 09:05:30"),
        ("soon", "", "11-23 09:05:30"),
        ("now", "", "11-23 09:01:30"),
        ("right now please", "", "11-23 09:01:30"),
        ("in 10m", "", "11-23 09:10:30"),
        ("in 10 minutes", "", "11-23 09:10:30"),
        ("in ten minutes", "", "11-23 09:10:30"),
        ("In 5 Min!", "", "11-23 09:05:30"),
        ("in half an hour", "", "11-23 09:30:30"),
        ("in an hour", "", "11-23 10:00:30"),
        ("in 10", "", "11-23 09:10:30"),
        ("10", "", "11-23 09:10:30"),
        ("10m", "", "11-23 09:10:30"),
        ("at 14:00", "", "11-23 13:00"),
        ("at 2pm", "", "11-23 13:00"),
        ("at 2", "", "11-23 13:00"),
        ("14:00", "", "11-23 13:00"),
        ("2 pm", "", "11-23 13:00"),
        ("at noon", "", "11-23 11:00"),
        ("noon", "", "11-23 11:00"),
        ("at half past 2", "", "11-23 13:30"),
        ("at 9:30", "", "11-24 08:30"),
        ("tomorrow at 9:30", "", "11-24 08:30"),
        ("neck tilt", "neck tilt", "11-23 09:05:30"),
        ("Neck Tilt", "Neck Tilt", "11-23 09:05:30"),
        ("neck tilt in 5m", "neck tilt", "11-23 09:05:30"),
        ("neck tilt at 14:00", "neck tilt", "11-23 13:00"),
        ("neck tilt now", "neck tilt", "11-23 09:01:30"),
        ("neck tilt 10m", "neck tilt", "11-23 09:10:30"),
        ("neck tilt 10 min", "neck tilt", "11-23 09:10:30"),
        ("neck tilt 2pm", "neck tilt", "11-23 13:00"),
        ("in 10m neck tilt", "neck tilt", "11-23 09:10:30"),
        ("in 10 minutes neck tilt", "neck tilt", "11-23 09:10:30"),
        ("at 14:00 neck tilt", "neck tilt", "11-23 13:00"),
        ("14:00 neck tilt", "neck tilt", "11-23 13:00"),
        ("now neck tilt", "neck tilt", "11-23 09:01:30"),
        ("20-20-20", "20-20-20", "11-23 09:05:30"),
        ("20-20-20 in 10", "20-20-20", "11-23 09:10:30"),
        ("20-20-20 at 14:00", "20-20-20", "11-23 13:00"),
        ("marching in place", "marching in place", "11-23 09:05:30"),
        ("marching in place in 10 min", "marching in place", "11-23 09:10:30"),
        ("in 10 min marching in place", "marching in place", "11-23 09:10:30"),
    ],
)
def test_understood_calls_for_a_group_break(typed: str, exercise: str, starts: str) -> None:
    assert read(typed) == GroupBreakCall(exercise, at(starts))


def test_a_time_is_in_the_callers_zone() -> None:
    assert read("at 14:00", "America/New_York") == GroupBreakCall("", at("11-23 19:00"))


@pytest.mark.parametrize("typed", ["off", "stop", "cancel", "Cancel", "call it off", "nevermind"])
def test_a_group_break_can_be_called_off(typed: str) -> None:
    assert read(typed) == CallOff()


@pytest.mark.parametrize("typed", ["daily", "every day at 10", "each workday 10:00", "10:00 daily"])
def test_a_daily_group_break_is_recognized(typed: str) -> None:
    assert read(typed) == Daily()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("at 25:00", Unreadable.UNKNOWN),
        ("neck tilt at 25:00", Unreadable.UNKNOWN),
        ("in 0m", Unreadable.PAST),
        ("in a while", Unreadable.VAGUE),
        ("in 5-10 minutes", Unreadable.VAGUE),
        ("at friday", Unreadable.VAGUE),
        ("in the afternoon", Unreadable.VAGUE),
        ("in 2 days", Unreadable.TOO_FAR),
        ("at 10:00 on friday", Unreadable.TOO_FAR),
        ("in 1000 days", Unreadable.TOO_FAR),
        ("at christmas", Unreadable.NO_DATE),
    ],
)
def test_a_time_that_cannot_be_the_start_is_refused(typed: str, why: Unreadable) -> None:
    misread = read(typed)
    assert isinstance(misread, Misread)
    assert misread.why is why
    assert misread.typed in typed


TEXTS = st.text(st.sampled_from(list("in at0123456789:hm pnowek-./")), max_size=40)


@settings(max_examples=25)
@given(TEXTS)
def test_any_text_has_an_answer(typed: str) -> None:
    check_answer(typed)


@pytest.mark.slow
@settings(max_examples=1000)
@given(TEXTS)
def test_many_texts_have_an_answer(typed: str) -> None:
    check_answer(typed)


@pytest.mark.parametrize("typed", ["0.01m", "0.51m", "in 1.001 minutes"])
def test_a_start_is_a_whole_second(typed: str) -> None:
    check_answer(typed)


def check_answer(typed: str) -> None:
    call = read(typed)
    if isinstance(call, GroupBreakCall):
        ahead = call.starts_at - MONDAY_10_IN_BERLIN.replace(microsecond=0)
        assert ahead <= LATEST
        assert call.starts_at > MONDAY_10_IN_BERLIN
        assert call.starts_at.microsecond == 0
