"""What a figure file may hold: its fields, their types and limits.

As with exercises, a field's description serves twice: editors show it, and a wrong value is
answered with "write " and the description. Lengths are meters, angles are degrees. A place of a
limb is [forward, out, up], where out is away from the middle line on that limb's own side, so that
the same numbers serve both sides.
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
"""Begins the tag of a choice between forms of a limb; no field has such a name."""

Meters = Annotated[float, Field(ge=-3, le=3)]
Degrees = Annotated[float, Field(ge=-180, le=180)]
KeyName = Annotated[str, Field(pattern=WORD, max_length=30)]
Spot = Annotated[list[Meters], Field(min_length=2, max_length=3)]
Vector = Annotated[list[Meters], Field(min_length=3, max_length=3)]
Toward: TypeAlias = Annotated[Direction, Field(strict=False)] | Vector

_TOWARD = "forward, back, up, down, out, in, or a direction [forward, out, up]"


class Entry(BaseModel):
    """Strict: an unknown field, a number written as text or the reverse is an error."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Lean(Entry):
    """How a part of the trunk is bent from the part below it."""

    forward: Degrees = Field(
        default=0, description="degrees bent forward from -180 to 180; negative is backward"
    )
    left: Degrees = Field(
        default=0, description="degrees bent to the person's left from -180 to 180"
    )
    turn: Degrees = Field(
        default=0, description="degrees turned to the person's left from -180 to 180"
    )


class Pelvis(Lean):
    """Where the body is. Its height follows from what carries it, or is given as a third number."""

    at: Spot = Field(
        default=[0.0, 0.0],
        description="[forward, left] in meters, or [forward, left, up] with a height of its own",
    )
    rests: Annotated[PropKind, Field(strict=False)] | Literal["floor"] | None = Field(
        default=None, description="what the person sits or lies on: a prop of this figure, or floor"
    )


class Spine(Lean):
    """The chest against the pelvis."""

    breath: Annotated[float, Field(ge=-0.02, le=0.05)] = Field(
        default=0, description="meters the belly is filled by breath, from -0.02 to 0.05"
    )


class Neck(Lean):
    """The head against the chest."""

    glide: Annotated[float, Field(ge=-0.05, le=0.05)] = Field(
        default=0, description="meters the head is drawn forward, level, from -0.05 to 0.05"
    )


class Shoulders(Entry):
    """Both shoulders, moved against the chest."""

    up: Annotated[float, Field(ge=-0.05, le=0.08)] = Field(
        default=0, description="meters drawn up from -0.05 to 0.08"
    )
    forward: Annotated[float, Field(ge=-0.06, le=0.08)] = Field(
        default=0, description="meters drawn forward from -0.06 to 0.08"
    )


class Swing(Entry):
    """How a limb hangs from the body: all 0 is straight down."""

    forward: Degrees = Field(default=0, description="degrees swung forward from -180 to 180")
    out: Degrees = Field(default=0, description="degrees away from the body from -180 to 180")
    turn: Degrees = Field(
        default=0, description="degrees the front of the limb is turned outwards, -180 to 180"
    )


class StandingLeg(Entry):
    """A foot on the floor or on something low."""

    foot: Spot = Field(
        description="[forward, out] of the ankle in meters; the height is that of what is there"
    )
    heel: Annotated[float, Field(ge=-40, le=80)] = Field(
        default=0,
        description="degrees the heel is lifted, from -40 to 80; negative lifts the toes instead",
    )
    toes: Annotated[float, Field(ge=-45, le=90)] = Field(
        default=5, description="degrees the toes point out, from -45 to 90"
    )
    knee: Toward | None = Field(default=None, description=f"where the knee points: {_TOWARD}")


class KneelingLeg(Entry):
    """A knee on the floor, a cushion or a seat, the shin lying back."""

    kneel: Spot = Field(
        description="[forward, out] of the knee in meters; the height is that of what is there"
    )
    shin: Annotated[float, Field(ge=-60, le=60)] = Field(
        default=0, description="degrees the foot lies outwards, from -60 to 60"
    )
    tucked: bool = Field(default=False, description="true if the toes are tucked under")


class FreeLeg(Entry):
    """A leg in the air, or lying."""

    hip: Swing = Field(description="the fields forward, out and turn, as far as they apply")
    bend: Annotated[float, Field(ge=-5, le=160)] = Field(
        default=0, description="degrees the knee is bent, from -5 to 160"
    )
    ankle: Annotated[float, Field(ge=-60, le=45)] = Field(
        default=0, description="degrees the toes are drawn up, from -60 to 45"
    )


class RestingArm(Entry):
    """A hand on something: a part of the body, or a place in the room."""

    hand: Annotated[Place, Field(strict=False)] | Spot = Field(
        description="the name of a place on the body, or [forward, out] or [forward, out, up]"
    )
    shift: Vector = Field(
        default=[0.0, 0.0, 0.0], description="[forward, out, up] in meters from that place"
    )
    palm: Toward | None = Field(default=None, description=f"where the palm faces: {_TOWARD}")
    fingers: Toward | None = Field(default=None, description=f"where the fingers point: {_TOWARD}")
    elbow: Toward | None = Field(default=None, description=f"where the elbow points: {_TOWARD}")
    grip: Annotated[Grip, Field(strict=False)] | None = Field(
        default=None, description="what the fingers do"
    )


class FreeArm(Entry):
    """An arm in the air, or hanging."""

    shoulder: Swing = Field(description="the fields forward, out and turn, as far as they apply")
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
    """Tells the forms of a limb apart by the one field that each must have."""

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
    """What the face does, beyond being friendly."""

    eyes: Annotated[Eyes, Field(strict=False)] = Field(
        default=Eyes.OPEN, description="open, half or closed"
    )
    look: Direction | None = Field(
        default=None,
        strict=False,
        description="where the eyes go within the face: up, down, in or out (the person's left)",
    )
    mouth: Annotated[Mouth, Field(strict=False)] = Field(
        default=Mouth.SMILE, description="smile, or round to blow softly"
    )


class KeyEntry(Entry):
    """One pose. What it does not say is upright, straight, or as in its `base`."""

    base: KeyName | None = Field(
        default=None, description="the name of a key above, of which this one is a change"
    )
    pelvis: Pelvis = Field(
        default_factory=Pelvis, description="the fields at, rests, forward, left and turn"
    )
    spine: Spine = Field(
        default_factory=Spine,
        description="the fields forward, left, turn and breath, from the pelvis",
    )
    neck: Neck = Field(
        default_factory=Neck, description="the fields forward, left, turn and glide, from the chest"
    )
    shoulders: Shoulders = Field(
        default_factory=Shoulders, description="the fields up and forward, in meters"
    )
    legs: Leg | None = Field(
        default=None, description="a group with one of foot, kneel or hip; it serves both legs"
    )
    left_leg: Leg | None = Field(default=None, description="a group with one of foot, kneel or hip")
    right_leg: Leg | None = Field(
        default=None, description="a group with one of foot, kneel or hip"
    )
    arms: Arm | None = Field(
        default=None, description="a group with one of hand or shoulder; it serves both arms"
    )
    left_arm: Arm | None = Field(default=None, description="a group with one of hand or shoulder")
    right_arm: Arm | None = Field(default=None, description="a group with one of hand or shoulder")
    face: Face = Field(default_factory=Face, description="the fields eyes, look and mouth")


class PropEntry(Entry):
    """Something that stands in the room."""

    kind: Annotated[PropKind, Field(strict=False)] = Field(description="what it is")
    at: Annotated[list[Meters], Field(min_length=2, max_length=2)] = Field(
        default=[0.0, 0.0], description="[forward, left] of its middle in meters"
    )
    turn: Degrees = Field(default=0, description="degrees it is turned left, from -180 to 180")
    high: Annotated[float, Field(ge=0.01, le=3)] | None = Field(
        default=None, description="its height in meters from 0.01 to 3"
    )
    long: Annotated[float, Field(ge=0.05, le=5)] | None = Field(
        default=None, description="how far it reaches forward and back in meters from 0.05 to 5"
    )
    wide: Annotated[float, Field(ge=0.05, le=5)] | None = Field(
        default=None, description="how far it reaches left and right in meters from 0.05 to 5"
    )


class ArrowEntry(Entry):
    """Which way a part of the body goes. Where the arrow stands is found when it is drawn."""

    of: Annotated[Joint, Field(strict=False)] = Field(description="the part that moves")
    go: Toward | None = Field(
        default=None,
        description=f"{_TOWARD}; leave it out to show the way from the key `from`",
    )
    then: Toward | None = Field(
        default=None, description=f"for a circle, where it bends to: {_TOWARD}"
    )


Angles = Annotated[
    list[Annotated[float, Field(ge=-180, le=180)]], Field(min_length=2, max_length=2)
]


class StepEntry(Entry):
    """The picture for one step of the exercise."""

    show: KeyName = Field(description="the name of the key that the picture shows")
    start: KeyName | None = Field(
        default=None,
        alias="from",
        description="the name of the key from which a film moves into it",
    )
    through: list[KeyName] = Field(
        default=[], max_length=4, description="a list of keys that a film comes through on its way"
    )
    back: list[KeyName] = Field(
        default=[],
        max_length=4,
        description="a list of keys that a repeat comes through on its way back, for a circle; "
        "leave it out to go back as it came",
    )
    alternate: bool = Field(
        default=False, description="true if every repeat is done to one side, then to the other"
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
    blink: bool = Field(default=False, description="true if the eyes blink softly during a hold")
    view: Annotated[View, Field(strict=False)] | Angles | None = Field(
        default=None, description="a view for this step alone"
    )
    focus: Annotated[Focus, Field(strict=False)] | None = Field(
        default=None, description="a close-up of head, hands, upper body or feet"
    )
    props: list[PropEntry] | None = Field(
        default=None, description="the props for this step alone, in place of the figure's"
    )


class FigureFile(Entry):
    """The figure of an exercise: one file a piece in content/figures/, named like the exercise."""

    id: Annotated[str, Field(pattern=KEBAB, max_length=60)] = Field(
        description="the id of the exercise, which is also the file's name without .yaml"
    )
    person: PersonName = Field(strict=False, description="who is drawn")
    view: Annotated[View, Field(strict=False)] | Angles = Field(
        default=View.SIDE,
        description="side, front, three-quarter, back, or [degrees round the person, degrees "
        "from above]",
    )
    props: list[PropEntry] = Field(
        default=[], max_length=8, description="a list of up to 8 things in the room, or none"
    )
    keys: dict[KeyName, KeyEntry] = Field(
        min_length=1, description="a group of poses, each with a name"
    )
    steps: list[StepEntry] = Field(
        min_length=2, max_length=10, description="a list with one entry for each step, in order"
    )
