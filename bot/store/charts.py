"""Pictures of somebody's own history: which file of Slack's shows it, and which are to go.

A file that is no longer wanted moves to `discarded_files` in the same transaction, which knows
nobody any more; from there it is deleted, however often that takes.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Who
from bot.store.tables import charts, discarded_files
from bot.store.upserts import upsert


@dataclass(frozen=True)
class Discarded:
    """A file of Slack's that is to be deleted, asked for when it was due."""

    workspace_id: str
    file_id: str
    due_at: datetime


async def claim(connection: AsyncConnection, who: Who, at: datetime, since: datetime) -> bool:
    """True for whoever may draw a picture of this person now: none was begun after `since`."""
    made = upsert(connection, charts).values(**who._asdict(), drawn_at=at)
    begun = await connection.execute(
        made.on_conflict_do_update(
            index_elements=[charts.c.workspace_id, charts.c.user_id],
            set_={"drawn_at": made.excluded.drawn_at},
            where=charts.c.drawn_at <= since,
        )
    )
    return begun.rowcount == 1


async def replace(connection: AsyncConnection, who: Who, file_id: str, at: datetime) -> bool:
    """Keeps a new picture, and discards the one before it; False, with the new one discarded
    instead, where the person was forgotten meanwhile."""
    before = await connection.scalar(select(charts.c.file_id).where(*_of(who)).with_for_update())
    kept = await connection.execute(update(charts).where(*_of(who)).values(file_id=file_id))
    gone = before if kept.rowcount else file_id
    if gone is not None:
        await _discard(connection, who.workspace_id, [gone], at)
    return kept.rowcount == 1


async def discard(connection: AsyncConnection, who: Who, at: datetime) -> None:
    """Has the picture of somebody deleted, who is forgotten or wants it no more."""
    files = await connection.scalars(delete(charts).where(*_of(who)).returning(charts.c.file_id))
    await _discard(connection, who.workspace_id, [it for it in files if it is not None], at)


async def discard_older(
    connection: AsyncConnection, than: datetime, at: datetime, most: int
) -> int:
    """Has pictures deleted that were drawn before then; answers how many."""
    old = await connection.execute(
        select(charts.c.workspace_id, charts.c.user_id)
        .where(charts.c.drawn_at < than)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    people = [Who(*row) for row in old]
    for who in people:
        await discard(connection, who, at)
    return len(people)


async def next_discarded_at(connection: AsyncConnection) -> datetime | None:
    """When a file is next to be deleted."""
    due: datetime | None = await connection.scalar(select(func.min(discarded_files.c.due_at)))
    return due


async def discarded(
    connection: AsyncConnection, at: datetime, most: int, a_workspace: int
) -> list[Discarded]:
    """Files whose deletion is due, at most so many of each workspace, the longest due first."""
    place = func.row_number().over(
        partition_by=discarded_files.c.workspace_id,
        order_by=(discarded_files.c.due_at, discarded_files.c.file_id),
    )
    due = select(discarded_files, place.label("place")).where(discarded_files.c.due_at <= at)
    some = due.subquery()
    rows = await connection.execute(
        select(some.c.workspace_id, some.c.file_id, some.c.due_at)
        .where(some.c.place <= a_workspace)
        .order_by(some.c.due_at, some.c.file_id)
        .limit(most)
    )
    return [Discarded(*row) for row in rows]


async def claim_deletion(connection: AsyncConnection, file: Discarded, until: datetime) -> bool:
    """True for the one caller who may delete this file; nobody else does before `until`."""
    claimed = await connection.execute(
        update(discarded_files)
        .where(*_is(file), discarded_files.c.due_at == file.due_at)
        .values(due_at=until)
    )
    return claimed.rowcount == 1


async def settle(
    connection: AsyncConnection,
    deleted: Collection[Discarded],
    later: Iterable[tuple[Discarded, datetime]],
) -> None:
    """Notes what was deleted, and when the others are tried again."""
    for file in deleted:
        await connection.execute(delete(discarded_files).where(*_is(file)))
    for file, at in later:
        await connection.execute(update(discarded_files).where(*_is(file)).values(due_at=at))


async def _discard(
    connection: AsyncConnection, workspace_id: str, file_ids: Collection[str], at: datetime
) -> None:
    if file_ids:
        await connection.execute(
            upsert(connection, discarded_files).on_conflict_do_nothing(),
            [{"workspace_id": workspace_id, "file_id": it, "due_at": at} for it in file_ids],
        )


def _of(who: Who) -> tuple[ColumnElement[bool], ...]:
    return charts.c.workspace_id == who.workspace_id, charts.c.user_id == who.user_id


def _is(file: Discarded) -> tuple[ColumnElement[bool], ...]:
    return (
        discarded_files.c.workspace_id == file.workspace_id,
        discarded_files.c.file_id == file.file_id,
    )
