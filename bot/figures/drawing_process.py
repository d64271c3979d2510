"""Drawing the figures that are missing, in a process of its own, while Limber runs.

The libraries that draw are large, and drawing takes minutes: neither belongs into the process that
answers people. Cards carry a picture from the moment it is drawn.
"""

import asyncio
import logging
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path

import orjson

from bot.figures.drawn_figures import DrawnFigures

log = logging.getLogger(__name__)

END_WITHIN_S = 2


@asynccontextmanager
async def drawing(figures: DrawnFigures, content: Path) -> AsyncIterator[asyncio.Task[None] | None]:
    """Draws what the folder `content` describes, until all is there or the block ends: what
    somebody is about to see first, then what nudges are most likely to show.

    Gives the task that does so; None where there is nothing to do.
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
            *(sys.executable, "-m", "bot.figures", "render", "--gently", "--wished"),
            *("--out", str(figures.folder), "--content", str(content)),
            stdin=PIPE,
            stdout=PIPE,
            start_new_session=True,  # Ctrl-C is for Limber, which then ends the worker
        )
    except OSError as error:
        log.warning("figures cannot be drawn, cards go out as text", extra={"error": str(error)})
        return
    try:
        assert worker.stdin is not None
        assert worker.stdout is not None
        figures.is_drawn_by(partial(_ask, worker.stdin))
        async for line in worker.stdout:
            figures.add(orjson.loads(line)["file"])
        code = await worker.wait()
    finally:
        figures.is_drawn_by(None)
        await _end(worker)
    if code:
        log.warning("figures were not all drawn", extra={"code": code, **_counts(figures)})
    else:
        log.info("figures are drawn", extra=_counts(figures))


def _ask(pipe: asyncio.StreamWriter, files: Sequence[str]) -> None:
    """Has the worker draw these next."""
    if not pipe.is_closing():
        pipe.write(f"{' '.join(files)}\n".encode())


async def _end(worker: Process) -> None:
    """Ends a worker that is still at work: what it has drawn is kept."""
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
