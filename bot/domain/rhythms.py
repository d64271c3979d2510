"""How often nudges come, and one step more or fewer."""

from dataclasses import replace
from enum import StrEnum

from bot.domain.members import INTERVAL_BOUNDS, Preferences, Rhythm

STEP = 10
"""Minutes by which one step changes an interval."""


class Step(StrEnum):
    FEWER = "fewer"
    MORE = "more"


def stepped(preferences: Preferences, step: Step) -> Preferences | None:
    """The settings one step on; None where there is no room for another one.

    Between two nudges there is always less time than their longest shift lasts.
    """
    rhythm = preferences.rhythm
    low, high = INTERVAL_BOUNDS
    if step is Step.MORE:
        by = max(-STEP, low - rhythm.min_minutes)
    else:
        by = min(STEP, high - rhythm.max_minutes, _longest(preferences) - 1 - rhythm.min_minutes)
    if by == 0 or (by > 0) is not (step is Step.FEWER):
        return None
    changed = Rhythm(rhythm.min_minutes + by, rhythm.max_minutes + by)
    return replace(preferences, rhythm=changed)


def _longest(preferences: Preferences) -> int:
    """The longest shift of their week, in minutes."""
    return max((it.end - it.start for day in preferences.week.days for it in day), default=0)
