"""Complete poses: bases resolved, both halves of the body filled in, and mirror images."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.figures.model.names import Direction, Eyes, Half
from bot.figures.model.room import Prop, Room, sized
from bot.figures.model.schema import (
    Arm,
    Face,
    FreeArm,
    KeyEntry,
    Leg,
    Neck,
    Pelvis,
    PropEntry,
    Shoulders,
    Spine,
    StandingLeg,
    Swing,
)

_Group = TypeVar("_Group", Pelvis, Spine, Neck, Shoulders, Face)
_Leaning = TypeVar("_Leaning", Spine, Neck, Pelvis)

STANDING = StandingLeg(foot=[0.0, 0.1])
HANGING = FreeArm(shoulder=Swing(out=8))


@dataclass(frozen=True, kw_only=True)
class Pose:
    pelvis: Pelvis
    spine: Spine
    neck: Neck
    shoulders: Shoulders
    legs: Mapping[Half, Leg]
    arms: Mapping[Half, Arm]
    face: Face


def poses_of(keys: Mapping[str, KeyEntry]) -> dict[str, Pose]:
    """All keys in order, each applied to its base or to a relaxed stance."""
    done: dict[str, Pose] = {}
    for name, key in keys.items():
        done[name] = _changed(done[key.base] if key.base else _at_ease(), key)
    return done


def _at_ease() -> Pose:
    return Pose(
        pelvis=Pelvis(),
        spine=Spine(),
        neck=Neck(),
        shoulders=Shoulders(),
        legs=dict.fromkeys(Half, STANDING),
        arms=dict.fromkeys(Half, HANGING),
        face=Face(),
    )


def _changed(pose: Pose, key: KeyEntry) -> Pose:
    """Merges the trunk field by field, but replaces a limb as a whole."""
    return replace(
        pose,
        pelvis=_merged(pose.pelvis, key.pelvis),
        spine=_merged(pose.spine, key.spine),
        neck=_merged(pose.neck, key.neck),
        shoulders=_merged(pose.shoulders, key.shoulders),
        face=_merged(pose.face, key.face),
        legs={
            Half.LEFT: key.left_leg or key.legs or pose.legs[Half.LEFT],
            Half.RIGHT: key.right_leg or key.legs or pose.legs[Half.RIGHT],
        },
        arms={
            Half.LEFT: key.left_arm or key.arms or pose.arms[Half.LEFT],
            Half.RIGHT: key.right_arm or key.arms or pose.arms[Half.RIGHT],
        },
    )


def _merged(old: _Group, new: _Group) -> _Group:
    return old.model_copy(update={it: getattr(new, it) for it in new.model_fields_set})


def mirrored(pose: Pose) -> Pose:
    return replace(
        pose,
        pelvis=_leaning_over(pose.pelvis).model_copy(
            update={"at": [pose.pelvis.at[0], -pose.pelvis.at[1], *pose.pelvis.at[2:]]}
        ),
        spine=_leaning_over(pose.spine),
        neck=_leaning_over(pose.neck),
        legs={half: pose.legs[half.other] for half in Half},
        arms={half: pose.arms[half.other] for half in Half},
        face=pose.face.model_copy(update={"look": _LOOK_OVER.get(pose.face.look, pose.face.look)}),
    )


_LOOK_OVER: dict[Direction | None, Direction] = {
    Direction.OUT: Direction.IN,
    Direction.IN: Direction.OUT,
}


def _leaning_over(lean: _Leaning) -> _Leaning:
    return lean.model_copy(update={"left": -lean.left, "turn": -lean.turn})


def room_of(props: list[PropEntry]) -> Room:
    return Room(tuple(map(_prop, props)))


def _prop(it: PropEntry) -> Prop:
    return sized(it.kind, (it.at[0], it.at[1]), it.turn, it.long, it.wide, it.high)


_EYES = {Eyes.OPEN: 1.0, Eyes.HALF: 0.5, Eyes.CLOSED: 0.0}


def openness(face: Face) -> float:
    """How open the eyes are, from 0 to 1."""
    return _EYES[face.eyes]
