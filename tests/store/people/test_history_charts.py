"""History charts in the database, and the queue of files to delete."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from bot.domain.members import Who
from bot.store.db.database import Database
from bot.store.db.tables import charts as charts_table
from bot.store.db.tables import leftovers as leftovers_table
from bot.store.people import file_deletions, history_charts, members, workspaces
from bot.store.people.file_deletions import Leftover
from tests.store.rows import ANA, NOON, populate

BEN, CHLOE = Who("T1", "U2"), Who("T2", "U1")
MINUTE = timedelta(minutes=1)


async def begun(database: Database, who: Who, at: timedelta = timedelta()) -> bool:
    async with database.write() as connection:
        return await history_charts.claim(connection, who, NOON + at, NOON + at - MINUTE)


async def replaced(database: Database, who: Who, file_id: str) -> bool:
    async with database.write() as connection:
        return await history_charts.replace(connection, who, file_id, NOON)


async def gone(database: Database) -> list[tuple[str, str]]:
    async with database.read() as connection:
        rows = await connection.execute(
            select(leftovers_table.c.workspace_id, leftovers_table.c.file_id).order_by(
                leftovers_table.c.file_id
            )
        )
        return [(row[0], row[1]) for row in rows]


async def test_a_chart_is_claimed_once_a_minute(database: Database) -> None:
    await populate(database, ANA, BEN)
    many = await asyncio.gather(*(begun(database, ANA) for _ in range(8)))
    assert sorted(many) == [False] * 7 + [True]
    assert await begun(database, BEN)
    assert not await begun(database, ANA, MINUTE - timedelta(seconds=1))
    assert await begun(database, ANA, MINUTE)


async def test_a_newer_chart_replaces_the_previous_one(database: Database) -> None:
    await populate(database, ANA)
    await begun(database, ANA)
    assert await replaced(database, ANA, "F1")
    assert await gone(database) == []
    assert await replaced(database, ANA, "F2")
    assert await gone(database) == [("T1", "F1")]


async def test_a_chart_that_arrives_after_forgetting_is_deleted(database: Database) -> None:
    await populate(database, ANA)
    await begun(database, ANA)
    await replaced(database, ANA, "F1")
    async with database.write() as connection:
        await history_charts.discard(connection, ANA, NOON)
        await members.forget(connection, ANA)
    assert not await replaced(database, ANA, "F2")
    assert await gone(database) == [("T1", "F1"), ("T1", "F2")]


async def test_old_charts_are_deleted_in_batches(database: Database) -> None:
    await populate(database, ANA, BEN, CHLOE)
    for who, file_id, at in ((ANA, "F1", 0), (BEN, "F2", 1), (CHLOE, "F3", 2)):
        await begun(database, who, at * MINUTE)
        await replaced(database, who, file_id)
    async with database.write() as connection:
        assert await history_charts.discard_older(connection, NOON, NOON, 10) == 0
        assert await history_charts.discard_older(connection, NOON + 2 * MINUTE, NOON, 1) == 1
        assert await history_charts.discard_older(connection, NOON + 2 * MINUTE, NOON, 10) == 1
    assert await gone(database) == [("T1", "F1"), ("T1", "F2")]
    async with database.read() as connection:
        assert list(await connection.scalars(select(charts_table.c.file_id))) == ["F3"]


async def filled(database: Database) -> None:
    """Queues six files of one workspace, then one of another."""
    await populate(database, ANA, CHLOE)
    for n in range(6):
        await begun(database, ANA, n * MINUTE)
        await replaced(database, ANA, f"F{n}")
    await begun(database, CHLOE)
    await replaced(database, CHLOE, "G0")
    async with database.write() as connection:
        await history_charts.discard(connection, ANA, NOON + MINUTE)
        await history_charts.discard(connection, CHLOE, NOON + 2 * MINUTE)


async def test_no_workspace_starves_another(database: Database) -> None:
    await filled(database)
    async with database.read() as connection:
        assert await file_deletions.next_due_at(connection) == NOON
        early = await file_deletions.due(connection, NOON, 10, 4)
        due = await file_deletions.due(connection, NOON + 2 * MINUTE, 10, 4)
        few = await file_deletions.due(connection, NOON + 2 * MINUTE, 2, 4)
    assert [it.file_id for it in early] == ["F0", "F1", "F2", "F3"]
    assert [it.file_id for it in due] == ["F0", "F1", "F2", "F3", "G0"]
    assert [it.file_id for it in few] == ["F0", "F1"]


async def test_a_deletion_is_claimed_once(database: Database) -> None:
    await filled(database)
    file = Leftover("T1", "F0", NOON)

    async def claimed() -> bool:
        async with database.write() as connection:
            return await file_deletions.claim(connection, file, NOON + MINUTE)

    assert sorted(await asyncio.gather(*(claimed() for _ in range(5)))) == [False] * 4 + [True]
    async with database.write() as connection:
        await file_deletions.remove(connection, [file])
        found = await file_deletions.due(connection, NOON + MINUTE, 10, 10)
    assert [it.file_id for it in found] == ["F1", "F2", "F3", "F4", "F5"]


async def test_uninstalling_deletes_the_queue(database: Database) -> None:
    await filled(database)
    async with database.write() as connection:
        await workspaces.remove(connection, "T1")
    assert await gone(database) == [("T2", "G0")]
