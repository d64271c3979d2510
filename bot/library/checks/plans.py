"""The schema of a plan file, and the rules of plans."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated

from pydantic import Field

from bot.domain.exercises.exercise import Exercise, ExerciseKind, Position
from bot.domain.exercises.plans import Plan, PlanDay
from bot.library.checks.agreement import sources_have_a_year
from bot.library.checks.cross_file import duplicate_names, misnamed, unknown_exercise
from bot.library.files.problems import FieldFault, Problem, Where, label
from bot.library.files.schema import Entry, EvidenceEntry, Id, Line, Short
from bot.library.files.yaml_text import YamlDocument

LONGEST_DAY_S = 480
"""Seconds of exercise in a day, spread over several breaks."""
OFF_THE_FLOOR_DAYS = 5
"""Days at the start of a plan without kneeling or lying down."""
NOTE_LENGTH = 120
"""Characters in a day's note, which is read at a glance above an exercise."""

_ExerciseId = Annotated[
    Id, Field(description="the id of an exercise: lower-case words joined by hyphens")
]


class DayEntry(Entry):
    """One workday of a plan."""

    day: int = Field(ge=1, le=60, description="the number of the workday, counted from 1")
    exercises: list[_ExerciseId] = Field(
        min_length=1, max_length=3, description="a list of 1 to 3 ids of exercises, in their order"
    )
    note: Annotated[str, Field(min_length=1, max_length=NOTE_LENGTH)] | None = Field(
        default=None,
        description=f"one sentence of up to {NOTE_LENGTH} characters for that day, or leave it out",
    )

    def plan_day(self) -> PlanDay:
        return PlanDay(day=self.day, exercises=tuple(self.exercises), note=self.note)


class PlanFile(Entry):
    """A plan, in a file of its own in content/plans/."""

    id: Id = Field(description="the file's name without .yaml: lower-case words joined by hyphens")
    name: Short = Field(description="the name people see, up to 60 characters")
    summary: Line = Field(description="one honest sentence of up to 200 characters: what it may do")
    days: list[DayEntry] = Field(
        min_length=1, max_length=60, description="a list of days, each with day and exercises"
    )
    choices: list[_ExerciseId] = Field(
        default=[],
        max_length=6,
        description="a list of ids of exercises that people may add, or [] for none",
    )
    cautions: list[
        Annotated[Line, Field(description="one sentence that starts with what to watch for")]
    ] = Field(min_length=1, max_length=6, description="a list of 1 to 6 sentences")
    evidence: list[EvidenceEntry] = Field(
        min_length=1,
        description="a list of sources, each with source, supports and strength, "
        "or a single one that says general practice",
    )
    reviewed: date = Field(description="the date of the last review, such as 2026-11-22")

    def plan(self) -> Plan:
        return Plan(
            id=self.id,
            name=self.name,
            summary=self.summary,
            days=tuple(it.plan_day() for it in self.days),
            choices=tuple(self.choices),
            cautions=tuple(self.cautions),
            evidence=tuple(it.evidence() for it in self.evidence),
            reviewed=self.reviewed,
        )


def plan_faults(entry: PlanFile) -> list[FieldFault]:
    """What does not agree within one plan."""
    return [
        *_days_count_up(entry),
        *_each_once_a_day(entry),
        *_choices_are_not_planned(entry),
        *sources_have_a_year(entry.evidence),
    ]


def planned_exercise_faults(
    entry: PlanFile, exercises: Mapping[str, Exercise]
) -> Iterator[FieldFault]:
    """Days that ask for too much; exercises that are not among `exercises` are skipped."""
    for n, day in enumerate(entry.days):
        planned = [exercises[it] for it in day.exercises if it in exercises]
        for m, wanted in enumerate(day.exercises):
            if wanted in exercises:
                where = ("days", n, "exercises", m)
                yield from _too_demanding(where, exercises[wanted], day.day)
        seconds = sum(it.seconds for it in planned)
        if seconds > LONGEST_DAY_S:
            what = f"the exercises of days.{n + 1} take {seconds} s"
            fix = f"keep them within {LONGEST_DAY_S} s: leave one out, or choose a shorter one"
            yield FieldFault(("days", n, "exercises"), what, fix)


def _too_demanding(where: Where, exercise: Exercise, day: int) -> Iterator[FieldFault]:
    low = exercise.kneeling or exercise.position is Position.FLOOR
    if exercise.kind is ExerciseKind.SELF_CHECK:
        what = f"{label(where)} is {exercise.id}, which is a self-check"
        yield FieldFault(where, what, "move it to choices")
    elif low and day <= OFF_THE_FLOOR_DAYS:
        what = f"{label(where)} is {exercise.id}, which is done on the floor or kneeling"
        fix = f"move it to day {OFF_THE_FLOOR_DAYS + 1} or later, or to choices"
        yield FieldFault(where, what, fix)


def plan_reference_problems(
    plans: Sequence[YamlDocument], exercises: Collection[str]
) -> Iterator[Problem]:
    """Names that plans share, and references to ids that are not among `exercises`."""
    yield from misnamed(plans)
    yield from duplicate_names(plans)
    for document in plans:
        for where, wanted in _named_exercises(document.data or {}):
            if fault := unknown_exercise(where, wanted, exercises):
                yield document.located(fault)


def _days_count_up(entry: PlanFile) -> Iterator[FieldFault]:
    """Reports the first gap. A workday without exercises gets no entry and no number."""
    for n, day in enumerate(entry.days):
        if day.day != n + 1:
            what = f"days.{n + 1}.day is {day.day}"
            yield FieldFault(
                ("days", n, "day"), what, f"number the days 1, 2, 3: this one is {n + 1}"
            )
            return


def _each_once_a_day(entry: PlanFile) -> Iterator[FieldFault]:
    for n, day in enumerate(entry.days):
        for m, wanted in enumerate(day.exercises):
            if wanted in day.exercises[:m]:
                what = f"days.{n + 1} names {wanted} twice"
                yield FieldFault(("days", n, "exercises", m), what, "name it once a day")


def _choices_are_not_planned(entry: PlanFile) -> Iterator[FieldFault]:
    planned = {wanted for day in entry.days for wanted in day.exercises}
    for n, wanted in enumerate(entry.choices):
        if wanted in planned:
            what = f"choices.{n + 1} is {wanted}, which is already planned for a day"
            yield FieldFault(("choices", n), what, "remove it from one of the two")


def _named_exercises(data: Mapping[str, object]) -> Iterator[tuple[Where, object]]:
    """Every id that a plan refers to; the file may have other faults."""
    for n, day in enumerate(_items(data.get("days"))):
        if isinstance(day, Mapping):
            for m, wanted in enumerate(_items(day.get("exercises"))):
                yield ("days", n, "exercises", m), wanted
    for n, wanted in enumerate(_items(data.get("choices"))):
        yield ("choices", n), wanted


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []
