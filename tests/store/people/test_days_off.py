"""Days off in the database."""

from datetime import date

from sqlalchemy import event, func, select

from bot.domain.calendar.days_off import DateRange, DayKind
from bot.domain.members import Who
from bot.store.db import tables
from bot.store.db.database import Database
from bot.store.people import days_off, members
from bot.store.progress.rebuild import rebuild
from tests.store.rows import ANA, NOON, populate

BEN, CHLOE = Who("T1", "U2"), Who("T2", "U1")
CHRISTMAS, NEW_YEAR = date(2026, 12, 24), date(2027, 1, 2)
OWN = DateRange("1", CHRISTMAS, NEW_YEAR)
WORKS = DateRange("2", CHRISTMAS, CHRISTMAS, DayKind.WORKS)
SHARED = DateRange("3", NEW_YEAR, NEW_YEAR, DayKind.OFF, "Rest", for_all=True)


async def fill(database: Database) -> None:
    await populate(database, ANA, BEN, CHLOE, next_due_at=NOON)
    async with database.write() as connection:
        await days_off.add(connection, ANA, OWN)
        await days_off.add(connection, BEN, WORKS)
        await days_off.add(connection, ANA, SHARED)


async def count(database: Database) -> int | None:
    async with database.read() as connection:
        return await connection.scalar(select(func.count()).select_from(tables.days_off))


async def test_people_have_their_own_and_their_workspaces_days_off(database: Database) -> None:
    await fill(database)
    async with database.read() as connection:
        found = await days_off.of_members(connection, [ANA, BEN, CHLOE])
    assert found == {ANA: (OWN, SHARED), BEN: (WORKS, SHARED), CHLOE: ()}


async def test_a_batch_loads_days_off_with_one_query(database: Database) -> None:
    await fill(database)
    statements: list[str] = []
    engine = database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *facts: statements.append(str(facts[2])))
    async with database.write() as connection:
        due = await members.due(connection, NOON, 10)
    assert len([it for it in statements if "days_off" in it]) == 1
    by_who = {it.who: it.calendar.stretches for it in due}
    assert by_who == {ANA: (OWN, SHARED), BEN: (WORKS, SHARED), CHLOE: ()}
    assert len({id(it.preferences) for it in due}) == 1


async def test_days_off_are_deleted_with_their_owner(database: Database) -> None:
    await fill(database)
    async with database.write() as connection:
        await members.forget(connection, ANA)
    assert await count(database) == 2


async def test_days_off_of_another_workspace_cannot_be_removed(database: Database) -> None:
    await fill(database)
    async with database.write() as connection:
        await days_off.remove(connection, "T2", ["1", "3"])
    assert await count(database) == 3
    async with database.write() as connection:
        await days_off.remove(connection, "T1", ["1", "3"])
    assert await count(database) == 1


async def test_past_days_off_are_deleted(database: Database) -> None:
    await fill(database)
    async with database.write() as connection:
        await days_off.prune(connection, NEW_YEAR)
    assert await count(database) == 2


async def test_orphaned_rows_are_deleted(sqlite_url: str) -> None:
    async with Database.open(sqlite_url) as database:
        await fill(database)
        async with database.outside_transactions() as connection:
            await connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            await connection.exec_driver_sql("DELETE FROM members WHERE user_id = 'U1'")
            await connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        assert await count(database) == 3
        async with database.write() as connection:
            await rebuild(connection)
        assert await count(database) == 2
