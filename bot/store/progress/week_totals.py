"""Weekly totals of breaks, by person and by workspace."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Who
from bot.store.db.tables import group_weeks, weeks
from bot.store.db.upserts import upsert
from bot.store.people.keys import key, of_person

_GROUP_WEEK = select(group_weeks.c.people, group_weeks.c.breaks).where(
    group_weeks.c.workspace_id == bindparam("w"), group_weeks.c.week == bindparam("week")
)
_BREAKS_IN = select(weeks.c.breaks).where(of_person(weeks), weeks.c.week == bindparam("week"))


@dataclass(frozen=True)
class GroupWeek:
    """A workspace's total of a week: people with a break, and breaks."""

    people: int = 0
    breaks: int = 0


async def add_break(connection: AsyncConnection, who: Who, monday: date, seconds: int) -> None:
    """Adds a break to the totals of the week that begins on that Monday."""
    week = {"week": monday, "breaks": 1, "seconds": seconds}
    made = upsert(connection, weeks)
    total = await connection.scalar(
        made.on_conflict_do_update(
            index_elements=[weeks.c.workspace_id, weeks.c.week, weeks.c.user_id],
            set_={
                "breaks": weeks.c.breaks + made.excluded.breaks,
                "seconds": weeks.c.seconds + made.excluded.seconds,
            },
        ).returning(weeks.c.breaks),
        {**who._asdict(), **week},
    )
    group = upsert(connection, group_weeks)
    await connection.execute(
        group.on_conflict_do_update(
            index_elements=[group_weeks.c.workspace_id, group_weeks.c.week],
            set_={
                it: group_weeks.c[it] + group.excluded[it] for it in ("people", "breaks", "seconds")
            },
        ),
        {"workspace_id": who.workspace_id, "people": int(total == 1), **week},
    )


async def group_week(connection: AsyncConnection, workspace_id: str, week: date) -> GroupWeek:
    asked = {"w": workspace_id, "week": week}
    row = (await connection.execute(_GROUP_WEEK, asked)).one_or_none()
    return GroupWeek(*row) if row is not None else GroupWeek()


async def breaks_in(connection: AsyncConnection, who: Who, week: date) -> int:
    """A person's breaks in that week."""
    return await connection.scalar(_BREAKS_IN, {**key(who), "week": week}) or 0


async def own(connection: AsyncConnection, who: Who, week: date) -> tuple[int, int]:
    """The breaks of a person in the week that begins on that Monday, and their seconds."""
    question = select(weeks.c.breaks, weeks.c.seconds).where(of_person(weeks), weeks.c.week == week)
    found = (await connection.execute(question, key(who))).first()
    return (found[0], found[1]) if found is not None else (0, 0)


async def lock_weeks(connection: AsyncConnection, workspace_id: str, weeks_: set[date]) -> None:
    """Locks a workspace's totals of these weeks, and inserts missing ones.

    For logging breaks of many people at once. To prevent deadlocks, lock the people before, and
    their teams afterwards.
    """
    nothing = {"workspace_id": workspace_id, "people": 0, "breaks": 0, "seconds": 0}
    empty = [{**nothing, "week": it} for it in sorted(weeks_)]
    await connection.execute(upsert(connection, group_weeks).on_conflict_do_nothing(), empty)
    await connection.execute(
        select(group_weeks.c.week)
        .where(group_weeks.c.workspace_id == workspace_id, group_weeks.c.week.in_(sorted(weeks_)))
        .order_by(group_weeks.c.week)
        .with_for_update()
    )


async def uncount(connection: AsyncConnection, who: Who) -> None:
    """Subtracts a person's breaks from the workspace's totals, before the person is forgotten.

    Updates the weeks in date order, to prevent deadlocks.
    """
    counted = await connection.execute(
        select(weeks.c.week, weeks.c.breaks, weeks.c.seconds)
        .where(of_person(weeks))
        .order_by(weeks.c.week),
        key(who),
    )
    for week, count, seconds in counted.all():
        await connection.execute(
            update(group_weeks)
            .where(group_weeks.c.workspace_id == who.workspace_id, group_weeks.c.week == week)
            .values(
                people=group_weeks.c.people - 1,
                breaks=group_weeks.c.breaks - count,
                seconds=group_weeks.c.seconds - seconds,
            )
        )
