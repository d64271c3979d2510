"""How teams stand, read for whoever looks at them."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.progress.streak_card import WorkspaceWeek
from bot.domain.calendar.work_week import local_date, monday
from bot.domain.members import Who
from bot.domain.teams.teams import Team, TeamNow
from bot.store.progress import history
from bot.store.teams import teams

TEAMS_SHOWN = 3
"""Teams on Home, of those somebody is in."""


def today_of(team: Team, at: datetime) -> date:
    """The date on the team's own clock."""
    return local_date(at, team.zone)


async def seen_now(connection: AsyncConnection, team: Team, at: datetime) -> TeamNow:
    """A team's numbers at an instant."""
    today = today_of(team, at)
    week = monday(today)
    return TeamNow.of(
        team, await teams.recent_days(connection, team.channel, week, today), today, week
    )


async def workspace_week(connection: AsyncConnection, who: Who, today: date) -> WorkspaceWeek:
    """The workspace's week, without places."""
    week = monday(today)
    group = await history.group_week(connection, who.workspace_id, week)
    mine = await history.breaks_in(connection, who, week)
    return WorkspaceWeek(people=group.people, breaks=group.breaks, mine=mine, places=())
