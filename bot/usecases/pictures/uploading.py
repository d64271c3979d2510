"""Bringing pictures into workspaces: once each, one after the other, beside everything else.

What was asked for last is brought first, because somebody is about to see it. Nothing here is
stored but the files that arrived: a wish that is lost comes back with the next card.
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
"""Between two uploads to a workspace: each is two calls of Slack's tier 4, 100 a minute."""
BARRED = timedelta(hours=1)
"""How long a workspace that refused an upload is left alone; most likely a scope is missing."""


class FigureUploads:
    """The `Uploads` of a running Limber."""

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
        self._wishes: dict[str, OrderedDict[str, Wish]] = {}
        self._flowing: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._barred: dict[str, datetime] = {}

    def want(self, wishes: Sequence[Wish]) -> None:
        """Takes wishes, the most urgent first; whoever asks last comes first."""
        for wish in reversed(wishes):
            if self._is_barred(wish.workspace_id):
                continue
            waiting = self._wishes.setdefault(wish.workspace_id, OrderedDict())
            waiting[wish.name] = wish
            waiting.move_to_end(wish.name, last=False)
            if wish.workspace_id not in self._flowing:
                self._flowing.add(wish.workspace_id)
                self._hold(self._flow(wish.workspace_id))

    async def close(self) -> None:
        """Ends what is under way; cards ask again for what is missing."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def finish(self) -> None:
        """Waits until nothing is wished for any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _hold(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _is_barred(self, workspace_id: str) -> bool:
        until = self._barred.get(workspace_id)
        return until is not None and self._clock() < until

    async def _flow(self, workspace_id: str) -> None:
        """Uploads until nothing is wished for."""
        waiting = self._wishes[workspace_id]
        try:
            while waiting:
                wish = next(iter(waiting.values()))
                await asyncio.sleep(await self._brought(wish))
        except Exception:
            log.exception("uploading failed", extra={"workspace": workspace_id})
        finally:
            del self._wishes[workspace_id]
            self._flowing.discard(workspace_id)

    async def _is_there(self, wish: Wish) -> bool:
        async with self._database.read() as connection:
            return bool(await pictures.files(connection, {wish.key}))

    async def _brought(self, wish: Wish) -> float:
        """Uploads one picture; answers how many seconds to wait before the next."""
        waiting = self._wishes[wish.workspace_id]
        path = self._shelf.path(wish.name)
        if path is None or await self._is_there(wish):
            waiting.pop(wish.name, None)
            return 0
        match await self._files.upload(wish.workspace_id, path, wish.alt):
            case Uploaded(file_id):
                async with self._database.write() as connection:
                    await pictures.add(
                        connection, wish.workspace_id, wish.name, file_id, self._clock()
                    )
            case NotTaken(retry_after, error):
                log.info("upload put off", extra={"workspace": wish.workspace_id, "error": error})
                return retry_after
            case Refused(error):
                self._barred[wish.workspace_id] = self._clock() + BARRED
                waiting.clear()
                log.warning(
                    "pictures cannot be uploaded, cards go out as text",
                    extra={"workspace": wish.workspace_id, "error": error},
                )
                return 0
            case Unclear(error):
                log.warning("upload failed", extra={"workspace": wish.workspace_id, "error": error})
        waiting.pop(wish.name, None)
        return self._pace_s
