"""Logs breaks and nudges, and updates all summaries of them.

`breaks` and `days` are the log. Streaks, weeks and team counts are summaries of it, updated in the
same transaction, so that one query reads them; rebuild.py recomputes them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar.work_week import monday
from bot.domain.members import Who
from bot.domain.progress.streaks import SOON, Day
from bot.store.db.tables import breaks
from bot.store.db.upserts import upsert
from bot.store.people import listed_flag
from bot.store.progress import streak_records, week_totals, workdays
from bot.store.progress.workdays import Workday
from bot.store.teams import team_counts

NEAR = timedelta(days=2)
"""Calendar dates of simultaneous events differ by no more than this in any two time zones."""


@dataclass(frozen=True, kw_only=True)
class Break:
    """A completed exercise. `day` is the workday it counts for; `zone` was the time zone then."""

    nudge_id: str
    workspace_id: str
    user_id: str
    exercise_id: str
    completed_at: datetime
    day: date
    zone: str
    seconds: int

    @property
    def who(self) -> Who:
        return Who(self.workspace_id, self.user_id)


@dataclass(frozen=True)
class Counted:
    """Whether a break counts, and the state of its day afterwards."""

    counts: bool
    day: Day


async def take_break(
    connection: AsyncConnection, done: Break, *, scheduled: bool, goal: int
) -> Counted:
    """Logs a break, and counts it unless it is within `SOON` of another that counts.

    Idempotent. The caller locks the member. If the break is the first event of its day, `scheduled`
    (whether it is a workday) and `goal` (the breaks that keep it) are stored with the day.
    """
    first = Workday(done.who, done.day, scheduled, goal)
    if not await _log_break(connection, done):
        return Counted(False, await workdays.day(connection, first))
    lived = await workdays.add_break(connection, first)
    week = monday(done.day)
    await week_totals.add_break(connection, done.who, week, done.seconds)
    await team_counts.count_break(
        connection, done.who, done.day, week, done.completed_at, done.seconds
    )
    await listed_flag.refresh(connection, [done.who])  # rows just inserted lack it
    await streak_records.add_break(connection, done.who, lived, done.seconds)
    return Counted(True, lived)


async def count_nudges(connection: AsyncConnection, sent: Sequence[Workday]) -> None:
    """Counts a nudge for each of these people. The caller locks them, to prevent deadlocks."""
    if not sent:
        return
    await workdays.add(connection, sent, nudges=1)
    await team_counts.count_nudges(connection, [(it.who, it.day) for it in sent])
    await streak_records.recount_after(connection, [(it.who, it.day) for it in sent])


async def excuse(connection: AsyncConnection, people: Sequence[Workday]) -> None:
    """Excuses a day of each of these people, so that it cannot be missed.

    The caller locks the members, to prevent deadlocks.
    """
    if not people:
        return
    await team_counts.excuse(connection, [(it.who, it.day) for it in people])
    await workdays.add(connection, people, excused=True)
    await streak_records.recount_after(connection, [(it.who, it.day) for it in people])


async def lower_goal(connection: AsyncConnection, it: Workday) -> None:
    """Lowers the goal of a stored day, and recomputes the streak if that changed the day."""
    if await workdays.lower_goal(connection, it):
        await streak_records.recount(connection, [it.who])


async def counts(connection: AsyncConnection, nudge_id: str) -> bool:
    """Whether the break of this card was logged and counts."""
    found = await connection.scalar(select(breaks.c.counts).where(breaks.c.nudge_id == nudge_id))
    return bool(found)


async def _log_break(connection: AsyncConnection, done: Break) -> bool:
    """Inserts a break; False if it does not count, or was logged before."""
    other = breaks.alias()
    soon = exists().where(
        other.c.workspace_id == done.workspace_id,
        other.c.user_id == done.user_id,
        other.c.day.between(done.day - NEAR, done.day + NEAR),
        other.c.completed_at > done.completed_at - SOON,
        other.c.completed_at < done.completed_at + SOON,
        other.c.counts,
    )
    added = await connection.scalar(
        upsert(connection, breaks)
        .values(**vars(done), counts=~soon)
        .on_conflict_do_nothing()
        .returning(breaks.c.counts)
    )
    return bool(added)
