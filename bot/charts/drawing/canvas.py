"""A sheet to draw on: shapes with smooth edges, letters as far as the font has them, and a PNG.

Everything is drawn at twice its size and then halved. Coordinates are those of the finished
picture, in pixels from its upper left corner.
"""

from functools import cache
from io import BytesIO
from math import cos, inf, pi, sin

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from bot.charts.drawing.palette import GROUND, INK

FINER = 2
COLORS = 64
"""Enough for flat colors and the edges between them."""
NOTHING = "\ufffe"
"""No font has a glyph for this; what looks like it is not in the font either."""
DIAGONALS = 3
"""Lines through the middle of a star."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Canvas:
    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * FINER, height * FINER), GROUND)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, at: Box, fill: str | None, rim: str | None = None, *, round_: float = 0) -> None:
        """A rectangle; its rim lies within it."""
        self._draw.rounded_rectangle(
            _finer(*at), round_ * FINER, fill=fill, outline=rim, width=2 * FINER if rim else 0
        )

    def disc(self, at: Point, radius: float, fill: str | None, rim: str | None = None) -> None:
        x, y = at
        around = _finer(x - radius, y - radius, x + radius, y + radius)
        self._draw.ellipse(around, fill=fill, outline=rim, width=2 * FINER if rim else 0)

    def line(self, points: list[Point], color: str, width: float) -> None:
        flat = [(x * FINER, y * FINER) for x, y in points]
        self._draw.line(flat, fill=color, width=round(width * FINER), joint="curve")

    def dashes(self, start: Point, length: float, color: str, width: float, dash: float) -> None:
        """A level line of dashes, each followed by as much room."""
        x, y = start
        end = x + length
        while x < end:
            self.line([(x, y), (min(x + dash, end), y)], color, width)
            x += 2 * dash

    def star(self, at: Point, radius: float, color: str, width: float) -> None:
        """Six arms, as a snow crystal has."""
        x, y = at
        for n in range(DIAGONALS):
            turn = pi / 2 + n * pi / DIAGONALS
            dx, dy = radius * cos(turn), radius * sin(turn)
            self.line([(x - dx, y - dy), (x + dx, y + dy)], color, width)

    def triangle(self, tip: Point, size: float, color: str) -> None:
        """Pointing upwards."""
        x, y = tip
        corners = [(x, y), (x - size, y + size), (x + size, y + size)]
        self._draw.polygon([(a * FINER, b * FINER) for a, b in corners], fill=color)

    def text(
        self,
        at: Point,
        said: str,
        size: int,
        color: str = INK,
        *,
        anchor: str = "mm",
        bold: bool = False,
        apart: bool = False,
        within: float = inf,
    ) -> None:
        """`anchor` says where in the text `at` is, as Pillow names it; `apart` keeps it apart from
        what is drawn below. What is wider than `within` is left out, and so is what the font cannot
        write in full."""
        if not can_write(said) or width_of(said, size) > within:
            return
        where, font = (at[0] * FINER, at[1] * FINER), _font(size)
        if apart:
            self._draw.text(
                where, said, GROUND, font, anchor, stroke_width=4 * FINER, stroke_fill=GROUND
            )
        self._draw.text(where, said, color, font, anchor, stroke_width=FINER / 4 if bold else 0)

    def png(self) -> bytes:
        """The same drawing always gives the same bytes."""
        small = self._image.reduce(FINER)
        few = small.quantize(COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        written = BytesIO()
        few.save(written, "PNG", optimize=True)
        return written.getvalue()


def width_of(said: str, size: int) -> float:
    """How wide a text is drawn; nothing for one that is left out."""
    return _font(size).getlength(said) / FINER if can_write(said) else 0


def can_write(said: str) -> bool:
    """Whether the font has every sign of it."""
    return all(_is_known(it) for it in said)


@cache
def _is_known(sign: str) -> bool:
    return sign == " " or _looks(sign) != _looks(NOTHING)


def _looks(sign: str) -> tuple[tuple[int, int], bytes]:
    mask = _font(24).getmask(sign)
    return mask.size, bytes(mask)


@cache
def _font(size: int) -> FreeTypeFont:
    """The font that comes with Pillow: no machine lacks it, and none draws it differently."""
    font = ImageFont.load_default(size * FINER)
    assert isinstance(font, FreeTypeFont)
    return font


def _finer(left: float, top: float, right: float, bottom: float) -> Box:
    """Both corners are part of what is drawn there."""
    return left * FINER, top * FINER, right * FINER - 1, bottom * FINER - 1
