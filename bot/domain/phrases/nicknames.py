"""What a leaderboard may call somebody."""

import re
import unicodedata

LONGEST_NICKNAME = 40
"""Characters of a nickname."""
_MARKUP = frozenset("<>&@#*_~`|\\")
"""What Slack reads as a mention, a link, a channel or emphasis."""
_ADDRESS = re.compile(r"\w{2}\.[^\W\d]{2}|:")
"""What it makes a link or an emoji of, and what would look like a line of the leaderboard."""
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters without a shape."""


def nickname_in(typed: str) -> str | None:
    """A nickname as it was typed, without spaces to spare. None where it is longer than a name,
    could be read as anything but one, or has nothing to be read at all."""
    name = " ".join(typed.split())
    if len(name) > LONGEST_NICKNAME or not any(map(str.isalnum, name)):
        return None
    if _ADDRESS.search(name) or any(it in _MARKUP or _is_unseen(it) for it in name):
        return None
    return name


def runs_leftwards(name: str) -> bool:
    """Whether any of it is written from right to left."""
    return any(unicodedata.bidirectional(it) in {"R", "AL", "AN"} for it in name)


def _is_unseen(sign: str) -> bool:
    """Signs without a shape of their own, which could hide or turn around what is beside them."""
    return sign in _BLANKS or unicodedata.category(sign)[0] == "C"
