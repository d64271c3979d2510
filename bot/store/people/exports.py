"""Data exports: when a person last asked for one, and the files at Slack that hold it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Who
from bot.store.db.tables import exports
from bot.store.db.upserts import upsert


async def claim(connection: AsyncConnection, who: Who, at: datetime, last: datetime) -> bool:
    """Claims an export by compare-and-set: True for one caller, if there was none after `last`."""
    made = upsert(connection, exports).values(**who._asdict(), asked_at=at, files="")
    claimed = await connection.execute(
        made.on_conflict_do_update(
            index_elements=[exports.c.workspace_id, exports.c.user_id],
            set_={"asked_at": made.excluded.asked_at},
            where=exports.c.asked_at <= last,
        )
    )
    return claimed.rowcount == 1


async def files(connection: AsyncConnection, who: Who) -> list[str]:
    """The files at Slack with a person's data."""
    stored = await connection.scalar(select(exports.c.files).where(_of(who)))
    return [it for it in (stored or "").split(",") if it]


async def keep(connection: AsyncConnection, who: Who, file_ids: Sequence[str]) -> bool:
    """Stores which files hold a person's data; False if the person was forgotten."""
    kept = await connection.execute(
        update(exports).where(_of(who)).values(files=",".join(file_ids))
    )
    return kept.rowcount == 1


def _of(who: Who) -> ColumnElement[bool]:
    return and_(exports.c.workspace_id == who.workspace_id, exports.c.user_id == who.user_id)
