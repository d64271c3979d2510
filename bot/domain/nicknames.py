"""What a leaderboard may call somebody."""

import unicodedata

LONGEST_NICKNAME = 40
"""Characters of a nickname."""
_MARKUP = frozenset("<>&@#*_~`|\\")
"""What Slack reads as a mention, a link, a channel or emphasis."""


def nickname_in(typed: str) -> str | None:
    """A nickname as it was typed, without spaces to spare. None where it is longer than a name,
    could be read as anything but one, or has nothing to be read at all."""
    name = " ".join(typed.split())
    if len(name) > LONGEST_NICKNAME or not any(map(str.isalnum, name)):
        return None
    return None if any(it in _MARKUP or _is_unseen(it) for it in name) else name


def _is_unseen(sign: str) -> bool:
    """Signs without a shape of their own, which could hide or turn around what is beside them."""
    return unicodedata.category(sign)[0] == "C"
