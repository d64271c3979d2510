"""All pictures of a library into one folder, on several processors."""

import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.figures.films.filming import film_bytes
from bot.figures.pictures import Order
from bot.figures.studio.stills import still_bytes

Progress = Callable[[str, int, int], None]
"""Told after each picture: its file, how many are done, of how many."""


def render(orders: Iterable[Order], out: Path, jobs: int, progress: Progress) -> None:
    """Draws what is not there yet. A file is there complete or not at all."""
    out.mkdir(parents=True, exist_ok=True)
    missing = sorted(
        {it.file: it for it in orders if not (out / it.file).exists()}.values(), key=_cost
    )
    for done, file in enumerate(_drawn(missing, out, jobs), start=1):
        progress(file, done, len(missing))


def _cost(order: Order) -> tuple[bool, str]:
    """Stills first: they are quick, and every step has one."""
    return order.picture.film, order.file


def _drawn(orders: Sequence[Order], out: Path, jobs: int) -> Iterable[str]:
    work = [(it, out) for it in orders]
    if jobs <= 1 or len(work) <= 1:
        yield from map(_draw, work)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap_unordered(_draw, work)


def _draw(work: tuple[Order, Path]) -> str:
    order, out = work
    data = film_bytes(order.scene) if order.picture.film else still_bytes(order.scene)
    unfinished = out / f".{order.file}.{os.getpid()}"
    unfinished.write_bytes(data)
    unfinished.replace(out / order.file)
    return order.file
