"""Deletes what is no longer needed."""

from datetime import datetime, timedelta

from bot.store.breaks import nudges, old_cards
from bot.store.people import days_off, history_charts, workspaces
from bot.store.teams import group_breaks
from bot.usecases.deps import Deps
from bot.usecases.privacy.file_deletion import FileDeletion

NUDGES_KEPT = timedelta(days=90)
"""Of cards; breaks, days and streaks stay."""
DAYS_OFF_KEPT = timedelta(days=400)
"""Long enough to recount streaks."""
CHARTS_KEPT = timedelta(days=1)
"""By then Slack no longer shows the ephemeral message with the chart."""
AT_ONCE = 1000
"""Rows per transaction."""


class Housekeeping:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._deletion = FileDeletion(deps)

    async def tidy(self) -> int:
        """One round; returns the number of deleted nudges."""
        at = self._deps.clock()
        await self._deletion.sweep()
        await self._deps.database.finish_shredding()
        while await self._stop_collapsing(at) == AT_ONCE:
            pass
        async with self._deps.database.write() as connection:
            await workspaces.prune_states(connection, at)
            await group_breaks.prune(connection, at - NUDGES_KEPT, AT_ONCE)
            await days_off.prune(connection, (at - DAYS_OFF_KEPT).date())
            await history_charts.discard_older(connection, at - CHARTS_KEPT, at, AT_ONCE)
            return await nudges.prune(connection, at - NUDGES_KEPT, AT_ONCE)

    async def _stop_collapsing(self, at: datetime) -> int:
        """Takes cards of past days out of the queue of collapsing; returns how many."""
        async with self._deps.database.write() as connection:
            return await old_cards.leave_as_they_are(connection, at, AT_ONCE)
