"""`limber demo`: a local Slack with three people and the real bot, in one process.

The bot is installed over OAuth and connected over Socket Mode as usual, with a database in a
temporary folder. Only its clock can be moved.
"""

import asyncio
import html
import logging
import re
import signal
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
from cryptography.fernet import Fernet
from rich.console import Console

from bot.app import Limber, open_limber, system_clock
from bot.cards.parts.action_ids import JOIN
from bot.cards.parts.blocks import Image
from bot.cli.colleagues import Colleagues, Scenes
from bot.cli.exhibits import exhibits
from bot.content_process import open_library
from bot.domain.calendar.work_week import DEFAULT_WEEK, spans
from bot.domain.clock import Clock
from bot.domain.exercises.exercise import Exercise, Side, Stage
from bot.domain.members import Member, Who
from bot.domain.schedule.presence_budget import PresenceAllowance
from bot.domain.teams.group_breaks import LEAD
from bot.figures.drawn_figures import Picture
from bot.logs import set_up
from bot.playground.clock import MovableClock
from bot.playground.exhibits import Exhibit
from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from bot.playground.world.world import App
from bot.settings import Secret, Settings, load
from bot.slack.web import FIGURES_PATH
from bot.slack.workspaces.manifest import BOT_EVENTS, BOT_SCOPES
from bot.store.breaks import nudges
from bot.store.db.database import Database
from bot.store.people import members
from bot.store.teams import digest_times, group_breaks, teams
from bot.ticker import DIGESTS, GROUP_BREAKS, NUDGES, OLD_CARDS, STEPS
from bot.usecases.features import all_commands

SECOND = timedelta(seconds=1)
TICK_S = 0.25
"""Fast enough that a moved clock shows at once."""
WITHIN_S = 5
FEW = 3
"""Figures that are drawn before the page opens."""
PRESENCE = PresenceAllowance(nudges=1, kept=1)
"""A presence check before each nudge: for three people, that stays within Slack's rate limit."""
ZONE = "Europe/Berlin"
LEFT_TODAY = timedelta(hours=2)
"""The demo starts now if this much of the workday is left, else with the next workday."""


@dataclass
class Bot:
    """The bot as the local Slack sees it, which starts first."""

    limber: Limber | None = None
    colleagues: Colleagues | None = None

    def scenes(self) -> Scenes:
        return self.colleagues.scenes() if self.colleagues is not None else {}

    async def next_nudge(self, user_id: str, workspace_id: str) -> datetime | None:
        member = await self._member(user_id, workspace_id)
        return member.next_due_at if member is not None else None

    async def _member(self, user_id: str, workspace_id: str) -> Member | None:
        if self.limber is None:
            return None
        async with self.limber.database.read() as connection:
            return await members.find(connection, Who(workspace_id, user_id))

    def exhibits(self) -> list[Exhibit]:
        """Every card, with the figures drawn so far."""
        limber = self.limber
        if limber is None:
            return []
        address = f"http://127.0.0.1:{limber.port}{FIGURES_PATH}"

        def shown(exercise: Exercise, stage: Stage, moving: bool) -> Image | None:
            picture = Picture(exercise.id, stage.step, stage.side is Side.OTHER, moving)
            name = limber.shelf.find(picture)
            return None if name is None else Image(exercise.alt(stage), f"{address}/{name}")

        library, languages = open_library()
        return list(exhibits(library, languages.of("en-US"), shown))

    async def next_workday(self, user_id: str, workspace_id: str, at: datetime) -> datetime | None:
        """When the next workday of a member begins: no holidays, no days off."""
        member = await self._member(user_id, workspace_id)
        if member is None:
            return None
        shifts = spans(member.preferences.week, member.zone, at)
        works = (it.start for it in shifts if it.start > at and member.works_on(it.day))
        return next(works, None)

    async def next_group_break(self, at: datetime) -> datetime | None:
        """When the next break together begins."""
        if self.limber is None:
            return None
        async with self.limber.database.read() as connection:
            ahead = (
                await group_breaks.next_due_at(connection),
                await teams.next_together_at(connection),
            )
        return min((it for it in ahead if it is not None and it > at), default=None)

    async def settles(self) -> None:
        """Limber has answered all requests."""
        if self.limber is not None:
            await self.limber.tasks.finish(WITHIN_S)

    async def live_until(self, clock: MovableClock, at: datetime) -> None:
        """Moves the clock to `at`, and runs everything that falls due on the way."""
        now = clock() - SECOND
        while (limber := self.limber) is not None:
            due = await self._next_due(limber.database)
            now = max(due or at, now + SECOND)  # what waits for Slack needs time to pass
            if now >= at:
                return
            clock.reach(now)
            for job in (NUDGES, OLD_CARDS, STEPS):
                await limber.ticker.run(job)
            await self.settles()
            for job in (GROUP_BREAKS, DIGESTS):
                await limber.ticker.run(job)

    async def _next_due(self, database: Database) -> datetime | None:
        """When the next nudge, step of a break, or digest is due."""
        async with database.read() as connection:
            daily = await teams.next_together_at(connection)
            ahead = (
                await members.next_due_at(connection),
                await nudges.next_move_at(connection),
                await group_breaks.next_due_at(connection),
                await digest_times.next_due_at(connection),
                daily - LEAD if daily is not None else None,
            )
        return min((due for due in ahead if due is not None), default=None)


async def show(port: int) -> None:
    """Serves the demo until SIGTERM or SIGINT."""
    set_up(as_json=False, level=logging.WARNING)
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    async with open_demo(port, figures=load().limber_figures) as url:
        Console(soft_wrap=True).print(f"Limber is waiting for you at {url} (Ctrl-C ends it)")
        await stopping.wait()


@asynccontextmanager
async def open_demo(
    port: int, wall: Clock = system_clock, figures: str | None = None
) -> AsyncIterator[str]:
    """Yields the address of the demo, on another port if `port` is in use.

    `figures` is as LIMBER_FIGURES: by default, drawn figures are kept after the demo.
    """
    clock = MovableClock(wall)
    clock.reach(_beginning(clock()))
    bot = Bot()
    with tempfile.TemporaryDirectory(prefix="limber-demo-") as folder:
        async with _slack(clock, port, bot) as slack:
            ana = _people(slack)
            settings = _settings(slack, Path(folder), figures)
            start = open_limber(settings, clock=clock, presence=PRESENCE, tick_s=TICK_S)
            async with start as limber:
                bot.limber = limber
                await install(f"http://127.0.0.1:{limber.port}", ana)
                await limber.tasks.finish(WITHIN_S)
                await ana.clicks(ana.latest(), JOIN)
                await limber.tasks.finish(WITHIN_S)
                await ana.submits()
                await limber.tasks.finish(WITHIN_S)
                with suppress(TimeoutError):
                    await asyncio.wait_for(limber.shelf.has(FEW), WITHIN_S)
                try:
                    yield slack.base_url
                finally:
                    bot.limber = None  # the page asks until it closes, the database closes first


async def install(limber_url: str, human: Human) -> tuple[int, str]:
    """Installs Limber as a person's browser would; returns the last status and page."""
    async with aiohttp.ClientSession() as browser:
        async with browser.get(f"{limber_url}/slack/install") as page:
            cookie = page.headers["Set-Cookie"].partition(";")[0]
            links = re.findall(r'href="([^"]*/authorize[^"]*)"', await page.text())
        back = urlsplit(human.installs(html.unescape(links[0])))
        redirect = f"{limber_url}{back.path}?{back.query}"
        async with browser.get(redirect, headers={"Cookie": cookie}) as page:
            return page.status, await page.text()


@asynccontextmanager
async def _slack(clock: MovableClock, port: int, bot: Bot) -> AsyncIterator[StandIn]:
    async def next_nudge(user_id: str) -> datetime | None:
        return await bot.next_nudge(user_id, workspace_id=slack.workspace.id)

    async def next_workday(user_id: str) -> datetime | None:
        return await bot.next_workday(user_id, slack.workspace.id, clock())

    async def break_together(_: str) -> datetime | None:
        return await bot.next_group_break(clock())

    async def live_until(at: datetime) -> None:
        await bot.live_until(clock, at)

    jumps = {
        "next nudge": next_nudge,
        "next workday": next_workday,
        "break together": break_together,
    }
    app = App(scopes=frozenset(BOT_SCOPES), bot_events=frozenset(BOT_EVENTS), hints=_hints())
    async with StandIn.open(
        clock=clock,
        port=_free(port),
        app=app,
        installed=False,
        jumps=jumps,
        passes=live_until,
        exhibits=bot.exhibits,
        scenes=bot.scenes,
    ) as slack:
        bot.colleagues = Colleagues(slack, ZONE, bot.settles)
        yield slack


def _hints() -> tuple[tuple[str, str], ...]:
    """Suggestions of the page while somebody types /stretch."""
    return tuple(hint for command in all_commands() for hint in command.hints.items())


def _free(port: int) -> int:
    """The port, or 0 if it is in use."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port


def _unused() -> int:
    """A free port: the URLs of pictures need it before the bot is up."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _beginning(now: datetime) -> datetime:
    shifts = spans(DEFAULT_WEEK, ZONE, now)
    return next(max(now, shift.start) for shift in shifts if shift.end - now > LEFT_TODAY)


def _people(slack: StandIn) -> Human:
    ana = slack.add_person("Ana Lima", tz=ZONE, locale="en-US", is_admin=True)
    ben = slack.add_person("Ben Okafor", tz="America/New_York", locale="en-US")
    chloe = slack.add_person("Chloe Tan", tz="Asia/Singapore", locale="en-GB")
    slack.add_channel("general", ana, ben, chloe)
    return ana


def _settings(slack: StandIn, folder: Path, figures: str | None) -> Settings:
    port = _unused()
    return Settings(
        slack_bot_token=None,
        slack_app_token=Secret(slack.app.app_token),
        slack_signing_secret=None,
        slack_client_id=slack.app.client_id,
        slack_client_secret=Secret(slack.app.client_secret),
        slack_api_url=slack.api_url,
        database_url=Secret(f"sqlite:///{folder / 'limber.db'}"),
        limber_figures=figures,
        host="127.0.0.1",
        port=port,
        public_url=f"http://127.0.0.1:{port}",
        limber_token_key=Secret(Fernet.generate_key().decode()),
    )
