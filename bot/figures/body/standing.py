"""The pelvis: its height follows from the surface under it, or from the legs that stand or
kneel.
"""

import numpy as np

from bot.figures.body.limbs import ANKLE, BALL, HEEL, KNEE, SHANK, THIGH
from bot.figures.body.vectors import LEFT, Array, rotation, trunk_rotation, vec
from bot.figures.model.names import Half
from bot.figures.model.poses import Pose
from bot.figures.model.room import Room
from bot.figures.model.schema import KneelingLeg, StandingLeg

AT_EASE = 0.908
_HALF_SIZES = vec(0.114, 0.165, 0.095)
"""Half depth, half width and half height of a pelvis that rests on something, in meters."""


def pelvis_of(pose: Pose, room: Room, hip_out: float) -> tuple[Array, Array]:
    """Position and frame."""
    lean, at = pose.pelvis, pose.pelvis.at
    frame = trunk_rotation(lean.forward, lean.left, lean.turn)
    if len(at) == 3:
        return vec(*at), frame
    if lean.rests is not None:
        top = 0.0 if lean.rests == "floor" else room.top(lean.rests)
        return vec(at[0], at[1], top + float(np.linalg.norm(frame[2] * _HALF_SIZES))), frame
    kneeling, standing = [], []
    for half in Half:
        leg = pose.legs[half]
        hip = vec(at[0], at[1], 0) + frame @ vec(0, half.sign * hip_out, 0)
        if isinstance(leg, StandingLeg):
            standing.append(_over_foot(leg, half.sign, hip, room))
        elif isinstance(leg, KneelingLeg):
            kneeling.append(_over_knee(leg, half.sign, hip, room))
    height = min(kneeling) if kneeling else min(standing, default=AT_EASE)
    return vec(at[0], at[1], height), frame


def _over_foot(leg: StandingLeg, sign: int, hip: Array, room: Room) -> float:
    """Height of the pelvis that leaves this leg almost straight."""
    x, y = leg.foot[0], sign * leg.foot[1]
    rolls = BALL if leg.heel >= 0 else -HEEL
    lift = rotation(LEFT, leg.heel) @ vec(-rolls, 0, ANKLE) + vec(rolls, 0, 0)
    ground = leg.foot[2] if len(leg.foot) == 3 else room.floor_at(x, y)
    flat = float(np.hypot(hip[0] - x - lift[0], hip[1] - y))
    rise = np.sqrt(max(0.0, (THIGH + SHANK - 0.004) ** 2 - flat**2))
    return float(ground + lift[2] + rise - hip[2])


def _over_knee(leg: KneelingLeg, sign: int, hip: Array, room: Room) -> float:
    """Height of the pelvis; with a knee on the ground there is only one."""
    x, y = leg.kneel[0], sign * leg.kneel[1]
    ground = leg.kneel[2] if len(leg.kneel) == 3 else room.seat_at(x, y)
    flat = float(np.hypot(hip[0] - x, hip[1] - y))
    return float(ground + KNEE + np.sqrt(max(0.0, THIGH**2 - flat**2)) - hip[2])
