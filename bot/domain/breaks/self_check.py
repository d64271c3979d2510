"""The self-check of the front of the hips: what people may see, and what fits afterwards.

What somebody saw is kept nowhere. It travels in the buttons of a card that only they see.
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
"""What it looks at, as the library names it."""

RECHECK_AFTER = timedelta(weeks=2)


class Observation(StrEnum):
    """What the leg that lies down did, or why nobody can say."""

    DOWN = "down"
    LIFTED = "lifted"
    BENT = "bent"
    UNSURE = "unsure"
    HURT = "hurt"


def gentle_start(rotation: Iterable[Exercise]) -> Exercise | None:
    """What to begin with after a check: the gentlest for these muscles that may come unasked.

    That is a stretch, off the knees, and rather seated than standing or on the floor.
    """
    fitting = (
        it
        for it in rotation
        if MUSCLE in it.primary_muscles
        and it.kind is ExerciseKind.STRETCH
        and it.level is Level.BEGINNER
    )
    return min(fitting, key=_gentlest_first, default=None)


def _gentlest_first(exercise: Exercise) -> tuple[bool, int, str]:
    return exercise.kneeling, list(Position).index(exercise.position), exercise.id


def reminded(member: Member, now: datetime) -> Member:
    """The member with the check brought up by a nudge in two weeks; an earlier wish stands."""
    if member.recheck_at is not None:
        return member
    return replace(member, recheck_at=now + RECHECK_AFTER)
