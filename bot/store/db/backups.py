"""Backs up a SQLite database while Limber runs."""

import asyncio
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.store.db.database import Database, DatabaseUnusable, is_damage


async def back_up(database: Database, to: Path) -> None:
    """Writes a consistent copy of a SQLite database to a new file.

    Raises DatabaseUnusable if that fails, or if the file exists.
    """
    if not database.is_sqlite:
        raise DatabaseUnusable("DATABASE_URL: back up Postgres with its own tool, pg_dump.")
    is_new = not await asyncio.to_thread(to.exists)
    try:
        async with database.outside_transactions() as connection:
            await connection.execute(text("VACUUM INTO :to"), {"to": str(to)})
    except DBAPIError as error:
        if is_new:
            await asyncio.to_thread(to.unlink, missing_ok=True)
        if is_damage(error):
            raise  # Database.open reports it as damaged
        raise DatabaseUnusable(
            f"{to} cannot be written ({error.orig}); name a new file in a folder you may write."
        ) from error
