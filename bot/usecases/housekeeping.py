"""Throwing away what nobody needs any more."""

from datetime import timedelta

from bot.store import nudges, workspaces
from bot.usecases.kit import Kit

NUDGES_KEPT = timedelta(days=90)
"""Old cards go; breaks, days and streaks stay."""
AT_ONCE = 1000


class Housekeeping:
    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def tidy(self) -> int:
        """Deletes some old nudges and stale OAuth states; answers how many nudges."""
        at = self._kit.clock()
        async with self._kit.database.write() as connection:
            await workspaces.prune_states(connection, at)
            return await nudges.prune(connection, at - NUDGES_KEPT, AT_ONCE)
