"""Implausible poses are found."""

import pytest
import yaml

from bot.figures.body.skeleton import solve
from bot.figures.body.tween import tween
from bot.figures.checks.figures import pose_problems
from bot.figures.model.names import Half
from bot.figures.model.poses import mirrored, poses_of, room_of
from bot.figures.model.schema import KeyEntry, PropEntry

CHAIR = [PropEntry.model_validate({"kind": "chair"})]
WRONG = {
    "a knee": ("legs: {hip: {forward: 90}, bend: 158}", "knee bent is 158"),
    "an elbow far from its place": ("left_arm: {hand: [1.2, 0.2, 1.0]}", "short of its place"),
    "a neck": ("neck: {turn: 100}", "neck.turn is 100"),
    "an arm through the belly": ("left_arm: {hand: [0.0, 0.0, 1.0], elbow: back}", "inside the"),
    "a foot under the floor": ("left_leg: {foot: [0.0, 0.1, -0.1]}", "under the floor"),
    "no balance": ("{pelvis: {at: [0.3, 0.0]}, spine: {forward: 30}}", "center of mass"),
    "a hand on air": ("left_arm: {hand: [0.3, 0.3]}", "short of its place"),
}


def _problems(text: str, props: list[PropEntry] | None = None) -> list[str]:
    key = KeyEntry.model_validate(yaml.safe_load(text))
    body = solve(poses_of({"it": key})["it"], room_of(props or []))
    return [what for what, _ in pose_problems(body)]


def test_a_relaxed_stance_is_plausible() -> None:
    assert _problems("{}") == []


@pytest.mark.parametrize("name", WRONG)
def test_implausible_poses_are_reported(name: str) -> None:
    text, expected = WRONG[name]

    assert any(expected in it for it in _problems(text)), _problems(text)


def test_a_thigh_inside_a_seat_is_reported() -> None:
    text = "{pelvis: {at: [0, 0, 0.45]}, legs: {foot: [0.42, 0.1]}}"

    assert any("inside the chair" in it for it in _problems(text, CHAIR))


def test_a_mirrored_pose_is_its_mirror_image() -> None:
    text = "{pelvis: {left: 8}, spine: {turn: 30}, right_arm: {hand: hip}, neck: {left: 20}}"
    pose = poses_of({"it": KeyEntry.model_validate(yaml.safe_load(text))})["it"]
    body, image = solve(pose, room_of([])), solve(mirrored(pose), room_of([]))

    for joint in ("knee", "elbow", "hand", "shoulder"):
        for half in Half:
            there = body.at[f"{half} {joint}"] * (1, -1, 1)
            assert image.at[f"{half.other} {joint}"] == pytest.approx(there, abs=1e-9)


def test_a_head_glides_without_tilting() -> None:
    room = room_of([])
    plain, far = (
        solve(poses_of({"it": KeyEntry.model_validate(yaml.safe_load(it))})["it"], room)
        for it in ("{}", "neck: {glide: 0.03}")
    )

    assert far.at["head"] - plain.at["head"] == pytest.approx([0.03, 0, 0], abs=1e-9)
    assert far.frames["head"] == pytest.approx(plain.frames["head"])


def test_a_planted_foot_does_not_slide() -> None:
    keys = {
        "a": KeyEntry.model_validate({"legs": {"foot": [0.0, 0.1]}}),
        "b": KeyEntry.model_validate(
            {"pelvis": {"at": [0.1, 0.0]}, "legs": {"foot": [0.0, 0.1]}, "spine": {"forward": 30}}
        ),
    }
    poses = poses_of(keys)

    for t in (0.0, 0.3, 0.7, 1.0):
        body = tween(poses["a"], poses["b"], room_of([]), t)
        assert body.at["left sole"] == pytest.approx([0, 0.1, 0], abs=0.004)


HOLDING = {
    "fingers drawn back": ("other fingers", 72),
    "a hand bent down": ("other back of hand", -70),
}


@pytest.mark.parametrize("name", HOLDING)
def test_one_hand_can_hold_the_other(name: str) -> None:
    place, wrist = HOLDING[name]
    held = f"{{shoulder: {{forward: 66, out: -20}}, bend: 24, roll: -90, wrist: {wrist}}}"
    text = f"{{right_arm: {held}, left_arm: {{hand: {place}, elbow: [0, 1, -0.6]}}}}"

    assert _problems(text) == []


@pytest.mark.parametrize("place", ["hip", "belly", "chest", "low back", "back of head", "temple",
                                   "forehead", "eyes", "chin", "other shoulder"])  # fmt: skip
def test_a_hand_reaches_the_places_on_the_trunk(place: str) -> None:
    found = _problems(f"{{right_arm: {{hand: {place}}}}}")

    assert not [it for it in found if "short of its place" in it], found
