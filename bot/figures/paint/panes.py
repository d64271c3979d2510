"""Walls between the viewer and the person, drawn as if they were made of glass."""

from collections.abc import Iterator

import numpy as np
from PIL import ImageDraw

from bot.figures.body.vectors import UP, Array, rotation, vec
from bot.figures.model.names import PropKind
from bot.figures.model.room import Prop, Room
from bot.figures.paint.camera import SCALE, Camera
from bot.figures.paint.depth_buffer import DepthBuffer, Mask
from bot.figures.paint.palette import THEME, Pixels, rgb

_TINT, _THIN = 0.34, 0.12
"""The share of the wall's color in what is behind it: in the room, and in the person."""
_GRAZING = 0.2
"""Below this a wall is seen edge-on and hides nothing."""


def is_pane(cam: Camera, prop: Prop) -> bool:
    """Whether a wall has its back to the viewer and its face to the person."""
    viewer = float(cam.axes[2] @ rotation(UP, prop.turn)[:, 0])
    person = prop.to_local(0.0, 0.0)[0]
    return prop.kind is PropKind.WALL and viewer * person < 0 and abs(viewer) > _GRAZING


def panes(cam: Camera, room: Room) -> list[Array]:
    """The four corners of the face of each pane, in order."""
    return [_face(it) for it in room.props if is_pane(cam, it)]


def glaze(buffer: DepthBuffer, found: list[Array], person: Mask, image: Pixels) -> None:
    """Tints what is behind the panes; the person only slightly, so that they stand out."""
    for corners in found:
        seen = buffer.visible_part(corners)
        if seen:
            here, hit, _ = seen
            share = np.where(person[here], _THIN, _TINT)[hit][:, None]
            image[here][hit] += (rgb(THEME["pane"]) - image[here][hit]) * share


def edge(draw: ImageDraw.ImageDraw, cam: Camera, found: list[Array]) -> None:
    """Draws the outline of each pane."""
    for line in _lines(cam, found):
        draw.line(line, fill=THEME["wall cut"], width=int(2.5 * SCALE), joint="curve")


def _face(prop: Prop) -> Array:
    frame, origin = rotation(UP, prop.turn), vec(*prop.at, 0.0)
    x = prop.long / 2 * np.sign(prop.to_local(0.0, 0.0)[0])
    half, high = prop.wide / 2, prop.high
    ring = ((-half, 0.0), (half, 0.0), (half, high), (-half, high))
    return np.array([origin + frame @ vec(x, y, z) for y, z in ring])


def _lines(cam: Camera, found: list[Array]) -> Iterator[list[tuple[float, float]]]:
    for corners in found:
        flat = cam(corners)[:, :2]
        yield [(float(x), float(y)) for x, y in (*flat, flat[0])]
