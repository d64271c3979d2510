"""The note about a person's own week, on request."""

from dataclasses import replace

from bot.cards.parts.blocks import Card
from bot.cards.progress.week_note import OwnWeek, week_note
from bot.domain.calendar.work_week import monday
from bot.domain.exercises.exercise import Exercise
from bot.domain.exercises.picking import pick
from bot.domain.members import Member
from bot.domain.progress.heatmap import heat_map
from bot.store.people import members
from bot.store.progress import week_totals, workdays
from bot.usecases.deps import Deps
from bot.usecases.registry import command
from bot.usecases.requests import Request


class WeekNotes:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    @command(
        "week", "my week",
        help="`/stretch week`: your week in five dots, and something to try",
        hints={"week": "your week in five dots"},
    )  # fmt: skip
    async def week(self, request: Request) -> Card:
        who, at = request.who, self._deps.clock()
        async with self._deps.database.read() as connection:
            member = await members.find(connection, who)
            if member is None:
                return week_note(self._deps.words(None), OwnWeek())
            today = member.workday(at)
            breaks, seconds = await week_totals.own(connection, who, monday(today))
            grid = heat_map(await workdays.days_of(connection, who), today, weeks=1)
        week = OwnWeek(grid, breaks, seconds)
        return week_note(self._deps.words(member), replace(week, suggestion=self._next(member)))

    def _next(self, member: Member) -> Exercise | None:
        """What was not offered for longest."""
        rotation = self._deps.library.rotation(member.preferences.allowed)
        return pick(rotation, member.recent, self._deps.random.random())
