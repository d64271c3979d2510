"""Muscle bands: stripes in a white rim with a dark edge, clipped to the body under them."""

import numpy as np

from bot.figures.body.skeleton import Body
from bot.figures.body.vectors import Array, vec
from bot.figures.model.names import Band, Half, split_half
from bot.figures.paint.camera import CANVAS, SCALE
from bot.figures.paint.depth_buffer import DepthBuffer, Mask
from bot.figures.paint.muscles import Knot, muscle_of
from bot.figures.paint.palette import THEME, Pixels, rgb

_DEEP = 0.06
"""Meters from the band within which a surface carries it; excludes the far side of the body."""
_STEPS = 40


def add_band(buffer: DepthBuffer, body: Body, band: Band, image: Pixels, glow: float) -> int:
    """Paints a band and returns its size in pixels of the final picture.

    `glow` from 0 to 1 is its opacity.
    """
    muscle = muscle_of(band)
    half = split_half(band)[0]
    names = [f"{half} {it}" if half else it for it in muscle.on]
    here = np.array([_place(body, it, half or Half.LEFT) for it in muscle.knots])
    line = curve(here, _STEPS)
    at = np.linspace(0, 1, _STEPS)
    knots = np.linspace(0, 1, len(muscle.knots))
    radii = np.interp(at, knots, [it.radius for it in muscle.knots])
    on = buffer.shows([*names, *muscle.on, *_both(muscle.on if half is None else ())])
    window, far = _distance(buffer, line, radii, on)
    if window is None:
        return 0
    _paint(image, window, far, glow)
    return int((far < 0).sum() / SCALE**2)


def _both(parts: tuple[str, ...]) -> list[str]:
    return [f"{half} {part}" for half in Half for part in parts]


def _place(body: Body, knot: Knot, half: Half) -> Array:
    def joint(name: str) -> Array:
        return body.at[name] if name in body.at else body.at[f"{half} {name}"]

    frames = body.frames
    frame = frames[knot.bone] if knot.bone in frames else frames[f"{half} {knot.bone}"]
    a, b = joint(knot.a), joint(knot.b)
    off = vec(knot.off[0], half.sign * knot.off[1], knot.off[2])
    point: Array = a + (b - a) * knot.t + frame @ off
    return point


def curve(points: Array, count: int) -> Array:
    """`count` points on a Catmull-Rom spline."""
    p = np.asarray(points, float)
    q = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    out = []
    for x in np.linspace(0, len(p) - 1, count):
        i = min(int(x), len(p) - 2)
        f, (a, b, c, d) = x - i, q[i : i + 4]
        cubic = (2 * a - 5 * b + 4 * c - d) * f**2 + (3 * b - a - 3 * c + d) * f**3
        out.append(0.5 * (2 * b + (c - a) * f + cubic))
    return np.array(out)


def _distance(
    buffer: DepthBuffer, line: Array, radii: Array, on: Mask
) -> tuple[tuple[slice, slice] | None, Array]:
    """A window of the picture and, for its pixels, the distance in pixels from the band's edge.

    Negative is inside; where the band does not lie the distance is huge.
    """
    cam = buffer.cam
    flat = cam(line)
    reach = radii.max() * cam.zoom + 6 * SCALE
    left, top = np.clip(flat[:, :2].min(0) - reach, 0, CANVAS).astype(int)
    right, bottom = np.clip(flat[:, :2].max(0) + reach, 0, CANVAS).astype(int)
    if left >= right or top >= bottom:
        return None, np.zeros(0)
    window = (slice(top, bottom), slice(left, right))
    y, x = np.mgrid[top:bottom, left:right]
    far = np.full(x.shape, 1e9)
    depth = np.full(x.shape, 1e9)
    for (px, py, pz), r in zip(flat, radii * cam.zoom, strict=True):
        d = np.hypot(x - px, y - py) - r
        nearer = d < far
        far = np.where(nearer, d, far)
        depth = np.where(nearer, np.abs(buffer.depth[window] - pz), depth)
    far[~on[window] | (depth > _DEEP + float(radii.max()))] = 1e9
    return window, far


def _paint(image: Pixels, window: tuple[slice, slice], far: Array, glow: float) -> None:
    """Stripes keep their place in the picture when the band moves, so that frames differ little."""
    y, x = np.mgrid[window]
    stripes = (x * 0.7 + y) // (4 * SCALE) % 3 == 0
    for where, color in (
        (far < 3.4 * SCALE, "muscle edge"),
        (far < 2.4 * SCALE, "muscle rim"),
        (far < 0, "muscle"),
        ((far < 0) & stripes, "muscle stripe"),
    ):
        part = image[window]
        part[where] = part[where] * (1 - glow) + rgb(THEME[color]) * glow
