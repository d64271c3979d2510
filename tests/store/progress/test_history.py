"""The log of breaks and its summaries: idempotent, consistent, and equal to a rebuild."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot.domain.members import Who
from bot.domain.progress.streaks import Day, Streak
from bot.store.db.database import Database
from bot.store.db.tables import breaks, days, group_weeks, metadata, streaks, weeks
from bot.store.people import members
from bot.store.progress import history, streak_records, week_totals, workdays
from bot.store.progress.history import Break
from bot.store.progress.rebuild import rebuild
from bot.store.progress.week_totals import GroupWeek
from bot.store.progress.workdays import Workday
from tests.store.rows import ANA, NOON, populate

MONDAY = date(2026, 11, 23)
BEN = Who("T1", "U2")


_minutes = count(0, 10)


def done(id_: str, who: Who = ANA, day: date = MONDAY, at: datetime | None = None) -> Break:
    """A break; by default ten minutes after the previous one."""
    return Break(
        nudge_id=id_,
        workspace_id=who.workspace_id,
        user_id=who.user_id,
        exercise_id="dead-bug",
        completed_at=at or NOON + timedelta(minutes=next(_minutes)),
        day=day,
        zone="Europe/Berlin",
        seconds=90,
    )


async def take(database: Database, it: Break, *, scheduled: bool = True, goal: int = 1) -> Streak:
    """Takes a break; returns the streak afterwards."""
    async with database.write() as connection:
        await history.take_break(connection, it, scheduled=scheduled, goal=goal)
        return await streak_records.streak(connection, it.who, it.day)


async def test_a_card_is_logged_once(database: Database) -> None:
    await populate(database, ANA)
    taken = await asyncio.gather(*(take(database, done("n1")) for _ in range(5)))
    assert {it.breaks for it in taken} == {1}
    async with database.read() as connection:
        assert await workdays.day(connection, Workday(ANA, MONDAY, True, 1)) == Day(
            MONDAY, True, 0, 1
        )
        assert await week_totals.breaks_in(connection, ANA, MONDAY) == 1
        assert await week_totals.group_week(connection, "T1", MONDAY) == GroupWeek(1, 1)


async def test_concurrent_breaks_all_count(database: Database) -> None:
    people = [Who("T1", f"U{n}") for n in range(12)]
    await populate(database, *people)
    await asyncio.gather(
        *(take(database, done(f"{who.user_id}-{n}", who)) for who in people for n in range(3))
    )
    async with database.read() as connection:
        assert await week_totals.group_week(connection, "T1", MONDAY) == GroupWeek(12, 36)


async def test_a_missed_workday_ends_the_streak(database: Database) -> None:
    await populate(database, ANA)
    await take(database, done("n1"))
    async with database.write() as connection:
        await history.count_nudges(
            connection, [Workday(ANA, MONDAY + timedelta(days=1), True, 1)] * 3
        )
        tuesday, wednesday = (MONDAY + timedelta(days=n) for n in (1, 2))
        assert (await streak_records.streak(connection, ANA, tuesday)).current == 1
        assert (await streak_records.streak(connection, ANA, wednesday)).current == 0
    assert await take(database, done("n2", day=wednesday)) == Streak(1, 1, wednesday, 2, 180, 0, 2)


async def test_a_day_without_nudges_does_not_end_a_streak(database: Database) -> None:
    await populate(database, ANA)
    await take(database, done("n1"))
    assert await take(database, done("n2", day=MONDAY + timedelta(days=4))) == Streak(
        2, 2, MONDAY + timedelta(days=4), 2, 180, 0, 2
    )


async def test_crossing_the_date_line_loses_no_streak(database: Database) -> None:
    await populate(database, ANA)
    await take(database, done("n1", day=MONDAY + timedelta(days=1)))
    assert (await take(database, done("n2", day=MONDAY))).current == 2


async def test_forgetting_a_person_deletes_their_rows(database: Database) -> None:
    await populate(database, ANA, BEN)
    await take(database, done("n1"))
    async with database.write() as connection:
        await members.forget(connection, ANA)
        for table in metadata.tables.values():
            if "user_id" in table.c:
                rows = await connection.execute(select(table).where(table.c.user_id == "U1"))
                assert rows.all() == [], table.name


async def test_forgetting_a_person_subtracts_their_breaks(
    database: Database,
) -> None:
    await populate(database, ANA, BEN)
    for n in range(3):
        await take(database, done(f"a{n}"))
    await take(database, done("b", BEN))
    async with database.write() as connection:
        await week_totals.uncount(connection, ANA)
        await members.forget(connection, ANA)
    kept = await summaries(database, MONDAY)
    async with database.write() as connection:
        await rebuild(connection)
        assert await week_totals.group_week(connection, "T1", MONDAY) == GroupWeek(1, 1)
    assert await summaries(database, MONDAY) == kept


async def test_orphaned_rows_are_deleted(sqlite_url: str) -> None:
    """SQLite enforces foreign keys only on connections that ask for it."""
    async with Database.open(sqlite_url) as database:
        await populate(database, ANA, BEN, Who("T2", "U1"))
        for who in (ANA, BEN, Who("T2", "U1")):
            await take(database, done(f"{who}", who))
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as plain:
            plain.execute("DELETE FROM members WHERE workspace_id = 'T1' AND user_id = 'U1'")
            plain.execute("DELETE FROM workspaces WHERE id = 'T2'")
            plain.commit()
        async with database.write() as connection:
            assert await rebuild(connection) == 1
            for table in metadata.tables.values():
                if "user_id" in table.c:
                    owners = set(await connection.scalars(select(table.c.user_id)))
                    assert owners <= {"U2"}, table.name
            assert await week_totals.group_week(connection, "T1", MONDAY) == GroupWeek(1, 1)
            assert await week_totals.group_week(connection, "T2", MONDAY) == GroupWeek()


lives = st.lists(
    st.tuples(
        st.sampled_from([ANA, BEN, Who("T2", "U1")]),
        st.integers(0, 20),
        st.booleans(),
        st.sampled_from(["nudge", "break"]),
    ),
    max_size=40,
)


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lives)
async def test_a_rebuild_gives_the_same_summaries(
    database: Database, life: list[tuple[Who, int, bool, str]]
) -> None:
    async with database.write() as connection:
        for table in reversed(metadata.sorted_tables):
            await connection.execute(delete(table))
    await populate(database, ANA, BEN, Who("T2", "U1"))
    for n, (who, offset, scheduled, what) in enumerate(sorted(life, key=lambda it: it[1])):
        day = MONDAY + timedelta(days=offset)
        if what == "break":
            await take(database, done(f"n{n}", who, day), scheduled=scheduled)
        else:
            async with database.write() as connection:
                await history.count_nudges(connection, [Workday(who, day, scheduled, 1)])
    today = MONDAY + timedelta(days=21)
    kept = await summaries(database, today)
    async with database.write() as connection:
        await rebuild(connection)
    assert await summaries(database, today) == kept


async def summaries(database: Database, today: date) -> list[object]:
    found: list[object] = []
    async with database.read() as connection:
        for table in (weeks, group_weeks, breaks, days):
            found.append(sorted((await connection.execute(select(table))).all()))
        owners = sorted(
            (await connection.execute(select(streaks.c.workspace_id, streaks.c.user_id))).all()
        )
        for owner in owners:
            streak = await streak_records.streak(connection, Who(*owner), today)
            if streak.breaks:
                found.append((tuple(owner), streak))
    return found
