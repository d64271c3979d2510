"""Writes a GIF that plays once, with a single palette, and in each frame only what changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.figures.paint.depth_buffer import Mask
from bot.figures.paint.palette import THEME

_ALWAYS = ("background", "floor", "muscle", "muscle stripe", "arrow", "ring", "track", "white")
_APART = 230
"""Squared distance below which two colors count as the same."""
_LEAVE_IN_PLACE = 1
"""The GIF disposal method under which the next frame is drawn over this one."""
_SHORT_GAP = 8
"""Pixels between two changes in a row: up to so many compress better drawn again than clear."""

Color: TypeAlias = tuple[int, ...]
_Pixels: TypeAlias = NDArray[np.uint8]
"""Indices into the palette, shape (height, width)."""


def gif_bytes(frames: Sequence[tuple[Image.Image, int]], colors: int) -> bytes:
    """A GIF of `frames`, each an image and its milliseconds.

    Without a loop extension it plays once. The palette holds at most `colors` colors and one
    that is transparent, at most 256 in all.
    """
    distinct = list({id(image): image for image, _ in frames}.values())
    chosen = _chosen_colors(distinct, colors)
    clear = len(chosen)
    palette = Image.new("P", (1, 1))
    palette.putpalette([number for color in chosen for number in color])
    pixels = {
        id(it): np.asarray(it.quantize(palette=palette, dither=Image.Dither.NONE))
        for it in distinct
    }
    table = bytes(number for color in (*chosen, (0, 0, 0)) for number in color)
    first, *rest = (
        _image(it, table) for it in _deltas((pixels[id(image)] for image, _ in frames), clear)
    )
    out = BytesIO()
    first.save(
        out,
        "GIF",
        save_all=True,
        append_images=rest,
        duration=_whole_hundredths(ms for _, ms in frames),
        palette=table,
        transparency=clear,
        disposal=_LEAVE_IN_PLACE,
        optimize=False,
    )
    return out.getvalue()


def _deltas(frames: Iterable[_Pixels], clear: int) -> Iterator[_Pixels]:
    """Yields the first frame, then what must be drawn over each frame to get the next.

    Pillow writes the rectangle in which two successive deltas differ. For this to be the rectangle
    in which the frames differ, a delta repeats the previous one outside of it.
    """
    frames = iter(frames)
    before = delta = next(frames)
    yield delta
    for frame in frames:
        changed = frame != before
        if changed.any():
            box = _bounds(changed)
            delta = delta.copy()
            delta[box] = np.where(_without_short_gaps(changed[box]), frame[box], clear)
        yield delta
        before = frame


def _bounds(mask: Mask) -> tuple[slice, slice]:
    rows, columns = np.nonzero(mask.any(1))[0], np.nonzero(mask.any(0))[0]
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _without_short_gaps(mask: Mask) -> Mask:
    width = mask.shape[1]
    columns = np.arange(width)
    left = np.maximum.accumulate(np.where(mask, columns, -width), 1)
    right = np.minimum.accumulate(np.where(mask, columns, 2 * width)[:, ::-1], 1)[:, ::-1]
    closed: Mask = right - left <= _SHORT_GAP + 1
    return closed


def _image(pixels: _Pixels, table: bytes) -> Image.Image:
    image = Image.fromarray(pixels)
    image.putpalette(table)
    return image


def _whole_hundredths(milliseconds: Iterable[int]) -> list[int]:
    """Rounds durations to the unit of GIFs, hundredths of a second, and keeps their sum."""
    rounded: list[int] = []
    exact = 0
    for ms in milliseconds:
        exact += ms
        rounded.append(round(exact / 10) * 10 - sum(rounded))
    return rounded


def _chosen_colors(images: Sequence[Image.Image], most: int) -> list[Color]:
    """The most common colors as they are: a median cut would turn the highlight brown."""
    count: Counter[Color] = Counter()
    for image in images[:: max(1, len(images) // 6)]:
        for number, color in image.getcolors(1 << 20) or ():
            assert isinstance(color, tuple)
            count[color] += number
    chosen = [_numbers(THEME[it]) for it in _ALWAYS]
    for color, _ in sorted(count.items(), key=lambda it: (-it[1], it[0]))[:4000]:
        if len(chosen) >= most:
            break
        if min(_distance(color, it) for it in chosen) > _APART:
            chosen.append(color)
    return chosen


def _numbers(color: str) -> Color:
    return tuple(int(color[i : i + 2], 16) for i in (1, 3, 5))


def _distance(a: Color, b: Color) -> int:
    return sum((x - y) ** 2 for x, y in zip(a, b, strict=True))
