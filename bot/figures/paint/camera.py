"""An orthographic camera. Its pixels are those of the supersampled picture."""

from dataclasses import dataclass, field

import numpy as np

from bot.figures.body.vectors import UP, Array, vec

WIDTH, HEIGHT = 640, 400
SCALE = 2.0
"""Supersampling: pictures are drawn this much larger and shrunk, for smooth edges."""
CANVAS = (int(WIDTH * SCALE), int(HEIGHT * SCALE))

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as fractions of the picture."""


@dataclass
class Camera:
    """`zoom` is pixels per meter; the rows of `axes` are right, up, toward the viewer."""

    axes: Array
    pitch: float
    zoom: float = 100.0
    origin: Array = field(default_factory=lambda: np.zeros(2))

    def __call__(self, points: Array) -> Array:
        """Projects points (..., 3) to pixels right, pixels down, and meters toward the viewer."""
        q = np.asarray(points, float) @ self.axes.T
        x = self.origin[0] + self.zoom * q[..., 0]
        y = self.origin[1] - self.zoom * q[..., 1]
        return np.stack([x, y, q[..., 2]], -1)

    def fit(self, low: Array, high: Array, box: Box, max_zoom: float) -> None:
        """Zooms and moves so that the rectangle from `low` to `high`, in meters, fills the box.

        `max_zoom` is in pixels per meter.
        """
        left, top, right, bottom = np.array(box) * [*CANVAS, *CANVAS]
        wide, tall = np.maximum(high - low, 1e-6)
        self.zoom = float(min((right - left) / wide, (bottom - top) / tall, max_zoom))
        middle = (low + high) / 2
        self.origin = vec(
            (left + right) / 2 - self.zoom * middle[0], (top + bottom) / 2 + self.zoom * middle[1]
        )

    def flat(self, points: Array) -> Array:
        """Meters right and up in the plane of the picture, shape (..., 2)."""
        return np.asarray(points, float) @ self.axes[:2].T


def camera(yaw: float, pitch: float) -> Camera:
    """A camera at `yaw` degrees around the person, where 0 is their right, and `pitch` from
    above.
    """
    a, b = np.radians(yaw), np.radians(pitch)
    away = vec(-np.sin(a) * np.cos(b), np.cos(a) * np.cos(b), -np.sin(b))
    right = np.cross(away, UP)
    right = right / np.linalg.norm(right)
    return Camera(np.stack([right, np.cross(right, away), -away]), float(b))
