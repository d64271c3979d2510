"""Drawing one chart on demand, in a process of its own that ends with it.

What draws is large and slow beside what answers people: it is loaded for one picture, and gone a
moment later. A picture that fails or takes too long is none, and whoever wanted it goes without.
"""

import asyncio
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path

import orjson

import bot
from bot.charts.orders import Order

log = logging.getLogger(__name__)

DRAWN_WITHIN_S = 10.0
"""A chart takes a fraction of a second; a machine may be busy."""
AT_ONCE = 2
MOST_WAITING = 30
"""Orders that wait for their turn; a picture that came much later would not be wanted any more."""


class ChartProcess:
    """The `Painter` of a running Limber."""

    def __init__(
        self,
        command: tuple[str, ...] = ("-m", "bot.charts"),
        *,
        seconds: float = DRAWN_WITHIN_S,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        """`command` is what Python is told to run: it takes an order and gives a PNG."""
        self._command = command
        self._seconds = seconds
        self._most_waiting = most_waiting
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def draw(self, order: Order) -> bytes | None:
        """The picture, as PNG; None where there is none in time."""
        if self._waiting >= self._most_waiting:
            log.warning("too many charts are wanted at once")
            return None
        self._waiting += 1
        try:
            async with self._turn:
                return await self._drawn(orjson.dumps(order))
        finally:
            self._waiting -= 1

    async def _drawn(self, order: bytes) -> bytes | None:
        try:
            worker = await asyncio.create_subprocess_exec(
                sys.executable,
                *self._command,
                cwd=Path(bot.__file__).parents[1],  # so that it is this `bot`
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                start_new_session=True,  # Ctrl-C is for Limber, which then ends the worker
            )
        except OSError as error:
            log.warning("a chart cannot be drawn", extra={"error": str(error)})
            return None
        try:
            async with asyncio.timeout(self._seconds):
                picture, _ = await worker.communicate(order)
        except TimeoutError:
            log.warning("a chart took too long")
            return None
        finally:
            await _end(worker)
        if worker.returncode:
            log.warning("a chart failed", extra={"code": worker.returncode})
            return None
        return picture or None


async def _end(worker: Process) -> None:
    """Kills a worker that is still at it."""
    if worker.returncode is None:
        with suppress(ProcessLookupError):
            worker.kill()
        await worker.wait()
