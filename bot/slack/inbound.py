"""What comes in from Slack: the Bolt app with its listeners, Socket Mode and the web server."""

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.figures.drawn_figures import DrawnFigures
from bot.metrics import Metrics
from bot.settings import Settings, secret
from bot.slack.calls.api import SlackApi
from bot.slack.requests.answers import Answers
from bot.slack.requests.events import Events
from bot.slack.requests.handlers import Handlers
from bot.slack.requests.listeners import bolt_app, listen
from bot.slack.socket import Socket, open_socket
from bot.slack.tasks import Tasks
from bot.slack.web import Readiness, serve, web_app
from bot.slack.workspaces.oauth import open_oauth
from bot.slack.workspaces.tokens import BotAuthorize, Identities, StoredIdentities
from bot.store.db.database import Database, DatabaseUnusable
from bot.usecases.deps import Deps
from bot.usecases.features import open_registry
from bot.usecases.home.overviews import Overviews
from bot.usecases.people.installing import Installing
from bot.usecases.people.membership import Membership
from bot.usecases.people.signals import SignalUpdates
from bot.usecases.teams.group_breaks import GroupBreaks
from bot.usecases.teams.teams import Teams

log = logging.getLogger(__name__)


def open_app(
    settings: Settings,
    client: AsyncWebClient,
    identities: Identities,
    api: SlackApi,
    deps: Deps,
    tasks: Tasks,
    metrics: Metrics,
) -> AsyncApp:
    """The Bolt app and everything it listens to. It makes no call to Slack by itself."""
    installing = Installing(deps)
    oauth = None
    if isinstance(identities, StoredIdentities):
        oauth = open_oauth(settings, client, identities, installing, deps, tasks)
    signing_secret = secret(settings.slack_signing_secret)
    app = bolt_app(
        client, BotAuthorize(identities), signing_secret=signing_secret, oauth_flow=oauth
    )
    answers = Answers(api, Overviews(deps), tasks, metrics, deps.words(None))
    events = Events(
        answers=answers,
        identities=identities,
        signals=SignalUpdates(deps),
        installing=installing,
        teams=Teams(deps),
        group_breaks=GroupBreaks(deps),
        metrics=metrics,
    )
    listen(app, Handlers(open_registry(deps), answers, Membership(deps)), events)
    return app


@asynccontextmanager
async def take_requests(
    settings: Settings,
    app: AsyncApp,
    metrics: Metrics,
    database: Database,
    shelf: DrawnFigures,
    *,
    ping_s: float,
) -> AsyncIterator[int | None]:
    """Takes requests until the end of the block; yields the web server's port, if there is one."""
    async with AsyncExitStack() as stack:
        socket = None
        if settings.is_socket_mode:
            token, local = secret(settings.slack_app_token), settings.is_on_loopback
            opening = open_socket(app, token, metrics, on_loopback=local, ping_s=ping_s)
            socket = await stack.enter_async_context(opening)
        port = settings.web_port
        if port is not None:
            readiness = _readiness(database, socket)
            over_http = not settings.is_socket_mode
            site = web_app(app, metrics, readiness, shelf, takes_events=over_http)
            port = await stack.enter_async_context(serve(site, settings.host, port))
        yield port


def _readiness(database: Database, socket: Socket | None) -> Readiness:
    async def missing() -> str | None:
        """Names only the part: anybody can read this. The reason goes to the log."""
        try:
            await database.check()
        except DatabaseUnusable as error:
            log.warning("database not ready", extra={"reason": str(error)})
            return "The database is not ready."
        if socket is not None and not socket.connected:
            return "Socket Mode is not connected."
        return None

    return missing
