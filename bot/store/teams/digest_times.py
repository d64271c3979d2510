"""Due times of the teams' weekly digests."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.teams.teams import Channel, Team
from bot.store.db.tables import team_standings, teams
from bot.store.teams.teams import as_team


async def next_due_at(connection: AsyncConnection) -> datetime | None:
    """When the next digest is due."""
    due: datetime | None = await connection.scalar(select(func.min(teams.c.digest_at)))
    return due


async def due(connection: AsyncConnection, at: datetime, most: int) -> list[Team]:
    """Teams whose digest is due, longest due first, locked until the transaction ends.

    Skips locked teams: another replica sends their digest, or a later tick does.
    """
    rows = await connection.execute(
        select(teams)
        .where(teams.c.digest_at <= at)
        .order_by(teams.c.digest_at, teams.c.workspace_id, teams.c.channel_id)
        .limit(most)
        .with_for_update(skip_locked=True, key_share=True)
    )
    return [as_team(row._mapping) for row in rows]


async def move(
    connection: AsyncConnection, channel: Channel, due_at: datetime, to: datetime | None
) -> bool:
    """Reschedules a digest by compare-and-set: False if it is no longer due at `due_at`."""
    moved = await connection.execute(
        update(teams).where(_of(channel), teams.c.digest_at == due_at).values(digest_at=to)
    )
    return moved.rowcount == 1


async def stop(connection: AsyncConnection, channel: Channel) -> None:
    """Switches a team's digest off."""
    await connection.execute(
        update(teams)
        .where(_of(channel))
        .values(digest_weekday=None, digest_minute=None, digest_at=None)
    )


async def people(connection: AsyncConnection, channel: Channel, monday: date) -> int:
    """The number of a team's members with a break in that week."""
    counted = (
        select(func.count())
        .select_from(team_standings)
        .where(
            team_standings.c.workspace_id == channel.workspace_id,
            team_standings.c.channel_id == channel.channel_id,
            team_standings.c.week == monday,
            team_standings.c.breaks > 0,
        )
    )
    return await connection.scalar(counted) or 0


def _of(channel: Channel) -> ColumnElement[bool]:
    return and_(
        teams.c.workspace_id == channel.workspace_id, teams.c.channel_id == channel.channel_id
    )
