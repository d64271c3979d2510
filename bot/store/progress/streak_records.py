"""Streaks, each stored as of the last kept day.

Days missed since then are applied when a streak is read, with the reader's own today.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date

from sqlalchemy import and_, select, true, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Who
from bot.domain.progress.streaks import Day, Streak, fold, summary
from bot.store.db.tables import days, streaks
from bot.store.db.upserts import upsert
from bot.store.people.keys import key, of_person
from bot.store.progress.workdays import FELL_SHORT, days_of, last_kept, missed

_STREAK = tuple(it.name for it in fields(Streak))


async def add_break(connection: AsyncConnection, who: Who, lived: Day, seconds: int) -> None:
    """Adds a break to the streak; `lived` is its day, which includes the break."""
    before = await _stored(connection, who)
    if before.precedes(lived.date):
        last = before.last_day if before.keeps(lived) else None
        between = await missed(connection, who, last, lived.date)
        after = before.with_break(lived, seconds, between)
    else:
        after = await _refolded(connection, who, before.seconds + seconds)
    await _save(connection, who, after)


async def streak(connection: AsyncConnection, who: Who, today: date) -> Streak:
    """The streak as of `today`: each workday missed since the last kept day used a freeze or ended
    it."""
    stored = await _stored(connection, who)
    if not stored.precedes(today):
        folded = fold(await days_of(connection, who), today)
        return replace(folded, seconds=stored.seconds)
    return stored.lapsed(await missed(connection, who, stored.last_day, today))


async def frozen_meanwhile(
    connection: AsyncConnection, who: Who, today: date, streak: Streak
) -> Sequence[date]:
    """The days that used a freeze between the last kept day before `today` and `today`.

    Empty if the streak, as of today, does not go back to that day.
    """
    began_today = streak.current == 1 and streak.last_day == today
    if streak.frozen_on is None or not streak.current or began_today:
        return ()
    since = await last_kept(connection, who, today)
    if since is None or since > streak.frozen_on:
        return ()
    return await missed(connection, who, since, today)


async def needs_recount(
    connection: AsyncConnection, workspace_id: str, user_id: str | None, first: date, last: date
) -> list[Who]:
    """The people whose streak changes when these days become days off, or cease to be.

    They missed one of these days and kept a later one. `user_id` None means everybody in the
    workspace. Days off begin today or later, so these people have crossed the date line, or live
    beyond it.
    """
    rows = await connection.execute(
        select(days.c.workspace_id, days.c.user_id)
        .join(
            streaks,
            and_(
                streaks.c.workspace_id == days.c.workspace_id,
                streaks.c.user_id == days.c.user_id,
                streaks.c.last_day > days.c.day,
            ),
        )
        .where(
            streaks.c.workspace_id == workspace_id,
            true() if user_id is None else streaks.c.user_id == user_id,
            streaks.c.last_day > first,
            days.c.day.between(first, last),
            FELL_SHORT,
        )
        .distinct()
    )
    return [Who(*row) for row in rows]


async def recount(connection: AsyncConnection, people: Iterable[Who]) -> None:
    """Recomputes streaks from the days. The caller locks the members."""
    for person in people:
        stored = await _stored(connection, person)
        await _save(connection, person, await _refolded(connection, person, stored.seconds))


async def recount_after(connection: AsyncConnection, changed: Sequence[tuple[Who, date]]) -> None:
    """Recomputes the streaks of people who kept a day later than the one that changed.

    That is possible across the date line, or if midnight falls between two statements.
    """
    people, earliest = dict(changed), min(day for _, day in changed)
    later = await connection.execute(
        select(streaks.c.workspace_id, streaks.c.user_id, streaks.c.last_day).where(
            tuple_(streaks.c.workspace_id, streaks.c.user_id).in_([tuple(it) for it in people]),
            streaks.c.last_day > earliest,
        )
    )
    found = {Who(workspace_id, user_id): last for workspace_id, user_id, last in later}
    await recount(connection, [it for it, last in found.items() if last > people[it]])


async def _stored(connection: AsyncConnection, who: Who) -> Streak:
    row = (
        await connection.execute(
            select(*(streaks.c[it] for it in _STREAK)).where(of_person(streaks)), key(who)
        )
    ).one_or_none()
    return Streak() if row is None else Streak(*row)


async def _save(connection: AsyncConnection, who: Who, streak: Streak) -> None:
    made = upsert(connection, streaks)
    await connection.execute(
        made.on_conflict_do_update(
            index_elements=[streaks.c.workspace_id, streaks.c.user_id],
            set_={it: made.excluded[it] for it in _STREAK},
        ),
        {**who._asdict(), **vars(streak)},
    )


async def _refolded(connection: AsyncConnection, who: Who, seconds: int) -> Streak:
    """The streak recomputed from all days."""
    return replace(summary(await days_of(connection, who)), seconds=seconds)
