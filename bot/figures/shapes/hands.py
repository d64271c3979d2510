"""Hands: a palm, four fingers of three bones, and an opposed thumb."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from bot.figures.body.hand_places import Triple
from bot.figures.body.skeleton import Body
from bot.figures.body.vectors import Array, unit, vec
from bot.figures.model.names import Grip, Half
from bot.figures.model.schema import Arm, RestingArm
from bot.figures.shapes.blobs import Blobs
from bot.figures.shapes.parts import FINGERS

_At: TypeAlias = Callable[[float, float, float], Array]
"""Maps a point (front, toward the palm, down the fingers) of the hand to space."""

SIZE = 1.08
"""Hands slightly larger than life read better in small pictures."""


@dataclass(frozen=True)
class HandShape:
    """Degrees each finger joint bends, degrees between fingers, and the thumb's knuckle and tip.

    Points are (front, toward the palm, down the fingers) in meters; the thumb is at the front.
    """

    bends: Triple
    spread: float
    knuckle: Triple
    tip: Triple


GRIPS: dict[Grip, HandShape] = {
    Grip.RELAXED: HandShape((16, 24, 14), 2.5, (0.049, 0.016, 0.060), (0.050, 0.026, 0.096)),
    Grip.FLAT: HandShape((2, 2, 0), 3, (0.052, 0.004, 0.056), (0.064, 0.008, 0.090)),
    Grip.SPREAD: HandShape((0, 0, 0), 11, (0.060, 0.002, 0.048), (0.090, 0.004, 0.074)),
    Grip.THUMB_OUT: HandShape((6, 8, 4), 4, (0.066, -0.002, 0.038), (0.104, -0.006, 0.050)),
    Grip.HOLD: HandShape((38, 42, 26), 2, (0.046, 0.030, 0.050), (0.040, 0.058, 0.078)),
    Grip.HOOK: HandShape((24, 75, 45), 1.5, (0.048, 0.016, 0.060), (0.046, 0.030, 0.094)),
    Grip.FIST: HandShape((78, 95, 55), 0.5, (0.043, 0.036, 0.058), (0.008, 0.050, 0.082)),
    Grip.PINCH: HandShape((44, 42, 20), 2, (0.046, 0.032, 0.058), (0.036, 0.062, 0.084)),
    Grip.INTERLACE: HandShape((42, 60, 18), 4, (0.044, 0.028, 0.056), (0.030, 0.046, 0.086)),
}

_FINGERS = ((0.031, 0.070), (0.0105, 0.079), (-0.0100, 0.074), (-0.0300, 0.058))
"""Position across the palm, and length, in meters."""
_BONES = (0.45, 0.31, 0.24)
_KNUCKLES = 0.086


def add_hand(blobs: Blobs, body: Body, half: Half) -> None:
    wrist, frame = body.at[f"{half} wrist"], body.frames[f"{half} hand"]
    shape = _shape_of(body, half)

    def at(front: float, palm: float, down: float) -> Array:
        return wrist + frame @ (vec(front, -half.sign * palm, -down) * SIZE)

    _add_palm(blobs, at, frame, f"{half} hand")
    for place, (x, length) in enumerate(_FINGERS):
        side = np.radians(shape.spread) * (1.4 - place)
        _add_finger(blobs, wrist, frame, half, shape, x, length * SIZE, float(side), place)
    _add_thumb(blobs, at, shape, half)


def _shape_of(body: Body, half: Half) -> HandShape:
    if body.transition is None:
        return GRIPS[grip_of(body.pose.arms[half])]
    first, last, t = body.transition
    return _between(GRIPS[grip_of(first.arms[half])], GRIPS[grip_of(last.arms[half])], t)


def _between(a: HandShape, b: HandShape, t: float) -> HandShape:
    def mixed(one: Triple, two: Triple) -> Triple:
        x, y, z = (p + (q - p) * t for p, q in zip(one, two, strict=True))
        return x, y, z

    return HandShape(
        mixed(a.bends, b.bends),
        a.spread + (b.spread - a.spread) * t,
        mixed(a.knuckle, b.knuckle),
        mixed(a.tip, b.tip),
    )


def grip_of(arm: Arm) -> Grip:
    """The grip of the pose. By default the hand is flat on a prop, and relaxed elsewhere."""
    if arm.grip is not None:
        return arm.grip
    if not isinstance(arm, RestingArm):
        return Grip.RELAXED
    return Grip.FLAT if isinstance(arm.hand, list) else Grip.RELAXED


def _add_palm(blobs: Blobs, at: _At, frame: Array, part: str) -> None:
    for t in np.linspace(0, 1, int(2 * blobs.fine)):
        wide = float(np.interp(t, [0, 0.25, 0.55, 0.8, 1], [0.024, 0.031, 0.038, 0.041, 0.040]))
        blobs.ball(at(0.002, 0, 0.085 * t), vec(wide, 0.0155, 0.020) * SIZE, part, frame)


def _add_finger(
    blobs: Blobs,
    wrist: Array,
    frame: Array,
    half: Half,
    shape: HandShape,
    x: float,
    length: float,
    side: float,
    place: int,
) -> None:
    points = [wrist + frame @ (vec(x, 0, -_KNUCKLES) * SIZE)]
    angle = 0.0
    for bend, share in zip(shape.bends, _BONES, strict=True):
        angle += float(np.radians(bend))
        way = vec(
            np.sin(side) * np.cos(angle), -half.sign * np.sin(angle), -np.cos(angle) * np.cos(side)
        )
        points.append(points[-1] + frame @ unit(way) * length * share)
    thick = (0.0112, 0.0108, 0.0100, 0.0088)
    blobs.chain(points, [it * SIZE for it in thick], f"{half} {FINGERS[place]}")


def _add_thumb(blobs: Blobs, at: _At, shape: HandShape, half: Half) -> None:
    points = [at(0.022, 0.004, 0.022), at(*shape.knuckle), at(*shape.tip)]
    blobs.chain(points, [0.0165 * SIZE, 0.0125 * SIZE, 0.0100 * SIZE], f"{half} thumb")
