"""Leaderboards: who is listed, and at which rank."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.members import MemberStatus, Who
from bot.domain.teams.leaderboards import Tally, TeamTally
from bot.domain.teams.teams import Channel
from bot.store.db.database import Database
from bot.store.people import members
from bot.store.teams import leaderboards
from bot.store.teams.leaderboards import OwnWeek, Scope
from tests.store.rows import ANA, NOON, populate
from tests.store.teams.test_teams import (
    BEN,
    CHLOE,
    MONDAY,
    ONE,
    OTHER,
    AdvancingClock,
    found_teams,
    joins,
    nudges,
    takes,
)

EVERYBODY = "T1"
DAN = Who("T1", "U4")
STRANGER = Who("T1", "U9")


async def prefers(database: Database, who: Who, **changes: object) -> None:
    async with database.write() as connection:
        found = await members.lock(connection, who)
        assert found is not None
        chosen = replace(found.preferences, **changes)  # type: ignore[arg-type]
        await members.save(connection, replace(found, preferences=chosen))


async def stands(database: Database, who: Who, status: MemberStatus) -> None:
    async with database.write() as connection:
        found = await members.lock(connection, who)
        assert found is not None
        await members.save(connection, replace(found, status=status))


async def board(database: Database, scope: Scope = EVERYBODY, most: int = 10) -> list[Tally]:
    async with database.read() as connection:
        return await leaderboards.listed(connection, scope, MONDAY, most)


async def office(database: Database) -> None:
    """Ana, Ben and Chloe in the same team, with 3, 2 and 1 breaks; Dan, with 1, in another."""
    await populate(database, ANA, BEN, CHLOE, DAN)
    await found_teams(database, ONE, OTHER)
    clock = AdvancingClock()
    for who, channel, count in ((ANA, ONE, 3), (BEN, ONE, 2), (CHLOE, ONE, 1), (DAN, OTHER, 1)):
        await joins(database, who, channel, clock=clock)
        for n in range(count):
            await takes(database, f"{who} {n}", who, clock=clock)


async def test_a_listed_member_is_on_boards_at_once(database: Database) -> None:
    await office(database)
    assert await board(database) == []
    for who in (BEN, ANA, DAN):
        await prefers(database, who, listed=True)
    await prefers(database, ANA, nickname="Speedy")
    assert await board(database) == [Tally("U1", 3, "Speedy"), Tally("U2", 2), Tally("U4", 1)]
    assert await board(database, ONE) == [Tally("U1", 3, "Speedy"), Tally("U2", 2)]
    assert await board(database, OTHER) == [Tally("U4", 1)]
    assert await board(database, most=1) == [Tally("U1", 3, "Speedy")]
    await prefers(database, ANA, listed=False)
    assert await board(database, ONE) == [Tally("U2", 2)]


async def test_a_listed_member_is_on_the_board_of_a_new_week(database: Database) -> None:
    await office(database)
    await prefers(database, CHLOE, listed=True)
    week = MONDAY + timedelta(weeks=1)
    await takes(database, "next", CHLOE, day=week, clock=lambda: NOON + timedelta(weeks=1))
    async with database.read() as connection:
        for scope in (ONE, EVERYBODY):
            assert await leaderboards.listed(connection, scope, week, 10) == [Tally("U3", 1)]


async def test_former_members_are_on_no_board(database: Database) -> None:
    await office(database)
    for who in (ANA, BEN):
        await prefers(database, who, listed=True)
    await stands(database, ANA, MemberStatus.LEFT)
    async with database.write() as connection:
        await members.deactivate(connection, [BEN])
    for scope in (ONE, EVERYBODY):
        assert await board(database, scope) == []
    await stands(database, ANA, MemberStatus.GUEST)
    assert await board(database, ONE) == [Tally("U1", 3)]


async def test_everybody_can_see_their_own_rank(database: Database) -> None:
    await office(database)
    for who in (ANA, BEN):
        await prefers(database, who, listed=True)
    async with database.read() as connection:
        for scope in (ONE, EVERYBODY):
            assert [
                await leaderboards.own_week(connection, scope, MONDAY, it)
                for it in (ANA, BEN, CHLOE, STRANGER)
            ] == [
                OwnWeek(3, ahead=0, enough=False),
                OwnWeek(2, ahead=1, enough=False),
                OwnWeek(1, ahead=2, enough=False),
                OwnWeek(0, ahead=2, enough=False),
            ]
        assert (await leaderboards.own_week(connection, OTHER, MONDAY, CHLOE)).breaks == 0


async def test_ranks_need_five_listed_people(database: Database) -> None:
    people = [Who("T1", f"U{n}") for n in range(6)]
    await populate(database, *people)
    for n, who in enumerate(people, start=1):
        await takes(database, f"n{n}", who)
        await prefers(database, who, listed=True)
        async with database.read() as connection:
            own = await leaderboards.own_week(connection, EVERYBODY, MONDAY, who)
        assert own == OwnWeek(1, ahead=0, enough=n >= 5)


async def test_teams_of_a_workspace_are_compared_by_week(database: Database) -> None:
    await office(database)
    theirs = Channel("T2", "C1")
    await populate(database, Who("T2", "U1"))
    await found_teams(database, theirs)
    await joins(database, Who("T2", "U1"), theirs)
    await takes(database, "theirs", Who("T2", "U1"))
    await nudges(database, ANA, BEN, CHLOE, DAN, day=MONDAY + timedelta(days=6))
    await nudges(database, ANA, day=MONDAY + timedelta(days=7))
    async with database.read() as connection:
        found = await leaderboards.teams_of_week(connection, "T1", MONDAY)
        later = await leaderboards.teams_of_week(connection, "T1", MONDAY + timedelta(weeks=1))
    assert sorted(found, key=lambda it: it.channel_id) == [
        TeamTally("C1", took=3, available=6),
    ], "one person alone is not shown beside others"
    assert later == []
