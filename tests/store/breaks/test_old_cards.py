"""The queue of old cards to collapse: what enters it, and what leaves it."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.domain.breaks.card_state import CardState, Progress
from bot.domain.breaks.nudges import new_nudge
from bot.domain.breaks.old_cards import DayOfBreaks
from bot.domain.members import Who
from bot.store.breaks import nudges, old_cards
from bot.store.breaks.old_cards import FreeAt, Newer, Old
from bot.store.db.database import Database
from bot.store.db.tables import nudges as nudges_table
from bot.store.people import workspaces
from bot.store.progress import history
from bot.store.progress.history import Break
from tests.store.rows import ANA, NOON, populate

MORNING, NIGHT = NOON - timedelta(hours=12), NOON + timedelta(hours=12)
BEN = Who("T2", "U1")


async def put(
    database: Database,
    id_: str,
    state: CardState = CardState.DONE,
    *,
    who: Who = ANA,
    made: datetime = NOON,
    sent: bool = True,
) -> None:
    """Adds a card in this state."""
    async with database.write() as connection:
        await nudges.add(connection, [new_nudge(id_, who, "dead-bug", state, made, asked=False)])
        if sent:
            await nudges.mark_sent(connection, [nudges.Sent(id_, "D1", f"1.{id_}")], made)


async def arrives(database: Database, id_: str, *, who: Who = ANA, at: datetime = NOON) -> None:
    """Adds a newer card that Slack accepted."""
    nudge = new_nudge(id_, who, "dead-bug", CardState.OFFERED, at, asked=False)
    async with database.write() as connection:
        await nudges.expire_live(connection, [who], at)
        await nudges.add(connection, [nudge])
        await nudges.mark_sent(connection, [nudges.Sent(id_, "D1", f"1.{id_}")], at)
        await old_cards.supersede(connection, [Newer(nudge, MORNING, NIGHT)])


async def taken(
    database: Database, *, workspace: str = "T1", at: datetime = NOON, most: int = 99
) -> list[str]:
    async with database.write() as connection:
        return [it.nudge.id for it in await old_cards.take_old(connection, workspace, at, most)]


@pytest.mark.parametrize(
    ("state", "ids"),
    [
        (CardState.CLAIMED, ["old"]),
        (CardState.OFFERED, ["old"]),
        (CardState.STARTED, ["old"]),
        (CardState.SNOOZED, ["old"]),
        (CardState.SKIPPED, ["old"]),
        (CardState.DONE, ["old"]),
        (CardState.STOPPED, ["old"]),
        (CardState.EXPIRED, ["old"]),
        (CardState.SWAPPED, []),
        (CardState.LOST, []),
    ],
)
async def test_older_cards_are_queued(database: Database, state: CardState, ids: list[str]) -> None:
    await populate(database, ANA)
    await put(database, "old", state)
    await arrives(database, "new")
    assert await taken(database) == ids
    assert await taken(database) == []


async def test_cards_without_a_message_or_of_long_ago_are_not_queued(database: Database) -> None:
    await populate(database, ANA, BEN)
    await put(database, "unplaced", sent=False)
    await put(database, "before", made=MORNING - timedelta(seconds=1))
    await put(database, "bens", who=BEN)
    await arrives(database, "new")
    assert await taken(database) == []
    assert await taken(database, workspace="T2") == []


async def test_the_newest_cards_are_claimed_first_and_once(database: Database) -> None:
    await populate(database, ANA)
    for n in range(4):
        await put(database, f"{n}", made=NOON - timedelta(hours=4 - n))
    await arrives(database, "new")
    assert await taken(database, most=2) == ["3", "2"]
    await arrives(database, "newer", at=NOON + timedelta(hours=1))
    assert await taken(database) == ["new", "1", "0"]


async def test_a_card_that_waited_too_long_is_left_alone(database: Database) -> None:
    await populate(database, ANA)
    for n in range(3):
        await put(database, f"{n}")
    await arrives(database, "new")
    assert await taken(database, at=NIGHT) == []
    async with database.write() as connection:
        assert await old_cards.leave_as_they_are(connection, NIGHT - timedelta(seconds=1), 99) == 0
        assert await old_cards.leave_as_they_are(connection, NIGHT, 2) == 2
        assert await old_cards.leave_as_they_are(connection, NIGHT, 2) == 1
    assert await taken(database) == []


async def test_a_click_takes_a_card_out_of_the_queue(database: Database) -> None:
    await populate(database, ANA)
    for id_ in ("walked", "answered"):
        await put(database, id_)
    await arrives(database, "new")
    async with database.write() as connection:
        card = await nudges.find(connection, "walked")
        assert card is not None
        await nudges.move(connection, card.moved(Progress(CardState.DONE)), NOON)
        await old_cards.stay_whole(connection, "answered")
    assert await taken(database) == []
    await arrives(database, "newer")
    assert set(await taken(database)) == {"walked", "answered", "new"}


async def test_cards_put_back_are_claimed_again_unless_clicked(
    database: Database,
) -> None:
    await populate(database, ANA)
    for id_ in ("old", "clicked"):
        await put(database, id_)
    await arrives(database, "new")
    async with database.write() as connection:
        mine = await old_cards.take_old(connection, "T1", NOON, 99)
    assert [(it.locale, it.until) for it in mine] == [("en-US", NIGHT)] * 2
    async with database.write() as connection:
        await old_cards.stay_whole(connection, "clicked")
    async with database.read() as connection:
        [clicked] = await old_cards.whole_again(connection, ["old", "clicked"])
    assert clicked.id == "clicked"
    async with database.write() as connection:
        await old_cards.give_back(connection, mine, NOON)
    assert await taken(database) == ["old"]


async def test_workspaces_with_queued_cards_wait_for_their_rate_limit(database: Database) -> None:
    people = [Who(f"T{n}", "U1") for n in range(1, 6)]
    await populate(database, *people)
    for who in people[1:]:
        await put(database, f"old {who}", who=who)
        await arrives(database, f"new {who}", who=who)
    soon, late = NOON + timedelta(seconds=5), NOON + timedelta(seconds=9)
    async with database.write() as connection:
        await workspaces.pace_updates(connection, {"T2": late, "T3": soon, "T4": NOON})
        await workspaces.pace_deletes(connection, {"T3": NOON, "T4": late})
        free = FreeAt(lines=soon, deletes=NOON)
        assert await old_cards.to_collapse_in(connection, NOON, free, 9) == ["T5", "T3"]
        assert await old_cards.to_collapse_in(connection, NOON, free, 1) == ["T5"]
        night = FreeAt(NIGHT, NIGHT)
        assert await old_cards.to_collapse_in(connection, NIGHT, night, 9) == []
        paced = await workspaces.updates_paced_until(connection, ["T2", "T5", "T9"])
    assert paced == {"T2": late, "T5": None}


async def takes_break(database: Database, id_: str, at: datetime, seconds: int = 60) -> None:
    done = Break(
        nudge_id=id_,
        workspace_id=ANA.workspace_id,
        user_id=ANA.user_id,
        exercise_id="dead-bug",
        completed_at=at,
        day=NOON.date(),
        zone="UTC",
        seconds=seconds,
    )
    async with database.write() as connection:
        await history.take_break(connection, done, scheduled=True, goal=4)


async def days(database: Database) -> dict[str, DayOfBreaks | None]:
    async with database.write() as connection:
        old = await old_cards.take_old(connection, "T1", NOON + timedelta(minutes=50), 99)
    return {it.nudge.id: it.day for it in old}


async def test_the_last_break_of_a_day_becomes_its_line(database: Database) -> None:
    await populate(database, ANA)
    for n, minutes in enumerate((0, 10, 20)):
        await put(database, f"{n}", made=NOON + timedelta(minutes=minutes))
        await takes_break(database, f"{n}", NOON + timedelta(minutes=minutes + 1))
    await put(database, "ignored", CardState.EXPIRED, made=NOON + timedelta(minutes=30))
    await arrives(database, "new", at=NOON + timedelta(minutes=40))
    assert await days(database) == {
        "ignored": None,
        "2": DayOfBreaks(NOON.date(), 3, 180, 4),
        "1": None,
        "0": None,
    }


async def test_a_line_makes_room_for_that_of_a_later_break(database: Database) -> None:
    await populate(database, ANA)
    await put(database, "first")
    await takes_break(database, "first", NOON + timedelta(minutes=1))
    await arrives(database, "second", at=NOON + timedelta(minutes=40))
    assert await days(database) == {"first": DayOfBreaks(NOON.date(), 1, 60, 4)}
    await arrives(database, "third", at=NOON + timedelta(minutes=45))
    assert await days(database) == {"second": None}
    await takes_break(database, "third", NOON + timedelta(minutes=70))
    await arrives(database, "fourth", at=NOON + timedelta(minutes=80))
    assert await days(database) == {"third": DayOfBreaks(NOON.date(), 2, 120, 4), "first": None}


async def test_breaks_without_a_message_change_the_line(database: Database) -> None:
    await populate(database, ANA)
    await put(database, "first")
    await takes_break(database, "first", NOON + timedelta(minutes=1))
    await arrives(database, "second", at=NOON + timedelta(minutes=40))
    await days(database)
    await takes_break(database, "unplaced", NOON + timedelta(minutes=60))
    await arrives(database, "third", at=NOON + timedelta(minutes=70))
    assert await days(database) == {"second": None, "first": DayOfBreaks(NOON.date(), 2, 120, 4)}


async def test_a_break_that_does_not_count_leaves_nothing(database: Database) -> None:
    await populate(database, ANA)
    for n in range(2):
        await put(database, f"{n}", made=NOON + timedelta(minutes=n))
        await takes_break(database, f"{n}", NOON + timedelta(minutes=n + 1))
    await arrives(database, "new", at=NOON + timedelta(minutes=40))
    assert await days(database) == {"0": DayOfBreaks(NOON.date(), 1, 60, 4), "1": None}


async def test_concurrent_claims_never_share_a_card(database: Database) -> None:
    await populate(database, ANA)
    for n in range(30):
        await put(database, f"{n}")
    await arrives(database, "new")

    async def take() -> list[str]:
        async with database.write() as connection:
            mine = await old_cards.take_old(connection, "T1", NOON, 7)
            await asyncio.sleep(0)
            return [it.nudge.id for it in mine]

    got = [it for batch in await asyncio.gather(*(take() for _ in range(4))) for it in batch]
    rest = await taken(database)
    assert sorted(got + rest) == sorted(f"{n}" for n in range(30))


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
async def test_locked_cards_are_skipped(database: Database) -> None:
    await populate(database, ANA, BEN)
    for who, id_ in ((ANA, "held"), (ANA, "free"), (BEN, "bens")):
        await put(database, id_, who=who)
        await arrives(database, f"new {id_}", who=who)
    async with database.write() as busy:
        await busy.execute(update(nudges_table).where(nudges_table.c.id == "held").values(stage=1))
        await workspaces.paced_until(busy, ["T2"])
        async with asyncio.timeout(5), database.write() as connection:
            old: list[Old] = await old_cards.take_old(connection, "T1", NOON, 99)
            assert "held" not in [it.nudge.id for it in old]
            assert "free" in [it.nudge.id for it in old]
            assert set(await workspaces.updates_paced_until(connection, ["T1", "T2"])) == {"T1"}
