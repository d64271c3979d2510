"""Limber's identity in each workspace: encrypted bot tokens, and Bolt's `authorize`."""

import logging
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

from bot.domain.clock import Clock
from bot.settings import Settings, secret
from bot.store.db.database import Database
from bot.store.people import workspaces
from bot.store.people.workspaces import Workspace

log = logging.getLogger(__name__)

REMEMBERED = 10_000
"""Identities cached in memory."""
FRESH = timedelta(minutes=1)
"""How long the cache hides a token that another replica renewed."""


@dataclass(frozen=True)
class Identity:
    """Limber's bot user in one workspace. The only place that holds the token in plain text."""

    workspace_id: str
    bot_id: str
    bot_user_id: str
    token: str

    def __repr__(self) -> str:
        return f"Identity({self.workspace_id})"


@dataclass(frozen=True)
class OneBot:
    """The bot whose token is in the environment."""

    identity: Identity
    app_id: str

    def workspace(self, at: datetime) -> Workspace:
        return Workspace(
            id=self.identity.workspace_id,
            app_id=self.app_id,
            bot_id=self.identity.bot_id,
            bot_user_id=self.identity.bot_user_id,
            bot_token=None,
            scopes="",
            installer_user_id=None,
            installed_at=at,
        )


class Identities(Protocol):
    async def of(self, workspace_id: str) -> Identity | None:
        """None if Limber is not installed there."""
        ...

    def drop(self, workspace_id: str) -> None:
        """Drops a workspace from the cache: its token changed or is gone."""
        ...


class OneIdentity:
    def __init__(self, identity: Identity) -> None:
        self._identity = identity

    async def of(self, workspace_id: str) -> Identity | None:
        return self._identity if workspace_id == self._identity.workspace_id else None

    def drop(self, workspace_id: str) -> None:
        """There is no cache."""


class TokenCipher(Protocol):
    """Encrypts tokens for the database."""

    def encrypt(self, token: str) -> str: ...

    def decrypt(self, encrypted: str) -> str | None:
        """None if the token was encrypted with another key."""
        ...


class StoredIdentities:
    """The workspaces that installed Limber, read from the database and cached."""

    def __init__(self, database: Database, cipher: TokenCipher, clock: Clock) -> None:
        self._database = database
        self.cipher = cipher
        self._clock = clock
        self._known: OrderedDict[str, tuple[datetime, Identity | None]] = OrderedDict()

    async def of(self, workspace_id: str) -> Identity | None:
        known = self._known.get(workspace_id)
        if known is not None and self._clock() - known[0] < FRESH:
            return known[1]
        async with self._database.read() as connection:
            workspace = await workspaces.find(connection, workspace_id)
        identity = self._decrypted(workspace) if workspace is not None else None
        self._known[workspace_id] = (self._clock(), identity)
        self._known.move_to_end(workspace_id)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return identity

    def drop(self, workspace_id: str) -> None:
        self._known.pop(workspace_id, None)

    def _decrypted(self, workspace: Workspace) -> Identity | None:
        if workspace.bot_token == "":
            return None  # revoked, and not installed again since
        token = (
            self.cipher.decrypt(workspace.bot_token) if workspace.bot_token is not None else None
        )
        if token is None:
            log.error(
                "a workspace's token cannot be decrypted: LIMBER_TOKEN_KEY is not the key it was "
                "stored with; set the old key, or have the workspace install Limber again",
                extra={"workspace": workspace.id},
            )
            return None
        return Identity(workspace.id, workspace.bot_id, workspace.bot_user_id, token)


def open_identities(
    settings: Settings, bot: OneBot | None, database: Database, clock: Clock
) -> Identities:
    if bot is not None:
        return OneIdentity(bot.identity)
    from bot.slack.workspaces.token_cipher import FernetCipher  # noqa: PLC0415  7 MiB that one workspace never needs

    return StoredIdentities(database, FernetCipher(secret(settings.limber_token_key)), clock)


class BotAuthorize(AsyncAuthorize):
    """Authorizes each request from the cache, without a call to Slack."""

    def __init__(self, identities: Identities) -> None:
        self._identities = identities

    async def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, **_: object
    ) -> AuthorizeResult | None:
        identity = await self._identities.of(team_id) if team_id is not None else None
        if identity is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_token=identity.token,
            bot_id=identity.bot_id,
            bot_user_id=identity.bot_user_id,
        )
