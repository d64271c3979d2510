"""The words of figure files. YAML must not read one of them as another type, such as `on`."""

from enum import StrEnum
from typing import Self


class Half(StrEnum):
    """Left and right are those of the person drawn."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def sign(self) -> int:
        """Of the y coordinate, which points to the person's left."""
        return 1 if self is Half.LEFT else -1

    @property
    def other(self) -> Self:
        return type(self)("right" if self is Half.LEFT else "left")


class View(StrEnum):
    """Where the viewer stands. `side` is the person's right, so that they look to the right."""

    SIDE = "side"
    FRONT = "front"
    THREE_QUARTER = "three-quarter"
    BACK = "back"


class Focus(StrEnum):
    HEAD = "head"
    HANDS = "hands"
    UPPER_BODY = "upper body"
    FEET = "feet"


class Direction(StrEnum):
    """A direction; `out` and `in` are relative to the half of the body."""

    FORWARD = "forward"
    BACK = "back"
    UP = "up"
    DOWN = "down"
    OUT = "out"
    IN = "in"

    @property
    def vector(self) -> tuple[float, float, float]:
        """(forward, out, up)"""
        return _VECTORS[self]


_VECTORS = {
    Direction.FORWARD: (1.0, 0.0, 0.0),
    Direction.BACK: (-1.0, 0.0, 0.0),
    Direction.UP: (0.0, 0.0, 1.0),
    Direction.DOWN: (0.0, 0.0, -1.0),
    Direction.OUT: (0.0, 1.0, 0.0),
    Direction.IN: (0.0, -1.0, 0.0),
}


class Grip(StrEnum):
    RELAXED = "relaxed"
    FLAT = "flat"
    SPREAD = "spread"
    THUMB_OUT = "thumb out"
    HOLD = "hold"
    HOOK = "hook"
    FIST = "fist"
    PINCH = "pinch"
    INTERLACE = "interlace"


class Place(StrEnum):
    """Where a hand can rest on the body; with `other`, on the opposite half of it."""

    LAP = "lap"
    KNEE = "knee"
    BEHIND_THIGH = "behind thigh"
    SHIN = "shin"
    HIP = "hip"
    BELLY = "belly"
    CHEST = "chest"
    LOW_BACK = "low back"
    BACK_OF_HEAD = "back of head"
    TEMPLE = "temple"
    FOREHEAD = "forehead"
    EYES = "eyes"
    CHIN = "chin"
    ANKLE = "ankle"
    PRAYER = "prayer"
    CLASP = "clasp"
    OTHER_LAP = "other lap"
    OTHER_KNEE = "other knee"
    OTHER_BEHIND_THIGH = "other behind thigh"
    OTHER_SHIN = "other shin"
    OTHER_SHOULDER = "other shoulder"
    OTHER_UPPER_ARM = "other upper arm"
    OTHER_ELBOW = "other elbow"
    OTHER_WRIST = "other wrist"
    OTHER_FINGERS = "other fingers"
    OTHER_BACK_OF_HAND = "other back of hand"
    OTHER_ANKLE = "other ankle"
    OTHER_TEMPLE = "other temple"


class Eyes(StrEnum):
    OPEN = "open"
    HALF = "half"
    CLOSED = "closed"


class Mouth(StrEnum):
    SMILE = "smile"
    ROUND = "round"


class PropKind(StrEnum):
    MAT = "mat"
    CUSHION = "cushion"
    BLOCK = "block"
    CHAIR = "chair"
    WHEELCHAIR = "wheelchair"
    BENCH = "bench"
    DESK = "desk"
    MONITOR = "monitor"
    KEYBOARD = "keyboard"
    WALL = "wall"
    CORNER = "corner"
    WINDOW = "window"
    STEP = "step"


class Joint(StrEnum):
    """A part of the body that an arrow can point out."""

    HEAD = "head"
    CHIN = "chin"
    CHEST = "chest"
    PELVIS = "pelvis"
    LEFT_SHOULDER = "left shoulder"
    RIGHT_SHOULDER = "right shoulder"
    LEFT_ELBOW = "left elbow"
    RIGHT_ELBOW = "right elbow"
    LEFT_HAND = "left hand"
    RIGHT_HAND = "right hand"
    LEFT_HIP = "left hip"
    RIGHT_HIP = "right hip"
    LEFT_KNEE = "left knee"
    RIGHT_KNEE = "right knee"
    LEFT_HEEL = "left heel"
    RIGHT_HEEL = "right heel"
    LEFT_FOOT = "left foot"
    RIGHT_FOOT = "right foot"


class Band(StrEnum):
    """A muscle that can be highlighted, in a reader's words."""

    NECK_BACK = "neck back"
    NECK_FRONT = "neck front"
    UPPER_BACK = "upper back"
    CHEST = "chest"
    BELLY = "belly"
    DIAPHRAGM = "diaphragm"
    LOW_BACK = "low back"
    LEFT_NECK_SIDE = "left neck side"
    RIGHT_NECK_SIDE = "right neck side"
    LEFT_SHOULDER = "left shoulder"
    RIGHT_SHOULDER = "right shoulder"
    LEFT_REAR_SHOULDER = "left rear shoulder"
    RIGHT_REAR_SHOULDER = "right rear shoulder"
    LEFT_CHEST = "left chest"
    RIGHT_CHEST = "right chest"
    LEFT_FLANK = "left flank"
    RIGHT_FLANK = "right flank"
    LEFT_OBLIQUE = "left oblique"
    RIGHT_OBLIQUE = "right oblique"
    LEFT_BICEPS = "left biceps"
    RIGHT_BICEPS = "right biceps"
    LEFT_TRICEPS = "left triceps"
    RIGHT_TRICEPS = "right triceps"
    LEFT_FOREARM_TOP = "left forearm top"
    RIGHT_FOREARM_TOP = "right forearm top"
    LEFT_FOREARM_UNDER = "left forearm under"
    RIGHT_FOREARM_UNDER = "right forearm under"
    LEFT_FINGERS = "left fingers"
    RIGHT_FINGERS = "right fingers"
    LEFT_THUMB = "left thumb"
    RIGHT_THUMB = "right thumb"
    LEFT_HIP_FLEXOR = "left hip flexor"
    RIGHT_HIP_FLEXOR = "right hip flexor"
    LEFT_GLUTE = "left glute"
    RIGHT_GLUTE = "right glute"
    LEFT_OUTER_HIP = "left outer hip"
    RIGHT_OUTER_HIP = "right outer hip"
    LEFT_INNER_THIGH = "left inner thigh"
    RIGHT_INNER_THIGH = "right inner thigh"
    LEFT_FRONT_THIGH = "left front thigh"
    RIGHT_FRONT_THIGH = "right front thigh"
    LEFT_HAMSTRING = "left hamstring"
    RIGHT_HAMSTRING = "right hamstring"
    LEFT_CALF = "left calf"
    RIGHT_CALF = "right calf"
    LEFT_SHIN = "left shin"
    RIGHT_SHIN = "right shin"


def mirrored_name(name: str) -> str:
    """The name on the other half: `left knee` for `right knee`, but `head` for `head`."""
    first, _, rest = name.partition(" ")
    return f"{Half(first).other} {rest}" if first in set(Half) and rest else name


def split_half(name: str) -> tuple[Half | None, str]:
    """Splits `right calf` into (RIGHT, "calf") and `belly` into (None, "belly")."""
    first, _, rest = name.partition(" ")
    return (Half(first), rest) if first in set(Half) and rest else (None, name)
