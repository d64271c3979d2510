"""What an exercise file may hold: its fields, their types and limits.

A field's description serves twice: editors show it, and a wrong value is answered with
"write " and the description. Rules that span fields or files live beside this module.
"""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from bot.domain.exercises.exercise import (
    Dose,
    Evidence,
    Exercise,
    ExerciseKind,
    Level,
    Load,
    Position,
    Sides,
    Step,
    Strength,
)
from bot.library.vocabulary import BodyArea, Equipment, Muscle

KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ONE_LINE = r"^\S(.*\S)?$"
STEP_LENGTH = 140
"""Characters in a step: two lines on a telephone."""
ALT_LENGTH = 160
"""Characters in the description of a picture: a screen reader says them in about ten seconds."""

Line = Annotated[str, Field(min_length=1, max_length=200, pattern=ONE_LINE)]
Short = Annotated[str, Field(min_length=1, max_length=60, pattern=ONE_LINE)]
Id = Annotated[str, Field(pattern=KEBAB, max_length=60)]


class Entry(BaseModel):
    """Strict: an unknown field, a number written as text or the reverse is an error."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class DoseEntry(Entry):
    """How much of it, per side where sides are each."""

    hold_s: int | None = Field(
        default=None, ge=1, le=60, description="a whole number of seconds from 1 to 60"
    )
    reps: int | None = Field(
        default=None, ge=1, le=30, description="a whole number of repeats from 1 to 30"
    )
    sets: int = Field(default=1, ge=1, le=4, description="a whole number of rounds from 1 to 4")

    def dose(self) -> Dose:
        return Dose(hold_s=self.hold_s, reps=self.reps, sets=self.sets)


class StepEntry(Entry):
    """One screen of the card."""

    text: Annotated[str, Field(min_length=1, max_length=STEP_LENGTH, pattern=ONE_LINE)] = Field(
        description=f"one line of plain instruction, at most {STEP_LENGTH} characters"
    )
    alt: Annotated[str, Field(min_length=1, max_length=ALT_LENGTH, pattern=ONE_LINE)] = Field(
        description=f"one sentence of up to {ALT_LENGTH} characters that describes the picture, "
        "such as: Side view: kneeling on the right knee, left foot forward."
    )
    seconds: int = Field(
        ge=5, le=180, description="a whole number of seconds from 5 to 180, for moving or holding"
    )
    hold: bool = Field(default=False, description="true for a hold, else leave it out")
    reps: int | None = Field(
        default=None,
        ge=1,
        le=30,
        description="a whole number of repeats from 1 to 30, or leave it out",
    )
    once: bool = Field(
        default=False,
        description="true for a step that prepares both sides, else leave it out",
    )

    @property
    def is_work(self) -> bool:
        return self.hold or self.reps is not None

    def step(self) -> Step:
        return Step(
            text=self.text,
            alt=self.alt,
            seconds=self.seconds,
            hold=self.hold,
            reps=self.reps,
            once=self.once,
        )


class EvidenceEntry(Entry):
    """One source and what it is quoted for."""

    source: Line = Field(description="who says so, as one line of text")
    year: int | None = Field(
        default=None, ge=1900, le=2100, description="the year in four digits, or leave it out"
    )
    supports: Line = Field(description="what the source shows, as one line of up to 200 characters")
    strength: Annotated[Strength, Field(strict=False)] = Field(
        description="how far the source carries that"
    )
    url: Annotated[str, Field(pattern=r"^https://\S+$")] | None = Field(
        default=None, description="an address that begins with https://, or leave it out"
    )

    def evidence(self) -> Evidence:
        return Evidence(
            source=self.source,
            year=self.year,
            supports=self.supports,
            strength=self.strength,
            url=self.url,
        )


class ExerciseFile(Entry):
    """An exercise of Limber: one file a piece in content/exercises/."""

    id: Id = Field(description="the file's name without .yaml, in lower case joined by hyphens")
    name: Short = Field(description="the name people see, up to 60 characters")
    aliases: list[Annotated[Short, Field(description="another name, up to 60 characters")]] = Field(
        description="a list of other names people may type, or [] for none"
    )
    kind: Annotated[ExerciseKind, Field(strict=False)] = Field(description="the kind of exercise")
    level: Annotated[Level, Field(strict=False)] = Field(
        description="who can do it; only beginner is ever offered unasked"
    )
    position: Annotated[Position, Field(strict=False)] = Field(
        description="how the body is placed; floor comes only to people who allow it"
    )
    kneeling: bool = Field(description="true or false: whether weight rests on a knee")
    quiet: bool = Field(
        description="true or false: whether it makes no noise and draws no looks at a desk"
    )
    desk: bool = Field(description="true or false: whether it is done without leaving the desk")
    loads: list[Annotated[Load, Field(strict=False)]] = Field(
        max_length=len(Load),
        description="a list of body parts that would make a person with trouble there leave it "
        "out, or [] for none",
    )
    body_area: Annotated[BodyArea, Field(strict=False)] = Field(
        description="the part of the body it is for"
    )
    equipment: list[Annotated[Equipment, Field(strict=False)]] = Field(
        description="a list of what must be at hand, or [] for nothing"
    )
    primary_muscles: list[Annotated[Muscle, Field(strict=False)]] = Field(
        description="a list of the muscles it is for, or [] for none"
    )
    secondary_muscles: list[Annotated[Muscle, Field(strict=False)]] = Field(
        description="a list of the muscles that share the work, or [] for none"
    )
    sides: Annotated[Sides, Field(strict=False)] = Field(
        description="each: done for one side, then the other"
    )
    dose: DoseEntry = Field(description="the fields hold_s, reps and sets, as far as they apply")
    summary: Line = Field(description="one honest sentence of up to 200 characters: what it may do")
    steps: list[StepEntry] = Field(
        min_length=2, max_length=7, description="a list of 2 to 7 steps, each with text, seconds"
    )
    cues: list[Annotated[Line, Field(description="a short reminder in one line of text")]] = Field(
        min_length=1, max_length=6, description="a list of 1 to 6 short reminders"
    )
    cautions: list[
        Annotated[Line, Field(description="one sentence that starts with what to watch for")]
    ] = Field(min_length=1, max_length=6, description="a list of 1 to 6 sentences")
    avoid_if: list[
        Annotated[Short, Field(description="a short phrase, such as late pregnancy")]
    ] = Field(max_length=8, description="a list of up to 8 short phrases, or [] for none")
    regressions: list[
        Annotated[
            Id, Field(description="the id of an easier exercise, in lower case joined by hyphens")
        ]
    ] = Field(description="a list of ids of easier exercises, or [] for none")
    variation_on: Id | None = Field(
        description="the id of the exercise this is a version of, or null"
    )
    evidence: list[EvidenceEntry] = Field(
        min_length=1,
        description="a list of sources, or one that says general practice, each with source, "
        "supports, strength",
    )
    reviewed: date = Field(description="the day of the last review, such as 2026-11-22")

    def exercise(self) -> Exercise:
        """The same in the terms of the domain."""
        return Exercise(
            id=self.id,
            name=self.name,
            aliases=tuple(self.aliases),
            kind=self.kind,
            level=self.level,
            position=self.position,
            body_area=self.body_area.value,
            equipment=tuple(it.value for it in self.equipment),
            primary_muscles=tuple(it.value for it in self.primary_muscles),
            secondary_muscles=tuple(it.value for it in self.secondary_muscles),
            sides=self.sides,
            dose=self.dose.dose(),
            summary=self.summary,
            steps=tuple(it.step() for it in self.steps),
            cues=tuple(self.cues),
            cautions=tuple(self.cautions),
            avoid_if=tuple(self.avoid_if),
            regressions=tuple(self.regressions),
            variation_on=self.variation_on,
            kneeling=self.kneeling,
            quiet=self.quiet,
            desk=self.desk,
            loads=tuple(self.loads),
            evidence=tuple(it.evidence() for it in self.evidence),
            reviewed=self.reviewed,
        )
