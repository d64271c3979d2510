"""Collapses old cards to one line once a newer one has arrived.

Slack's rate limit of updates is low, so they wait in a queue of their own: newest first, no faster
than `PACE`, and not at all once the day of the card is over.
"""

from dataclasses import replace
from datetime import timedelta

from bot.domain.breaks.card_state import CardState
from bot.domain.pacing import UPDATES

PACE = replace(UPDATES, burst=5)
"""Old cards can wait: all other updates in a workspace come first."""
BEHIND = timedelta(seconds=5)
"""While nudges are this late nothing is collapsed."""
COLLAPSIBLE = frozenset({CardState.DONE, CardState.STOPPED, CardState.EXPIRED})
"""No card that can still be clicked, and none that was replaced in place."""
