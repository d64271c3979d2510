"""Following a plan: which of its exercises come today, and what was done of them.

A plan's day is done on a workday on which at least one of its exercises was done; the next day of
the plan comes on the next workday. Nothing is owed: a workday off leaves the plan where it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.exercises.exercise import Exercise
from bot.domain.exercises.picking import Allowed
from bot.domain.exercises.plans import Plan


@dataclass(frozen=True)
class PlanRun:
    """How far somebody is: the plan's `day` from 1, the workday it is done on, and what was done.

    `done` holds the ids that the plan names, also where something easier stood in for them.
    """

    plan_id: str
    day: int = 1
    on: date | None = None
    done: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    """One exercise of a plan's day, and what this person is offered for it, if anything."""

    planned_id: str
    exercise: Exercise | None
    is_done: bool


def on_day(run: PlanRun, plan: Plan, today: date) -> PlanRun | None:
    """The run as it stands on a workday; None where the plan was through before."""
    if run.on == today:
        return run
    if not run.done:
        return replace(run, on=today)
    if run.day >= len(plan.days):
        return None
    return PlanRun(run.plan_id, run.day + 1, today)


def tasks(
    run: PlanRun, plan: Plan, exercises: Mapping[str, Exercise], allowed: Allowed
) -> tuple[Task, ...]:
    """The exercises of the run's day. What the person does not allow is eased until they do."""
    day = plan.days[min(run.day, len(plan.days)) - 1]
    return tuple(Task(it, _eased(it, exercises, allowed), it in run.done) for it in day.exercises)


def next_task(found: Sequence[Task], recent: Sequence[str]) -> Exercise | None:
    """What to offer of these; the one offered last waits while there is another."""
    left = [it.exercise for it in found if it.exercise is not None and not it.is_done]
    fresh = [it for it in left if it.id not in recent[:1]]
    return next(iter(fresh or left), None)


def with_done(run: PlanRun, found: Sequence[Task], exercise_id: str) -> PlanRun:
    """The run after a break with that exercise, the same where it is none of the day's."""
    for task in found:
        offered = task.exercise.id if task.exercise is not None else None
        if exercise_id in {task.planned_id, offered} and not task.is_done:
            return replace(run, done=(*run.done, task.planned_id))
    return run


@dataclass(frozen=True)
class PlanProgress:
    """Where somebody stands in a plan on one workday, and the exercises of that day."""

    plan: Plan
    run: PlanRun
    tasks: tuple[Task, ...]

    def next_exercise(self, recent: Sequence[str]) -> Exercise | None:
        """What comes next of today's, None once all is done."""
        return next_task(self.tasks, recent)

    def after(self, exercise_id: str) -> PlanRun:
        """The run after a break with that exercise."""
        return with_done(self.run, self.tasks, exercise_id)


def is_through(run: PlanRun, plan: Plan) -> bool:
    """Whether the last day has begun to be done: from the next workday on the plan is over."""
    return run.day >= len(plan.days) and bool(run.done)


def _eased(
    exercise_id: str, exercises: Mapping[str, Exercise], allowed: Allowed
) -> Exercise | None:
    """That exercise, or the nearest easier form of it that the person may be offered."""
    wave, seen = [exercise_id], set[str]()
    while wave:
        known = [exercises[it] for it in wave if it in exercises]
        if (fitting := next((it for it in known if allowed.suits(it)), None)) is not None:
            return fitting
        seen.update(wave)
        wave = [name for it in known for name in it.regressions if name not in seen]
    return None
