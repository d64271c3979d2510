"""Vectors and rotations: x forward, y to the person's left, z up; metres and degrees."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Vec: TypeAlias = NDArray[np.float64]
"""A point or direction, or an array of them."""

Frame: TypeAlias = NDArray[np.float64]
"""A rotation. Its columns are where the front, the left and the upper side of a part point."""

X, Y, Z = np.eye(3)


def vec(*numbers: float) -> Vec:
    return np.array(numbers, dtype=np.float64)


def length(v: Vec) -> float:
    return float(np.sqrt(v @ v))


def unit(v: ArrayLike) -> Vec:
    array = np.asarray(v, dtype=np.float64)
    return array / max(length(array), 1e-9)


def rotation(axis: ArrayLike, degrees: float) -> Frame:
    """Turns about an axis, counter-clockwise when it points at you."""
    angle = np.radians(degrees)
    x, y, z = unit(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    turned: Frame = np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross
    return turned


def leaning(forward: float = 0, left: float = 0, turn: float = 0) -> Frame:
    """An upright part that leans forward, leans left and turns left."""
    return rotation(Z, turn) @ rotation(X, -left) @ rotation(Y, forward)


def swinging(sign: int, forward: float = 0, out: float = 0, turn: float = 0) -> Frame:
    """A hanging limb that swings forward, away from the body, and turns its front outwards."""
    return rotation(Y, -forward) @ rotation(X, sign * out) @ rotation(Z, sign * turn)


def part_way(a: Frame, b: Frame, t: float) -> Frame:
    """The rotation that lies `t` of the way from `a` to `b`, the short way round."""
    change = a.T @ b
    angle = np.degrees(np.arccos(np.clip((np.trace(change) - 1) / 2, -1, 1)))
    if angle < 0.01:
        return a
    axis = vec(
        change[2, 1] - change[1, 2], change[0, 2] - change[2, 0], change[1, 0] - change[0, 1]
    )
    return a @ rotation(axis if length(axis) > 1e-6 else Y, angle * t)


def hanging(down: Vec, front: ArrayLike) -> Frame:
    """The frame of a bone that points `down`, with its front as near to `front` as that allows."""
    z = -unit(down)
    towards = np.asarray(front, dtype=np.float64)
    x = unit(towards - (towards @ z) * z)
    return np.stack([x, np.cross(z, x), z], axis=1)


def without(v: Vec, direction: Vec) -> Vec:
    """The part of `v` that is square to a unit `direction`."""
    return v - (v @ direction) * direction


def angle_between(a: Vec, b: Vec) -> float:
    return float(np.degrees(np.arccos(np.clip(unit(a) @ unit(b), -1, 1))))


def smooth_curve(points: Sequence[Vec] | Vec, count: int = 40) -> Vec:
    """A Catmull-Rom curve through the points."""
    given = np.asarray(points, dtype=np.float64)
    padded = np.vstack([2 * given[0] - given[1], given, 2 * given[-1] - given[-2]])
    along = np.linspace(0, len(given) - 1, count)
    i = np.minimum(along.astype(int), len(given) - 2)
    t = (along - i)[:, None]
    a, b, c, d = (padded[i + n] for n in range(4))
    curve: Vec = 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )
    return curve


def profile(stops: Sequence[Sequence[float]], at: ArrayLike) -> Vec:
    """Rows of values at the places `at`, on a cubic through stops of (place, value, value …)."""
    table = np.asarray(stops, dtype=np.float64)
    place, values = table[:, 0], table[:, 1:]
    wanted = np.clip(np.asarray(at, dtype=np.float64), place[0], place[-1])
    k = np.clip(np.searchsorted(place, wanted) - 1, 0, len(place) - 2)
    step = (place[k + 1] - place[k])[:, None]
    u = (wanted - place[k])[:, None] / step
    slope = np.gradient(values, place, axis=0)
    rows: Vec = (
        (2 * u**3 - 3 * u**2 + 1) * values[k]
        + (u**3 - 2 * u**2 + u) * step * slope[k]
        + (3 * u**2 - 2 * u**3) * values[k + 1]
        + (u**3 - u**2) * step * slope[k + 1]
    )
    return rows
