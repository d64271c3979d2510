"""Opening, upgrading and using a database; one-line errors if that is impossible."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, insert, inspect, select, text
from sqlalchemy.exc import StatementError

from bot.domain.calendar.busy_signals import Signal
from bot.domain.calendar.work_week import Shift, WorkWeek
from bot.domain.exercises.exercise import Load, Position
from bot.domain.exercises.picking import Only
from bot.domain.members import Who
from bot.domain.settings.preferences import Pictures, Preferences, Rhythm
from bot.store.db.database import Database, DatabaseUnusable, address
from bot.store.db.tables import breaks, metadata, oauth_states
from bot.store.db.upgrades import known_revisions, revision, upgrade
from bot.store.people import members
from tests.conftest import PostgresServer, on_server

WORKSPACE_OF_BEFORE = """INSERT INTO workspaces
(id, app_id, bot_id, bot_user_id, scopes, installed_at)
VALUES ('T1', 'A1', 'B1', 'UBOT', '', '2026-11-23 12:00:00')"""
MEMBER_OF_BEFORE = """INSERT INTO members
(workspace_id, user_id, standing, zone, locale, work_week, interval_min, interval_max, positions,
pictures, listed, sitting_since, recent, nudged_count)
VALUES ('T1', :u, 'guest', 'Etc/UTC', 'en-US', '[[],[],[],[],[],[],[]]', 30, 40, :p,
'moving', false, '2026-11-23 12:00:00', '', 0)"""

MEMBER_WITH_SETTINGS = """INSERT INTO members
(workspace_id, user_id, standing, zone, locale, work_week, interval_min, interval_max, eyes_minutes,
walk_minutes, fixed_times, positions, kneeling, intermediate, only_if, left_out, areas_left_out,
spared, pictures, daily_cap, holidays, listed, nickname, daily_goal, unheeded, sitting_since,
recent, nudged_count, meeting_is_open, unanswered, presumed)
VALUES ('T1', 'U1', 'active', 'Europe/Berlin', 'de-DE', '[[[540,1020]],[],[],[],[],[],[]]', 50, 60, 20,
90, '600,750', 'seated', true, true, 'quiet', 'dead-bug,lizard-pose', 'neck',
'neck,wrist', 'still', 6, 'DE-BY', true, 'Ana', 3, 'away,dnd', '2026-11-23 12:00:00',
'', 0, false, 0, false)"""
BREAK_OF_BEFORE = """INSERT INTO breaks
(nudge_id, workspace_id, user_id, exercise_id, completed_at, day, zone, seconds, counts)
VALUES ('1', 'T1', 'U1', 'dead-bug', '2026-11-23 12:00:00', '2026-11-23', 'Etc/UTC', 60, true)"""


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
def test_plain_urls_are_accepted(given: str, opened: str) -> None:
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
def test_unusable_urls_are_refused(given: str, why: str) -> None:
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


async def test_a_file_that_is_not_a_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "limber.db"
    path.write_bytes(b"This is a shopping list. " * 100)
    assert "is not a SQLite database" in await refusal(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"This is a shopping list.")


async def test_a_damaged_database_is_refused(tmp_path: Path, sqlite_template: Path) -> None:
    path = tmp_path / "limber.db"
    whole = sqlite_template.read_bytes()
    path.write_bytes(whole[:1024] + b"\xff" * (len(whole) - 1024))
    assert "damaged" in await refusal(f"sqlite:///{path}")


@pytest.mark.parametrize("options", ["connect_timeout=5", "prepared_statement_cache_size=many"])
async def test_a_bad_postgres_option_gives_no_traceback(options: str) -> None:
    await refusal(f"postgresql://127.0.0.1:1/limber?{options}")


async def test_a_folder_that_cannot_be_created_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    line = await refusal(f"sqlite:///{tmp_path / 'file' / 'deeper' / 'limber.db'}")
    assert "cannot be" in line


async def test_a_folder_instead_of_a_file_is_refused(tmp_path: Path) -> None:
    assert "cannot be opened" in await refusal(f"sqlite:///{tmp_path}")


async def test_an_unreachable_server_is_refused() -> None:
    line = await refusal("postgresql://limber:secret@127.0.0.1:1/limber")
    assert "is the server up?" in line
    assert "secret" not in line


async def test_a_missing_database_is_refused(postgres: PostgresServer) -> None:
    assert "nowhere" in await refusal(postgres.url("nowhere"))


async def test_a_newer_database_is_left_alone(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnusable, match="newer Limber"):
        await upgrade(database)
    async with database.read() as connection:
        assert await revision(connection) == "9999"


async def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'theirs.db'}"
    async with Database.open(url) as database:
        async with database.write() as connection:
            await connection.execute(text("CREATE TABLE members (name TEXT)"))
        with pytest.raises(DatabaseUnusable, match="a database of its own"):
            await upgrade(database)


async def test_migrations_create_the_declared_schema(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))

    async with database.read() as connection:
        assert await connection.run_sync(differences) == []
        assert await revision(connection) == known_revisions()[-1]


async def test_partial_indexes_exist_on_both_databases(database: Database) -> None:
    def partial(connection: Connection) -> set[str | None]:
        return {
            index["name"]
            for table in metadata.tables
            for index in inspect(connection).get_indexes(table)
            if any(it.endswith("_where") for it in index.get("dialect_options", {}))
        }

    said = {
        index.name
        for table in metadata.tables.values()
        for index in table.indexes
        if index.dialect_options["sqlite"]["where"] is not None
    }
    async with database.read() as connection:
        assert await connection.run_sync(partial) == said != set()


@pytest.fixture(params=["sqlite", "postgres"])
async def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of an empty database, of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'limber.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    await on_server(server, "CREATE DATABASE bare")
    yield server.url("bare")
    await on_server(server, "DROP DATABASE bare WITH (FORCE)")


def upgraded_to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", "bot.store.db:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


async def test_an_upgrade_keeps_allowed_exercises(bare_url: str) -> None:
    """The floor included kneeling before, and no exercise could be left out."""

    async with Database.open(bare_url) as database:
        async with database.write() as connection:
            await connection.run_sync(upgraded_to, "0001")
            await connection.execute(text(WORKSPACE_OF_BEFORE))
            for user, positions in (("U1", "floor,seated"), ("U2", "seated,standing")):
                await connection.execute(text(MEMBER_OF_BEFORE), {"u": user, "p": positions})
        await upgrade(database)
        async with database.read() as connection:
            found = [await members.find(connection, Who("T1", it)) for it in ("U1", "U2")]
    kept = [it.preferences for it in found if it is not None]
    assert [it.kneeling for it in kept] == [True, False]
    assert [(it.left_out, it.areas_left_out, it.only) for it in kept] == [(frozenset(),) * 3] * 2


async def test_an_upgrade_moves_settings_into_one_document(bare_url: str) -> None:
    """Rebuilding the table must not delete the breaks of members by cascade."""
    async with Database.open(bare_url) as database:
        async with database.write() as connection:
            await connection.run_sync(upgraded_to, "0012")
            await connection.execute(
                text(
                    WORKSPACE_OF_BEFORE.replace("scopes,", "scopes, boards_off,").replace(
                        "'', '2026", "'', '', '2026"
                    )
                )
            )
            await connection.execute(text(MEMBER_WITH_SETTINGS))
            await connection.execute(text(BREAK_OF_BEFORE))
        await upgrade(database)
        async with database.read() as connection:
            found = await members.find(connection, Who("T1", "U1"))
            taken = await connection.scalar(select(func.count()).select_from(breaks))
    assert found is not None
    assert found.preferences == Preferences(
        week=WorkWeek(((Shift(540, 1020),), *((),) * 6)),
        holidays="DE-BY",
        rhythm=Rhythm(50, 60),
        eyes_minutes=20,
        walk_minutes=90,
        fixed_times=(600, 750),
        unheeded=frozenset({Signal.DND, Signal.AWAY}),
        positions=frozenset({Position.SEATED}),
        kneeling=True,
        intermediate=True,
        only=frozenset({Only.QUIET}),
        spared=frozenset({Load.NECK, Load.WRIST}),
        areas_left_out=frozenset({"neck"}),
        left_out=frozenset({"lizard-pose", "dead-bug"}),
        pictures=Pictures.STILL,
        daily_cap=6,
        daily_goal=3,
        listed=True,
        nickname="Ana",
    )
    assert taken == 1


async def test_upgrading_is_idempotent(tmp_path: Path) -> None:
    async with Database.open(f"sqlite:///{tmp_path / 'new' / 'limber.db'}") as database:
        assert await upgrade(database)
        assert not await upgrade(database)


async def test_instants_are_read_back_in_utc(database: Database) -> None:
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


async def test_a_read_is_one_snapshot(database: Database) -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    question = select(oauth_states.c.state)
    async with database.read() as reading:
        assert await reading.scalar(question) is None
        async with database.write() as connection:
            await connection.execute(insert(oauth_states).values(state="s", expires_at=at))
        assert await reading.scalar(question) is None
    async with database.read() as reading:
        assert await reading.scalar(question) == "s"


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_a_read_only_server_is_refused(database: Database, database_url: str) -> None:
    await database.check()
    name = database_url.partition("?")[0].rpartition("/")[2]
    async with database.outside_transactions() as connection:
        await connection.execute(
            text(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        )
    assert "takes no writes" in await refusal(database_url)


async def test_a_failed_write_is_rolled_back(database: Database) -> None:
    with pytest.raises(RuntimeError):
        async with database.write() as connection:
            at = datetime(2026, 11, 23, tzinfo=UTC)
            await connection.execute(insert(oauth_states).values(state="s", expires_at=at))
            raise RuntimeError
    async with database.read() as connection:
        assert await connection.scalar(select(oauth_states.c.state)) is None
