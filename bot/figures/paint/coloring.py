"""Colors the parts: two flat tones each, a soft shadow on the floor, thin lines between parts."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from bot.figures.model.people import Person
from bot.figures.paint.depth_buffer import DepthBuffer, Mask
from bot.figures.paint.palette import THEME, Pixels, rgb
from bot.figures.shapes.parts import group_of, part_of

_Groups: TypeAlias = NDArray[np.int16]
"""The outline group of every pixel; 0 and below is scenery."""

SHADE = "shade"
_SHADED = {"skin": (0.87, 0.76, 0.71)}
_DARKER = (0.80, 0.80, 0.80)
_DIM = 0.30
"""Light below which a surface takes its darker tone."""


def colored(buffer: DepthBuffer, under: DepthBuffer, person: Person, backdrop: Pixels) -> Pixels:
    """The picture (height, width, 3). `under` is the room without the person."""
    groups = _groups(buffer)
    _smooth_light(buffer, groups)
    tones = _tones(buffer, person)
    image, solid = backdrop.copy(), buffer.part >= 0
    image[solid] = tones[buffer.part[solid], (buffer.lit[solid] < _DIM).astype(int)]
    shade = buffer.shows([SHADE])
    if shade.any():
        below = under.part[shade]
        image[shade] = np.where((below >= 0)[:, None], tones[below, 0], rgb(THEME["floor"])) * 0.9
    image[_lines(buffer, groups)] *= 0.7
    return image


def _groups(buffer: DepthBuffer) -> _Groups:
    keys = [group_of(it) for it in buffer.names]
    order = ["", *sorted(set(keys) - {""})]
    table = np.array([*(order.index(it) for it in keys), -1], np.int16)
    return table[buffer.part]


def _tones(buffer: DepthBuffer, person: Person) -> Pixels:
    """The light and the dark tone of each part, shape (parts, 2, 3)."""
    tones = np.zeros((len(buffer.names) + 1, 2, 3), np.float32)
    for i, name in enumerate(buffer.names):
        part = part_of(name)
        key = part.color if part else name
        color = rgb(getattr(person, key, None) or THEME.get(key, THEME["floor"]))
        tones[i] = color, color * np.array(_SHADED.get(key, _DARKER), np.float32)
    return tones


def _smooth_light(buffer: DepthBuffer, groups: _Groups) -> None:
    """Averages light within each group, so that the ellipsoids of a sweep do not show."""
    r = max(2, int(buffer.cam.zoom * 0.017))
    for i in range(1, int(groups.max()) + 1):
        mask = groups == i
        ys, xs = np.nonzero(mask.any(1))[0], np.nonzero(mask.any(0))[0]
        if not len(ys):
            continue
        here = np.s_[max(0, ys[0] - r) : ys[-1] + r, max(0, xs[0] - r) : xs[-1] + r]
        inside = mask[here]
        light = _blurred((buffer.lit[here] * 100 + 120) * inside, r)
        share = _blurred(255 * inside, r)
        buffer.lit[here][inside] = ((light / np.maximum(share, 1) * 255 - 120) / 100)[inside]


def _blurred(values: NDArray[np.generic], r: int) -> Pixels:
    box = ImageFilter.BoxBlur(r)
    image = Image.fromarray(values.astype(np.uint8)).filter(box).filter(box)
    return np.asarray(image, np.float32)


def _lines(buffer: DepthBuffer, groups: _Groups) -> Mask:
    line = np.zeros(groups.shape, bool)
    jump = 9 / buffer.cam.zoom + 0.002
    fingers = _finger_groups(buffer)[groups]
    for step in ((0, 1), (1, 0)):
        other = np.roll(groups, step, (0, 1))
        change = np.roll(buffer.depth, step, (0, 1)) - buffer.depth
        apart = (other != groups) & (np.abs(change) > 0.004)
        between_fingers = (other != groups) & fingers & np.roll(fingers, step, (0, 1))
        cut = (groups > 0) & (other > 0) & (apart | between_fingers | (np.abs(change) > jump))
        behind, before = cut & (change > 0), cut & (change <= 0)
        line |= behind | np.roll(before, (-step[0], -step[1]), (0, 1))
    grown: Mask = line | np.roll(line, 1, 0) | np.roll(line, 1, 1)
    return grown


def _finger_groups(buffer: DepthBuffer) -> Mask:
    keys = [group_of(it) for it in buffer.names]
    order = ["", *sorted(set(keys) - {""})]
    return np.array(["finger" in it or "thumb" in it for it in order])
