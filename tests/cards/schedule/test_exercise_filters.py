"""The settings of somebody who left out more than a menu can show."""

from datetime import time

from bot.cards.parts.blocks import MOST_OPTIONS
from bot.cards.schedule import settings_modal
from bot.cards.schedule.exercise_filters import listed
from bot.cards.schedule.settings_modal import Form
from bot.domain.calendar.busy_signals import Signal
from bot.domain.members import Pictures, Preferences
from tests.cards.gallery import CROWD
from tests.cards.test_cards import ENGLISH

EXERCISES = tuple(CROWD.values())


def form(left_out: frozenset[str]) -> Form:
    return Form(
        days=frozenset(range(5)),
        start=time(9),
        end=time(17),
        interval_min=30,
        interval_max=40,
        eyes_minutes=None,
        walk_minutes=None,
        times="",
        positions=Preferences().positions,
        kneeling=False,
        intermediate=False,
        only=frozenset(),
        spared=frozenset(),
        areas_left_out=frozenset(),
        left_out=left_out,
        pictures=Pictures.MOVING,
        daily_cap=None,
        daily_goal=1,
        listed=False,
        nickname="",
        heeded=frozenset(Signal),
    )


def test_what_a_menu_cannot_show_stays_left_out() -> None:
    before = Preferences(left_out=frozenset({*CROWD, "gone-since"}))
    shown = listed(before, EXERCISES)
    assert len(shown) == MOST_OPTIONS
    assert settings_modal.chosen(ENGLISH, form(shown), before, EXERCISES) == before
    one = min(shown)
    after = settings_modal.chosen(ENGLISH, form(shown - {one}), before, EXERCISES)
    assert isinstance(after, Preferences)
    assert after.left_out == before.left_out - {one}
