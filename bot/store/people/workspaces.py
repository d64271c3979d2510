"""Workspaces: installations, and the rate limit of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, bindparam, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.teams.leaderboards import Board
from bot.store.db.tables import members, oauth_states, workspaces
from bot.store.db.upserts import upsert


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """An installation. `bot_token` is encrypted; None if it is in the environment, empty once Slack
    revoked it."""

    id: str
    app_id: str
    bot_id: str
    bot_user_id: str
    bot_token: str | None
    scopes: str
    installer_user_id: str | None
    installed_at: datetime


async def save(connection: AsyncConnection, workspace: Workspace) -> None:
    """Adds or renews an installation; its people and rate limit stay.

    `installed_at` is the last renewal, so that older events about an uninstallation can be
    recognized.
    """
    values = vars(workspace)
    made = upsert(connection, workspaces).values(**values)
    await connection.execute(
        made.on_conflict_do_update(
            index_elements=[workspaces.c.id],
            set_={it: made.excluded[it] for it in values if it != "id"},
        )
    )


async def find(connection: AsyncConnection, workspace_id: str) -> Workspace | None:
    columns = [workspaces.c[it] for it in Workspace.__dataclass_fields__]
    row = (
        await connection.execute(select(*columns).where(workspaces.c.id == workspace_id))
    ).one_or_none()
    return None if row is None else Workspace(**row._mapping)


async def boards_off(
    connection: AsyncConnection, workspace_id: str, *, held: bool = False
) -> frozenset[Board]:
    """The leaderboards that admins switched off; `held` locks the row, for callers that change
    them."""
    question = select(workspaces.c.boards_off).where(workspaces.c.id == workspace_id)
    if held:
        question = question.with_for_update(key_share=True)
    return switched_off(await connection.scalar(question))


def switched_off(stored: str | None) -> frozenset[Board]:
    """Parses `workspaces.boards_off`."""
    return frozenset(it for it in Board if it.value in (stored or "").split(","))


async def switch_boards(
    connection: AsyncConnection, workspace_id: str, off: frozenset[Board]
) -> None:
    await connection.execute(
        update(workspaces)
        .where(workspaces.c.id == workspace_id)
        .values(boards_off=",".join(sorted(it.value for it in off)))
    )


async def revoke(connection: AsyncConnection, workspace_id: str) -> None:
    """Deletes the stored token and nothing else."""
    await connection.execute(
        update(workspaces)
        .where(workspaces.c.id == workspace_id, workspaces.c.bot_token.is_not(None))
        .values(bot_token="")
    )


async def remove(connection: AsyncConnection, workspace_id: str) -> None:
    """Deletes an installation and all data of its people. Locks them first, to prevent
    deadlocks."""
    await connection.execute(
        select(members.c.user_id)
        .where(members.c.workspace_id == workspace_id)
        .order_by(members.c.user_id)
        .with_for_update()
    )
    await connection.execute(delete(workspaces).where(workspaces.c.id == workspace_id))


async def claim_welcome(connection: AsyncConnection, workspace_id: str, at: datetime) -> bool:
    """Claims the welcome message to the installer, by compare-and-set."""
    claimed = await connection.execute(
        update(workspaces)
        .where(workspaces.c.id == workspace_id, workspaces.c.welcomed_at.is_(None))
        .values(welcomed_at=at)
    )
    return claimed.rowcount == 1


async def paced_until(
    connection: AsyncConnection, ids: Iterable[str]
) -> Mapping[str, datetime | None]:
    """Until when posts to these workspaces are scheduled; locks their rows until the transaction
    ends.

    Locks in the order of their ids, which prevents deadlocks between replicas. The lock still
    allows inserting rows that refer to the workspace.
    """
    rows = await connection.execute(
        select(workspaces.c.id, workspaces.c.paced_until)
        .where(workspaces.c.id.in_(sorted(ids)))
        .order_by(workspaces.c.id)
        .with_for_update(key_share=True)
    )
    return {row[0]: row[1] for row in rows}


async def pace(connection: AsyncConnection, until: Mapping[str, datetime]) -> None:
    """Saves until when posts are scheduled, in lock order to prevent deadlocks."""
    await _pace(connection, workspaces.c.paced_until, until)


@dataclass(frozen=True)
class PeopleSync:
    """A workspace whose people are due to be checked at Slack, from page `cursor` on."""

    workspace_id: str
    cursor: str
    at: datetime | None


async def sync_due(connection: AsyncConnection, at: datetime) -> PeopleSync | None:
    """The workspace whose check is longest due; one that was never checked comes first."""
    row = (
        await connection.execute(
            select(workspaces.c.id, workspaces.c.look_cursor, workspaces.c.look_at)
            .where(or_(workspaces.c.look_at.is_(None), workspaces.c.look_at <= at))
            .order_by(workspaces.c.look_at.is_not(None), workspaces.c.look_at)
            .limit(1)
        )
    ).one_or_none()
    return None if row is None else PeopleSync(row[0], row[1] or "", row[2])


async def claim_sync(connection: AsyncConnection, look: PeopleSync, until: datetime) -> bool:
    """Claims this page of the check until `until`, by compare-and-set."""
    claimed = await connection.execute(
        update(workspaces)
        .where(workspaces.c.id == look.workspace_id)
        .where(workspaces.c.look_at.is_not_distinct_from(look.at))
        .values(look_at=until)
    )
    return claimed.rowcount == 1


async def save_sync(
    connection: AsyncConnection, look: PeopleSync, cursor: str | None, again: datetime
) -> None:
    """Saves the next page of the check, and when it is due."""
    await connection.execute(
        update(workspaces)
        .where(workspaces.c.id == look.workspace_id)
        .values(look_at=again, look_cursor=cursor)
    )


async def updates_paced_until(
    connection: AsyncConnection, ids: Iterable[str]
) -> Mapping[str, datetime | None]:
    """Until when updates in these workspaces are scheduled; locks their rows until the transaction
    ends.

    Skips locked workspaces, as updates can wait, and locks in the order of their ids, which
    prevents deadlocks.
    """
    rows = await connection.execute(
        select(workspaces.c.id, workspaces.c.updates_paced_until)
        .where(workspaces.c.id.in_(sorted(ids)))
        .order_by(workspaces.c.id)
        .with_for_update(skip_locked=True, key_share=True)
    )
    return {row[0]: row[1] for row in rows}


async def updates_held(connection: AsyncConnection, workspace_id: str) -> datetime | None:
    """Until when updates in one workspace are scheduled; locks its row until the transaction ends.

    The lock still allows inserting rows that refer to the workspace.
    """
    found: datetime | None = await connection.scalar(
        select(workspaces.c.updates_paced_until)
        .where(workspaces.c.id == workspace_id)
        .with_for_update(key_share=True)
    )
    return found


async def pace_updates(connection: AsyncConnection, until: Mapping[str, datetime]) -> None:
    """Saves until when updates are scheduled, in lock order to prevent deadlocks."""
    await _pace(connection, workspaces.c.updates_paced_until, until)


async def deletes_paced_until(
    connection: AsyncConnection, ids: Iterable[str]
) -> Mapping[str, datetime | None]:
    """Until when deletions in these workspaces are scheduled. The caller has locked them."""
    rows = await connection.execute(
        select(workspaces.c.id, workspaces.c.deletes_paced_until).where(workspaces.c.id.in_(ids))
    )
    return {row[0]: row[1] for row in rows}


async def pace_deletes(connection: AsyncConnection, until: Mapping[str, datetime]) -> None:
    """Saves until when deletions are scheduled, in lock order to prevent deadlocks."""
    await _pace(connection, workspaces.c.deletes_paced_until, until)


async def _pace(
    connection: AsyncConnection, column: Column[Any], until: Mapping[str, datetime]
) -> None:
    if until:
        await connection.execute(
            update(workspaces)
            .where(workspaces.c.id == bindparam("w"))
            .values({column: bindparam("until")}),
            [{"w": id_, "until": at} for id_, at in sorted(until.items())],
        )


async def issue_state(connection: AsyncConnection, state: str, expires_at: datetime) -> None:
    """Stores an OAuth state until it is used or expires."""
    await connection.execute(insert(oauth_states).values(state=state, expires_at=expires_at))


async def consume_state(connection: AsyncConnection, state: str, at: datetime) -> bool:
    """Deletes an OAuth state; True if it was issued, is unused and has not expired."""
    gone = await connection.execute(
        delete(oauth_states).where(oauth_states.c.state == state, oauth_states.c.expires_at > at)
    )
    return gone.rowcount == 1


async def prune_states(connection: AsyncConnection, at: datetime) -> None:
    await connection.execute(delete(oauth_states).where(oauth_states.c.expires_at <= at))
