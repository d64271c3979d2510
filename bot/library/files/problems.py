"""What is wrong in content/, told so that the writer can find it and fix it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Where: TypeAlias = tuple[str | int, ...]
"""The way to a value inside a file: ("steps", 2, "text"). Lists count from 0."""


@dataclass(frozen=True)
class FieldFault:
    """Something wrong at a place inside one file, before its line is known."""

    where: Where
    what: str
    fix: str


Fault: TypeAlias = FieldFault
"""The former name, which bot/figures still imports."""


@dataclass(frozen=True, order=True)
class Problem:
    """Something wrong, or worth knowing, in a line of a file.

    `file` is relative to the folder that holds content/. Lines count from 1; line 0 is the file
    or folder as a whole.
    """

    file: str
    line: int
    what: str
    fix: str

    @property
    def mend(self) -> str:
        """The former name of `fix`, which tests/figures still reads."""
        return self.fix

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}; {self.fix}"


class ContentError(ValueError):
    """content/ cannot be used. `problems` holds every reason, by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(it) for it in self.problems))


def label(where: Where) -> str:
    """The way to a value as people write it: steps.3.text, counting from 1."""
    parts = (str(it + 1) if isinstance(it, int) else it for it in where)
    return ".".join(parts) or "the file"
