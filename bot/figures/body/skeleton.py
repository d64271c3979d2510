"""The joints and bones of a pose in space, for a person 1.7 m tall."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from bot.figures.body.limbs import (
    ANKLE,
    ARM,
    BALL,
    FOREARM,
    HAND,
    LEG,
    SHANK,
    THIGH,
    UPPER_ARM,
    Frames,
    arm_frames,
    leg_frames,
)
from bot.figures.body.standing import pelvis_of
from bot.figures.body.vectors import Array, trunk_rotation, vec
from bot.figures.model.names import Half, Place
from bot.figures.model.poses import Pose
from bot.figures.model.room import Room
from bot.figures.model.schema import Lean, RestingArm

HIP_OUT = 0.09
SHOULDER_OUT = 0.168
SHOULDER_HIGH = 0.455
NECK_HIGH = 0.5
_BENDS_FROM, _BENDS_OVER = 0.04, 0.3

Free: TypeAlias = Mapping[tuple[str, Half], Frames]
"""Given frames of limbs, relative to pelvis or chest, that replace those of the pose."""


@dataclass
class Body:
    """Joint positions in meters and bone frames (columns front, left, up), by name."""

    pose: Pose
    room: Room
    at: dict[str, Array] = field(default_factory=dict)
    frames: dict[str, Array] = field(default_factory=dict)
    misses: dict[str, float] = field(default_factory=dict)
    """Meters each contact is off its target."""
    heels: dict[Half, float] = field(default_factory=dict)
    """Degrees the toes are bent."""
    transition: tuple[Pose, Pose, float] | None = None
    """Both poses and the share of the way between them, for a tweened body."""
    _heights: Array = field(default_factory=lambda: np.arange(0, 0.57, 0.02))
    _line: Array = field(default_factory=lambda: np.zeros((0, 3)))

    def spine(self, height: float) -> Array:
        """The trunk's frame `height` meters up the spine from the pelvis."""
        lean = self.pose.spine
        share = float(np.clip((height - _BENDS_FROM) / _BENDS_OVER, 0, 1))
        return self.frames["pelvis"] @ trunk_rotation(
            lean.forward * share, lean.left * share, lean.turn * share
        )

    def along(self, height: float) -> Array:
        """The point `height` meters up the spine from the pelvis."""
        if height < 0:
            return self.at["pelvis"] + self.frames["pelvis"][:, 2] * height
        return vec(*(float(np.interp(height, self._heights, it)) for it in self._line.T))

    def set_trunk(self, start: Array, frame: Array) -> None:
        self.at["pelvis"], self.frames["pelvis"] = start, frame
        ups = [self.spine(h + 0.01)[:, 2] * 0.02 for h in self._heights[:-1]]
        self._line = np.vstack([start, start + np.cumsum(ups, axis=0)])


def solve(pose: Pose, room: Room, free: Free | None = None) -> Body:
    body = Body(pose, room)
    body.set_trunk(*pelvis_of(pose, room, HIP_OUT))
    _head(body)
    for half in Half:
        _set_roots(body, half)
        _set_leg(body, half, (free or {}).get((LEG, half)))
    for half in _arms_in_order(pose):
        _set_arm(body, half, (free or {}).get((ARM, half)))
    return body


def _head(body: Body) -> None:
    neck = body.pose.neck
    chest = body.spine(0.45)
    half_bent = Lean(forward=neck.forward / 2, left=neck.left / 2, turn=neck.turn / 2)
    body.frames["chest"] = chest
    body.frames["neck"] = chest @ trunk_rotation(half_bent.forward, half_bent.left, half_bent.turn)
    body.frames["head"] = chest @ trunk_rotation(neck.forward, neck.left, neck.turn)
    at = body.at
    at["chest"] = body.along(0.36)
    at["neck"] = body.along(NECK_HIGH - 0.01) - chest[:, 0] * 0.012
    rise = body.frames["neck"] @ vec(0.008, 0, 0.075)
    glide = chest[:, 0] * neck.glide
    at["head"] = at["neck"] + rise + glide + body.frames["head"] @ vec(0.03, 0, 0.118)
    at["chin"] = at["head"] + body.frames["head"] @ vec(0.09, 0, -0.11)
    at["crown"] = at["head"] + body.frames["head"] @ vec(0, 0, 0.15)


def _set_roots(body: Body, half: Half) -> None:
    shift = body.pose.shoulders
    out = vec(shift.forward, half.sign * SHOULDER_OUT, shift.up)
    hip = vec(0, half.sign * HIP_OUT, 0)
    body.at[f"{half} hip"] = body.at["pelvis"] + body.frames["pelvis"] @ hip
    body.at[f"{half} shoulder"] = body.along(SHOULDER_HIGH) + body.frames["chest"] @ out


def _set_leg(body: Body, half: Half, free: Frames | None) -> None:
    hip = body.at[f"{half} hip"]
    pelvis = body.frames["pelvis"]
    if free is not None:
        thigh, shank, foot = (pelvis @ it for it in free)
    else:
        solved = leg_frames(body.pose.legs[half], half.sign, hip, pelvis, body.room)
        thigh, shank, foot = solved.frames
        body.heels[half] = solved.heel
        if solved.contact:
            body.misses[f"{half} {solved.contact}"] = solved.miss
    knee = hip - thigh[:, 2] * THIGH
    ankle = knee - shank[:, 2] * SHANK
    body.frames |= {f"{half} thigh": thigh, f"{half} shank": shank, f"{half} foot": foot}
    body.at |= {
        f"{half} knee": knee,
        f"{half} ankle": ankle,
        f"{half} sole": ankle - foot[:, 2] * ANKLE,
        f"{half} foot": ankle + foot @ vec(BALL, 0, -ANKLE),
        f"{half} heel": ankle + foot @ vec(-0.06, 0, -ANKLE),
    }


def _arms_in_order(pose: Pose) -> tuple[Half, Half]:
    """The arm that the other hand rests on comes first."""
    left = pose.arms[Half.LEFT]
    waits = isinstance(left, RestingArm) and left.hand in _ON_ARM
    return (Half.RIGHT, Half.LEFT) if waits else (Half.LEFT, Half.RIGHT)


_ON_ARM = [
    Place.OTHER_UPPER_ARM,
    Place.OTHER_ELBOW,
    Place.OTHER_WRIST,
    Place.OTHER_FINGERS,
    Place.OTHER_BACK_OF_HAND,
]


def _set_arm(body: Body, half: Half, free: Frames | None) -> None:
    shoulder = body.at[f"{half} shoulder"]
    if free is not None:
        upper, fore, hand = (body.frames["chest"] @ it for it in free)
    else:
        solved = arm_frames(body.pose.arms[half], half, body.at, body.frames, body.room)
        upper, fore, hand = solved.frames
        if solved.contact:
            body.misses[f"{half} {solved.contact}"] = solved.miss
    elbow = shoulder - upper[:, 2] * UPPER_ARM
    wrist = elbow - fore[:, 2] * FOREARM
    body.frames |= {f"{half} upper arm": upper, f"{half} forearm": fore, f"{half} hand": hand}
    body.at |= {
        f"{half} elbow": elbow,
        f"{half} wrist": wrist,
        f"{half} hand": wrist - hand[:, 2] * HAND,
        f"{half} fingertips": wrist - hand[:, 2] * 0.17,
    }
