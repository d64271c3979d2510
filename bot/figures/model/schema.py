"""The schema of figure files: their fields, with types and limits.

As with exercises, editors show the description of a field, and an error message quotes it after
the word "write". Lengths are meters, angles are degrees. Positions of limbs are (forward, out, up),
where out is away from the middle of the body, so that the same numbers serve both sides.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from bot.figures.model.names import (
    Band,
    Direction,
    Eyes,
    Focus,
    Grip,
    Joint,
    Mouth,
    Place,
    PropKind,
    View,
)
from bot.figures.model.people import PersonName
from bot.library.files.schema import KEBAB

WORD = r"^[a-z]+( [a-z]+)*$"
CHOICE = "~"
"""Marks the tag of a form of a limb, which no field name can contain."""

Meters = Annotated[float, Field(ge=-3, le=3)]
Degrees = Annotated[float, Field(ge=-180, le=180)]
KeyName = Annotated[str, Field(pattern=WORD, max_length=30)]
Spot = Annotated[list[Meters], Field(min_length=2, max_length=3)]
Vector = Annotated[list[Meters], Field(min_length=3, max_length=3)]
Toward: TypeAlias = Annotated[Direction, Field(strict=False)] | Vector

_TOWARD = "forward, back, up, down, out, in, or a direction [forward, out, up]"


class Entry(BaseModel):
    """Unknown fields are errors, and so is a number written as text or the reverse."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Lean(Entry):
    """How far a part of the trunk is bent relative to the part below it."""

    forward: Degrees = Field(
        default=0, description="degrees bent forward, from -180 to 180; negative is backward"
    )
    left: Degrees = Field(
        default=0, description="degrees bent to the person's left, from -180 to 180"
    )
    turn: Degrees = Field(
        default=0, description="degrees turned to the person's left, from -180 to 180"
    )


class Pelvis(Lean):
    """Where the body is. Its height follows from its support, or is given as a third number."""

    at: Spot = Field(
        default=[0.0, 0.0],
        description="[forward, left] in meters, or [forward, left, up] to set the height too",
    )
    rests: Annotated[PropKind, Field(strict=False)] | Literal["floor"] | None = Field(
        default=None, description="what the person sits or lies on: one of the props, or floor"
    )


class Spine(Lean):
    """The chest relative to the pelvis."""

    breath: Annotated[float, Field(ge=-0.02, le=0.05)] = Field(
        default=0, description="meters that breath expands the belly, from -0.02 to 0.05"
    )


class Neck(Lean):
    """The head relative to the chest."""

    glide: Annotated[float, Field(ge=-0.05, le=0.05)] = Field(
        default=0, description="meters the head slides forward without tilting, from -0.05 to 0.05"
    )


class Shoulders(Entry):
    """Both shoulders, relative to the chest."""

    up: Annotated[float, Field(ge=-0.05, le=0.08)] = Field(
        default=0, description="meters raised, from -0.05 to 0.08"
    )
    forward: Annotated[float, Field(ge=-0.06, le=0.08)] = Field(
        default=0, description="meters moved forward, from -0.06 to 0.08"
    )


class Swing(Entry):
    """How a limb hangs from the body; with all fields 0 it points straight down."""

    forward: Degrees = Field(default=0, description="degrees swung forward, from -180 to 180")
    out: Degrees = Field(
        default=0, description="degrees swung away from the body, from -180 to 180"
    )
    turn: Degrees = Field(
        default=0, description="degrees the front of the limb is turned outward, from -180 to 180"
    )


class StandingLeg(Entry):
    """A leg with its foot on the floor or on something low."""

    foot: Spot = Field(
        description="[forward, out] of the ankle in meters; the foot stands on whatever is there"
    )
    heel: Annotated[float, Field(ge=-40, le=80)] = Field(
        default=0,
        description="degrees the heel is lifted, from -40 to 80; negative lifts the toes",
    )
    toes: Annotated[float, Field(ge=-45, le=90)] = Field(
        default=5, description="degrees the toes point out, from -45 to 90"
    )
    knee: Toward | None = Field(default=None, description=f"where the knee points: {_TOWARD}")


class KneelingLeg(Entry):
    """A leg with its knee on the floor, a cushion or a seat and the shin lying back."""

    kneel: Spot = Field(
        description="[forward, out] of the knee in meters; it kneels on whatever is there"
    )
    shin: Annotated[float, Field(ge=-60, le=60)] = Field(
        default=0, description="degrees the foot points outward, from -60 to 60"
    )
    tucked: bool = Field(default=False, description="true if the toes are tucked under")


class FreeLeg(Entry):
    """A leg in the air, or lying down."""

    hip: Swing = Field(description="a group with any of forward, out and turn")
    bend: Annotated[float, Field(ge=-5, le=160)] = Field(
        default=0, description="degrees the knee is bent, from -5 to 160"
    )
    ankle: Annotated[float, Field(ge=-60, le=45)] = Field(
        default=0, description="degrees the toes are pulled up, from -60 to 45"
    )


class RestingArm(Entry):
    """An arm whose hand is on the body or on something in the room."""

    hand: Annotated[Place, Field(strict=False)] | Spot = Field(
        description="a place on the body, [forward, out] or [forward, out, up] in meters"
    )
    shift: Vector = Field(
        default=[0.0, 0.0, 0.0], description="meters moved from that place, as [forward, out, up]"
    )
    palm: Toward | None = Field(default=None, description=f"where the palm faces: {_TOWARD}")
    fingers: Toward | None = Field(default=None, description=f"where the fingers point: {_TOWARD}")
    elbow: Toward | None = Field(default=None, description=f"where the elbow points: {_TOWARD}")
    grip: Annotated[Grip, Field(strict=False)] | None = Field(
        default=None, description="what the fingers do"
    )


class FreeArm(Entry):
    """An arm in the air, or hanging."""

    shoulder: Swing = Field(description="a group with any of forward, out and turn")
    bend: Annotated[float, Field(ge=-5, le=155)] = Field(
        default=8, description="degrees the elbow is bent, from -5 to 155"
    )
    roll: Degrees = Field(
        default=0, description="degrees the palm is turned forward, from -180 to 180"
    )
    wrist: Annotated[float, Field(ge=-90, le=90)] = Field(
        default=0, description="degrees the hand is bent back, from -90 to 90"
    )
    grip: Annotated[Grip, Field(strict=False)] | None = Field(
        default=None, description="what the fingers do"
    )


def _choice(*fields: str) -> Discriminator:
    """Tells the forms of a limb apart by the field that each requires."""

    def tag(limb: object) -> str:
        given = limb if isinstance(limb, Mapping) else getattr(limb, "model_fields_set", ())
        return next((f"{CHOICE}{it}" for it in fields if it in given), f"{CHOICE}{fields[-1]}")

    return Discriminator(tag)


Leg: TypeAlias = Annotated[
    Annotated[StandingLeg, Tag("~foot")]
    | Annotated[KneelingLeg, Tag("~kneel")]
    | Annotated[FreeLeg, Tag("~hip")],
    _choice("foot", "kneel", "hip"),
]
Arm: TypeAlias = Annotated[
    Annotated[RestingArm, Tag("~hand")] | Annotated[FreeArm, Tag("~shoulder")],
    _choice("hand", "shoulder"),
]


class Face(Entry):
    """The face, which smiles by default."""

    eyes: Annotated[Eyes, Field(strict=False)] = Field(
        default=Eyes.OPEN, description="open, half or closed"
    )
    look: Direction | None = Field(
        default=None,
        strict=False,
        description="where the eyes look: up, down, in, or out (the person's left)",
    )
    mouth: Annotated[Mouth, Field(strict=False)] = Field(
        default=Mouth.SMILE, description="smile, or round as if to blow"
    )


class KeyEntry(Entry):
    """A pose. Whatever it leaves out is as in its `base`, or else upright and straight."""

    base: KeyName | None = Field(
        default=None, description="the name of a key above that this one is based on"
    )
    pelvis: Pelvis = Field(
        default_factory=Pelvis, description="a group with any of at, rests, forward, left and turn"
    )
    spine: Spine = Field(
        default_factory=Spine,
        description="a group with any of forward, left, turn and breath, relative to the pelvis",
    )
    neck: Neck = Field(
        default_factory=Neck,
        description="a group with any of forward, left, turn and glide, relative to the chest",
    )
    shoulders: Shoulders = Field(
        default_factory=Shoulders, description="a group with any of up and forward, in meters"
    )
    legs: Leg | None = Field(
        default=None, description="a group with one of foot, kneel or hip, for both legs"
    )
    left_leg: Leg | None = Field(default=None, description="a group with one of foot, kneel or hip")
    right_leg: Leg | None = Field(
        default=None, description="a group with one of foot, kneel or hip"
    )
    arms: Arm | None = Field(
        default=None, description="a group with one of hand or shoulder, for both arms"
    )
    left_arm: Arm | None = Field(default=None, description="a group with one of hand or shoulder")
    right_arm: Arm | None = Field(default=None, description="a group with one of hand or shoulder")
    face: Face = Field(default_factory=Face, description="a group with any of eyes, look and mouth")


class PropEntry(Entry):
    """A thing in the room."""

    kind: Annotated[PropKind, Field(strict=False)] = Field(description="the kind of thing")
    at: Annotated[list[Meters], Field(min_length=2, max_length=2)] = Field(
        default=[0.0, 0.0], description="[forward, left] of its middle, in meters"
    )
    turn: Degrees = Field(default=0, description="degrees it is turned left, from -180 to 180")
    high: Annotated[float, Field(ge=0.01, le=3)] | None = Field(
        default=None, description="its height in meters, from 0.01 to 3"
    )
    long: Annotated[float, Field(ge=0.05, le=5)] | None = Field(
        default=None, description="its size from front to back in meters, from 0.05 to 5"
    )
    wide: Annotated[float, Field(ge=0.05, le=5)] | None = Field(
        default=None, description="its size from left to right in meters, from 0.05 to 5"
    )


class ArrowEntry(Entry):
    """The direction in which a part of the body moves; the arrow is placed automatically."""

    of: Annotated[Joint, Field(strict=False)] = Field(description="the part that moves")
    go: Toward | None = Field(
        default=None,
        description=f"{_TOWARD}; leave it out for the movement from the key `from`",
    )
    then: Toward | None = Field(
        default=None, description=f"for a circle, the direction it bends to: {_TOWARD}"
    )


Angles = Annotated[
    list[Annotated[float, Field(ge=-180, le=180)]], Field(min_length=2, max_length=2)
]


class StepEntry(Entry):
    """The picture of one step of the exercise."""

    show: KeyName = Field(description="the name of the key that the picture shows")
    start: KeyName | None = Field(
        default=None,
        alias="from",
        description="the name of the key that a film starts from",
    )
    through: list[KeyName] = Field(
        default=[],
        max_length=4,
        description="a list of keys that a film passes through on the way there",
    )
    back: list[KeyName] = Field(
        default=[],
        max_length=4,
        description="a list of keys that a repetition passes through on the way back, for a "
        "circle; leave it out to go back the same way",
    )
    alternate: bool = Field(
        default=False, description="true if every repetition is done on one side, then on the other"
    )
    muscles: list[Annotated[Band, Field(strict=False)]] = Field(
        default=[], max_length=3, description="a list of up to 3 muscles to highlight"
    )
    arrows: list[ArrowEntry] = Field(
        default=[], max_length=2, description="a list of up to 2 arrows, each with of and go"
    )
    gaze: Annotated[PropKind, Field(strict=False)] | None = Field(
        default=None, description="the prop the person looks at, along a dotted line"
    )
    blink: bool = Field(default=False, description="true if the eyes blink during a hold")
    view: Annotated[View, Field(strict=False)] | Angles | None = Field(
        default=None, description="a view for this step only"
    )
    focus: Annotated[Focus, Field(strict=False)] | None = Field(
        default=None, description="a close-up of head, hands, upper body or feet"
    )
    props: list[PropEntry] | None = Field(
        default=None, description="the props for this step only, instead of the figure's"
    )


class FigureFile(Entry):
    """The figure of an exercise: a file in content/figures/ with the name of the exercise."""

    id: Annotated[str, Field(pattern=KEBAB, max_length=60)] = Field(
        description="the id of the exercise, which is also the file name without .yaml"
    )
    person: PersonName = Field(strict=False, description="who is drawn")
    view: Annotated[View, Field(strict=False)] | Angles = Field(
        default=View.SIDE,
        description="side, front, three-quarter, back, or [degrees around the person, degrees "
        "from above]",
    )
    props: list[PropEntry] = Field(
        default=[], max_length=8, description="a list of up to 8 things in the room"
    )
    keys: dict[KeyName, KeyEntry] = Field(min_length=1, description="a group of named poses")
    steps: list[StepEntry] = Field(
        min_length=2, max_length=10, description="a list with one entry for each step, in order"
    )
