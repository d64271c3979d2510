"""Draws missing figures in a worker process while Limber runs.

The drawing libraries are large and drawing takes minutes, so neither belongs in the process that
answers people. Cards show a picture as soon as it is drawn.
"""

import asyncio
import logging
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import orjson

from bot.figures.drawn_figures import DrawnFigures, Requests

log = logging.getLogger(__name__)

END_WITHIN_S = 2


@asynccontextmanager
async def drawing(figures: DrawnFigures, content: Path) -> AsyncIterator[asyncio.Task[None] | None]:
    """Draws what the folder `content` describes until everything is drawn or the block ends.

    Yields the task that draws, or None if nothing is missing.
    """
    drawn, wanted = figures.counts
    if drawn == wanted:
        yield None
        return
    task = asyncio.create_task(_draw(figures, content))
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _draw(figures: DrawnFigures, content: Path) -> None:
    log.info("drawing figures", extra=_counts(figures))
    try:
        worker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.figures", "render", "--gently", "--requests"),
            *("--out", str(figures.folder), "--content", str(content)),
            stdin=PIPE,
            stdout=PIPE,
            start_new_session=True,  # Ctrl-C must reach only Limber, which then ends the worker
        )
    except OSError as error:
        log.warning("the figure worker did not start", extra={"error": str(error)})
        return
    assert worker.stdin is not None
    assert worker.stdout is not None
    with figures.taking_requests() as requests:
        passing_on = asyncio.create_task(_pass_on(requests, worker.stdin))
        try:
            async for line in worker.stdout:
                figures.add(orjson.loads(line)["file"])
            code = await worker.wait()
        finally:
            passing_on.cancel()
            await _end(worker)
    if code:
        log.warning("figures were not all drawn", extra={"code": code, **_counts(figures)})
    else:
        log.info("figures are drawn", extra=_counts(figures))


async def _pass_on(requests: Requests, pipe: asyncio.StreamWriter) -> None:
    while not pipe.is_closing():
        pipe.write(f"{' '.join(await requests.get())}\n".encode())


async def _end(worker: Process) -> None:
    """Ends a worker that is still running; pictures it has finished are kept."""
    if worker.returncode is not None:
        return
    with suppress(ProcessLookupError):
        worker.terminate()
    try:
        async with asyncio.timeout(END_WITHIN_S):
            await worker.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            worker.kill()
        await worker.wait()


def _counts(figures: DrawnFigures) -> dict[str, int]:
    drawn, wanted = figures.counts
    return {"drawn": drawn, "of": wanted}
