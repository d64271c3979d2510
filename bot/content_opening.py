"""Opening the content: everything its folder holds, or every fault at once.

As a program it hands the content to `bot/content_process.py`, which started it.
"""

import pickle
import sys
from pathlib import Path

from bot.content_process import FIGURES, Content
from bot.errors import CannotStart
from bot.figures.drawn_figures import Picture
from bot.figures.model.figure_files import load_figures
from bot.figures.pictures import files_of
from bot.library.catalog import Library
from bot.library.files.location import content_root
from bot.library.files.problems import ContentError
from bot.library.loading import load_library
from bot.library.words import Languages


def open_content(root: Path, *, figures: bool) -> Content:
    """All that the running bot needs of the folder `root`; without `figures`, no pictures.

    Raises CannotStart with every fault in the content folder.
    """
    library, _languages = open_library(root)
    return Content(root, library, figure_names(library, root) if figures else {})


def open_library(root: Path | None = None) -> tuple[Library, Languages]:
    """The exercises and the words. Raises CannotStart with every fault in the content folder."""
    root = root or content_root()
    try:
        return load_library(root), Languages.load(root)
    except ContentError as error:
        raise CannotStart(*map(str, error.problems)) from error


def figure_names(library: Library, root: Path) -> dict[Picture, str]:
    """The file of every picture. Raises CannotStart with every fault in the figures."""
    try:
        return files_of(load_figures(root, library.exercises.values()), library.exercises.values())
    except ContentError as error:
        raise CannotStart(*map(str, error.problems)) from error


def _hand_over() -> None:
    try:
        content = open_content(content_root(), figures=FIGURES in sys.argv)
    except CannotStart:
        raise SystemExit(1) from None  # who reads it again then says what is wrong
    pickle.dump(content, sys.stdout.buffer, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    _hand_over()
