"""What may happen to an old card while it is deleted."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.cards.parts.blocks import Card
from bot.domain.breaks.card_state import CardState, Progress
from bot.domain.breaks.nudges import new_nudge
from bot.store.breaks import nudges, old_cards
from bot.store.db.database import Database
from bot.store.people import members
from bot.usecases.nudges.collapsing import Collapsing
from bot.usecases.ports import (
    Addressee,
    Delivered,
    MessageRef,
    NotTaken,
    PostOutcome,
    Refused,
    Unclear,
    Updated,
    UpdateOutcome,
)
from tests.deps import deps_of
from tests.store.rows import ANA, NOON, populate

OLD = "0" * 32
Does = Callable[[], Awaitable[UpdateOutcome]]


class Edit:
    """An editor and courier with a script of calls; it edits when the script ends."""

    def __init__(self, *does: Does) -> None:
        self._does = list(does)
        self.deleted = 0
        self.posted: list[str] = []

    async def update(self, workspace_id: str, place: MessageRef, card: Card) -> UpdateOutcome:
        raise AssertionError

    async def delete(self, workspace_id: str, place: MessageRef) -> UpdateOutcome:
        self.deleted += 1
        return await self._does.pop(0)() if self._does else Updated()

    async def post(self, to: Addressee, card: Card, *, fresh: bool = False) -> PostOutcome:
        self.posted.append(card.text)
        return Delivered("D1", "2.1")


def collapsing(database: Database, editor: Edit, at: datetime = NOON) -> Collapsing:
    return Collapsing(deps_of(database, lambda: at, editor=editor, courier=editor))


@pytest.fixture
async def waiting(database: Database) -> Database:
    """A card of Ana's waits to be collapsed."""
    await populate(database, ANA)
    async with database.write() as connection:
        for id_, state in ((OLD, CardState.EXPIRED), ("1" * 32, CardState.OFFERED)):
            card = new_nudge(id_, ANA, "dead-bug", state, NOON, asked=False)
            await nudges.add(connection, [card])
            await nudges.mark_sent(connection, [nudges.Sent(id_, "D1", "1.2")], NOON)
        newer = old_cards.Newer(card, NOON - timedelta(hours=1), NOON + timedelta(hours=1))
        await old_cards.supersede(connection, [newer])
    return database


async def fails() -> UpdateOutcome:
    raise RuntimeError("failed on purpose")


def answers(outcome: UpdateOutcome) -> Does:
    async def answer() -> UpdateOutcome:
        return outcome

    return answer


@pytest.mark.parametrize(
    ("does", "counted"),
    [
        (answers(Updated()), "deleted"),
        (answers(NotTaken(0, "ratelimited")), "put_back"),
        (answers(Refused("message_not_found")), "refused"),
        (answers(Unclear("TimeoutError")), "unclear"),
        (fails, "unclear"),
    ],
)
async def test_every_outcome_is_counted(waiting: Database, does: Does, counted: str) -> None:
    editor = Edit(does)
    assert await collapsing(waiting, editor).collapse_some() == {counted: 1}
    again = await collapsing(waiting, editor, NOON + timedelta(seconds=5)).collapse_some()
    assert again == ({"deleted": 1} if counted == "put_back" else {})


async def test_a_card_that_is_clicked_meanwhile_is_posted_again(waiting: Database) -> None:
    async def is_clicked() -> UpdateOutcome:
        async with waiting.write() as connection:
            await members.lock(connection, ANA)
            card = await nudges.find(connection, OLD)
            assert card is not None
            await nudges.expire_live(connection, [ANA], NOON)
            await nudges.move(connection, card.moved(Progress(CardState.STARTED)), NOON)
        return Updated()

    editor = Edit(is_clicked)
    counted = await collapsing(waiting, editor).collapse_some()
    assert counted == {"deleted": 1, "redrawn": 1}
    [card] = editor.posted
    assert "1 of" in card
    async with waiting.read() as connection:
        nudge = await nudges.find(connection, OLD)
    assert nudge is not None
    assert (nudge.channel_id, nudge.message_ts) == ("D1", "2.1")


async def test_a_person_who_is_forgotten_meanwhile_is_no_error(waiting: Database) -> None:
    async def is_forgotten() -> UpdateOutcome:
        async with waiting.write() as connection:
            await members.forget(connection, ANA)
        return NotTaken(30, "ratelimited")

    assert await collapsing(waiting, Edit(is_forgotten)).collapse_some() == {"put_back": 1}


async def test_a_canceled_update_is_not_retried(waiting: Database) -> None:
    asked = asyncio.Event()

    async def never() -> UpdateOutcome:
        asked.set()
        await asyncio.Event().wait()
        raise AssertionError

    editor = Edit(never)
    task = asyncio.create_task(collapsing(waiting, editor).collapse_some())
    await asked.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await collapsing(waiting, editor).collapse_some() == {}
    assert editor.deleted == 1


async def test_nothing_is_collapsed_while_nudges_are_overdue(waiting: Database) -> None:
    async with waiting.write() as connection:
        found = await members.lock(connection, ANA)
        assert found is not None
        late = replace(found, next_due_at=NOON - timedelta(seconds=5))
        await members.reschedule(connection, [late])
    assert await collapsing(waiting, Edit()).collapse_some() == {}
