"""A wall between the viewer and the person: it is seen through, as if it were of glass."""

from collections.abc import Iterator

import numpy as np
from PIL import ImageDraw

from bot.figures.body.vectors import UP, Array, turned, vec
from bot.figures.model.names import Thing
from bot.figures.model.room import Prop, Room
from bot.figures.paint.camera import SCALE, Camera
from bot.figures.paint.depth_buffer import DepthBuffer, Mask
from bot.figures.paint.palette import THEME, Pixels, rgb

_TINT, _THIN = 0.34, 0.12
"""How much of the color of the wall what is behind a pane takes: the room, and the person."""
_GRAZING = 0.2
"""Below this a wall is seen from its edge, and hides nothing."""


def is_pane(cam: Camera, prop: Prop) -> bool:
    """Whether a wall shows the viewer its back, and the person its face."""
    viewer = float(cam.axes[2] @ turned(UP, prop.turn)[:, 0])
    person = prop.inside(0.0, 0.0)[0]
    return prop.kind is Thing.WALL and viewer * person < 0 and abs(viewer) > _GRAZING


def panes(cam: Camera, room: Room) -> list[Array]:
    """The four corners of the face of each, in order."""
    return [_face(it) for it in room.props if is_pane(cam, it)]


def glaze(buffer: DepthBuffer, found: list[Array], person: Mask, image: Pixels) -> None:
    """Tints what is behind the panes; where the person is, hardly, so that they stand out."""
    for corners in found:
        seen = buffer.before(corners)
        if seen:
            here, hit, _ = seen
            share = np.where(person[here], _THIN, _TINT)[hit][:, None]
            image[here][hit] += (rgb(THEME["pane"]) - image[here][hit]) * share


def edge(draw: ImageDraw.ImageDraw, cam: Camera, found: list[Array]) -> None:
    """The thin line around each pane, by which it is seen."""
    for line in _lines(cam, found):
        draw.line(line, fill=THEME["wall cut"], width=int(2.5 * SCALE), joint="curve")


def _face(prop: Prop) -> Array:
    frame, origin = turned(UP, prop.turn), vec(*prop.at, 0.0)
    x = prop.long / 2 * np.sign(prop.inside(0.0, 0.0)[0])
    half, high = prop.wide / 2, prop.high
    ring = ((-half, 0.0), (half, 0.0), (half, high), (-half, high))
    return np.array([origin + frame @ vec(x, y, z) for y, z in ring])


def _lines(cam: Camera, found: list[Array]) -> Iterator[list[tuple[float, float]]]:
    for corners in found:
        flat = cam(corners)[:, :2]
        yield [(float(x), float(y)) for x, y in (*flat, flat[0])]
