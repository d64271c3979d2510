"""Frames as a GIF that plays once: one small palette, and only what changed in each frame.

Pillow gives every frame a palette of its own, which is half of such a file; hence this writer.
"""

import struct
from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.figures.films.lzw import compressed
from bot.figures.paint.palette import THEME

_ALWAYS = ("background", "floor", "muscle", "muscle stripe", "arrow", "ring", "track", "white")
_APART = 230
"""Squared distance below which two colours are one."""

Colour: TypeAlias = tuple[int, ...]
_Flat: TypeAlias = NDArray[np.uint8]


def gif_bytes(frames: Sequence[tuple[Image.Image, int]], bits: int) -> bytes:
    """Frames are pictures and milliseconds; there are 2 ** bits colours, one of them none.

    Without a loop extension a GIF plays once.
    """
    distinct = list({id(image): image for image, _ in frames}.values())
    colours = _colours(distinct, 2**bits - 1)
    palette = _palette(colours)
    flat = {id(it): _flattened(it, palette) for it in distinct}
    width, height = distinct[0].size
    clear = 2**bits - 1
    head = struct.pack("<6sHHBBB", b"GIF89a", width, height, 0xF0 | (bits - 1), 0, 0)
    table = [*colours, *[(0, 0, 0)] * (2**bits - len(colours))]
    blocks = [head, bytes(number for colour in table for number in colour)]
    before: _Flat | None = None
    for pixels, hundredths in _merged(frames, flat):
        blocks.append(_frame(pixels, before, hundredths, bits, clear))
        before = pixels
    return b"".join([*blocks, b";"])


def _merged(
    frames: Sequence[tuple[Image.Image, int]], flat: dict[int, _Flat]
) -> list[tuple[_Flat, int]]:
    """Equal neighbours as one, with times in hundredths of a second that add up."""
    merged: list[tuple[_Flat, int]] = []
    clock = told = 0
    for image, ms in frames:
        clock += ms
        hundredths = round(clock / 10) - told
        told += hundredths
        pixels = flat[id(image)]
        if merged and (merged[-1][0] is pixels or np.array_equal(merged[-1][0], pixels)):
            merged[-1] = (merged[-1][0], merged[-1][1] + hundredths)
        else:
            merged.append((pixels, hundredths))
    return merged


def _frame(pixels: _Flat, before: _Flat | None, hundredths: int, bits: int, clear: int) -> bytes:
    """The smallest rectangle that changed; what did not change in it is left clear."""
    top, left, (bottom, right) = 0, 0, pixels.shape
    shown = pixels
    if before is not None:
        changed = pixels != before
        rows, columns = np.nonzero(changed.any(1))[0], np.nonzero(changed.any(0))[0]
        top, bottom = int(rows[0]), int(rows[-1]) + 1
        left, right = int(columns[0]), int(columns[-1]) + 1
        shown = np.where(changed, pixels, np.uint8(clear))[top:bottom, left:right]
    control = struct.pack("<3sBHBB", b"!\xf9\x04", 0x05, hundredths, clear, 0)
    place = struct.pack("<BHHHHB", 0x2C, left, top, right - left, bottom - top, 0)
    return control + place + bytes([bits]) + _in_blocks(compressed(shown.tobytes(), bits))


def _in_blocks(data: bytes) -> bytes:
    parts = [data[i : i + 255] for i in range(0, len(data), 255)]
    return b"".join(bytes([len(it)]) + it for it in parts) + b"\0"


def _flattened(image: Image.Image, palette: Image.Image) -> _Flat:
    return np.asarray(image.quantize(palette=palette, dither=Image.Dither.NONE), np.uint8)


def _colours(images: Sequence[Image.Image], most: int) -> list[Colour]:
    """The flat colours themselves, commonest first: a median cut would brown the highlight."""
    count: Counter[Colour] = Counter()
    for image in images[:: max(1, len(images) // 6)]:
        for number, colour in image.getcolors(1 << 20) or ():
            assert isinstance(colour, tuple)
            count[colour] += number
    chosen = [_numbers(THEME[it]) for it in _ALWAYS]
    for colour, _ in sorted(count.items(), key=lambda it: (-it[1], it[0]))[:4000]:
        if len(chosen) >= most:
            break
        if min(_distance(colour, it) for it in chosen) > _APART:
            chosen.append(colour)
    return chosen


def _palette(colours: Sequence[Colour]) -> Image.Image:
    palette = Image.new("P", (1, 1))
    filled = [*colours, *[colours[0]] * (256 - len(colours))]
    palette.putpalette([number for colour in filled for number in colour])
    return palette


def _numbers(colour: str) -> Colour:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _distance(a: Colour, b: Colour) -> int:
    return sum((x - y) ** 2 for x, y in zip(a, b, strict=True))
