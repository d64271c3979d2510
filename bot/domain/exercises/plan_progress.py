"""Following a plan: which of its exercises are up today, and which are done.

A day of a plan is over after a workday on which at least one of its exercises was done; the next
workday brings the next one. Nothing is owed: a workday without any leaves the plan where it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.exercises.exercise import Exercise
from bot.domain.exercises.picking import Allowed
from bot.domain.exercises.plans import Plan


@dataclass(frozen=True)
class PlanRun:
    """How far a person is: the plan's `day` from 1, the workday it falls `on`, and what is done.

    `done` holds the ids that the plan names, even if an easier exercise replaced one.
    """

    plan_id: str
    day: int = 1
    on: date | None = None
    done: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanTask:
    """One exercise of a plan's day, and what the person is offered for it, if anything."""

    planned_id: str
    exercise: Exercise | None
    is_done: bool


def on_day(run: PlanRun, plan: Plan, today: date) -> PlanRun | None:
    """The run on the workday `today`; None if the plan was over before."""
    if run.on == today:
        return run
    if not run.done:
        return replace(run, on=today)
    if run.day >= len(plan.days):
        return None
    return PlanRun(run.plan_id, run.day + 1, today)


def tasks(
    run: PlanRun, plan: Plan, exercises: Mapping[str, Exercise], allowed: Allowed
) -> tuple[PlanTask, ...]:
    """The exercises of the run's day, each replaced by an easier form if it is not allowed."""
    day = plan.days[min(run.day, len(plan.days)) - 1]
    return tuple(
        PlanTask(id_, _eased(id_, exercises, allowed), id_ in run.done) for id_ in day.exercises
    )


def next_task(tasks: Sequence[PlanTask], recent: Sequence[str]) -> Exercise | None:
    """The open task that was offered longest ago, so that each one has its turn."""
    left = [task.exercise for task in tasks if task.exercise is not None and not task.is_done]
    ago = {id_: n for n, id_ in reversed(list(enumerate(recent)))}
    return max(left, key=lambda it: ago.get(it.id, len(recent)), default=None)


def with_done(run: PlanRun, tasks: Sequence[PlanTask], exercise_id: str) -> PlanRun:
    """The run after a break with that exercise; unchanged if it is not one of the day's."""
    for task in tasks:
        offered = task.exercise.id if task.exercise is not None else None
        if exercise_id in {task.planned_id, offered} and not task.is_done:
            return replace(run, done=(*run.done, task.planned_id))
    return run


@dataclass(frozen=True)
class PlanProgress:
    """A person's run of a plan on one workday, and the exercises of that day."""

    plan: Plan
    run: PlanRun
    tasks: tuple[PlanTask, ...]

    def next_exercise(self, recent: Sequence[str]) -> Exercise | None:
        """The next of today's exercises; None once all are done."""
        return next_task(self.tasks, recent)

    def after(self, exercise_id: str) -> PlanRun:
        return with_done(self.run, self.tasks, exercise_id)


def is_through(run: PlanRun, plan: Plan) -> bool:
    """Whether something of the last day is done: from the next workday on the plan is over."""
    return run.day >= len(plan.days) and bool(run.done)


def _eased(
    exercise_id: str, exercises: Mapping[str, Exercise], allowed: Allowed
) -> Exercise | None:
    """That exercise, or its nearest easier form that the person may be offered."""
    level, seen = [exercise_id], set[str]()
    while level:
        known = [exercises[it] for it in level if it in exercises]
        if (fitting := next((it for it in known if allowed.suits(it)), None)) is not None:
            return fitting
        seen.update(level)
        level = [id_ for exercise in known for id_ in exercise.regressions if id_ not in seen]
    return None
