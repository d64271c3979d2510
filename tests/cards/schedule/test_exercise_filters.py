"""The settings of a person who left out more exercises than a menu can show."""

from bot.cards.parts.blocks import MOST_OPTIONS
from bot.cards.parts.form_values import FormValues
from bot.cards.schedule.exercise_filters import listed
from bot.domain.settings.kinds import Section
from bot.domain.settings.preferences import Preferences
from bot.usecases.people.settings_form import read_settings
from tests.cards.gallery.samples import CROWD
from tests.cards.languages import ENGLISH
from tests.forms import submitted

EXERCISES = tuple(CROWD.values())


def test_exercises_beyond_the_limit_of_the_menu_stay_left_out() -> None:
    before = Preferences(left_out=frozenset({*CROWD, "gone-since"}))
    shown = listed(before, EXERCISES)
    assert len(shown) == MOST_OPTIONS
    assert read(before, shown) == before
    one = min(shown)
    after = read(before, shown - {one})
    assert isinstance(after, Preferences)
    assert after.left_out == before.left_out - {one}


def read(before: Preferences, left_out: frozenset[str]) -> object:
    values = submitted(before, EXERCISES, Section.EXERCISES, left_out=sorted(left_out))
    return read_settings(ENGLISH, FormValues(values), before, EXERCISES, None)
