"""What a plan is: which exercises to do on which workday."""

from dataclasses import dataclass
from datetime import date

from bot.domain.exercises.exercise import Evidence


@dataclass(frozen=True, kw_only=True)
class PlanDay:
    """One workday of a plan, counted from 1, and the ids of its exercises in order."""

    day: int
    exercises: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`choices` are ids of exercises that come only to people who choose them."""

    id: str
    name: str
    summary: str
    days: tuple[PlanDay, ...]
    choices: tuple[str, ...]
    cautions: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    reviewed: date

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def exercises(self) -> frozenset[str]:
        """Every id that the plan names, `choices` included."""
        return frozenset(self.choices).union(*(it.exercises for it in self.days))
