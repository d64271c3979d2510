"""The depth buffer: for every pixel the part in front, its depth and its light."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.figures.body.vectors import Array, unit
from bot.figures.paint.camera import CANVAS, Camera
from bot.figures.shapes.blobs import Blob

LIGHT = unit((-0.35, 0.65, 0.68))
"""Direction of the lamp: right, up, toward the viewer."""

Mask: TypeAlias = NDArray[np.bool_]
Window: TypeAlias = tuple[slice, slice]
_FAR = -1e9


class DepthBuffer:
    """Arrays of shape (height, width). Part -1 is the background."""

    def __init__(self, cam: Camera) -> None:
        width, height = CANVAS
        self.cam = cam
        self.depth = np.full((height, width), _FAR, np.float32)
        self.part = np.full((height, width), -1, np.int16)
        self.lit = np.ones((height, width), np.float32)
        self.names: list[str] = []

    def number(self, name: str) -> int:
        """The number of a part in the array `part`."""
        if name not in self.names:
            self.names.append(name)
        return self.names.index(name)

    def shows(self, names: Sequence[str]) -> Mask:
        """The pixels where one of these parts is in front."""
        numbers = [self.names.index(it) for it in names if it in self.names]
        mask: Mask = np.isin(self.part, numbers)
        return mask

    def copy(self) -> "DepthBuffer":
        other = DepthBuffer.__new__(DepthBuffer)
        other.cam, other.names = self.cam, list(self.names)
        other.depth, other.part, other.lit = self.depth.copy(), self.part.copy(), self.lit.copy()
        return other

    def window(self, x: float, y: float, rx: float, ry: float) -> tuple[int, int, int, int] | None:
        """The visible part of a rectangle: left, right, top, bottom. None if nothing is visible."""
        width, height = CANVAS
        left, right = max(0, int(x - rx)), min(width, int(x + rx) + 2)
        top, bottom = max(0, int(y - ry)), min(height, int(y + ry) + 2)
        return (left, right, top, bottom) if left < right and top < bottom else None

    def ellipsoids(self, blobs: Sequence[Blob]) -> None:
        """Under a parallel projection the depth of an ellipsoid is the root of a quadratic."""
        if not blobs:
            return
        zoom = self.cam.zoom
        points = self.cam(np.array([it.center for it in blobs]))
        axes = self.cam.axes @ np.array([it.frame for it in blobs])
        radii = np.array([it.radii for it in blobs])[:, None, :]
        sizes = (axes * radii**2) @ axes.transpose(0, 2, 1)
        forms = ((axes / radii**2) @ axes.transpose(0, 2, 1)).astype(np.float32)
        wide, high = zoom * np.sqrt(sizes[:, 0, 0]), zoom * np.sqrt(sizes[:, 1, 1])
        numbers = [self.number(it.part) for it in blobs]
        for i, blob in enumerate(blobs):
            x, y, z = points[i]
            box = self.window(x, y, wide[i], high[i])
            if box:
                self._stamp(
                    blob, axes[i], forms[i], (float(x), float(y), float(z)), box, numbers[i]
                )

    def _stamp(
        self,
        blob: Blob,
        axes: Array,
        m: NDArray[np.float32],
        at: tuple[float, float, float],
        box: tuple[int, int, int, int],
        number: int,
    ) -> None:
        left, right, top, bottom = box
        here, zoom = np.s_[top:bottom, left:right], self.cam.zoom
        u = ((np.arange(left, right, dtype=np.float32) + (0.5 - at[0])) / zoom)[None]
        v = ((at[1] - 0.5 - np.arange(top, bottom, dtype=np.float32)) / zoom)[:, None]
        b = m[0, 2] * u + m[1, 2] * v
        inner = (m[0, 0] * u + 2 * m[0, 1] * v) * u + (m[1, 1] * v * v - 1)
        d = b * b - m[2, 2] * inner
        t = (np.sqrt(np.maximum(d, 0)) - b) / m[2, 2]
        hit = (d > 0) & (t > self.depth[here] - np.float32(at[2]))
        if blob.cut is not None:
            grid = np.stack(np.broadcast_arrays(u, v, t)).reshape(3, -1)
            hit &= blob.cut(axes.T @ grid).reshape(hit.shape)
        ys, xs = np.nonzero(hit)
        if not len(ys):
            return
        deep = t[ys, xs]
        n = m @ np.stack([u[0, xs], v[ys, 0], deep])
        ys, xs = ys + top, xs + left
        self.depth[ys, xs] = deep + np.float32(at[2])
        self.part[ys, xs] = number
        self.lit[ys, xs] = LIGHT.astype(np.float32) @ n / np.sqrt((n * n).sum(0) + 1e-9)

    def box(self, center: Array, size: Array, top: str, sides: str, frame: Array) -> None:
        half = [frame[:, i] * size[i] / 2 for i in range(3)]
        for axis in range(3):
            for sign in (1, -1):
                if float(self.cam.axes[2] @ frame[:, axis]) * sign < 0.02:
                    continue
                a, b = (half[i] for i in range(3) if i != axis)
                o = center + half[axis] * sign
                corners = np.array([o + a + b, o + a - b, o - a - b, o - a + b])
                self.face(corners, top if axis == 2 else sides)

    def face(self, corners: Array, name: str) -> None:
        """Draws a flat, convex polygon; corners (n, 3) in order."""
        seen = self.visible_part(corners)
        if not seen:
            return
        here, hit, z = seen
        self.depth[here][hit] = z[hit]
        self.part[here][hit] = self.number(name)
        self.lit[here][hit] = 1

    def visible_part(self, corners: Array) -> tuple[Window, Mask, Array] | None:
        """The part of a flat, convex polygon that is in front of what is drawn.

        A window of the picture, a mask of its pixels and their depths, or None outside the
        picture.
        """
        p = self.cam(corners)
        middle, reach = (p.max(0) + p.min(0)) / 2, np.ptp(p, 0) / 2 + 1
        box = self.window(middle[0], middle[1], reach[0], reach[1])
        if not box:
            return None
        left, right, top, bottom = box
        here = (slice(top, bottom), slice(left, right))
        x = (np.arange(left, right) + 0.5)[None]
        y = (np.arange(top, bottom) + 0.5)[:, None]
        edges = [
            (q[0] - s[0]) * (y - s[1]) - (q[1] - s[1]) * (x - s[0])
            for s, q in zip(p, np.roll(p, -1, 0), strict=True)
        ]
        inside = (np.min(edges, 0) >= 0) | (np.max(edges, 0) <= 0)
        plane = np.linalg.lstsq(np.column_stack([p[:, :2], np.ones(len(p))]), p[:, 2], rcond=None)[
            0
        ]
        z: Array = plane[0] * x + plane[1] * y + plane[2]
        hit: Mask = inside & (z > self.depth[here])
        return here, hit, z

    def surface_points(self, mask: Mask) -> Array:
        """The points in space of the surface under the mask, shape (n, 3)."""
        ys, xs = np.nonzero(mask)
        cam = self.cam
        right, up = (xs + 0.5 - cam.origin[0]) / cam.zoom, (cam.origin[1] - ys - 0.5) / cam.zoom
        points: Array = np.stack([right, up, self.depth[mask]], 1) @ cam.axes
        return points
