"""The body between two poses."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from pydantic import BaseModel

from bot.figures.body.limbs import ARM, LEG, SHANK, THIGH, Frames
from bot.figures.body.skeleton import Body, solve
from bot.figures.body.vectors import Array, slerp, solve_two_bones
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
    """The body at `t` from 0 to 1: limbs that keep their contact slide, all others rotate."""
    if t <= 0 or a == b:
        return solve(a, room)
    if t >= 1:
        return solve(b, room)
    first, last = solve(a, room), solve(b, room)
    free: dict[tuple[str, Half], Frames] = {}
    moving_legs: dict[Half, tuple[Leg, Leg]] = {}
    legs: dict[Half, Leg] = {}
    arms: dict[Half, Arm] = {}
    for half in Half:
        legs[half] = _interpolated_leg(a.legs[half], b.legs[half], t)
        arms[half] = _interpolated_arm(a.arms[half], b.arms[half], t)
        if not _keeps_leg_contact(a.legs[half], b.legs[half]):
            moving_legs[half] = (a.legs[half], b.legs[half])
        if not _keeps_arm_contact(a.arms[half], b.arms[half]):
            free[ARM, half] = _turning(first, last, ARM, half, t)
    middle = replace(
        b,
        pelvis=_interpolated(a.pelvis, b.pelvis, t),
        spine=_interpolated(a.spine, b.spine, t),
        neck=_interpolated(a.neck, b.neck, t),
        shoulders=_interpolated(a.shoulders, b.shoulders, t),
        face=b.face if t > 0.5 else a.face,
        legs=legs,
        arms=arms,
    )
    middle = _with_pelvis_between(middle, first, last, t)
    trunk = solve(middle, room)
    for half, (leg, next_leg) in moving_legs.items():
        both_free = isinstance(leg, FreeLeg) and isinstance(next_leg, FreeLeg)
        if both_free:
            free[LEG, half] = _turning(first, last, LEG, half, t)
        else:
            free[LEG, half] = _stepping(first, last, trunk, half, t)
    body = solve(middle, room, free)
    body.transition = (a, b, t)
    return body


def body_at(poses: Sequence[Pose], room: Room, t: float) -> Body:
    """The body at `t` from 0 to 1 through poses spaced equally in time."""
    if len(poses) == 1:
        return solve(poses[0], room)
    place = min(max(t, 0.0), 1.0) * (len(poses) - 1)
    leg = min(int(place), len(poses) - 2)
    return tween(poses[leg], poses[leg + 1], room, place - leg)


def _with_pelvis_between(pose: Pose, first: Body, last: Body, t: float) -> Pose:
    """Interpolates the pelvis, except its height while a knee on the ground determines it."""
    at = first.at["pelvis"] + (last.at["pelvis"] - first.at["pelvis"]) * t
    kneels = any(isinstance(it, KneelingLeg) for it in pose.legs.values())
    kneels = kneels and all(
        any(isinstance(it, KneelingLeg) for it in end.pose.legs.values()) for end in (first, last)
    )
    numbers = [float(it) for it in (at[:2] if kneels else at)]
    return replace(pose, pelvis=pose.pelvis.model_copy(update={"at": numbers, "rests": None}))


def _stepping(first: Body, last: Body, now: Body, half: Half, t: float) -> Frames:
    """Moves the ankle in a straight line, so that no foot dips into the floor."""

    def between(joint: str) -> Array:
        a, b = first.at[f"{half} {joint}"], last.at[f"{half} {joint}"]
        middle: Array = a + (b - a) * t
        return middle

    hip, ankle = now.at[f"{half} hip"], between("ankle")
    thigh, shank, _ = solve_two_bones(
        hip, ankle, THIGH, SHANK, between("knee") - (hip + ankle) / 2, 1
    )
    foot = slerp(first.frames[f"{half} foot"], last.frames[f"{half} foot"], t)
    back = now.frames["pelvis"].T
    return back @ thigh, back @ shank, back @ foot


def _turning(first: Body, last: Body, limb: str, half: Half, t: float) -> Frames:
    """Interpolated frames, relative to the trunk."""
    trunk = "pelvis" if limb == LEG else "chest"
    a, b = first.frames[trunk].T, last.frames[trunk].T
    one, two, three = (
        slerp(a @ first.frames[f"{half} {it}"], b @ last.frames[f"{half} {it}"], t)
        for it in _BONES[limb]
    )
    return one, two, three


def _keeps_leg_contact(a: Leg, b: Leg) -> bool:
    return type(a) is type(b) and not isinstance(a, FreeLeg)


def _keeps_arm_contact(a: Arm, b: Arm) -> bool:
    if isinstance(a, FreeArm) or isinstance(b, FreeArm):
        return False
    return a.hand == b.hand or (isinstance(a.hand, list) and isinstance(b.hand, list))


def _interpolated_leg(a: Leg, b: Leg, t: float) -> Leg:
    if isinstance(a, StandingLeg) and isinstance(b, StandingLeg):
        return _interpolated(a, b, t)
    if isinstance(a, KneelingLeg) and isinstance(b, KneelingLeg):
        return _interpolated(a, b, t)
    return a if t < 0.5 else b


def _interpolated_arm(a: Arm, b: Arm, t: float) -> Arm:
    if isinstance(a, RestingArm) and isinstance(b, RestingArm) and _keeps_arm_contact(a, b):
        return _interpolated(a, b, t)
    return a if t < 0.5 else b


def _interpolated(a: _Model, b: _Model, t: float) -> _Model:
    """Interpolates numbers and lists of equal length; the rest is taken from the nearer end."""
    near = a if t < 0.5 else b
    values = {
        it: _interpolated_value(getattr(a, it), getattr(b, it), t) for it in type(a).model_fields
    }
    return near.model_copy(update={k: v for k, v in values.items() if v is not None})


def _interpolated_value(a: object, b: object, t: float) -> object:
    if isinstance(a, bool) or isinstance(b, bool):
        return None
    if isinstance(a, int | float) and isinstance(b, int | float):
        return a + (b - a) * t
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return [float(it) for it in np.array(a) + (np.array(b) - np.array(a)) * t]
    return None
