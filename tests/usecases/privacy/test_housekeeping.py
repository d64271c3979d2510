"""What housekeeping deletes."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select, update

from bot.domain.breaks.card_state import CardState
from bot.domain.breaks.nudges import new_nudge
from bot.store.breaks import nudges, old_cards
from bot.store.db.database import Database
from bot.store.db.tables import nudges as nudges_table
from bot.store.people import personal_data
from bot.usecases.privacy.housekeeping import AT_ONCE, Housekeeping
from tests.deps import deps_of
from tests.store.rows import ANA, NOON, populate


def housekeeping(database: Database) -> Housekeeping:
    return Housekeeping(deps_of(database, lambda: NOON))


async def test_all_cards_of_past_days_leave_the_queue_of_collapsing(database: Database) -> None:
    await populate(database, ANA)
    old = [
        new_nudge(f"{n}", ANA, "dead-bug", CardState.DONE, NOON, asked=False)
        for n in range(AT_ONCE + 2)
    ]
    async with database.write() as connection:
        await nudges.add(connection, old)
        await nudges.mark_sent(connection, [nudges.Sent(it.id, "D1", "1.2") for it in old], NOON)
        await old_cards.supersede(connection, [old_cards.Newer(old[0], NOON, NOON)])
        await connection.execute(
            update(nudges_table)
            .where(nudges_table.c.id == "1")
            .values(collapse_by=NOON + timedelta(hours=1))
        )
    await housekeeping(database).tidy()
    async with database.read() as connection:
        waiting = await connection.scalar(
            select(func.count()).where(nudges_table.c.collapse_by.is_not(None))
        )
    assert waiting == 1


async def test_shredding_that_failed_is_retried(database: Database, tmp_path: Path) -> None:
    """Only SQLite needs it."""
    await populate(database, ANA)
    async with database.write() as connection:
        await personal_data.forget(connection, ANA)
    database._owes_shredding = database.is_sqlite
    await housekeeping(database).tidy()
    assert not database.owes_shredding
    assert not any(
        b"europe/berlin" in it.read_bytes().lower() for it in tmp_path.glob("limber.db*")
    )
