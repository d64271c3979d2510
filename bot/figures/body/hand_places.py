"""Where a hand can rest on the body: the point, and how palm and fingers are oriented there.

Vectors are (front, out, up) in the frame of a bone, so that a place moves with the pose and serves
both halves of the body.
"""

from dataclasses import dataclass
from typing import NamedTuple

from bot.figures.model.names import Place

Triple = tuple[float, float, float]


@dataclass(frozen=True)
class HandPlace:
    """The point `t` of the way from joint `a` to joint `b`, moved by `off` meters.

    Vectors are in the frame `bone`. With `other` all of them are of the opposite half of the body.
    """

    bone: str
    a: str
    b: str
    t: float
    off: Triple
    palm: Triple
    fingers: Triple
    other: bool = False


class _In(NamedTuple):
    """A frame and two joints. For those of a limb, the half of the body is added later."""

    bone: str
    a: str
    b: str


_THIGH = _In("thigh", "hip", "knee")
_SHANK = _In("shank", "knee", "ankle")
_UPPER = _In("upper arm", "shoulder", "elbow")
_FORE = _In("forearm", "elbow", "wrist")
_HAND = _In("hand", "wrist", "fingertips")
_PELVIS = _In("pelvis", "pelvis", "pelvis")
_CHEST = _In("chest", "chest", "chest")
_HEAD = _In("head", "head", "head")

HAND_PLACES: dict[Place, HandPlace] = {
    Place.LAP: HandPlace(*_THIGH, 0.62, (0.088, 0, 0), (-1, 0, 0), (0, -0.25, -1)),
    Place.KNEE: HandPlace(*_THIGH, 0.93, (0.078, 0, 0), (-1, 0, 0), (0, -0.2, -1)),
    Place.BEHIND_THIGH: HandPlace(*_THIGH, 0.66, (-0.082, 0, 0), (1, 0, 0), (0, -1, 0.25)),
    Place.SHIN: HandPlace(*_SHANK, 0.22, (0.072, 0.01, 0), (-1, 0, 0), (0, -1, 0.1)),
    Place.HIP: HandPlace(*_PELVIS, 0, (0.03, 0.178, 0.07), (0, -1, 0), (0.9, 0, -0.45)),
    Place.BELLY: HandPlace(*_PELVIS, 0, (0.128, 0.05, 0.1), (-1, 0, 0), (0, -1, -0.1)),
    Place.CHEST: HandPlace(*_CHEST, 0, (0.135, 0.05, -0.02), (-1, 0, 0), (0, -1, 0.45)),
    Place.LOW_BACK: HandPlace(*_PELVIS, 0, (-0.118, 0.075, 0.1), (1, 0, 0), (0, -0.6, -1)),
    Place.BACK_OF_HEAD: HandPlace(*_HEAD, 0, (-0.15, 0.045, 0.0), (1, 0, 0), (0, -1, 0.25)),
    Place.TEMPLE: HandPlace(*_HEAD, 0, (0.01, 0.122, 0.04), (0, -1, 0), (0.15, 0, 1)),
    Place.FOREHEAD: HandPlace(*_HEAD, 0, (0.125, 0.02, 0.06), (-1, 0, 0), (0, -1, 0.3)),
    Place.EYES: HandPlace(*_HEAD, 0, (0.128, 0.045, -0.012), (-1, 0, 0), (0, -0.45, 1)),
    Place.CHIN: HandPlace(*_HEAD, 0, (0.135, 0.015, -0.145), (-0.5, -0.6, 0.6), (-0.2, -0.5, 1)),
    Place.ANKLE: HandPlace(*_SHANK, 0.96, (0.062, 0, 0), (-1, 0, 0), (0, -1, 0)),
    Place.PRAYER: HandPlace(*_CHEST, 0, (0.2, 0.02, 0.0), (0, -1, 0), (0.25, 0, 1)),
    Place.CLASP: HandPlace(*_CHEST, 0, (0.3, 0.024, -0.1), (0, -1, 0), (1, -0.2, 0.1)),
    Place.OTHER_LAP: HandPlace(*_THIGH, 0.62, (0.088, 0, 0), (-1, 0, 0), (0, 0.6, -1), True),
    Place.OTHER_KNEE: HandPlace(*_THIGH, 0.93, (0.074, 0.01, 0), (-1, 0, 0), (0, 1, -0.4), True),
    Place.OTHER_BEHIND_THIGH: HandPlace(
        *_THIGH, 0.58, (-0.082, 0, 0), (1, 0, 0), (0, 1, 0.2), True
    ),
    Place.OTHER_SHIN: HandPlace(*_SHANK, 0.34, (0.068, -0.01, 0), (-1, 0, 0), (0, 1, 0.1), True),
    Place.OTHER_SHOULDER: HandPlace(
        *_CHEST, 0, (0.095, 0.125, 0.11), (-0.8, 0, -0.6), (-0.3, 1, 0.5), True
    ),
    Place.OTHER_UPPER_ARM: HandPlace(*_UPPER, 0.7, (0.055, 0, 0), (-1, 0, 0), (0, 1, -0.1), True),
    Place.OTHER_ELBOW: HandPlace(*_UPPER, 0.95, (0, 0.055, 0), (0, -1, 0), (1, 0, 0), True),
    Place.OTHER_WRIST: HandPlace(*_FORE, 0.93, (0.0, 0.043, 0), (0, -1, 0), (1, 0, 0), True),
    Place.OTHER_FINGERS: HandPlace(*_HAND, 0.86, (0.0, -0.03, 0), (0, 1, 0), (1, 0, 0), True),
    Place.OTHER_BACK_OF_HAND: HandPlace(
        *_HAND, 0.5, (0.0, 0.034, 0), (0, -1, 0), (1, 0, -0.2), True
    ),
    Place.OTHER_ANKLE: HandPlace(*_SHANK, 0.96, (0.062, 0, 0), (-1, 0, 0), (0, 1, 0), True),
    Place.OTHER_TEMPLE: HandPlace(*_HEAD, 0, (-0.02, 0.118, 0.05), (0, -1, 0), (0, -0.1, -1), True),
}  # fmt: skip
