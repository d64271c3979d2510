"""The queue of files to delete at Slack. Its rows name no person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.db.tables import leftovers
from bot.store.db.upserts import upsert


@dataclass(frozen=True)
class Leftover:
    workspace_id: str
    file_id: str
    due_at: datetime


async def add(
    connection: AsyncConnection, workspace_id: str, file_ids: Iterable[str], at: datetime
) -> None:
    """Queues files for deletion now."""
    unwanted = [
        {"workspace_id": workspace_id, "file_id": it, "since": at, "due_at": at} for it in file_ids
    ]
    if unwanted:
        await connection.execute(upsert(connection, leftovers).on_conflict_do_nothing(), unwanted)


async def next_due_at(connection: AsyncConnection) -> datetime | None:
    due: datetime | None = await connection.scalar(select(func.min(leftovers.c.due_at)))
    return due


async def due(
    connection: AsyncConnection, at: datetime, most: int, a_workspace: int
) -> list[Leftover]:
    """Files whose deletion is due, longest due first; at most `a_workspace` of each workspace, so
    that no workspace starves another."""
    place = func.row_number().over(
        partition_by=leftovers.c.workspace_id,
        order_by=(leftovers.c.due_at, leftovers.c.file_id),
    )
    ranked = select(leftovers, place.label("place")).where(leftovers.c.due_at <= at).subquery()
    rows = await connection.execute(
        select(ranked.c.workspace_id, ranked.c.file_id, ranked.c.due_at)
        .where(ranked.c.place <= a_workspace)
        .order_by(ranked.c.due_at, ranked.c.workspace_id, ranked.c.file_id)
        .limit(most)
    )
    return [Leftover(*row) for row in rows]


async def claim(connection: AsyncConnection, it: Leftover, until: datetime) -> bool:
    """Claims a deletion until `until`, by compare-and-set."""
    claimed = await connection.execute(
        update(leftovers).where(_is(it), leftovers.c.due_at == it.due_at).values(due_at=until)
    )
    return claimed.rowcount == 1


async def remove(connection: AsyncConnection, gone: Sequence[Leftover]) -> None:
    """Deletes rows of files that Slack no longer has."""
    for it in gone:
        await connection.execute(delete(leftovers).where(_is(it)))


async def give_up(connection: AsyncConnection, before: datetime) -> int:
    """Gives up on files queued before that instant; returns how many."""
    dropped = await connection.execute(delete(leftovers).where(leftovers.c.since < before))
    return dropped.rowcount


def _is(it: Leftover) -> ColumnElement[bool]:
    return and_(leftovers.c.workspace_id == it.workspace_id, leftovers.c.file_id == it.file_id)
