"""A contact sheet of every step, for people who write figures."""

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from bot.figures.pictures import Order

_COLUMNS = 4
_CELL = (480, 300)
_LABEL = 26


def write_sheet(orders: Sequence[Order], folder: Path, file: Path) -> None:
    """Stills that lie in `folder`, labelled with exercise, step and side."""
    stills = [it for it in orders if not it.picture.film]
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
    out = io.BytesIO()
    sheet.save(out, "PNG")
    file.write_bytes(out.getvalue())
