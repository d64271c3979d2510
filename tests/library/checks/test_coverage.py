"""What a library lacks as a whole."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.exercises.exercise import Effect, Exercise, ExerciseKind, Load, Position
from bot.library.checks.coverage import COVERED, ENOUGH, gaps
from bot.library.loading import load_library
from tests.library.conftest import GOOD

FOLDER = "content/exercises"
_MARCH = load_library(GOOD).exercises["seated-march"]


def enough() -> list[Exercise]:
    """Half are stretches, half strength; all are seated, quiet and strain nothing."""
    areas = [areas[0].value for areas in COVERED for _ in range(2)]
    areas += ["arms"] * (ENOUGH - len(areas))
    return [
        replace(
            _MARCH,
            id=f"{area}-{n}",
            kind=(ExerciseKind.STRETCH, ExerciseKind.STRENGTH)[n % 2],
            body_area=area,
            quiet=True,
            loads=(),
        )
        for n, area in enumerate(areas)
    ]


def changed(wanted: Callable[[int, Exercise], bool], **facts: object) -> list[Exercise]:
    return [
        replace(it, **facts) if wanted(n, it) else it  # type: ignore[arg-type]
        for n, it in enumerate(enough())
    ]


def strengthens(_: int, it: Exercise) -> bool:
    return it.effect is Effect.STRENGTHEN


GAPS = {
    "too few": (
        enough()[:-1],
        "there are 39 exercises in all",
        "add 1, so that weeks pass without many repeats",
    ),
    "an area": (
        changed(lambda _, it: it.id == "neck-0", body_area="arms"),
        "there is 1 exercise for neck",
        "add 1 with body_area: neck",
    ),
    "areas that stand in for each other": (
        changed(lambda _, it: it.body_area == "calves", body_area="arms"),
        "there is no exercise for calves or ankles and feet",
        "add 2 with body_area: calves or ankles and feet",
    ),
    "few that spare the knee": (
        changed(lambda n, _: n >= 11, loads=(Load.KNEE,)),
        "for people who spare their knee there are 11 exercises",
        "add 1, seated or standing, without knee in loads",
    ),
    "no strength that spares the knee": (
        changed(strengthens, loads=(Load.KNEE,)),
        "for people who spare their knee there is nothing that strengthens",
        "add one of kind strength, seated or standing, without knee in loads",
    ),
    "few quiet ones": (
        changed(lambda n, _: n >= 7, quiet=False),
        "for people who want quiet exercises there are 7 exercises",
        "add 1 with quiet: true",
    ),
    "no quiet strength": (
        changed(strengthens, quiet=False),
        "for people who want quiet exercises there is nothing that strengthens",
        "add one of kind strength, with quiet: true",
    ),
    "no seated strength": (
        changed(strengthens, position=Position.STANDING),
        "for people who stay seated there is nothing that strengthens",
        "add one of kind strength, with position: seated",
    ),
    "nothing seated that relaxes": (
        changed(lambda n, it: not strengthens(n, it), position=Position.STANDING),
        "for people who stay seated there is nothing that relaxes",
        "add one of kind stretch or mobility, with position: seated",
    ),
}


def test_enough_exercises_have_no_gap() -> None:
    assert gaps(enough(), FOLDER) == []


def test_calves_and_ankles_stand_in_for_each_other() -> None:
    mixed = changed(lambda _, it: it.id == "calves-22", body_area="ankles and feet")

    assert {"calves", "ankles and feet"} <= {it.body_area for it in mixed}
    assert gaps(mixed, FOLDER) == []


@pytest.mark.parametrize(("exercises", "what", "fix"), GAPS.values(), ids=GAPS)
def test_a_gap_names_the_folder_and_what_to_add(
    exercises: list[Exercise], what: str, fix: str
) -> None:
    assert [str(it) for it in gaps(exercises, FOLDER)] == [f"{FOLDER}: {what}; {fix}"]
