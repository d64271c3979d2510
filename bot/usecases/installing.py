"""Arriving in a workspace, and leaving it without a trace."""

import structlog

from bot.cards import home
from bot.domain.members import Who
from bot.store import workspaces
from bot.store.workspaces import Workspace
from bot.usecases.kit import Courier, Directory, Kit

log = structlog.get_logger(__name__)


class Installing:
    def __init__(self, kit: Kit, courier: Courier, directory: Directory) -> None:
        self._kit = kit
        self._courier = courier
        self._directory = directory

    async def installed(self, workspace: Workspace) -> None:
        """Remembers the workspace, new or renewed."""
        async with self._kit.database.write() as connection:
            await workspaces.save(connection, workspace)

    async def uninstalled(self, workspace_id: str) -> None:
        """Deletes the workspace and everything of its people; a second time changes nothing."""
        async with self._kit.database.write() as connection:
            await workspaces.remove(connection, workspace_id)
        log.info("workspace removed", workspace=workspace_id)

    async def welcome(self, workspace: Workspace) -> None:
        """Welcomes whoever installed Limber, once in the life of a workspace."""
        if workspace.installer_user_id is None:
            return
        async with self._kit.database.write() as connection:
            mine = await workspaces.claim_welcome(connection, workspace.id, self._kit.clock())
        if not mine:
            return
        installer = Who(workspace.id, workspace.installer_user_id)
        profile = await self._directory.profile(installer)
        words = self._kit.languages.of(profile.locale if profile is not None else "en-US")
        outcome = await self._courier.post(installer, home.welcome(words))
        log.info("installer welcomed", workspace=workspace.id, outcome=type(outcome).__name__)
