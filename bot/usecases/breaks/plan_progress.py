"""Where somebody stands in the plan they follow."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.cards.progress.plan_cards import PlanStanding
from bot.domain.calendar.work_week import workday
from bot.domain.exercises.exercise import Exercise
from bot.domain.exercises.plan_progress import next_task, on_day, tasks, with_done
from bot.domain.members import Member
from bot.library.catalog import Library


@dataclass(frozen=True)
class Course:
    """Where a person stands in the plan they follow, on their workday of an instant."""

    member: Member
    standing: PlanStanding

    @classmethod
    def of(cls, library: Library, member: Member, at: datetime) -> "Course | None":
        """None for somebody who follows none, or is through with it."""
        plan = library.plans.get(member.plan.plan_id) if member.plan is not None else None
        if member.plan is None or plan is None:
            return None
        today = workday(member.preferences.week, member.zone, at)
        run = on_day(member.plan, plan, today)
        if run is None:
            return None
        found = tasks(run, plan, library.exercises, member.preferences.allowed)
        return cls(member, PlanStanding(plan, run, found))

    def next_exercise(self) -> Exercise | None:
        """What comes next of today's, None once all is done."""
        return next_task(self.standing.tasks, self.member.recent)

    def with_break(self, exercise_id: str) -> Member:
        """The member after a break with that exercise."""
        run = with_done(self.standing.run, self.standing.tasks, exercise_id)
        return replace(self.member, plan=run)
