"""The queue of old cards, which a newer card has replaced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.breaks.nudges import Nudge
from bot.domain.breaks.old_cards import COLLAPSIBLE
from bot.store.breaks.nudges import nudge_of
from bot.store.db.tables import members, nudges, workspaces
from bot.store.people.keys import key, of_person

_OF_MEMBER = of_person(nudges)
_SUPERSEDE = (
    update(nudges)
    .where(
        _OF_MEMBER,
        nudges.c.created_at.between(bindparam("since"), bindparam("made_at")),
        nudges.c.id != bindparam("nudge"),
        or_(*(nudges.c.state == it.value for it in sorted(COLLAPSIBLE))),
        nudges.c.message_ts.is_not(None),
        nudges.c.collapsed_at.is_(None),
    )
    .values(collapse_by=bindparam("until"))
)
_WAITS = nudges.c.collapse_by.is_not(None) & (nudges.c.collapse_by > bindparam("at"))
_WAITING_WORKSPACES = (
    select(workspaces.c.id)
    .where(
        workspaces.c.updates_paced_until.is_(None)
        | (workspaces.c.updates_paced_until <= bindparam("free_at")),
        exists().where(nudges.c.workspace_id == workspaces.c.id, _WAITS),
    )
    .order_by(workspaces.c.updates_paced_until.nulls_first())
    .limit(bindparam("most"))
)
_TO_COLLAPSE = (
    select(nudges, members.c.locale)
    .join(members)
    .where(nudges.c.workspace_id == bindparam("w"), _WAITS)
    .order_by(nudges.c.created_at.desc())
    .limit(bindparam("most"))
    .with_for_update(of=nudges, skip_locked=True)
)
_COLLAPSED = (
    update(nudges)
    .where(nudges.c.id == bindparam("nudge"))
    .values(collapse_by=None, collapsed_at=bindparam("at"))
)
_NOT_COLLAPSED = (
    update(nudges)
    .where(nudges.c.id == bindparam("nudge"), nudges.c.collapsed_at == bindparam("at"))
    .values(collapse_by=bindparam("until"), collapsed_at=None)
)


@dataclass(frozen=True)
class Newer:
    """A card that arrived. Older cards of its day, which began at `since`, may be collapsed until
    `until`."""

    nudge: Nudge
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Old:
    """A card to collapse before `until`, in its owner's language."""

    nudge: Nudge
    locale: str
    until: datetime


async def supersede(connection: AsyncConnection, newer: Sequence[Newer]) -> None:
    """Queues the older cards of these owners for collapsing, unless they were collapsed already."""
    if newer:
        await connection.execute(
            _SUPERSEDE,
            [
                {
                    **key(it.nudge.owner),
                    "nudge": it.nudge.id,
                    "made_at": it.nudge.created_at,
                    "since": it.since,
                    "until": it.until,
                }
                for it in newer
            ],
        )


async def stay_whole(connection: AsyncConnection, nudge_id: str) -> None:
    """Takes a card in use out of the queue, until its owner's next card arrives."""
    await connection.execute(
        update(nudges).where(nudges.c.id == nudge_id).values(collapse_by=None, collapsed_at=None)
    )


async def to_collapse_in(
    connection: AsyncConnection, at: datetime, free_at: datetime, most: int
) -> Sequence[str]:
    """The workspaces with queued cards whose updates are scheduled no later than `free_at`, longest
    waiting first."""
    found = await connection.scalars(
        _WAITING_WORKSPACES, {"at": at, "free_at": free_at, "most": most}
    )
    return found.all()


async def take_old(
    connection: AsyncConnection, workspace_id: str, at: datetime, most: int
) -> list[Old]:
    """Claims queued cards, newest first, for the caller to collapse. Skips locked rows."""
    rows = await connection.execute(_TO_COLLAPSE, {"w": workspace_id, "at": at, "most": most})
    old = [Old(nudge_of(row), row.locale, row.collapse_by) for row in rows]
    if old:
        await connection.execute(_COLLAPSED, [{"nudge": it.nudge.id, "at": at} for it in old])
    return old


async def give_back(connection: AsyncConnection, old: Sequence[Old], taken_at: datetime) -> None:
    """Puts cards that were claimed at that time back into the queue, unless they were clicked
    since."""
    if old:
        await connection.execute(
            _NOT_COLLAPSED,
            [{"nudge": it.nudge.id, "at": taken_at, "until": it.until} for it in old],
        )


async def whole_again(connection: AsyncConnection, ids: Sequence[str]) -> list[Nudge]:
    """Those of the claimed cards that were clicked since."""
    rows = await connection.execute(
        select(nudges).where(nudges.c.id.in_(ids), nudges.c.collapsed_at.is_(None))
    )
    return [nudge_of(it) for it in rows]


async def leave_as_they_are(connection: AsyncConnection, at: datetime, most: int) -> int:
    """Takes up to `most` cards whose day is over out of the queue; returns how many. Skips locked
    rows."""
    past = (
        select(nudges.c.id)
        .where(nudges.c.collapse_by.is_not(None), nudges.c.collapse_by <= at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    done = await connection.execute(
        update(nudges).where(nudges.c.id.in_(past)).values(collapse_by=None)
    )
    return done.rowcount
