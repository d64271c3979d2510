"""Leaderboards: ranks of people and teams in a week, read from summaries.

A scope is a team's channel, or a workspace's id for everybody in it. Each row of a summary has at
least one break.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Integer, Table, and_, bindparam, exists, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar.work_week import sunday
from bot.domain.members import Member, Who
from bot.domain.teams.leaderboards import LEAST_LISTED, Board, Tally, TeamTally
from bot.domain.teams.teams import SEVERAL, Channel, Team
from bot.store.db.tables import (
    members,
    team_days,
    team_members,
    team_standings,
    teams,
    weeks,
    workspaces,
)
from bot.store.people.keys import key, of_person
from bot.store.people.members import as_member
from bot.store.people.workspaces import switched_off
from bot.store.teams.teams import as_team

Scope = Channel | str


@dataclass(frozen=True)
class BoardView:
    """What a person sees of leaderboards.

    `member` has no days off, and is None if unknown. `team` is None for the board of everybody;
    `is_in` is whether they are in that team. `off` are the boards that are switched off.
    """

    member: Member | None
    off: frozenset[Board]
    team: Team | None
    is_in: bool


class OwnWeek(NamedTuple):
    """A person's `breaks` in a week, how many listed people are `ahead`, and whether `enough`
    people are listed for ranks."""

    breaks: int
    ahead: int
    enough: bool


_TEAMS = "team_"
"""Prefix of the team's columns in a row that has other columns too."""
_HERE = select(teams.c.channel_id).where(
    teams.c.workspace_id == bindparam("w"), teams.c.channel_id == bindparam("c")
)
_OF_ASKER = of_person(team_members)
_FIRST_OF_OWN = (
    select(team_members.c.channel_id)
    .where(_OF_ASKER)
    .order_by(team_members.c.joined_at, team_members.c.channel_id)
    .limit(1)
)
_SEEN = (
    select(
        workspaces.c.boards_off,
        members,
        *(it.label(f"{_TEAMS}{it.name}") for it in teams.c),
        exists().where(_OF_ASKER, team_members.c.channel_id == teams.c.channel_id).label("is_in"),
    )
    .select_from(
        workspaces.outerjoin(
            members,
            and_(members.c.workspace_id == workspaces.c.id, members.c.user_id == bindparam("u")),
        ).outerjoin(
            teams,
            and_(
                teams.c.workspace_id == workspaces.c.id,
                teams.c.channel_id
                == func.coalesce(_HERE.scalar_subquery(), _FIRST_OF_OWN.scalar_subquery()),
            ),
        )
    )
    .where(workspaces.c.id == bindparam("w"))
)
"""Shows the team of the channel that was asked in, else the person's first team."""


_TOOK = func.sum(team_days.c.took)
_TEAMS_OF_WEEK = (
    select(
        team_days.c.channel_id,
        _TOOK,
        func.sum(team_days.c.available),
    )
    .where(
        team_days.c.workspace_id == bindparam("w"),
        team_days.c.day.between(bindparam("first"), bindparam("last")),
        team_days.c.available >= SEVERAL,
    )
    .group_by(team_days.c.channel_id)
    .having(_TOOK > 0)
)


async def seen(connection: AsyncConnection, who: Who, channel: Channel | None) -> BoardView:
    """What a person sees who asks in that channel, or outside of any."""
    asked = {**key(who), "c": None if channel is None else channel.channel_id}
    row = (await connection.execute(_SEEN, asked)).one_or_none()
    if row is None:
        return BoardView(None, frozenset(), None, is_in=False)
    found = row._mapping
    member = as_member(row) if found["user_id"] is not None else None
    there = {it.name: found[f"{_TEAMS}{it.name}"] for it in teams.c}
    team = as_team(there) if there["channel_id"] is not None else None
    return BoardView(member, switched_off(found["boards_off"]), team, is_in=found["is_in"])


async def listed(connection: AsyncConnection, scope: Scope, week: date, most: int) -> list[Tally]:
    """The top of the week among people who chose to be listed."""
    asked, of_week = _asked(scope, week)
    rows = await connection.execute(asked.listed, {**of_week, "most": most})
    found = [Tally(*row) for row in rows]
    return sorted(found, key=lambda it: (-it.breaks, it.user_id))


async def own_week(connection: AsyncConnection, scope: Scope, week: date, who: Who) -> OwnWeek:
    """A person's rank in a week, listed or not."""
    asked, of_week = _asked(scope, week)
    row = (await connection.execute(asked.own, {**of_week, "u": who.user_id})).one()
    breaks, ahead, listed_ones = row
    return OwnWeek(breaks, ahead, enough=listed_ones == LEAST_LISTED)


async def teams_of_week(
    connection: AsyncConnection, workspace_id: str, week: date
) -> list[TeamTally]:
    """Each team's tally of a week, from days on which several people were available.

    Teams without breaks on such days are left out.
    """
    asked = {"w": workspace_id, "first": week, "last": sunday(week)}
    rows = await connection.execute(_TEAMS_OF_WEEK, asked)
    return [TeamTally(*row) for row in rows]


class _Questions:
    """The queries over the weeks of a team or of everybody.

    Built once, as building a statement takes as long as executing it.
    """

    def __init__(self, table: Table) -> None:
        there = and_(table.c.workspace_id == bindparam("w"), table.c.week == bindparam("week"))
        if "channel_id" in table.c:
            there = and_(there, table.c.channel_id == bindparam("c"))
        first = (
            select(table.c.workspace_id, table.c.user_id, table.c.breaks)
            .where(there, table.c.listed)
            .order_by(table.c.breaks.desc(), table.c.user_id)
            .limit(bindparam("most", type_=Integer))
            .subquery()
        )
        self.listed = select(first.c.user_id, first.c.breaks, members.c.nickname).join(
            members,
            and_(
                members.c.workspace_id == first.c.workspace_id,
                members.c.user_id == first.c.user_id,
            ),
        )
        mine = select(table.c.breaks).where(there, table.c.user_id == bindparam("u"))
        own = func.coalesce(mine.scalar_subquery(), 0)
        enough = select(literal(1)).where(there, table.c.listed).limit(LEAST_LISTED).subquery()
        ahead = (
            select(func.count())
            .select_from(table)
            .where(there, table.c.listed, table.c.breaks > own)
        )
        self.own = select(
            own,
            ahead.scalar_subquery(),
            select(func.count()).select_from(enough).scalar_subquery(),
        )


_OF_TEAM, _OF_EVERYBODY = _Questions(team_standings), _Questions(weeks)


def _asked(scope: Scope, week: date) -> tuple[_Questions, dict[str, object]]:
    if not isinstance(scope, Channel):
        return _OF_EVERYBODY, {"w": scope, "week": week}
    return _OF_TEAM, {"w": scope.workspace_id, "c": scope.channel_id, "week": week}
