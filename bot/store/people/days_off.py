"""Days off: one person's, and a whole workspace's."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    bindparam,
    delete,
    exists,
    insert,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar.days_off import DateRange, DayKind
from bot.domain.members import Who
from bot.store.db.tables import days, days_off

_OF_THEM = (
    select(days_off)
    .where(
        days_off.c.workspace_id.in_(bindparam("workspaces", expanding=True)),
        or_(
            days_off.c.user_id.is_(None), days_off.c.user_id.in_(bindparam("users", expanding=True))
        ),
    )
    .order_by(days_off.c.first_day, days_off.c.id)
)
_ON_THAT_DAY = exists().where(
    days_off.c.workspace_id == days.c.workspace_id,
    or_(days_off.c.user_id.is_(None), days_off.c.user_id == days.c.user_id),
    days_off.c.kind == DayKind.OFF.value,
    days_off.c.first_day <= days.c.day,
    days_off.c.last_day >= days.c.day,
)


def counted_against() -> ColumnElement[bool]:
    """For a row of `days`: a workday that counts, unless it became a day off before it was kept."""
    return days.c.scheduled & or_(days.c.breaks >= days.c.goal, ~_ON_THAT_DAY)


async def of_members(
    connection: AsyncConnection, people: Sequence[Who]
) -> Mapping[Who, tuple[DateRange, ...]]:
    """The days off of each of these people, including their workspace's, in one query."""
    if not people:
        return {}
    asked = {
        "workspaces": sorted({it.workspace_id for it in people}),
        "users": sorted({it.user_id for it in people}),
    }
    own: defaultdict[Who, list[DateRange]] = defaultdict(list)
    shared: defaultdict[str, list[DateRange]] = defaultdict(list)
    for row in await connection.execute(_OF_THEM, asked):
        stretch, who = _stretch(row), Who(row.workspace_id, row.user_id)
        (shared[who.workspace_id] if stretch.for_all else own[who]).append(stretch)
    return {it: (*own[it], *shared[it.workspace_id]) for it in people}


async def of_everybody(connection: AsyncConnection, workspace_id: str) -> tuple[DateRange, ...]:
    """The days off of everybody in a workspace."""
    rows = await connection.execute(_OF_THEM, {"workspaces": [workspace_id], "users": []})
    return tuple(map(_stretch, rows))


async def add(connection: AsyncConnection, who: Who, it: DateRange) -> None:
    await connection.execute(
        insert(days_off).values(
            id=it.id,
            workspace_id=who.workspace_id,
            user_id=None if it.for_all else who.user_id,
            first_day=it.first,
            last_day=it.last,
            kind=it.kind.value,
            name=it.name,
        )
    )


async def remove(connection: AsyncConnection, workspace_id: str, ids: Sequence[str]) -> None:
    await connection.execute(
        delete(days_off).where(days_off.c.workspace_id == workspace_id, days_off.c.id.in_(ids))
    )


async def end(connection: AsyncConnection, workspace_id: str, id_: str, today: date) -> None:
    """Ends a range of days off yesterday, or deletes it if it begins today or later."""
    it = (days_off.c.workspace_id == workspace_id) & (days_off.c.id == id_)
    await connection.execute(delete(days_off).where(it, days_off.c.first_day >= today))
    yesterday = today - timedelta(days=1)
    await connection.execute(
        update(days_off).where(it, days_off.c.last_day >= today).values(last_day=yesterday)
    )


async def prune(connection: AsyncConnection, before: date) -> None:
    """Deletes ranges that ended before a date.

    Their days stay excused in `days`, so that recomputing a streak gives the same result.
    """
    over = days_off.c.last_day < before
    rows = await connection.execute(
        select(days_off).where(over, days_off.c.kind == DayKind.OFF.value)
    )
    for it in rows.all():
        await connection.execute(
            update(days)
            .where(
                days.c.workspace_id == it.workspace_id,
                true() if it.user_id is None else days.c.user_id == it.user_id,
                days.c.day.between(it.first_day, it.last_day),
                days.c.breaks < days.c.goal,
            )
            .values(excused=True)
        )
    await connection.execute(delete(days_off).where(over))


def _stretch(row: Row[*tuple[Any, ...]]) -> DateRange:
    for_all = row.user_id is None
    return DateRange(row.id, row.first_day, row.last_day, DayKind(row.kind), row.name, for_all)
