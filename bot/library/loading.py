"""The library out of its files. Whoever is only handed a library need not import this."""

from pathlib import Path

from bot.library.catalog import Library
from bot.library.checks.content import check_content
from bot.library.files.problems import ContentError


def load_library(root: Path) -> Library:
    """The library in the content folder `root`.

    Raises ContentError with every problem of every file: a bot with half its exercises, or with
    a caution missing, had better not start.
    """
    checked = check_content(root)
    if checked.problems:
        raise ContentError(checked.problems)
    return Library.of(checked.exercises, checked.plans, checked.fingerprint, checked.statuses)
