"""Throwing away what nobody needs any more."""

from datetime import timedelta

from bot.store import daysoff, nudges, workspaces
from bot.usecases.kit import Kit

NUDGES_KEPT = timedelta(days=90)
"""Old cards go; breaks, days and streaks stay."""
DAYS_OFF_KEPT = timedelta(days=400)
"""A streak that is counted anew still knows of them."""
AT_ONCE = 1000


class Housekeeping:
    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def tidy(self) -> int:
        """Deletes some old nudges and stale OAuth states; answers how many nudges."""
        at = self._kit.clock()
        async with self._kit.database.write() as connection:
            await workspaces.prune_states(connection, at)
            await daysoff.prune(connection, (at - DAYS_OFF_KEPT).date())
            return await nudges.prune(connection, at - NUDGES_KEPT, AT_ONCE)
