"""Arms and legs: from what a pose says of a limb to the frames of its three bones."""

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
    hand_frame,
    hung,
    reach,
    swung,
    turned,
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
"""Height of the ankle over the sole."""
BALL = 0.13
"""From below the ankle to the ball of the foot."""
HEEL = 0.055
"""From below the ankle back to where the sole stands when the toes are lifted."""
KNEE = 0.058
UPPER_ARM, FOREARM = 0.285, 0.25
HAND = 0.085
"""From the wrist to the middle of the palm."""
PALM = 0.022
"""Half the thickness of a hand."""

Frames: TypeAlias = tuple[Array, Array, Array]


@dataclass(frozen=True)
class Solved:
    """Frames from the trunk outwards; how far the contact, if any, is from its place."""

    frames: Frames
    contact: str = ""
    miss: float = 0.0
    heel: float = 0.0


def aimed(toward: Direction | list[float] | None, sign: int) -> Array | None:
    """A direction told as forward, out, up, in space."""
    if toward is None:
        return None
    x, out, z = toward.vector if isinstance(toward, Direction) else toward
    return unit(vec(x, sign * out, z))


def leg_frames(leg: Leg, sign: int, hip: Array, pelvis: Array, room: Room) -> Solved:
    match leg:
        case StandingLeg():
            return _standing(leg, sign, hip, room)
        case KneelingLeg():
            return _kneeling(leg, sign, hip, room)
        case FreeLeg():
            thigh = pelvis @ swung(sign, leg.hip.forward, leg.hip.out, leg.hip.turn)
            shank = thigh @ turned(LEFT, leg.bend)
            return Solved((thigh, shank, shank @ turned(LEFT, -leg.ankle)))


def _standing(leg: StandingLeg, sign: int, hip: Array, room: Room) -> Solved:
    """The sole on the ground; a lifted heel turns the foot about its ball, lifted toes do about
    the heel.
    """
    x, y = leg.foot[0], sign * leg.foot[1]
    ground = leg.foot[2] if len(leg.foot) == 3 else room.floor_at(x, y)
    facing = turned(UP, sign * leg.toes)
    foot = facing @ turned(LEFT, leg.heel)
    rolls = BALL if leg.heel >= 0 else -HEEL
    ankle = vec(x, y, ground) + facing @ vec(rolls, 0, 0) + foot @ vec(-rolls, 0, ANKLE)
    pole = aimed(leg.knee, sign)
    pole = facing @ vec(1, 0, 0.25) if pole is None else pole
    thigh, shank, miss = reach(hip, ankle, THIGH, SHANK, pole, 1)
    return Solved((thigh, shank, foot), "foot", miss, max(0.0, leg.heel))


def _kneeling(leg: KneelingLeg, sign: int, hip: Array, room: Room) -> Solved:
    """The knee on the ground, the shin lying back, the toes stretched or tucked under."""
    x, y = leg.kneel[0], sign * leg.kneel[1]
    ground = leg.kneel[2] if len(leg.kneel) == 3 else room.seat_at(x, y)
    knee = vec(x, y, ground + KNEE)
    thigh = hung(knee - hip, vec(1, 0, -0.6))
    slope, sole, heel = (0.2, 5.0, 75.0) if leg.tucked else (0.09, 70.0, 0.0)
    back = turned(UP, -sign * leg.shin) @ vec(-1, 0, slope)
    shank = hung(back, -UP)
    miss = abs(float(np.linalg.norm(knee - hip)) - THIGH)
    return Solved((thigh, shank, shank @ turned(LEFT, sole)), "knee", miss, heel)


def arm_frames(
    arm: Arm, half: Half, at: Mapping[str, Array], frames: Mapping[str, Array], room: Room
) -> Solved:
    if isinstance(arm, FreeArm):
        return Solved(_free_arm(arm, half.sign, frames["chest"]))
    return _resting(arm, half, at, frames, room)


def _free_arm(arm: FreeArm, sign: int, chest: Array) -> Frames:
    upper = chest @ swung(sign, arm.shoulder.forward, arm.shoulder.out, arm.shoulder.turn)
    fore = upper @ turned(LEFT, -arm.bend)
    hand = fore @ turned(UP, sign * arm.roll) @ turned(FORWARD, sign * arm.wrist)
    return upper, fore, hand


def _resting(
    arm: RestingArm, half: Half, at: Mapping[str, Array], frames: Mapping[str, Array], room: Room
) -> Solved:
    """The palm on its place; without a wish for the fingers they go on along the forearm."""
    sign, shoulder = half.sign, at[f"{half} shoulder"]
    goal, palm, fingers = _spot(arm, half, at, frames, room)
    goal = goal + vec(arm.shift[0], sign * arm.shift[1], arm.shift[2])
    palm = _or(aimed(arm.palm, sign), palm)
    fingers = _or(aimed(arm.fingers, sign), fingers)
    across = isinstance(arm.hand, Place) and HAND_PLACES[arm.hand].other
    usual = vec(0.6, sign * 0.5, -1) if across else vec(-0.5, sign * 0.6, -1)
    pole = _or(aimed(arm.elbow, sign), frames["chest"] @ usual)
    hand = hand_frame(sign, fingers, palm)
    wrist = goal + hand[:, 2] * HAND
    upper, fore, miss = reach(shoulder, wrist, UPPER_ARM, FOREARM, pole, -1)
    return Solved((upper, fore, hand), "hand", miss)


def _or(given: Array | None, usual: Array) -> Array:
    return usual if given is None else given


def _spot(
    arm: RestingArm, half: Half, at: Mapping[str, Array], frames: Mapping[str, Array], room: Room
) -> tuple[Array, Array, Array]:
    """The middle of the hand, which way the palm faces, and the fingers."""
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

    def named(name: str, among: Mapping[str, Array]) -> Array:
        return among[name] if name in among else among[f"{side} {name}"]

    frame = named(spot.bone, frames)
    a, b = named(spot.a, at), named(spot.b, at)

    def in_space(it: Triple) -> Array:
        return frame @ vec(it[0], side.sign * it[1], it[2])

    point = a + (b - a) * spot.t + in_space(spot.off)
    fingers = in_space(spot.fingers)
    if spot.bone == "hand":
        # Told from the trunk: the held hand may be turned any way, the holding one comes across.
        fingers = frames["chest"] @ vec(0.3, -half.sign, 0.2)
    return point, in_space(spot.palm), fingers
