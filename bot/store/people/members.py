"""Members: queries, and the mapping between rows and objects."""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Row,
    Select,
    Update,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar.busy_signals import Deferral, Quiet, Signal, Signals
from bot.domain.calendar.days_off import Calendar
from bot.domain.exercises.plan_progress import PlanRun
from bot.domain.members import DueReason, Member, MemberStatus, Who
from bot.domain.settings.preferences import Preferences
from bot.library.almanac import WORLD
from bot.store.db.tables import members, team_members
from bot.store.db.upserts import upsert
from bot.store.people import days_off, listed_flag
from bot.store.people.keys import key, of_person

log = logging.getLogger(__name__)

UNREADABLE_FOR = timedelta(hours=1)
"""After that long, a row that cannot be read is retried."""

_OF_ONE = of_person(members)
_ONE = select(members).where(_OF_ONE)
_ONE_LOCKED = _ONE.with_for_update()
_DUE = (
    select(members)
    .where(members.c.next_due_at <= bindparam("at"))
    .order_by(members.c.next_due_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_KEY = (members.c.workspace_id, members.c.user_id)
_HELD = (
    select(*_KEY)
    .where(tuple_(*_KEY).in_(bindparam("people", expanding=True)))
    .order_by(*_KEY)
    .with_for_update()
)
_KEPT = {"workspace_id", "user_id", "joined_at"}
_SCHEDULE = {
    "sitting_since", "eyes_since", "walk_since",
    "next_due_at", "due_reason", "next_exercise_id",
    "recent", "nudged_on", "nudged_count", "recheck_at",
    "plan_id", "plan_day", "plan_on", "plan_done",
    "held_for", "held_since", "held_until", "unanswered", "asked_at",
    "answered_on", "ignored_days",
}  # fmt: skip


def _setting(columns: set[str]) -> Update:
    return update(members).where(_OF_ONE).values({it: bindparam(it) for it in sorted(columns)})


_SAVE = _setting({it.name for it in members.c} - _KEPT)
_RESCHEDULE = _setting(_SCHEDULE)
_PUT_BACK = _RESCHEDULE.where(
    members.c.next_due_at.is_not_distinct_from(bindparam("assigned")),
    members.c.recent == bindparam("offered"),
)
_PUT_OFF = update(members).where(_OF_ONE).values(next_due_at=bindparam("until"))
_DEACTIVATE = (
    update(members)
    .where(_OF_ONE)
    .values(standing=MemberStatus.LEFT.value, next_due_at=None, due_reason=None)
)
_OUT_OF_TEAMS = delete(team_members).where(of_person(team_members))


async def find(connection: AsyncConnection, who: Who) -> Member | None:
    return await _one(connection, _ONE, who)


async def lock(connection: AsyncConnection, who: Who) -> Member | None:
    """The member, locked until the transaction ends."""
    return await _one(connection, _ONE_LOCKED, who)


async def _one(
    connection: AsyncConnection, question: Select[*tuple[Any, ...]], who: Who
) -> Member | None:
    row = (await connection.execute(question, key(who))).one_or_none()
    return None if row is None else (await _with_days_off(connection, [as_member(row)]))[0]


async def _with_days_off(connection: AsyncConnection, found: list[Member]) -> list[Member]:
    """Adds days off to these members, in one query."""
    stretches = await days_off.of_members(connection, [it.who for it in found])
    return [
        replace(it, calendar=Calendar(WORLD, stretches[it.who])) if stretches[it.who] else it
        for it in found
    ]


async def due(connection: AsyncConnection, at: datetime, most: int) -> list[Member]:
    """The members longest due, locked until the transaction ends. Skips locked rows.

    A row that cannot be read is postponed, so that it does not block the queue.
    """
    found, unreadable = [], []
    for row in await connection.execute(_DUE, {"at": at, "most": most}):
        try:
            found.append(as_member(row))
        except (ValueError, TypeError):
            log.exception("a member's row cannot be read", extra={"workspace": row.workspace_id})
            unreadable.append({"w": row.workspace_id, "u": row.user_id})
    if unreadable:
        until = at + UNREADABLE_FOR
        await connection.execute(_PUT_OFF, [{**it, "until": until} for it in unreadable])
    return await _with_days_off(connection, found)


async def nudged_ids(
    connection: AsyncConnection, workspace_id: str, user_ids: Iterable[str]
) -> list[str]:
    """Filters people of a workspace: those who get nudges, and those whose locale and zone are a
    guess."""
    question = select(members.c.user_id).where(
        members.c.workspace_id == workspace_id,
        members.c.user_id.in_(list(user_ids)),
        or_(members.c.standing == MemberStatus.ACTIVE.value, members.c.presumed),
    )
    return list(await connection.scalars(question))


async def lock_all(
    connection: AsyncConnection, workspace_id: str, user_ids: Iterable[str]
) -> list[Member]:
    """These people of a workspace, locked in the order of their ids to prevent deadlocks."""
    question = (
        select(members)
        .where(members.c.workspace_id == workspace_id, members.c.user_id.in_(list(user_ids)))
        .order_by(*_KEY)
        .with_for_update()
    )
    rows = await connection.execute(question)
    return await _with_days_off(connection, [as_member(row) for row in rows])


async def lock_existing(connection: AsyncConnection, people: Iterable[Who]) -> set[Who]:
    """Locks those of `people` who still exist until the transaction ends.

    Transactions lock the members they write to first, in the order of their ids. A click locks its
    member before its card too, so this lock order prevents deadlocks.
    """
    rows = await connection.execute(_HELD, {"people": [tuple(it) for it in people]})
    return {Who(*row) for row in rows}


async def add(connection: AsyncConnection, *people: Member) -> None:
    await connection.execute(insert(members), [_row(it) for it in people])


async def get_or_add(connection: AsyncConnection, member: Member) -> Member:
    """Adds a member, or gets the one that a concurrent transaction added; locked until the
    transaction ends."""
    added = await connection.execute(
        upsert(connection, members).on_conflict_do_nothing(), _row(member)
    )
    if added.rowcount == 1:
        return member
    return await lock(connection, member.who) or member


async def save(connection: AsyncConnection, member: Member) -> None:
    await save_all(connection, [member])


async def save_all(connection: AsyncConnection, people: Sequence[Member]) -> None:
    """Saves several members in one batch. The caller locks them."""
    if people:
        await connection.execute(_SAVE, [{**_row(it), **key(it.who)} for it in people])
        await listed_flag.refresh(connection, [it.who for it in people])


async def reschedule(connection: AsyncConnection, changed: Sequence[Member]) -> None:
    """Saves what a nudge changes of each member, in one batch."""
    if changed:
        await connection.execute(_RESCHEDULE, [{**_schedule(it), **key(it.who)} for it in changed])


async def put_back(connection: AsyncConnection, changes: Sequence[tuple[Member, Member]]) -> None:
    """Undoes claims, given as (member as claimed, member to restore), unless the member changed
    since.

    A member who was offered another exercise meanwhile has a break, and needs no nudge at once.
    """
    if changes:
        await connection.execute(
            _PUT_BACK,
            [
                {
                    **_schedule(to),
                    **key(to.who),
                    "assigned": claimed.next_due_at,
                    "offered": _schedule(claimed)["recent"],
                }
                for claimed, to in changes
            ],
        )


async def deactivate(connection: AsyncConnection, people: Sequence[Who]) -> None:
    """Ends the nudges and team memberships of people whose Slack account no longer exists."""
    if people:
        await connection.execute(_DEACTIVATE, [key(it) for it in people])
        await connection.execute(_OUT_OF_TEAMS, [key(it) for it in people])
        await listed_flag.refresh(connection, people)


async def joined(connection: AsyncConnection, who: Who, at: datetime) -> None:
    await connection.execute(update(members).where(_OF_ONE).values(joined_at=at), key(who))


async def forget(connection: AsyncConnection, who: Who) -> None:
    """Deletes a person and, by cascade, all their rows."""
    await connection.execute(delete(members).where(_OF_ONE), key(who))


async def next_due_at(connection: AsyncConnection) -> datetime | None:
    """When the next nudge of any member is due."""
    question = (
        select(members.c.next_due_at)
        .where(members.c.next_due_at.is_not(None))
        .order_by(members.c.next_due_at)
        .limit(1)
    )
    found: datetime | None = await connection.scalar(question)
    return found


async def counts(connection: AsyncConnection) -> Mapping[str, int]:
    """The number of members by status."""
    rows = await connection.execute(
        select(members.c.standing, func.count()).group_by(members.c.standing)
    )
    return {row[0]: row[1] for row in rows}


def as_member(row: Row[*tuple[Any, ...]]) -> Member:
    """The member in a row with all columns of `members`, without days off."""
    it = row._mapping
    return Member(
        workspace_id=it["workspace_id"],
        user_id=it["user_id"],
        status=MemberStatus(it["standing"]),
        zone=it["zone"],
        locale=it["locale"],
        preferences=_preferences(it["preferences"]),
        sitting_since=it["sitting_since"],
        eyes_since=it["eyes_since"],
        walk_since=it["walk_since"],
        paused_until=it["paused_until"],
        next_due_at=it["next_due_at"],
        due_reason=DueReason(it["due_reason"]) if it["due_reason"] else None,
        next_exercise_id=it["next_exercise_id"],
        recent=_split(it["recent"]),
        nudged_on=it["nudged_on"],
        nudged_count=it["nudged_count"],
        recheck_at=it["recheck_at"],
        calendar=_NO_DAYS_OFF,
        plan=PlanRun(it["plan_id"], it["plan_day"], it["plan_on"], _split(it["plan_done"]))
        if it["plan_id"] is not None
        else None,
        signals=Signals(
            huddle_until=it["huddle_until"],
            meeting_until=it["meeting_until"],
            meeting_is_open=it["meeting_is_open"],
            vacation_until=it["vacation_until"],
            quiet=Quiet(it["quiet_start"], it["quiet_end"]) if it["quiet_end"] else None,
        ),
        deferral=Deferral(Signal(it["held_for"]), it["held_since"], it["held_until"])
        if it["held_for"] is not None
        else None,
        unanswered=it["unanswered"],
        asked_at=it["asked_at"],
        answered_on=it["answered_on"],
        ignored_days=it["ignored_days"],
        presumed=it["presumed"],
    )


_NO_DAYS_OFF = Calendar(WORLD)


@lru_cache(maxsize=1024)
def _preferences(document: str) -> Preferences:
    """Cached, as few people change the defaults, so few documents differ."""
    return Preferences.from_json(json.loads(document))


@lru_cache(maxsize=1024)
def _document(preferences: Preferences) -> str:
    return json.dumps(preferences.as_json(), separators=(",", ":"))


def _row(member: Member) -> dict[str, object]:
    preferences = member.preferences
    return {
        "workspace_id": member.workspace_id,
        "user_id": member.user_id,
        "standing": member.status.value,
        "zone": member.zone,
        "locale": member.locale,
        "preferences": _document(preferences),
        "listed": preferences.listed,
        "nickname": preferences.nickname,
        **_signals(member.signals),
        "paused_until": member.paused_until,
        "presumed": member.presumed,
        **_schedule(member),
    }


def _schedule(member: Member) -> dict[str, object]:
    plan, deferral = member.plan, member.deferral
    return {
        "sitting_since": member.sitting_since,
        "eyes_since": member.eyes_since,
        "walk_since": member.walk_since,
        "next_due_at": member.next_due_at,
        "due_reason": member.due_reason.value if member.due_reason else None,
        "next_exercise_id": member.next_exercise_id,
        "recent": ",".join(member.recent),
        "nudged_on": member.nudged_on,
        "nudged_count": member.nudged_count,
        "recheck_at": member.recheck_at,
        "plan_id": plan.plan_id if plan is not None else None,
        "plan_day": plan.day if plan is not None else None,
        "plan_on": plan.on if plan is not None else None,
        "plan_done": ",".join(plan.done) if plan is not None else None,
        "held_for": deferral.signal.value if deferral is not None else None,
        "held_since": deferral.since if deferral is not None else None,
        "held_until": deferral.until if deferral is not None else None,
        "unanswered": member.unanswered,
        "asked_at": member.asked_at,
        "answered_on": member.answered_on,
        "ignored_days": member.ignored_days,
    }


def _signals(signals: Signals) -> dict[str, object]:
    return {
        "huddle_until": signals.huddle_until,
        "meeting_until": signals.meeting_until,
        "meeting_is_open": signals.meeting_is_open,
        "vacation_until": signals.vacation_until,
        "quiet_start": signals.quiet.start if signals.quiet is not None else None,
        "quiet_end": signals.quiet.end if signals.quiet is not None else None,
    }


def _split(stored: str) -> tuple[str, ...]:
    return tuple(it for it in stored.split(",") if it)
