"""Presence checks before nudges: if one fails, hangs or is canceled, the nudge is not lost."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.calendar.busy_signals import Deferral, Signal
from bot.domain.members import DueReason, Member, Who
from bot.domain.schedule.presence_budget import Presence, PresenceAllowance
from bot.store.db.database import Database
from bot.store.people import members
from bot.usecases.nudges.nudging import Nudging
from bot.usecases.nudges.presence_checks import PresenceChecks
from tests.deps import deps_of
from tests.store.rows import ANA, NOON, populate
from tests.usecases.nudges.test_nudging import Post, counted, states

BEN, CHLOE = Who("T1", "U2"), Who("T1", "U3")
MINUTE = timedelta(minutes=1)
PLENTY = PresenceAllowance(nudges=1, kept=1)


class Watch:
    """A directory with scripted answers; everybody else is active."""

    def __init__(self, **does: Callable[[], Awaitable[Presence | None]]) -> None:
        self._does = does
        self.checked: list[str] = []

    async def presence(self, who: Who) -> Presence | None:
        self.checked.append(who.user_id)
        does = self._does.get(who.user_id)
        return await does() if does is not None else Presence.ACTIVE


def nudging(database: Database, courier: Post, watch: Watch, *, within_s: float = 60) -> Nudging:
    deps = deps_of(database, lambda: NOON, courier=courier, directory=watch)
    return Nudging(deps, PresenceChecks(deps, PLENTY, within_s=within_s))


async def away() -> Presence | None:
    return Presence.AWAY


async def silent() -> Presence | None:
    return None


async def fails() -> Presence | None:
    raise RuntimeError("failed on purpose")


async def never() -> Presence | None:
    await asyncio.Event().wait()
    raise AssertionError


async def member(database: Database, who: Who) -> Member:
    async with database.read() as connection:
        found = await members.find(connection, who)
    assert found is not None
    return found


async def test_only_people_who_are_away_get_no_nudge(database: Database) -> None:
    await populate(database, ANA, BEN, next_due_at=NOON, due_reason=DueReason.INTERVAL)
    courier, watch = Post(), Watch(U1=away)
    report = await nudging(database, courier, watch).deliver_due(asyncio.Event())
    assert (report.sent, report.away, report.lost, report.put_back) == (1, 1, 0, 0)
    assert courier.posted == ["U2"]
    assert sorted(watch.checked) == ["U1", "U2"]
    assert await states(database) == {"U2": "offered"}
    assert await counted(database) == {"U2"}
    ana = await member(database, ANA)
    assert (ana.due_reason, ana.deferral) == (DueReason.AWAY, Deferral(Signal.AWAY, NOON))
    assert (ana.nudged_count, ana.recent) == (0, ())
    assert ana.next_due_at is not None
    assert 30 * MINUTE <= ana.next_due_at - NOON <= 40 * MINUTE


@pytest.mark.parametrize("answer", [silent, fails, never])
async def test_a_check_without_an_answer_costs_nobody_a_nudge(
    database: Database, answer: Callable[[], Awaitable[Presence | None]]
) -> None:
    await populate(database, ANA, BEN, next_due_at=NOON)
    courier, watch = Post(), Watch(U1=answer)
    delivery = nudging(database, courier, watch, within_s=0.01 if answer is never else 60)
    assert (await delivery.deliver_due(asyncio.Event())).sent == 2
    await populate(database, CHLOE, next_due_at=NOON)
    assert (await delivery.deliver_due(asyncio.Event())).sent == 1
    assert "U3" not in watch.checked, "no more checks for a while"


async def test_people_who_are_just_back_are_not_nudged_at_once(database: Database) -> None:
    waiting = {
        "next_due_at": NOON,
        "due_reason": DueReason.AWAY,
        "deferral": Deferral(Signal.AWAY, NOON - 35 * MINUTE),
    }
    await populate(database, ANA, BEN, **waiting)
    courier, watch = Post(), Watch(U2=silent)
    report = await nudging(database, courier, watch).deliver_due(asyncio.Event())
    assert (report.sent, report.away) == (1, 1)
    assert courier.posted == ["U2"]
    ana = await member(database, ANA)
    assert ana.due_reason is DueReason.INTERVAL
    assert ana.deferral == Deferral(Signal.AWAY, NOON - 35 * MINUTE, NOON)
    assert ana.next_due_at is not None
    assert ana.next_due_at >= NOON + 30 * MINUTE


async def test_a_pause_during_the_check_is_kept(database: Database) -> None:
    await populate(database, ANA, next_due_at=NOON)

    async def pauses() -> Presence | None:
        async with database.write() as connection:
            found = await members.lock(connection, ANA)
            assert found is not None
            until = NOON + 120 * MINUTE
            paused = replace(found, paused_until=until, next_due_at=until + 30 * MINUTE)
            await members.save(connection, paused)
        return Presence.AWAY

    await nudging(database, Post(), Watch(U1=pauses)).deliver_due(asyncio.Event())
    assert (await member(database, ANA)).next_due_at == NOON + 150 * MINUTE


async def test_a_check_canceled_at_shutdown_puts_the_nudge_back(database: Database) -> None:
    await populate(database, ANA, next_due_at=NOON)
    checking = asyncio.Event()

    async def hangs() -> Presence | None:
        checking.set()
        return await never()

    courier = Post()
    delivery = nudging(database, courier, Watch(U1=hangs))
    stopping = asyncio.Event()
    task = asyncio.create_task(delivery.deliver_due(stopping))
    await checking.wait()
    stopping.set()
    delivery.give_up()
    report = await task
    assert (report.put_back, courier.posted) == (1, [])
    assert await states(database) == {}
    assert (await member(database, ANA)).next_due_at == NOON
