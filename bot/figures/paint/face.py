"""The face, painted on the skin in head coordinates, so that it is right in every view."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.figures.body.skeleton import Body
from bot.figures.model.names import Direction, Mouth
from bot.figures.model.people import Hair, Person
from bot.figures.model.poses import openness
from bot.figures.paint.depth_buffer import DepthBuffer
from bot.figures.paint.palette import Pixels, rgb
from bot.figures.shapes.heads import HEAD

_INK = "#2A1F22"
_LOOKS: dict[Direction | None, tuple[float, float]] = {
    Direction.UP: (0, 1),
    Direction.DOWN: (0, -1),
    Direction.OUT: (1, 0),
    Direction.IN: (-1, 0),
}

_Spots: TypeAlias = NDArray[np.bool_]
_Line: TypeAlias = NDArray[np.float64]


class _Skin:
    """The pixels of the face and their positions on the head: x front, y left, z up."""

    def __init__(self, buffer: DepthBuffer, body: Body, image: Pixels) -> None:
        self.mask = buffer.shows(["head", "nose"])
        places = (buffer.surface_points(self.mask) - body.at["head"]) @ body.frames["head"] / HEAD
        self.x, self.y, self.z = places.T
        self.across: _Line = np.abs(self.y)
        self.colors = image[self.mask]

    def put(self, where: _Spots, color: Pixels, share: float = 1.0) -> None:
        there = where & (self.x > 0.02)
        self.colors[there] = self.colors[there] * (1 - share) + color * share

    def oval(self, across: float, up: float, wide: float, high: float) -> _Spots:
        """An oval on each half of the face."""
        spots: _Spots = ((self.across - across) / wide) ** 2 + ((self.z - up) / high) ** 2 < 1
        return spots


def add_face(buffer: DepthBuffer, body: Body, person: Person, image: Pixels) -> None:
    skin = _Skin(buffer, body, image)
    if not len(skin.x):
        return
    tone = rgb(person.skin)
    skin.put(
        skin.oval(0.036, -0.026, 0.020, 0.014), tone * np.array([1, 0.86, 0.84], np.float32), 0.55
    )
    if person.beard:
        _add_beard(skin, rgb(person.hair))
    _add_eyes(skin, body, person)
    _add_mouth(skin, body.pose.face.mouth)
    if person.glasses:
        _add_glasses(skin)
    image[skin.mask] = skin.colors


def _add_mouth(skin: _Skin, mouth: Mouth) -> None:
    if mouth is Mouth.ROUND:
        skin.put(skin.oval(0, -0.060, 0.0115, 0.0105), rgb("#B5605A"))
        skin.put(skin.oval(0, -0.060, 0.0060, 0.0052), rgb("#5E2320"))
        return
    line = np.abs(skin.z + 0.060 - (skin.y / 0.024) ** 2 * 0.009) < 0.0026
    skin.put(line & (skin.across < 0.025), rgb("#8A3B36"))


def _add_beard(skin: _Skin, hair: Pixels) -> None:
    jaw = (skin.z < -0.034 - 0.012 * np.cos(skin.y * 40)) | (
        (skin.across > 0.055) & (skin.z < 0.012) & (skin.x < 0.06)
    )
    lips = skin.oval(0, -0.060, 0.017, 0.008)
    skin.put(jaw & ~lips & (skin.z < 0.012), hair * np.float32(0.95), 0.92)


def _add_eyes(skin: _Skin, body: Body, person: Person) -> None:
    ink, lids = rgb(_INK), openness(body.pose.face)
    left, up = _LOOKS.get(body.pose.face.look, (0, 0))
    lash = skin.oval(0.0325, 0.006, 0.0168, 0.0118 * lids + 0.0015)
    skin.put(lash & (skin.z > 0.0075 * lids), ink)
    if lids < 0.1:
        curve = 0.002 - ((skin.across - 0.0325) / 0.016) ** 2 * -0.005
        shut = (np.abs(skin.z - curve) < 0.0022) & (np.abs(skin.across - 0.0325) < 0.0155)
        skin.put(shut, ink)
    else:
        white = skin.oval(0.0325, 0.006, 0.015, 0.0100 * lids)
        skin.put(white, np.array([250, 248, 244], np.float32))
        beside = skin.y - np.sign(skin.y) * 0.0325 - left * 0.006
        iris = (beside / 0.0085) ** 2 + ((skin.z - 0.006 - up * 0.004) / 0.0092) ** 2 < 1
        skin.put(white & iris, ink)
    brow = np.abs(skin.z - 0.030 + ((skin.across - 0.034) / 0.02) ** 2 * 0.005) < 0.003
    dark = "#4A3526" if person.style is Hair.HIJAB else person.hair
    skin.put(brow & (np.abs(skin.across - 0.034) < 0.020), rgb(dark) * np.float32(0.8))


def _add_glasses(skin: _Skin) -> None:
    rim = (np.abs(skin.across - 0.034) / 0.025) ** 4 + (np.abs(skin.z - 0.003) / 0.021) ** 4
    bridge = (np.abs(skin.z - 0.008) < 0.0022) & ((skin.across < 0.011) | (skin.across > 0.058))
    skin.put(((rim > 0.60) & (rim < 1.25)) | bridge, rgb(_INK))
