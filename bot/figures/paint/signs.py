"""Arrows, placed where they cover little, and the dotted line of gaze."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from bot.figures.body.vectors import Array, unit, vec
from bot.figures.paint.camera import CANVAS, SCALE
from bot.figures.paint.depth_buffer import Mask
from bot.figures.paint.palette import THEME

_LINE = 5.5 * SCALE
_HEAD = 11 * SCALE
_COARSE = 4
"""Pixels per cell of the cost map by which arrows are placed."""
_ALONG = (-130, -110, -90, -75, -60, -45, -30, -15, 0, 15, 30, 45, 60, 80, 100)
"""Offsets of an arrow's middle from its joint, along its direction, in final pixels."""
_LENGTHS = (74 * SCALE, 58 * SCALE, 46 * SCALE)


@dataclass(frozen=True)
class Shaft:
    """The pixels along an arrow from tail to tip, shape (n, 2)."""

    points: Array


class ArrowPlacement:
    """Finds room for arrows off the figure, the bands and earlier arrows."""

    def __init__(self, taken: Mask, discouraged: Mask) -> None:
        self.cost = 4.0 * _dilated(taken, 6) + 0.5 * _dilated(taken, 14) + _dilated(discouraged, 3)

    def shaft(self, at: Array, way: Array, then: Array | None = None) -> Shaft:
        """The cheapest position near `at`, all in pixels right and down.

        `way` is the arrow's direction; with `then` it is most of a circle that bends there.
        """
        lines = _lines(at, unit(way)) if then is None else _arcs(at, unit(way), unit(then))
        best = min(lines, key=lambda it: it[0] + self._crossing(it[1]))
        self._take(best[1])
        return Shaft(best[1])

    def _crossing(self, points: Array) -> float:
        x, y = points[:, 0].astype(int), points[:, 1].astype(int)
        width, height = CANVAS
        edge = int(14 * SCALE)
        inside = (x >= edge) & (x < width - edge) & (y >= edge) & (y < height - edge)
        rows, columns = np.array(self.cost.shape) - 1
        cost = self.cost[np.clip(y // _COARSE, 0, rows), np.clip(x // _COARSE, 0, columns)]
        return float(cost.sum() + 8 * (~inside).sum())

    def _take(self, points: Array) -> None:
        mask = Image.new("L", (self.cost.shape[1], self.cost.shape[0]))
        line = [tuple(it / _COARSE) for it in points]
        ImageDraw.Draw(mask).line(line, fill=1, width=int(3 * _HEAD / _COARSE))
        self.cost += np.asarray(mask) * 4.0


def _dilated(mask: Mask, pixels: float) -> Array:
    """The mask by cells, grown by a margin in pixels of the final picture."""
    height, width = (it // _COARSE for it in mask.shape)
    cells = mask[: height * _COARSE, : width * _COARSE].reshape(height, _COARSE, width, _COARSE)
    coarse = Image.fromarray(cells.any((1, 3)).astype(np.uint8))
    size = round(pixels * SCALE / _COARSE) * 2 + 1
    return np.asarray(coarse.filter(ImageFilter.MaxFilter(size)), float)


def _lines(at: Array, way: Array) -> Iterator[tuple[float, Array]]:
    """Costs and lines: beside, before and behind the joint, straight or bent away from it."""
    aside = vec(-way[1], way[0])
    for length in _LENGTHS:
        for off in (0, 18, 26, 34, 44, 56, 70, 86, 104):
            for sign in (1, -1):
                for along in _ALONG:
                    for bow in (0.0, 0.16):
                        cost = off * 0.18 + abs(along - 10) * 0.05 + (74 - length / SCALE) * 0.12
                        middle = at + (aside * sign * off + way * along) * SCALE
                        t = np.linspace(-0.5, 0.5, 26)[:, None]
                        arch = (0.25 - t**2) * 4 * bow * length * sign
                        yield cost + bow * 45, middle + way * t * length + aside * arch


def _arcs(at: Array, way: Array, then: Array) -> Iterator[tuple[float, Array]]:
    """Costs and arcs that start toward `way` and bend toward `then`, nearest to the joint first."""
    t = np.radians(np.linspace(-20, 235, 40))[:, None]
    for radius in (30 * SCALE, 25 * SCALE):
        ring = (way * np.sin(t) - then * np.cos(t)) * radius
        for off in range(0, 150, 10):
            for angle in np.linspace(0, 2 * np.pi, 25)[:-1]:
                middle = at + vec(np.cos(angle), np.sin(angle)) * off * SCALE
                yield off * 0.3 + (30 - radius / SCALE), middle + ring


def draw_arrow(draw: ImageDraw.ImageDraw, shaft: Shaft) -> None:
    q = shaft.points
    way = unit(q[-1] - q[-4])
    aside = vec(-way[1], way[0])
    for more, color in ((2.5 * SCALE, "white"), (0.0, "arrow")):
        thick, head = _LINE + 2 * more, _HEAD + more * 1.3
        draw.line(
            [tuple(it) for it in q[:-4]], fill=THEME[color], width=round(thick), joint="curve"
        )
        draw.ellipse([*(q[0] - thick / 2), *(q[0] + thick / 2)], fill=THEME[color])
        tip = q[-1] + way * more * 1.4
        back = q[-1] - way * (_HEAD * 1.35 + more * 0.8)
        wings = [tuple(back + aside * s * head) for s in (1, -1)]
        draw.polygon([tuple(tip), *wings], fill=THEME[color])


def draw_gaze(draw: ImageDraw.ImageDraw, eye: Array, goal: Array) -> None:
    """Dots from the eye to a circle around its goal; both in pixels."""
    length = float(np.hypot(*(goal - eye)))
    r = 2.6 * SCALE
    for t in np.linspace(0, 1, max(3, int(length / (13 * SCALE))))[1:-1]:
        p = eye + (goal - eye) * t
        draw.ellipse([*(p - r), *(p + r)], fill=THEME["arrow"], outline=THEME["white"])
    ring = 10 * SCALE
    draw.ellipse([*(goal - ring), *(goal + ring)], outline=THEME["arrow"], width=int(3 * SCALE))
