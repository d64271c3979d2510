"""Checks the nicknames that people choose for leaderboards."""

import re
import unicodedata

LONGEST_NICKNAME = 40
"""Characters."""
_MARKUP = frozenset("<>&@#*_~`|\\")
"""What Slack takes for a mention, a link, a channel or emphasis."""
_ADDRESS = re.compile(r"\w{2}\.[^\W\d]{2}|:")
"""What Slack turns into a link or an emoji, or what looks like a line of the leaderboard."""
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters without a glyph."""


def nickname_in(typed: str) -> str | None:
    """The nickname without surplus spaces.

    None if it is too long, could pass for anything but a name, or has no letter or digit.
    """
    name = " ".join(typed.split())
    if len(name) > LONGEST_NICKNAME or not any(map(str.isalnum, name)):
        return None
    if _ADDRESS.search(name) or any(it in _MARKUP or _is_invisible(it) for it in name):
        return None
    return name


def runs_leftwards(name: str) -> bool:
    """Whether any of it is written from right to left."""
    return any(unicodedata.bidirectional(it) in {"R", "AL", "AN"} for it in name)


def _is_invisible(char: str) -> bool:
    """Control and format characters too: they could hide or reverse the text beside them."""
    return char in _BLANKS or unicodedata.category(char)[0] == "C"
