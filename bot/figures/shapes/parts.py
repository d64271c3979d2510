"""The parts of a picture: their colors, and the groups that outlines run between."""

from typing import NamedTuple

from bot.figures.model.names import split_half


class Part(NamedTuple):
    """`color` is a key of the palette. Outlines are drawn only between different groups."""

    color: str
    group: str


PARTS: dict[str, Part] = {
    "upper arm": Part("skin", "arm"),
    "forearm": Part("skin", "arm"),
    "hand": Part("skin", "arm"),
    "thumb": Part("skin", "thumb"),
    "finger a": Part("skin", "finger a"),
    "finger b": Part("skin", "finger b"),
    "finger c": Part("skin", "finger c"),
    "finger d": Part("skin", "finger d"),
    "sleeve": Part("top", "sleeve"),
    "shirt": Part("top", "body"),
    "trousers": Part("bottom", "hips"),
    "thigh": Part("bottom", "leg"),
    "shank": Part("bottom", "leg"),
    "calf": Part("skin", "shin"),
    "ankle": Part("skin", "ankle"),
    "socket": Part("socket", "socket"),
    "tube": Part("tube", "tube"),
    "shoe": Part("shoes", "foot"),
    "sole": Part("sole", "foot"),
    "neck": Part("skin", "neck"),
    "head": Part("skin", "head"),
    "nose": Part("skin", "head"),
    "ear": Part("skin", "ear"),
    "hair": Part("hair", "hair"),
    "lock": Part("hair", "lock"),
    "bun": Part("hair", "bun"),
    "drape": Part("hair", "drape"),
    "fold a": Part("hair", "fold a"),
    "fold b": Part("hair", "fold b"),
}

FINGERS = ("finger a", "finger b", "finger c", "finger d")


def part_of(name: str) -> Part | None:
    """The part of a name such as `left thigh` or `shirt`; None for scenery."""
    return PARTS.get(split_half(name)[1])


def group_of(name: str) -> str:
    """The outline group, with the half of the body if the name has one; empty for scenery."""
    half, base = split_half(name)
    part = PARTS.get(base)
    if part is None:
        return ""
    return f"{half} {part.group}" if half else part.group
