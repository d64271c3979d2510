"""Whether the fields of one exercise agree with each other, and which are worth a remark."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from bot.domain.exercises.exercise import ExerciseKind, Level, Load, Position, Sides
from bot.library.checks.wording import reading_seconds
from bot.library.files.problems import Fault
from bot.library.files.schema import ExerciseFile

SHORTEST_S = 30
LONGEST_S = 300
"""A break takes about one to three minutes; paced breathing may take five."""

_NAMES_A_SIDE = re.compile(r"\b(?:left|right)\b", re.IGNORECASE)

_Rule = Callable[[ExerciseFile], Iterator[Fault]]


def agreement_faults(data: Mapping[str, object], broken: Collection[str]) -> list[Fault]:
    """What does not fit together, as far as the fields that are not `broken` can tell."""
    known = {it: data[it] for it in ExerciseFile.model_fields if it in data and it not in broken}
    entry = ExerciseFile.model_validate({**_STAND_IN, **known})
    return [fault for needed, rule in _RULES if needed.isdisjoint(broken) for fault in rule(entry)]


def remarks(entry: ExerciseFile) -> Iterator[Fault]:
    """What is allowed, and keeps an exercise from being offered to everybody unasked."""
    if entry.level is not Level.BEGINNER:
        yield Fault(("level",), f"level is {entry.level}", "it comes only when asked for by name")
    if entry.kind is ExerciseKind.SELF_CHECK:
        yield Fault(("kind",), "kind is self-check", "it comes only when asked for by name")
    if entry.position is Position.FLOOR or entry.kneeling:
        what = "it is done on the floor or kneeling"
        yield Fault(("position",), what, "it comes only to people who allow the floor")


def _holds_last_as_dosed(entry: ExerciseFile) -> Iterator[Fault]:
    """A hold's screen lasts what the dose says: the picture counts those seconds down."""
    hold_s = entry.dose.hold_s
    for n, step in enumerate(entry.steps):
        if not step.hold:
            continue
        if hold_s is None:
            what = f"steps.{n + 1} is a hold, but dose has no hold_s"
            yield Fault(("steps", n, "hold"), what, "write hold_s into dose, or remove hold")
        elif step.seconds != hold_s:
            what = f"steps.{n + 1} is a hold of {step.seconds} s, but dose.hold_s is {hold_s}"
            yield Fault(("steps", n, "seconds"), what, "make the two the same")
        if step.reps is not None:
            what = f"steps.{n + 1} is a hold and has reps"
            yield Fault(("steps", n, "reps"), what, "make it one or the other")


def _dosed_holds_are_in_the_steps(entry: ExerciseFile) -> Iterator[Fault]:
    """Every round of holding is a screen of its own. Short holds within reps need no screen."""
    holds = sum(it.hold for it in entry.steps)
    if entry.dose.hold_s is None or entry.dose.reps is not None:
        return
    if holds != entry.dose.sets:
        what = f"dose.sets is {entry.dose.sets}, but {holds} steps are holds"
        yield Fault(("dose",), what, "write hold: true at one step for each set")


def _reps_are_as_dosed(entry: ExerciseFile) -> Iterator[Fault]:
    reps = entry.dose.reps
    for n, step in enumerate(entry.steps):
        if step.reps not in {None, reps} and not step.hold:
            what = f"steps.{n + 1} has {step.reps} reps, but dose has {reps or 'none'}"
            yield Fault(("steps", n, "reps"), what, "make the two the same")
    rounds = sum(it.reps is not None for it in entry.steps)
    if reps is not None and (not rounds or rounds % entry.dose.sets):
        what = f"dose.sets is {entry.dose.sets}, but {rounds} steps have reps"
        yield Fault(("dose",), what, f"write reps: {reps} at the repeated step of each set")


def _kind_has_its_dose(entry: ExerciseFile) -> Iterator[Fault]:
    dose = entry.dose
    if entry.kind is ExerciseKind.STRENGTH and dose.reps is None:
        yield Fault(("dose",), "kind is strength, but dose has no reps", "write reps into dose")
    if (
        entry.kind in {ExerciseKind.STRETCH, ExerciseKind.MOBILITY}
        and dose.reps is None
        and dose.hold_s is None
    ):
        what = f"kind is {entry.kind}, but dose has neither hold_s nor reps"
        yield Fault(("dose",), what, "write one of them into dose")


def _once_prepares_both_sides(entry: ExerciseFile) -> Iterator[Fault]:
    """The other side begins at the first step that is not `once`."""
    repeats = [n for n, it in enumerate(entry.steps) if not it.once]
    for n, step in enumerate(entry.steps):
        if step.once and entry.sides is Sides.NONE:
            what = f"steps.{n + 1} is once, but sides is none"
            yield Fault(("steps", n, "once"), what, "remove once, or write sides: each")
        elif step.once and repeats and n > repeats[0]:
            what = f"steps.{n + 1} is once, but comes after a step for each side"
            yield Fault(("steps", n, "once"), what, "move it to the beginning, or remove once")
    if not repeats:
        yield Fault(("steps",), "every step is once", "leave once out where a side is worked")


def _ends_safely(entry: ExerciseFile) -> Iterator[Fault]:
    last = entry.steps[-1]
    if last.hold or last.reps is not None:
        where = ("steps", len(entry.steps) - 1)
        mend = "add a step that brings the person safely out of the position"
        yield Fault(where, "the last step is still work", mend)


def _steps_can_be_read(entry: ExerciseFile) -> Iterator[Fault]:
    for n, step in enumerate(entry.steps):
        needed = reading_seconds(step.text)
        if needed > step.seconds:
            what = f"steps.{n + 1} takes {needed:.0f} s to read and lasts {step.seconds}"
            yield Fault(("steps", n, "text"), what, "write less, or give it more seconds")


def _fits_a_break(entry: ExerciseFile) -> Iterator[Fault]:
    twice = entry.sides is Sides.EACH
    seconds = sum(it.seconds * (2 if twice and not it.once else 1) for it in entry.steps)
    if not SHORTEST_S <= seconds <= LONGEST_S:
        what = f"the whole exercise takes {seconds} s"
        yield Fault(("steps",), what, f"keep it between {SHORTEST_S} and {LONGEST_S}")


def _pictures_name_the_side(entry: ExerciseFile) -> Iterator[Fault]:
    """The other side's picture is told with left and right exchanged, so work must name one."""
    for n, step in enumerate(entry.steps if entry.sides is Sides.EACH else ()):
        named = _NAMES_A_SIDE.search(step.alt)
        if step.once and named:
            what = f'steps.{n + 1} is once, but its alt says "{named[0]}"'
            yield Fault(("steps", n, "alt"), what, "describe what prepares both sides")
        elif (step.hold or step.reps is not None) and not named:
            what = f"steps.{n + 1} works one side, but its alt names none"
            yield Fault(("steps", n, "alt"), what, "name it; the side worked first is the right")


def _what_is_quiet_stays_at_the_desk(entry: ExerciseFile) -> Iterator[Fault]:
    low = entry.position is Position.FLOOR or entry.kneeling
    if low and entry.desk:
        what = "desk is true, but it is done on the floor or kneeling"
        yield Fault(("desk",), what, "write desk: false")
    elif entry.quiet and not entry.desk:
        what = "quiet is true, but desk is false"
        yield Fault(("quiet",), what, "write quiet: false, or desk: true")


def _loads_what_it_rests_on(entry: ExerciseFile) -> Iterator[Fault]:
    if entry.kneeling and Load.KNEE not in entry.loads:
        yield Fault(("loads",), "kneeling is true, but loads lacks knee", "add knee to loads")
    if len(set(entry.loads)) < len(entry.loads):
        yield Fault(("loads",), "loads names a part twice", "keep each part once")


_RULES: tuple[tuple[frozenset[str], _Rule], ...] = (
    (frozenset({"steps", "dose"}), _holds_last_as_dosed),
    (frozenset({"steps", "dose"}), _dosed_holds_are_in_the_steps),
    (frozenset({"steps", "dose"}), _reps_are_as_dosed),
    (frozenset({"kind", "dose"}), _kind_has_its_dose),
    (frozenset({"steps", "sides"}), _once_prepares_both_sides),
    (frozenset({"steps", "sides"}), _pictures_name_the_side),
    (frozenset({"position", "kneeling", "quiet", "desk"}), _what_is_quiet_stays_at_the_desk),
    (frozenset({"kneeling", "loads"}), _loads_what_it_rests_on),
    (frozenset({"steps"}), _ends_safely),
    (frozenset({"steps"}), _steps_can_be_read),
    (frozenset({"steps", "sides"}), _fits_a_break),
)
"""Each rule with the fields it reads."""

_STAND_IN: Mapping[str, object] = {
    "id": "stand-in",
    "name": "Stand-in",
    "aliases": [],
    "kind": "walking",
    "level": "beginner",
    "position": "standing",
    "kneeling": False,
    "quiet": False,
    "desk": False,
    "loads": [],
    "body_area": "whole body",
    "equipment": [],
    "primary_muscles": [],
    "secondary_muscles": [],
    "sides": "none",
    "dose": {},
    "summary": "Stands in.",
    "steps": [{"text": "Wait.", "alt": "A person waits.", "seconds": 15}] * 2,
    "cues": ["Wait."],
    "cautions": ["Waiting means stop."],
    "avoid_if": [],
    "regressions": [],
    "variation_on": None,
    "evidence": [{"source": "none", "supports": "nothing", "strength": "general practice"}],
    "reviewed": date(2026, 1, 1),
}
"""For fields that are broken, so that rules about the others can still speak."""
