"""Recomputes the counts of teams from the logs of present members.

Standings belong to present members, so they are rebuilt from scratch. Team days also contain breaks
of people who left or were forgotten, and whose log is gone. So a count is only raised to what
present members account for, never lowered.
"""

from collections import Counter, defaultdict
from datetime import date

from sqlalchemy import and_, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar.work_week import monday
from bot.domain.teams.teams import Channel
from bot.store.db.tables import breaks, team_members, team_standings, teams
from bot.store.people import listed_flag
from bot.store.teams.team_counts import LIVED, Change, locking, raise_to

_OF_MEMBERSHIP = (
    team_members.c.workspace_id, team_members.c.channel_id, team_members.c.user_id,
)  # fmt: skip
_TAKEN = (
    select(
        *_OF_MEMBERSHIP,
        breaks.c.day,
        func.count().label("breaks"),
        func.sum(breaks.c.seconds).label("seconds"),
    )
    .join(
        breaks,
        and_(
            breaks.c.workspace_id == team_members.c.workspace_id,
            breaks.c.user_id == team_members.c.user_id,
            breaks.c.completed_at >= team_members.c.joined_at,
            breaks.c.day >= team_members.c.joined_on,
            breaks.c.counts,
        ),
    )
    .group_by(*_OF_MEMBERSHIP, breaks.c.day)
)


async def rebuild_teams(connection: AsyncConnection) -> None:
    """Recomputes standings, and raises team days.

    The caller locks every member first; teams are locked next, in lock order to prevent deadlocks.
    """
    await connection.execute(locking(select(teams.c.channel_id)))
    standings: Counter[tuple[str, str, str, date]] = Counter()
    counts: defaultdict[tuple[Channel, date], Counter[str]] = defaultdict(Counter)
    for row in await connection.execute(_TAKEN):
        standings[row.workspace_id, row.channel_id, row.user_id, monday(row.day)] += row.breaks
        counted = counts[Channel(row.workspace_id, row.channel_id), row.day]
        counted.update(breaks=row.breaks, seconds=row.seconds)
    for row in await connection.execute(LIVED):
        counted = counts[Channel(row.workspace_id, row.channel_id), row.day]
        counted.update(available=row.available, took=row.took)
    await connection.execute(delete(team_standings))
    if standings:
        names = ("workspace_id", "channel_id", "user_id", "week")
        made = [{**dict(zip(names, it, strict=True)), "breaks": n} for it, n in standings.items()]
        await connection.execute(insert(team_standings), made)
    days = [
        Change(channel, day, it["available"], it["took"], it["breaks"], it["seconds"])
        for (channel, day), it in counts.items()
    ]
    await raise_to(connection, days)
    await listed_flag.refresh(connection, None)
