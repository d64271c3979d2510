"""The composition root: the only place that builds things, in order, and closes them in reverse.

It alone reads the clock and makes random numbers; everything below is handed both.
"""

import asyncio
import logging
import random
import signal
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.charts.drawing_process import ChartProcess
from bot.content_process import Content, open_content
from bot.domain.clock import Clock, RandomSource
from bot.domain.pacing import Pace
from bot.domain.schedule.presence_budget import PresenceAllowance
from bot.figures.drawing_process import drawing
from bot.figures.drawn_figures import DrawnFigures
from bot.library.files.location import content_root
from bot.library.words import Languages
from bot.metrics import Metrics
from bot.settings import Settings, secret
from bot.slack.calls.api import FRESH_WAITS_S, SlackApi
from bot.slack.calls.auth_check import ask_app_token, ask_bot_token
from bot.slack.calls.client import open_session, web_client
from bot.slack.calls.directory import SlackDirectory
from bot.slack.calls.files import SlackFiles
from bot.slack.requests.answers import Answers
from bot.slack.requests.events import Events
from bot.slack.requests.handlers import Handlers
from bot.slack.requests.listeners import bolt_app, listen
from bot.slack.socket import PING_S, Socket, open_socket
from bot.slack.tasks import Tasks
from bot.slack.web import FIGURES_PATH, Readiness, serve, web_app
from bot.slack.workspaces.oauth import Installations, States, oauth_flow
from bot.slack.workspaces.tokens import (
    BotAuthorize,
    Identities,
    Identity,
    OneIdentity,
    StoredIdentities,
    TokenCipher,
)
from bot.store.db.database import Database, DatabaseUnusable
from bot.store.db.upgrades import upgrade
from bot.store.people.workspaces import Workspace
from bot.ticker import TICK_S, Ticker, jobs
from bot.usecases.deps import Deps
from bot.usecases.features import open_registry
from bot.usecases.home.overviews import Overviews
from bot.usecases.nudges.nudging import Nudging
from bot.usecases.nudges.presence_checks import WITHIN_S, PresenceChecks
from bot.usecases.people.installing import Installing
from bot.usecases.people.membership import Membership
from bot.usecases.people.signals import SignalUpdates
from bot.usecases.pictures.chart_upload import ChartUploads
from bot.usecases.pictures.figures import Figures
from bot.usecases.pictures.lost import LostPictures
from bot.usecases.pictures.uploading import PACE_S, FigureUploads
from bot.usecases.teams.group_breaks import GroupBreaks
from bot.usecases.teams.teams import Teams

log = logging.getLogger(__name__)

T = TypeVar("T")

HTTP_PORT = 3000
"""Where HTTP mode listens unless PORT says otherwise."""
CHECKED_AT_START = 64 * 1024 * 1024
"""The size, in bytes, up to which a SQLite file is looked through at the start: a moment's work.
`limber doctor` does it at any size."""
FINISH_WITHIN_S = 6
"""What is in flight may take so long at shutdown; with closing the doors that stays under the
ten seconds after which orchestrators kill."""


@dataclass(frozen=True)
class Limber:
    """A running Limber, as its surroundings see it."""

    database: Database
    ticker: Ticker
    tasks: Tasks
    shelf: DrawnFigures
    drawer: asyncio.Task[None] | None
    """Draws what was not drawn at the start."""
    uploading: FigureUploads
    port: int | None
    """Where its web server listens, if it has one."""


class Closing:
    """The time that is left for finishing, once it has begun."""

    def __init__(self) -> None:
        self._end: float | None = None

    def left(self) -> float:
        """Seconds; the first call starts the count."""
        now = asyncio.get_running_loop().time()
        if self._end is None:
            self._end = now + FINISH_WITHIN_S
        return max(0.1, self._end - now)


def system_clock() -> datetime:
    return datetime.now(UTC)


def system_random() -> RandomSource:
    return random.SystemRandom()


@asynccontextmanager
async def open_database(url: str, *, create: bool = True) -> AsyncIterator[Database]:
    """The database, up to date. Raises DatabaseUnusable when it cannot be used."""
    async with Database.open(url, create=create) as database:
        await database.check_pages(up_to=CHECKED_AT_START)
        if await upgrade(database):
            log.info("database upgraded")
        yield database


@asynccontextmanager
async def open_limber(
    settings: Settings,
    *,
    clock: Clock = system_clock,
    random: RandomSource | None = None,
    pace: Pace = Pace(),  # noqa: B008  frozen
    glances: PresenceAllowance = PresenceAllowance(),  # noqa: B008  frozen
    glance_within_s: float = WITHIN_S,
    tick_s: float = TICK_S,
    ping_s: float = PING_S,
    upload_pace_s: float = PACE_S,
    fresh_waits_s: Sequence[float] = FRESH_WAITS_S,
    content: Content | None = None,
) -> AsyncIterator[Limber]:
    """Everything `limber run` runs, open until the end of the block.

    Content that is not given is read here, which leaves more in memory.
    Raises CannotStart before anything is reachable when the content, the database or Slack
    cannot be used.
    """
    content = content or _read_here(settings)
    shelf = open_shelf(settings, content)
    metrics, tasks, closing = Metrics(), Tasks(), Closing()
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(open_session())
        client = web_client(session, settings.slack_api_url, on_loopback=settings.is_on_loopback)
        bot = await _ask_slack(settings, client)
        database = await stack.enter_async_context(open_database(secret(settings.database_url)))
        identities = _identities(settings, bot, database, clock)
        lost = LostPictures(database, tasks)
        api = SlackApi(client, identities, metrics, lost.report, fresh_waits_s)
        files = SlackFiles(api, session)
        uploading = FigureUploads(files, shelf, database, clock, pace_s=upload_pace_s)
        stack.push_async_callback(uploading.close)
        deps = Deps(
            database=database,
            library=content.library,
            languages=Languages.load(content.root),
            clock=clock,
            random=random or system_random(),
            figures=_figures(settings, shelf, uploading),
            charts=ChartUploads(_painter(settings), files, clock),
            courier=api,
            editor=api,
            files=files,
            directory=SlackDirectory(api),
            later=tasks,
            pace=pace,
        )
        installing = Installing(deps)
        if bot is not None:
            await installing.installed(bot.workspace(clock()))
        drawer = await stack.enter_async_context(drawing(shelf, content.root))
        stack.push_async_callback(lambda: tasks.finish(closing.left()))
        app = _bolt(settings, client, identities, installing, deps, tasks)
        _listen(app, deps, api, tasks, metrics, identities, installing)
        socket = await _socket(stack, settings, app, metrics, ping_s)
        readiness = _readiness(database, socket)
        port = await _web(stack, settings, app, metrics, readiness, shelf)
        presence = PresenceChecks(deps, glances, within_s=glance_within_s)
        ticker = _ticker(deps, Nudging(deps, presence), metrics, tick_s)
        ticker.start()
        stack.push_async_callback(lambda: ticker.stop(closing.left()))
        yield Limber(database, ticker, tasks, shelf, drawer, uploading, port)


def _listen(
    app: AsyncApp,
    deps: Deps,
    api: SlackApi,
    tasks: Tasks,
    metrics: Metrics,
    identities: Identities,
    installing: Installing,
) -> None:
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


def _ticker(deps: Deps, nudging: Nudging, metrics: Metrics, tick_s: float) -> Ticker:
    stopping = asyncio.Event()
    table = jobs(deps, nudging, metrics, stopping, tick_s)
    return Ticker(table, metrics, stopping, nudging.give_up)


async def run(settings: Settings, content: Content | None) -> None:
    """Runs until SIGTERM or SIGINT, then finishes what is in flight. They end a start at once."""
    if content is None:
        content = _read_here(settings)
        log.warning("the content was not read beside the start, which takes more memory")
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.set)
    async with AsyncExitStack() as stack:
        start = stack.enter_async_context(open_limber(settings, content=content))
        limber = await _unless(stopping, start)
        if limber is not None:
            log.info("limber is running", extra=_whereabouts(settings, limber))
            await stopping.wait()
            log.info("finishing what is in flight")
    log.info("limber has stopped")


def _read_here(settings: Settings) -> Content:
    return open_content(content_root(), figures=settings.figures_folder is not None)


async def _unless(stopping: asyncio.Event, coming: Coroutine[Any, Any, T]) -> T | None:
    """What is coming; None, and nothing left of it, when `stopping` comes first."""
    work = asyncio.create_task(coming)
    told = asyncio.create_task(stopping.wait())
    await asyncio.wait({work, told}, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    if work.done():
        return work.result()
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    return None


def _whereabouts(settings: Settings, limber: Limber) -> dict[str, object]:
    """What whoever started it wants to see at once; no secret among it."""
    facts: dict[str, object] = {
        "mode": "socket mode" if settings.is_socket_mode else "http",
        "database": limber.database.name,
    }
    return facts if limber.port is None else {**facts, "port": limber.port}


@dataclass(frozen=True)
class _OneBot:
    """The bot whose token is in the environment, as Slack knows it."""

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


async def _ask_slack(settings: Settings, client: AsyncWebClient) -> _OneBot | None:
    """Tries the tokens before anything is opened; None where workspaces install Limber themselves.

    Raises CannotStart with what is wrong and how to fix it.
    """
    if settings.is_socket_mode:
        await ask_app_token(client, secret(settings.slack_app_token))
    if settings.serves_many:
        return None
    token = secret(settings.slack_bot_token)
    facts = await ask_bot_token(client, token)
    identity = Identity(str(facts["team_id"]), str(facts["bot_id"]), str(facts["user_id"]), token)
    return _OneBot(identity, str(facts.get("app_id") or ""))


def _identities(
    settings: Settings, bot: _OneBot | None, database: Database, clock: Clock
) -> Identities:
    if bot is None:
        return StoredIdentities(database, _cipher(settings), clock)
    return OneIdentity(bot.identity)


def _painter(settings: Settings) -> ChartProcess | None:
    return ChartProcess() if settings.figures_folder is not None else None


def _cipher(settings: Settings) -> TokenCipher:
    from bot.slack.workspaces.token_cipher import FernetCipher  # noqa: PLC0415  7 MB that one workspace never needs

    return FernetCipher(secret(settings.limber_token_key))


def _bolt(
    settings: Settings,
    client: AsyncWebClient,
    identities: Identities,
    installing: Installing,
    deps: Deps,
    tasks: Tasks,
) -> AsyncApp:
    flow = None
    if isinstance(identities, StoredIdentities):
        cipher = _cipher(settings)
        flow = oauth_flow(
            client,
            settings.slack_client_id or "",
            secret(settings.slack_client_secret),
            Installations(installing, identities, cipher, deps.clock, tasks),
            States(deps.database, deps.clock),
            public_url=settings.public_url,
        )
    return bolt_app(
        client,
        BotAuthorize(identities),
        signing_secret=secret(settings.slack_signing_secret),
        oauth_flow=flow,
    )


def open_shelf(settings: Settings, content: Content) -> DrawnFigures:
    """The figures as far as they are drawn; none at all where the settings want none."""
    folder = settings.figures_folder
    shelf = DrawnFigures(folder or Path(), content.pictures if folder is not None else {})
    shelf.look()
    return shelf


def _figures(settings: Settings, shelf: DrawnFigures, uploading: FigureUploads) -> Figures:
    """Figures have addresses where Slack can reach Limber, and are uploaded where it cannot."""
    if settings.public_url is None or web_port(settings) is None:
        return Figures(shelf, None, uploading)
    return Figures(shelf, settings.public_url.rstrip("/") + FIGURES_PATH, uploading)


async def _socket(
    stack: AsyncExitStack,
    settings: Settings,
    app: AsyncApp,
    metrics: Metrics,
    ping_s: float,
) -> Socket | None:
    if not settings.is_socket_mode:
        return None
    token = secret(settings.slack_app_token)
    return await stack.enter_async_context(
        open_socket(app, token, metrics, on_loopback=settings.is_on_loopback, ping_s=ping_s)
    )


async def _web(
    stack: AsyncExitStack,
    settings: Settings,
    app: AsyncApp,
    metrics: Metrics,
    readiness: Readiness,
    shelf: DrawnFigures,
) -> int | None:
    port = web_port(settings)
    if port is None:
        return None
    site = web_app(app, metrics, readiness, shelf, takes_events=not settings.is_socket_mode)
    return await stack.enter_async_context(serve(site, settings.host, port))


def web_port(settings: Settings) -> int | None:
    """Where the web server listens: always for HTTP and installation, in Socket Mode only where
    PORT is set."""
    if settings.port is None and settings.is_socket_mode and not settings.serves_many:
        return None
    return HTTP_PORT if settings.port is None else settings.port


def _readiness(database: Database, socket: Socket | None) -> Readiness:
    async def missing() -> str | None:
        """Which part, for anybody to see; what is wrong with it is for the log."""
        try:
            await database.check()
        except DatabaseUnusable as error:
            log.warning("database not ready", extra={"reason": str(error)})
            return "The database is not ready."
        if socket is not None and not socket.connected:
            return "Socket Mode is not connected."
        return None

    return missing
