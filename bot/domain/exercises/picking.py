"""Which exercise a nudge offers.

The rotation relaxes twice, then strengthens once, like the article that Limber grew from. Within
that it offers what was not offered for longest and avoids the same body area twice in a row.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from bot.domain.exercises.exercise import Effect, Exercise, ExerciseKind, Level, Load, Position

RELAX_IN_A_ROW = 2
MEMORY = 12
"""How many of the latest offers the rotation remembers."""
CHOICE = 3
"""How many of the exercises offered longest ago the random choice is among."""


FAVOR = 3
"""How much likelier an exercise is that felt good."""


class Only(StrEnum):
    """What a person may require of every exercise they are offered."""

    QUIET = "quiet"
    DESK = "desk"


MARKS: Mapping[Only, Callable[[Exercise], bool]] = {
    Only.QUIET: lambda it: it.quiet,
    Only.DESK: lambda it: it.desk,
}
"""Which exercises meet each requirement."""


class Allowed(NamedTuple):
    """Which exercises a person may be offered unasked. Ids and areas are the library's."""

    positions: frozenset[Position] = frozenset({Position.SEATED, Position.STANDING})
    kneeling: bool = False
    intermediate: bool = False
    only: frozenset[Only] = frozenset()
    left_out: frozenset[str] = frozenset()
    areas_left_out: frozenset[str] = frozenset()
    spared: frozenset[Load] = frozenset()
    """Loads that no exercise may have."""

    def leaves_out(self, exercise: Exercise) -> bool:
        """Whether the person left out this exercise or its body area."""
        return exercise.id in self.left_out or exercise.body_area in self.areas_left_out

    def suits(self, exercise: Exercise) -> bool:
        """Whether it may be offered unasked. Self-checks and expert exercises never are."""
        return (
            exercise.kind is not ExerciseKind.SELF_CHECK
            and exercise.position in self.positions
            and (exercise.level is Level.BEGINNER or self._allows_harder(exercise))
            and (self.kneeling or not exercise.kneeling)
            and all(MARKS[it](exercise) for it in self.only)
            and self.spared.isdisjoint(exercise.loads)
            and not self.leaves_out(exercise)
        )

    def _allows_harder(self, exercise: Exercise) -> bool:
        return self.intermediate and exercise.level is Level.INTERMEDIATE


def remembered(recent: Sequence[str], exercise_id: str) -> tuple[str, ...]:
    """The ids offered last, newest first, after one more offer."""
    return (exercise_id, *recent)[:MEMORY]


def rotation(exercises: Iterable[Exercise], allowed: Allowed) -> tuple[Exercise, ...]:
    """The exercises that may be offered unasked; people can ask for the others by name."""
    return tuple(filter(allowed.suits, exercises))


def pick(
    pool: Sequence[Exercise],
    recent: Sequence[str],
    jitter: float,
    liked: Collection[str] = (),
) -> Exercise | None:
    """The exercise that `jitter` in [0, 1) chooses from `pool`; None if that is empty.

    `recent` holds the ids offered before, newest first. The last one is never repeated unless the
    pool holds nothing else. Exercises in `liked` are `FAVOR` times as likely as the others that
    could come now.
    """
    known = {it.id: it for it in pool}
    past = [known[it] for it in recent if it in known]
    fresh = [it for it in pool if it.id not in recent[:1]] or list(pool)
    effect = next_effect(past)
    wanted = [it for it in fresh if it.effect is effect] or fresh
    last_area = past[0].body_area if past else None
    elsewhere = [it for it in wanted if it.body_area != last_area] or wanted
    unseen_first = sorted(elsewhere, key=lambda it: _offers_ago(it.id, recent), reverse=True)
    if not unseen_first:
        return None
    choice = [
        exercise
        for exercise in _longest_unseen(unseen_first, recent)
        for _ in range(FAVOR if exercise.id in liked else 1)
    ]
    return choice[int(jitter * len(choice))]


def next_effect(past: Sequence[Exercise]) -> Effect:
    """What follows `past` (newest first) in the rotation: relax, relax, strengthen."""
    relaxed = takewhile(lambda it: it.effect is Effect.RELAX, past)
    return Effect.STRENGTHEN if len(list(relaxed)) >= RELAX_IN_A_ROW else Effect.RELAX


def _longest_unseen(candidates: list[Exercise], recent: Sequence[str]) -> list[Exercise]:
    """Everything never offered, or else the few offered longest ago."""
    never = [it for it in candidates if it.id not in recent]
    return never or candidates[: min(CHOICE, max(1, len(candidates) // 2))]


def _offers_ago(exercise_id: str, recent: Sequence[str]) -> int:
    return recent.index(exercise_id) if exercise_id in recent else len(recent)
