"""What people did: the log of breaks, their days, streaks and weeks.

`breaks` and `days` are the log. `streaks`, `weeks` and `group_weeks` are summaries, kept in the
same transaction so that a leaderboard or a streak is one short look; rebuild.py makes them anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Who
from bot.domain.streaks import Day, Streak, fold
from bot.store import teamcounts
from bot.store.daysoff import counted_against
from bot.store.members import key
from bot.store.tables import breaks, days, group_weeks, streaks, weeks
from bot.store.upserts import upsert


@dataclass(frozen=True, kw_only=True)
class Break:
    """One completed exercise. `day` is the person's workday, `zone` where they were."""

    nudge_id: str
    workspace_id: str
    user_id: str
    exercise_id: str
    completed_at: datetime
    day: date
    zone: str
    seconds: int

    @property
    def who(self) -> Who:
        return Who(self.workspace_id, self.user_id)


@dataclass(frozen=True)
class GroupWeek:
    """What a whole workspace did in a week."""

    people: int = 0
    breaks: int = 0


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


async def take_break(connection: AsyncConnection, done: Break, *, scheduled: bool) -> None:
    """A completed break, in the log and in every summary; a second time changes nothing.

    `scheduled` says whether its day is a workday of theirs.
    """
    if not await _log_break(connection, done):
        return
    lived = await _count_break(connection, done, scheduled)
    await teamcounts.count_break(
        connection, done.who, done.day, monday(done.day), done.completed_at, done.seconds
    )
    kept = await streak(connection, done.who, done.day)
    if kept.precedes(lived):
        kept = kept.with_break(lived)
    else:
        kept = await _refold(connection, done.who, done.day)
    await _save_streak(connection, done.who, kept)


async def _log_break(connection: AsyncConnection, done: Break) -> bool:
    """Adds a break to the log; False when this card was logged before."""
    added = await connection.execute(
        upsert(connection, breaks).values(**vars(done)).on_conflict_do_nothing()
    )
    return added.rowcount == 1


async def hold_weeks(connection: AsyncConnection, workspace_id: str, weeks_: set[date]) -> None:
    """Holds the counts of a workspace's weeks, for who logs breaks of many people at once: after
    those people, and before their teams."""
    await connection.execute(
        select(group_weeks.c.week)
        .where(group_weeks.c.workspace_id == workspace_id, group_weeks.c.week.in_(sorted(weeks_)))
        .order_by(group_weeks.c.week)
        .with_for_update()
    )


async def count_nudges(connection: AsyncConnection, sent: Sequence[tuple[Who, date, bool]]) -> None:
    """Counts a nudge for each (person, day, whether it is a workday of theirs)."""
    if not sent:
        return
    await _count_day(
        connection,
        [
            {**who._asdict(), "day": day, "scheduled": scheduled, "nudges": 1, "breaks": 0}
            for who, day, scheduled in sent
        ],
    )
    await teamcounts.count_nudges(connection, [(who, day) for who, day, _ in sent])


async def _count_break(connection: AsyncConnection, done: Break, scheduled: bool) -> Day:
    """Counts a break for its day, its week and its group's week; answers the day as it stands."""
    owner = done.who._asdict()
    await _count_day(
        connection,
        [{**owner, "day": done.day, "scheduled": scheduled, "nudges": 0, "breaks": 1}],
    )
    await _count_week(connection, done, owner)
    row = (
        await connection.execute(
            select(days.c.day, days.c.scheduled, days.c.nudges, days.c.breaks).where(
                _of_one(days), days.c.day == done.day
            ),
            key(done.who),
        )
    ).one()
    return Day(*row)


async def _count_day(connection: AsyncConnection, counted: list[dict[str, object]]) -> None:
    """Whether a day is a workday is settled by the first thing that happens on it."""
    made = upsert(connection, days)
    await connection.execute(
        made.on_conflict_do_update(
            index_elements=[days.c.workspace_id, days.c.user_id, days.c.day],
            set_={
                "nudges": days.c.nudges + made.excluded.nudges,
                "breaks": days.c.breaks + made.excluded.breaks,
            },
        ),
        counted,
    )


async def excuse(connection: AsyncConnection, who: Who, date_: date) -> None:
    """A workday turns out to be a holiday: unless they took a break, it counts for nothing."""
    await teamcounts.excuse(connection, [(who, date_)])
    await connection.execute(
        update(days)
        .where(_of_one(days), days.c.day == date_, days.c.breaks == 0)
        .values(scheduled=False),
        key(who),
    )


async def _count_week(connection: AsyncConnection, done: Break, owner: dict[str, str]) -> None:
    week = {"week": monday(done.day), "breaks": 1, "seconds": done.seconds}
    made = upsert(connection, weeks)
    total = await connection.scalar(
        made.on_conflict_do_update(
            index_elements=[weeks.c.workspace_id, weeks.c.week, weeks.c.user_id],
            set_={
                "breaks": weeks.c.breaks + made.excluded.breaks,
                "seconds": weeks.c.seconds + made.excluded.seconds,
            },
        ).returning(weeks.c.breaks),
        {**owner, **week},
    )
    group = upsert(connection, group_weeks)
    await connection.execute(
        group.on_conflict_do_update(
            index_elements=[group_weeks.c.workspace_id, group_weeks.c.week],
            set_={
                it: group_weeks.c[it] + group.excluded[it] for it in ("people", "breaks", "seconds")
            },
        ),
        {"workspace_id": done.workspace_id, "people": int(total == 1), **week},
    )


async def day(connection: AsyncConnection, who: Who, date_: date) -> Day:
    row = (
        await connection.execute(
            select(days.c.scheduled, days.c.nudges, days.c.breaks).where(
                _of_one(days), days.c.day == date_
            ),
            key(who),
        )
    ).one_or_none()
    return Day(date_, *row) if row is not None else Day(date_, scheduled=False, nudges=0, breaks=0)


async def streak(connection: AsyncConnection, who: Who, today: date) -> Streak:
    """The streak as it stands on `today`: a workday missed since the last break has ended it."""
    row = (
        await connection.execute(
            select(
                streaks.c.current, streaks.c.longest, streaks.c.last_day, streaks.c.breaks
            ).where(_of_one(streaks)),
            key(who),
        )
    ).one_or_none()
    if row is None:
        return Streak()
    stored = Streak(*row)
    if stored.last_day is None:
        return stored
    missed = await connection.scalar(
        select(days.c.day)
        .where(
            _of_one(days),
            days.c.day > stored.last_day,
            days.c.day < today,
            counted_against(),
            days.c.nudges > 0,
            days.c.breaks == 0,
        )
        .limit(1),
        key(who),
    )
    return stored if missed is None else stored.lapsed()


async def _save_streak(connection: AsyncConnection, who: Who, streak: Streak) -> None:
    made = upsert(connection, streaks)
    await connection.execute(
        made.on_conflict_do_update(
            index_elements=[streaks.c.workspace_id, streaks.c.user_id],
            set_={it: made.excluded[it] for it in ("current", "longest", "last_day", "breaks")},
        ),
        {**who._asdict(), **vars(streak)},
    )


async def _refold(connection: AsyncConnection, who: Who, today: date) -> Streak:
    """The streak counted afresh from all days of one member."""
    rows = await connection.execute(
        select(days.c.day, counted_against(), days.c.nudges, days.c.breaks)
        .where(_of_one(days))
        .order_by(days.c.day),
        key(who),
    )
    return fold([Day(*row) for row in rows], today)


async def group_week(connection: AsyncConnection, workspace_id: str, week: date) -> GroupWeek:
    row = (
        await connection.execute(
            select(group_weeks.c.people, group_weeks.c.breaks).where(
                group_weeks.c.workspace_id == workspace_id, group_weeks.c.week == week
            )
        )
    ).one_or_none()
    return GroupWeek(*row) if row is not None else GroupWeek()


async def breaks_in(connection: AsyncConnection, who: Who, week: date) -> int:
    """How many breaks one person took in that week."""
    question = select(weeks.c.breaks).where(_of_one(weeks), weeks.c.week == week)
    return await connection.scalar(question, key(who)) or 0


async def uncount(connection: AsyncConnection, who: Who) -> None:
    """Takes a person's breaks out of their group's weeks, before the person is forgotten."""
    counted = await connection.execute(
        select(weeks.c.week, weeks.c.breaks, weeks.c.seconds).where(_of_one(weeks)), key(who)
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


def _of_one(table: Table) -> ColumnElement[bool]:
    return and_(table.c.workspace_id == bindparam("w"), table.c.user_id == bindparam("u"))
