"""Deleting at Slack the files that nobody wants any more: replaced, or of somebody forgotten."""

import logging
from datetime import timedelta

from bot.store import leftovers
from bot.usecases.kit import Files, Kit

log = logging.getLogger(__name__)

AT_ONCE = 20
"""Files tried in one go; Slack takes 50 deletions a minute and workspace."""
TRIED_FOR = timedelta(days=7)


class Discarding:
    def __init__(self, kit: Kit, files: Files) -> None:
        self._kit = kit
        self._files = files

    async def sweep(self) -> None:
        """Deletes some of them; those that Slack does not delete just now are tried again later."""
        async with self._kit.database.read() as connection:
            waiting = await leftovers.some(connection, AT_ONCE)
        gone = [it for it in waiting if await self._files.delete(*it)]
        if not waiting:
            return
        async with self._kit.database.write() as connection:
            await leftovers.remove(connection, gone)
            given_up = await leftovers.give_up(connection, self._kit.clock() - TRIED_FOR)
        if given_up:
            log.warning("files could not be deleted at slack", extra={"files": given_up})
