"""The lock order prevents deadlocks between transactions on the same people, weeks and teams.

Each test lets both transactions wait for a held lock, the first one first, and then releases it.
Postgres would abort one of them if the lock order were broken.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Who, newcomer
from bot.store.db.database import Database
from bot.store.db.tables import teams as teams_table
from bot.store.people import members, workspaces
from bot.store.progress import history, week_totals
from bot.store.teams import team_counts, teams
from bot.usecases.privacy.forgetting import Forgetting
from bot.usecases.requests import OnHome, Request
from tests.deps import deps_of
from tests.store.rows import NOON, populate
from tests.store.teams.test_teams import ANA, BEN, MONDAY, ONE, a_break, found_teams, joins, takes

PATIENCE_S = 30
NEWCOMER = Who(ANA.workspace_id, "U9")


async def waiting(database: Database, transactions: int) -> None:
    """Returns once this many transactions wait for a lock."""
    while True:
        async with database.read() as connection:
            question = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if await connection.scalar(question) == transactions:
                return
        await asyncio.sleep(0.01)


@asynccontextmanager
async def team(database: Database) -> AsyncIterator[AsyncConnection]:
    """Holds the lock of the team ONE."""
    async with database.write() as connection:
        await connection.execute(team_counts.locking(select(teams_table.c.channel_id)))
        yield connection


async def forgets(database: Database, who: Who) -> None:
    await Forgetting(deps_of(database, lambda: NOON)).forget(Request(who, "", OnHome()))


async def ends_a_group_break(database: Database, who: Who) -> None:
    """As the end of a group break does, for one person who joined."""
    async with database.write() as connection:
        await members.lock(connection, who)
        await week_totals.lock_weeks(connection, who.workspace_id, {MONDAY})
        await team_counts.lock(connection, [who])
        await history.take_break(
            connection, a_break("n0", who, MONDAY, NOON), scheduled=True, goal=1
        )


async def claims_a_digest(database: Database) -> None:
    async with team(database) as connection:
        await workspaces.paced_until(connection, [ANA.workspace_id])


async def joins_as_a_newcomer(database: Database, who: Who) -> None:
    async with database.write() as connection:
        await members.get_or_add(connection, newcomer(who, "Etc/UTC", "en-US", NOON))
        await teams.lock(connection, ONE)
        await teams.enter(connection, ONE, who, NOON, MONDAY)


async def at_once(
    database: Database,
    held: AbstractAsyncContextManager[AsyncConnection],
    first: Awaitable[None],
    second: Awaitable[None],
) -> None:
    """Both wait for the held lock, the first one first."""
    async with asyncio.timeout(PATIENCE_S), asyncio.TaskGroup() as group, held:
        for n, work in enumerate((first, second), start=1):
            group.create_task(work)  # type: ignore[arg-type]
            if not database.is_sqlite:
                await waiting(database, n)


async def ready(database: Database) -> None:
    await populate(database, ANA, BEN)
    await found_teams(database, ONE)
    for who in (ANA, BEN):
        await joins(database, who, ONE)


async def test_forgetting_one_person_while_another_takes_a_break(database: Database) -> None:
    await ready(database)
    await takes(database, "n0", ANA)
    await at_once(database, team(database), forgets(database, ANA), takes(database, "n1", BEN))
    async with database.read() as connection:
        assert (await week_totals.group_week(connection, ANA.workspace_id, MONDAY)).breaks == 1


async def test_a_group_break_ends_while_somebody_takes_the_first_break_of_a_week(
    database: Database,
) -> None:
    await ready(database)
    session, click = ends_a_group_break(database, ANA), takes(database, "n1", BEN)
    await at_once(database, team(database), session, click)


async def test_a_newcomer_joins_while_a_digest_is_claimed(database: Database) -> None:
    await ready(database)
    claim, join = claims_a_digest(database), joins_as_a_newcomer(database, NEWCOMER)
    await at_once(database, team(database), claim, join)
    async with database.read() as connection:
        assert await teams.size(connection, ONE) == 3
