"""The queue of old cards, which a newer card has replaced."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.breaks.nudges import Nudge
from bot.domain.breaks.old_cards import COLLAPSIBLE, DayOfBreaks
from bot.store.breaks.nudges import nudge_of
from bot.store.db.tables import breaks, days, members, nudges, workspaces
from bot.store.people.keys import key, of_person

_OF_MEMBER = of_person(nudges)
_mine, _others, _later = breaks.alias("mine"), breaks.alias("others"), breaks.alias("later")


def _of_same_day(counting: FromClause) -> ColumnElement[bool]:
    it = counting.c
    same = (it[name] == _mine.c[name] for name in ("workspace_id", "user_id", "day"))
    return and_(*same, it.counts)


_OUTDATED = exists().where(
    _mine.c.nudge_id == nudges.c.id,
    _of_same_day(_later),
    _later.c.completed_at > nudges.c.collapsed_at,
)
"""A line about a day that had another break since."""
_SUPERSEDE = (
    update(nudges)
    .where(
        _OF_MEMBER,
        nudges.c.created_at.between(bindparam("since"), bindparam("made_at")),
        nudges.c.id != bindparam("nudge"),
        or_(*(nudges.c.state == it.value for it in sorted(COLLAPSIBLE))),
        nudges.c.message_ts.is_not(None),
        nudges.c.collapsed_at.is_(None) | _OUTDATED,
    )
    .values(collapse_by=bindparam("until"), collapsed_at=None)
)
_WAITS = nudges.c.collapse_by.is_not(None) & (nudges.c.collapse_by > bindparam("at"))
_WAITING_WORKSPACES = (
    select(workspaces.c.id)
    .where(
        workspaces.c.updates_paced_until.is_(None)
        | (workspaces.c.updates_paced_until <= bindparam("lines")),
        workspaces.c.deletes_paced_until.is_(None)
        | (workspaces.c.deletes_paced_until <= bindparam("deletes")),
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
_LATER = exists().where(
    _of_same_day(_later),
    _later.c.completed_at > _mine.c.completed_at,
    _later.c.nudge_id == nudges.c.id,
    nudges.c.message_ts.is_not(None),
)
"""A later break of the day whose card is still shown."""
_DAYS = (
    select(
        _mine.c.nudge_id,
        _mine.c.day,
        func.count().label("breaks"),
        func.sum(_others.c.seconds).label("seconds"),
        func.max(days.c.goal).label("goal"),
    )
    .join(_others, _of_same_day(_others))
    .join(
        days,
        and_(
            days.c.workspace_id == _mine.c.workspace_id,
            days.c.user_id == _mine.c.user_id,
            days.c.day == _mine.c.day,
        ),
    )
    .where(_mine.c.nudge_id.in_(bindparam("ids", expanding=True)), _mine.c.counts, ~_LATER)
    .group_by(_mine.c.nudge_id, _mine.c.day)
)
_COLLAPSED = (
    update(nudges)
    .where(nudges.c.id == bindparam("nudge"))
    .values(
        collapse_by=None,
        collapsed_at=bindparam("at"),
        message_ts=bindparam("message_ts"),
    )
)
_NOT_COLLAPSED = (
    update(nudges)
    .where(nudges.c.id == bindparam("nudge"), nudges.c.collapsed_at == bindparam("at"))
    .values(collapse_by=bindparam("until"), collapsed_at=None, message_ts=bindparam("message_ts"))
)


@dataclass(frozen=True)
class Newer:
    """A card that arrived. Older cards since `since` may be collapsed until `until`."""

    nudge: Nudge
    since: datetime
    until: datetime


@dataclass(frozen=True)
class FreeAt:
    """Calls that are scheduled no later than this may be made now."""

    lines: datetime
    deletes: datetime


@dataclass(frozen=True)
class Old:
    """A card to collapse before `until`, in its owner's language.

    It becomes a line about the `day`; without one it is deleted.
    """

    nudge: Nudge
    locale: str
    until: datetime
    day: DayOfBreaks | None = None


async def supersede(connection: AsyncConnection, newer: Sequence[Newer]) -> None:
    """Queues the older cards of these owners for collapsing, unless they are collapsed and up to
    date."""
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
    connection: AsyncConnection, at: datetime, free_at: FreeAt, most: int
) -> Sequence[str]:
    """The workspaces with queued cards that may be edited now, longest waiting first."""
    found = await connection.scalars(
        _WAITING_WORKSPACES,
        {"at": at, "most": most, "lines": free_at.lines, "deletes": free_at.deletes},
    )
    return found.all()


async def take_old(
    connection: AsyncConnection, workspace_id: str, at: datetime, most: int
) -> list[Old]:
    """Claims queued cards, newest first, for the caller to collapse. Skips locked rows.

    The place of a message that is to be deleted is forgotten.
    """
    found = await connection.execute(_TO_COLLAPSE, {"w": workspace_id, "at": at, "most": most})
    rows = found.all()
    if not rows:
        return []
    last = await connection.execute(_DAYS, {"ids": [row.id for row in rows]})
    lines = {it.nudge_id: DayOfBreaks(it.day, it.breaks, it.seconds, it.goal) for it in last}
    old = [Old(nudge_of(row), row.locale, row.collapse_by, lines.get(row.id)) for row in rows]
    claims = [
        {"nudge": it.nudge.id, "at": at, "message_ts": it.nudge.message_ts if it.day else None}
        for it in old
    ]
    await connection.execute(_COLLAPSED, claims)
    return old


async def give_back(connection: AsyncConnection, old: Sequence[Old], taken_at: datetime) -> None:
    """Puts cards that were claimed at that time back into the queue, unless they were clicked
    since."""
    if old:
        await connection.execute(
            _NOT_COLLAPSED,
            [
                {
                    "nudge": it.nudge.id,
                    "at": taken_at,
                    "until": it.until,
                    "message_ts": it.nudge.message_ts,
                }
                for it in old
            ],
        )


async def whole_again(connection: AsyncConnection, ids: Sequence[str]) -> list[Nudge]:
    """Those of the claimed cards that were clicked since."""
    rows = await connection.execute(
        select(nudges).where(nudges.c.id.in_(ids), nudges.c.collapsed_at.is_(None))
    )
    return [nudge_of(it) for it in rows]


async def leave_as_they_are(connection: AsyncConnection, at: datetime, most: int) -> int:
    """Takes up to `most` cards that waited too long out of the queue; returns how many. Skips
    locked rows."""
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
