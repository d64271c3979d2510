"""Settings take only what they declare, and survive being stored as JSON."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bot.domain.calendar.work_week import Shift, WorkWeek
from bot.domain.settings.kinds import Kind, Number, OneOf, SomeOf, Switch
from bot.domain.settings.preferences import INTERVAL_BOUNDS, Preferences, Rhythm, settings
from bot.library.vocabulary import BodyArea

ids = st.frozensets(st.text(st.characters(codec="ascii", categories=["Ll"]), min_size=1))
own: Mapping[str, st.SearchStrategy[Any]] = {
    "week": st.lists(st.sampled_from([(), (Shift(540, 1020),)]), min_size=7, max_size=7).map(
        lambda days: WorkWeek(tuple(days))
    ),
    "holidays": st.sampled_from([None, "", "DE", "DE-BY"]),
    "rhythm": st.tuples(st.integers(*INTERVAL_BOUNDS), st.integers(*INTERVAL_BOUNDS)).map(
        lambda it: Rhythm(*sorted(it))
    ),
    "fixed_times": st.frozensets(st.integers(0, 1439)).map(lambda it: tuple(sorted(it))),
    "areas_left_out": st.frozensets(st.sampled_from([it.value for it in BodyArea])),
    "left_out": ids,
    "liked": ids,
    "nickname": st.sampled_from([None, "Ana", "王 小明"]),
}


def values(name: str, kind: Kind) -> st.SearchStrategy[Any]:
    match kind:
        case Number():
            numbers = st.integers(kind.low, kind.high)
            return st.none() | numbers if kind.optional else numbers
        case Switch():
            return st.booleans()
        case OneOf(names):
            return st.sampled_from(list(names))
        case SomeOf(names):
            return st.frozensets(st.sampled_from(list(names)), min_size=not kind.optional)
        case _:
            return own[name]


preferences = st.builds(
    Preferences, **{name: values(name, setting.kind) for name, setting in settings().items()}
)


@hypothesis_settings(max_examples=50)
@given(preferences)
def test_settings_survive_being_stored(chosen: Preferences) -> None:
    assert Preferences.from_json(json.loads(json.dumps(chosen.as_json()))) == chosen


def test_a_missing_setting_has_its_default() -> None:
    assert Preferences.from_json({}) == Preferences()
    assert Preferences.from_json({"of_a_newer_version": 1}) == Preferences()


@pytest.mark.parametrize(
    "changed",
    [
        {"daily_cap": 0},
        {"daily_cap": 51},
        {"daily_goal": None},
        {"daily_goal": 9},
        {"eyes_minutes": 4},
        {"eyes_minutes": "20"},
        {"positions": frozenset()},
        {"pictures": "huge"},
        {"kneeling": 1},
        {"fixed_times": (600, 500)},
    ],
    ids=str,
)
def test_a_setting_refuses_undeclared_values(changed: dict[str, Any]) -> None:
    [name] = changed
    with pytest.raises(ValueError, match=f"^{name}: "):
        replace(Preferences(), **changed)


@pytest.mark.parametrize(
    "stored",
    [
        {"positions": ["flying"]},
        {"pictures": "huge"},
        {"kneeling": "yes"},
        {"rhythm": [40, 30]},
        {"nickname": 7},
        {"daily_goal": 2.5},
    ],
    ids=str,
)
def test_a_document_with_a_wrong_value_is_refused(stored: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        Preferences.from_json(stored)
