"""Vectors and rotations: x forward, y to the person's left, z up; angles in degrees."""

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
    """The vector scaled to length 1; a null vector stays null."""
    array = np.asarray(vector, float)
    return array / max(float(np.linalg.norm(array)), 1e-9)


def rotation(axis: Array, degrees: float) -> Array:
    """The rotation matrix about an axis, counterclockwise when the axis points at the viewer."""
    angle, (x, y, z) = np.radians(degrees), unit(axis)
    k = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    matrix: Array = np.eye(3) + np.sin(angle) * k + (1 - np.cos(angle)) * k @ k
    return matrix


def trunk_rotation(forward: float, left: float, turn: float) -> Array:
    """The rotation of a part of the trunk that bends forward, then left, then turns left."""
    return rotation(UP, turn) @ rotation(FORWARD, -left) @ rotation(LEFT, forward)


def limb_rotation(sign: int, forward: float, out: float, turn: float) -> Array:
    """The rotation of a hanging limb that turns outward, then swings out, then forward."""
    return rotation(LEFT, -forward) @ rotation(FORWARD, sign * out) @ rotation(UP, sign * turn)


def slerp(a: Array, b: Array, t: float) -> Array:
    """The rotation `t` of the way from `a` to `b` (spherical linear interpolation)."""
    d = a.T @ b
    angle = float(np.degrees(np.arccos(np.clip((np.trace(d) - 1) / 2, -1, 1))))
    if angle < 0.01:
        return a
    axis = vec(d[2, 1] - d[1, 2], d[0, 2] - d[2, 0], d[1, 0] - d[0, 1])
    return a @ rotation(axis if np.linalg.norm(axis) > 1e-6 else LEFT, angle * t)


def bone_frame(down: Array, front: Array) -> Array:
    """The frame (columns front, left, up) of a bone that points `down` and faces `front`."""
    z = -unit(down)
    x = unit(front - np.dot(front, z) * z)
    return np.stack([x, np.cross(z, x), z], 1)


def hand_frame(sign: int, fingers: Array, palm: Array) -> Array:
    """Fingers point down the frame's z axis, and the thumb is on its front."""
    z = -unit(fingers)
    y = -sign * unit(palm - np.dot(palm, z) * z)
    return np.stack([np.cross(y, z), y, z], 1)


def solve_two_bones(
    start: Array, goal: Array, upper: float, lower: float, pole: Array, front: int
) -> tuple[Array, Array, float]:
    """Two-bone inverse kinematics with the middle joint toward `pole`.

    Returns the frames of both bones and the meters by which the goal was out of reach.
    """
    away = float(np.linalg.norm(goal - start))
    d = float(np.clip(away, abs(upper - lower) + 1e-4, upper + lower - 1e-4))
    u = unit(goal - start)
    p = unit(pole - np.dot(pole, u) * u)
    along = (upper**2 + d**2 - lower**2) / (2 * d)
    middle = start + along * u + np.sqrt(max(0.0, upper**2 - along**2)) * p
    first = bone_frame(middle - start, front * p)
    return first, bone_frame(start + d * u - middle, front * p), abs(away - d)
