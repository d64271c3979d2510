"""Files that Slack has and nobody wants any more. They are nobody's: only to be deleted there."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import leftovers
from bot.store.upserts import upsert

Leftover = tuple[str, str]
"""A workspace and a file of Slack's in it."""


async def add(
    connection: AsyncConnection, workspace_id: str, file_ids: Iterable[str], at: datetime
) -> None:
    """Notes files that are to be deleted at Slack."""
    unwanted = [{"workspace_id": workspace_id, "file_id": it, "since": at} for it in file_ids]
    if unwanted:
        await connection.execute(upsert(connection, leftovers).on_conflict_do_nothing(), unwanted)


async def some(connection: AsyncConnection, most: int) -> list[Leftover]:
    """The files that have waited longest."""
    rows = await connection.execute(
        select(leftovers.c.workspace_id, leftovers.c.file_id)
        .order_by(leftovers.c.since, leftovers.c.file_id)
        .limit(most)
    )
    return [(row.workspace_id, row.file_id) for row in rows]


async def remove(connection: AsyncConnection, gone: Sequence[Leftover]) -> None:
    """Drops files that Slack no longer has."""
    for workspace_id, file_id in gone:
        await connection.execute(
            delete(leftovers).where(
                leftovers.c.workspace_id == workspace_id, leftovers.c.file_id == file_id
            )
        )


async def give_up(connection: AsyncConnection, before: datetime) -> int:
    """Drops files that could not be deleted for so long; answers how many."""
    dropped = await connection.execute(delete(leftovers).where(leftovers.c.since < before))
    return dropped.rowcount
