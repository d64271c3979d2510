"""Uploads figures to workspaces in the background: each once, one after the other.

The latest requests come first, because somebody is about to see them. Requests are kept in memory
only: a lost one comes back with the next card.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Coroutine, Sequence
from datetime import datetime, timedelta

from bot.domain.clock import Clock
from bot.figures.drawn_figures import DrawnFigures
from bot.store.breaks import pictures
from bot.store.db.database import Database
from bot.usecases.pictures.figures import Wish
from bot.usecases.ports import Files, NotTaken, Refused, Unclear, Uploaded

log = logging.getLogger(__name__)

PACE_S = 0.7
"""Seconds between two uploads to a workspace: each takes two calls of tier 4, 100 per minute."""
BARRED = timedelta(hours=1)
"""Pause after a workspace refused an upload, most likely because a scope is missing."""


class FigureUploads:
    def __init__(
        self,
        files: Files,
        shelf: DrawnFigures,
        database: Database,
        clock: Clock,
        *,
        pace_s: float = PACE_S,
    ) -> None:
        self._files = files
        self._shelf = shelf
        self._database = database
        self._clock = clock
        self._pace_s = pace_s
        self._waiting: dict[str, OrderedDict[str, Wish]] = {}
        self._busy: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._barred: dict[str, datetime] = {}

    def want(self, wishes: Sequence[Wish]) -> None:
        """Queues pictures in front of earlier ones; the first is the most urgent."""
        for wish in reversed(wishes):
            if self._is_barred(wish.workspace_id):
                continue
            waiting = self._waiting.setdefault(wish.workspace_id, OrderedDict())
            waiting[wish.name] = wish
            waiting.move_to_end(wish.name, last=False)
            if wish.workspace_id not in self._busy:
                self._busy.add(wish.workspace_id)
                self._start(self._upload_all(wish.workspace_id))

    async def close(self) -> None:
        """Cancels uploads; the next cards request the missing pictures again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def finish(self) -> None:
        """Waits until the queue is empty."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _is_barred(self, workspace_id: str) -> bool:
        until = self._barred.get(workspace_id)
        return until is not None and self._clock() < until

    async def _upload_all(self, workspace_id: str) -> None:
        waiting = self._waiting[workspace_id]
        try:
            while waiting:
                wish = next(iter(waiting.values()))
                await asyncio.sleep(await self._upload(wish))
        except Exception:
            log.exception("uploads failed", extra={"workspace": workspace_id})
        finally:
            del self._waiting[workspace_id]
            self._busy.discard(workspace_id)

    async def _is_uploaded(self, wish: Wish) -> bool:
        async with self._database.read() as connection:
            return bool(await pictures.files(connection, {wish.key}))

    async def _upload(self, wish: Wish) -> float:
        """Uploads one picture; returns the seconds to wait before the next."""
        waiting = self._waiting[wish.workspace_id]
        path = self._shelf.path(wish.name)
        if path is None or await self._is_uploaded(wish):
            waiting.pop(wish.name, None)
            return 0
        match await self._files.upload(wish.workspace_id, path, wish.alt):
            case Uploaded(file_id):
                async with self._database.write() as connection:
                    await pictures.add(
                        connection, wish.workspace_id, wish.name, file_id, self._clock()
                    )
            case NotTaken(retry_after, error):
                log.info("upload deferred", extra={"workspace": wish.workspace_id, "error": error})
                return retry_after
            case Refused(error):
                self._barred[wish.workspace_id] = self._clock() + BARRED
                waiting.clear()
                log.warning(
                    "uploads refused; cards go out without pictures",
                    extra={"workspace": wish.workspace_id, "error": error},
                )
                return 0
            case Unclear(error):
                log.warning("upload failed", extra={"workspace": wish.workspace_id, "error": error})
        waiting.pop(wish.name, None)
        return self._pace_s
