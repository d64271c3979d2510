"""The exercises and plans as the rest of Limber uses them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from pathlib import Path
from types import MappingProxyType

from bot.domain.exercises import Exercise, Position
from bot.domain.picking import rotation
from bot.domain.plans import Plan
from bot.library.checking import check_content
from bot.library.finder import Match, find
from bot.library.problems import ContentError


@dataclass(frozen=True)
class Library:
    """`exercises` and `plans` by id, in the order of ids.

    `fingerprint` changes with any file's content.
    """

    exercises: Mapping[str, Exercise]
    plans: Mapping[str, Plan]
    fingerprint: str

    def rotation(self, positions: frozenset[Position]) -> tuple[Exercise, ...]:
        """What may be offered unasked to a person who allows these positions."""
        return self._rotations[positions]

    @cached_property
    def _rotations(self) -> Mapping[frozenset[Position], tuple[Exercise, ...]]:
        """One for each choice of positions: there are few, and every nudge asks for one."""
        choices = chain.from_iterable(combinations(Position, n) for n in range(len(Position) + 1))
        pool = self.exercises.values()
        return {it: rotation(pool, it) for it in map(frozenset, choices)}

    def find(self, text: str) -> Match:
        """What `text`, typed after /stretch, asks for."""
        return find(text, tuple(self.exercises.values()))


def load_library(root: Path) -> Library:
    """The library in the content folder `root`.

    Raises ContentError with every problem of every file: a bot with half its exercises, or with
    a caution missing, had better not start.
    """
    checked = check_content(root)
    if checked.problems:
        raise ContentError(checked.problems)
    exercises = {it.id: it for it in checked.exercises}
    plans = {it.id: it for it in checked.plans}
    return Library(MappingProxyType(exercises), MappingProxyType(plans), checked.fingerprint)
