"""Members in the database."""

import asyncio
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.calendar.work_week import Shift, WorkWeek
from bot.domain.exercises.exercise import Load, Position
from bot.domain.exercises.picking import Only
from bot.domain.members import DueReason, Member, MemberStatus, Who
from bot.domain.settings.preferences import Pictures, Preferences, Rhythm
from bot.store.db.database import Database
from bot.store.people import members, workspaces
from tests.domain.people import ana
from tests.store.rows import ANA, NOON, populate

NIGHTS = WorkWeek(
    ((), (Shift.between(time(22), time(6)),), (Shift(0, 60), Shift(90, 120)), (), (), (), ())
)
EVERYTHING = ana(
    preferences=Preferences(
        week=NIGHTS,
        rhythm=Rhythm(5, 240),
        eyes_minutes=20,
        walk_minutes=90,
        fixed_times=(0, 570, 1439),
        positions=frozenset(Position),
        kneeling=True,
        intermediate=True,
        only=frozenset(Only),
        left_out=frozenset({"dead-bug", "lizard-pose"}),
        areas_left_out=frozenset({"low back", "wrists and hands"}),
        spared=frozenset(Load),
        pictures=Pictures.STILL,
        daily_cap=7,
        listed=True,
    ),
    eyes_since=NOON - timedelta(minutes=5),
    walk_since=NOON - timedelta(minutes=50),
    paused_until=NOON,
    next_due_at=NOON + timedelta(hours=1),
    due_reason=DueReason.PAUSE_ENDED,
    next_exercise_id="dead-bug",
    recent=("dead-bug", "lizard-pose"),
    nudged_on=date(2026, 11, 23),
    nudged_count=3,
    recheck_at=NOON + timedelta(days=14),
    unanswered=4,
    asked_at=NOON - timedelta(days=1),
)


async def test_a_saved_member_is_found_unchanged(database: Database) -> None:
    await populate(database, ANA)
    async with database.write() as connection:
        await members.save(connection, EVERYTHING)
    async with database.read() as connection:
        assert await members.find(connection, ANA) == EVERYTHING
        assert await members.find(connection, Who("T1", "U2")) is None


async def test_a_person_has_one_row_per_workspace(database: Database) -> None:
    await populate(database, ANA, Who("T2", "U1"))
    with pytest.raises(IntegrityError):
        await populate(database, ANA)


async def test_only_active_members_can_be_due(database: Database) -> None:
    await populate(database, ANA)
    with pytest.raises(IntegrityError):
        async with database.write() as connection:
            await members.save(connection, replace(EVERYTHING, status=MemberStatus.LEFT))


async def test_the_longest_due_members_come_first(database: Database) -> None:
    for n in range(5):
        await populate(database, Who(f"T{n}", "U1"), next_due_at=NOON - timedelta(minutes=n))
    await populate(database, Who("T9", "U1"), next_due_at=NOON + timedelta(seconds=1))
    await populate(database, Who("T8", "U1"))
    async with database.write() as connection:
        due = await members.due(connection, NOON, 3)
        assert [it.workspace_id for it in due] == ["T4", "T3", "T2"]
        assert len(await members.due(connection, NOON, 100)) == 5
    async with database.read() as connection:
        assert await members.next_due_at(connection) == NOON - timedelta(minutes=4)


async def test_concurrent_claims_never_share_a_member(database: Database) -> None:
    people = [Who("T1", f"U{n}") for n in range(40)]
    await populate(database, *people, next_due_at=NOON)

    async def claim() -> list[str]:
        async with database.write() as connection:
            mine = await members.due(connection, NOON, 15)
            await asyncio.sleep(0)
            later = [replace(it, next_due_at=NOON + timedelta(hours=1)) for it in mine]
            await members.reschedule(connection, later)
            return [it.user_id for it in mine]

    claimed = [it for batch in await asyncio.gather(*(claim() for _ in range(6))) for it in batch]
    assert len(claimed) == len(set(claimed))
    async with database.write() as connection:
        rest = [it.user_id for it in await members.due(connection, NOON, 100)]
    assert {*claimed, *rest} == {it.user_id for it in people}


async def test_a_claim_is_put_back_unless_the_member_changed_since(database: Database) -> None:
    await populate(database, ANA, Who("T1", "U2"), next_due_at=NOON)
    claimed = {}
    async with database.write() as connection:
        for who in (ANA, Who("T1", "U2")):
            before = await members.find(connection, who)
            assert before is not None
            after = replace(before, next_due_at=NOON + timedelta(minutes=35), nudged_count=1)
            await members.reschedule(connection, [after])
            claimed[who] = (after, replace(before, next_due_at=NOON + timedelta(seconds=30)))
        paused = replace(claimed[ANA][0], next_due_at=NOON + timedelta(hours=5))
        await members.save(connection, paused)
        await members.put_back(connection, list(claimed.values()))
        kept, restored = [await members.find(connection, who) for who in claimed]
    assert kept == paused
    assert restored == claimed[Who("T1", "U2")][1]


async def test_deleting_a_workspace_deletes_its_members(database: Database) -> None:
    await populate(database, ANA, Who("T2", "U1"))
    async with database.write() as connection:
        await workspaces.remove(connection, "T1")
        assert await members.find(connection, ANA) is None
        assert isinstance(await members.find(connection, Who("T2", "U1")), Member)
        assert await members.counts(connection) == {"active": 1}
