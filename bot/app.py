"""The composition root: builds everything in order, and closes it in reverse.

The only module that reads the clock and makes random numbers.
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
from bot.slack.calls.auth_check import check_tokens
from bot.slack.calls.client import open_client
from bot.slack.calls.directory import SlackDirectory
from bot.slack.calls.files import SlackFiles
from bot.slack.inbound import open_app, take_requests
from bot.slack.socket import PING_S
from bot.slack.tasks import Tasks
from bot.slack.web import FIGURES_PATH
from bot.slack.workspaces.tokens import open_identities
from bot.store.db.database import Database
from bot.store.db.upgrades import upgrade
from bot.ticker import TICK_S, Ticker, jobs
from bot.usecases.deps import Deps
from bot.usecases.nudges.nudging import Nudging
from bot.usecases.nudges.presence_checks import WITHIN_S, PresenceChecks
from bot.usecases.people.installing import Installing
from bot.usecases.pictures.chart_upload import ChartUploads
from bot.usecases.pictures.figures import Figures
from bot.usecases.pictures.lost import LostPictures
from bot.usecases.pictures.uploading import PACE_S, FigureUploads

log = logging.getLogger(__name__)

T = TypeVar("T")

CHECKED_AT_START = 64 * 1024 * 1024
"""SQLite files up to this size, in bytes, are checked at the start, which takes a moment.
`limber doctor` checks files of any size."""
FINISH_WITHIN_S = 6
"""How long work in flight may take at shutdown. With closing the connections, that is less than
the 10 seconds after which orchestrators kill a process."""
SYSTEM_RANDOM: RandomSource = random.SystemRandom()


@dataclass(frozen=True)
class Limber:
    database: Database
    ticker: Ticker
    tasks: Tasks
    shelf: DrawnFigures
    drawer: asyncio.Task[None] | None
    """Draws the figures that were missing at the start."""
    uploading: FigureUploads
    port: int | None
    """The web server's, if there is one."""


class Closing:
    """The time left for a shutdown. The first question starts the count."""

    def __init__(self) -> None:
        self._end: float | None = None

    def left_s(self) -> float:
        now = asyncio.get_running_loop().time()
        if self._end is None:
            self._end = now + FINISH_WITHIN_S
        return max(0.1, self._end - now)


def system_clock() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def open_database(url: str, *, create: bool = True) -> AsyncIterator[Database]:
    """The upgraded database. Raises DatabaseUnusable."""
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
    random: RandomSource = SYSTEM_RANDOM,
    pace: Pace = Pace(),  # noqa: B008  frozen
    presence: PresenceAllowance = PresenceAllowance(),  # noqa: B008  frozen
    presence_within_s: float = WITHIN_S,
    tick_s: float = TICK_S,
    ping_s: float = PING_S,
    upload_pace_s: float = PACE_S,
    fresh_waits_s: Sequence[float] = FRESH_WAITS_S,
    content: Content | None = None,
) -> AsyncIterator[Limber]:
    """Everything `limber run` runs, until the end of the block.

    Without `content`, reads it in this process, which costs memory. Raises CannotStart before
    anything is reachable if the content, the database or Slack cannot be used.
    """
    content = content or _read_here(settings)
    shelf, metrics, tasks, closing = open_shelf(settings, content), Metrics(), Tasks(), Closing()
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(open_client(settings))
        bot = await check_tokens(settings, client)
        database = await stack.enter_async_context(open_database(secret(settings.database_url)))
        identities = open_identities(settings, bot, database, clock)
        lost = LostPictures(database, tasks)
        api = SlackApi(client, identities, metrics, lost.report, fresh_waits_s)
        files = SlackFiles(api, client)
        uploading = FigureUploads(files, shelf, database, clock, pace_s=upload_pace_s)
        stack.push_async_callback(uploading.close)
        figures = Figures(shelf, _figures_address(settings), uploading)
        charts = ChartUploads(_painter(settings), files, clock)
        deps = _deps(content, database, clock, random, pace, api, files, figures, charts, tasks)
        if bot is not None:
            await Installing(deps).installed(bot.workspace(clock()))
        drawer = await stack.enter_async_context(drawing(shelf, content.root))
        stack.push_async_callback(lambda: tasks.finish(closing.left_s()))
        app = open_app(settings, client, identities, api, deps, tasks, metrics)
        taking = take_requests(settings, app, metrics, database, shelf, ping_s=ping_s)
        port = await stack.enter_async_context(taking)
        checks = PresenceChecks(deps, presence, within_s=presence_within_s)
        ticking = _ticking(deps, Nudging(deps, checks), metrics, closing, tick_s)
        ticker = await stack.enter_async_context(ticking)
        yield Limber(database, ticker, tasks, shelf, drawer, uploading, port)


def _deps(
    content: Content,
    database: Database,
    clock: Clock,
    random: RandomSource,
    pace: Pace,
    api: SlackApi,
    files: SlackFiles,
    figures: Figures,
    charts: ChartUploads,
    tasks: Tasks,
) -> Deps:
    return Deps(
        database=database,
        library=content.library,
        languages=Languages.load(content.root),
        clock=clock,
        random=random,
        figures=figures,
        charts=charts,
        courier=api,
        editor=api,
        responder=api,
        files=files,
        directory=SlackDirectory(api),
        later=tasks,
        pace=pace,
    )


@asynccontextmanager
async def _ticking(
    deps: Deps, nudging: Nudging, metrics: Metrics, closing: Closing, tick_s: float
) -> AsyncIterator[Ticker]:
    stopping = asyncio.Event()
    table = jobs(deps, nudging, metrics, stopping, tick_s)
    ticker = Ticker(table, metrics, stopping, nudging.give_up)
    ticker.start()
    try:
        yield ticker
    finally:
        await ticker.stop(closing.left_s())


async def run(settings: Settings, content: Content | None) -> None:
    """Runs until SIGTERM or SIGINT, then finishes work in flight. A start is abandoned at once."""
    if content is None:
        content = _read_here(settings)
        log.warning("content not read in a worker process; memory use is higher")
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopping.set)
    async with AsyncExitStack() as stack:
        start = stack.enter_async_context(open_limber(settings, content=content))
        limber = await _unless(stopping, start)
        if limber is not None:
            log.info("limber is running", extra=_facts(settings, limber))
            await stopping.wait()
            log.info("finishing work in flight")
    log.info("limber has stopped")


def _read_here(settings: Settings) -> Content:
    return open_content(content_root(), figures=settings.figures_folder is not None)


async def _unless(stopping: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """The result of `work`; None if `stopping` is set first, which cancels it."""
    task = asyncio.create_task(work)
    stop = asyncio.create_task(stopping.wait())
    await asyncio.wait({task, stop}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if task.done():
        return task.result()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return None


def _facts(settings: Settings, limber: Limber) -> dict[str, object]:
    """What the log says at the start: no secrets."""
    facts: dict[str, object] = {
        "mode": "socket mode" if settings.is_socket_mode else "http",
        "database": limber.database.name,
    }
    return facts if limber.port is None else {**facts, "port": limber.port}


def _painter(settings: Settings) -> ChartProcess | None:
    return ChartProcess() if settings.figures_folder is not None else None


def open_shelf(settings: Settings, content: Content) -> DrawnFigures:
    """The figures drawn so far; none if LIMBER_FIGURES is off."""
    folder = settings.figures_folder
    shelf = DrawnFigures(folder or Path(), content.pictures if folder is not None else {})
    shelf.look()
    return shelf


def _figures_address(settings: Settings) -> str | None:
    """Where Slack can fetch figures; None if it cannot, so that they are uploaded."""
    if settings.public_url is None or settings.web_port is None:
        return None
    return settings.public_url.rstrip("/") + FIGURES_PATH
