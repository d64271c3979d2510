"""Draws all pictures of a library into a folder with several processes."""

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from bot.figures.films.filming import FilmTooLargeError, film_bytes
from bot.figures.pictures import Order
from bot.figures.studio.draw_requests import DrawRequests
from bot.figures.studio.stills import still_bytes

Progress = Callable[[str, int, int], None]
"""Called after each picture with its file name, the number drawn, and the total."""


Outcome = tuple[str, str | None]
"""A file name, and the reason if the file could not be drawn."""

ABANDONED_AFTER_S = 600
"""A temporary file older than this was left by a killed process."""


def render(
    orders: Iterable[Order],
    out: Path,
    jobs: int,
    progress: Progress,
    requests: DrawRequests | None = None,
) -> list[str]:
    """Draws missing pictures, stills first, and returns the reasons for those that fail.

    Files are written atomically. With `requests` a single process draws, and requested pictures
    come first.
    """
    out.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(out)
    missing = sorted(
        {it.file: it for it in orders if not (out / it.file).exists()}.values(),
        key=lambda it: it.picture.film,
    )
    drawn = (
        _in_parallel(missing, out, jobs)
        if requests is None
        else _on_request(missing, out, requests)
    )
    problems = []
    for done, (file, problem) in enumerate(drawn, start=1):
        if problem is None:
            progress(file, done, len(missing))
        else:
            problems.append(problem)
    return problems


def _clear_abandoned(out: Path) -> None:
    """Removes temporary files of killed processes, but not those of another that is drawing now."""
    with tempfile.NamedTemporaryFile(dir=out) as new:
        now = Path(new.name).stat().st_mtime
    for path in out.glob(".*.*.*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < now - ABANDONED_AFTER_S:
                path.unlink()


def _in_parallel(orders: Sequence[Order], out: Path, jobs: int) -> Iterable[Outcome]:
    work = [(it, out) for it in orders]
    if jobs <= 1 or len(work) <= 1:
        yield from map(_draw, work)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap_unordered(_draw, work)


def _on_request(orders: Sequence[Order], out: Path, requests: DrawRequests) -> Iterable[Outcome]:
    waiting = {it.file: it for it in orders}
    while waiting:
        file = requests.first_of(waiting) or next(iter(waiting))
        yield _draw((waiting.pop(file), out))


def _draw(work: tuple[Order, Path]) -> Outcome:
    order, out = work
    try:
        data = film_bytes(order.scene) if order.picture.film else still_bytes(order.scene)
    except FilmTooLargeError as error:
        return order.file, str(error)
    unfinished = out / f".{order.file}.{os.getpid()}"
    unfinished.write_bytes(data)
    unfinished.replace(out / order.file)
    return order.file, None
