"""Old cards give way: once a newer one has arrived, those before it become one line each.

Slack takes few changes of messages, so they wait in a queue of their own: the newest first, no
faster than `PACE`, and not at all once the day of the card is over.
"""

from dataclasses import replace
from datetime import timedelta

from bot.domain.breaks.card_state import CardState
from bot.domain.pacing import UPDATES

PACE = replace(UPDATES, burst=5)
"""Old cards have time: whatever else is to be changed in a workspace comes first."""
BEHIND = timedelta(seconds=5)
"""A nudge this late has trouble enough: nothing is collapsed then."""
COLLAPSIBLE = frozenset({CardState.DONE, CardState.STOPPED, CardState.EXPIRED})
"""Not a card that can still be clicked on, nor one that another has replaced in its own place."""
