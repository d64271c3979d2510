"""Pictures that were uploaded to Slack: file ids by workspace and picture name."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.db.tables import pictures
from bot.store.db.upserts import upsert

_FILES = select(pictures.c.workspace_id, pictures.c.name, pictures.c.file_id).where(
    tuple_(pictures.c.workspace_id, pictures.c.name).in_(bindparam("wanted", expanding=True))
)


async def files(
    connection: AsyncConnection, wanted: Collection[tuple[str, str]]
) -> Mapping[tuple[str, str], str]:
    """File ids by (workspace id, picture name). Pictures without a file are left out."""
    if not wanted:
        return {}
    rows = await connection.execute(_FILES, {"wanted": sorted(wanted)})
    return {(row[0], row[1]): row[2] for row in rows}


async def add(
    connection: AsyncConnection, workspace_id: str, name: str, file_id: str, at: datetime
) -> None:
    """Stores the file of a picture, and replaces an earlier one."""
    made = upsert(connection, pictures).values(
        workspace_id=workspace_id, name=name, file_id=file_id, uploaded_at=at
    )
    await connection.execute(
        made.on_conflict_do_update(
            index_elements=[pictures.c.workspace_id, pictures.c.name],
            set_={"file_id": made.excluded.file_id, "uploaded_at": made.excluded.uploaded_at},
        )
    )


async def forget(connection: AsyncConnection, workspace_id: str, file_ids: Collection[str]) -> None:
    """Forgets files that Slack no longer has."""
    await connection.execute(
        delete(pictures).where(
            pictures.c.workspace_id == workspace_id, pictures.c.file_id.in_(sorted(file_ids))
        )
    )
