"""Parses a daily goal: "3", "2 breaks a day"."""

import re

from bot.domain.settings.preferences import GOAL

_GOAL = re.compile(r"(\d{1,3})(?: breaks?)?(?: (?:a|per|each|every) (?:work)?day| daily)?\.?")


def goal_in(phrase: str) -> int | None:
    """How many breaks a day the phrase asks for; None if it is no goal that can be set."""
    match = _GOAL.fullmatch(" ".join(phrase.lower().split()))
    low, high = GOAL.low, GOAL.high
    return int(match[1]) if match and low <= int(match[1]) <= high else None
