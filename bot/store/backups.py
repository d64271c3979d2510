"""A copy of the database in one file, taken while Limber runs."""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.store.database import Database, DatabaseUnusable


async def back_up(database: Database, to: Path) -> None:
    """Writes a consistent copy of a SQLite database to a new file.

    Raises DatabaseUnusable where that cannot be done.
    """
    if not database.is_sqlite:
        raise DatabaseUnusable("DATABASE_URL: back up Postgres with its own tool, pg_dump.")
    if to.exists():
        raise DatabaseUnusable(f"{to} exists already; name a new file.")
    try:
        async with database.outside_transactions() as connection:
            await connection.execute(text("VACUUM INTO :to"), {"to": str(to)})
    except Exception as error:
        raise DatabaseUnusable(
            f"{to} cannot be written ({error}); choose another place."
        ) from error
