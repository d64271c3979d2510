"""The background: a wall with a skirting board, the floor, and a window if the room has one."""

import numpy as np
from PIL import Image, ImageDraw

from bot.figures.body.vectors import vec
from bot.figures.model.names import PropKind
from bot.figures.model.room import Prop, Room
from bot.figures.paint.camera import CANVAS, SCALE, Camera
from bot.figures.paint.furniture import WINDOW_SILL, corners
from bot.figures.paint.palette import THEME, Pixels

_BEHIND = 0.55
"""Meters from the farthest thing back to the wall."""
_FURNITURE = {PropKind.WALL, PropKind.CORNER, PropKind.WINDOW}


def backdrop(cam: Camera, room: Room) -> Pixels:
    image = Image.new("RGB", CANVAS, THEME["background"])
    draw = ImageDraw.Draw(image)
    _add_floor(draw, cam, room)
    window = room.first(PropKind.WINDOW)
    if window:
        _add_window(draw, cam, window)
    return np.array(image, np.float32)


def _add_floor(draw: ImageDraw.ImageDraw, cam: Camera, room: Room) -> None:
    flat = cam.axes[2] * (1, 1, 0)
    flat = flat / max(float(np.linalg.norm(flat)), 1e-9)
    things = [corners(it, room) for it in room.props if it.kind not in _FURNITURE]
    deepest = min([float((it @ flat).min()) for it in things], default=-0.2)
    foot = cam(flat * (min(deepest, -0.2) - _BEHIND))[1]
    width, height = CANVAS
    board, line = 0.085 * cam.zoom, SCALE
    draw.rectangle([0, foot - board, width, foot], fill=THEME["skirting"])
    draw.rectangle([0, foot - board - line, width, foot - board], fill=THEME["skirting line"])
    if foot < height:
        draw.rectangle([0, foot, width, height], fill=THEME["floor"])


def _add_window(draw: ImageDraw.ImageDraw, cam: Camera, window: Prop) -> None:
    """Windows always face the viewer, so that they are recognized."""
    middle = cam(vec(*window.at, WINDOW_SILL + window.high / 2))
    half, tall = window.wide / 2 * cam.zoom, window.high / 2 * cam.zoom

    def x(t: float) -> float:
        return float(middle[0] + half * (2 * t - 1))

    def y(t: float) -> float:
        return float(middle[1] + tall * (2 * t - 1))

    frame = [x(-0.05), y(-0.04), x(1.05), y(1.04)]
    draw.rectangle(frame, fill=THEME["white"], outline=THEME["track"], width=int(2 * SCALE))
    draw.rectangle([x(0), y(0), x(1), y(1)], fill=THEME["glass"])
    for rise, shift, base, color in ((0.1, 0.6, 0.66, "far hill"), (0.07, 2.4, 0.8, "near hill")):
        ridge = [
            (x(t), y(base - rise * float(np.sin(shift + 3.2 * t)))) for t in np.linspace(0, 1, 40)
        ]
        draw.polygon([(x(0), y(1)), *ridge, (x(1), y(1))], fill=THEME[color])
    draw.rectangle([x(0.65), y(0.6), x(0.67), y(0.8)], fill=THEME["dark wood"])
    draw.ellipse([x(0.55), y(0.48), x(0.77), y(0.68)], fill=THEME["tree"])
    draw.rectangle([x(0.48), y(0), x(0.52), y(1)], fill=THEME["white"])


def window_middle(window: Prop) -> tuple[float, float, float]:
    return window.at[0], window.at[1], WINDOW_SILL + window.high * 0.52
