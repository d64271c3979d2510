"""Arms and legs: a limb's entry in a pose becomes the frames of its three bones."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from bot.figures.body.hand_places import HAND_PLACES, Triple
from bot.figures.body.vectors import (
    FORWARD,
    LEFT,
    UP,
    Array,
    bone_frame,
    hand_frame,
    limb_rotation,
    rotation,
    solve_two_bones,
    unit,
    vec,
)
from bot.figures.model.names import Direction, Half, Place
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

LEG, ARM = "leg", "arm"
THIGH, SHANK = 0.42, 0.41
ANKLE = 0.078
"""From the sole up to the ankle. Lengths are in meters."""
BALL = 0.13
"""From below the ankle forward to the ball of the foot."""
HEEL = 0.055
"""From below the ankle back to the point the foot pivots on when the toes are lifted."""
KNEE = 0.058
UPPER_ARM, FOREARM = 0.285, 0.25
HAND = 0.085
"""From the wrist to the middle of the palm."""
PALM = 0.022
"""Half the thickness of a hand."""

Frames: TypeAlias = tuple[Array, Array, Array]


@dataclass(frozen=True)
class Solved:
    """Frames of a limb from the trunk outward. `miss` is the meters its contact is off target."""

    frames: Frames
    contact: str = ""
    miss: float = 0.0
    heel: float = 0.0


def _direction(toward: Direction | list[float] | None, sign: int, default: Array) -> Array:
    """A (forward, out, up) direction of a pose, in room axes."""
    if toward is None:
        return default
    x, out, z = toward.vector if isinstance(toward, Direction) else toward
    return unit(vec(x, sign * out, z))


def leg_frames(leg: Leg, sign: int, hip: Array, pelvis: Array, room: Room) -> Solved:
    match leg:
        case StandingLeg():
            return _standing(leg, sign, hip, room)
        case KneelingLeg():
            return _kneeling(leg, sign, hip, room)
        case FreeLeg():
            thigh = pelvis @ limb_rotation(sign, leg.hip.forward, leg.hip.out, leg.hip.turn)
            shank = thigh @ rotation(LEFT, leg.bend)
            return Solved((thigh, shank, shank @ rotation(LEFT, -leg.ankle)))


def _standing(leg: StandingLeg, sign: int, hip: Array, room: Room) -> Solved:
    """The sole is on the ground; the foot pivots on its ball or, with lifted toes, on its heel."""
    x, y = leg.foot[0], sign * leg.foot[1]
    ground = leg.foot[2] if len(leg.foot) == 3 else room.floor_at(x, y)
    facing = rotation(UP, sign * leg.toes)
    foot = facing @ rotation(LEFT, leg.heel)
    rolls = BALL if leg.heel >= 0 else -HEEL
    ankle = vec(x, y, ground) + facing @ vec(rolls, 0, 0) + foot @ vec(-rolls, 0, ANKLE)
    pole = _direction(leg.knee, sign, facing @ vec(1, 0, 0.25))
    thigh, shank, miss = solve_two_bones(hip, ankle, THIGH, SHANK, pole, 1)
    return Solved((thigh, shank, foot), "foot", miss, max(0.0, leg.heel))


def _kneeling(leg: KneelingLeg, sign: int, hip: Array, room: Room) -> Solved:
    x, y = leg.kneel[0], sign * leg.kneel[1]
    ground = leg.kneel[2] if len(leg.kneel) == 3 else room.seat_at(x, y)
    knee = vec(x, y, ground + KNEE)
    thigh = bone_frame(knee - hip, vec(1, 0, -0.6))
    slope, sole, heel = (0.2, 5.0, 75.0) if leg.tucked else (0.09, 70.0, 0.0)
    back = rotation(UP, -sign * leg.shin) @ vec(-1, 0, slope)
    shank = bone_frame(back, -UP)
    miss = abs(float(np.linalg.norm(knee - hip)) - THIGH)
    return Solved((thigh, shank, shank @ rotation(LEFT, sole)), "knee", miss, heel)


def arm_frames(
    arm: Arm, half: Half, at: Mapping[str, Array], frames: Mapping[str, Array], room: Room
) -> Solved:
    if isinstance(arm, FreeArm):
        return Solved(_free_arm(arm, half.sign, frames["chest"]))
    return _resting(arm, half, at, frames, room)


def _free_arm(arm: FreeArm, sign: int, chest: Array) -> Frames:
    upper = chest @ limb_rotation(sign, arm.shoulder.forward, arm.shoulder.out, arm.shoulder.turn)
    fore = upper @ rotation(LEFT, -arm.bend)
    hand = fore @ rotation(UP, sign * arm.roll) @ rotation(FORWARD, sign * arm.wrist)
    return upper, fore, hand


def _resting(
    arm: RestingArm, half: Half, at: Mapping[str, Array], frames: Mapping[str, Array], room: Room
) -> Solved:
    """The palm lies on its target. By default the fingers extend the forearm."""
    sign, shoulder = half.sign, at[f"{half} shoulder"]
    goal, palm, fingers = _target(arm, half, at, frames, room)
    goal = goal + vec(arm.shift[0], sign * arm.shift[1], arm.shift[2])
    palm = _direction(arm.palm, sign, palm)
    fingers = _direction(arm.fingers, sign, fingers)
    across = isinstance(arm.hand, Place) and HAND_PLACES[arm.hand].other
    usual = vec(0.6, sign * 0.5, -1) if across else vec(-0.5, sign * 0.6, -1)
    pole = _direction(arm.elbow, sign, frames["chest"] @ usual)
    hand = hand_frame(sign, fingers, palm)
    wrist = goal + hand[:, 2] * HAND
    upper, fore, miss = solve_two_bones(shoulder, wrist, UPPER_ARM, FOREARM, pole, -1)
    return Solved((upper, fore, hand), "hand", miss)


def _target(
    arm: RestingArm, half: Half, at: Mapping[str, Array], frames: Mapping[str, Array], room: Room
) -> tuple[Array, Array, Array]:
    """The middle of the hand, the direction the palm faces, and that of the fingers."""
    if isinstance(arm.hand, Place):
        return _on_body(arm.hand, half, at, frames)
    x, y = arm.hand[0], half.sign * arm.hand[1]
    if len(arm.hand) == 3:
        return vec(x, y, arm.hand[2]), -UP, FORWARD
    return vec(x, y, room.table_at(x, y) + PALM), -UP, vec(1, -half.sign * 0.15, 0)


def _on_body(
    place: Place, half: Half, at: Mapping[str, Array], frames: Mapping[str, Array]
) -> tuple[Array, Array, Array]:
    spot = HAND_PLACES[place]
    side = half.other if spot.other else half

    def of_side(name: str, among: Mapping[str, Array]) -> Array:
        return among[name] if name in among else among[f"{side} {name}"]

    frame = of_side(spot.bone, frames)
    a, b = of_side(spot.a, at), of_side(spot.b, at)

    def in_space(it: Triple) -> Array:
        return frame @ vec(it[0], side.sign * it[1], it[2])

    point = a + (b - a) * spot.t + in_space(spot.off)
    fingers = in_space(spot.fingers)
    if spot.bone == "hand":
        # The held hand can face any way, so the fingers follow the chest and come across the body.
        fingers = frames["chest"] @ vec(0.3, -half.sign, 0.2)
    return point, in_space(spot.palm), fingers
