"""What people did: the log of breaks, their days, streaks and weeks.

`breaks` and `days` are the log. `streaks`, `weeks` and `group_weeks` are summaries, kept in the
same transaction so that a leaderboard or a streak is one short look; rebuild.py makes them anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import (
    and_,
    bindparam,
    exists,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar.work_week import monday
from bot.domain.members import Member, Who
from bot.domain.progress.streaks import SOON, Day, Streak, fold, summary
from bot.store.db.tables import breaks, days, group_weeks, streaks, weeks
from bot.store.db.upserts import upsert
from bot.store.people import listed_flag
from bot.store.people.days_off import counted_against
from bot.store.people.keys import key, of_person
from bot.store.teams import team_counts

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

NEAR = timedelta(days=2)
"""Two breaks at one time may lie so many days apart, each on its own calendar."""

_LASTING = (days.c.nudges, days.c.breaks, days.c.goal, days.c.excused)
DAY = (days.c.day, counted_against(), *_LASTING)
"""What makes a Day, in the order of its fields."""
STORED_DAY = (days.c.day, days.c.scheduled, *_LASTING)
"""The same where it is known that nothing has changed whether it is a workday."""
_FELL_SHORT = (
    days.c.scheduled
    & ~days.c.excused
    & (days.c.nudges >= days.c.goal)
    & (days.c.breaks < days.c.goal)
)
"""Days that are missed once they are over, unless they became days off."""
_STREAK = tuple(it.name for it in fields(Streak))
_GROUP_WEEK = select(group_weeks.c.people, group_weeks.c.breaks).where(
    group_weeks.c.workspace_id == bindparam("w"), group_weeks.c.week == bindparam("week")
)
_BREAKS_IN = select(weeks.c.breaks).where(
    of_person(weeks),
    weeks.c.week == bindparam("week"),
)


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


@dataclass(frozen=True)
class Counted:
    """What became of a break that was taken: whether it counts, and its day as it stands now."""

    counts: bool
    day: Day


async def take_break(
    connection: AsyncConnection, done: Break, *, scheduled: bool, goal: int
) -> Counted:
    """A completed break, in the log and, unless one that counts was only just before, in every
    summary; a second time changes nothing. The caller holds the member.

    `scheduled` says whether its day is a workday of theirs, `goal` how many breaks keep it; the
    first thing that happens on a day settles both.
    """
    first = Workday(done.who, done.day, scheduled, goal)
    if not await _log_break(connection, done):
        return Counted(False, await day(connection, first))
    lived = await _count_break(connection, done, first)
    await team_counts.count_break(
        connection, done.who, done.day, monday(done.day), done.completed_at, done.seconds
    )
    await listed_flag.refresh(connection, [done.who])  # of the rows that this may have made
    await add_break(connection, done.who, lived, done.seconds)
    return Counted(True, lived)


async def _log_break(connection: AsyncConnection, done: Break) -> bool:
    """Adds a break to the log; False when it does not count, or this card was logged before."""
    other = breaks.alias()
    soon = exists().where(
        other.c.workspace_id == done.workspace_id,
        other.c.user_id == done.user_id,
        other.c.day.between(done.day - NEAR, done.day + NEAR),
        other.c.completed_at > done.completed_at - SOON,
        other.c.completed_at < done.completed_at + SOON,
        other.c.counts,
    )
    added = await connection.scalar(
        upsert(connection, breaks)
        .values(**vars(done), counts=~soon)
        .on_conflict_do_nothing()
        .returning(breaks.c.counts)
    )
    return bool(added)


async def lock_weeks(connection: AsyncConnection, workspace_id: str, weeks_: set[date]) -> None:
    """Holds the counts of a workspace's weeks, for who logs breaks of many people at once: after
    those people, and before their teams. A week that has none yet gets some to hold."""
    nothing = {"workspace_id": workspace_id, "people": 0, "breaks": 0, "seconds": 0}
    begun = [{**nothing, "week": it} for it in sorted(weeks_)]
    await connection.execute(upsert(connection, group_weeks).on_conflict_do_nothing(), begun)
    await connection.execute(
        select(group_weeks.c.week)
        .where(group_weeks.c.workspace_id == workspace_id, group_weeks.c.week.in_(sorted(weeks_)))
        .order_by(group_weeks.c.week)
        .with_for_update()
    )


class Workday(NamedTuple):
    """A day of somebody, and what it asks if what happens now is the first thing on it."""

    who: Who
    day: date
    scheduled: bool
    goal: int

    @classmethod
    def of(cls, member: Member, at: datetime) -> "Workday":
        """The day that something at that instant counts for."""
        day = member.workday(at)
        return cls(member.who, day, member.works_on(day), member.preferences.daily_goal)


async def count_nudges(connection: AsyncConnection, sent: Sequence[Workday]) -> None:
    """Counts a nudge for each of these people, whom the caller holds."""
    if not sent:
        return
    await connection.execute(_counting(connection), [_values(it, nudges=1) for it in sent])
    await team_counts.count_nudges(connection, [(it.who, it.day) for it in sent])
    await recount_after(connection, [(it.who, it.day) for it in sent])


async def _count_break(connection: AsyncConnection, done: Break, first: Workday) -> Day:
    """Counts a break for its day, its week and its group's week; answers the day as it stands."""
    counting = _counting(connection).returning(*STORED_DAY)
    row = (await connection.execute(counting, _values(first, breaks=1))).one()
    await _count_week(connection, done, done.who._asdict())
    return Day(*row)


def _counting(connection: AsyncConnection) -> "sqlite.Insert | postgresql.Insert":
    """What a day asks is settled by the first thing that happens on it."""
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


async def excuse(connection: AsyncConnection, people: Sequence[Workday]) -> None:
    """Excuses a day of each of these people, whom the caller holds: whatever came before, and
    whatever still comes, it is not missed."""
    if not people:
        return
    await team_counts.excuse(connection, [(it.who, it.day) for it in people])
    await connection.execute(_counting(connection), [_values(it, excused=True) for it in people])
    await recount_after(connection, [(it.who, it.day) for it in people])


async def lower_goal(connection: AsyncConnection, it: Workday) -> None:
    """Asks less of a day from now on, if it asked for more: that may keep it. A higher goal is
    asked of days on which nothing has happened yet."""
    lowered = await connection.execute(
        update(days)
        .where(of_person(days), days.c.day == it.day, days.c.goal > it.goal)
        .values(goal=it.goal),
        key(it.who),
    )
    if lowered.rowcount:
        await recount(connection, [it.who])


async def needs_recount(
    connection: AsyncConnection, workspace_id: str, user_id: str | None, first: date, last: date
) -> list[Who]:
    """Whose streaks are to be counted anew once these days are off, or no longer so: those, of
    one person or of a workspace, who kept a day after one of these that they missed else.

    Whoever decides about days decides from today on; so these are only people who flew over the
    date line since, or live beyond it.
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
            _FELL_SHORT,
        )
        .distinct()
    )
    return [Who(*row) for row in rows]


async def add_break(connection: AsyncConnection, who: Who, lived: Day, seconds: int) -> None:
    """Adds a break to a streak, whose day `lived` counts it already."""
    before = await _stored(connection, who)
    if before.precedes(lived.date):
        last = before.last_day if before.keeps(lived) else None
        missed = await _missed(connection, who, last, lived.date)
        after = before.with_break(lived, seconds, missed)
    else:
        after = await _refolded(connection, who, before.seconds + seconds)
    await _save(connection, who, after)


async def recount(connection: AsyncConnection, people: Iterable[Who]) -> None:
    """Counts the streaks of these people, whom the caller holds, anew."""
    for who in people:
        stored = await _stored(connection, who)
        await _save(connection, who, await _refolded(connection, who, stored.seconds))


async def recount_after(connection: AsyncConnection, changed: Sequence[tuple[Who, date]]) -> None:
    """After something about a day changed: whoever kept a later one since has their streak
    counted anew. That takes a flight over the date line, or a midnight between two steps."""
    people, earliest = dict(changed), min(day for _, day in changed)
    later = await connection.execute(
        select(streaks.c.workspace_id, streaks.c.user_id, streaks.c.last_day).where(
            tuple_(streaks.c.workspace_id, streaks.c.user_id).in_([tuple(it) for it in people]),
            streaks.c.last_day > earliest,
        )
    )
    found = {Who(workspace_id, user_id): last for workspace_id, user_id, last in later}
    await recount(connection, [it for it, last in found.items() if last > people[it]])


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


async def day(connection: AsyncConnection, it: Workday) -> Day:
    """A day as it stands; where nothing has happened yet, as it begins."""
    row = (
        await connection.execute(
            select(*DAY).where(of_person(days), days.c.day == it.day), key(it.who)
        )
    ).one_or_none()
    return Day(it.day, it.scheduled, goal=it.goal) if row is None else Day(*row)


async def days_of(connection: AsyncConnection, who: Who) -> list[Day]:
    """Every day of a member on which anything happened, oldest first."""
    rows = await connection.execute(
        select(*DAY).where(of_person(days)).order_by(days.c.day), key(who)
    )
    return [Day(*row) for row in rows]


async def streak(connection: AsyncConnection, who: Who, today: date) -> Streak:
    """The streak as it stands on `today`: each workday missed since the last kept one has used a
    freeze, or ended it."""
    stored = await _stored(connection, who)
    if not stored.precedes(today):
        folded = fold(await days_of(connection, who), today)
        return replace(folded, seconds=stored.seconds)
    return stored.lapsed(await _missed(connection, who, stored.last_day, today))


async def frozen_meanwhile(
    connection: AsyncConnection, who: Who, today: date, streak: Streak
) -> Sequence[date]:
    """The days for which a freeze was used since the last day kept before today, if the streak,
    as it stands today, still runs from there."""
    began_today = streak.current == 1 and streak.last_day == today
    if streak.frozen_on is None or not streak.current or began_today:
        return ()
    kept = days.c.scheduled & (days.c.breaks >= days.c.goal)
    since = await connection.scalar(
        select(days.c.day)
        .where(of_person(days), days.c.day < today, kept)
        .order_by(days.c.day.desc())
        .limit(1),
        key(who),
    )
    if since is None or since > streak.frozen_on:
        return ()
    return await _missed(connection, who, since, today)


async def counts(connection: AsyncConnection, nudge_id: str) -> bool:
    """Whether the break of a card counts; one that is not on record does not."""
    found = await connection.scalar(select(breaks.c.counts).where(breaks.c.nudge_id == nudge_id))
    return bool(found)


async def _stored(connection: AsyncConnection, who: Who) -> Streak:
    row = (
        await connection.execute(
            select(*(streaks.c[it] for it in _STREAK)).where(of_person(streaks)), key(who)
        )
    ).one_or_none()
    return Streak() if row is None else Streak(*row)


async def _missed(
    connection: AsyncConnection, who: Who, since: date | None, until: date
) -> Sequence[date]:
    """The days missed between two, oldest first; none where nothing was kept before."""
    if since is None or until - since <= timedelta(days=1):
        return ()
    rows = await connection.scalars(
        select(days.c.day)
        .where(
            of_person(days), days.c.day > since, days.c.day < until, counted_against(), _FELL_SHORT
        )
        .order_by(days.c.day),
        key(who),
    )
    return rows.all()


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
    """The streak counted afresh from all days of one member."""
    return replace(summary(await days_of(connection, who)), seconds=seconds)


async def group_week(connection: AsyncConnection, workspace_id: str, week: date) -> GroupWeek:
    asked = {"w": workspace_id, "week": week}
    row = (await connection.execute(_GROUP_WEEK, asked)).one_or_none()
    return GroupWeek(*row) if row is not None else GroupWeek()


async def breaks_in(connection: AsyncConnection, who: Who, week: date) -> int:
    """How many breaks one person took in that week."""
    return await connection.scalar(_BREAKS_IN, {**key(who), "week": week}) or 0


async def uncount(connection: AsyncConnection, who: Who) -> None:
    """Takes a person's breaks out of their group's weeks, before the person is forgotten."""
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
