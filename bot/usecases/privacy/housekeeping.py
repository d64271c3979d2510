"""Throwing away what nobody needs any more."""

from datetime import datetime, timedelta

from bot.store.breaks import nudges
from bot.store.people import days_off, history_charts, workspaces
from bot.store.teams import group_breaks
from bot.usecases.deps import Deps
from bot.usecases.privacy.file_deletion import FileDeletion

NUDGES_KEPT = timedelta(days=90)
"""Old cards go; breaks, days and streaks stay."""
DAYS_OFF_KEPT = timedelta(days=400)
"""A streak that is counted anew still knows of them."""
CHARTS_KEPT = timedelta(days=1)
"""The answer that shows a picture is gone from Slack by then."""
AT_ONCE = 1000
"""Rows changed by one transaction."""


class Housekeeping:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._deletion = FileDeletion(deps)

    async def tidy(self) -> int:
        """Deletes some old nudges, files nobody wants and stale OAuth states, and leaves alone the
        cards of days that are over; answers how many nudges were deleted."""
        at = self._deps.clock()
        await self._deletion.sweep()
        await self._deps.database.finish_shredding()
        while await self._leave_alone(at) == AT_ONCE:
            pass
        async with self._deps.database.write() as connection:
            await workspaces.prune_states(connection, at)
            await group_breaks.prune(connection, at - NUDGES_KEPT, AT_ONCE)
            await days_off.prune(connection, (at - DAYS_OFF_KEPT).date())
            await history_charts.discard_older(connection, at - CHARTS_KEPT, at, AT_ONCE)
            return await nudges.prune(connection, at - NUDGES_KEPT, AT_ONCE)

    async def _leave_alone(self, at: datetime) -> int:
        """A few of the cards that did not become one line in time; answers how many."""
        async with self._deps.database.write() as connection:
            return await nudges.leave_as_they_are(connection, at, AT_ONCE)
