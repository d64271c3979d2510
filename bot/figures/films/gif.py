"""Frames as a GIF that plays once: one small palette, and only what changed in each frame."""

import io
from collections import Counter
from collections.abc import Sequence

from PIL import Image

from bot.figures.paint.palette import THEME

_ALWAYS = ("background", "floor", "muscle", "muscle stripe", "arrow", "ring", "track", "white")
_APART = 230
"""Squared distance below which two colours are one."""

Colour = tuple[int, ...]


def gif_bytes(frames: Sequence[tuple[Image.Image, int]], colours: int) -> bytes:
    """Frames are pictures and milliseconds. Without a loop extension a GIF plays once."""
    distinct = list({id(image): image for image, _ in frames}.values())
    palette = _palette(distinct, colours)
    flat = {
        id(image): image.quantize(palette=palette, dither=Image.Dither.NONE) for image in distinct
    }
    first, *others = (flat[id(image)] for image, _ in frames)
    out = io.BytesIO()
    first.save(
        out, "GIF", save_all=True, append_images=others, optimize=False, disposal=1,
        duration=[ms for _, ms in frames],
    )  # fmt: skip
    return out.getvalue()


def _palette(images: Sequence[Image.Image], colours: int) -> Image.Image:
    """The flat colours themselves, commonest first: a median cut would brown the highlight."""
    count: Counter[Colour] = Counter()
    for image in images[:: max(1, len(images) // 6)]:
        for number, colour in image.getcolors(1 << 20) or ():
            assert isinstance(colour, tuple)
            count[colour] += number
    chosen = [_numbers(THEME[it]) for it in _ALWAYS]
    for colour, _ in count.most_common(4000):
        if len(chosen) >= colours:
            break
        if min(_distance(colour, it) for it in chosen) > _APART:
            chosen.append(colour)
    palette = Image.new("P", (1, 1))
    filled = [*chosen, *[chosen[0]] * (256 - len(chosen))]
    palette.putpalette([number for colour in filled for number in colour])
    return palette


def _numbers(colour: str) -> Colour:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _distance(a: Colour, b: Colour) -> int:
    return sum((x - y) ** 2 for x, y in zip(a, b, strict=True))
