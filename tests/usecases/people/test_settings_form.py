"""The settings form: an unchanged form changes nothing, and every fault is marked."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.parts.form_values import FormValues, UnreadableForm
from bot.cards.schedule.settings_modal import shown_week
from bot.domain.calendar.work_week import Shift, WorkWeek
from bot.domain.settings.kinds import Section
from bot.domain.settings.preferences import Preferences, Rhythm
from bot.usecases.people.settings_form import read_settings
from tests.cards.languages import ENGLISH
from tests.deps import LIBRARY
from tests.domain.settings.test_preferences import preferences
from tests.forms import submitted

EXERCISES = tuple(LIBRARY.exercises.values())[:9]
OFFICE = WorkWeek.regular(frozenset(range(5)), Shift(9 * 60, 17 * 60))
FIRST, HOURS, RHYTHM = Section.FIRST, Section.HOURS, Section.RHYTHM
WHICH, BREAKS = Section.EXERCISES, Section.BREAKS
TOO_SHORT = "These hours are shorter than the time between two nudges."


def read(before: Preferences, state: Mapping[str, Any]) -> Preferences | Mapping[str, str]:
    shown = shown_week(before.week)
    return read_settings(ENGLISH, FormValues(state), before, EXERCISES, before.holidays, shown)


@settings(max_examples=30)
@given(preferences, st.sampled_from(Section))
def test_an_unchanged_form_changes_nothing(before: Preferences, section: Section) -> None:
    assert read(before, submitted(before, EXERCISES, section)) == before


def test_a_setting_missing_from_an_older_form_stays() -> None:
    before = Preferences(daily_cap=3, eyes_minutes=20)
    state = dict(submitted(before, EXERCISES, RHYTHM))
    del state["daily_cap"], state["eyes_minutes"]
    assert read(before, state) == before


@pytest.mark.parametrize(
    ("section", "changed", "field", "sentence"),
    [
        (RHYTHM, {"daily_cap": "99"}, "daily_cap", "Write a number from 1 to 50, or leave it"),
        (RHYTHM, {"daily_cap": "six"}, "daily_cap", "Write a number from 1 to 50, or leave it"),
        (BREAKS, {"daily_goal": None}, "daily_goal", "Write a number from 1 to 8."),
        (RHYTHM, {"eyes_minutes": "4"}, "eyes_minutes", "Write a number from 5 to 240, or leave"),
        (WHICH, {"positions": []}, "positions", "Choose at least one."),
        (FIRST, {"days": []}, "days", "Choose at least one day."),
        (FIRST, {"start": None}, "start", "Choose a time."),
        (FIRST, {"end": "09:00"}, "end", "Work can't end at the time it starts."),
        (FIRST, {"end": "09:20"}, "end", TOO_SHORT),
        (FIRST, {"end": "10:00", "how_often": "thrice"}, "end", TOO_SHORT),
        (RHYTHM, {"interval_max": "20"}, "interval_max", "Write 30 or more, the number above."),
        (RHYTHM, {"interval_min": "1"}, "interval_min", "Write a number from 5 to 240."),
        (RHYTHM, {"fixed_times": "3am"}, "fixed_times", "3:00 AM is outside your working hours."),
        (HOURS, {"hours_said": "banana"}, "hours_said", "I didn't understand “banana”."),
        (HOURS, {"holidays": "Narnia"}, "holidays", "I know no holidays of “Narnia”."),
    ],
    ids=str,
)
def test_a_fault_is_marked_on_its_field(
    section: Section, changed: dict[str, Any], field: str, sentence: str
) -> None:
    before = Preferences(week=OFFICE)
    found = read(before, submitted(before, EXERCISES, section, **changed))
    assert isinstance(found, Mapping)
    assert list(found) == [field]
    assert found[field].startswith(sentence)


@pytest.mark.parametrize(
    ("section", "changed"),
    [
        (FIRST, {"days": [], "start": None, "end": None}),
        (RHYTHM, {"interval_min": "1", "daily_cap": "0", "eyes_minutes": "x"}),
        (HOURS, {"hours_said": "banana", "holidays": "Narnia"}),
        (BREAKS, {"daily_goal": "0", "nickname": ":" * 5}),
    ],
    ids=str,
)
def test_all_faults_are_marked_at_once(section: Section, changed: dict[str, Any]) -> None:
    before = Preferences(week=OFFICE, rhythm=Rhythm(30, 40))
    found = read(before, submitted(before, EXERCISES, section, **changed))
    assert isinstance(found, Mapping)
    assert set(found) == set(changed)


@pytest.mark.parametrize(
    ("section", "changed"), [(WHICH, {"only": ["flying"]}), (FIRST, {"how_often": "x"})]
)
def test_a_value_that_the_form_never_offered_is_refused(
    section: Section, changed: dict[str, Any]
) -> None:
    before = Preferences(week=OFFICE)
    with pytest.raises(UnreadableForm):
        read(before, submitted(before, EXERCISES, section, **changed))


@pytest.mark.parametrize(
    ("chosen", "after"),
    [
        ("hourly", Preferences(week=OFFICE, rhythm=Rhythm(55, 65))),
        ("thrice", Preferences(week=OFFICE, rhythm=Rhythm(120, 150), daily_cap=3)),
        ("fixed", Preferences(week=OFFICE, fixed_times=(11 * 60, 13 * 60, 15 * 60))),
    ],
)
def test_how_often_is_one_choice(chosen: str, after: Preferences) -> None:
    before = Preferences(week=OFFICE)
    assert read(before, submitted(before, how_often=chosen)) == after
    assert read(after, submitted(after, how_often="half_hourly")) == before


def test_a_new_day_replaces_different_hours_and_nothing_else_does() -> None:
    week = WorkWeek((*OFFICE.days[:4], (Shift(9 * 60, 13 * 60),), (), ()))
    before = Preferences(week=week)
    assert read(before, submitted(before)) == before
    changed = read(before, submitted(before, days=["0", "1"]))
    assert changed == Preferences(week=WorkWeek.regular(frozenset({0, 1}), Shift(540, 1020)))
    emptied = read(before, submitted(before, EXERCISES, HOURS, hours_said=""))
    assert emptied == Preferences(week=OFFICE)


def test_areas_and_exercises_share_one_list() -> None:
    before = Preferences(left_out=frozenset({"gone-since"}))
    state = submitted(before, EXERCISES, WHICH, left_out=["hips", EXERCISES[0].id])
    after = read(before, state)
    assert isinstance(after, Preferences)
    assert after.areas_left_out == {"hips"}
    assert after.left_out == {"gone-since", EXERCISES[0].id}
