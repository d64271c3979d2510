"""Rows that tests start from."""

from bot.domain.members import Who
from bot.store.db.database import Database
from bot.store.people import members, workspaces
from bot.store.people.workspaces import Workspace
from tests.domain.people import ana, utc

ANA = Who("T1", "U1")
NOON = utc("2026-11-23 12:00")


def workspace(id_: str = "T1", **changes: str | None) -> Workspace:
    facts = {"bot_token": None, "installer_user_id": None, **changes}
    return Workspace(
        id=id_,
        app_id="A1",
        bot_id="B1",
        bot_user_id="UBOT",
        scopes="chat:write",
        installed_at=NOON,
        **facts,
    )


async def populate(database: Database, *people: Who, **changes: object) -> None:
    """Active members, and the workspaces they are in."""
    async with database.write() as connection:
        for id_ in sorted({it.workspace_id for it in people}):
            await workspaces.save(connection, workspace(id_))
        await members.add(connection, *(ana(**it._asdict(), **changes) for it in people))
