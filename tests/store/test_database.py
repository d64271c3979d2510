"""Opening a database, and saying in one line why it cannot be used."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import StatementError

from bot.store.database import Database, DatabaseUnusable, address
from bot.store.tables import metadata, oauth_states
from bot.store.upgrades import known_revisions, revision, upgrade
from tests.conftest import PostgresServer


@pytest.mark.parametrize(
    ("given", "opened"),
    [
        ("sqlite:///data/limber.db", "sqlite+aiosqlite:///data/limber.db"),
        ("sqlite:////var/limber.db", "sqlite+aiosqlite:////var/limber.db"),
        ("postgresql://u:p@db/limber", "postgresql+asyncpg://u:p@db/limber"),
        ("postgres://u:p@db/limber", "postgresql+asyncpg://u:p@db/limber"),
        ("postgresql+asyncpg://u:p@db/limber", "postgresql+asyncpg://u:p@db/limber"),
        ("postgresql://db/limber?sslmode=require", "postgresql+asyncpg://db/limber?ssl=require"),
        ("postgresql://db/l?connect_timeout=5", "postgresql+asyncpg://db/l?timeout=5"),
    ],
)
def test_plain_addresses_are_accepted(given: str, opened: str) -> None:
    assert address(given).render_as_string(hide_password=False) == opened


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("", "is not an address"),
        ("limber.db", "is not an address"),
        ("mysql://db/limber", "asks for mysql"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///limber.db?mode=ro", r"does not know \(mode\)"),
        ("postgresql://u:p@db:abc/limber", "is not an address"),
        ("postgresql://u:p@db:99999/limber", "a port is a number"),
        ("postgresql://db/limber?foo=bar&zip=1", r"does not know \(foo, zip\)"),
        ("postgresql://db/limber?connect_timeout=soon", "a number of seconds"),
        ("postgresql://u:top@secret@db/limber", "as %40"),
        ("postgresql://u:top/se@cret@db/limber", "as %40"),
    ],
)
def test_other_addresses_are_refused(given: str, why: str) -> None:
    with pytest.raises(DatabaseUnusable, match=why) as refused:
        address(given)
    assert str(refused.value).startswith("DATABASE_URL")
    assert "cret" not in str(refused.value)


async def refusal(url: str) -> str:
    with pytest.raises(DatabaseUnusable) as refused:
        async with Database.open(url) as database:
            await upgrade(database)
    line = str(refused.value)
    assert line.startswith("DATABASE_URL")
    assert "\n" not in line
    return line


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "limber.db"
    path.write_bytes(b"This is a shopping list. " * 100)
    assert "is not a SQLite database" in await refusal(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"This is a shopping list.")


async def test_a_damaged_database(tmp_path: Path, sqlite_template: Path) -> None:
    path = tmp_path / "limber.db"
    whole = sqlite_template.read_bytes()
    path.write_bytes(whole[:1024] + b"\xff" * (len(whole) - 1024))
    assert "damaged" in await refusal(f"sqlite:///{path}")


@pytest.mark.parametrize("options", ["connect_timeout=5", "prepared_statement_cache_size=many"])
async def test_an_option_of_postgres_never_ends_in_a_traceback(options: str) -> None:
    await refusal(f"postgresql://127.0.0.1:1/limber?{options}")


async def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    line = await refusal(f"sqlite:///{tmp_path / 'file' / 'deeper' / 'limber.db'}")
    assert "cannot be" in line


async def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    assert "cannot be opened" in await refusal(f"sqlite:///{tmp_path}")


async def test_a_server_that_is_not_there() -> None:
    line = await refusal("postgresql://limber:secret@127.0.0.1:1/limber")
    assert "is the server up?" in line
    assert "secret" not in line


async def test_a_database_that_is_not_there(postgres: PostgresServer) -> None:
    assert "nowhere" in await refusal(postgres.url("nowhere"))


async def test_a_newer_database_is_left_alone(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnusable, match="newer Limber"):
        await upgrade(database)
    async with database.read() as connection:
        assert await revision(connection) == "9999"


async def test_a_strangers_database_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'theirs.db'}"
    async with Database.open(url) as database:
        async with database.write() as connection:
            await connection.execute(text("CREATE TABLE members (name TEXT)"))
        with pytest.raises(DatabaseUnusable, match="a database of its own"):
            await upgrade(database)


async def test_an_upgraded_database_has_the_tables_of_the_code(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with database.read() as connection:
        assert await connection.run_sync(differences) == []
        assert await revision(connection) == known_revisions()[-1]


async def test_an_upgrade_happens_once(tmp_path: Path) -> None:
    async with Database.open(f"sqlite:///{tmp_path / 'new' / 'limber.db'}") as database:
        assert await upgrade(database)
        assert not await upgrade(database)


async def test_instants_keep_their_zone(database: Database) -> None:
    at = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
    async with database.write() as connection:
        await connection.execute(insert(oauth_states).values(state="s", expires_at=at))
        assert await connection.scalar(select(oauth_states.c.expires_at)) == at


async def test_a_naive_instant_is_refused(database: Database) -> None:
    async with database.write() as connection:
        with pytest.raises(StatementError, match="naive"):
            await connection.execute(
                insert(oauth_states).values(state="s", expires_at=datetime(2026, 11, 23))
            )


async def test_what_fails_is_undone(database: Database) -> None:
    with pytest.raises(RuntimeError):
        async with database.write() as connection:
            at = datetime(2026, 11, 23, tzinfo=UTC)
            await connection.execute(insert(oauth_states).values(state="s", expires_at=at))
            raise RuntimeError
    async with database.read() as connection:
        assert await connection.scalar(select(oauth_states.c.state)) is None
