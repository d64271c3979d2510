"""Finds the exercise or part of the body that somebody types after /stretch."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from bot.domain.exercises.exercise import Exercise, ExerciseKind, Level, Position
from bot.library.names import NEIGHBOURS, area_keys, key
from bot.library.vocabulary import BodyArea

SUGGESTIONS = 3
SHORTEST_PART = 3
"""Characters of a name that are enough to suggest it."""

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

    `nearby`: the area has no exercise of its own, so these are gentle ones for the areas next to
    it, which may have none either.
    """

    area: BodyArea
    exercises: tuple[Exercise, ...]
    nearby: bool = False


@dataclass(frozen=True)
class NotFound:
    """No exercise by that name; up to SUGGESTIONS come close."""

    suggestions: tuple[Exercise, ...]


Match: TypeAlias = Found | FoundArea | NotFound


def find(text: str, exercises: Sequence[Exercise]) -> Match:
    """Tries names before areas, and the words as typed before those without fillers."""
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
    words = (word for word in text.split() if word.casefold() not in _FILLERS)
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
    """Safe to offer for another area: somebody with a sore knee must not be told to kneel."""
    easy = exercise.level is Level.BEGINNER and exercise.kind is not ExerciseKind.SELF_CHECK
    return easy and not exercise.kneeling


def _easiest_first(exercises: Iterable[Exercise]) -> tuple[Exercise, ...]:
    levels, positions = list(Level), list(Position)
    return tuple(
        sorted(
            exercises,
            key=lambda exercise: (
                levels.index(exercise.level),
                positions.index(exercise.position),
                exercise.id,
            ),
        )
    )


def _close(text: str, exercises: Sequence[Exercise]) -> tuple[Exercise, ...]:
    """Exercises whose name contains the words, then those with a similar spelling."""
    wanted = key(text)
    named = [(name, it) for it in exercises for name in _keys(it)]
    containing = [it for name, it in named if len(wanted) >= SHORTEST_PART and wanted in name]
    alike = get_close_matches(wanted, sorted({name for name, _ in named}), n=SUGGESTIONS)
    similar = [it for close in alike for name, it in named if name == close]
    unique = {it.id: it for it in (*containing, *similar)}
    return tuple(unique.values())[:SUGGESTIONS]
