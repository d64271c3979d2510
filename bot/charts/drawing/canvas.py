"""A canvas with antialiased shapes and text, saved as PNG.

Coordinates are pixels of the finished picture, from its upper left corner.
"""

from functools import cache
from io import BytesIO
from math import cos, inf, pi, sin

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from bot.charts.drawing.palette import GROUND, INK

SCALE = 2
"""Supersampling: charts are drawn this much larger and reduced, for smooth edges."""
COLORS = 64
"""Enough for flat colors and the edges between them."""
MISSING = "\ufffe"
"""A noncharacter, for which no font has a glyph: other missing characters look the same."""
DIAGONALS = 3
"""Lines through the middle of a star."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]


class Canvas:
    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._image = Image.new("RGB", (width * SCALE, height * SCALE), GROUND)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, at: Box, fill: str | None, rim: str | None = None, *, round_: float = 0) -> None:
        """The rim is inside the box."""
        self._draw.rounded_rectangle(
            _enlarged(*at),
            round_ * SCALE,
            fill=fill,
            outline=rim,
            width=2 * SCALE if rim else 0,
        )

    def disc(self, at: Point, radius: float, fill: str | None, rim: str | None = None) -> None:
        x, y = at
        around = _enlarged(x - radius, y - radius, x + radius, y + radius)
        self._draw.ellipse(around, fill=fill, outline=rim, width=2 * SCALE if rim else 0)

    def line(self, points: list[Point], color: str, width: float) -> None:
        flat = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(flat, fill=color, width=round(width * SCALE), joint="curve")

    def dashes(self, start: Point, length: float, color: str, width: float, dash: float) -> None:
        """A horizontal line of dashes, with gaps of the same length."""
        x, y = start
        end = x + length
        while x < end:
            self.line([(x, y), (min(x + dash, end), y)], color, width)
            x += 2 * dash

    def star(self, at: Point, radius: float, color: str, width: float) -> None:
        """A star with six arms, like a snow crystal."""
        x, y = at
        for n in range(DIAGONALS):
            turn = pi / 2 + n * pi / DIAGONALS
            dx, dy = radius * cos(turn), radius * sin(turn)
            self.line([(x - dx, y - dy), (x + dx, y + dy)], color, width)

    def triangle(self, tip: Point, size: float, color: str) -> None:
        """A triangle that points up."""
        x, y = tip
        corners = [(x, y), (x - size, y + size), (x + size, y + size)]
        self._draw.polygon([(a * SCALE, b * SCALE) for a, b in corners], fill=color)

    def text(
        self,
        at: Point,
        text: str,
        size: int,
        color: str = INK,
        *,
        anchor: str = "mm",
        bold: bool = False,
        apart: bool = False,
        within: float = inf,
    ) -> None:
        """Text with a Pillow `anchor`; `apart` adds a halo that sets it off from what is below.

        Text wider than `within`, or with characters that the font lacks, is left out.
        """
        if not can_write(text) or width_of(text, size) > within:
            return
        where, font = (at[0] * SCALE, at[1] * SCALE), _font(size)
        if apart:
            self._draw.text(
                where,
                text,
                GROUND,
                font,
                anchor,
                stroke_width=4 * SCALE,
                stroke_fill=GROUND,
            )
        self._draw.text(where, text, color, font, anchor, stroke_width=SCALE / 4 if bold else 0)

    def png(self) -> bytes:
        """The same drawing always gives the same bytes."""
        small = self._image.reduce(SCALE)
        few = small.quantize(COLORS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        written = BytesIO()
        few.save(written, "PNG", optimize=True)
        return written.getvalue()


def width_of(text: str, size: int) -> float:
    """Width in pixels; 0 for text that is left out."""
    return _font(size).getlength(text) / SCALE if can_write(text) else 0


def can_write(text: str) -> bool:
    """Whether the font has every character."""
    return all(_has_glyph(it) for it in text)


@cache
def _has_glyph(character: str) -> bool:
    return character == " " or _looks(character) != _looks(MISSING)


def _looks(character: str) -> tuple[tuple[int, int], bytes]:
    mask = _font(24).getmask(character)
    return mask.size, bytes(mask)


@cache
def _font(size: int) -> FreeTypeFont:
    """The font that ships with Pillow, so that charts look the same on every machine."""
    font = ImageFont.load_default(size * SCALE)
    assert isinstance(font, FreeTypeFont)
    return font


def _enlarged(left: float, top: float, right: float, bottom: float) -> Box:
    # Pillow's boxes include their lower right corner.
    return left * SCALE, top * SCALE, right * SCALE - 1, bottom * SCALE - 1
