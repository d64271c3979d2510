"""Reads the content: every file of its folder checked, or every problem reported at once.

A start does so in a worker process (`python -m bot.content_process`), which imports pydantic and
yaml so that the serving process need not keep them in memory. While the worker reads, the serving
process imports its own modules.
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
from bot.errors import CannotStart
from bot.figures.drawn_figures import Picture
from bot.library.catalog import Library
from bot.library.files.location import content_root
from bot.library.files.problems import ContentError
from bot.library.words import Languages

FIGURES = "--figures"


@dataclass(frozen=True)
class Content:
    """The checked content of the folder `root`, and the file name of every picture."""

    root: Path
    library: Library
    pictures: Mapping[Picture, str]


WaitForContent: TypeAlias = Callable[[], Content | None]
"""Waits for the worker; None if it could not start or failed."""


@contextmanager
def read_in_worker(*, figures: bool) -> Iterator[WaitForContent]:
    """Starts to read the content; with `figures`, also the names of the pictures."""
    try:
        worker = subprocess.Popen(  # noqa: S603  ours
            [sys.executable, "-m", "bot.content_process", *([FIGURES] if figures else [])],
            cwd=Path(bot.__file__).parents[1],  # so that it imports this `bot`
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL,
            start_new_session=True,  # Ctrl-C is for Limber, which then kills the worker
        )
    except OSError:
        yield lambda: None
        return
    with worker:
        try:
            yield partial(_receive, worker)
        finally:
            worker.kill()


def open_content(root: Path, *, figures: bool) -> Content:
    """Reads the content in this process. Raises CannotStart with every problem."""
    library, _ = open_library(root)
    return Content(root, library, figure_names(library, root) if figures else {})


def open_library(root: Path | None = None) -> tuple[Library, Languages]:
    """The exercises and the languages. Raises CannotStart with every problem."""
    from bot.library.loading import load_library  # noqa: PLC0415  imports pydantic and yaml

    root = root or content_root()
    try:
        return load_library(root), Languages.load(root)
    except ContentError as error:
        raise CannotStart(*map(str, error.problems)) from error


def figure_names(library: Library, root: Path) -> dict[Picture, str]:
    """The file name of every picture. Raises CannotStart with every problem in the figures."""
    from bot.figures.model.figure_files import load_figures  # noqa: PLC0415  as above
    from bot.figures.pictures import files_of  # noqa: PLC0415

    exercises = library.exercises.values()
    try:
        return files_of(load_figures(root, exercises), exercises)
    except ContentError as error:
        raise CannotStart(*map(str, error.problems)) from error


def _receive(worker: subprocess.Popen[bytes]) -> Content | None:
    pickled, _ = worker.communicate()
    if worker.returncode != 0:
        return None
    return Content(*pickle.loads(pickled))  # noqa: S301  from our own process


def _work() -> None:
    """Writes the content to stdout. Content itself could not be unpickled: here it belongs to
    `__main__`."""
    try:
        content = open_content(content_root(), figures=FIGURES in sys.argv)
    except CannotStart:
        raise SystemExit(1) from None  # the serving process reads it again and reports why
    facts = (content.root, content.library, content.pictures)
    pickle.dump(facts, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    _work()
