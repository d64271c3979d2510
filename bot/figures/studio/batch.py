"""All pictures of a library into one folder, on several processors."""

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from bot.figures.films.filming import FilmTooLargeError, film_bytes
from bot.figures.pictures import Order
from bot.figures.studio.stills import still_bytes
from bot.figures.studio.wishes import Wishes

Progress = Callable[[str, int, int], None]
"""Told after each picture that was drawn: its file, how many are done, of how many."""


Outcome = tuple[str, str | None]
"""A file, and why there is none of that name if it could not be had."""

ABANDONED_AFTER_S = 600
"""What was begun so long ago and is not finished belongs to a process that was killed."""


def render(
    orders: Iterable[Order],
    out: Path,
    jobs: int,
    progress: Progress,
    wishes: Wishes | None = None,
) -> list[str]:
    """Draws what is not there yet: stills first, and in the order given. A file is there complete
    or not at all.

    With `wishes` one process draws, and what is wished for comes before the rest.
    What cannot be had is left out; gives the reasons.
    """
    out.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(out)
    missing = sorted(
        {it.file: it for it in orders if not (out / it.file).exists()}.values(),
        key=lambda it: it.picture.film,
    )
    drawn = _drawn(missing, out, jobs) if wishes is None else _as_wished(missing, out, wishes)
    problems = []
    for done, (file, problem) in enumerate(drawn, start=1):
        if problem is None:
            progress(file, done, len(missing))
        else:
            problems.append(problem)
    return problems


def _clear_abandoned(out: Path) -> None:
    """Removes what a killed process left half-written; another may be drawing here now."""
    with tempfile.NamedTemporaryFile(dir=out) as new:
        now = Path(new.name).stat().st_mtime
    for path in out.glob(".*.*.*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < now - ABANDONED_AFTER_S:
                path.unlink()


def _drawn(orders: Sequence[Order], out: Path, jobs: int) -> Iterable[Outcome]:
    work = [(it, out) for it in orders]
    if jobs <= 1 or len(work) <= 1:
        yield from map(_draw, work)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap_unordered(_draw, work)


def _as_wished(orders: Sequence[Order], out: Path, wishes: Wishes) -> Iterable[Outcome]:
    waiting = {it.file: it for it in orders}
    while waiting:
        file = wishes.first_of(waiting) or next(iter(waiting))
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
