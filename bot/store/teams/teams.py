"""Teams: settings, members and daily counts.

`team_days` and `team_standings` are summaries, updated in the transaction of each break
(progress/history.py). A member who leaves changes no past counts.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    RowMapping,
    and_,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar.work_week import sunday
from bot.domain.members import Who
from bot.domain.teams.teams import SEVERAL, Appointment, Channel, Team, TeamDay
from bot.store.db.tables import team_days, team_members, teams
from bot.store.db.upserts import upsert
from bot.store.people.keys import key, of_person
from bot.store.teams import team_counts

# Queries of leaderboards are built once: building one takes as long as executing it.
_THIS = and_(teams.c.workspace_id == bindparam("w"), teams.c.channel_id == bindparam("c"))
_ONE = select(teams).where(_THIS)
_OF_MEMBER = (
    select(teams)
    .join(
        team_members,
        and_(
            team_members.c.workspace_id == teams.c.workspace_id,
            team_members.c.channel_id == teams.c.channel_id,
        ),
    )
    .where(of_person(team_members))
    .order_by(team_members.c.joined_at, teams.c.channel_id)
)
_CHANNELS_OF = select(team_members.c.channel_id).where(of_person(team_members))
_SIZE = (
    select(func.count())
    .select_from(team_members)
    .where(
        team_members.c.workspace_id == bindparam("w"),
        team_members.c.channel_id == bindparam("c"),
    )
)
_DAYS = (
    select(
        team_days.c.day,
        team_days.c.available,
        team_days.c.took,
        team_days.c.breaks,
        team_days.c.seconds,
    )
    .where(
        team_days.c.workspace_id == bindparam("w"),
        team_days.c.channel_id == bindparam("c"),
        team_days.c.day <= bindparam("last"),
    )
    .order_by(team_days.c.day)
)
_EARLIER = team_days.alias("earlier")
_LESS_THAN_HALF = (
    select(_EARLIER.c.day)
    .where(
        _EARLIER.c.workspace_id == bindparam("w"),
        _EARLIER.c.channel_id == bindparam("c"),
        _EARLIER.c.day < bindparam("today"),
        2 * _EARLIER.c.took < _EARLIER.c.available,
        _EARLIER.c.available >= SEVERAL,
    )
    .order_by(_EARLIER.c.day.desc())
    .limit(1)
    .scalar_subquery()
)
_ALL_DAYS = _DAYS.where(team_days.c.day >= bindparam("first"))
_RECENT_DAYS = _DAYS.where(
    or_(
        team_days.c.day >= bindparam("week"),
        team_days.c.day >= func.coalesce(_LESS_THAN_HALF, literal(date.min)),
    )
)


async def find(connection: AsyncConnection, channel: Channel) -> Team | None:
    row = (await connection.execute(_ONE, _key(channel))).one_or_none()
    return None if row is None else as_team(row._mapping)


async def lock(connection: AsyncConnection, channel: Channel) -> Team | None:
    """The team, locked until the transaction ends. To prevent deadlocks, lock members before it."""
    question = team_counts.locking(select(teams).where(_of(teams, channel)))
    row = (await connection.execute(question)).one_or_none()
    return None if row is None else as_team(row._mapping)


async def add(connection: AsyncConnection, team: Team) -> bool:
    """Adds a team; False if its channel has one."""
    added = await connection.execute(
        upsert(connection, teams).values(**_row(team)).on_conflict_do_nothing()
    )
    return added.rowcount == 1


async def save(connection: AsyncConnection, team: Team) -> None:
    """Adds a team, or updates its settings."""
    values = _row(team)
    made = upsert(connection, teams).values(**values)
    keys = {"workspace_id", "channel_id", "set_up_by", "set_up_at"}
    await connection.execute(
        made.on_conflict_do_update(
            index_elements=[teams.c.workspace_id, teams.c.channel_id],
            set_={it: made.excluded[it] for it in values if it not in keys},
        )
    )


async def remove(connection: AsyncConnection, channel: Channel) -> bool:
    """Deletes a team with all its counts; False if there was none."""
    gone = await connection.execute(delete(teams).where(_of(teams, channel)))
    return gone.rowcount == 1


async def remove_this(connection: AsyncConnection, team: Team) -> None:
    """Deletes this team, but not a newer one in the same channel."""
    await connection.execute(
        delete(teams).where(_of(teams, team.channel), teams.c.set_up_at == team.set_up_at)
    )


async def enter(
    connection: AsyncConnection, channel: Channel, who: Who, at: datetime, on: date
) -> bool:
    """Adds a member; False if they were in the team. The caller locks the team.

    `on` is their workday. What that day has counts for the team, except breaks before `at`.
    """
    added = await connection.execute(
        upsert(connection, team_members)
        .values(**channel._asdict(), user_id=who.user_id, joined_at=at, joined_on=on)
        .on_conflict_do_nothing()
    )
    if added.rowcount == 1:
        await team_counts.enters(connection, channel, who, on)
    return added.rowcount == 1


async def leave(connection: AsyncConnection, channel: Channel, who: Who, on: date) -> bool:
    """Removes a member; False if they were not in the team. The caller locks the team.

    Their days from `on`, their workday, no longer count; earlier days stay.
    """
    if not await is_in(connection, channel, who.user_id):
        return False
    await team_counts.leaves(connection, [channel], who, on)
    await connection.execute(
        delete(team_members).where(
            _of(team_members, channel), team_members.c.user_id == who.user_id
        )
    )
    return True


async def leave_all(connection: AsyncConnection, who: Who, on: date) -> None:
    """Removes a person from all teams, before they are forgotten. The caller locks the person.

    Locks the teams in lock order to prevent deadlocks. A team that they set up stays, without their
    name.
    """
    is_member = and_(
        team_members.c.workspace_id == teams.c.workspace_id,
        team_members.c.channel_id == teams.c.channel_id,
        team_members.c.user_id == who.user_id,
    )
    theirs = (
        select(teams.c.workspace_id, teams.c.channel_id, team_members.c.user_id)
        .outerjoin(team_members, is_member)
        .where(teams.c.workspace_id == who.workspace_id)
        .where(or_(team_members.c.user_id.is_not(None), teams.c.set_up_by == who.user_id))
    )
    held = (await connection.execute(team_counts.locking(theirs))).all()
    mine = [Channel(it.workspace_id, it.channel_id) for it in held if it.user_id is not None]
    await team_counts.leaves(connection, mine, who, on)
    await connection.execute(
        delete(team_members).where(
            team_members.c.workspace_id == who.workspace_id, team_members.c.user_id == who.user_id
        )
    )
    await connection.execute(
        update(teams)
        .where(teams.c.workspace_id == who.workspace_id, teams.c.set_up_by == who.user_id)
        .values(set_up_by=None)
    )


async def joined_at(connection: AsyncConnection, channel: Channel, user_id: str) -> datetime | None:
    """When a member joined the team; None if they are not in it."""
    found: datetime | None = await connection.scalar(
        select(team_members.c.joined_at).where(
            _of(team_members, channel), team_members.c.user_id == user_id
        )
    )
    return found


async def is_in(connection: AsyncConnection, channel: Channel, user_id: str) -> bool:
    return await joined_at(connection, channel, user_id) is not None


async def of_member(connection: AsyncConnection, who: Who) -> list[Team]:
    """A person's teams, in the order of joining."""
    rows = await connection.execute(_OF_MEMBER, key(who))
    return [as_team(row._mapping) for row in rows]


async def channels_of(connection: AsyncConnection, who: Who) -> set[str]:
    return set(await connection.scalars(_CHANNELS_OF, key(who)))


async def size(connection: AsyncConnection, channel: Channel) -> int:
    """The number of members."""
    return await connection.scalar(_SIZE, _key(channel)) or 0


async def days_of(
    connection: AsyncConnection, channel: Channel, first: date, last: date
) -> list[TeamDay]:
    """The team's days with events from `first` to `last`, inclusive."""
    asked = {**_key(channel), "first": first, "last": last}
    return [TeamDay(*row) for row in await connection.execute(_ALL_DAYS, asked)]


async def together_due(connection: AsyncConnection, by: datetime, most: int) -> list[Channel]:
    """The teams whose daily group break begins by then, earliest first."""
    rows = await connection.execute(
        select(teams.c.workspace_id, teams.c.channel_id)
        .where(teams.c.together_at <= by)
        .order_by(teams.c.together_at)
        .limit(most)
    )
    return [Channel(*row) for row in rows]


async def take_together(connection: AsyncConnection, channel: Channel, by: datetime) -> Team | None:
    """A team from `together_due`, locked until the transaction ends; None if it is no longer
    due."""
    question = select(teams).where(_of(teams, channel), teams.c.together_at <= by)
    row = (await connection.execute(team_counts.locking(question))).one_or_none()
    return None if row is None else as_team(row._mapping)


async def next_together_at(connection: AsyncConnection) -> datetime | None:
    """When the next daily group break of any team begins."""
    found: datetime | None = await connection.scalar(
        select(teams.c.together_at)
        .where(teams.c.together_at.is_not(None))
        .order_by(teams.c.together_at)
        .limit(1)
    )
    return found


async def move_together(
    connection: AsyncConnection, channel: Channel, was: datetime | None, to: datetime | None
) -> None:
    """Reschedules a daily group break, or pauses it, by compare-and-set: `was` is its old time."""
    await connection.execute(
        update(teams)
        .where(_of(teams, channel), teams.c.together_at.is_not_distinct_from(was))
        .values(together_at=to)
    )


async def recent_days(
    connection: AsyncConnection, channel: Channel, week: date, today: date
) -> list[TeamDay]:
    """The days that a team's current streak and week need.

    Those since the last day before `today` on which less than half took a break, and at least the
    week that begins on `week`.
    """
    asked = {**_key(channel), "week": week, "today": today, "last": sunday(week)}
    return [TeamDay(*row) for row in await connection.execute(_RECENT_DAYS, asked)]


def _key(channel: Channel) -> dict[str, object]:
    """Bind parameters for the team of this channel."""
    return {"w": channel.workspace_id, "c": channel.channel_id}


def _of(table: FromClause, channel: Channel) -> ColumnElement[bool]:
    return and_(
        table.c.workspace_id == channel.workspace_id, table.c.channel_id == channel.channel_id
    )


def as_team(it: RowMapping | Mapping[str, Any]) -> Team:
    """The team in a row of `teams`, by column name."""
    weekday, minute = it["digest_weekday"], it["together_minute"]
    return Team(
        workspace_id=it["workspace_id"],
        channel_id=it["channel_id"],
        set_up_by=it["set_up_by"],
        set_up_at=it["set_up_at"],
        zone=it["zone"],
        locale=it["locale"],
        weekly_goal=it["weekly_goal"],
        digest=None if weekday is None else Appointment(weekday, _time(it["digest_minute"])),
        digest_at=it["digest_at"],
        together=None if minute is None else _time(minute),
        together_at=it["together_at"],
    )


def _row(team: Team) -> dict[str, object]:
    digest, together = team.digest, team.together
    return {
        "workspace_id": team.workspace_id,
        "channel_id": team.channel_id,
        "set_up_by": team.set_up_by,
        "set_up_at": team.set_up_at,
        "zone": team.zone,
        "locale": team.locale,
        "weekly_goal": team.weekly_goal,
        "digest_weekday": None if digest is None else digest.weekday,
        "digest_minute": None if digest is None else _minute(digest.at),
        "digest_at": team.digest_at,
        "together_minute": None if together is None else _minute(together),
        "together_at": team.together_at,
    }


def _time(minute: int) -> time:
    return time(*divmod(minute, 60))


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
