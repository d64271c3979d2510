"""Vectors and rotations. x is forward, y to the person's left, z up; degrees throughout."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]

FORWARD = np.array([1.0, 0.0, 0.0])
LEFT = np.array([0.0, 1.0, 0.0])
UP = np.array([0.0, 0.0, 1.0])


def vec(*numbers: float) -> Array:
    return np.array(numbers, float)


def unit(vector: Array | Sequence[float]) -> Array:
    """The same direction with length 1; a null vector stays null."""
    array = np.asarray(vector, float)
    return array / max(float(np.linalg.norm(array)), 1e-9)


def turned(axis: Array, degrees: float) -> Array:
    """A rotation (3, 3) about an axis, counterclockwise seen against it."""
    angle, (x, y, z) = np.radians(degrees), unit(axis)
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    rotation: Array = np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k
    return rotation


def bent(forward: float, left: float, turn: float) -> Array:
    """Of a part of the trunk: leant forward, leant left, turned left."""
    return turned(UP, turn) @ turned(FORWARD, -left) @ turned(LEFT, forward)


def swung(sign: int, forward: float, out: float, turn: float) -> Array:
    """Of a hanging limb: forward, away from the body, rotated outwards."""
    return turned(LEFT, -forward) @ turned(FORWARD, sign * out) @ turned(UP, sign * turn)


def between(a: Array, b: Array, t: float) -> Array:
    """The rotation t of the way from a to b."""
    d = a.T @ b
    angle = float(np.degrees(np.arccos(np.clip((np.trace(d) - 1) / 2, -1, 1))))
    if angle < 0.01:
        return a
    axis = vec(d[2, 1] - d[1, 2], d[0, 2] - d[2, 0], d[1, 0] - d[0, 1])
    return a @ turned(axis if np.linalg.norm(axis) > 1e-6 else LEFT, angle * t)


def hung(down: Array, front: Array) -> Array:
    """The frame (columns front, left, up) of a bone along `down` whose front faces `front`."""
    z = -unit(down)
    x = unit(front - np.dot(front, z) * z)
    return np.stack([x, np.cross(z, x), z], 1)


def hand_frame(sign: int, fingers: Array, palm: Array) -> Array:
    """The frame of a hand: fingers down its z, the thumb on its front, the palm inwards."""
    z = -unit(fingers)
    y = -sign * unit(palm - np.dot(palm, z) * z)
    return np.stack([np.cross(y, z), y, z], 1)


def reach(
    start: Array, goal: Array, upper: float, lower: float, pole: Array, front: int
) -> tuple[Array, Array, float]:
    """Both frames of a two-bone limb whose middle joint goes toward `pole`.

    The last number is how far, in meters, the goal was out of reach.
    """
    away = float(np.linalg.norm(goal - start))
    d = float(np.clip(away, abs(upper - lower) + 1e-4, upper + lower - 1e-4))
    u = unit(goal - start)
    p = unit(pole - np.dot(pole, u) * u)
    along = (upper**2 + d**2 - lower**2) / (2 * d)
    middle = start + along * u + np.sqrt(max(0.0, upper**2 - along**2)) * p
    first = hung(middle - start, front * p)
    return first, hung(start + d * u - middle, front * p), abs(away - d)
