"""Checks that the center of mass is over the support."""

from collections.abc import Iterator

import numpy as np

from bot.figures.body.skeleton import Body
from bot.figures.body.vectors import Array, vec
from bot.figures.model.names import Half
from bot.figures.model.schema import RestingArm

_TRUNK = (("pelvis", "chest", 0.46), ("head", "head", 0.08))
_LIMBS = (
    ("hip", "knee", 0.10),
    ("knee", "ankle", 0.05),
    ("ankle", "foot", 0.015),
    ("shoulder", "elbow", 0.028),
    ("elbow", "wrist", 0.016),
    ("wrist", "fingertips", 0.006),
)
"""Segments between two joints, and their share of the body's mass."""
_TOUCHES = 0.1
_SWAY = 0.02
_PAD = ((0.03, 0.04), (-0.06, 0.04), (0.03, -0.04), (-0.06, -0.04))


def balance_problems(body: Body) -> Iterator[tuple[str, str]]:
    """Poses that sit or lie count as balanced."""
    if body.pose.pelvis.rests is not None or body.at["pelvis"][2] < 0.25:
        return
    points = _carriers(body)
    if not points:
        yield "nothing carries the body", "put a foot or a knee on the floor"
        return
    spots = np.array([p[:2] + vec(*d) for p in points for d in _PAD])
    mass = center_of_mass(body)[:2]
    worst = 0.0
    for a in np.linspace(0, 2 * np.pi, 24, endpoint=False):
        way = vec(np.cos(a), np.sin(a))
        worst = max(worst, float(way @ mass - (spots @ way).max()))
    if worst > _SWAY:
        what = f"the center of mass is {worst * 1000:.0f} mm outside what carries the body"
        yield what, "move the pelvis over the feet, or put a hand on something"


def center_of_mass(body: Body) -> Array:
    total = np.zeros(3)
    for a, b, share in _TRUNK:
        total += share * (body.at[a] + body.at[b]) / 2
    for half in Half:
        for a, b, share in _LIMBS:
            total += share * (body.at[f"{half} {a}"] + body.at[f"{half} {b}"]) / 2
    return total


def _carriers(body: Body) -> list[Array]:
    """Joints on the ground, on a step or on a seat, and hands that lean on something."""
    found = []
    for half in Half:
        for name in ("sole", "foot", "knee", "elbow", "hand"):
            p = body.at[f"{half} {name}"]
            ground = body.room.seat_at(float(p[0]), float(p[1]))
            if p[2] - ground < _TOUCHES:
                found.append(p)
        arm = body.pose.arms[half]
        if isinstance(arm, RestingArm) and isinstance(arm.hand, list):
            found.append(body.at[f"{half} hand"])
    return found
