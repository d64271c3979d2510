"""Whether there are enough exercises for people who leave some out."""

from collections.abc import Collection, Iterable, Iterator

from bot.domain.exercises.exercise import Effect, Exercise, Load, Position
from bot.domain.exercises.picking import Allowed, Only, rotation
from bot.library.files.problems import Problem
from bot.library.vocabulary import BodyArea

ENOUGH = 40
"""Exercises that last for weeks without many repeats."""
ENOUGH_PER_AREA = 2
ENOUGH_SPARING = 12
"""Exercises in the rotation of people who spare one part of the body."""
ENOUGH_QUIET = 8
"""Exercises in the rotation of people who want quiet ones: enough for a workday."""

COVERED: tuple[tuple[BodyArea, ...], ...] = (
    (BodyArea.NECK,),
    (BodyArea.SHOULDERS,),
    (BodyArea.UPPER_BACK,),
    (BodyArea.CHEST,),
    (BodyArea.WRISTS_AND_HANDS,),
    (BodyArea.LOW_BACK,),
    (BodyArea.HIPS,),
    (BodyArea.GLUTES,),
    (BodyArea.CORE,),
    (BodyArea.HAMSTRINGS,),
    (BodyArea.THIGHS,),
    (BodyArea.CALVES, BodyArea.ANKLES_AND_FEET),
    (BodyArea.EYES,),
    (BodyArea.BREATHING,),
    (BodyArea.WHOLE_BODY,),
)
"""Areas, or groups of them, that people ask for most."""

_MISSING_KINDS = {
    Effect.RELAX: ("relaxes", "one of kind stretch or mobility"),
    Effect.STRENGTHEN: ("strengthens", "one of kind strength"),
}


def gaps(exercises: Collection[Exercise], folder: str) -> list[Problem]:
    """What the library as a whole lacks. `folder` is where the exercises are, for the report."""
    found = [
        *_too_few(exercises),
        *_uncovered_areas(exercises),
        *_nothing_left(exercises),
        *_too_few_quiet(exercises),
        *_one_sided_when_seated(exercises),
    ]
    return [Problem(folder, 0, what, fix) for what, fix in found]


def _too_few(exercises: Collection[Exercise]) -> Iterator[tuple[str, str]]:
    if len(exercises) < ENOUGH:
        fix = f"add {ENOUGH - len(exercises)}, so that weeks pass without many repeats"
        yield f"there {_are(len(exercises))} in all", fix


def _uncovered_areas(exercises: Collection[Exercise]) -> Iterator[tuple[str, str]]:
    for areas in COVERED:
        count = sum(it.body_area in areas for it in exercises)
        if count < ENOUGH_PER_AREA:
            names = " or ".join(areas)
            fix = f"add {ENOUGH_PER_AREA - count} with body_area: {names}"
            yield f"there {_are(count)} for {names}", fix


def _nothing_left(exercises: Collection[Exercise]) -> Iterator[tuple[str, str]]:
    for load in Load:
        left = rotation(exercises, Allowed(spared=frozenset({load})))
        who = f"for people who spare their {load} there"
        without = f"seated or standing, without {load} in loads"
        if len(left) < ENOUGH_SPARING:
            yield f"{who} {_are(len(left))}", f"add {ENOUGH_SPARING - len(left)}, {without}"
        for missing, kind in _missing_effects(left):
            yield f"{who} is nothing that {missing}", f"add {kind}, {without}"


def _too_few_quiet(exercises: Collection[Exercise]) -> Iterator[tuple[str, str]]:
    quiet = rotation(exercises, Allowed(only=frozenset({Only.QUIET})))
    who = "for people who want quiet exercises there"
    if len(quiet) < ENOUGH_QUIET:
        yield f"{who} {_are(len(quiet))}", f"add {ENOUGH_QUIET - len(quiet)} with quiet: true"
    for missing, kind in _missing_effects(quiet):
        yield f"{who} is nothing that {missing}", f"add {kind}, with quiet: true"


def _one_sided_when_seated(exercises: Collection[Exercise]) -> Iterator[tuple[str, str]]:
    seated = [it for it in exercises if it.position is Position.SEATED]
    for missing, kind in _missing_effects(seated):
        what = f"for people who stay seated there is nothing that {missing}"
        yield what, f"add {kind}, with position: seated"


def _missing_effects(exercises: Iterable[Exercise]) -> Iterator[tuple[str, str]]:
    """Effects that no exercise has, and the kind that has them, in words."""
    there = {it.effect for it in exercises}
    return (words for effect, words in _MISSING_KINDS.items() if effect not in there)


def _are(count: int) -> str:
    return {0: "is no exercise", 1: "is 1 exercise"}.get(count, f"are {count} exercises")
