"""Opens the database, and offers its read and write transactions.

SQLite and Postgres run the same statements. Two things differ: a write transaction on SQLite takes
the write lock when it begins, so that it cannot fail halfway for want of it; and URLs are written
differently.
"""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Set
from contextlib import asynccontextmanager, closing, nullcontext
from pathlib import Path
from typing import Self

from sqlalchemy import URL, Connection, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import CannotStart

WRITES = "limber_writes"
POOL_SIZE = 5
"""Connections kept open; SQLAlchemy opens up to ten more when all are in use."""
BUSY_TIMEOUT_S = 10
"""Seconds that SQLite waits while another process writes."""
_ONE_STATE = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""Read transactions see one snapshot. SQLite does so by default; Postgres gets these options in the
same round trip as BEGIN."""
_IS_READ_ONLY = text("SELECT current_setting('transaction_read_only')::boolean")


_NO_ADDRESS = (
    "DATABASE_URL is not an address; write sqlite:///path/to/limber.db or "
    "postgresql://user:password@host/name, with @, : and / in a password as %40, %3A and %2F."
)
_LIBPQ_NAMES = {"sslmode": "ssl", "connect_timeout": "timeout"}
_ASYNCPG_OPTIONS = frozenset(
    {"host", "passfile", "port", "prepared_statement_cache_size", "ssl", "target_session_attrs"}
    | {"timeout"}
)


class DatabaseUnusable(CannotStart):
    """The database cannot be used."""


def address(url: str) -> URL:
    """The SQLAlchemy URL of a plain `sqlite:///…` or `postgresql://…` one. Raises DatabaseUnusable
    for any other."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: the port is not a number
        raise DatabaseUnusable(_NO_ADDRESS) from None
    if "@" in (parsed.host or ""):
        raise DatabaseUnusable(
            "DATABASE_URL has more than one @; write those in the user or password as %40."
        )
    match parsed.get_backend_name():
        case "sqlite":
            if parsed.database in {None, "", ":memory:"}:
                raise DatabaseUnusable(
                    "DATABASE_URL names no file; write sqlite:///path/to/limber.db."
                )
            _refuse_options(parsed, frozenset())
            return parsed.set(drivername="sqlite+aiosqlite")
        case "postgresql" | "postgres":
            return _for_asyncpg(parsed)
        case other:
            raise DatabaseUnusable(
                f"DATABASE_URL asks for {other}; Limber knows sqlite:///… and postgresql://…."
            )


def _for_asyncpg(url: URL) -> URL:
    """Translates libpq's options to the names that asyncpg uses."""
    _refuse_options(url, _LIBPQ_NAMES.keys() | _ASYNCPG_OPTIONS)
    named = {_LIBPQ_NAMES.get(name, name): it for name, it in url.query.items()}
    if not str(named.get("timeout", "1")).isdecimal():
        raise DatabaseUnusable("DATABASE_URL: connect_timeout is a number of seconds.")
    if not 0 < (url.port or 1) < 65536:
        raise DatabaseUnusable("DATABASE_URL: a port is a number from 1 to 65535.")
    return url.set(drivername="postgresql+asyncpg", query=named)


def _refuse_options(url: URL, known: Set[str]) -> None:
    """Raises DatabaseUnusable for a URL option that would have no effect."""
    unknown = sorted(url.query.keys() - known)
    if unknown:
        raise DatabaseUnusable(
            f"DATABASE_URL has options that Limber does not know ({', '.join(unknown)}); "
            "leave them out."
        )


class Database:
    """An open database. All access goes through `read` and `write`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**{WRITES: True})
        self._reader = engine if self.is_sqlite else engine.execution_options(**_ONE_STATE)
        self._one_writer = asyncio.Lock() if self.is_sqlite else nullcontext()
        self._owes_shredding = False
        """Whether deleted data may still be in the file's unused bytes."""

    @property
    def is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    @property
    def name(self) -> str:
        """Names the database for logs and messages, without the password."""
        url = self._engine.url
        if self.is_sqlite:
            return f"SQLite at {Path(url.database or '').absolute()}"
        return f"Postgres at {_shown(url)}"

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, *, create: bool = True) -> AsyncIterator[Self]:
        """Connects, and closes every connection at the end.

        Creates a missing SQLite file unless `create` is False. Raises DatabaseUnusable if the file
        or the server cannot be used.
        """
        parsed = address(url)
        if parsed.get_backend_name() == "sqlite":
            await asyncio.to_thread(_probe_file, parsed, create=create)
        engine = _engine(parsed)
        try:
            database = cls(engine)
            await database.check()
            yield database
        except DatabaseError as error:
            if not is_damage(error):
                raise
            raise DatabaseUnusable(_explained(parsed, error)) from error
        finally:
            await engine.dispose()

    async def check(self) -> None:
        """Raises DatabaseUnusable unless the database answers and accepts writes."""
        try:
            async with self._writer.connect() as connection:
                read_only = not self.is_sqlite and await connection.scalar(_IS_READ_ONLY)
                await connection.rollback()
        except (DBAPIError, OSError, ValueError) as error:
            raise DatabaseUnusable(_explained(self._engine.url, error)) from error
        if read_only:
            raise DatabaseUnusable(
                f"DATABASE_URL: {_shown(self._engine.url)} takes no writes (a standby, or set to "
                "read only); name the primary server."
            )

    async def check_pages(self, *, up_to: int | None = None) -> None:
        """Raises DatabaseUnusable if a SQLite file is damaged. Skips files larger than `up_to`
        bytes."""
        path = self._engine.url.database
        if not self.is_sqlite or path is None:
            return
        if up_to is not None and (await asyncio.to_thread(os.stat, path)).st_size > up_to:
            return
        async with self.read() as connection:
            said = await connection.scalar(text("PRAGMA quick_check"))
        if said != "ok":
            first = str(said).strip().splitlines()[-1]
            raise DatabaseUnusable(
                f"DATABASE_URL: {path} is damaged ({first}); "
                "restore a backup (limber db backup makes them)."
            )

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A read-only transaction with one consistent snapshot."""
        async with self._reader.connect() as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that commits at the end, or rolls back on an exception.

        Never await Slack inside: other transactions wait for its locks.
        """
        async with self._one_writer, self._writer.begin() as connection:
            yield connection

    @asynccontextmanager
    async def migrate(self) -> AsyncIterator[AsyncConnection]:
        """A write transaction that may rebuild tables.

        SQLite's foreign keys are off, so that dropping the old table deletes no rows elsewhere
        (sqlite.org/lang_altertable.html).
        """
        async with self._one_writer, self._writer.connect() as connection:
            await self._enforce_foreign_keys(connection, on=False)
            try:
                async with connection.begin():
                    yield connection
            finally:
                await self._enforce_foreign_keys(connection, on=True)

    async def _enforce_foreign_keys(self, connection: AsyncConnection, *, on: bool) -> None:
        """Call this outside a transaction: SQLite ignores the pragma inside one."""
        if self.is_sqlite:
            raw = await connection.get_raw_connection()
            assert raw.driver_connection is not None
            await raw.driver_connection.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")

    async def shred(self) -> None:
        """Overwrites deleted data, which SQLite otherwise keeps in unused bytes of its files.

        Rewrites the file, which takes a second or two for a million breaks; writers wait. Raises
        DBAPIError if that is impossible now. Does nothing on Postgres, whose vacuum does it.
        """
        if not self.is_sqlite:
            return
        self._owes_shredding = True
        async with self._one_writer, self.outside_transactions() as connection:
            await connection.execute(text("VACUUM"))
            emptied = await connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            self._owes_shredding = emptied.one()[0] != 0

    @property
    def owes_shredding(self) -> bool:
        return self._owes_shredding

    async def finish_shredding(self) -> None:
        """Retries a shredding that failed."""
        if self._owes_shredding:
            await self.shred()

    @asynccontextmanager
    async def outside_transactions(self) -> AsyncIterator[AsyncConnection]:
        """An autocommit connection, for statements that the database refuses in a transaction."""
        engine = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            yield connection


def _engine(url: URL) -> AsyncEngine:
    if url.get_backend_name() != "sqlite":
        return _postgres_engine(url)
    engine = create_async_engine(
        url,
        pool_size=POOL_SIZE,
        hide_parameters=True,  # errors are logged, and must not contain people's ids
        connect_args={"timeout": BUSY_TIMEOUT_S},
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _postgres_engine(url: URL) -> AsyncEngine:
    try:
        return create_async_engine(
            url,
            pool_size=POOL_SIZE,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args=_seconds(url),
        )
    except (ArgumentError, ValueError):  # of an option's value
        raise DatabaseUnusable(_NO_ADDRESS) from None


def _seconds(url: URL) -> dict[str, float]:
    """The timeout in a URL's options as the number of seconds that asyncpg expects."""
    asked = url.query.get("timeout")
    return {"timeout": float(asked)} if isinstance(asked, str) else {}


def _probe_file(url: URL, *, create: bool) -> None:
    """Opens the file once without the pool, to fail early with a clear error."""
    assert url.database is not None
    path = Path(url.database).absolute()
    if not create and not path.exists():
        raise DatabaseUnusable(f"DATABASE_URL: there is no database at {path}.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_S)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
    except (sqlite3.Error, OSError) as error:
        raise DatabaseUnusable(_explained(url, error)) from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is sent by _begin_sqlite, not by the driver
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",  # zeroes deleted data at once, before any shredding
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":
        return
    writes = options.get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_damage(error: DBAPIError) -> bool:
    """Whether SQLite reported a damaged file."""
    return "malformed" in str(error.orig)


def _explained(url: URL, error: Exception) -> str:
    """One line for the operator: what is wrong with the database, and how to fix it."""
    said = str(getattr(error, "orig", None) or error).strip().splitlines() or [repr(error)]
    if url.get_backend_name() != "sqlite":
        return f"DATABASE_URL: {_shown(url)} cannot be reached ({said[0]}); is the server up?"
    reasons = {
        "not a database": "is not a SQLite database; name another file or restore a backup",
        "malformed": "is damaged; restore a backup (limber db backup makes them)",
        "unable to open": "cannot be opened; let Limber's user read and write its folder",
        "readonly": "cannot be written; let Limber's user write the file and its folder",
        "locked": "is locked by another program; stop that one first",
    }
    mend = next((it for key, it in reasons.items() if key in said[0]), None)
    return f"DATABASE_URL: {url.database} {mend or f'cannot be used ({said[0]})'}."


def _shown(url: URL) -> str:
    """The URL without the password."""
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)
