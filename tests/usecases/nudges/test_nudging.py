"""Claim, send, record: a failed nudge does not affect the others."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update

from bot.cards.parts.blocks import Card
from bot.domain.breaks.card_state import CardState, Progress
from bot.domain.exercises.picking import remembered
from bot.domain.members import Who
from bot.domain.schedule.presence_budget import PresenceAllowance
from bot.store.breaks import nudges
from bot.store.db.database import Database
from bot.store.db.tables import days
from bot.store.db.tables import members as members_table
from bot.store.db.tables import nudges as nudges_table
from bot.store.people import members
from bot.usecases.nudges.nudging import IN_FLIGHT, Nudging
from bot.usecases.nudges.presence_checks import PresenceChecks
from bot.usecases.ports import Delivered, NotTaken, PostOutcome
from tests.deps import deps_of
from tests.store.rows import ANA, NOON, populate

BEN, CHLOE = Who("T1", "U2"), Who("T1", "U3")


class Post:
    """A courier with a scripted outcome per person; it delivers to everybody else."""

    def __init__(self, **does: Callable[[], Awaitable[PostOutcome]]) -> None:
        self._does = does
        self.posted: list[str] = []
        self.is_full = asyncio.Event()

    async def post(self, who: Who, card: Card) -> PostOutcome:
        self.posted.append(who.user_id)
        if len(self.posted) == IN_FLIGHT + 2:
            self.is_full.set()
        does = self._does.get(who.user_id)
        return await does() if does is not None else Delivered(f"D{who.user_id}", "1.2")


def nudging(database: Database, courier: Post) -> Nudging:
    deps = deps_of(database, lambda: NOON, courier=courier)
    return Nudging(deps, PresenceChecks(deps, PresenceAllowance()))


async def states(database: Database) -> dict[str, str]:
    """The state of each person's only card."""
    async with database.read() as connection:
        rows = await connection.execute(select(nudges_table.c.user_id, nudges_table.c.state))
        return {row[0]: row[1] for row in rows}


async def counted(database: Database) -> set[str]:
    """The people whose day counts a nudge."""
    async with database.read() as connection:
        return set(await connection.scalars(select(days.c.user_id).where(days.c.nudges == 1)))


async def fails() -> PostOutcome:
    raise RuntimeError("failed on purpose")


async def never() -> PostOutcome:
    await asyncio.Event().wait()
    raise AssertionError


async def test_a_failed_nudge_does_not_affect_the_others(database: Database) -> None:
    await populate(database, ANA, BEN, CHLOE, next_due_at=NOON)
    report = await nudging(database, Post(U2=fails)).deliver_due(asyncio.Event())
    assert (report.sent, report.lost) == (2, 1)
    assert await states(database) == {"U1": "offered", "U2": "lost", "U3": "offered"}
    assert await counted(database) == {"U1", "U3"}


async def test_giving_up_records_the_known_outcomes(database: Database) -> None:
    """One post was delivered, one hit the rate limit, the others hang, and a few have not begun."""
    crowd = [Who(f"T{n}", f"U{n}") for n in range(200, 200 + IN_FLIGHT + 4)]
    await populate(database, ANA, BEN, CHLOE, next_due_at=NOON - timedelta(minutes=1))
    await populate(database, *crowd, next_due_at=NOON)

    async def not_taken() -> PostOutcome:
        return NotTaken(30, "ratelimited")

    courier = Post(U2=not_taken, U3=never, **{it.user_id: never for it in crowd})
    delivery = nudging(database, courier)
    stopping = asyncio.Event()
    task = asyncio.create_task(delivery.deliver_due(stopping))
    await courier.is_full.wait()
    stopping.set()
    delivery.give_up()
    report = await task
    assert (report.sent, report.put_back, report.lost) == (1, 1 + 5, IN_FLIGHT)
    found = await states(database)
    assert found["U1"] == "offered"
    assert found["U3"] == "lost"
    assert "U2" not in found
    async with database.read() as connection:
        ben = await members.find(connection, BEN)
    assert ben is not None
    assert (ben.next_due_at, ben.nudged_count) == (NOON + timedelta(seconds=30), 0)
    assert await counted(database) == {"U1"}


async def test_nothing_is_posted_after_giving_up(database: Database) -> None:
    await populate(database, ANA, BEN, next_due_at=NOON)
    courier = Post()
    delivery = nudging(database, courier)
    delivery.give_up()
    report = await delivery.deliver_due(asyncio.Event())
    assert (report.put_back, courier.posted) == (2, [])
    assert await states(database) == {}


@pytest.mark.parametrize(
    "spoiled",
    [{"zone": "Middle/Earth"}, {"preferences": '{"positions":["flying"]}'}, {"preferences": "{"}],
    ids=["unknown zone", "unknown position", "no JSON"],
)
async def test_a_bad_row_does_not_stop_the_others(
    database: Database, spoiled: dict[str, str]
) -> None:
    await populate(database, ANA, BEN, next_due_at=NOON)
    async with database.write() as connection:
        await connection.execute(
            update(members_table).where(members_table.c.user_id == "U1").values(**spoiled)
        )
    courier = Post()
    await nudging(database, courier).deliver_due(asyncio.Event())
    assert courier.posted == ["U2"]
    async with database.read() as connection:
        later = await members.next_due_at(connection)
    assert later is not None
    assert later > NOON


async def test_a_person_who_is_forgotten_meanwhile_does_not_affect_the_others(
    database: Database,
) -> None:
    await populate(database, ANA, BEN, next_due_at=NOON)

    async def forgets() -> PostOutcome:
        async with database.write() as connection:
            await members.forget(connection, ANA)
        return Delivered("D1", "1.2")

    report = await nudging(database, Post(U1=forgets)).deliver_due(asyncio.Event())
    assert report.sent == 2
    assert await states(database) == {"U2": "offered"}
    assert await counted(database) == {"U2"}


async def test_a_break_that_was_asked_for_meanwhile_is_kept(database: Database) -> None:
    """A nudge that is put back must not replace the card that the person asked for."""
    await populate(database, ANA, next_due_at=NOON)

    async def asks() -> PostOutcome:
        async with database.write() as connection:
            found = await members.lock(connection, ANA)
            assert found is not None
            await nudges.expire_live(connection, [ANA], NOON)
            await members.reschedule(
                connection, [replace(found, recent=remembered(found.recent, "look-away"))]
            )
        return NotTaken(30, "ratelimited")

    await nudging(database, Post(U1=asks)).deliver_due(asyncio.Event())
    async with database.read() as connection:
        found = await members.find(connection, ANA)
    assert found is not None
    assert found.recent[0] == "look-away"
    assert found.next_due_at is not None
    assert found.next_due_at > NOON + timedelta(minutes=5)


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_a_click_and_the_recording_do_not_deadlock(database: Database) -> None:
    """The click locks the member, the recording waits for it, then the click locks the card."""
    await populate(database, ANA, BEN, next_due_at=NOON)
    holding = asyncio.Event()
    clicks: list[asyncio.Task[None]] = []

    async def click() -> None:
        async with database.write() as connection:
            assert await members.lock(connection, ANA) is not None
            card = await nudges.latest(connection, ANA)
            assert card is not None
            holding.set()
            await somebody_waits(database)
            await nudges.move(connection, card.moved(Progress(CardState.STARTED)), NOON)

    async def is_clicked() -> PostOutcome:
        clicks.append(asyncio.create_task(click()))
        await holding.wait()
        return Delivered("D1", "1.2")

    report = await nudging(database, Post(U1=is_clicked)).deliver_due(asyncio.Event())
    await asyncio.gather(*clicks)
    assert report.sent == 2
    assert await states(database) == {"U1": "started", "U2": "offered"}


async def somebody_waits(database: Database) -> None:
    """Returns once a transaction waits for a lock."""
    async with asyncio.timeout(10):
        while True:
            async with database.read() as connection:
                question = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
                if await connection.scalar(question):
                    return
