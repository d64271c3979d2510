"""What an exercise is, in the terms the exercise world uses.

Field names follow free-exercise-db and wger (level, equipment, primary_muscles, steps,
variation_on), with those a break at work needs beside them (position, sides, dose, cautions).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property


class ExerciseKind(StrEnum):
    STRETCH = "stretch"
    STRENGTH = "strength"
    MOBILITY = "mobility"
    SELF_CHECK = "self-check"
    EYES = "eyes"
    BREATHING = "breathing"
    WALKING = "walking"


class Effect(StrEnum):
    """What a break does for a stiff body; the rotation alternates the two."""

    RELAX = "relax"
    STRENGTHEN = "strengthen"


class Level(StrEnum):
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    EXPERT = "expert"


class Position(StrEnum):
    SEATED = "seated"
    STANDING = "standing"
    FLOOR = "floor"


class Sides(StrEnum):
    NONE = "none"
    EACH = "each"


class Side(StrEnum):
    """Which side of the body a stage is for. People choose which one they begin with."""

    FIRST = "first"
    OTHER = "other"


class Strength(StrEnum):
    """How far a source carries what it is quoted for."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    MIXED = "mixed"
    GENERAL_PRACTICE = "general practice"


class Load(StrEnum):
    """What an exercise asks something of: a person with trouble there may want to leave it out."""

    NECK = "neck"
    SHOULDER = "shoulder"
    WRIST = "wrist"
    LOW_BACK = "low back"
    HIP = "hip"
    KNEE = "knee"
    ANKLE = "ankle"
    BALANCE = "balance"


@dataclass(frozen=True, kw_only=True)
class Dose:
    """How much of it: seconds to hold, times to repeat, rounds. Per side where sides are each."""

    hold_s: int | None = None
    reps: int | None = None
    sets: int = 1


@dataclass(frozen=True, kw_only=True)
class Step:
    """One screen of a card.

    `seconds` is how long a reader stays here, moving or holding; `hold` says that it is a hold.
    A step that is `once` prepares both sides and is not shown again for the other one. `alt`
    describes the picture to somebody who does not see it, as for a first side that is the right.
    """

    text: str
    alt: str
    seconds: int
    hold: bool = False
    reps: int | None = None
    once: bool = False

    @property
    def moves(self) -> bool:
        """Whether its picture counts: a hold down, or repetitions up."""
        return self.hold or self.reps is not None


@dataclass(frozen=True, kw_only=True)
class Evidence:
    source: str
    year: int | None
    supports: str
    strength: Strength
    url: str | None = None


@dataclass(frozen=True)
class Stage:
    """A place in the script of a break: which step (from 0), for which side (None: no sides)."""

    step: int
    side: Side | None


_MIRROR = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
_SIDE = re.compile(rf"\b({'|'.join(_MIRROR)})\b")


def mirrored(alt: str) -> str:
    """The description of the same picture for the other side: left and right change places."""
    return _SIDE.sub(lambda found: _MIRROR[found[0]], alt)


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """`quiet`: it makes no noise and draws no looks. `desk`: nobody has to leave the desk for it.

    `loads` are the parts of the body whose owner may want to leave it out.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: ExerciseKind
    level: Level
    position: Position
    body_area: str
    equipment: tuple[str, ...]
    primary_muscles: tuple[str, ...]
    secondary_muscles: tuple[str, ...]
    sides: Sides
    dose: Dose
    summary: str
    steps: tuple[Step, ...]
    cues: tuple[str, ...]
    cautions: tuple[str, ...]
    avoid_if: tuple[str, ...]
    regressions: tuple[str, ...]
    variation_on: str | None
    kneeling: bool
    quiet: bool
    desk: bool
    loads: tuple[Load, ...]
    evidence: tuple[Evidence, ...]
    reviewed: date

    def __hash__(self) -> int:
        """An id names one exercise, and exercises are looked up on every nudge."""
        return hash(self.id)

    @property
    def effect(self) -> Effect:
        return Effect.STRENGTHEN if self.kind is ExerciseKind.STRENGTH else Effect.RELAX

    @cached_property
    def script(self) -> tuple[Stage, ...]:
        """Every stage in order: all steps for one side, then those that repeat for the other."""
        if self.sides is Sides.NONE:
            return tuple(Stage(step, None) for step in range(len(self.steps)))
        first = tuple(Stage(step, Side.FIRST) for step in range(len(self.steps)))
        other = tuple(Stage(step, Side.OTHER) for step, it in enumerate(self.steps) if not it.once)
        return first + other

    @cached_property
    def gist(self) -> Stage:
        """What the exercise is about: its longest hold or repeated movement, else longest step."""

        def weight(stage: Stage) -> tuple[bool, int]:
            step = self.steps[stage.step]
            return step.moves, step.seconds

        return max(self.script, key=weight)

    def alt(self, stage: Stage) -> str:
        """What the picture of a stage shows, in words."""
        alt = self.steps[stage.step].alt
        return mirrored(alt) if stage.side is Side.OTHER else alt

    @property
    def seconds(self) -> int:
        """How long one walk through the script takes."""
        return sum(self.steps[stage.step].seconds for stage in self.script)
