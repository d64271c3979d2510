"""Making the summaries anew from the log, one workspace after the other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.streaks import Day, fold
from bot.store.history import monday
from bot.store.tables import breaks, days, group_weeks, streaks, weeks, workspaces

Values = dict[str, object]


async def rebuild(connection: AsyncConnection, today: date) -> int:
    """Makes streaks, weeks and group weeks anew; answers for how many people.

    All or nothing: it runs in the caller's one transaction.
    """
    ids = await connection.scalars(select(workspaces.c.id).order_by(workspaces.c.id))
    await _recount_days(connection)
    for table in (streaks, weeks, group_weeks):
        await connection.execute(delete(table))
    return sum([await _rebuild_one(connection, it, today) for it in ids.all()])


async def _recount_days(connection: AsyncConnection) -> None:
    """Days keep what only they know (nudges, whether one worked); breaks are counted again."""
    logged = (
        select(func.count())
        .where(
            breaks.c.workspace_id == days.c.workspace_id,
            breaks.c.user_id == days.c.user_id,
            breaks.c.day == days.c.day,
        )
        .scalar_subquery()
    )
    await connection.execute(update(days).values(breaks=logged))


async def _rebuild_one(connection: AsyncConnection, workspace_id: str, today: date) -> int:
    lived = await connection.execute(
        select(days.c.user_id, days.c.day, days.c.scheduled, days.c.nudges, days.c.breaks)
        .where(days.c.workspace_id == workspace_id)
        .order_by(days.c.user_id, days.c.day)
    )
    made = [{"workspace_id": workspace_id, **it} for it in _streaks(lived, today)]
    done = await connection.execute(
        select(breaks.c.user_id, breaks.c.day, func.count(), func.sum(breaks.c.seconds))
        .where(breaks.c.workspace_id == workspace_id)
        .group_by(breaks.c.user_id, breaks.c.day)
    )
    people = [{"workspace_id": workspace_id, **it} for it in _weeks(done)]
    groups = [{"workspace_id": workspace_id, **it} for it in _group_weeks(people)]
    for table, rows in ((streaks, made), (weeks, people), (group_weeks, groups)):
        if rows:
            await connection.execute(insert(table), rows)
    return len(made)


def _streaks(lived: Iterable[Row[str, date, bool, int, int]], today: date) -> Iterator[Values]:
    for user_id, rows in groupby(lived, key=lambda row: row.user_id):
        streak = fold((Day(*row[1:]) for row in rows), today)
        yield {"user_id": user_id, **vars(streak)}


def _weeks(done: Iterable[Row[str, date, int, int]]) -> Iterator[Values]:
    totals: defaultdict[tuple[str, date], list[int]] = defaultdict(lambda: [0, 0])
    for user_id, day, count, seconds in done:
        total = totals[user_id, monday(day)]
        total[0] += count
        total[1] += seconds
    for (user_id, week), (count, seconds) in totals.items():
        yield {"user_id": user_id, "week": week, "breaks": count, "seconds": seconds}


def _group_weeks(people: list[Values]) -> Iterator[Values]:
    totals: defaultdict[object, list[int]] = defaultdict(lambda: [0, 0, 0])
    for it in people:
        total = totals[it["week"]]
        for n, value in enumerate((1, it["breaks"], it["seconds"])):
            assert isinstance(value, int)
            total[n] += value
    for week, (count, done, seconds) in totals.items():
        yield {"week": week, "people": count, "breaks": done, "seconds": seconds}
