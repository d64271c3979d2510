"""Ellipsoids, and sweeps of them along bones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from bot.figures.body.vectors import Array

Cut: TypeAlias = Callable[[Array], Array]
"""Tells which points (3, n) of an ellipsoid, given in its own frame, are kept."""

Stop: TypeAlias = tuple[float, float, float, float]
"""Position along the bone, radius front to back, radius sideways, offset to the front."""

_EYE = np.eye(3)


@dataclass
class Blob:
    """An ellipsoid: center and radii in meters, its axes in the columns of `frame`."""

    center: Array
    frame: Array
    radii: Array
    part: str
    cut: Cut | None = None


def rounded(stops: Sequence[Stop], count: int = 14) -> Array:
    """Resamples a profile to `count` stops along a cubic, shape (count, 4)."""
    s = np.array(stops, float)
    t = np.linspace(s[0, 0], s[-1, 0], count)
    k = np.clip(np.searchsorted(s[:, 0], t) - 1, 0, len(s) - 2)
    h = (s[k + 1, 0] - s[k, 0])[:, None]
    u = ((t - s[k, 0]) / h[:, 0])[:, None]
    m = np.stack([np.gradient(s[:, i], s[:, 0]) for i in range(1, 4)], 1)
    start = (2 * u**3 - 3 * u**2 + 1) * s[k, 1:] + (u**3 - 2 * u**2 + u) * h * m[k]
    end = (3 * u**2 - 2 * u**3) * s[k + 1, 1:] + (u**3 - u**2) * h * m[k + 1]
    table: Array = np.column_stack([t, start + end])
    return table


@dataclass
class Blobs:
    """`fine` is the number of ellipsoids per radius."""

    fine: float = 6
    all: list[Blob] = field(default_factory=list)

    def ball(
        self,
        center: Array,
        radii: Array | float,
        part: str,
        frame: Array = _EYE,
        cut: Cut | None = None,
    ) -> None:
        size = np.full(3, radii) if np.isscalar(radii) else np.asarray(radii, float)
        self.all.append(Blob(center, frame, size, part, cut))

    def tube(
        self,
        a: Array,
        b: Array,
        stops: Array | Sequence[Stop],
        part: str,
        frame: Array,
        fat: float = 1.0,
    ) -> None:
        s = np.array(stops, float) * (1, fat, fat, 1)
        length = float(np.linalg.norm(b - a)) * (s[-1, 0] - s[0, 0])
        count = max(4, int(length / s[:, 1].mean() * self.fine))
        for t in np.linspace(s[0, 0], s[-1, 0], count):
            front, side, shift = (float(np.interp(t, s[:, 0], s[:, i])) for i in (1, 2, 3))
            radii = np.array([front, side, min(front, side)])
            self.ball(a + (b - a) * t + frame[:, 0] * shift, radii, part, frame)

    def chain(self, points: Sequence[Array], radii: Sequence[float], part: str) -> None:
        """A bent tube of round cross-section through the points."""
        for p, q, r, s in zip(points, points[1:], radii, radii[1:], strict=False):
            count = max(2, round(float(np.linalg.norm(q - p)) / r * self.fine / 2))
            for t in np.linspace(0, 1, count):
                self.ball(p + (q - p) * t, r + (s - r) * t, part)
