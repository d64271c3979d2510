"""Group breaks: one row each, and the people who joined.

To prevent deadlocks, a group break is locked last: after people, weeks, teams and the workspace.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    and_,
    bindparam,
    case,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Who
from bot.domain.teams.group_breaks import GroupBreak, GroupBreakState
from bot.domain.teams.teams import Channel
from bot.store.db.tables import IS_LIVE_SESSION, session_people, sessions
from bot.store.db.upserts import upsert

_IS_FREE = or_(sessions.c.editing_until.is_(None), sessions.c.editing_until <= bindparam("at"))
_DUE = (
    select(sessions.c.id, sessions.c.workspace_id)
    .where(sessions.c.due_at <= bindparam("at"), _IS_FREE)
    .order_by(sessions.c.due_at)
    .limit(bindparam("most"))
)
_ONE = select(sessions).where(sessions.c.id == bindparam("session"))
_ONE_LOCKED = _ONE.with_for_update()
_ONE_DUE = _ONE.where(sessions.c.due_at <= bindparam("at"), _IS_FREE).with_for_update()
_LIVE_IN = select(sessions).where(
    sessions.c.workspace_id == bindparam("w"),
    sessions.c.channel_id == bindparam("c"),
    IS_LIVE_SESSION,
)
_PEOPLE = session_people.c.session_id == bindparam("session")
_WAKE = (
    update(sessions).where(sessions.c.id == bindparam("session")).values(due_at=bindparam("soon"))
)


@dataclass(frozen=True)
class Due:
    """A group break whose next step is due, or whose card is to be redrawn."""

    session_id: str
    workspace_id: str


async def add(connection: AsyncConnection, session: GroupBreak, until: datetime) -> bool:
    """Adds a group break whose card is being posted, which ends by `until`.

    False if its channel has a live one.
    """
    values = {**vars(session), "state": session.state.value, "editing_until": until}
    added = await connection.execute(
        upsert(connection, sessions).values(**values).on_conflict_do_nothing()
    )
    return added.rowcount == 1


async def find(connection: AsyncConnection, session_id: str) -> GroupBreak | None:
    row = (await connection.execute(_ONE, {"session": session_id})).one_or_none()
    return None if row is None else _session(row)


async def lock(connection: AsyncConnection, session_id: str) -> GroupBreak | None:
    """The group break, locked until the transaction ends."""
    row = (await connection.execute(_ONE_LOCKED, {"session": session_id})).one_or_none()
    return None if row is None else _session(row)


async def live_in(connection: AsyncConnection, channel: Channel) -> GroupBreak | None:
    """The channel's live group break."""
    where = {"w": channel.workspace_id, "c": channel.channel_id}
    row = (await connection.execute(_LIVE_IN, where)).one_or_none()
    return None if row is None else _session(row)


async def due(connection: AsyncConnection, at: datetime, most: int) -> list[Due]:
    """Group breaks whose next step is due, longest due first. Skips those whose card is being
    edited."""
    rows = await connection.execute(_DUE, {"at": at, "most": most})
    return [Due(*row) for row in rows]


async def next_due_at(connection: AsyncConnection) -> datetime | None:
    """When the next step of any group break is due."""
    found: datetime | None = await connection.scalar(
        select(sessions.c.due_at)
        .where(sessions.c.due_at.is_not(None))
        .order_by(sessions.c.due_at)
        .limit(1)
    )
    return found


async def take(connection: AsyncConnection, session_id: str, at: datetime) -> GroupBreak | None:
    """A due group break, locked until the transaction ends.

    None if it is no longer due, or its card is being edited.
    """
    row = (await connection.execute(_ONE_DUE, {"session": session_id, "at": at})).one_or_none()
    return None if row is None else _session(row)


async def save(connection: AsyncConnection, session: GroupBreak) -> None:
    """Saves the state of a group break. The caller locks it."""
    await connection.execute(
        update(sessions)
        .where(sessions.c.id == session.id)
        .values(
            state=session.state.value,
            stage=session.stage,
            due_at=session.due_at,
            message_ts=session.message_ts,
            took=session.took,
        )
    )


async def edit(connection: AsyncConnection, session_id: str, until: datetime) -> None:
    """Claims the right to edit the card until `until`."""
    await connection.execute(
        update(sessions).where(sessions.c.id == session_id).values(editing_until=until)
    )


async def edited(
    connection: AsyncConnection,
    session_id: str,
    until: datetime,
    *,
    drawn: str | None = None,
    again_at: datetime | None = None,
) -> None:
    """Releases the claim to edit that was made with this `until`.

    `drawn` is what the card shows now: empty if unknown, None if unchanged. `again_at` schedules a
    retry.
    """
    values: dict[str, Any] = {"editing_until": None}
    if drawn is not None:
        values["drawn"] = drawn
    if again_at is not None:
        values["due_at"] = case(
            (sessions.c.due_at < again_at, sessions.c.due_at),
            else_=literal(again_at, sessions.c.due_at.type),
        )
    await connection.execute(
        update(sessions)
        .where(sessions.c.id == session_id, sessions.c.editing_until == until)
        .values(**values)
    )


async def remove(connection: AsyncConnection, session_id: str) -> None:
    """Deletes a group break whose card was not posted."""
    await connection.execute(delete(sessions).where(sessions.c.id == session_id))


async def placed(connection: AsyncConnection, session_id: str, message_ts: str) -> None:
    """Saves the card's message id, unless it is known."""
    await connection.execute(
        update(sessions)
        .where(sessions.c.id == session_id, sessions.c.message_ts.is_(None))
        .values(message_ts=message_ts)
    )


async def wake(connection: AsyncConnection, session: GroupBreak, soon: datetime) -> None:
    """Schedules a redraw of the card by then. The caller locks the group break."""
    if session.due_at is None or session.due_at > soon:
        await connection.execute(_WAKE, {"session": session.id, "soon": soon})


async def enter(connection: AsyncConnection, session_id: str, who: Who, at: datetime) -> bool:
    """Adds a person; False if they had joined."""
    added = await connection.execute(
        upsert(connection, session_people)
        .values(session_id=session_id, **who._asdict(), joined_at=at, settled=False)
        .on_conflict_do_nothing()
    )
    return added.rowcount == 1


async def leave(connection: AsyncConnection, session_id: str, who: Who) -> bool:
    """Removes a person before their break is logged; False if they had not joined."""
    gone = await connection.execute(
        delete(session_people).where(
            session_people.c.session_id == session_id,
            _of(who),
            session_people.c.settled.is_(False),
        )
    )
    return gone.rowcount == 1


async def is_in(connection: AsyncConnection, session_id: str, who: Who) -> bool:
    found = await connection.scalar(
        select(session_people.c.user_id).where(session_people.c.session_id == session_id, _of(who))
    )
    return found is not None


async def count(connection: AsyncConnection, session_id: str) -> int:
    """The number of people who joined."""
    counted = select(func.count()).select_from(session_people).where(_PEOPLE)
    return await connection.scalar(counted, {"session": session_id}) or 0


async def people(
    connection: AsyncConnection, session_id: str, after: str, most: int
) -> Sequence[str]:
    """Ids of people who joined, ordered; the page of up to `most` after the id `after` (keyset
    pagination)."""
    found = await connection.scalars(
        select(session_people.c.user_id)
        .where(_PEOPLE, session_people.c.user_id > after)
        .order_by(session_people.c.user_id)
        .limit(most),
        {"session": session_id},
    )
    return found.all()


async def unsettled(connection: AsyncConnection, session_id: str, most: int) -> Sequence[str]:
    """Ids of up to `most` people whose break is not logged yet, ordered."""
    found = await connection.scalars(
        select(session_people.c.user_id)
        .where(_PEOPLE, session_people.c.settled.is_(False))
        .order_by(session_people.c.user_id)
        .limit(most),
        {"session": session_id},
    )
    return found.all()


async def settle(
    connection: AsyncConnection, session_id: str, user_ids: Sequence[str]
) -> Mapping[str, datetime]:
    """Claims these people for logging, once; returns when each joined. The caller locks them as
    members."""
    rows = await connection.execute(
        update(session_people)
        .where(
            session_people.c.session_id == session_id,
            session_people.c.user_id.in_(user_ids),
            session_people.c.settled.is_(False),
        )
        .values(settled=True)
        .returning(session_people.c.user_id, session_people.c.joined_at)
    )
    return {row[0]: row[1] for row in rows}


async def recent_exercises(
    connection: AsyncConnection, channel: Channel, most: int
) -> tuple[str, ...]:
    """Exercises of the channel's last group breaks, newest first."""
    found = await connection.scalars(
        select(sessions.c.exercise_id)
        .where(_in(channel))
        .order_by(sessions.c.starts_at.desc())
        .limit(most)
    )
    return tuple(found.all())


async def daily_took(
    connection: AsyncConnection, channel: Channel, most: int
) -> Sequence[int | None]:
    """The number of participants of the channel's last completed daily breaks, newest first.

    None stands for the one after which the daily break was paused.
    """
    rows = await connection.execute(
        select(sessions.c.took, sessions.c.state)
        .where(
            _in(channel),
            sessions.c.daily,
            sessions.c.state.in_([GroupBreakState.DONE.value, GroupBreakState.RESTED.value]),
        )
        .order_by(sessions.c.starts_at.desc())
        .limit(most)
    )
    return [None if state == GroupBreakState.RESTED.value else took for took, state in rows]


async def prune(connection: AsyncConnection, before: datetime, most: int) -> int:
    """Deletes up to `most` group breaks that ended and started before that instant; returns how
    many."""
    old = (
        select(sessions.c.id)
        .where(sessions.c.starts_at < before, sessions.c.due_at.is_(None))
        .limit(most)
    )
    done = await connection.execute(delete(sessions).where(sessions.c.id.in_(old)))
    return done.rowcount


def _of(who: Who) -> ColumnElement[bool]:
    return and_(
        session_people.c.workspace_id == who.workspace_id,
        session_people.c.user_id == who.user_id,
    )


def _in(channel: Channel) -> ColumnElement[bool]:
    return and_(
        sessions.c.workspace_id == channel.workspace_id,
        sessions.c.channel_id == channel.channel_id,
    )


def _session(row: Row[*tuple[Any, ...]]) -> GroupBreak:
    it = dict(row._mapping)
    del it["editing_until"]
    return GroupBreak(**{**it, "state": GroupBreakState(it["state"])})
