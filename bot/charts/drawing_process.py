"""Draws one chart on demand in a worker process that ends with it.

The drawing libraries are large and slow to load, so the serving process never imports them. If a
chart fails or takes too long, the message goes out without it.
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
"""A chart takes a fraction of a second, but the machine may be busy."""
AT_ONCE = 2
MOST_WAITING = 30
"""The length of the queue; a chart drawn any later would come too late to be useful."""


class ChartProcess:
    """Implements `Painter` with worker processes."""

    def __init__(
        self,
        command: tuple[str, ...] = ("-m", "bot.charts"),
        *,
        seconds: float = DRAWN_WITHIN_S,
        most_waiting: int = MOST_WAITING,
    ) -> None:
        """`command` are arguments of Python for a worker that reads an order and writes a PNG."""
        self._command = command
        self._seconds = seconds
        self._most_waiting = most_waiting
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting = 0

    async def draw(self, order: Order) -> bytes | None:
        """The chart as PNG, or None if it failed, timed out, or the queue is full."""
        if self._waiting >= self._most_waiting:
            log.warning("the chart queue is full")
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
                cwd=Path(bot.__file__).parents[1],  # import this `bot`
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                start_new_session=True,  # Ctrl-C must reach only Limber, which then ends the worker
            )
        except OSError as error:
            log.warning("a chart worker did not start", extra={"error": str(error)})
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
    if worker.returncode is None:
        with suppress(ProcessLookupError):
            worker.kill()
        await worker.wait()
