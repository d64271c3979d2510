"""Numbers of teams and of the workspace, read for cards."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.progress.streak_card import WorkspaceWeek
from bot.domain.calendar.work_week import local_date, monday
from bot.domain.members import Who
from bot.domain.teams.teams import Team, TeamNow
from bot.store.progress import week_totals
from bot.store.teams import teams

TEAMS_SHOWN = 3
"""The most teams that Home shows."""


def today_of(team: Team, at: datetime) -> date:
    """Today in the team's time zone."""
    return local_date(at, team.zone)


async def seen_now(connection: AsyncConnection, team: Team, at: datetime) -> TeamNow:
    """The team's numbers now."""
    today = today_of(team, at)
    week = monday(today)
    return TeamNow.of(
        team, await teams.recent_days(connection, team.channel, week, today), today, week
    )


async def workspace_week(connection: AsyncConnection, who: Who, today: date) -> WorkspaceWeek:
    """The workspace's week, without ranks."""
    week = monday(today)
    group = await week_totals.group_week(connection, who.workspace_id, week)
    mine = await week_totals.breaks_in(connection, who, week)
    return WorkspaceWeek(people=group.people, breaks=group.breaks, mine=mine, places=())
