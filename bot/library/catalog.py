"""The exercises and plans as the rest of Limber uses them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from pathlib import Path
from types import MappingProxyType

from bot.domain.exercises import Exercise
from bot.domain.picking import Allowed, rotation
from bot.domain.plans import Plan
from bot.domain.statuses import Statuses
from bot.library.checking import check_content
from bot.library.finder import Match, find
from bot.library.problems import ContentError

ROTATIONS = 4096
"""Combinations of settings whose rotation is kept: most people share a few."""


@dataclass(frozen=True)
class Library:
    """`exercises` and `plans` by id, in the order of ids; what a Slack status means.

    `fingerprint` changes with any file's content.
    """

    exercises: Mapping[str, Exercise]
    plans: Mapping[str, Plan]
    fingerprint: str
    statuses: Statuses = field(default_factory=Statuses)

    def rotation(self, allowed: Allowed) -> tuple[Exercise, ...]:
        """What may be offered unasked to a person who allows this; perhaps nothing."""
        return self._rotations(allowed)

    @cached_property
    def _rotations(self) -> Callable[[Allowed], tuple[Exercise, ...]]:
        """Made once for each combination of settings, as every nudge asks for one."""
        return lru_cache(ROTATIONS)(partial(rotation, tuple(self.exercises.values())))

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
    return Library(
        MappingProxyType(exercises), MappingProxyType(plans), checked.fingerprint, checked.statuses
    )
