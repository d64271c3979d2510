"""The palette of charts; its colors also differ in lightness, for people who cannot see hues."""

from typing import Final

GROUND: Final = "#FBF9F4"
INK: Final = "#22312D"
QUIET: Final = "#5E6B67"
"""Labels and marks of days that do not count."""
LINE: Final = "#DAD5C8"
"""Decorative rules only."""
RIM: Final = "#1F5C4D"
"""Outlines of shapes too light for the background."""
ICE: Final = "#DCEAF7"
ICE_RIM: Final = "#23588F"
WHITE: Final = "#FFFFFF"

SHADES: Final = ("#D3E9E0", "#8FC7B4", "#2C7763", "#123F35")
"""From few breaks to many."""
NUMBERS: Final = (INK, INK, WHITE, WHITE)
"""Text color on each of the shades."""

STEPS: Final = (3, 5, 7)
"""The breaks at which each darker shade starts."""


def shade(breaks: int) -> int:
    """The index of the shade for a day's breaks."""
    return sum(breaks >= it for it in STEPS)
