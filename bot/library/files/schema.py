"""The schema of an exercise file.

Descriptions are shown twice: by editors, and after "write" when a value is wrong. Rules between
fields or files are in bot/library/checks.
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
"""Characters in a step: two lines on a phone."""
ALT_LENGTH = 160
"""Characters in the description of a picture: a screen reader takes about ten seconds."""

Line = Annotated[str, Field(min_length=1, max_length=200, pattern=ONE_LINE)]
Short = Annotated[str, Field(min_length=1, max_length=60, pattern=ONE_LINE)]
Id = Annotated[str, Field(pattern=KEBAB, max_length=60)]


class Entry(BaseModel):
    """Refuses unknown fields, numbers written as text, and text written as numbers."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class DoseEntry(Entry):
    """How much to do, for each side if sides is each."""

    hold_s: int | None = Field(
        default=None, ge=1, le=60, description="a whole number of seconds from 1 to 60"
    )
    reps: int | None = Field(
        default=None, ge=1, le=30, description="a whole number of repetitions from 1 to 30"
    )
    sets: int = Field(default=1, ge=1, le=4, description="a whole number of sets from 1 to 4")

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
    hold: bool = Field(default=False, description="true for a hold, otherwise leave it out")
    reps: int | None = Field(
        default=None,
        ge=1,
        le=30,
        description="a whole number of repetitions from 1 to 30, or leave it out",
    )
    once: bool = Field(
        default=False,
        description="true for a step that prepares both sides, otherwise leave it out",
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
    """A source, and what it supports."""

    source: Line = Field(description="who says so, in one line of text")
    year: int | None = Field(
        default=None, ge=1900, le=2100, description="the year in four digits, or leave it out"
    )
    supports: Line = Field(description="what the source shows, in one line of up to 200 characters")
    strength: Annotated[Strength, Field(strict=False)] = Field(
        description="how strongly the source supports it"
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
    """An exercise, in a file of its own in content/exercises/."""

    id: Id = Field(description="the file's name without .yaml: lower-case words joined by hyphens")
    name: Short = Field(description="the name people see, up to 60 characters")
    aliases: list[Annotated[Short, Field(description="another name, up to 60 characters")]] = Field(
        description="a list of other names people may type, or [] for none"
    )
    kind: Annotated[ExerciseKind, Field(strict=False)] = Field(description="the kind of exercise")
    level: Annotated[Level, Field(strict=False)] = Field(
        description="who can do it; only beginner is offered to everybody"
    )
    position: Annotated[Position, Field(strict=False)] = Field(
        description="where it is done; floor is offered only to people who allow it"
    )
    kneeling: bool = Field(description="true or false: whether weight rests on a knee")
    quiet: bool = Field(description="true or false: whether colleagues neither hear nor notice it")
    desk: bool = Field(description="true or false: whether it is done without leaving the desk")
    loads: list[Annotated[Load, Field(strict=False)]] = Field(
        max_length=len(Load),
        description="a list of the body parts it strains, for people who spare one, or [] for none",
    )
    body_area: Annotated[BodyArea, Field(strict=False)] = Field(
        description="the part of the body it is for"
    )
    equipment: list[Annotated[Equipment, Field(strict=False)]] = Field(
        description="a list of what it needs, or [] for nothing"
    )
    primary_muscles: list[Annotated[Muscle, Field(strict=False)]] = Field(
        description="a list of the muscles it is for, or [] for none"
    )
    secondary_muscles: list[Annotated[Muscle, Field(strict=False)]] = Field(
        description="a list of the muscles that help, or [] for none"
    )
    sides: Annotated[Sides, Field(strict=False)] = Field(
        description="each if it is done for one side, then for the other"
    )
    dose: DoseEntry = Field(description="those of the fields hold_s, reps and sets that apply")
    summary: Line = Field(description="one honest sentence of up to 200 characters: what it may do")
    steps: list[StepEntry] = Field(
        min_length=2,
        max_length=7,
        description="a list of 2 to 7 steps, each with text, alt and seconds",
    )
    cues: list[Annotated[Line, Field(description="a short reminder, in one line of text")]] = Field(
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
            Id,
            Field(description="the id of an easier exercise: lower-case words joined by hyphens"),
        ]
    ] = Field(description="a list of ids of easier exercises, or [] for none")
    variation_on: Id | None = Field(
        description="the id of the exercise that this is a version of, or null"
    )
    evidence: list[EvidenceEntry] = Field(
        min_length=1,
        description="a list of sources, each with source, supports and strength, "
        "or a single one that says general practice",
    )
    reviewed: date = Field(description="the date of the last review, such as 2026-11-22")

    def exercise(self) -> Exercise:
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
