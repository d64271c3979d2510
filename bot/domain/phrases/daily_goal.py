"""A daily goal in the words people type."""

import re

from bot.domain.settings.preferences import GOAL

_GOAL = re.compile(r"(\d{1,3})(?: breaks?)?(?: (?:a|per|each|every) (?:work)?day| daily)?\.?")


def goal_in(phrase: str) -> int | None:
    """How many breaks a day a phrase such as "3" or "2 breaks a day" asks for, if it is one of
    those that can be set."""
    found = _GOAL.fullmatch(" ".join(phrase.lower().split()))
    low, high = GOAL.low, GOAL.high
    return int(found[1]) if found and low <= int(found[1]) <= high else None
