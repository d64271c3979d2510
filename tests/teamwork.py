"""Teams and what they did, put into the database as if it had happened."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Who
from bot.domain.teams.teams import FRIDAY_AT_THREE, Team, next_digest
from bot.store.db.tables import team_days, team_members, team_standings
from bot.store.teams import teams


def team(
    workspace_id: str,
    channel_id: str,
    at: datetime,
    *,
    zone: str = "Europe/Berlin",
    **facts: object,
) -> Team:
    """A team with a weekly message on Fridays at three, the next of which is due after `at`."""
    made = Team(
        workspace_id=workspace_id,
        channel_id=channel_id,
        set_up_by=None,
        set_up_at=at,
        zone=zone,
        locale="en-US",
        **{"digest": FRIDAY_AT_THREE, **facts},  # type: ignore[arg-type]
    )
    return replace(made, digest_at=next_digest(made, at))


async def founded(
    connection: AsyncConnection,
    it: Team,
    breaks: Mapping[Who, int],
    monday: date,
    days: Sequence[tuple[int, int]],
) -> None:
    """A team whose members took so many breaks each in the week from `monday` on; on its `days`, so
    many of so many took one."""
    await teams.save(connection, it)
    key = it.channel._asdict()
    for who in breaks:
        await connection.execute(
            insert(team_members).values(
                **key, user_id=who.user_id, joined_at=it.set_up_at, joined_on=it.set_up_at.date()
            )
        )
    for who, count in breaks.items():
        await connection.execute(
            insert(team_standings).values(**key, user_id=who.user_id, week=monday, breaks=count)
        )
    for n, (took, available) in enumerate(days):
        await connection.execute(
            insert(team_days).values(
                **key,
                day=monday + timedelta(days=n),
                available=available,
                took=took,
                breaks=2 * took,
                seconds=60 * took,
            )
        )
