"""The viewing angles of figures, and the words for them in alt texts."""

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
"""Degrees around the person, where 0 is from their right, and degrees from above."""

_PHRASES = (
    ("three-quarter view from behind", -75, -20),
    ("side view from a little behind", -40, -5),
    ("three-quarter view", 20, 70),
    ("side view", -40, 40),
    ("front view", 60, 120),
    ("back view", -120, -60),
)
"""Phrases of alt texts, with the range of degrees around the person for which each is true."""


def angles_of(view: View | Sequence[float]) -> Angles:
    return VIEWS[view] if isinstance(view, View) else (view[0], view[1])


def contradicted_view(alt: str, yaw: float) -> str | None:
    """The phrase of an alt text that contradicts the view of the figure, if any."""
    place = alt.partition(":")[0].lower()
    for words, low, high in _PHRASES:
        if words in place:
            return None if low <= yaw <= high else words
    return None
