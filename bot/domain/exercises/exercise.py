"""What an exercise is.

Field names follow free-exercise-db and wger (level, equipment, primary_muscles, steps,
variation_on), plus what a break at work needs (position, sides, dose, cautions).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from hashlib import sha256


class ExerciseKind(StrEnum):
    STRETCH = "stretch"
    STRENGTH = "strength"
    MOBILITY = "mobility"
    SELF_CHECK = "self-check"
    EYES = "eyes"
    BREATHING = "breathing"
    WALKING = "walking"


class Effect(StrEnum):
    """What an exercise does for a stiff body; the rotation alternates the two."""

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
    """Which side of the body a stage is for. People choose which side comes first."""

    FIRST = "first"
    OTHER = "other"


class Strength(StrEnum):
    """How well a source supports the claim it is cited for."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    MIXED = "mixed"
    GENERAL_PRACTICE = "general practice"


class Load(StrEnum):
    """What an exercise asks of the body; people can spare themselves that."""

    NECK = "neck"
    SHOULDER = "shoulder"
    WRIST = "wrist"
    LOW_BACK = "low back"
    HIP = "hip"
    KNEE = "knee"
    ANKLE = "ankle"
    BALANCE = "balance"
    LYING = "lying down"
    HEAD_DOWN = "head down"
    """The head at the height of the heart, or lower."""


@dataclass(frozen=True, kw_only=True)
class Dose:
    """How much: seconds of a hold, repetitions and sets, per side if the exercise has sides."""

    hold_s: int | None = None
    reps: int | None = None
    sets: int = 1


@dataclass(frozen=True, kw_only=True)
class Step:
    """One screen of a card.

    `seconds` is how long a person stays on it, moving or holding; `hold` marks an isometric hold.
    A step that is `once` prepares both sides and is not repeated for the other one. `alt` is the
    alt text of its picture, with the right side as the first one.
    """

    text: str
    alt: str
    seconds: int
    hold: bool = False
    reps: int | None = None
    once: bool = False

    @property
    def moves(self) -> bool:
        """Whether its picture counts: seconds of a hold down, or repetitions up."""
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
    """A step (counted from 0) on one side, as the card walks through it; None: no sides."""

    step: int
    side: Side | None


_MIRROR = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
_SIDE = re.compile(rf"\b({'|'.join(_MIRROR)})\b")


def mirrored(alt: str) -> str:
    """The alt text for the other side: left and right change places."""
    return _SIDE.sub(lambda match: _MIRROR[match[0]], alt)


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """`quiet`: makes no noise and draws no looks. `desk`: can be done without leaving the desk."""

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
        """By id, which is unique: exercises are hashed on every nudge."""
        return hash(self.id)

    @property
    def effect(self) -> Effect:
        return Effect.STRENGTHEN if self.kind is ExerciseKind.STRENGTH else Effect.RELAX

    @cached_property
    def script(self) -> tuple[Stage, ...]:
        """All steps on one side, then on the other those that are not `once`."""
        if self.sides is Sides.NONE:
            return tuple(Stage(step, None) for step in range(len(self.steps)))
        first = tuple(Stage(step, Side.FIRST) for step in range(len(self.steps)))
        other = tuple(Stage(step, Side.OTHER) for step, it in enumerate(self.steps) if not it.once)
        return first + other

    @cached_property
    def gist(self) -> Stage:
        """The stage that shows best what it is: the longest hold or movement, else the longest."""

        def weight(stage: Stage) -> tuple[bool, int]:
            step = self.steps[stage.step]
            return step.moves, step.seconds

        return max(self.script, key=weight)

    @cached_property
    def cautions_digest(self) -> str:
        """Changes when what people should mind changes."""
        minded = "\n".join((*self.cautions, "", *self.avoid_if))
        return sha256(minded.encode()).hexdigest()[:16]

    def alt(self, stage: Stage) -> str:
        """The alt text of the picture of a stage."""
        alt = self.steps[stage.step].alt
        return mirrored(alt) if stage.side is Side.OTHER else alt

    @property
    def seconds(self) -> int:
        """How long the whole script takes."""
        return sum(self.steps[stage.step].seconds for stage in self.script)

    @property
    def minutes(self) -> int:
        """About how many it takes."""
        return max(1, round(self.seconds / 60))
