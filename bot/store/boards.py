"""Leaderboards: who stands where in a week, each a short look at a summary.

A board is of one team or, where its scope is a workspace's id, of everybody there. Only those are
on it who chose to be listed, however many others there are: so the rows of `weeks` and
`team_standings` say themselves whether they are `listed`, as whose they are has it, and the index
of a board holds no others. Neither table has a row without a break.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import (
    ColumnElement,
    Table,
    Update,
    and_,
    bindparam,
    exists,
    func,
    not_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Standing, Who
from bot.domain.standings import Tally, TeamTally
from bot.domain.teams import Channel
from bot.store.tables import members, team_days, team_members, team_standings, weeks

Scope = Channel | str
A_WEEK = timedelta(days=6)
"""From its first day to its last."""


def _wants(table: Table) -> ColumnElement[bool]:
    """Whether whoever a row is of chose to be listed, and has not left."""
    return exists().where(
        members.c.workspace_id == table.c.workspace_id,
        members.c.user_id == table.c.user_id,
        members.c.listed,
        members.c.standing != Standing.LEFT.value,
    )


def _lists(table: Table) -> Update:
    """Puts rows right that say otherwise than whoever they are of."""
    return update(table).where(table.c.listed != _wants(table)).values(listed=not_(table.c.listed))


def _of_one(table: Table) -> ColumnElement[bool]:
    return and_(table.c.workspace_id == bindparam("w"), table.c.user_id == bindparam("u"))


_LIST_WEEKS = _lists(weeks)
_LIST_STANDINGS = _lists(team_standings)
_LIST_ONES_WEEKS = _LIST_WEEKS.where(_of_one(weeks))
_LIST_ONES_STANDINGS = _LIST_STANDINGS.where(
    _of_one(team_standings),
    team_standings.c.channel_id.in_(select(team_members.c.channel_id).where(_of_one(team_members))),
)


async def lists(connection: AsyncConnection, people: Sequence[Who] | None) -> None:
    """Brings the rows of people, or of everybody, into line with whether they are listed: after
    that changed, or a row was made."""
    if people is None:
        await connection.execute(_LIST_WEEKS)
        await connection.execute(_LIST_STANDINGS)
    elif people:
        keys = [{"w": it.workspace_id, "u": it.user_id} for it in people]
        await connection.execute(_LIST_ONES_WEEKS, keys)
        await connection.execute(_LIST_ONES_STANDINGS, keys)


async def listed(connection: AsyncConnection, scope: Scope, week: date, most: int) -> list[Tally]:
    """The first people of the week among those who chose to be listed."""
    table, there = _board(scope, week)
    first = (
        select(table.c.workspace_id, table.c.user_id, table.c.breaks)
        .where(there)
        .order_by(table.c.breaks.desc(), table.c.user_id)
        .limit(most)
        .subquery()
    )
    rows = await connection.execute(
        select(first.c.user_id, first.c.breaks, members.c.nickname).join(
            members,
            and_(
                members.c.workspace_id == first.c.workspace_id,
                members.c.user_id == first.c.user_id,
            ),
        )
    )
    found = [Tally(*row) for row in rows]
    return sorted(found, key=lambda it: (-it.breaks, it.user_id))


async def ahead(connection: AsyncConnection, scope: Scope, week: date, breaks: int) -> int:
    """How many of those who chose to be listed have more breaks than that."""
    table, there = _board(scope, week)
    counted = select(func.count()).select_from(table).where(there, table.c.breaks > breaks)
    return await connection.scalar(counted) or 0


async def mine(connection: AsyncConnection, scope: Scope, week: date, who: Who) -> int:
    """How many breaks one person has that week in a team or in all, listed or not."""
    table, there = _within(scope, week)
    question = select(table.c.breaks).where(there, table.c.user_id == who.user_id)
    return await connection.scalar(question) or 0


async def teams_of_week(
    connection: AsyncConnection, workspace_id: str, week: date
) -> list[TeamTally]:
    """What each team of a workspace did in a week; those that did nothing are left out."""
    took = func.sum(team_days.c.took)
    rows = await connection.execute(
        select(
            team_days.c.channel_id,
            took,
            func.sum(team_days.c.available),
            func.sum(team_days.c.breaks),
        )
        .where(
            team_days.c.workspace_id == workspace_id,
            team_days.c.day.between(week, week + A_WEEK),
        )
        .group_by(team_days.c.channel_id)
        .having(took > 0)
    )
    return [TeamTally(*row) for row in rows]


def _board(scope: Scope, week: date) -> tuple[Table, ColumnElement[bool]]:
    table, there = _within(scope, week)
    return table, and_(there, table.c.listed)


def _within(scope: Scope, week: date) -> tuple[Table, ColumnElement[bool]]:
    if not isinstance(scope, Channel):
        return weeks, and_(weeks.c.workspace_id == scope, weeks.c.week == week)
    table = team_standings
    of_team = and_(
        table.c.workspace_id == scope.workspace_id, table.c.channel_id == scope.channel_id
    )
    return table, and_(of_team, table.c.week == week)
