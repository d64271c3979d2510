"""Deletes files from Slack that were replaced, or whose owner was forgotten."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from bot.store.people import file_deletions
from bot.store.people.file_deletions import Leftover
from bot.usecases.deps import Deps

log = logging.getLogger(__name__)

AT_ONCE, OF_ONE_WORKSPACE = 40, 4
"""Deletions per round, which runs every 5 seconds. Slack allows 50 per minute and workspace."""
AGAIN_AFTER = timedelta(minutes=10)
"""When a failed deletion is retried."""
TRIED_FOR = timedelta(days=7)


class FileDeletion:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    async def sweep(self) -> None:
        """One round; failed deletions are retried later. Raises what the database raises."""
        claimed = await self._claim()
        if not claimed:
            return
        deletions = await asyncio.gather(
            *(self._deps.files.delete(file.workspace_id, file.file_id) for file in claimed)
        )
        gone = [file for file, deleted in zip(claimed, deletions, strict=True) if deleted]
        async with self._deps.database.write() as connection:
            await file_deletions.remove(connection, gone)
            given_up = await file_deletions.give_up(connection, self._deps.clock() - TRIED_FOR)
        if given_up:
            log.warning("gave up on deleting files", extra={"files": given_up})

    async def _claim(self) -> Sequence[Leftover]:
        at = self._deps.clock()
        async with self._deps.database.read() as connection:
            due = await file_deletions.next_due_at(connection)
        if due is None or due > at:
            return []
        async with self._deps.database.write() as connection:
            found = await file_deletions.due(connection, at, AT_ONCE, OF_ONE_WORKSPACE)
            return [
                file
                for file in found
                if await file_deletions.claim(connection, file, at + AGAIN_AFTER)
            ]
