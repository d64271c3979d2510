"""The way from one pose to another."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from pydantic import BaseModel

from bot.figures.body.limbs import ARM, LEG, SHANK, THIGH, Frames
from bot.figures.body.skeleton import Body, solve
from bot.figures.body.vectors import Array, between, reach
from bot.figures.model.names import Half
from bot.figures.model.poses import Pose
from bot.figures.model.room import Room
from bot.figures.model.schema import (
    Arm,
    FreeArm,
    FreeLeg,
    KneelingLeg,
    Leg,
    RestingArm,
    StandingLeg,
)

_Model = TypeVar("_Model", bound=BaseModel)
_BONES = {LEG: ("thigh", "shank", "foot"), ARM: ("upper arm", "forearm", "hand")}


def tween(a: Pose, b: Pose, room: Room, t: float) -> Body:
    """The body at t from 0 to 1: what stays in contact slides, any other limb turns."""
    if t <= 0 or a == b:
        return solve(a, room)
    if t >= 1:
        return solve(b, room)
    first, last = solve(a, room), solve(b, room)
    free: dict[tuple[str, Half], Frames] = {}
    carried: dict[Half, tuple[Leg, Leg]] = {}
    legs: dict[Half, Leg] = {}
    arms: dict[Half, Arm] = {}
    for half in Half:
        legs[half] = _mixed_leg(a.legs[half], b.legs[half], t)
        arms[half] = _mixed_arm(a.arms[half], b.arms[half], t)
        if not _keeps_leg(a.legs[half], b.legs[half]):
            carried[half] = (a.legs[half], b.legs[half])
        if not _keeps_arm(a.arms[half], b.arms[half]):
            free[ARM, half] = _turning(first, last, ARM, half, t)
    middle = replace(
        b,
        pelvis=_mixed(a.pelvis, b.pelvis, t),
        spine=_mixed(a.spine, b.spine, t),
        neck=_mixed(a.neck, b.neck, t),
        shoulders=_mixed(a.shoulders, b.shoulders, t),
        face=b.face if t > 0.5 else a.face,
        legs=legs,
        arms=arms,
    )
    middle = _carried(middle, first, last, t)
    trunk = solve(middle, room)
    for half, (leg, next_leg) in carried.items():
        both_free = isinstance(leg, FreeLeg) and isinstance(next_leg, FreeLeg)
        if both_free:
            free[LEG, half] = _turning(first, last, LEG, half, t)
        else:
            free[LEG, half] = _stepping(first, last, trunk, half, t)
    body = solve(middle, room, free)
    body.way = (a, b, t)
    return body


def on_the_way(poses: Sequence[Pose], room: Room, t: float) -> Body:
    """The body at t from 0 to 1 of a way through several poses, equally far apart in time."""
    if len(poses) == 1:
        return solve(poses[0], room)
    place = min(max(t, 0.0), 1.0) * (len(poses) - 1)
    leg = min(int(place), len(poses) - 2)
    return tween(poses[leg], poses[leg + 1], room, place - leg)


def _carried(pose: Pose, first: Body, last: Body, t: float) -> Pose:
    """With the pelvis between its two places, unless a knee on the ground decides its height."""
    at = first.at["pelvis"] + (last.at["pelvis"] - first.at["pelvis"]) * t
    kneels = any(isinstance(it, KneelingLeg) for it in pose.legs.values())
    kneels = kneels and all(
        any(isinstance(it, KneelingLeg) for it in end.pose.legs.values()) for end in (first, last)
    )
    numbers = [float(it) for it in (at[:2] if kneels else at)]
    return replace(pose, pelvis=pose.pelvis.model_copy(update={"at": numbers, "rests": None}))


def _stepping(first: Body, last: Body, now: Body, half: Half, t: float) -> Frames:
    """The ankle goes straight from place to place, so that no foot dips into the floor."""

    def way(joint: str) -> Array:
        a, b = first.at[f"{half} {joint}"], last.at[f"{half} {joint}"]
        middle: Array = a + (b - a) * t
        return middle

    hip, ankle = now.at[f"{half} hip"], way("ankle")
    thigh, shank, _ = reach(hip, ankle, THIGH, SHANK, way("knee") - (hip + ankle) / 2, 1)
    foot = between(first.frames[f"{half} foot"], last.frames[f"{half} foot"], t)
    back = now.frames["pelvis"].T
    return back @ thigh, back @ shank, back @ foot


def _turning(first: Body, last: Body, limb: str, half: Half, t: float) -> Frames:
    """Frames between those at both ends, told from the trunk."""
    trunk = "pelvis" if limb == LEG else "chest"
    a, b = first.frames[trunk].T, last.frames[trunk].T
    one, two, three = (
        between(a @ first.frames[f"{half} {it}"], b @ last.frames[f"{half} {it}"], t)
        for it in _BONES[limb]
    )
    return one, two, three


def _keeps_leg(a: Leg, b: Leg) -> bool:
    return type(a) is type(b) and not isinstance(a, FreeLeg)


def _keeps_arm(a: Arm, b: Arm) -> bool:
    if isinstance(a, FreeArm) or isinstance(b, FreeArm):
        return False
    return a.hand == b.hand or (isinstance(a.hand, list) and isinstance(b.hand, list))


def _mixed_leg(a: Leg, b: Leg, t: float) -> Leg:
    if isinstance(a, StandingLeg) and isinstance(b, StandingLeg):
        return _mixed(a, b, t)
    if isinstance(a, KneelingLeg) and isinstance(b, KneelingLeg):
        return _mixed(a, b, t)
    return a if t < 0.5 else b


def _mixed_arm(a: Arm, b: Arm, t: float) -> Arm:
    if isinstance(a, RestingArm) and isinstance(b, RestingArm) and _keeps_arm(a, b):
        return _mixed(a, b, t)
    return a if t < 0.5 else b


def _mixed(a: _Model, b: _Model, t: float) -> _Model:
    """Numbers and equally long lists of numbers in between; the rest is that of the nearer end."""
    near = a if t < 0.5 else b
    values = {it: _between(getattr(a, it), getattr(b, it), t) for it in type(a).model_fields}
    return near.model_copy(update={k: v for k, v in values.items() if v is not None})


def _between(a: object, b: object, t: float) -> object:
    if isinstance(a, bool) or isinstance(b, bool):
        return None
    if isinstance(a, int | float) and isinstance(b, int | float):
        return a + (b - a) * t
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return [float(it) for it in np.array(a) + (np.array(b) - np.array(a)) * t]
    return None
