"""Rules about the dose of an exercise, its steps and how long they take."""

from collections.abc import Iterator
from math import ceil

from bot.domain.exercises.exercise import ExerciseKind, Sides
from bot.library.checks.agreement import Rule
from bot.library.checks.wording import reading_seconds
from bot.library.files.problems import FieldFault
from bot.library.files.schema import ExerciseFile

SHORTEST_BREAK_S = 60
SHORTEST_EYE_BREAK_S = 40
LONGEST_BREAK_S = 180
MOST_SCREENS = 7
"""Screens of a break, which is how often people click; both sides counted."""
MOVING_S = 2
"""Seconds that a step leaves for moving after it is read: the two overlap little."""
SHORTEST_HOLD_S = 10
LONGEST_HOLD_S = 30
LONGEST_STRETCH_S = 60
"""A stretch is held 10 to 30 s, up to 60 s a side (American College of Sports Medicine, 2021)."""


def _holds_last_as_dosed(entry: ExerciseFile) -> Iterator[FieldFault]:
    """The picture of a hold counts down the seconds of the dose."""
    hold_s = entry.dose.hold_s
    for n, step in enumerate(entry.steps):
        if not step.hold:
            continue
        if hold_s is None:
            what = f"steps.{n + 1} is a hold, but dose has no hold_s"
            yield FieldFault(("steps", n, "hold"), what, "write hold_s into dose, or remove hold")
        elif step.seconds != hold_s:
            what = f"steps.{n + 1} is a hold of {step.seconds} s, but dose.hold_s is {hold_s}"
            yield FieldFault(("steps", n, "seconds"), what, "make the two the same")
        if step.reps is not None:
            what = f"steps.{n + 1} is a hold and has reps"
            yield FieldFault(("steps", n, "reps"), what, "keep one of the two")


def _sets_of_holds_are_in_the_steps(entry: ExerciseFile) -> Iterator[FieldFault]:
    """Short holds within repeats need no step of their own."""
    if entry.dose.hold_s is None or entry.dose.reps is not None:
        return
    holds = sum(it.hold for it in entry.steps)
    if holds != entry.dose.sets:
        what = f"dose.sets is {entry.dose.sets}, but {_steps(holds)} hold: true"
        yield FieldFault(("dose",), what, "write hold: true at one step for each set")


def _reps_are_as_dosed(entry: ExerciseFile) -> Iterator[FieldFault]:
    reps = entry.dose.reps
    for n, step in enumerate(entry.steps):
        if step.reps not in {None, reps} and not step.hold:
            what = f"steps.{n + 1} has {step.reps} reps, but dose has {reps or 'none'}"
            yield FieldFault(("steps", n, "reps"), what, "make the two the same")
    rounds = sum(it.reps is not None for it in entry.steps)
    if reps is not None and (not rounds or rounds % entry.dose.sets):
        what = f"dose.sets is {entry.dose.sets}, but {_steps(rounds)} reps"
        yield FieldFault(("dose",), what, f"write reps: {reps} at the repeated step of each set")


def _kind_has_its_dose(entry: ExerciseFile) -> Iterator[FieldFault]:
    dose = entry.dose
    if entry.kind is ExerciseKind.STRENGTH and dose.reps is None:
        yield FieldFault(
            ("dose",), "kind is strength, but dose has no reps", "write reps into dose"
        )
    if entry.kind is ExerciseKind.STRETCH and dose.hold_s is None:
        fix = f"write hold_s into dose, from {SHORTEST_HOLD_S} to {LONGEST_HOLD_S}"
        yield FieldFault(("dose",), "kind is stretch, but dose has no hold_s", fix)
    if entry.kind is ExerciseKind.MOBILITY and dose.reps is None and dose.hold_s is None:
        what = "kind is mobility, but dose has neither hold_s nor reps"
        yield FieldFault(("dose",), what, "write one of the two into dose")


def _stretches_keep_the_recommended_dose(entry: ExerciseFile) -> Iterator[FieldFault]:
    hold_s, sets = entry.dose.hold_s, entry.dose.sets
    if entry.kind is not ExerciseKind.STRETCH or hold_s is None:
        return
    if not SHORTEST_HOLD_S <= hold_s <= LONGEST_HOLD_S:
        fix = f"hold a stretch for {SHORTEST_HOLD_S} to {LONGEST_HOLD_S} s"
        yield FieldFault(("dose", "hold_s"), f"dose.hold_s is {hold_s}", fix)
    elif hold_s * sets > LONGEST_STRETCH_S:
        what = f"the holds add up to {hold_s * sets} s a side"
        fix = f"keep them within {LONGEST_STRETCH_S} s: hold for less, or in fewer sets"
        yield FieldFault(("dose",), what, fix)


def _first_step_is_no_work(entry: ExerciseFile) -> Iterator[FieldFault]:
    if entry.steps[0].is_work:
        fix = "put a step before it that gets the person into position"
        yield FieldFault(("steps", 0), "the first step is already work", fix)


def _last_step_is_no_work(entry: ExerciseFile) -> Iterator[FieldFault]:
    if entry.steps[-1].is_work:
        fix = "add a step that brings the person safely out of the position"
        yield FieldFault(("steps", len(entry.steps) - 1), "the last step is still work", fix)


def _steps_leave_time_to_read_and_move(entry: ExerciseFile) -> Iterator[FieldFault]:
    for n, step in enumerate(entry.steps):
        reading = reading_seconds(step.text)
        if reading + MOVING_S > step.seconds:
            what = f"steps.{n + 1} takes {reading:.0f} s to read and lasts {step.seconds} s"
            fix = f"write less, or give it {ceil(reading) + MOVING_S} seconds"
            yield FieldFault(("steps", n, "text"), what, fix)


def _break_is_short(entry: ExerciseFile) -> Iterator[FieldFault]:
    seconds = sum(it.seconds * _times(entry, once=it.once) for it in entry.steps)
    eyes = entry.kind is ExerciseKind.EYES
    shortest = SHORTEST_EYE_BREAK_S if eyes else SHORTEST_BREAK_S
    whose = "a break for the eyes" if eyes else "a break"
    range_ = f"{whose} takes {shortest} to {LONGEST_BREAK_S} s"
    if seconds < shortest:
        fix = f"{range_}: lengthen a hold or add a step"
        yield FieldFault(("steps",), f"the exercise lasts {seconds} s", fix)
    elif seconds > LONGEST_BREAK_S:
        fix = f"{range_}: shorten or remove a step"
        yield FieldFault(("steps",), f"the exercise lasts {seconds} s", fix)


def _break_is_a_few_clicks(entry: ExerciseFile) -> Iterator[FieldFault]:
    screens = sum(_times(entry, once=it.once) for it in entry.steps)
    if screens > MOST_SCREENS:
        both = " for both sides" if entry.sides is Sides.EACH else ""
        fix = f"a break has {MOST_SCREENS} at most: join two steps, or remove one"
        yield FieldFault(("steps",), f"the exercise has {screens} screens{both}", fix)


def _times(entry: ExerciseFile, *, once: bool) -> int:
    return 2 if entry.sides is Sides.EACH and not once else 1


def _steps(count: int) -> str:
    return {0: "no step has", 1: "1 step has"}.get(count, f"{count} steps have")


RULES: tuple[Rule, ...] = (
    (frozenset({"steps", "dose"}), _holds_last_as_dosed),
    (frozenset({"steps", "dose"}), _sets_of_holds_are_in_the_steps),
    (frozenset({"steps", "dose"}), _reps_are_as_dosed),
    (frozenset({"kind", "dose"}), _kind_has_its_dose),
    (frozenset({"kind", "dose"}), _stretches_keep_the_recommended_dose),
    (frozenset({"steps"}), _first_step_is_no_work),
    (frozenset({"steps"}), _last_step_is_no_work),
    (frozenset({"steps"}), _steps_leave_time_to_read_and_move),
    (frozenset({"steps", "sides", "kind"}), _break_is_short),
    (frozenset({"steps", "sides"}), _break_is_a_few_clicks),
)
