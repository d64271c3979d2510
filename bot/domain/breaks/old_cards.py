"""What becomes of a card once a newer one has arrived.

The last break of a workday becomes a line about that day; every other card is deleted. So a day
leaves one line, or nothing. Slack's rate limits of both are low, so old cards wait in a queue:
newest first, no faster than `LINES` and `DELETES`, and no longer than `WAITS_FOR`.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.breaks.card_state import CardState
from bot.domain.pacing import UPDATES

LINES = replace(UPDATES, burst=5)
"""Old cards can wait: all other updates in a workspace come first."""
WAITS_FOR = timedelta(days=1)
BEHIND = timedelta(seconds=5)
"""While nudges are this late nothing is collapsed."""
COLLAPSIBLE = frozenset({CardState.DONE, CardState.STOPPED, CardState.EXPIRED})
"""No card that can still be clicked, and none that was replaced in place."""


@dataclass(frozen=True)
class DayOfBreaks:
    """The breaks of a workday that count."""

    day: date
    breaks: int
    seconds: int
    goal: int
