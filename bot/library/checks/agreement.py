"""Rules between the fields of one exercise; those about doses and times are in dosage.py."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from bot.domain.exercises.exercise import (
    ExerciseKind,
    Level,
    Load,
    Position,
    Sides,
    Strength,
    mirrored,
)
from bot.library.files.problems import FieldFault
from bot.library.files.schema import ALT_LENGTH, EvidenceEntry, ExerciseFile
from bot.library.vocabulary import BodyArea, Equipment

NEVER_UNASKED = "it is shown only when somebody asks for it"

_SIDE = re.compile(r"\b(?:left|right)\b", re.IGNORECASE)
_RIGHT = re.compile(r"\bright\b", re.IGNORECASE)
_STEADY = re.compile(r"cannot roll|without wheels")
_CIRCLES = re.compile(r"\bcircl\w*|(?<!cannot )\broll\w*", re.IGNORECASE)
_DISCLAIMER = re.compile(r"\bnot a treatment\b|\bnot medical advice\b", re.IGNORECASE)
_STOP_SIGN = re.compile(r"\bnumbness\b", re.IGNORECASE)
_UNSTEADY = frozenset({Load.LOW_BACK, Load.HIP, Load.KNEE, Load.ANKLE, Load.BALANCE})
"""Loads of a seated exercise in which the trunk leans or turns, or a foot leaves the floor."""

Rule: TypeAlias = tuple[frozenset[str], Callable[[ExerciseFile], Iterator[FieldFault]]]
"""The fields that a rule reads, and the rule."""


def rule_faults(
    data: Mapping[str, object], broken: Collection[str], rules: Collection[Rule]
) -> list[FieldFault]:
    """What breaks the rules. Rules that read a field in `broken` are skipped."""
    known = {it: data[it] for it in ExerciseFile.model_fields if it in data and it not in broken}
    entry = ExerciseFile.model_validate({**_PLACEHOLDERS, **known})
    return [fault for fields, rule in rules if fields.isdisjoint(broken) for fault in rule(entry)]


def remarks(entry: ExerciseFile) -> Iterator[FieldFault]:
    """What is allowed, but keeps an exercise from being offered to everybody."""
    if entry.level is not Level.BEGINNER:
        harder = entry.level is Level.INTERMEDIATE
        who = "it is offered to people who allow harder ones" if harder else NEVER_UNASKED
        yield FieldFault(("level",), f"level is {entry.level}", who)
    if entry.kind is ExerciseKind.SELF_CHECK:
        yield FieldFault(("kind",), "kind is self-check", NEVER_UNASKED)
    if entry.position is Position.FLOOR or entry.kneeling:
        where = "kneeling" if entry.kneeling else "on the floor"
        yield FieldFault(
            ("position",), f"it is done {where}", "it is offered to people who allow that"
        )


def sources_have_a_year(evidence: list[EvidenceEntry]) -> Iterator[FieldFault]:
    for n, entry in enumerate(evidence):
        if entry.year is None and entry.strength is not Strength.GENERAL_PRACTICE:
            fix = "write the year of the source, or strength: general practice"
            yield FieldFault(("evidence", n), f"evidence.{n + 1} has no year", fix)


def _once_prepares_both_sides(entry: ExerciseFile) -> Iterator[FieldFault]:
    """The other side begins at the first step that is not `once`."""
    repeats = [n for n, it in enumerate(entry.steps) if not it.once]
    for n, step in enumerate(entry.steps):
        if step.once and entry.sides is Sides.NONE:
            what = f"steps.{n + 1} is once, but sides is none"
            yield FieldFault(("steps", n, "once"), what, "remove once, or write sides: each")
        elif step.once and repeats and n > repeats[0]:
            what = f"steps.{n + 1} is once, but comes after a step for each side"
            yield FieldFault(("steps", n, "once"), what, "move it to the beginning, or remove once")
    if not repeats:
        fix = "remove once from the steps that work a side"
        yield FieldFault(("steps",), "every step is once", fix)


def _pictures_name_the_side(entry: ExerciseFile) -> Iterator[FieldFault]:
    """The card of the other side swaps left and right in the alt, so work must name a side."""
    for n, step in enumerate(entry.steps):
        where = ("steps", n, "alt")
        named = _SIDE.search(step.alt)
        if named and entry.sides is Sides.NONE:
            what = f'sides is none, but steps.{n + 1}.alt says "{named[0]}"'
            yield FieldFault(where, what, "leave the side out, or write sides: each")
        elif named and step.once:
            what = f'steps.{n + 1} is once, but its alt says "{named[0]}"'
            yield FieldFault(
                where, what, "describe what prepares both sides, without left or right"
            )
        elif entry.sides is Sides.EACH and step.is_work and not _RIGHT.search(step.alt):
            what = f"steps.{n + 1} works one side, but its alt does not name the right"
            yield FieldFault(where, what, "describe the right side, which is worked first")


def _pictures_fit_for_the_other_side(entry: ExerciseFile) -> Iterator[FieldFault]:
    for n, step in enumerate(entry.steps if entry.sides is Sides.EACH else ()):
        length = len(mirrored(step.alt))
        if length > ALT_LENGTH:
            what = f"steps.{n + 1}.alt has {length} characters once left and right are swapped"
            yield FieldFault(("steps", n, "alt"), what, f"shorten it: {ALT_LENGTH} are the most")


def _pictures_of_work_highlight_it(entry: ExerciseFile) -> Iterator[FieldFault]:
    if entry.kind not in {ExerciseKind.STRETCH, ExerciseKind.STRENGTH, ExerciseKind.MOBILITY}:
        return
    for n, step in enumerate(entry.steps):
        if step.is_work and not step.alt.endswith("highlighted."):
            what = f"steps.{n + 1} is work, but its alt does not say what is highlighted"
            fix = "end it with the part that works, such as: front of the right hip highlighted."
            yield FieldFault(("steps", n, "alt"), what, fix)


def _quiet_means_seated_at_the_desk(entry: ExerciseFile) -> Iterator[FieldFault]:
    low = entry.position is Position.FLOOR or entry.kneeling
    if low and entry.desk:
        what = "desk is true, but it is done on the floor or kneeling"
        yield FieldFault(("desk",), what, "write desk: false")
    elif entry.quiet and not entry.desk:
        what = "quiet is true, but desk is false"
        yield FieldFault(("quiet",), what, "write quiet: false, or desk: true")
    elif entry.quiet and entry.position is not Position.SEATED:
        what = f"quiet is true, but position is {entry.position}"
        yield FieldFault(("quiet",), what, "write quiet: false, because getting up draws looks")


def _loads_what_it_rests_on(entry: ExerciseFile) -> Iterator[FieldFault]:
    if entry.kneeling and Load.KNEE not in entry.loads:
        yield FieldFault(("loads",), "kneeling is true, but loads lacks knee", "add knee to loads")
    if len(set(entry.loads)) < len(entry.loads):
        yield FieldFault(("loads",), "loads names a part twice", "keep each part once")


def _nobody_works_on_wheels(entry: ExerciseFile) -> Iterator[FieldFault]:
    steady = Equipment.STEADY_CHAIR in entry.equipment
    unsteady = [it for it in entry.loads if it in _UNSTEADY]
    if entry.position is Position.SEATED and unsteady and not steady:
        what = f'this seated exercise loads the {unsteady[0]} without a "chair without wheels"'
        yield FieldFault(("equipment",), what, "add chair without wheels to equipment")
    if steady and not _STEADY.search(entry.steps[0].text):
        what = "steps.1 does not say that the chair must not roll"
        fix = "say so, such as: Use a chair that cannot roll."
        yield FieldFault(("steps", 0, "text"), what, fix)


def _standing_strength_has_an_easier_form(entry: ExerciseFile) -> Iterator[FieldFault]:
    """What is done on the floor needs one off the floor, which is checked across files."""
    standing = entry.kind is ExerciseKind.STRENGTH and entry.position is Position.STANDING
    if standing and not entry.regressions:
        what = "this strength exercise is done standing, but regressions is empty"
        yield FieldFault(("regressions",), what, "write the id of an easier exercise")


def _neck_never_circles(entry: ExerciseFile) -> Iterator[FieldFault]:
    for n, step in enumerate(entry.steps if entry.body_area is BodyArea.NECK else ()):
        if found := _CIRCLES.search(step.text):
            what = f'steps.{n + 1}.text says "{found[0]}", and a neck never goes in circles'
            yield FieldFault(("steps", n, "text"), what, "turn, tilt or nod the head instead")


def _disclaimer_is_left_to_the_door(entry: ExerciseFile) -> Iterator[FieldFault]:
    """People read it when they join; nobody reads it fifty times."""
    if found := _DISCLAIMER.search(entry.summary):
        what = f'the summary says "{found[0]}", which people read when they join'
        yield FieldFault(("summary",), what, "say what the exercise does, and nothing else")


def _stop_sign_is_left_to_the_card(entry: ExerciseFile) -> Iterator[FieldFault]:
    """Cards say when to stop, except for eye exercises; people stop reading what is repeated."""
    for n, caution in enumerate(() if entry.kind is ExerciseKind.EYES else entry.cautions):
        if found := _STOP_SIGN.search(caution):
            what = f'cautions.{n + 1} says "{found[0]}", which its card says already'
            yield FieldFault(("cautions", n), what, "keep only what is special to this exercise")


def _sources_have_a_year(entry: ExerciseFile) -> Iterator[FieldFault]:
    return sources_have_a_year(entry.evidence)


RULES: tuple[Rule, ...] = (
    (frozenset({"steps", "sides"}), _once_prepares_both_sides),
    (frozenset({"steps", "sides"}), _pictures_name_the_side),
    (frozenset({"steps", "sides"}), _pictures_fit_for_the_other_side),
    (frozenset({"steps", "kind"}), _pictures_of_work_highlight_it),
    (frozenset({"position", "kneeling", "quiet", "desk"}), _quiet_means_seated_at_the_desk),
    (frozenset({"kneeling", "loads"}), _loads_what_it_rests_on),
    (frozenset({"position", "loads", "equipment", "steps"}), _nobody_works_on_wheels),
    (frozenset({"kind", "position", "regressions"}), _standing_strength_has_an_easier_form),
    (frozenset({"body_area", "steps"}), _neck_never_circles),
    (frozenset({"kind", "summary"}), _disclaimer_is_left_to_the_door),
    (frozenset({"cautions", "kind"}), _stop_sign_is_left_to_the_card),
    (frozenset({"evidence"}), _sources_have_a_year),
)

_PLACEHOLDERS: Mapping[str, object] = {
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
"""Values for broken fields, which no rule reads but the model needs."""
