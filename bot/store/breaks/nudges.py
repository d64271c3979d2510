"""Nudges. Each row is one card, and the source of truth for its state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Row,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.breaks.card_state import CardState, Progress
from bot.domain.breaks.nudges import Nudge
from bot.domain.breaks.playing import Playback
from bot.domain.members import Who
from bot.store.db.tables import IS_LIVE, nudges
from bot.store.people.keys import key, of_person

_OF_MEMBER = of_person(nudges)
_EXPIRE = (
    update(nudges)
    .where(
        tuple_(nudges.c.workspace_id, nudges.c.user_id).in_(bindparam("owners", expanding=True)),
        IS_LIVE,
    )
    .values(state=CardState.EXPIRED.value, ended_at=bindparam("at"), next_at=None, answer_url=None)
)
_LIVE = select(nudges).where(
    tuple_(nudges.c.workspace_id, nudges.c.user_id).in_(bindparam("owners", expanding=True)),
    IS_LIVE,
)
_MOVE = (
    update(nudges)
    .where(nudges.c.id == bindparam("nudge"))
    .values(
        state=bindparam("state"),
        stage=bindparam("stage"),
        ended_at=bindparam("ended_at"),
        is_first=bindparam("is_first"),
        next_at=bindparam("next_at"),
        answer_url=bindparam("answer_url"),
        answers_left=bindparam("answers_left"),
        collapse_by=None,
        collapsed_at=None,
    )
)
_LEASE = update(nudges).where(nudges.c.id == bindparam("nudge")).values(next_at=bindparam("lease"))
_SENT = (
    update(nudges)
    .where(nudges.c.id == bindparam("nudge"))
    .values(
        sent_at=bindparam("sent_at"),
        channel_id=bindparam("channel_id"),
        message_ts=bindparam("message_ts"),
        state=case(
            (nudges.c.state == CardState.CLAIMED.value, CardState.OFFERED.value),
            else_=nudges.c.state,
        ),
    )
)
_WAITING = (nudges.c.id == bindparam("nudge")) & (nudges.c.state == CardState.CLAIMED.value)
_LOST = (
    update(nudges)
    .where(_WAITING)
    .values(state=CardState.LOST.value, ended_at=bindparam("at"), error=bindparam("error"))
)


@dataclass(frozen=True)
class Sent:
    """A nudge that Slack accepted, and where its message is."""

    nudge_id: str
    channel_id: str
    message_ts: str


@dataclass(frozen=True)
class Lost:
    """A nudge that Slack rejected, or whose outcome is unknown."""

    nudge_id: str
    error: str


async def live(connection: AsyncConnection, owners: Sequence[Who]) -> dict[Who, Nudge]:
    """The live card of each of these members who has one."""
    if not owners:
        return {}
    rows = await connection.execute(_LIVE, {"owners": [tuple(it) for it in owners]})
    return {it.owner: it for it in map(nudge_of, rows)}


async def expire_live(connection: AsyncConnection, owners: Sequence[Who], at: datetime) -> None:
    """Expires the live cards of these members, to make room for a newer one."""
    if owners:
        await connection.execute(_EXPIRE, {"owners": [tuple(it) for it in owners], "at": at})


async def add(connection: AsyncConnection, made: Sequence[Nudge]) -> None:
    if made:
        await connection.execute(insert(nudges), [_row(it) for it in made])


async def find(connection: AsyncConnection, nudge_id: str) -> Nudge | None:
    row = (await connection.execute(select(nudges).where(nudges.c.id == nudge_id))).one_or_none()
    return None if row is None else nudge_of(row)


async def latest(connection: AsyncConnection, who: Who) -> Nudge | None:
    """The member's last card, in any state."""
    row = (
        await connection.execute(
            select(nudges).where(_OF_MEMBER).order_by(nudges.c.created_at.desc()).limit(1),
            key(who),
        )
    ).one_or_none()
    return None if row is None else nudge_of(row)


async def move(connection: AsyncConnection, nudge: Nudge, at: datetime) -> None:
    """Saves the state of a card; `at` is when it ended, if it did."""
    progress = nudge.progress
    await connection.execute(
        _MOVE,
        {
            "nudge": nudge.id,
            "state": progress.state.value,
            "stage": progress.screen,
            "ended_at": None if progress.state.is_live else at,
            "is_first": nudge.is_first,
            **_playback(nudge.playback),
        },
    )


async def next_move_at(connection: AsyncConnection) -> datetime | None:
    """When the next card moves on by itself."""
    earliest = select(func.min(nudges.c.next_at)).where(nudges.c.next_at.is_not(None))
    next_at: datetime | None = await connection.scalar(earliest)
    return next_at


async def claim_moves(
    connection: AsyncConnection, at: datetime, lease: datetime, most: int
) -> list[Nudge]:
    """Up to `most` cards that move on by `at`, in order, for the caller to move before `lease`.
    Skips locked rows."""
    due = (
        select(nudges)
        .where(nudges.c.next_at.is_not(None), nudges.c.next_at <= at)
        .order_by(nudges.c.next_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    found = [nudge_of(row) for row in await connection.execute(due)]
    if found:
        await connection.execute(_LEASE, [{"nudge": it.id, "lease": lease} for it in found])
    return found


async def mark_sent(connection: AsyncConnection, sent: Sequence[Sent], at: datetime) -> None:
    """Saves where the messages are. A card that was clicked meanwhile keeps its state."""
    if not sent:
        return
    await connection.execute(
        _SENT,
        [
            {
                "nudge": it.nudge_id,
                "sent_at": at,
                "channel_id": it.channel_id,
                "message_ts": it.message_ts,
            }
            for it in sent
        ],
    )


async def mark_lost(connection: AsyncConnection, lost: Sequence[Lost], at: datetime) -> None:
    if lost:
        await connection.execute(
            _LOST, [{"nudge": it.nudge_id, "at": at, "error": it.error} for it in lost]
        )


async def remove(connection: AsyncConnection, ids: Sequence[str]) -> None:
    """Deletes nudges that Slack certainly rejected."""
    if ids:
        await connection.execute(delete(nudges).where(_WAITING), [{"nudge": it} for it in ids])


async def prune(connection: AsyncConnection, before: datetime, most: int) -> int:
    """Deletes up to `most` nudges created before that instant; returns how many."""
    old = select(nudges.c.id).where(nudges.c.created_at < before).limit(most)
    done = await connection.execute(delete(nudges).where(nudges.c.id.in_(old)))
    return done.rowcount


def _row(nudge: Nudge) -> dict[str, object]:
    return {
        "id": nudge.id,
        "workspace_id": nudge.workspace_id,
        "user_id": nudge.user_id,
        "exercise_id": nudge.exercise_id,
        "asked": nudge.asked,
        "state": nudge.progress.state.value,
        "stage": nudge.progress.screen,
        "created_at": nudge.created_at,
        "sent_at": nudge.sent_at,
        "channel_id": nudge.channel_id,
        "message_ts": nudge.message_ts,
        "is_first": nudge.is_first,
    }


def nudge_of(row: Row[*tuple[Any, ...]]) -> Nudge:
    it = row._mapping
    return Nudge(
        id=it["id"],
        workspace_id=it["workspace_id"],
        user_id=it["user_id"],
        exercise_id=it["exercise_id"],
        asked=it["asked"],
        progress=Progress(CardState(it["state"]), it["stage"]),
        created_at=it["created_at"],
        sent_at=it["sent_at"],
        ended_at=it["ended_at"],
        channel_id=it["channel_id"],
        message_ts=it["message_ts"],
        is_first=it["is_first"],
        playback=None
        if it["next_at"] is None
        else Playback(it["next_at"], it["answer_url"] or "", it["answers_left"] or 0),
    )


def _playback(playback: Playback | None) -> dict[str, object]:
    return {
        "next_at": playback and playback.next_at,
        "answer_url": playback and playback.answer_url,
        "answers_left": playback and playback.answers_left,
    }
