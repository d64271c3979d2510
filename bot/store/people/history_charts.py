"""Charts of a person's history: the file at Slack, and when it was drawn.

Replacing a file queues the old one for deletion in the same transaction.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Who
from bot.store.db.tables import charts
from bot.store.db.upserts import upsert
from bot.store.people import file_deletions


async def claim(connection: AsyncConnection, who: Who, at: datetime, since: datetime) -> bool:
    """Claims drawing a chart by compare-and-set: True for one caller, if none was begun after
    `since`."""
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
    """Stores a new chart and queues the previous one for deletion.

    False if the person was forgotten meanwhile; then the new one is queued for deletion.
    """
    before = await connection.scalar(select(charts.c.file_id).where(*_of(who)).with_for_update())
    kept = await connection.execute(update(charts).where(*_of(who)).values(file_id=file_id))
    gone = before if kept.rowcount else file_id
    if gone is not None:
        await file_deletions.add(connection, who.workspace_id, [gone], at)
    return kept.rowcount == 1


async def discard(connection: AsyncConnection, who: Who, at: datetime) -> None:
    """Queues a person's chart for deletion."""
    files = await connection.scalars(delete(charts).where(*_of(who)).returning(charts.c.file_id))
    unwanted = [it for it in files if it is not None]
    await file_deletions.add(connection, who.workspace_id, unwanted, at)


async def discard_older(
    connection: AsyncConnection, than: datetime, at: datetime, most: int
) -> int:
    """Queues charts drawn before `than` for deletion; returns how many. Skips locked rows."""
    old = await connection.execute(
        select(charts.c.workspace_id, charts.c.user_id)
        .where(charts.c.drawn_at < than)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    people = [Who(*row) for row in old]
    for person in people:
        await discard(connection, person, at)
    return len(people)


def _of(who: Who) -> tuple[ColumnElement[bool], ...]:
    return charts.c.workspace_id == who.workspace_id, charts.c.user_id == who.user_id
