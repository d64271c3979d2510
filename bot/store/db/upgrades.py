"""Upgrades the database to this version's schema.

Revisions are numbered files in migrations/versions. Alembic is imported only if there is something
to upgrade, to save time and memory at startup.
"""

from importlib.resources import files

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.db.database import Database, DatabaseUnusable

UPGRADE_LOCK = 0x11_3B_E8
"""The Postgres advisory lock under which one replica upgrades while the others wait."""


def known_revisions() -> tuple[str, ...]:
    """All revisions of this version, oldest first."""
    names = (it.name for it in files("bot.store.db").joinpath("migrations/versions").iterdir())
    return tuple(sorted(it.partition("_")[0] for it in names if it[:1].isdigit()))


async def revision(connection: AsyncConnection) -> str | None:
    """The database's revision; None if it is empty."""
    if not await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version")):
        return None
    found: str | None = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


async def is_current(database: Database) -> bool:
    """Whether nothing needs an upgrade. Raises DatabaseUnusable if a newer Limber made the
    database."""
    async with database.read() as connection:
        return _is_current(await revision(connection), known_revisions())


async def upgrade(database: Database) -> bool:
    """Applies missing revisions in one transaction; returns whether there were any.

    Raises DatabaseUnusable if a newer Limber made the database, or another program did.
    """
    if await is_current(database):
        return False
    known = known_revisions()
    async with database.migrate() as connection:
        if not database.is_sqlite:
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})"))
        found = await revision(connection)
        if _is_current(found, known):
            return False
        if found is None:
            await connection.run_sync(_refuse_strangers)
        await connection.run_sync(_run_alembic)
    return True


def _is_current(found: str | None, known: tuple[str, ...]) -> bool:
    if found is not None and found not in known:
        raise DatabaseUnusable(
            f"DATABASE_URL: the database is at revision {found}, which this version of Limber "
            f"(up to {known[-1]}) does not know; install the newer Limber that made it."
        )
    return found == known[-1]


def _refuse_strangers(connection: Connection) -> None:
    from bot.store.db.tables import metadata  # noqa: PLC0415  rarely needed

    clash = sorted(set(inspect(connection).get_table_names()) & set(metadata.tables))
    if clash:
        raise DatabaseUnusable(
            f"DATABASE_URL: the database already has a table {clash[0]} that Limber did not "
            "make; give Limber a database of its own."
        )


def _run_alembic(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415  see the module's docstring
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", "bot.store.db:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
