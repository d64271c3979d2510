"""Problems in content/, reported so that authors can find and fix them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Where: TypeAlias = tuple[str | int, ...]
"""The path to a value inside a file, such as ("steps", 2, "text"). Lists count from 0."""


@dataclass(frozen=True)
class FieldFault:
    """What is wrong with a value in a file whose lines are not known yet, and the fix."""

    where: Where
    what: str
    fix: str


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong, or worth a remark, in a line of a file, and the fix.

    `file` is relative to the folder that holds content/. Lines count from 1; line 0 means the
    whole file or folder.
    """

    file: str
    line: int
    what: str
    fix: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}; {self.fix}"


class ContentError(ValueError):
    """content/ cannot be used; `problems` is sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(it) for it in self.problems))


def label(where: Where) -> str:
    """The path as people read it, counting from 1: steps.3.text."""
    parts = (str(it + 1) if isinstance(it, int) else it for it in where)
    return ".".join(parts) or "the file"
