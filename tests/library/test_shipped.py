"""The content that ships. Rules for all content are in bot/library/checks."""

from time import process_time

import pytest

from bot.domain.exercises.exercise import Effect, ExerciseKind, Level, Position
from bot.domain.exercises.plans import Plan
from bot.library.checks.content import check_content
from bot.library.files.location import content_root
from bot.library.loading import load_library

CHECKED = check_content(content_root())
EXERCISES = {it.id: it for it in CHECKED.exercises}
PLANS = {it.id: it for it in CHECKED.plans}


def test_the_shipped_content_has_no_problems() -> None:
    assert [str(it) for it in (*CHECKED.problems, *CHECKED.gaps)] == []


def test_the_exercises_of_the_article_and_their_office_versions_ship() -> None:
    article = {"kneeling-hip-flexor-stretch", "lizard-pose", "dead-bug", "thomas-test"}
    office = {"standing-split-stance", "chair-side-lunge", "heel-tap", "seated-march"}

    assert article | office | {"stand-and-walk", "20-20-20"} <= EXERCISES.keys()


def test_lizard_pose_and_thomas_test_are_not_offered_to_everybody() -> None:
    assert EXERCISES["lizard-pose"].level is Level.INTERMEDIATE
    assert EXERCISES["thomas-test"].kind is ExerciseKind.SELF_CHECK


def test_four_plans_ship() -> None:
    lengths = {name: len(plan.days) for name, plan in PLANS.items()}

    assert lengths == {
        "hip-flexor-reset": 10,
        "desk-neck-and-shoulders": 5,
        "wrists-and-eyes": 5,
        "move-more": 10,
    }


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_only_the_hip_plan_goes_to_the_floor_and_lizard_pose_is_by_choice(plan: Plan) -> None:
    planned = [EXERCISES[name] for day in plan.days for name in day.exercises]
    low = [it.id for it in planned if it.kneeling or it.position is Position.FLOOR]

    assert not low or plan.id == "hip-flexor-reset"
    assert "lizard-pose" not in low


def test_the_hip_plan_relaxes_twice_and_strengthens_once_a_day() -> None:
    for day in PLANS["hip-flexor-reset"].days:
        effects = [EXERCISES[it].effect for it in day.exercises]
        assert effects == [Effect.RELAX, Effect.RELAX, Effect.STRENGTHEN], day.day


def test_loading_takes_less_than_ten_milliseconds_of_cpu_a_file() -> None:
    start = process_time()
    load_library(content_root())

    assert process_time() - start < 0.01 * (len(EXERCISES) + len(PLANS))
