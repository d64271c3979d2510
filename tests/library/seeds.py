"""Faults for tables of tests: each is put into good content, which then has one problem."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pytest

from tests.library.conftest import Content

KNEELING = "kneeling-hip-flexor-stretch.yaml"
BUG = "dead-bug.yaml"
MARCH = "seated-march.yaml"
EYES = "20-20-20.yaml"
WALK = "stand-and-walk.yaml"


@dataclass(frozen=True)
class Seed:
    """`old` becomes `new` in `file`; the problem is in the line that contains `at`, or else `new`.

    `before` holds replacements that prepare the file without breaking a rule.
    """

    old: str
    new: str
    what: str
    fix: str
    at: str = ""
    file: str = KNEELING
    before: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> str:
        return self.at or self.new.strip().split("\n", maxsplit=1)[0]

    def check(self, content: Content) -> None:
        """Asserts that the fault is reported once, with its file, line and fix."""
        for old, new in (*self.before, (self.old, self.new)):
            content.edit(self.file, old, new)

        problems = content.checked().problems

        folder = "content" if "/" in self.file else "content/exercises"
        assert [it.file for it in problems] == [f"{folder}/{self.file}"], problems
        assert problems[0].line == content.line(self.file, self.place), problems
        assert self.what in problems[0].what
        assert self.fix in problems[0].fix


def each(seeds: Mapping[str, Seed]) -> Callable[..., object]:
    return pytest.mark.parametrize("seed", seeds.values(), ids=seeds)
