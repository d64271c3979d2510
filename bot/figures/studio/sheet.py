"""A contact sheet of all steps, for authors of figures."""

import hashlib
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from bot.figures.pictures import Order

WIDE = 1920
"""Default width in pixels."""
SHOWS = "shows"
"""The PNG text chunk with the digest of the pictures on the sheet."""
_COLUMNS = 4
_CELL = (480, 300)
_LABEL = 26
_COLORS = 128


def write_sheet(orders: Sequence[Order], folder: Path, file: Path, wide: int = WIDE) -> None:
    """Arranges stills from `folder`, labeled with exercise, step and side."""
    stills = _stills(orders)
    width, height = _CELL
    rows = -(-len(stills) // _COLUMNS)
    sheet = Image.new("RGB", (_COLUMNS * width, rows * (height + _LABEL)), "white")
    draw = ImageDraw.Draw(sheet)
    for n, order in enumerate(stills):
        x, y = n % _COLUMNS * width, n // _COLUMNS * (height + _LABEL)
        with Image.open(folder / order.file) as image:
            sheet.paste(
                image.convert("RGB").resize(_CELL, Image.Resampling.LANCZOS), (x, y + _LABEL)
            )
        side = ", other side" if order.picture.mirrored else ""
        label = f"{order.picture.exercise_id} {order.picture.step + 1}{side}"
        draw.text((x + 8, y + 4), label, fill="black", font_size=16)
    size = (wide, round(sheet.height * wide / sheet.width))
    shrunk = sheet.resize(size, Image.Resampling.LANCZOS)
    facts, out = PngInfo(), io.BytesIO()
    facts.add_text(SHOWS, shown_on(orders))
    shrunk.quantize(_COLORS, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True, pnginfo=facts
    )
    file.write_bytes(out.getvalue())


def shown_on(orders: Iterable[Order]) -> str:
    """A digest of the pictures on a sheet, which tells whether it is out of date."""
    names = "\n".join(it.file for it in _stills(orders))
    return hashlib.sha256(names.encode()).hexdigest()


def _stills(orders: Iterable[Order]) -> list[Order]:
    return [it for it in orders if not it.picture.film]
