"""Feedback after a break, and what it changes.

All that is kept are the exercises that felt good, and what people choose to leave out.
"""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from bot.domain.breaks.nudges import Nudge
from bot.domain.exercises.exercise import Exercise
from bot.domain.members import Member

ONE_IN = 5
"""Breaks for each question."""


class Feedback(StrEnum):
    """A button under a finished break: how it was, what to leave out, what to bring back."""

    FELT_GOOD = "felt_good"
    TOO_HARD = "too_hard"
    HURT = "hurt"
    LEAVE_OUT = "leave_out"
    LEAVE_OUT_AREA = "leave_out_area"
    BRING_BACK = "bring_back"
    BRING_BACK_AREA = "bring_back_area"


def is_asked_about(nudge: Nudge) -> bool:
    """Whether the card asks how it was: after the first time, and after one break in five."""
    return nudge.is_first or int(nudge.id[:4], 16) % ONE_IN == 0


def easier(exercise: Exercise, rotation: Iterable[Exercise]) -> Exercise | None:
    """The first of an exercise's easier forms that is in the rotation, if any."""
    offered = {it.id: it for it in rotation}
    return next((offered[id_] for id_ in exercise.regressions if id_ in offered), None)


def eased(member: Member, exercise: Exercise, instead: Exercise) -> Member:
    """They get `instead` next, and the harder exercise is left out."""
    return replace(decided(member, exercise, Feedback.LEAVE_OUT), next_exercise_id=instead.id)


def decided(member: Member, exercise: Exercise, choice: Feedback) -> Member:
    """They chose something about an exercise they did; equal if that changes nothing."""
    before = member.preferences
    match choice:
        case Feedback.FELT_GOOD:
            after = replace(before, liked=before.liked | {exercise.id})
        case Feedback.LEAVE_OUT:
            after = replace(
                before,
                left_out=before.left_out | {exercise.id},
                liked=before.liked - {exercise.id},
            )
        case Feedback.BRING_BACK:
            after = replace(before, left_out=before.left_out - {exercise.id})
        case Feedback.LEAVE_OUT_AREA:
            after = replace(before, areas_left_out=before.areas_left_out | {exercise.body_area})
        case Feedback.BRING_BACK_AREA:
            after = replace(before, areas_left_out=before.areas_left_out - {exercise.body_area})
        case _:
            return member
    owed = member.next_exercise_id
    taken_back = choice is Feedback.BRING_BACK and owed in exercise.regressions
    return replace(member, preferences=after, next_exercise_id=None if taken_back else owed)
