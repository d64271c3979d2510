"""A copy of the database in one file, taken while Limber runs."""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.store.database import Database, DatabaseUnusable


async def back_up(database: Database, to: Path) -> None:
    """Writes a consistent copy of a SQLite database to a new file.

    Raises DatabaseUnusable where that cannot be done, an existing file among the reasons.
    """
    if not database.is_sqlite:
        raise DatabaseUnusable("DATABASE_URL: back up Postgres with its own tool, pg_dump.")
    try:
        async with database.outside_transactions() as connection:
            await connection.execute(text("VACUUM INTO :to"), {"to": str(to)})
    except DBAPIError as error:
        raise DatabaseUnusable(
            f"{to} cannot be written ({error.orig}); name a new file in a folder you may write."
        ) from error
