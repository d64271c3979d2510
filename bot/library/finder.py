"""What a person means who types a few words after /stretch."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from bot.domain.exercises.exercise import Exercise, ExerciseKind, Level, Position
from bot.library.names import NEIGHBOURS, area_keys, key
from bot.library.vocabulary import BodyArea

SUGGESTIONS = 3
SHORTEST_PART = 3
"""Letters from which a part of a name counts as a hint."""

_FILLERS = frozenset(
    {"a", "the", "my", "for", "some", "stiff", "tight", "stretch", "stretches", "exercise"}
    | {"stretching", "exercises", "please"}
)


@dataclass(frozen=True)
class Found:
    """One exercise, by its id, its name or an alias."""

    exercise: Exercise


@dataclass(frozen=True)
class FoundArea:
    """A part of the body and its exercises, easiest first.

    `nearby`: there is none for the area itself; these are gentle ones for the parts next to it,
    and there may be none of those either.
    """

    area: BodyArea
    exercises: tuple[Exercise, ...]
    nearby: bool = False


@dataclass(frozen=True)
class NotFound:
    """Nothing by that name, and up to three that come close."""

    suggestions: tuple[Exercise, ...]


Match: TypeAlias = Found | FoundArea | NotFound


def find(text: str, exercises: Sequence[Exercise]) -> Match:
    """A name before an area, the words as typed before the words without fillers."""
    named = {name: it for it in exercises for name in _keys(it)}
    areas = area_keys()
    for wanted in _readings(text):
        if wanted in named:
            return Found(named[wanted])
        if wanted in areas:
            return _in_area(areas[wanted], exercises)
    return NotFound(_close(text, exercises))


def _readings(text: str) -> Iterator[str]:
    yield key(text)
    words = (it for it in text.split() if it.casefold() not in _FILLERS)
    yield key("".join(words))


def _keys(exercise: Exercise) -> Iterator[str]:
    yield from map(key, (exercise.id, exercise.name, *exercise.aliases))


def _in_area(area: BodyArea, exercises: Sequence[Exercise]) -> FoundArea:
    own = _easiest_first(it for it in exercises if it.body_area == area)
    if own:
        return FoundArea(area, own)
    nearby = NEIGHBOURS.get(area, ())
    others = _easiest_first(it for it in exercises if it.body_area in nearby and _gentle(it))
    return FoundArea(area, others, nearby=True)


def _gentle(exercise: Exercise) -> bool:
    """May stand in for what was asked: nobody with a sore knee is answered with kneeling."""
    plain = exercise.level is Level.BEGINNER and exercise.kind is not ExerciseKind.SELF_CHECK
    return plain and not exercise.kneeling


def _easiest_first(exercises: Iterable[Exercise]) -> tuple[Exercise, ...]:
    levels, positions = list(Level), list(Position)
    return tuple(
        sorted(
            exercises,
            key=lambda it: (levels.index(it.level), positions.index(it.position), it.id),
        )
    )


def _close(text: str, exercises: Sequence[Exercise]) -> tuple[Exercise, ...]:
    """Exercises whose name holds the words, then those spelled much like them."""
    wanted = key(text)
    hints = [(name, it) for it in exercises for name in _keys(it)]
    holding = [it for name, it in hints if len(wanted) >= SHORTEST_PART and wanted in name]
    alike = get_close_matches(wanted, sorted({name for name, _ in hints}), n=SUGGESTIONS)
    spelled = [it for close in alike for name, it in hints if name == close]
    unique = {it.id: it for it in (*holding, *spelled)}
    return tuple(unique.values())[:SUGGESTIONS]
