"""Reading the content in a process of its own, while Limber starts.

Reading and checking it takes libraries that the process that answers people would hold in memory
ever after, and time in which that process can load its own.
"""

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import TypeAlias

import bot
from bot.figures.drawn_figures import Picture
from bot.library.catalog import Library

FIGURES = "--figures"


@dataclass(frozen=True)
class Content:
    """What the content folder `root` holds, checked; and the file of every picture."""

    root: Path
    library: Library
    pictures: Mapping[Picture, str]


Coming: TypeAlias = Callable[[], Content | None]
"""Waits for the content; None where no other process could read it."""


@contextmanager
def reading(*, figures: bool) -> Iterator[Coming]:
    """Begins to read the content, with the names of the pictures if there are to be `figures`."""
    try:
        worker = subprocess.Popen(  # noqa: S603  ours
            [sys.executable, "-m", "bot.content_opening", *([FIGURES] if figures else [])],
            cwd=Path(bot.__file__).parents[1],  # so that it is this `bot`
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL,
            start_new_session=True,  # Ctrl-C is for Limber, which then ends the worker
        )
    except OSError:
        yield lambda: None
        return
    with worker:
        try:
            yield partial(_handed_over, worker)
        finally:
            worker.kill()


def _handed_over(worker: subprocess.Popen[bytes]) -> Content | None:
    said, _ = worker.communicate()
    if worker.returncode != 0:
        return None
    content: Content = pickle.loads(said)  # noqa: S301  from our own process
    return content
