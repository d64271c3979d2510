"""The settings form: an unchanged form changes nothing, and every fault is marked."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings

from bot.cards.parts.form_values import FormValues, UnreadableForm
from bot.domain.calendar.work_week import Shift, WorkWeek
from bot.domain.settings.preferences import Preferences, Rhythm
from bot.usecases.people.settings_form import read_settings
from tests.cards.languages import ENGLISH
from tests.deps import LIBRARY
from tests.domain.settings.test_preferences import preferences
from tests.forms import submitted

EXERCISES = tuple(LIBRARY.exercises.values())[:9]
VALID = preferences.filter(
    lambda shown: shown.rhythm.fits_into(shown.week) and not shown.fixed_times
)
OFFICE = WorkWeek.regular(frozenset(range(5)), Shift(9 * 60, 17 * 60))


def read(before: Preferences, state: Mapping[str, Any]) -> Preferences | Mapping[str, str]:
    return read_settings(ENGLISH, FormValues(state), before, EXERCISES, before.holidays)


@settings(max_examples=30)
@given(VALID)
def test_an_unchanged_form_changes_nothing(before: Preferences) -> None:
    assert read(before, submitted(before, EXERCISES)) == before


def test_a_setting_missing_from_an_older_form_stays() -> None:
    before = Preferences(daily_cap=3, kneeling=True)
    state = dict(submitted(before, EXERCISES))
    del state["daily_cap"], state["also"]
    assert read(before, state) == before


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"daily_cap": "99"}, "daily_cap", "Write a number from 1 to 50, or leave it empty."),
        ({"daily_cap": "six"}, "daily_cap", "Write a number from 1 to 50, or leave it empty."),
        ({"daily_goal": None}, "daily_goal", "Write a number from 1 to 8."),
        ({"eyes_minutes": "4"}, "eyes_minutes", "Write a number from 5 to 240, or leave it empty."),
        ({"positions": []}, "positions", "Choose at least one."),
        ({"days": []}, "days", "Choose at least one day."),
        ({"start": None}, "start", "Choose a time."),
        ({"end": "09:00"}, "end", "Work can't end at the time it starts."),
        ({"interval_max": "20"}, "interval_max", "Write 30 or more, the number above."),
        ({"interval_min": "1"}, "interval_min", "Write a number from 5 to 240."),
    ],
    ids=str,
)
def test_a_fault_is_marked_on_its_field(changed: dict[str, Any], field: str, sentence: str) -> None:
    before = Preferences(week=OFFICE)
    assert read(before, submitted(before, EXERCISES, **changed)) == {field: sentence}


def test_all_faults_are_marked_at_once() -> None:
    before = Preferences(week=OFFICE, rhythm=Rhythm(30, 40))
    state = submitted(before, EXERCISES, positions=[], daily_goal="0", days=[], interval_min="1")
    found = read(before, state)
    assert isinstance(found, Mapping)
    assert set(found) == {"positions", "daily_goal", "days", "interval_min"}


def test_a_value_that_the_form_never_offered_is_refused() -> None:
    before = Preferences(week=OFFICE)
    with pytest.raises(UnreadableForm):
        read(before, submitted(before, EXERCISES, only=["flying"]))
