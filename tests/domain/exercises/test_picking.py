"""The rotation: no repeats, relax twice then strengthen, only what a person allows."""

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.exercises.exercise import (
    Dose,
    Effect,
    Exercise,
    ExerciseKind,
    Level,
    Position,
    Sides,
    Step,
)
from bot.domain.exercises.picking import (
    FAVOR,
    MARKS,
    Allowed,
    Only,
    next_effect,
    pick,
    remembered,
    rotation,
)


def exercise(
    id_: str,
    kind: ExerciseKind = ExerciseKind.STRETCH,
    *,
    position: Position = Position.SEATED,
    level: Level = Level.BEGINNER,
    kneeling: bool = False,
    area: str = "",
    easier: tuple[str, ...] = (),
    muscles: tuple[str, ...] = (),
) -> Exercise:
    return Exercise(
        id=id_,
        name=id_,
        aliases=(),
        kind=kind,
        level=level,
        position=position,
        body_area=area or id_,
        equipment=(),
        primary_muscles=muscles,
        secondary_muscles=(),
        sides=Sides.NONE,
        dose=Dose(),
        summary="",
        steps=(Step(text="", alt="", seconds=10),),
        cues=(),
        cautions=(),
        avoid_if=(),
        regressions=easier,
        variation_on=None,
        kneeling=kneeling,
        quiet=False,
        desk=False,
        loads=(),
        evidence=(),
        reviewed=date(2026, 11, 22),
    )


POOL = tuple(exercise(f"relax-{n}") for n in range(4)) + tuple(
    exercise(f"strong-{n}", ExerciseKind.STRENGTH) for n in range(2)
)

FLOOR = frozenset({Position.FLOOR})


def offers(count: int, jitters: list[float]) -> list[Exercise]:
    recent: tuple[str, ...] = ()
    offered = []
    for n in range(count):
        exercise = pick(POOL, recent, jitters[n % len(jitters)])
        assert exercise is not None
        offered.append(exercise)
        recent = remembered(recent, exercise.id)
    return offered


@settings(max_examples=30)
@given(st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=30))
def test_the_rotation_relaxes_twice_then_strengthens_without_repeats(jitters: list[float]) -> None:
    offered = offers(30, jitters)
    assert [it.effect for it in offered] == [Effect.RELAX, Effect.RELAX, Effect.STRENGTHEN] * 10
    assert all(a.id != b.id for a, b in itertools.pairwise(offered))


@settings(max_examples=30)
@given(st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=30))
def test_every_exercise_has_its_turn(jitters: list[float]) -> None:
    assert {it.id for it in offers(24, jitters)} == {it.id for it in POOL}


def test_a_single_exercise_may_be_repeated() -> None:
    assert pick(POOL[:1], ("relax-0",), 0.9) == POOL[0]
    assert pick((), (), 0.5) is None


def test_what_felt_good_is_likelier() -> None:
    pool, liked = POOL[:2], {POOL[1].id}
    picked = [pick(pool, (), n / 100, liked) for n in range(100)]
    assert picked.count(POOL[1]) == FAVOR * picked.count(POOL[0])


def test_the_next_exercise_is_for_another_body_area() -> None:
    hips = [exercise(f"hips-{n}", area="hips") for n in range(3)]
    neck = exercise("neck", area="neck")
    assert pick([*hips, neck], ("hips-0",), 0.0) == neck


@pytest.mark.parametrize(
    ("it", "allowed", "offered"),
    [
        (exercise("a"), Allowed(), True),
        (exercise("a"), Allowed(frozenset({Position.STANDING})), False),
        (exercise("a", position=Position.FLOOR), Allowed(), False),
        (exercise("a", position=Position.FLOOR), Allowed(FLOOR), True),
        (exercise("a", position=Position.FLOOR, kneeling=True), Allowed(FLOOR), False),
        (
            exercise("a", position=Position.FLOOR, kneeling=True),
            Allowed(FLOOR, kneeling=True),
            True,
        ),
        (exercise("a", position=Position.FLOOR, kneeling=True), Allowed(kneeling=True), False),
        (exercise("a", level=Level.INTERMEDIATE), Allowed(), False),
        (exercise("a", level=Level.INTERMEDIATE), Allowed(intermediate=True), True),
        (exercise("a", level=Level.EXPERT), Allowed(intermediate=True), False),
        (exercise("a", ExerciseKind.SELF_CHECK), Allowed(), False),
        (exercise("a"), Allowed(left_out=frozenset({"a"})), False),
        (exercise("a"), Allowed(left_out=frozenset({"b"})), True),
        (exercise("a", area="hips"), Allowed(areas_left_out=frozenset({"hips"})), False),
        (exercise("a", area="neck"), Allowed(areas_left_out=frozenset({"hips"})), True),
    ],
)
def test_only_allowed_exercises_are_offered_unasked(
    it: Exercise, allowed: Allowed, offered: bool
) -> None:
    assert bool(rotation([it], allowed)) is offered


def test_a_requirement_without_marks_excludes_nothing() -> None:
    unmarked = frozenset(Only) - MARKS.keys()
    assert rotation(POOL, Allowed(only=unmarked)) == POOL


def test_the_rotation_starts_by_relaxing() -> None:
    assert next_effect([]) is Effect.RELAX
