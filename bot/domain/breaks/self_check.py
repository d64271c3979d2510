"""The self-check of the hip flexors: what people may observe, and what fits afterwards.

Observations are not stored. They travel in the buttons of a card that only the person sees.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.exercises.exercise import Exercise, ExerciseKind, Level, Position
from bot.domain.members import Member

CHECK_ID = "thomas-test"
"""The exercise whose steps the check walks through."""

PLAN_ID = "hip-flexor-reset"
"""The plan that is offered afterwards."""

MUSCLE = "hip flexors"
"""What it tests, as the library names it."""

RECHECK_AFTER = timedelta(weeks=2)


class Observation(StrEnum):
    """What the resting leg did, or why the person cannot tell."""

    DOWN = "down"
    LIFTED = "lifted"
    BENT = "bent"
    UNSURE = "unsure"
    HURT = "hurt"


def gentle_start(rotation: Iterable[Exercise]) -> Exercise | None:
    """The gentlest exercise of the rotation for these muscles.

    It is a beginner's stretch, if possible without kneeling, and seated rather than standing rather
    than on the floor.
    """
    fitting = (
        exercise
        for exercise in rotation
        if MUSCLE in exercise.primary_muscles
        and exercise.kind is ExerciseKind.STRETCH
        and exercise.level is Level.BEGINNER
    )
    return min(fitting, key=_gentlest_first, default=None)


def _gentlest_first(exercise: Exercise) -> tuple[bool, int, str]:
    return exercise.kneeling, list(Position).index(exercise.position), exercise.id


def reminded(member: Member, now: datetime) -> Member:
    """A nudge brings up the check in two weeks; a date set earlier is kept."""
    if member.recheck_at is not None:
        return member
    return replace(member, recheck_at=now + RECHECK_AFTER)
