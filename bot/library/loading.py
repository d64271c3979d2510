"""Loads the library from its files, with all that reading and checking them imports."""

from pathlib import Path

from bot.library.catalog import Library
from bot.library.checks.content import check_content
from bot.library.files.problems import ContentError


def load_library(root: Path) -> Library:
    """Raises ContentError with every problem in the content folder `root`.

    A bot that lacks half its exercises, or a caution, must not start.
    """
    checked = check_content(root)
    if checked.problems:
        raise ContentError(checked.problems)
    return Library.of(checked.exercises, checked.plans, checked.fingerprint, checked.statuses)
