"""Props, made of boxes and, for wheels, of ellipsoids."""

from collections.abc import Callable, Mapping

import numpy as np

from bot.figures.body.vectors import UP, Array, rotation, vec
from bot.figures.model.names import PropKind
from bot.figures.model.room import FOOTREST, Prop, Room
from bot.figures.paint.depth_buffer import DepthBuffer
from bot.figures.paint.panes import is_pane
from bot.figures.shapes.blobs import Blob

_WOOD = ("wood", "dark wood")
_METAL = ("metal", "metal")
DESK_TOP = 0.03


class _PropBuilder:
    """Draws boxes and wheels, positioned relative to the middle of a prop."""

    def __init__(self, buffer: DepthBuffer, prop: Prop) -> None:
        self.buffer, self.prop = buffer, prop
        self.frame = rotation(UP, prop.turn)
        self.origin = vec(prop.at[0], prop.at[1], 0)

    def put(
        self,
        center: tuple[float, float, float],
        size: tuple[float, float, float],
        colors: tuple[str, str] = _WOOD,
    ) -> None:
        middle = self.origin + self.frame @ vec(*center)
        self.buffer.box(middle, vec(*size), colors[0], colors[1], self.frame)

    def legs(self, x: float, y: float, high: float, thick: float, color: str = "dark wood") -> None:
        for along in (x, -x):
            for across in (y, -y):
                self.put((along, across, high / 2), (thick, thick, high), (color, color))

    def disc(self, at: tuple[float, float, float], radius: float, part: str) -> None:
        """A wheel that rolls along the prop."""
        middle = self.origin + self.frame @ vec(*at)
        blob = Blob(middle, self.frame, vec(radius, 0.016, radius), part)
        self.buffer.ellipsoids([blob])


def furnish(buffer: DepthBuffer, room: Room) -> None:
    for prop in room.props:
        maker = _MAKERS.get(prop.kind)
        if maker:
            maker(_PropBuilder(buffer, prop), prop, room)


def corners(prop: Prop, room: Room) -> Array:
    """The corners of a prop's bounding box, shape (8, 3)."""
    low, high = _height_range(prop, room)
    frame, origin = rotation(UP, prop.turn), vec(prop.at[0], prop.at[1], 0)
    x, y = prop.long / 2, prop.wide / 2
    if prop.kind is PropKind.WHEELCHAIR:
        x = max(x, 0.36)
    points = [vec(a, b, c) for a in (-x, x) for b in (-y, y) for c in (low, high)]
    return np.array([origin + frame @ it for it in points])


_BACKREST = 0.43
"""Height of a chair's back above its seat."""


def _height_range(prop: Prop, room: Room) -> tuple[float, float]:
    """The heights between which a prop extends."""
    if prop.kind in {PropKind.CHAIR, PropKind.WHEELCHAIR}:
        return 0.0, prop.high + _BACKREST
    if prop.kind in {PropKind.MONITOR, PropKind.KEYBOARD}:
        low = _table(room)
        return low, low + prop.high + (0.1 if prop.kind is PropKind.MONITOR else 0)
    if prop.kind is PropKind.WINDOW:
        return WINDOW_SILL, WINDOW_SILL + prop.high
    return 0.0, prop.high


WINDOW_SILL = 0.85


def _table(room: Room) -> float:
    desk = room.first(PropKind.DESK)
    return desk.high if desk else 0.0


def _mat(make: _PropBuilder, prop: Prop, _: Room) -> None:
    make.put((0, 0, -0.012), (prop.long, prop.wide, 0.022), ("mat", "mat side"))


def _cushion(make: _PropBuilder, prop: Prop, _: Room) -> None:
    for grow, low, high in ((-0.03, 0.0, 1.0), (0.0, 0.2, 0.8)):
        size = (prop.long + grow, prop.wide + grow, prop.high * (high - low))
        make.put((0, 0, prop.high * (low + high) / 2), size, ("cushion", "cushion side"))


def _block(make: _PropBuilder, prop: Prop, _: Room) -> None:
    size = (prop.long, prop.wide, prop.high)
    make.put((0, 0, prop.high / 2), size, ("block", "block side"))


def _step(make: _PropBuilder, prop: Prop, _: Room) -> None:
    make.put((0, 0, prop.high / 2), (prop.long, prop.wide, prop.high))


def _bench(make: _PropBuilder, prop: Prop, _: Room) -> None:
    make.put((0, 0, prop.high - 0.04), (prop.long, prop.wide, 0.08), ("mat", "mat side"))
    make.legs(prop.long / 2 - 0.06, prop.wide / 2 - 0.05, prop.high - 0.08, 0.05)


def _chair(make: _PropBuilder, prop: Prop, _: Room) -> None:
    x, y, seat = prop.long / 2, prop.wide / 2, prop.high
    make.put((0, 0, seat - 0.02), (prop.long, prop.wide, 0.04))
    make.legs(x - 0.02, y - 0.02, seat - 0.04, 0.035)
    for across in (y - 0.02, 0.02 - y):
        make.put((0.015 - x, across, seat + 0.2), (0.03, 0.035, 0.42), ("dark wood", "dark wood"))
    make.put((0.015 - x, 0, seat + 0.33), (0.022, prop.wide - 0.075, 0.16), ("wood", "wood"))


def _wheelchair(make: _PropBuilder, prop: Prop, _: Room) -> None:
    x, y, seat = prop.long / 2, prop.wide / 2, prop.high
    make.put((0, 0, seat - 0.03), (prop.long, prop.wide, 0.06), ("seat", "seat"))
    make.put((-x, 0, seat + 0.22), (0.03, prop.wide, 0.40), ("seat", "seat"))
    for side in (y, -y):
        beside = side + (0.045 if side > 0 else -0.045)
        for radius, part, thick in (
            (0.30, "tire", 0.0),
            (0.272, "rim", 0.002),
            (0.255, "wheel", 0.004),
        ):
            make.disc((-0.08, beside + np.sign(side) * thick, 0.30), radius, part)
        make.disc((x + 0.16, side * 0.85, 0.07), 0.07, "tire")
        make.put((x + 0.08, side * 0.85, 0.27), (0.03, 0.025, 0.34), _METAL)
        make.put((x + 0.13, side * 0.85, 0.43), (0.28, 0.025, 0.025), _METAL)
        make.put((x + 0.27, side * 0.85, 0.27), (0.025, 0.025, 0.33), _METAL)
        make.put((x + 0.33, side * 0.55, FOOTREST - 0.012), (0.17, 0.13, 0.02), ("seat", "seat"))
        make.put((-x - 0.05, side * 0.95, seat + 0.40), (0.12, 0.03, 0.03), ("seat", "seat"))


def _desk(make: _PropBuilder, prop: Prop, _: Room) -> None:
    high = prop.high - DESK_TOP
    make.put((0, 0, prop.high - DESK_TOP / 2), (prop.long, prop.wide, DESK_TOP))
    for across in (0.08 - prop.wide / 2, prop.wide / 2 - 0.08):
        dark = ("dark wood", "dark wood")
        make.put((0.03, across, high / 2), (0.06, 0.05, high), dark)
        make.put((0.03, across, 0.015), (prop.long * 0.72, 0.06, 0.03), dark)


def _monitor(make: _PropBuilder, prop: Prop, room: Room) -> None:
    low = _table(room)
    make.put((0.02, 0, low + 0.006), (0.2, 0.24, 0.012), _METAL)
    make.put((0.04, 0, low + 0.1), (0.03, 0.05, 0.2), _METAL)
    size = (0.03, prop.wide, prop.high)
    make.put((0, 0, low + 0.1 + prop.high / 2), size, ("screen", "screen"))
    glass = (0.004, prop.wide - 0.04, prop.high - 0.04)
    make.put((-0.017, 0, low + 0.1 + prop.high / 2), glass, ("lit screen", "lit screen"))


def _keyboard(make: _PropBuilder, prop: Prop, room: Room) -> None:
    make.put((0, 0, _table(room) + 0.01), (prop.long, prop.wide, prop.high), ("key", "metal"))


def _wall(make: _PropBuilder, prop: Prop, _: Room) -> None:
    """The end of a wall, where it is cut off, is darker than its face.

    Of two walls in a corner, the one turned right is in the shade.
    """
    if is_pane(make.buffer.cam, prop):
        return
    face = "wall shade" if prop.turn < 0 else "wall"
    make.put((0, 0, prop.high / 2), (prop.long, prop.wide, prop.high), ("wall cut", face))
    for across in (-prop.wide / 2, prop.wide / 2):
        make.put(
            (0, across, prop.high / 2), (prop.long, 0.002, prop.high), ("wall cut", "wall cut")
        )
    board = (prop.long + 0.03, prop.wide, 0.09)
    make.put((0, 0, 0.045), board, ("skirting line", "skirting"))


def _corner(make: _PropBuilder, prop: Prop, _: Room) -> None:
    """Two walls; one between viewer and person is left out."""
    x, y, viewer = prop.long / 2, prop.wide / 2, make.buffer.cam.axes[2] @ make.frame
    for high, thick, color in ((prop.high, 0.05, "wall"), (0.09, 0.08, "skirting")):
        colors = (color, color)
        if viewer[0] < 0:
            make.put((x, 0, high / 2), (thick, prop.wide, high), colors)
        if viewer[1] < 0:
            make.put((0, y, high / 2), (prop.long, thick, high), colors)


_MAKERS: Mapping[PropKind, Callable[[_PropBuilder, Prop, Room], None]] = {
    PropKind.MAT: _mat,
    PropKind.CUSHION: _cushion,
    PropKind.BLOCK: _block,
    PropKind.STEP: _step,
    PropKind.BENCH: _bench,
    PropKind.CHAIR: _chair,
    PropKind.WHEELCHAIR: _wheelchair,
    PropKind.DESK: _desk,
    PropKind.MONITOR: _monitor,
    PropKind.KEYBOARD: _keyboard,
    PropKind.WALL: _wall,
    PropKind.CORNER: _corner,
}
