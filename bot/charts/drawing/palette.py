"""The few colors of a chart. They differ in lightness too, so that they do without their hue;
and nothing is said by a color alone."""

from typing import Final

GROUND: Final = "#FBF9F4"
INK: Final = "#22312D"
QUIET: Final = "#5E6B67"
"""Labels, and marks of what is not counted."""
LINE: Final = "#DAD5C8"
"""Only for rules that nothing depends on."""
RIM: Final = "#1F5C4D"
"""Around whatever is too light for the ground."""
ICE: Final = "#DCEAF7"
ICE_RIM: Final = "#23588F"
WHITE: Final = "#FFFFFF"

SHADES: Final = ("#D3E9E0", "#8FC7B4", "#2C7763", "#123F35")
"""Few breaks to many."""
NUMBERS: Final = (INK, INK, WHITE, WHITE)
"""What is written on each of them."""

STEPS: Final = (3, 5, 7)
"""From so many breaks on the next shade is taken."""


def shade(breaks: int) -> int:
    """The index of the shade for a day's breaks."""
    return sum(breaks >= it for it in STEPS)
