"""How teams stand, read for whoever looks at them."""

from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar.work_week import local_date, monday, workday
from bot.domain.members import Member
from bot.domain.teams.teams import Team, TeamNow
from bot.store.teams import teams


def today_of(team: Team, at: datetime) -> date:
    """The date on the team's own clock."""
    return local_date(at, team.zone)


def workday_of(member: Member, at: datetime) -> date:
    """The day that something a member does counts for."""
    return workday(member.preferences.week, member.zone, at)


async def seen_now(connection: AsyncConnection, team: Team, at: datetime) -> TeamNow:
    """A team's numbers at an instant."""
    today = today_of(team, at)
    week = monday(today)
    return TeamNow.of(
        team, await teams.recent_days(connection, team.channel, week, today), today, week
    )
