"""Work that goes on after Slack got its answer.

Tasks are held until they end, in order for each key (two clicks of one person never overtake
each other), awaited at shutdown and logged when they fail.
"""

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
        """Calls `work` once whatever was spawned before with the same key has ended."""
        task = asyncio.create_task(self._in_turn(self._last.get(after), work))
        self._running.add(task)
        self._last[after] = task
        task.add_done_callback(lambda ended: self._forget(after, ended))

    async def finish(self, seconds: float) -> None:
        """Waits for what is under way, and for what that begins; what is not done by then is
        cancelled, and logged."""
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

    async def _in_turn(self, before: asyncio.Task[None] | None, work: Work) -> None:
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
