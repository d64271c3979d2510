"""Counts of teams by day and week, updated in the transaction of each event.

Events are a break, the first nudge of a day, an excused day, and a member joining or leaving. Lock
order, to prevent deadlocks: members, the workspace's weeks, then teams in the order of their ids. A
member counts for a team from the day they joined (`joined_on`); breaks of that day count from the
instant they joined (`joined_at`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    case,
    func,
    not_,
    or_,
    select,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Who
from bot.domain.teams.teams import Channel
from bot.store.db.tables import days, team_days, team_members, team_standings, teams
from bot.store.db.upserts import upsert

COUNTS = ("available", "took", "breaks", "seconds")
_OF_TEAM = and_(
    team_members.c.workspace_id == teams.c.workspace_id,
    team_members.c.channel_id == teams.c.channel_id,
)
_THEIR_DAYS = and_(
    days.c.workspace_id == team_members.c.workspace_id,
    days.c.user_id == team_members.c.user_id,
    days.c.day >= team_members.c.joined_on,
)
_WAS_NUDGED = and_(days.c.nudges > 0, not_(days.c.excused))
_TOOK = and_(days.c.scheduled, days.c.breaks > 0)
_AVAILABLE = and_(days.c.scheduled, or_(days.c.breaks > 0, _WAS_NUDGED))
_ONLY_NUDGED = and_(days.c.scheduled, days.c.breaks == 0, _WAS_NUDGED)
Combined = Callable[[ColumnElement[int], ColumnElement[int]], ColumnElement[int]]


@dataclass(frozen=True)
class Change:
    """What to add to a day of a team."""

    channel: Channel
    day: date
    available: int = 0
    took: int = 0
    breaks: int = 0
    seconds: int = 0


def locking(question: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The same query, which locks the teams' rows in the order of their ids to prevent
    deadlocks."""
    in_order = question.order_by(teams.c.workspace_id, teams.c.channel_id)
    return in_order.with_for_update(key_share=True, of=teams)


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


LIVED = (
    select(
        team_members.c.workspace_id,
        team_members.c.channel_id,
        days.c.day,
        _sum(_AVAILABLE).label("available"),
        _sum(_TOOK).label("took"),
    )
    .join(days, _THEIR_DAYS)
    .where(_AVAILABLE)
    .group_by(team_members.c.workspace_id, team_members.c.channel_id, days.c.day)
)
"""What present members contribute to each day of each team."""
_LIVED_BY_ONE = LIVED.where(
    team_members.c.workspace_id == bindparam("w"),
    team_members.c.channel_id.in_(bindparam("channels", expanding=True)),
    team_members.c.user_id == bindparam("u"),
    days.c.day >= bindparam("first"),
)
_HOLD = locking(
    select(teams.c.channel_id)
    .join(team_members, _OF_TEAM)
    .where(
        tuple_(team_members.c.workspace_id, team_members.c.user_id).in_(
            bindparam("people", expanding=True)
        )
    )
)
_BREAK = locking(
    select(
        teams.c.channel_id,
        (team_members.c.joined_at <= bindparam("at")).label("is_theirs"),
        and_(_TOOK, days.c.breaks == 1).label("is_first"),
        _WAS_NUDGED.label("was_nudged"),
    )
    .join(team_members, _OF_TEAM)
    .join(days, _THEIR_DAYS)
    .where(
        team_members.c.workspace_id == bindparam("w"),
        team_members.c.user_id == bindparam("u"),
        days.c.day == bindparam("day"),
    )
)
_NUDGED = locking(
    select(teams.c.workspace_id, teams.c.channel_id, days.c.user_id, days.c.day, days.c.nudges)
    .join(team_members, _OF_TEAM)
    .join(days, _THEIR_DAYS)
    .where(
        tuple_(days.c.workspace_id, days.c.user_id, days.c.day).in_(
            bindparam("reached", expanding=True)
        ),
        _ONLY_NUDGED,
    )
)


async def lock(connection: AsyncConnection, people: Iterable[Who]) -> None:
    """Locks the teams of several members, in lock order to prevent deadlocks.

    For logging breaks of many people at once.
    """
    await connection.execute(_HOLD, {"people": [tuple(it) for it in people]})


async def count_break(
    connection: AsyncConnection, who: Who, day: date, week: date, at: datetime, seconds: int
) -> None:
    """Counts a break that the person's day includes already. `week` is its Monday."""
    asked = {"w": who.workspace_id, "u": who.user_id, "day": day, "at": at}
    rows = (await connection.execute(_BREAK, asked)).all()
    changes = [
        Change(
            Channel(who.workspace_id, row.channel_id),
            day,
            available=int(row.is_first and not row.was_nudged),
            took=int(row.is_first),
            breaks=int(row.is_theirs),
            seconds=seconds * row.is_theirs,
        )
        for row in rows
        if row.is_first or row.is_theirs
    ]
    await _add(connection, changes)
    await _count_standings(connection, who, changes, week)


async def _count_standings(
    connection: AsyncConnection, who: Who, changes: Sequence[Change], week: date
) -> None:
    theirs = [{**it.channel._asdict(), "user_id": who.user_id} for it in changes if it.breaks]
    if theirs:
        made = upsert(connection, team_standings)
        await connection.execute(
            made.on_conflict_do_update(
                index_elements=list(team_standings.primary_key),
                set_={"breaks": team_standings.c.breaks + made.excluded.breaks},
            ),
            [{**it, "week": week, "breaks": 1} for it in theirs],
        )


async def count_nudges(connection: AsyncConnection, reached: Sequence[tuple[Who, date]]) -> None:
    """Counts nudges that the people's days include already.

    The first nudge of a day makes a person available. Two statements, however many people.
    """
    counted = Counter(reached)
    firsts = Counter(
        (Channel(it.workspace_id, it.channel_id), it.day)
        for it in await _only_nudged(connection, counted)
        if it.nudges == counted[Who(it.workspace_id, it.user_id), it.day]
    )
    await _add(connection, [Change(*key, available=n) for key, n in firsts.items()])


async def excuse(connection: AsyncConnection, excused: Sequence[tuple[Who, date]]) -> None:
    """Uncounts people whose day has only nudges, before it is excused: they are no longer
    available."""
    found = await _only_nudged(connection, excused)
    lost = Counter((Channel(it.workspace_id, it.channel_id), it.day) for it in found)
    await _add(connection, [Change(*key, available=-n) for key, n in lost.items()])


async def enters(connection: AsyncConnection, channel: Channel, who: Who, on: date) -> None:
    """Counts a new member's days from `on`. The caller locks the team."""
    await _add(connection, await _lived(connection, [channel], who, on, 1))


async def leaves(
    connection: AsyncConnection, channels: Sequence[Channel], who: Who, on: date
) -> None:
    """Subtracts a member's days from `on` before they leave; earlier days, and all breaks, stay.

    The caller locks the teams.
    """
    await _add(connection, await _lived(connection, channels, who, on, -1))


async def raise_to(connection: AsyncConnection, least: Sequence[Change]) -> None:
    """Raises days of locked teams to at least these counts."""
    await _write(connection, least, lambda there, new: case((there < new, new), else_=there))


async def _add(connection: AsyncConnection, changes: Sequence[Change]) -> None:
    """Adds to days of locked teams."""
    await _write(connection, changes, lambda there, new: there + new)


async def _write(
    connection: AsyncConnection, changes: Sequence[Change], combined: Combined
) -> None:
    """Upserts days in one order, to prevent deadlocks."""
    if not changes:
        return
    made = upsert(connection, team_days)
    await connection.execute(
        made.on_conflict_do_update(
            index_elements=list(team_days.primary_key),
            set_={it: combined(team_days.c[it], made.excluded[it]) for it in COUNTS},
        ),
        [
            {**it.channel._asdict(), "day": it.day, **{name: getattr(it, name) for name in COUNTS}}
            for it in sorted(changes, key=lambda it: (it.channel, it.day))
        ],
    )


async def _lived(
    connection: AsyncConnection, channels: Sequence[Channel], who: Who, first: date, sign: int
) -> list[Change]:
    """What a member's days from `first` on contribute to some of their teams."""
    asked = {
        "w": who.workspace_id,
        "u": who.user_id,
        "channels": [it.channel_id for it in channels],
        "first": first,
    }
    return [
        Change(
            Channel(row.workspace_id, row.channel_id),
            row.day,
            available=sign * row.available,
            took=sign * row.took,
        )
        for row in await connection.execute(_LIVED_BY_ONE, asked)
    ]


async def _only_nudged(
    connection: AsyncConnection, people: Iterable[tuple[Who, date]]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """For each team, those of these days that count as available only because of nudges."""
    asked = [(*who, day) for who, day in people]
    return (await connection.execute(_NUDGED, {"reached": asked})).all() if asked else []
