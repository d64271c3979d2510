"""Days of a person: nudges, breaks, and the goal that keeps the day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Member, Who
from bot.domain.progress.streaks import Day
from bot.store.db.tables import days
from bot.store.db.upserts import upsert
from bot.store.people.days_off import counted_against
from bot.store.people.keys import key, of_person

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

_LASTING = (days.c.nudges, days.c.breaks, days.c.goal, days.c.excused)
DAY = (days.c.day, counted_against(), *_LASTING)
"""The columns of a Day, in the order of its fields."""
STORED_DAY = (days.c.day, days.c.scheduled, *_LASTING)
"""The same for a day that cannot have become a day off since it was stored."""
FELL_SHORT = (
    days.c.scheduled
    & ~days.c.excused
    & (days.c.nudges >= days.c.goal)
    & (days.c.breaks < days.c.goal)
)
"""Days that count as missed once they are over, unless they became days off."""
KEPT = days.c.scheduled & (days.c.breaks >= days.c.goal)


class Workday(NamedTuple):
    """A day of a person. The first event of the day stores `scheduled` and `goal`; later ones keep
    them."""

    who: Who
    day: date
    scheduled: bool
    goal: int

    @classmethod
    def of(cls, member: Member, at: datetime) -> "Workday":
        """The workday that contains this instant."""
        day = member.workday(at)
        return cls(member.who, day, member.works_on(day), member.preferences.daily_goal)


async def add(
    connection: AsyncConnection,
    people: Iterable[Workday],
    *,
    nudges: int = 0,
    excused: bool = False,
) -> None:
    """Adds nudges to, or excuses, a day of each of these people in one batch. The caller locks the
    members."""
    rows = [_values(it, nudges=nudges, excused=excused) for it in people]
    await connection.execute(_counting(connection), rows)


async def add_break(connection: AsyncConnection, it: Workday) -> Day:
    """Adds a break to a day; returns the day including it."""
    counting = _counting(connection).returning(*STORED_DAY)
    row = (await connection.execute(counting, _values(it, breaks=1))).one()
    return Day(*row)


async def lower_goal(connection: AsyncConnection, it: Workday) -> bool:
    """Lowers the goal of a stored day, which may keep it; returns whether that changed anything.

    A higher goal applies only to days without events so far.
    """
    lowered = await connection.execute(
        update(days)
        .where(of_person(days), days.c.day == it.day, days.c.goal > it.goal)
        .values(goal=it.goal),
        key(it.who),
    )
    return bool(lowered.rowcount)


async def day(connection: AsyncConnection, it: Workday) -> Day:
    """The stored day, or `it` without events if none is stored."""
    row = (
        await connection.execute(
            select(*DAY).where(of_person(days), days.c.day == it.day), key(it.who)
        )
    ).one_or_none()
    return Day(it.day, it.scheduled, goal=it.goal) if row is None else Day(*row)


async def days_of(connection: AsyncConnection, who: Who) -> list[Day]:
    """All days with events, oldest first."""
    rows = await connection.execute(
        select(*DAY).where(of_person(days)).order_by(days.c.day), key(who)
    )
    return [Day(*row) for row in rows]


async def kept(connection: AsyncConnection, who: Who) -> int:
    """How many workdays were kept in all."""
    question = select(func.count()).select_from(days).where(of_person(days), KEPT)
    return await connection.scalar(question, key(who)) or 0


async def last_kept(connection: AsyncConnection, who: Who, before: date) -> date | None:
    """The last kept workday before that day."""
    found: date | None = await connection.scalar(
        select(days.c.day)
        .where(of_person(days), days.c.day < before, KEPT)
        .order_by(days.c.day.desc())
        .limit(1),
        key(who),
    )
    return found


async def missed(
    connection: AsyncConnection, who: Who, since: date | None, until: date
) -> Sequence[date]:
    """The missed days strictly between two dates, oldest first; empty if `since` is None."""
    if since is None or until - since <= timedelta(days=1):
        return ()
    rows = await connection.scalars(
        select(days.c.day)
        .where(
            of_person(days), days.c.day > since, days.c.day < until, counted_against(), FELL_SHORT
        )
        .order_by(days.c.day),
        key(who),
    )
    return rows.all()


def _counting(connection: AsyncConnection) -> "sqlite.Insert | postgresql.Insert":
    """An upsert that adds to a day's counts, and keeps its `scheduled` and `goal`."""
    made = upsert(connection, days)
    return made.on_conflict_do_update(
        index_elements=[days.c.workspace_id, days.c.user_id, days.c.day],
        set_={
            "nudges": days.c.nudges + made.excluded.nudges,
            "breaks": days.c.breaks + made.excluded.breaks,
            "excused": days.c.excused | made.excluded.excused,
        },
    )


def _values(
    it: Workday, *, nudges: int = 0, breaks: int = 0, excused: bool = False
) -> dict[str, object]:
    return {
        **it.who._asdict(),
        "day": it.day,
        "scheduled": it.scheduled,
        "goal": it.goal,
        "nudges": nudges,
        "breaks": breaks,
        "excused": excused,
    }
