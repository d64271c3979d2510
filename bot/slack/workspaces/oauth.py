"""Slack's OAuth flow, with installations and states in Limber's database."""

import secrets
from datetime import timedelta
from functools import partial
from logging import Logger, getLogger
from urllib.parse import urlsplit

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.clock import Clock
from bot.settings import Settings, secret
from bot.slack.tasks import Tasks
from bot.slack.workspaces.manifest import BOT_SCOPES
from bot.slack.workspaces.tokens import StoredIdentities
from bot.store.db.database import Database
from bot.store.people import workspaces
from bot.store.people.workspaces import Workspace
from bot.usecases.deps import Deps
from bot.usecases.people.installing import Installing

STATE_LASTS = timedelta(minutes=10)
INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"


class Installations(AsyncInstallationStore):
    """Write-only for Bolt: BotAuthorize reads."""

    def __init__(
        self,
        installing: Installing,
        identities: StoredIdentities,
        clock: Clock,
        tasks: Tasks,
    ) -> None:
        self._installing = installing
        self._identities = identities
        self._clock = clock
        self._tasks = tasks

    @property
    def logger(self) -> Logger:
        return getLogger("slack_bolt")

    async def async_save(self, installation: Installation) -> None:
        if not installation.team_id or not installation.bot_token:
            raise ValueError("Limber is installed into workspaces, with a bot token")
        workspace = Workspace(
            id=installation.team_id,
            app_id=installation.app_id or "",
            bot_id=installation.bot_id or "",
            bot_user_id=installation.bot_user_id or "",
            bot_token=self._identities.cipher.encrypt(installation.bot_token),
            scopes=",".join(installation.bot_scopes or ()),
            installer_user_id=installation.user_id,
            installed_at=self._clock(),
        )
        await self._installing.installed(workspace)
        self._identities.drop(workspace.id)
        welcome = partial(self._installing.welcome, workspace)
        self._tasks.spawn(welcome, after=workspace.id)


class States(AsyncOAuthStateStore):
    """In the database, so that any replica can handle the redirect."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @property
    def logger(self) -> Logger:
        return getLogger("slack_bolt")

    async def async_issue(self, *_: object, **__: object) -> str:
        state = secrets.token_urlsafe(32)
        async with self._database.write() as connection:
            await workspaces.issue_state(connection, state, self._clock() + STATE_LASTS)
        return state

    async def async_consume(self, state: str) -> bool:
        async with self._database.write() as connection:
            return await workspaces.consume_state(connection, state, self._clock())


def open_oauth(
    settings: Settings,
    client: AsyncWebClient,
    identities: StoredIdentities,
    installing: Installing,
    deps: Deps,
    tasks: Tasks,
) -> AsyncOAuthFlow:
    public_url = settings.public_url
    return AsyncOAuthFlow(
        client=client,
        logger=getLogger("slack_bolt"),
        settings=AsyncOAuthSettings(
            client_id=settings.slack_client_id or "",
            client_secret=secret(settings.slack_client_secret),
            scopes=list(BOT_SCOPES),
            user_scopes=[],
            redirect_uri=public_url.rstrip("/") + REDIRECT_PATH if public_url else None,
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            authorization_url=_authorization_url(client.base_url),
            installation_store=Installations(installing, identities, deps.clock, tasks),
            state_store=States(deps.database, deps.clock),
            state_expiration_seconds=int(STATE_LASTS.total_seconds()),
        ),
    )


def _authorization_url(api_url: str) -> str:
    """The consent page, on the host of the API, so that it follows SLACK_API_URL."""
    parts = urlsplit(api_url)
    return f"{parts.scheme}://{parts.netloc}/oauth/v2/authorize"
