"""The palette of all pictures, and the contrast between its colors."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

THEME: Final[dict[str, str]] = {
    "background": "#F6F3EC",
    "skirting": "#FFFFFF",
    "skirting line": "#D9D1C1",
    "floor": "#E5DDCD",
    "wall": "#E9E2D5",
    "wall shade": "#DFD6C6",
    "wall cut": "#CFC6B5",
    "pane": "#D8CFBE",
    "mat": "#8FB5B0",
    "mat side": "#75A09A",
    "cushion": "#E3BF5F",
    "cushion side": "#C9A445",
    "block": "#B9A6C9",
    "block side": "#9C88AE",
    "wood": "#B08A62",
    "dark wood": "#8C6A48",
    "metal": "#6F7884",
    "seat": "#4E5A6B",
    "tire": "#3A3F47",
    "wheel": "#D3D8DC",
    "rim": "#A9B0B8",
    "screen": "#39424F",
    "lit screen": "#C9DCEB",
    "key": "#C9CED6",
    "glass": "#CFE6F2",
    "far hill": "#A9CDB8",
    "near hill": "#86B79A",
    "tree": "#4F8F6B",
    "sole": "#D5D0C8",
    "socket": "#59636F",
    "tube": "#A7AEB6",
    "muscle": "#E8590C",
    "muscle stripe": "#FFB27A",
    "muscle rim": "#FFFFFF",
    "muscle edge": "#6B2503",
    "arrow": "#B5280F",
    "ring": "#2F6DB5",
    "track": "#D6CFC0",
    "white": "#FFFFFF",
}

Pixels = NDArray[np.float32]


def rgb(color: str) -> Pixels:
    """#RRGGBB as three numbers from 0 to 255."""
    return np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)], np.float32)


def luminance(color: str) -> float:
    """Relative luminance from 0 to 1, as WCAG 2 defines it."""
    c = rgb(color) / 255
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return float(linear @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(a: str, b: str) -> float:
    """Contrast ratio from 1 to 21, as WCAG 2 defines it."""
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)
