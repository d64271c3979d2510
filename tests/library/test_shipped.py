"""What the exercises that ship promise to whoever does them."""

import re
from itertools import groupby
from time import perf_counter

import pytest

from bot.domain.exercises import Exercise, Kind, Level, Position, Side, Sides, Strength
from bot.library.catalog import load_library
from bot.library.checking import check_content
from bot.library.location import content_root
from bot.library.wording import PROMISES, reading_seconds

EXERCISES = check_content(content_root()).exercises


each = pytest.mark.parametrize("exercise", EXERCISES, ids=[it.id for it in EXERCISES])


def test_all_content_is_sound() -> None:
    assert [str(it) for it in check_content(content_root()).problems] == []


def test_the_article_and_its_office_versions_are_there() -> None:
    assert [it.id for it in EXERCISES] == [
        "20-20-20",
        "chair-side-lunge",
        "dead-bug",
        "heel-tap",
        "kneeling-hip-flexor-stretch",
        "lizard-pose",
        "seated-march",
        "stand-and-walk",
        "standing-split-stance",
        "thomas-test",
    ]


def test_every_file_tells_editors_its_schema() -> None:
    first_lines = {
        it.read_text(encoding="utf-8").partition("\n")[0]
        for it in (content_root() / "exercises").glob("*.yaml")
    }

    assert first_lines == {"# yaml-language-server: $schema=../schema/exercise.schema.json"}


def test_loading_is_quick() -> None:
    def once() -> float:
        start = perf_counter()
        load_library(content_root())
        return perf_counter() - start

    assert min(once() for _ in range(3)) < 0.15


@each
def test_no_step_is_longer_to_read_than_it_lasts(exercise: Exercise) -> None:
    for step in exercise.steps:
        assert reading_seconds(step.text) <= step.seconds, step.text


@each
def test_a_step_that_moves_leaves_time_to_move(exercise: Exercise) -> None:
    """Reading and moving overlap little; two seconds is the least that is left."""
    for step in exercise.steps:
        assert reading_seconds(step.text) + 2 <= step.seconds, step.text


@each
def test_a_break_stays_short(exercise: Exercise) -> None:
    shortest = 40 if exercise.kind is Kind.EYES else 60

    assert shortest <= exercise.seconds <= 180


@each
def test_no_sentence_promises_healing(exercise: Exercise) -> None:
    said = " ".join(
        (
            exercise.name,
            exercise.summary,
            *exercise.cues,
            *exercise.cautions,
            *(it.text for it in exercise.steps),
            *(it.supports for it in exercise.evidence),
        )
    )

    assert not re.search(rf"\b({'|'.join(PROMISES)})\b", said, re.IGNORECASE)


@each
def test_the_script_ends_both_sides_out_of_the_position(exercise: Exercise) -> None:
    last = len(exercise.steps) - 1
    script = exercise.script

    ends = [list(stages)[-1] for _, stages in groupby(script, key=lambda it: it.side)]

    wanted = [None] if exercise.sides is Sides.NONE else [Side.FIRST, Side.OTHER]
    assert [it.side for it in ends] == wanted
    assert {it.step for it in ends} == {last}
    assert not exercise.steps[last].hold
    assert exercise.steps[last].reps is None


@each
def test_the_general_stop_sign_is_left_to_the_card(exercise: Exercise) -> None:
    """The bot says it before every exercise; said twice, people stop reading it."""
    assert not any("numbness" in it for it in exercise.cautions)


@each
def test_summaries_of_stretches_say_what_they_are_not(exercise: Exercise) -> None:
    if exercise.kind is Kind.STRETCH:
        assert "may ease a stiff feeling and is not a treatment" in exercise.summary


@each
def test_stretches_keep_the_recommended_dose(exercise: Exercise) -> None:
    """10 to 30 s, up to about 60 s a side (American College of Sports Medicine, 2021)."""
    if exercise.kind is Kind.STRETCH:
        hold_s = exercise.dose.hold_s or 0
        assert 10 <= hold_s <= 30
        assert hold_s * exercise.dose.sets <= 60


@each
def test_evidence_is_a_source_with_a_year_or_says_general_practice(exercise: Exercise) -> None:
    for source in exercise.evidence:
        assert source.year or source.strength is Strength.GENERAL_PRACTICE, source.source


def test_what_nobody_is_offered_unasked() -> None:
    found = {it.id: it for it in EXERCISES}

    assert found["lizard-pose"].level is Level.INTERMEDIATE
    assert found["thomas-test"].kind is Kind.SELF_CHECK


def test_somebody_who_stays_seated_can_relax_and_strengthen() -> None:
    seated = {it.effect for it in EXERCISES if it.position is Position.SEATED}

    assert len(seated) == 2


def test_every_floor_exercise_leads_to_one_off_the_floor() -> None:
    found = {it.id: it for it in EXERCISES}

    def reachable(exercise: Exercise) -> set[Position]:
        easier = [found[it] for it in exercise.regressions]
        return {exercise.position}.union(*(reachable(it) for it in easier))

    for exercise in EXERCISES:
        if exercise.position is Position.FLOOR and exercise.kind is not Kind.SELF_CHECK:
            assert reachable(exercise) - {Position.FLOOR}, exercise.id
