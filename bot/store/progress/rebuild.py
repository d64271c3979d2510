"""Recomputes all summaries from the log, one workspace after the other.

A streak is stored as of the last kept day; days missed since are applied when it is read. So this
needs no date.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar.work_week import monday
from bot.domain.progress.streaks import Day, summary
from bot.store.db.tables import (
    breaks,
    days,
    group_weeks,
    members,
    metadata,
    streaks,
    team_days,
    team_members,
    team_standings,
    teams,
    weeks,
    workspaces,
)
from bot.store.people import personal_data
from bot.store.progress.team_rebuild import rebuild_teams
from bot.store.progress.workdays import DAY

Values = dict[str, object]


async def rebuild(connection: AsyncConnection) -> int:
    """Recomputes streaks, weeks, workspace weeks and team counts; returns the number of people.

    All or nothing, in the caller's transaction. Locks all members first, in the order of their ids,
    so that clicks wait and cannot deadlock with it.
    """
    everybody = select(members.c.user_id).order_by(members.c.workspace_id, members.c.user_id)
    await connection.execute(everybody.with_for_update())
    await _drop_orphans(connection)
    await personal_data.drop_orphans(connection)
    ids = await connection.scalars(select(workspaces.c.id).order_by(workspaces.c.id))
    await _recount_days(connection)
    for table in (streaks, weeks, group_weeks):
        await connection.execute(delete(table))
    made = sum([await _rebuild_one(connection, it) for it in ids.all()])
    await rebuild_teams(connection)
    return made


async def _drop_orphans(connection: AsyncConnection) -> None:
    """Deletes orphaned rows of workspaces and teams.

    They remain after a deletion in a SQLite database without foreign keys.
    `personal_data.drop_orphans` deletes those of people.
    """
    for table in reversed(metadata.sorted_tables):
        if "workspace_id" in table.c:
            there = exists().where(workspaces.c.id == table.c.workspace_id)
            await connection.execute(delete(table).where(~there))
    for table in (team_members, team_standings, team_days):
        await connection.execute(delete(table).where(~_has_team(table)))


def _has_team(table: Table) -> ColumnElement[bool]:
    return exists().where(
        teams.c.workspace_id == table.c.workspace_id, teams.c.channel_id == table.c.channel_id
    )


async def _recount_days(connection: AsyncConnection) -> None:
    """Recounts the breaks of days. Their other columns, such as nudges, are logged nowhere else."""
    logged = (
        select(func.count())
        .where(
            breaks.c.workspace_id == days.c.workspace_id,
            breaks.c.user_id == days.c.user_id,
            breaks.c.day == days.c.day,
            breaks.c.counts,
        )
        .scalar_subquery()
    )
    await connection.execute(update(days).values(breaks=logged))


async def _rebuild_one(connection: AsyncConnection, workspace_id: str) -> int:
    lived = await connection.execute(
        select(days.c.user_id, *DAY)
        .where(days.c.workspace_id == workspace_id)
        .order_by(days.c.user_id, days.c.day)
    )
    done = await connection.execute(
        select(breaks.c.user_id, breaks.c.day, func.count(), func.sum(breaks.c.seconds))
        .where(breaks.c.workspace_id == workspace_id, breaks.c.counts)
        .group_by(breaks.c.user_id, breaks.c.day)
    )
    people = [{"workspace_id": workspace_id, **it} for it in _weeks(done)]
    made = [{"workspace_id": workspace_id, **it} for it in _streaks(lived, _seconds(people))]
    groups = [{"workspace_id": workspace_id, **it} for it in _group_weeks(people)]
    for table, rows in ((streaks, made), (weeks, people), (group_weeks, groups)):
        if rows:
            await connection.execute(insert(table), rows)
    return len(made)


def _streaks(
    lived: Iterable[Row[*tuple[Any, ...]]], seconds: Mapping[object, int]
) -> Iterator[Values]:
    for user_id, rows in groupby(lived, key=lambda row: row.user_id):
        kept = summary([Day(*row[1:]) for row in rows])
        yield {"user_id": user_id, **vars(replace(kept, seconds=seconds[user_id]))}


def _seconds(people: list[Values]) -> Mapping[object, int]:
    """Everybody's total time in breaks, by user id."""
    totals: defaultdict[object, int] = defaultdict(int)
    for it in people:
        assert isinstance(it["seconds"], int)
        totals[it["user_id"]] += it["seconds"]
    return totals


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
