"""The exercises and plans, as the rest of Limber uses them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache, partial
from types import MappingProxyType
from typing import Self

from bot.domain.exercises.exercise import Exercise
from bot.domain.exercises.picking import Allowed, rotation
from bot.domain.exercises.plan_progress import PlanProgress, on_day, tasks
from bot.domain.exercises.plans import Plan
from bot.domain.members import Member
from bot.domain.schedule.statuses import Statuses
from bot.library.finder import Match, find

ROTATIONS = 4096
"""Size of the cache of rotations: most people share a few combinations of settings."""


@dataclass(frozen=True)
class Library:
    """`exercises` and `plans` by id, sorted; `statuses` say what a Slack status means.

    `fingerprint` changes when a file of an exercise or plan does.
    """

    exercises: Mapping[str, Exercise]
    plans: Mapping[str, Plan]
    fingerprint: str
    statuses: Statuses = field(default_factory=Statuses)

    @classmethod
    def of(
        cls,
        exercises: Iterable[Exercise],
        plans: Iterable[Plan],
        fingerprint: str,
        statuses: Statuses,
    ) -> Self:
        """Takes exercises and plans sorted by id."""
        return cls(
            MappingProxyType({it.id: it for it in exercises}),
            MappingProxyType({it.id: it for it in plans}),
            fingerprint,
            statuses,
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Lets another process have it: read-only mappings cannot be pickled."""
        exercises, plans = tuple(self.exercises.values()), tuple(self.plans.values())
        return type(self).of, (exercises, plans, self.fingerprint, self.statuses)

    def rotation(self, allowed: Allowed) -> tuple[Exercise, ...]:
        """What may be offered unasked to somebody with these settings; may be empty."""
        return self._rotations(allowed)

    def plan_progress(self, member: Member, at: datetime) -> PlanProgress | None:
        """Where a member stands in their plan; None without one, or once they are through."""
        plan = self.plans.get(member.plan.plan_id) if member.plan is not None else None
        if member.plan is None or plan is None:
            return None
        run = on_day(member.plan, plan, member.workday(at))
        if run is None:
            return None
        allowed = member.preferences.allowed
        return PlanProgress(plan, run, tasks(run, plan, self.exercises, allowed))

    @cached_property
    def _rotations(self) -> Callable[[Allowed], tuple[Exercise, ...]]:
        """Cached by settings, because every nudge asks."""
        return lru_cache(ROTATIONS)(partial(rotation, tuple(self.exercises.values())))

    def find(self, text: str) -> Match:
        """What somebody means who types `text` after /stretch."""
        return find(text, tuple(self.exercises.values()))
