"""Many members, quickly."""

from datetime import UTC, datetime, timedelta

from bot.domain.members import DueReason, Member, MemberStatus
from bot.store.db.database import Database
from bot.store.db.upgrades import upgrade
from bot.store.people import members, workspaces
from bot.store.people.workspaces import Workspace

MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AT_ONCE = 5000
PER_WORKSPACE = 20
"""As many as the pace lets out at once, so that it does not bind what is measured."""


def crowd(
    count: int,
    due: int,
    per_workspace: int = PER_WORKSPACE,
    begins: datetime = MONDAY_NOON,
) -> list[Member]:
    """`count` active members, the first `due` of them due at noon or when else it begins."""
    return [
        Member(
            workspace_id=f"T{n // per_workspace:06}",
            user_id=f"U{n:07}",
            status=MemberStatus.ACTIVE,
            zone="Etc/UTC",
            locale="en-US",
            sitting_since=begins - timedelta(minutes=35),
            next_due_at=begins if n < due else begins + timedelta(minutes=n % 40 + 1),
            due_reason=DueReason.INTERVAL,
        )
        for n in range(count)
    ]


async def settle(database: Database, people: list[Member]) -> None:
    """A migrated database with these people in it."""
    await upgrade(database)
    async with database.write() as connection:
        for id_ in sorted({it.workspace_id for it in people}):
            await workspaces.save(connection, _workspace(id_))
        for start in range(0, len(people), AT_ONCE):
            await members.add(connection, *people[start : start + AT_ONCE])


def _workspace(id_: str) -> Workspace:
    return Workspace(
        id=id_,
        app_id="A1",
        bot_id="B1",
        bot_user_id="U1",
        bot_token=None,
        scopes="",
        installer_user_id=None,
        installed_at=MONDAY_NOON,
    )
