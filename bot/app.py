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
from bot.content_process import Content
from bot.domain.clock import Clock, RandomSource
from bot.domain.pacing import Pace
from bot.domain.schedule.presence_budget import PresenceAllowance
from bot.figures.drawing_process import drawing
from bot.figures.drawn_figures import Shelf
from bot.library.files.location import content_root
from bot.library.words import Languages
from bot.metrics import Metrics
from bot.settings import Settings, secret
from bot.slack.calls.api import FRESH_WAITS_S, SlackApi, open_session, web_client
from bot.slack.calls.auth_check import ask_app_token, ask_bot_token
from bot.slack.calls.directory import SlackDirectory
from bot.slack.requests.clicks import Clicks
from bot.slack.requests.commands import Commands
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
from bot.ticker import TICK_S, Ticker
from bot.usecases.cases import UseCases
from bot.usecases.deps import Deps
from bot.usecases.nudges.collapsing import Collapsing
from bot.usecases.nudges.nudging import Nudging
from bot.usecases.nudges.presence_checks import WITHIN_S, PresenceChecks
from bot.usecases.people.installing import Installing
from bot.usecases.people.signals import SignalUpdates
from bot.usecases.pictures.chart_upload import ChartUploads
from bot.usecases.pictures.figures import Figures
from bot.usecases.pictures.uploading import PACE_S, FigureUploads
from bot.usecases.privacy.file_deletion import FileDeletion
from bot.usecases.privacy.housekeeping import Housekeeping
from bot.usecases.teams.daily_breaks import DailyBreaks
from bot.usecases.teams.group_break_runner import GroupBreakRunner

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
    shelf: Shelf
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
    languages = Languages.load(content.root)
    metrics = Metrics()
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(open_database(secret(settings.database_url)))
        session = await stack.enter_async_context(open_session())
        client = web_client(session, settings.slack_api_url, on_loopback=settings.is_on_loopback)
        identities, workspace = await _identities(settings, client, database, clock)
        api = SlackApi(client, identities, metrics, fresh_waits_s)
        uploading = FigureUploads(api, shelf, database, clock, pace_s=upload_pace_s)
        api.lost = uploading.lost
        stack.push_async_callback(uploading.close)
        figures = _figures(settings, shelf, uploading)
        deps = Deps(database, content.library, languages, figures, clock, random or system_random())
        people = SlackDirectory(api)
        studio = ChartUploads(
            ChartProcess() if settings.figures_folder is not None else None, api, clock
        )
        discarding = FileDeletion(deps, api)
        installing = Installing(deps, api, people)
        if workspace is not None:
            await installing.installed(workspace)
        drawer = await stack.enter_async_context(drawing(shelf, content.root))
        tasks = Tasks()
        closing = Closing()
        stack.push_async_callback(lambda: tasks.finish(closing.left()))
        app = _bolt(settings, client, identities, installing, deps, tasks)
        signals = SignalUpdates(deps, people)
        cases = UseCases.of(deps, people, api, api, discarding, studio, pace, tasks)
        desk = Handlers(
            deps=deps,
            api=api,
            identities=identities,
            commands=Commands(deps, cases),
            clicks=Clicks(deps, cases),
            cases=cases,
            signals=signals,
            installing=installing,
            tasks=tasks,
            metrics=metrics,
        )
        listen(app, desk)
        socket = await _socket(stack, settings, app, metrics, ping_s)
        readiness = _readiness(database, socket)
        port = await _web(stack, settings, app, metrics, readiness, shelf)
        glancing = PresenceChecks(deps, people, glances, within_s=glance_within_s)
        nudging = Nudging(deps, api, glancing, pace)
        collapsing = Collapsing(deps, api)
        instep = GroupBreakRunner(deps, api)
        dailies = DailyBreaks(deps, api, pace)
        housekeeping = Housekeeping(deps, discarding)
        ticker = Ticker(
            nudging,
            collapsing,
            instep,
            dailies,
            signals,
            cases.digests,
            discarding,
            housekeeping,
            metrics,
            tick_s=tick_s,
        )
        ticker.start()
        stack.push_async_callback(lambda: ticker.stop(closing.left()))
        yield Limber(database, ticker, tasks, shelf, drawer, uploading, port)


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
    from bot.content_opening import open_content  # noqa: PLC0415  see bot/content_process.py

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


async def _identities(
    settings: Settings, client: AsyncWebClient, database: Database, clock: Clock
) -> tuple[Identities, Workspace | None]:
    """Who Limber is, asked of Slack at once, so that a wrong token shows before anything opens."""
    if settings.is_socket_mode:
        await ask_app_token(client, secret(settings.slack_app_token))
    if settings.serves_many:
        return StoredIdentities(database, _seal(settings), clock), None
    token = secret(settings.slack_bot_token)
    facts = await ask_bot_token(client, token)
    identity = Identity(str(facts["team_id"]), str(facts["bot_id"]), str(facts["user_id"]), token)
    workspace = Workspace(
        id=identity.workspace_id,
        app_id=str(facts.get("app_id") or ""),
        bot_id=identity.bot_id,
        bot_user_id=identity.bot_user_id,
        bot_token=None,
        scopes="",
        installer_user_id=None,
        installed_at=clock(),
    )
    return OneIdentity(identity), workspace


def _seal(settings: Settings) -> TokenCipher:
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
        seal = _seal(settings)
        flow = oauth_flow(
            client,
            settings.slack_client_id or "",
            secret(settings.slack_client_secret),
            Installations(installing, identities, seal, deps.clock, tasks),
            States(deps.database, deps.clock),
            public_url=settings.public_url,
        )
    return bolt_app(
        client,
        BotAuthorize(identities),
        signing_secret=secret(settings.slack_signing_secret),
        oauth_flow=flow,
    )


def open_shelf(settings: Settings, content: Content) -> Shelf:
    """The figures as far as they are drawn; none at all where the settings want none."""
    folder = settings.figures_folder
    shelf = Shelf(folder or Path(), content.pictures if folder is not None else {})
    shelf.look()
    return shelf


def _figures(settings: Settings, shelf: Shelf, uploading: FigureUploads) -> Figures:
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
    shelf: Shelf,
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
