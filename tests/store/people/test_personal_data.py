"""Export finds the rows of a person in every table, and forgetting deletes them all."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import ForeignKeyConstraint, Table, Text, func, select

from bot.domain.members import Who
from bot.store.db.database import Database
from bot.store.db.tables import charts, days_off, metadata, nudges, workspaces
from bot.store.people import exports, file_deletions, personal_data
from bot.store.progress.rebuild import rebuild
from tests.filling import fill, mark
from tests.store.rows import ANA, NOON, populate

BEN = Who("T1", "U2")

NAMES_NOBODY = {
    "breaks": "nudge_id exercise_id zone",
    "charts": "file_id",
    "days_off": "id kind name",
    "exports": "files",
    "leftovers": "file_id",
    "met_exercises": "exercise_id cautions",
    "members": "standing zone locale preferences nickname due_reason next_exercise_id recent "
    "plan_id plan_done held_for",
    "nudges": "id exercise_id state channel_id message_ts error answer_url",
    "oauth_states": "state",
    "pictures": "name file_id",
    "session_people": "session_id",
    "sessions": "id channel_id exercise_id locale zone state drawn message_ts",
    "team_days": "channel_id",
    "team_members": "channel_id",
    "team_standings": "channel_id",
    "teams": "channel_id zone locale",
    "workspaces": "id app_id bot_id bot_user_id bot_token scopes look_cursor boards_off",
}
"""Text columns that name no person. Before adding one, check what `/stretch export` and `/stretch
forget-me` do with it."""


def test_every_column_is_classified_as_personal_or_not() -> None:
    for table in metadata.tables.values():
        texts = {it.name for it in table.c if isinstance(it.type, Text)}
        named = {it.name for it in table.c if it.name == "user_id" or it in personal_data.NAMING}
        known = {*named, "workspace_id", *NAMES_NOBODY.get(table.name, "").split()}
        assert texts <= known, (
            f"{table.name}: does {sorted(texts - known)} name a person? If so, "
            "bot/store/people/personal_data.py must know; if not, say so in NAMES_NOBODY."
        )


def is_deleted_with_a_person(table: Table) -> bool:
    """Whether rows are deleted with their person by cascade, directly or through other tables."""
    keys = [it for it in table.constraints if isinstance(it, ForeignKeyConstraint)]
    parents = [it.referred_table for it in keys if "user_id" in it.column_keys and it.ondelete]
    return table.name == "members" or any(is_deleted_with_a_person(it) for it in parents)


def test_erasing_a_person_deletes_all_their_rows() -> None:
    assert [it.name for it in personal_data.PERSONAL if not is_deleted_with_a_person(it)] == []


async def filled(database: Database) -> None:
    """Fills every table with rows of Ana and Ben."""
    await populate(database, ANA, BEN)
    async with database.write() as connection:
        await fill(connection, [ANA, BEN], NOON)
        for table in metadata.sorted_tables:
            assert await connection.scalar(select(func.count()).select_from(table)), table.name


async def test_an_export_has_only_that_persons_rows(database: Database) -> None:
    await filled(database)
    async with database.read() as connection:
        found = await personal_data.everything(connection, ANA)
        for table in personal_data.PERSONAL:
            mine = select(table).where(table.c.user_id == "U1")
            rows = [dict(it._mapping) for it in await connection.execute(mine)]
            assert found[table.name] == rows, table.name
            assert rows, table.name
    for name in ("teams", "sessions"):
        assert len(found[name]) == 1, name
    assert found["workspaces"] == [{"id": "T1", "installed_at": NOON, "installer_user_id": "U1"}]
    assert mark(ANA) in repr(found)
    assert mark(BEN) not in repr(found)
    assert "U2" not in repr(found)


async def test_a_forgotten_person_is_named_nowhere(database: Database) -> None:
    await filled(database)
    async with database.write() as connection:
        others = await personal_data.everything(connection, BEN)
        assert await personal_data.is_known(connection, ANA)
        await personal_data.forget(connection, ANA)
        for table in metadata.sorted_tables:
            rows = (await connection.execute(select(table))).all()
            assert not [it for it in rows if "U1" in it], table.name
        assert not await personal_data.is_known(connection, ANA)
        assert await personal_data.everything(connection, BEN) == others
        await personal_data.forget(connection, ANA)


async def test_an_installer_who_is_not_a_member_is_known(database: Database) -> None:
    await populate(database, BEN)
    async with database.write() as connection:
        assert not await personal_data.is_known(connection, ANA)
        await connection.execute(workspaces.update().values(installer_user_id="U1"))
        assert await personal_data.is_known(connection, ANA)
        assert not await personal_data.is_known(connection, Who("T2", "U1"))


async def test_an_export_is_claimed_once_a_minute(database: Database) -> None:
    await populate(database, ANA, BEN)
    async with database.write() as connection:
        at, last = NOON, NOON.replace(hour=11, minute=59)
        assert await exports.claim(connection, ANA, at, last)
        assert not await exports.claim(connection, ANA, at, last)
        assert await exports.claim(connection, BEN, at, last)
        later = NOON.replace(minute=1)
        assert await exports.claim(connection, ANA, later, NOON)


async def test_the_files_of_a_person_are_exports_and_charts(database: Database) -> None:
    await populate(database, ANA)
    async with database.write() as connection:
        assert not await exports.keep(connection, ANA, ["F1"])
        assert await personal_data.files(connection, ANA) == []
        await exports.claim(connection, ANA, NOON, NOON)
        assert await exports.keep(connection, ANA, ["F1", "F2"])
        await connection.execute(
            charts.insert().values(**ANA._asdict(), file_id="F3", drawn_at=NOON)
        )
        assert sorted(await personal_data.files(connection, ANA)) == ["F1", "F2", "F3"]


@pytest.mark.parametrize("most", [1, 10])
async def test_files_stay_queued_until_deleted(database: Database, most: int) -> None:
    await populate(database, ANA)
    async with database.write() as connection:
        await file_deletions.add(connection, "T1", [], NOON)
        await file_deletions.add(connection, "T1", ["F1", "F2"], NOON)
        await file_deletions.add(connection, "T1", ["F2"], NOON.replace(hour=13))
        first = await file_deletions.due(connection, NOON, most, most)
        assert [it.file_id for it in first] == ["F1", "F2"][:most]
        await file_deletions.remove(connection, first[:1])
        assert [it.file_id for it in await file_deletions.due(connection, NOON, 10, 10)] == ["F2"]
        assert await file_deletions.give_up(connection, NOON) == 0
        assert await file_deletions.give_up(connection, NOON.replace(hour=13)) == 1


async def test_a_rebuild_deletes_orphaned_rows_of_people(
    sqlite_url: str,
) -> None:
    async with Database.open(sqlite_url) as database:
        await filled(database)
        async with database.write() as connection:
            everyones = {"user_id": None, "id": "1", "kind": "off", "name": "Eve"}
            days = {"workspace_id": "T1", "first_day": NOON.date(), "last_day": NOON.date()}
            await connection.execute(days_off.insert().values(**everyones, **days))
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as plain:
            plain.execute("DELETE FROM members WHERE user_id = 'U1'")
            plain.commit()
        async with database.write() as connection:
            await rebuild(connection)
            for table in personal_data.PERSONAL:
                owners = set(await connection.scalars(select(table.c.user_id)))
                everybodys = {None} if table is days_off else set()
                assert owners - {"U2"} == everybodys, table.name


def bytes_on_disk(sqlite_url: str) -> bytes:
    """The bytes of the database file and of its WAL and shared memory files."""
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    return b"".join(it.read_bytes() for it in file.parent.glob(f"{file.name}*"))


async def add_cards(database: Database, crowd: list[Who]) -> None:
    """Adds cards of each person in random order."""
    random = Random(7)
    card = {"exercise_id": "x", "asked": False, "state": "done", "stage": 0, "created_at": NOON}
    for _ in range(10):
        async with database.write() as connection:
            for who in random.sample(crowd, len(crowd)):
                id_ = f"{random.getrandbits(128):032x}"
                await connection.execute(nudges.insert().values(**who._asdict(), **card, id=id_))


def delete_without_overwriting(sqlite_url: str) -> None:
    """Deletes old cards without overwriting their bytes, as most builds of SQLite do."""
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("DELETE FROM nudges WHERE id > '4'")
        connection.commit()


async def test_deleted_data_is_overwritten_in_the_file(sqlite_url: str) -> None:
    """In unused pages, in gaps within used pages, and in the WAL."""
    crowd = [Who("T1", f"U0LOST{n:04d}") for n in range(80)]
    gone, kept = ([it.user_id.encode() for it in half] for half in (crowd[:40], crowd[40:]))
    async with Database.open(sqlite_url) as database:
        await populate(database, *crowd)
        await add_cards(database, crowd)
        await asyncio.to_thread(delete_without_overwriting, sqlite_url)
        async with database.write() as connection:
            for who in crowd[:40]:
                await personal_data.forget(connection, who)
        assert any(it in bytes_on_disk(sqlite_url) for it in gone)
        await database.shred()
        assert not database.owes_shredding
        left = bytes_on_disk(sqlite_url)
        assert [it for it in gone if it in left] == []
        assert all(it in left for it in kept)
