"""Deleting at Slack the files that nobody wants any more: replaced, or of somebody forgotten."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from bot.store.people import file_deletions
from bot.store.people.file_deletions import Leftover
from bot.usecases.deps import Deps

log = logging.getLogger(__name__)

AT_ONCE, OF_ONE_WORKSPACE = 40, 4
"""Files tried in one go. Slack takes 50 deletions a minute and workspace, and Limber tries every
five seconds."""
AGAIN_AFTER = timedelta(minutes=10)
"""When what Slack did not delete is tried again."""
TRIED_FOR = timedelta(days=7)


class FileDeletion:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    async def sweep(self) -> None:
        """Deletes some of those that are due; what Slack does not delete just now is tried again
        later. Raises what the database raises."""
        taken = await self._taken()
        if not taken:
            return
        ends = await asyncio.gather(
            *(self._deps.files.delete(it.workspace_id, it.file_id) for it in taken)
        )
        gone = [it for it, is_gone in zip(taken, ends, strict=True) if is_gone]
        async with self._deps.database.write() as connection:
            await file_deletions.remove(connection, gone)
            given_up = await file_deletions.give_up(connection, self._deps.clock() - TRIED_FOR)
        if given_up:
            log.warning("files could not be deleted at slack", extra={"files": given_up})

    async def _taken(self) -> Sequence[Leftover]:
        """Files that are this process's to delete."""
        at = self._deps.clock()
        async with self._deps.database.read() as connection:
            due = await file_deletions.next_due_at(connection)
        if due is None or due > at:
            return []
        async with self._deps.database.write() as connection:
            found = await file_deletions.due(connection, at, AT_ONCE, OF_ONE_WORKSPACE)
            return [
                it for it in found if await file_deletions.claim(connection, it, at + AGAIN_AFTER)
            ]
