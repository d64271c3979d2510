"""Installation into a workspace, and removal."""

import logging
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.home import home_guest
from bot.domain.members import Who
from bot.library.words import ENGLISH
from bot.store.people import workspaces
from bot.store.people.workspaces import Workspace
from bot.usecases.deps import Deps

log = logging.getLogger(__name__)


class Installing:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    async def installed(self, workspace: Workspace) -> None:
        async with self._deps.database.write() as connection:
            await workspaces.save(connection, workspace)

    async def uninstalled(self, workspace_id: str, at: datetime) -> None:
        """Deletes the workspace and all data of its people. Idempotent.

        Ignored if a newer installation than `at` exists. A workspace whose token is in the
        environment keeps its row, so that it works again without a restart if the token does.
        """
        async with self._deps.database.write() as connection:
            known = await self._ended(connection, workspace_id, at)
            if known is None:
                return
            await workspaces.remove(connection, workspace_id)
            if known.bot_token is None:
                await workspaces.save(connection, known)
        log.info("workspace removed", extra={"workspace": workspace_id})

    async def revoked(self, workspace_id: str, at: datetime) -> None:
        """Deletes a token that no longer works, so that posts stop. People's data stays until
        `app_uninstalled`."""
        async with self._deps.database.write() as connection:
            if await self._ended(connection, workspace_id, at) is not None:
                await workspaces.revoke(connection, workspace_id)
        log.info("token revoked", extra={"workspace": workspace_id})

    async def _ended(
        self, connection: AsyncConnection, workspace_id: str, at: datetime
    ) -> Workspace | None:
        """The installation that ended at `at`; None if there is a newer one."""
        known = await workspaces.find(connection, workspace_id)
        if known is not None and at < known.installed_at.replace(microsecond=0):
            log.info("stale uninstallation ignored", extra={"workspace": workspace_id})
            return None
        return known

    async def welcome(self, workspace: Workspace) -> None:
        """Welcomes the installer, once per workspace."""
        if workspace.installer_user_id is None:
            return
        async with self._deps.database.write() as connection:
            mine = await workspaces.claim_welcome(connection, workspace.id, self._deps.clock())
        if not mine:
            return
        installer = Who(workspace.id, workspace.installer_user_id)
        profile = await self._deps.directory.profile(installer)
        words = self._deps.languages.of(
            profile.locale or ENGLISH if profile is not None else "en-US"
        )
        outcome = await self._deps.courier.post(installer, home_guest.welcome(words))
        log.info(
            "installer welcomed",
            extra={"workspace": workspace.id, "outcome": type(outcome).__name__},
        )
