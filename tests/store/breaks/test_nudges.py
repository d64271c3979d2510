"""Nudges in the database: one live card a person, and clicks that race with sending."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.breaks.card_state import CardState, Progress
from bot.domain.breaks.nudges import Nudge, new_nudge
from bot.domain.members import Who
from bot.store.breaks import nudges
from bot.store.db.database import Database
from tests.store.rows import ANA, NOON, populate


def claimed(id_: str = "a" * 32, who: Who = ANA) -> Nudge:
    return new_nudge(id_, who, "dead-bug", CardState.CLAIMED, NOON, asked=False)


async def found(database: Database, id_: str = "a" * 32) -> Nudge | None:
    async with database.read() as connection:
        return await nudges.find(connection, id_)


async def test_a_person_has_one_live_card(database: Database) -> None:
    await populate(database, ANA)
    async with database.write() as connection:
        await nudges.add(connection, [claimed()])
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await nudges.add(connection, [claimed("b" * 32)])
    async with database.write() as connection:
        await nudges.expire_live(connection, [ANA], NOON)
        await nudges.add(connection, [claimed("b" * 32)])
    old = await found(database)
    assert old is not None
    assert old.progress.state is CardState.EXPIRED


async def test_live_cards_are_found_by_owner(database: Database) -> None:
    ben, chloe = Who("T1", "U2"), Who("T1", "U3")
    await populate(database, ANA, ben, chloe)
    async with database.write() as connection:
        made = [claimed(), claimed("b" * 32, ben), claimed("c" * 32, chloe)]
        await nudges.add(connection, made)
        await nudges.expire_live(connection, [ben], NOON)
        assert await nudges.live(connection, [ANA, ben]) == {ANA: made[0]}
        assert await nudges.live(connection, []) == {}


async def test_a_sent_card_is_offered_and_knows_its_message(database: Database) -> None:
    await populate(database, ANA)
    async with database.write() as connection:
        await nudges.add(connection, [claimed()])
        await nudges.mark_sent(connection, [nudges.Sent("a" * 32, "D1", "1.2")], NOON)
    assert await found(database) == replace(
        claimed(),
        progress=Progress(CardState.OFFERED),
        sent_at=NOON,
        channel_id="D1",
        message_ts="1.2",
    )


async def test_a_click_that_overtakes_sending_keeps_its_state(database: Database) -> None:
    await populate(database, ANA)
    async with database.write() as connection:
        await nudges.add(connection, [claimed()])
        await nudges.move(connection, claimed().moved(Progress(CardState.STARTED, 2)), NOON)
        await nudges.mark_sent(connection, [nudges.Sent("a" * 32, "D1", "1.2")], NOON)
        await nudges.mark_lost(connection, [nudges.Lost("a" * 32, "late news")], NOON)
        await nudges.remove(connection, ["a" * 32])
    card = await found(database)
    assert card is not None
    assert card.progress == Progress(CardState.STARTED, 2)


async def test_rejected_nudges_are_deleted(database: Database) -> None:
    await populate(database, ANA)
    async with database.write() as connection:
        await nudges.add(connection, [claimed()])
        await nudges.remove(connection, ["a" * 32])
    assert await found(database) is None


async def test_old_cards_are_deleted_in_batches(database: Database) -> None:
    people = [Who("T1", f"U{n}") for n in range(5)]
    await populate(database, *people)
    async with database.write() as connection:
        await nudges.add(connection, [claimed(f"{n:032x}", who) for n, who in enumerate(people)])
        later = NOON + timedelta(days=1)
        assert await nudges.prune(connection, NOON, 10) == 0
        assert await nudges.prune(connection, later, 3) == 3
        assert await nudges.prune(connection, later, 3) == 2
