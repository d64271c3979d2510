"""Checks that no part of the body is in the floor, in furniture or in another part."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from bot.figures.body.skeleton import Body
from bot.figures.body.vectors import Array, vec
from bot.figures.model.names import Half, PropKind
from bot.figures.model.room import Prop
from bot.figures.model.schema import RestingArm, StandingLeg
from bot.figures.paint.furniture import DESK_TOP


@dataclass(frozen=True)
class Capsule:
    name: str
    a: Array
    b: Array
    radius: float

    def points(self, count: int = 7) -> Array:
        t = np.linspace(0, 1, count)[:, None]
        line: Array = self.a + (self.b - self.a) * t
        return line


def capsules(body: Body) -> list[Capsule]:
    """The radii are those of a slim person, so that touching is allowed."""
    at = body.at
    parts = [
        Capsule("belly", body.along(0.02), body.along(0.2), 0.085),
        Capsule("chest", body.along(0.24), body.along(0.4), 0.085),
        Capsule("head", at["head"] - body.frames["head"][:, 2] * 0.04, at["head"], 0.085),
    ]
    for half in Half:
        for name, a, b, radius in _LIMBS:
            parts.append(Capsule(f"{half} {name}", at[f"{half} {a}"], at[f"{half} {b}"], radius))
        up = body.frames[f"{half} foot"][:, 2] * 0.026
        heel, ball = at[f"{half} heel"] + up, at[f"{half} foot"] + up
        parts.append(Capsule(f"{half} shoe", heel, ball, 0.026))
    return parts


_LIMBS = (
    ("thigh", "hip", "knee", 0.05),
    ("shank", "knee", "ankle", 0.036),
    ("upper arm", "shoulder", "elbow", 0.032),
    ("forearm", "elbow", "wrist", 0.024),
    ("hand", "wrist", "hand", 0.014),
)


def distance(one: Capsule, two: Capsule) -> float:
    """Meters between the surfaces; negative if they overlap."""
    p, q = one.points(9), two.points(9)
    gaps = np.linalg.norm(p[:, None] - q[None], axis=2)
    return float(gaps.min()) - one.radius - two.radius


_JOINED = {
    frozenset(it)
    for it in (
        ("belly", "chest"), ("chest", "head"), ("belly", "thigh"), ("thigh", "shank"),
        ("shank", "shoe"), ("thigh", "thigh"), ("chest", "upper arm"), ("upper arm", "forearm"),
        ("forearm", "hand"), ("belly", "upper arm"), ("head", "upper arm"),
        ("upper arm", "hand"), ("thigh", "shoe"),
    )
}  # fmt: skip
"""Parts that meet in every pose. Of different halves of the body only the thighs may."""
_OVERLAP = 0.022
"""Meters that soft parts can be compressed."""


def body_problems(body: Body) -> Iterator[tuple[str, str]]:
    for one, two in combinations(capsules(body), 2):
        if not _joined(one.name, two.name) and distance(one, two) < -_OVERLAP:
            deep = -distance(one, two) * 1000
            yield f"the {one.name} is {deep:.0f} mm inside the {two.name}", "move one of the two"


def _joined(one: str, two: str) -> bool:
    (half_a, a), (half_b, b) = _split(one), _split(two)
    if half_a and half_b and half_a != half_b:
        return {a, b} == {"thigh"}
    return frozenset((a, b)) in _JOINED


def _split(name: str) -> tuple[str, str]:
    first, _, rest = name.partition(" ")
    return (first, rest) if first in set(Half) else ("", name)


_SINKS = 0.02
"""Meters that a shoe, knee or cushion gives way."""


def floor_problems(body: Body) -> Iterator[tuple[str, str]]:
    for part in capsules(body):
        low = float(part.points()[:, 2].min()) - part.radius
        if low < -_SINKS - 0.004:
            yield f"the {part.name} is {-low * 1000:.0f} mm under the floor", "raise it"


def floating_problems(body: Body) -> Iterator[tuple[str, str]]:
    pose, room = body.pose, body.room
    if pose.pelvis.rests is not None or any(
        isinstance(arm, RestingArm) and isinstance(arm.hand, list) for arm in pose.arms.values()
    ):
        return
    lowest = min(float(it.points()[:, 2].min()) - it.radius for it in capsules(body))
    if lowest > 0.03 and not room.props:
        yield f"the body is {lowest * 1000:.0f} mm above the floor", "lower the pelvis"


def _solids(prop: Prop) -> list[tuple[Array, Array]]:
    """Boxes (low, high) relative to the middle of a prop."""
    x, y, high = prop.long / 2, prop.wide / 2, prop.high
    match prop.kind:
        case PropKind.CHAIR | PropKind.WHEELCHAIR | PropKind.BENCH:
            seat = (vec(-x, -y, high - 0.04), vec(x, y, high))
            back = (vec(-x, -y, high), vec(-x + 0.03, y, high + 0.4))
            return [seat] if prop.kind is PropKind.BENCH else [seat, back]
        case PropKind.DESK:
            return [(vec(-x, -y, high - DESK_TOP), vec(x, y, high))]
        case PropKind.BLOCK | PropKind.STEP | PropKind.WALL:
            return [(vec(-x, -y, 0), vec(x, y, high))]
        case _:
            return []


def furniture_problems(body: Body) -> Iterator[tuple[str, str]]:
    """A part may touch a prop and sink in a little."""
    for prop in body.room.props:
        for low, high in _solids(prop):
            for part in capsules(body):
                deep = _depth(part, prop, low, high)
                if deep > _SINKS + 0.012:
                    what = f"the {part.name} is {deep * 1000:.0f} mm inside the {prop.kind}"
                    yield what, f"move it, or the {prop.kind}"


def _depth(part: Capsule, prop: Prop, low: Array, high: Array) -> float:
    """Meters a part reaches into a box; 0 or less if it stays outside."""
    inside = np.array([[*prop.to_local(float(p[0]), float(p[1])), p[2]] for p in part.points()])
    nearest = np.clip(inside, low, high)
    gaps = np.linalg.norm(inside - nearest, axis=1)
    within = np.minimum(inside - low, high - inside).min(1)
    return float(np.where(gaps > 0, part.radius - gaps, part.radius + within).max())


def contact_problems(body: Body) -> Iterator[tuple[str, str]]:
    for name, miss in body.misses.items():
        if miss > 0.015:
            what = f"the {name} is {miss * 1000:.0f} mm short of its place"
            yield what, "bring the place, or the body, nearer"
    yield from _planted(body)


def _planted(body: Body) -> Iterator[tuple[str, str]]:
    """A hand placed in the room must touch a prop, unless its height is given."""
    for half in Half:
        arm = body.pose.arms[half]
        if isinstance(arm, RestingArm) and isinstance(arm.hand, list) and len(arm.hand) == 2:
            x, y = arm.hand[0], half.sign * arm.hand[1]
            wants_floor = float(body.at[f"{half} hand"][2]) < 0.1
            if body.room.table_at(x, y) == 0 and not wants_floor:
                yield f"the {half} hand rests on nothing", "move it over a thing"
        leg = body.pose.legs[half]
        if isinstance(leg, StandingLeg) and len(leg.foot) == 3 and leg.foot[2] > 0.01:
            ground = body.room.floor_at(leg.foot[0], half.sign * leg.foot[1])
            if abs(ground - leg.foot[2]) > 0.02:
                yield f"the {half} foot stands on nothing", "leave out its height"
