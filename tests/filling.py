"""Rows for every table there is, so that a test of all that is kept of people leaves none out."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Boolean, Column, Date, Integer, Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Who
from bot.store.db.column_types import UtcDateTime
from bot.store.db.tables import metadata, workspaces
from bot.store.people import personal_data

Row = Mapping[str, object]

READ = {"zone": "Europe/Berlin", "locale": "en-US", "kind": "off", "files": ""}
"""Texts that Limber reads again."""


def mark(who: Who) -> str:
    """What is in the texts of somebody's rows, and in nobody else's."""
    return f"only-of-{who.user_id[::-1].lower()}"


async def fill(connection: AsyncConnection, people: Sequence[Who], at: datetime) -> None:
    """A row of each of these people in every table that has none of theirs yet.

    Where a table is nobody's it gets one too. A workspace names one person: the first of them.
    """
    first = people[0]
    await connection.execute(
        update(workspaces)
        .where(workspaces.c.id == first.workspace_id)
        .values(installer_user_id=first.user_id)
    )
    for who in people:
        rows: dict[str, Row] = {}
        for table in metadata.sorted_tables:
            found = await _found(connection, table, who)
            if found is None:
                found = _made(table, who, rows, at)
                await connection.execute(insert(table).values(**found))
            rows[table.name] = found


async def _found(connection: AsyncConnection, table: Table, who: Who) -> Row | None:
    question = select(table).limit(1)
    naming = next((it for it in personal_data.NAMING if it.table is table), None)
    if table in personal_data.PERSONAL:
        naming = table.c.user_id
    if naming is not None and table is not workspaces:
        question = question.where(naming == who.user_id)
    row = (await connection.execute(question)).one_or_none()
    return row._mapping if row is not None else None


def _made(table: Table, who: Who, rows: Mapping[str, Row], at: datetime) -> Row:
    made = {it.name: _value(it, who, at) for it in table.c}
    for key in table.foreign_key_constraints:
        parent = rows[key.referred_table.name]
        made |= {it.parent.name: parent[it.column.name] for it in key.elements}
    return made


def _value(column: Column[object], who: Who, at: datetime) -> object:
    if column.name == "workspace_id":
        return who.workspace_id
    if column.name == "user_id" or column in personal_data.NAMING:
        return who.user_id
    if column.nullable:
        return None
    match column.type:
        case UtcDateTime():
            return at
        case Date():
            return at.date()
        case Boolean():
            return False
        case Integer():
            return 1
    return READ.get(column.name, f"{column.name} {mark(who)}")
