"""Group breaks end beside single breaks and nudges, without deadlocks."""

import asyncio
import random
from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.cards.parts.blocks import Card
from bot.domain.calendar.work_week import monday
from bot.domain.members import Who
from bot.domain.teams.group_breaks import GroupBreak, GroupBreakState
from bot.domain.teams.teams import Channel
from bot.library.catalog import Library
from bot.store.db.database import Database
from bot.store.db.tables import breaks, session_people
from bot.store.progress import week_totals
from bot.store.teams import group_breaks
from bot.usecases.ports import MessageRef, Updated, UpdateOutcome
from bot.usecases.teams.group_break_runner import CHUNK, GroupBreakRunner, break_id
from tests.deps import LIBRARY, deps_of
from tests.store.rows import NOON, populate
from tests.store.teams.test_teams import (
    AdvancingClock,
    found_teams,
    from_the_log,
    joins,
    nudges,
    stored,
    takes,
)

ROLLS = LIBRARY.exercises["shoulder-rolls"]


class Editor:
    """Shows every card."""

    async def update(self, workspace_id: str, place: MessageRef, card: Card) -> UpdateOutcome:
        return Updated()


def runner(database: Database, at: datetime, library: Library = LIBRARY) -> GroupBreakRunner:
    return GroupBreakRunner(deps_of(database, lambda: at, library, editor=Editor()))


async def runs(database: Database, channel: Channel, *people: Who, at: datetime) -> GroupBreak:
    """A session that is due to end at `at`."""
    session = GroupBreak(
        id=f"{channel.channel_id}{at:%H%M}",
        **channel._asdict(),
        host=None,
        daily=False,
        exercise_id=ROLLS.id,
        locale="en-US",
        zone="Europe/Berlin",
        starts_at=at - timedelta(seconds=ROLLS.seconds),
        state=GroupBreakState.RUNNING,
        due_at=at,
        message_ts="1.1",
    )
    async with database.write() as connection:
        assert await group_breaks.add(connection, session, at)
        for who in people:
            assert await group_breaks.enter(connection, session.id, who, session.starts_at)
    return session


@pytest.mark.parametrize(
    ("rooms", "breaks_alone", "rounds"),
    [pytest.param(2, 10, 3), pytest.param(6, 60, 12, marks=pytest.mark.slow)],
)
async def test_group_breaks_end_beside_breaks_and_nudges_of_the_same_teams(
    database: Database, rooms: int, breaks_alone: int, rounds: int
) -> None:
    rng = random.Random(5)
    people = [Who("T1", f"U{n:02}") for n in range(CHUNK + 5)]
    channels = [Channel("T1", f"C{n}") for n in range(rooms)]
    await populate(database, *people)
    await found_teams(database, *channels)
    for who in people:
        for channel in rng.sample(channels, min(3, rooms)):
            await joins(database, who, channel)
    end = NOON + timedelta(hours=3)
    running = [await runs(database, room, *rng.sample(people, 28), at=end) for room in channels]
    clock = AdvancingClock()
    work = [runner(database, end).move_on() for _ in range(2)]
    alone = [takes(database, f"n{n}", rng.choice(people), clock=clock) for n in range(breaks_alone)]
    nudged = [nudges(database, *rng.sample(people, 12)) for _ in range(rounds)]
    async with asyncio.timeout(120):
        beside = [*alone, *nudged]
        results = await asyncio.gather(*work, *rng.sample(beside, len(beside)))
    ends = sum((Counter(result) for result in results if result), Counter[str]())
    assert (ends["updated"], ends["failed"]) == (len(channels), 0)
    async with database.read() as connection:
        logged = set(await connection.scalars(select(breaks.c.nudge_id)))
        left = select(func.count()).where(session_people.c.settled.is_(False))
        assert await connection.scalar(left) == 0
        for session in running:
            found = await group_breaks.find(connection, session.id)
            assert found is not None
            assert (found.state, found.took, found.due_at) == (GroupBreakState.DONE, 28, None)
            there = await group_breaks.people(connection, session.id, "", 99)
            assert {break_id(session, it) for it in there} <= logged
    counted, standings = await stored(database)
    truth, places = await from_the_log(database)
    assert {key: it for key, it in counted.items() if any(it)} == truth
    assert standings == places


async def test_a_group_break_without_its_exercise_ends_without_breaks(database: Database) -> None:
    ana = Who("T1", "U1")
    await populate(database, ana)
    session = await runs(database, Channel("T1", "C1"), ana, at=NOON)
    others = [it for it in LIBRARY.exercises.values() if it != ROLLS]
    without = Library.of(others, LIBRARY.plans.values(), "", LIBRARY.statuses)
    assert await runner(database, NOON, without).move_on() == {"unchanged": 1}
    async with database.read() as connection:
        found = await group_breaks.find(connection, session.id)
        assert found is not None
        assert (found.state, found.took, found.due_at) == (GroupBreakState.CALLED_OFF, 0, None)
        assert await week_totals.breaks_in(connection, ana, monday(NOON.date())) == 0
