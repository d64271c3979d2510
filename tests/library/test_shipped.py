"""What the exercises that ship promise to whoever does them."""

import re
from itertools import groupby
from time import perf_counter

import pytest

from bot.domain.exercises.exercise import (
    Effect,
    Exercise,
    ExerciseKind,
    Level,
    Load,
    Position,
    Side,
    Sides,
    Strength,
    mirrored,
)
from bot.domain.exercises.picking import Allowed, Only, rotation
from bot.domain.exercises.plans import Plan
from bot.library.checks.content import check_content
from bot.library.checks.wording import PROMISES, reading_seconds
from bot.library.files.location import content_root
from bot.library.loading import load_library

CHECKED = check_content(content_root())
EXERCISES = CHECKED.exercises
BY_ID = {it.id: it for it in EXERCISES}
PLANS = {it.id: it for it in CHECKED.plans}

each = pytest.mark.parametrize("exercise", EXERCISES, ids=[it.id for it in EXERCISES])


def test_all_content_is_sound() -> None:
    assert [str(it) for it in check_content(content_root()).problems] == []


def test_the_article_and_its_office_versions_are_there() -> None:
    article = {"kneeling-hip-flexor-stretch", "lizard-pose", "dead-bug", "thomas-test"}
    office = {"standing-split-stance", "chair-side-lunge", "heel-tap", "seated-march"}

    assert article | office | {"stand-and-walk", "20-20-20"} <= BY_ID.keys()


def test_the_library_is_large_enough_for_weeks() -> None:
    assert len(EXERCISES) >= 40


@pytest.mark.parametrize(
    "areas",
    [
        {"neck"}, {"shoulders"}, {"upper back"}, {"chest"}, {"wrists and hands"}, {"low back"},
        {"hips"}, {"glutes"}, {"core"}, {"hamstrings"}, {"thighs"}, {"calves", "ankles and feet"},
        {"eyes"}, {"breathing"}, {"whole body"},
    ],
    ids=lambda it: " or ".join(sorted(it)),
)  # fmt: skip
def test_each_part_of_the_body_has_at_least_two(areas: set[str]) -> None:
    assert len([it for it in EXERCISES if it.body_area in areas]) >= 2


def test_nobody_who_leaves_one_part_out_is_left_with_nothing() -> None:
    """Seated and standing, unasked: what remains beside any one part of the body."""
    for load in Load:
        rest = rotation(EXERCISES, Allowed(spared=frozenset({load})))
        assert len(rest) >= 12, load
        assert {it.effect for it in rest} == set(Effect), load


def test_the_quiet_ones_suffice_for_a_day() -> None:
    quiet = rotation(EXERCISES, Allowed(only=frozenset({Only.QUIET})))

    assert len(quiet) >= 8
    assert {it.effect for it in quiet} == set(Effect)
    assert all(it.position is Position.SEATED for it in quiet)


@each
def test_a_picture_is_told_in_one_sentence(exercise: Exercise) -> None:
    for step in exercise.steps:
        assert re.match(
            r"(Side|Front|Back|Close|Three-quarter)( \w+)? view[^:.]*: [a-z]", step.alt
        ), step.alt
        assert step.alt.count(".") == 1, step.alt


@each
def test_work_is_pictured_with_what_it_works(exercise: Exercise) -> None:
    """A hold or repeats highlight a part of the body; walking, eyes and rest need not."""
    if exercise.kind in {ExerciseKind.STRETCH, ExerciseKind.STRENGTH, ExerciseKind.MOBILITY}:
        for step in exercise.steps:
            if step.hold or step.reps:
                assert step.alt.endswith("highlighted."), step.alt


@each
def test_the_side_worked_first_is_the_right(exercise: Exercise) -> None:
    """The card shows the picture of the other side as told with left and right exchanged."""
    if exercise.sides is Sides.NONE:
        assert not any(re.search(r"\b(left|right)\b", it.alt) for it in exercise.steps)
        return
    work = [it.alt for it in exercise.steps if it.hold or it.reps]
    assert all("right" in it for it in work), work


@each
def test_the_picture_of_the_other_side_exchanges_the_sides(exercise: Exercise) -> None:
    for stage in exercise.script:
        alt = exercise.steps[stage.step].alt
        shown = exercise.alt(stage)
        assert mirrored(mirrored(alt)) == alt
        assert len(shown) <= 160
        assert shown == (mirrored(alt) if stage.side is Side.OTHER else alt)


@each
def test_nobody_works_on_wheels(exercise: Exercise) -> None:
    """Where the trunk leans or turns, or a foot leaves the floor, the chair must not roll.

    It is said in the first step. Where head, arms or hands move, or muscles only tighten, any
    chair will do.
    """
    upper = {"neck", "shoulders", "chest", "arms", "wrists and hands", "eyes", "breathing"}
    still = {"glute-squeeze", "shoulder-blade-squeeze"}
    trunk_or_legs = exercise.body_area not in upper and exercise.id not in still
    if exercise.position is Position.SEATED and trunk_or_legs:
        assert "chair without wheels" in exercise.equipment
    if "chair without wheels" in exercise.equipment:
        assert re.search(r"cannot roll|without wheels", exercise.steps[0].text)


@each
def test_the_neck_never_goes_in_circles_and_nothing_is_forced(exercise: Exercise) -> None:
    said = " ".join(it.text for it in exercise.steps)

    if exercise.body_area == "neck":
        assert not re.search(r"circle|roll", said)
    assert not re.search(r"\b(force|push through|as hard|pain is)\b", said)


@each
def test_a_break_is_seven_clicks_at_most(exercise: Exercise) -> None:
    assert len(exercise.script) <= 7


@each
def test_the_first_step_is_no_work_yet(exercise: Exercise) -> None:
    assert not exercise.steps[0].hold
    assert exercise.steps[0].reps is None


@pytest.mark.parametrize(("folder", "kind"), [("exercises", "exercise"), ("plans", "plan")])
def test_every_file_tells_editors_its_schema(folder: str, kind: str) -> None:
    first_lines = {
        it.read_text(encoding="utf-8").partition("\n")[0]
        for it in (content_root() / folder).glob("*.yaml")
    }

    assert first_lines == {f"# yaml-language-server: $schema=../schema/{kind}.schema.json"}


def test_loading_is_quick() -> None:
    """Ten milliseconds a file, on a machine that has other things to do as well."""

    def once() -> float:
        start = perf_counter()
        load_library(content_root())
        return perf_counter() - start

    assert min(once() for _ in range(3)) < 0.01 * (len(EXERCISES) + len(PLANS))


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
    shortest = 40 if exercise.kind is ExerciseKind.EYES else 60

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
            *(it.alt for it in exercise.steps),
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
    if exercise.kind is ExerciseKind.STRETCH:
        assert "may ease a stiff feeling and is not a treatment" in exercise.summary


@each
def test_stretches_keep_the_recommended_dose(exercise: Exercise) -> None:
    """10 to 30 s, up to about 60 s a side (American College of Sports Medicine, 2021)."""
    if exercise.kind is ExerciseKind.STRETCH:
        hold_s = exercise.dose.hold_s or 0
        assert 10 <= hold_s <= 30
        assert hold_s * exercise.dose.sets <= 60


@each
def test_evidence_is_a_source_with_a_year_or_says_general_practice(exercise: Exercise) -> None:
    for source in exercise.evidence:
        assert source.year or source.strength is Strength.GENERAL_PRACTICE, source.source


def test_what_nobody_is_offered_unasked() -> None:
    assert BY_ID["lizard-pose"].level is Level.INTERMEDIATE
    assert BY_ID["thomas-test"].kind is ExerciseKind.SELF_CHECK

    offered = rotation(EXERCISES, Allowed())
    assert not any(it.kneeling or it.level is not Level.BEGINNER for it in offered)


def test_somebody_who_stays_seated_can_relax_and_strengthen() -> None:
    seated = {it.effect for it in EXERCISES if it.position is Position.SEATED}

    assert len(seated) == 2


def test_every_floor_exercise_leads_to_one_off_the_floor() -> None:
    def reachable(exercise: Exercise) -> set[Position]:
        easier = [BY_ID[it] for it in exercise.regressions]
        return {exercise.position}.union(*(reachable(it) for it in easier))

    for exercise in EXERCISES:
        if exercise.position is Position.FLOOR and exercise.kind is not ExerciseKind.SELF_CHECK:
            assert reachable(exercise) - {Position.FLOOR}, exercise.id


def test_what_demands_most_has_an_easier_form() -> None:
    demanding = {Position.STANDING, Position.FLOOR}
    for exercise in EXERCISES:
        if exercise.kind is ExerciseKind.STRENGTH and exercise.position in demanding:
            assert exercise.regressions, exercise.id


def test_four_plans_ship() -> None:
    lengths = {name: len(plan.days) for name, plan in PLANS.items()}

    assert lengths == {
        "hip-flexor-reset": 10,
        "desk-neck-and-shoulders": 5,
        "wrists-and-eyes": 5,
        "move-more": 10,
    }


each_plan = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)


@each_plan
def test_a_plan_asks_nobody_for_what_is_only_by_choice(plan: Plan) -> None:
    planned = [BY_ID[name] for day in plan.days for name in day.exercises]

    assert not any(it.kind is ExerciseKind.SELF_CHECK for it in planned)
    assert "lizard-pose" not in {it.id for it in planned}


@each_plan
def test_a_day_of_a_plan_stays_short(plan: Plan) -> None:
    """Seconds of exercise; the breaks themselves are spread over the day."""
    for day in plan.days:
        assert len(day.exercises) <= 3
        assert sum(BY_ID[name].seconds for name in day.exercises) <= 480


@each_plan
def test_only_the_hip_plan_goes_to_the_floor_and_not_in_its_first_week(plan: Plan) -> None:
    for day in plan.days:
        low = [
            it for it in day.exercises if BY_ID[it].kneeling or BY_ID[it].position is Position.FLOOR
        ]
        assert not low or (plan.id == "hip-flexor-reset" and day.day > 5), (day.day, low)


def test_the_hip_plan_relaxes_twice_and_strengthens_once() -> None:
    for day in PLANS["hip-flexor-reset"].days:
        effects = [BY_ID[it].effect for it in day.exercises]
        assert effects == [Effect.RELAX, Effect.RELAX, Effect.STRENGTHEN], day.day


@each_plan
def test_a_plan_promises_and_blames_nothing(plan: Plan) -> None:
    said = " ".join((plan.name, plan.summary, *plan.cautions, *(it.note or "" for it in plan.days)))

    assert not re.search(rf"\b({'|'.join(PROMISES)})\b", said, re.IGNORECASE)
    assert not re.search(r"\b(must|should have|lazy|fail|guilty)\b", said, re.IGNORECASE)
