"""The library as the rest of Limber uses it."""

import shutil
from dataclasses import FrozenInstanceError

import pytest

from bot.domain.exercises.exercise import Evidence, Load, Position, Strength
from bot.domain.exercises.picking import Allowed
from bot.library.files.location import content_root
from bot.library.loading import load_library
from tests.library.conftest import GOOD, Content


def test_exercises_are_sorted_by_id() -> None:
    exercises = load_library(content_root()).exercises

    assert list(exercises) == sorted(exercises)
    assert all(exercise.id == name for name, exercise in exercises.items())


def test_a_library_cannot_be_changed() -> None:
    library = load_library(content_root())

    with pytest.raises(FrozenInstanceError):
        library.fingerprint = ""  # type: ignore[misc]
    with pytest.raises(TypeError):
        library.exercises["x"] = library.exercises["dead-bug"]  # type: ignore[index]
    with pytest.raises(TypeError):
        library.plans["x"] = library.plans["move-more"]  # type: ignore[index]


def test_an_exercise_has_everything_in_its_file() -> None:
    bug = load_library(GOOD).exercises["dead-bug"]

    assert bug.name == "Dead bug, legs only"
    assert bug.body_area == "core"
    assert type(bug.body_area) is str
    assert (bug.dose.hold_s, bug.dose.reps, bug.dose.sets) == (None, 6, 1)
    assert bug.regressions == ("heel-tap", "seated-march")
    assert bug.steps[3].reps == 6
    assert bug.evidence == (
        Evidence(
            source="general practice",
            year=None,
            supports=bug.evidence[0].supports,
            strength=Strength.GENERAL_PRACTICE,
        ),
    )
    assert bug.reviewed.isoformat() == "2026-11-22"
    assert (bug.quiet, bug.desk) == (False, False)
    assert bug.loads == (Load.LOW_BACK, Load.HIP, Load.KNEE)
    assert bug.steps[0].alt == "Side view: a person at rest."


def test_a_plan_has_everything_in_its_file() -> None:
    plan = load_library(GOOD).plans["hip-week"]

    assert plan.name == "A week for the hips"
    assert [it.day for it in plan.days] == [1, 2]
    assert plan.days[0].exercises == ("standing-split-stance", "seated-march")
    assert plan.days[0].note == "Spread the two over the day."
    assert plan.days[1].note is None
    assert plan.choices == ("lizard-pose",)
    assert plan.exercises == {
        "standing-split-stance", "seated-march", "chair-side-lunge", "stand-and-walk",
        "lizard-pose",
    }  # fmt: skip
    assert plan.evidence[0].strength is Strength.GENERAL_PRACTICE
    assert plan.reviewed.isoformat() == "2026-11-23"
    assert hash(plan) == hash("hip-week")


def test_a_library_needs_no_plans(content: Content) -> None:
    shutil.rmtree(content.root / "plans")

    assert load_library(content.root).plans == {}


@pytest.mark.parametrize("position", Position)
def test_people_in_every_position_are_offered_something_but_nothing_by_choice(
    position: Position,
) -> None:
    library = load_library(content_root())

    offered = {it.id for it in library.rotation(Allowed(frozenset({position})))}

    assert offered
    assert not offered & {"lizard-pose", "thomas-test"}


def test_a_rotation_is_cached() -> None:
    library = load_library(content_root())
    one, equal = (
        Allowed(left_out=frozenset({"dead-bug"})),
        Allowed(left_out=frozenset({"dead-bug"})),
    )

    assert library.rotation(one) is library.rotation(equal)


def test_a_rotation_may_be_empty() -> None:
    library = load_library(content_root())

    assert library.rotation(Allowed(left_out=frozenset(library.exercises))) == ()


def test_equal_content_has_the_same_fingerprint(content: Content) -> None:
    assert load_library(content.root).fingerprint == load_library(GOOD).fingerprint
