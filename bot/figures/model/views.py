"""From where a figure is seen, in degrees and in the words of the alt texts."""

from collections.abc import Sequence
from typing import TypeAlias

from bot.figures.model.names import View

Angles: TypeAlias = tuple[float, float]

VIEWS: dict[View, Angles] = {
    View.SIDE: (6, 7),
    View.FRONT: (90, 6),
    View.THREE_QUARTER: (46, 9),
    View.BACK: (-90, 7),
}
"""Degrees round the person (0 is from their right) and from above."""

_SAID = (
    ("three-quarter view from behind", -75, -20),
    ("side view from a little behind", -40, -5),
    ("three-quarter view", 20, 70),
    ("side view", -40, 40),
    ("front view", 60, 120),
    ("back view", -120, -60),
)
"""What an alt text may say, and from where to where round the person that is true."""


def angles_of(view: View | Sequence[float]) -> Angles:
    return VIEWS[view] if isinstance(view, View) else (view[0], view[1])


def seen_otherwise(alt: str, yaw: float) -> str | None:
    """The view that an alt text names and the figure does not have; None where all is well."""
    place = alt.partition(":")[0].lower()
    for words, low, high in _SAID:
        if words in place:
            return None if low <= yaw <= high else words
    return None
