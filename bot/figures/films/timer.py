"""The timer of a film: a ring that runs down, or dots that fill."""

from dataclasses import dataclass
from typing import NamedTuple

from PIL import Image, ImageDraw

from bot.figures.paint.camera import HEIGHT, WIDTH
from bot.figures.paint.palette import THEME

_FINE = 4
"""The timer is drawn this much larger and shrunk."""
RING = 84
"""Pixels of a side of the ring's square."""
_ROW = 10
_PITCH = 20


class Corner(NamedTuple):
    """Left and top of the square, in pixels."""

    x: int
    y: int


CORNERS = (
    Corner(WIDTH - RING - 10, 10),
    Corner(10, 10),
    Corner(WIDTH - RING - 10, HEIGHT - RING - 10),
    Corner(10, HEIGHT - RING - 10),
)


def add_ring(image: Image.Image, corner: Corner, left: float) -> Image.Image:
    """`left` is the share of time that remains; at 0 the ring becomes a tick."""
    badge = _badge(RING, RING)
    draw, n = ImageDraw.Draw(badge), RING * _FINE
    draw.ellipse([0, 0, n - 1, n - 1], fill=THEME["white"])
    box = [n * 0.12, n * 0.12, n * 0.88, n * 0.88]
    draw.ellipse(box, outline=THEME["track"], width=int(n * 0.13))
    if left > 0:
        draw.arc(box, -90, -90 + 360 * left, fill=THEME["ring"], width=int(n * 0.13))
    else:
        tick = [(n * 0.35, n * 0.52), (n * 0.46, n * 0.63), (n * 0.67, n * 0.38)]
        draw.line(tick, fill=THEME["ring"], width=int(n * 0.08), joint="curve")
    return _pasted(image, badge, corner.x, corner.y)


@dataclass(frozen=True)
class Count:
    done: int
    of: int


def dots_size(count: int) -> tuple[int, int]:
    """Width and height in pixels."""
    rows = -(-count // _ROW)
    return min(count, _ROW) * _PITCH + 12, rows * _PITCH + 12


def add_dots(image: Image.Image, corner: Corner, count: Count) -> Image.Image:
    width, height = dots_size(count.of)
    badge = _badge(width, height)
    draw = ImageDraw.Draw(badge)
    edge = 16 * _FINE
    draw.rounded_rectangle([0, 0, badge.width - 1, badge.height - 1], edge, fill=THEME["white"])
    r = 6.5 * _FINE
    for i in range(count.of):
        x = (6 + _PITCH * (i % _ROW + 0.5)) * _FINE
        y = (6 + _PITCH * (i // _ROW + 0.5)) * _FINE
        full = i < count.done
        color = THEME["ring" if full else "track"]
        width_of_line = int(r) if full else int(2.2 * _FINE)
        draw.ellipse([x - r, y - r, x + r, y + r], outline=color, width=width_of_line)
        if full:
            draw.ellipse([x - r, y - r, x + r, y + r], fill=color)
    x = corner.x if corner.x < WIDTH / 2 else WIDTH - width - 10
    y = corner.y if corner.y < HEIGHT / 2 else HEIGHT - height - 10
    return _pasted(image, badge, x, y)


def _badge(width: int, height: int) -> Image.Image:
    return Image.new("RGBA", (width * _FINE, height * _FINE), (0, 0, 0, 0))


def _pasted(image: Image.Image, badge: Image.Image, x: int, y: int) -> Image.Image:
    small = badge.resize((badge.width // _FINE, badge.height // _FINE), Image.Resampling.BOX)
    result = image.copy()
    result.paste(small, (x, y), small)
    return result
