"""All data stored about one person.

The schema tells which rows these are, so that no table is forgotten: a table with a `user_id` holds
rows of that person, which are deleted with them. A few other columns name a person in rows that are
not theirs; these are set to NULL. A test checks `NAMING` against the schema.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Who
from bot.store.db.tables import charts, metadata, sessions, teams, workspaces
from bot.store.db.tables import members as people
from bot.store.people import exports, members

Rows = list[dict[str, object]]
AT_ONCE = 500
"""Rows fetched at a time, so that the event loop can run other tasks in between."""

PERSONAL = tuple(it for it in metadata.sorted_tables if "user_id" in it.c)
"""The tables with rows of people."""

NAMING: Mapping[Column[Any], Sequence[Column[Any]]] = {
    workspaces.c.installer_user_id: (workspaces.c.id, workspaces.c.installed_at),
    teams.c.set_up_by: (teams.c.workspace_id, teams.c.channel_id, teams.c.set_up_at),
    sessions.c.host: (
        sessions.c.workspace_id,
        sessions.c.channel_id,
        sessions.c.exercise_id,
        sessions.c.starts_at,
    ),
}
"""Other columns that name a person, each with the columns that an export shows with it."""


async def everything(connection: AsyncConnection, who: Who) -> Mapping[str, Rows]:
    """All rows of a person by table, in key order, and the rows of others that name them."""
    found = {str(it.name): await _rows(connection, list(it.c), it, _of(it, who)) for it in PERSONAL}
    for name, facts in NAMING.items():
        table = name.table
        assert isinstance(table, Table)
        found[str(table.name)] = await _rows(connection, [*facts, name], table, _named(name, who))
    return found


async def _rows(
    connection: AsyncConnection,
    columns: Sequence[Column[Any]],
    table: Table,
    condition: ColumnElement[bool],
) -> Rows:
    question = select(*columns).where(condition).order_by(*table.primary_key.columns)
    names = [str(it.name) for it in columns]
    rows: Rows = []
    async with connection.stream(question) as result:
        async for some in result.partitions(AT_ONCE):
            rows += [dict(zip(names, it, strict=True)) for it in some]
    return rows


async def is_known(connection: AsyncConnection, who: Who) -> bool:
    """Whether anything is stored about this person, member or not."""
    member = exists().where(_of(people, who))
    named = (exists().where(_named(it, who)) for it in NAMING)
    return bool(await connection.scalar(select(or_(member, *named))))


async def files(connection: AsyncConnection, who: Who) -> list[str]:
    """The files at Slack that hold a person's data."""
    drawn = await connection.scalars(
        select(charts.c.file_id).where(_of(charts, who), charts.c.file_id.is_not(None))
    )
    return [*drawn, *await exports.files(connection, who)]


async def forget(connection: AsyncConnection, who: Who) -> None:
    """Deletes all rows of a person, and their name from other rows."""
    await members.forget(connection, who)
    for name in NAMING:
        assert isinstance(name.table, Table)
        await connection.execute(
            update(name.table).where(_named(name, who)).values({name.name: None})
        )


async def drop_orphans(connection: AsyncConnection) -> None:
    """Deletes orphaned rows and names of people who are no longer members.

    They remain after a deletion in a SQLite database without foreign keys. The installer of a
    workspace need not be a member.
    """
    for table in reversed(PERSONAL):
        if table is not people:
            gone = _of_nobody(table.c.workspace_id, table.c.user_id)
            await connection.execute(delete(table).where(gone))
    for name in NAMING:
        if name.table is not workspaces:
            assert isinstance(name.table, Table)
            gone = _of_nobody(name.table.c.workspace_id, name)
            await connection.execute(update(name.table).where(gone).values({name.name: None}))


def _of_nobody(workspace: Column[Any], user: Column[Any]) -> ColumnElement[bool]:
    member = exists().where(people.c.workspace_id == workspace, people.c.user_id == user)
    return and_(user.is_not(None), ~member)


def _of(table: Table, who: Who) -> ColumnElement[bool]:
    return and_(table.c.workspace_id == who.workspace_id, table.c.user_id == who.user_id)


def _named(column: Column[Any], who: Who) -> ColumnElement[bool]:
    """Rows of other people, or of nobody, whose `column` names this person."""
    table = column.table
    workspace = table.c.id if table is workspaces else table.c.workspace_id
    return and_(workspace == who.workspace_id, column == who.user_id)
