"""Work after the ack: one queue per key, so that two clicks of one person stay in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable

log = logging.getLogger(__name__)

Work = Callable[[], Awaitable[None]]


class Tasks:
    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()
        self._last: dict[Hashable, asyncio.Task[None]] = {}

    def spawn(self, work: Work, *, after: Hashable) -> None:
        """Calls `work` when all earlier work with the same key has ended."""
        task = asyncio.create_task(self._run_after(self._last.get(after), work))
        self._running.add(task)
        self._last[after] = task
        task.add_done_callback(lambda ended: self._forget(after, ended))

    async def finish(self, seconds: float) -> None:
        """Waits for running work and for what it spawns; cancels the rest, and logs that."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while self._running and (left := end - loop.time()) > 0:
            await asyncio.wait(self._running, timeout=left)
        late = list(self._running)
        for task in late:
            task.cancel()
        if late:
            log.warning("work abandoned at shutdown", extra={"tasks": len(late)})
            await asyncio.gather(*late, return_exceptions=True)

    async def _run_after(self, before: asyncio.Task[None] | None, work: Work) -> None:
        if before is not None and not before.done():
            await asyncio.wait([before])
        try:
            await work()
        except Exception:
            log.exception("work failed")

    def _forget(self, key: Hashable, ended: asyncio.Task[None]) -> None:
        self._running.discard(ended)
        if self._last.get(key) is ended:
            del self._last[key]
