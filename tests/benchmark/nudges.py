"""Nudges a second, end to end, against the naive design and against posting alone."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.breaks import offer_cards
from bot.domain.breaks.card_state import CardState
from bot.domain.breaks.nudges import new_nudge
from bot.domain.exercises.picking import pick
from bot.domain.members import Member
from bot.domain.schedule.due_times import nudged
from bot.domain.schedule.presence_budget import PresenceAllowance
from bot.figures.drawn_figures import DrawnFigures
from bot.library.catalog import Library
from bot.library.files.location import content_root
from bot.library.loading import load_library
from bot.library.words import Languages
from bot.metrics import Metrics
from bot.slack.calls.api import SlackApi
from bot.slack.calls.client import open_session, sdk_logger, web_client
from bot.slack.calls.directory import SlackDirectory
from bot.slack.workspaces.tokens import Identity
from bot.store.breaks import nudges
from bot.store.db.database import Database
from bot.store.people import members
from bot.usecases.nudges.nudging import Nudging
from bot.usecases.nudges.presence_checks import PresenceChecks
from bot.usecases.pictures.figures import Figures
from tests.benchmark.crowd import MONDAY_NOON, crowd, settle
from tests.deps import AnyUploads, deps_of

IN_FLIGHT = 64
NAIVE_IN_FLIGHT = 16


@dataclass(frozen=True)
class Rate:
    name: str
    per_second: float


class Everywhere:
    """Installed in every workspace, with the same token."""

    async def of(self, workspace_id: str) -> Identity:
        return Identity(workspace_id, "B1", "UBOT", "xoxb-1-benchmark")

    def drop(self, workspace_id: str) -> None: ...


async def timed(name: str, count: int, work: Callable[[], Awaitable[object]]) -> Rate:
    start = time.perf_counter()
    await work()
    return Rate(name, count / (time.perf_counter() - start))


async def posting_alone(api_url: str, library: Library, count: int) -> Rate:
    """The SDK as its documentation advises: one shared session, and 64 posts in flight."""
    exercise = library.exercises["standing-split-stance"]
    owner = crowd(1, 1)[0].who
    words = Languages({}).of("en-US")
    card = offer_cards.offer(
        words,
        exercise,
        new_nudge("0" * 32, owner, exercise.id, CardState.CLAIMED, MONDAY_NOON, asked=False),
    )
    room = asyncio.Semaphore(IN_FLIGHT)
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(
            "xoxb-1-benchmark", base_url=api_url, session=session, logger=sdk_logger()
        )
        client.proxy = None

        async def post() -> None:
            async with room:
                await client.chat_postMessage(channel="U1", text=card.text, blocks=card.blocks)

        async def everything() -> None:
            await asyncio.gather(*(post() for _ in range(count)))

        return await timed("the SDK posting alone", count, everything)


async def limber(api_url: str, library: Library, folder: Path, count: int) -> Rate:
    """Claim, pick, render, post, record: the code that runs in production, on SQLite."""
    async with Database.open(f"sqlite:///{folder / 'limber.db'}") as database:
        await settle(database, crowd(count, count))
        async with open_session() as session:
            client = web_client(session, api_url, on_loopback=True)
            api = SlackApi(client, Everywhere(), Metrics(), lambda _workspace, _files: None)
            address = "https://limber.example.com/figures"
            deps = deps_of(
                database,
                lambda: MONDAY_NOON,
                library,
                figures=Figures(DrawnFigures(folder, {}), address, AnyUploads()),
                courier=api,
                directory=SlackDirectory(api),
            )
            nudging = Nudging(deps, PresenceChecks(deps, PresenceAllowance()))
            sent = 0

            async def everything() -> None:
                nonlocal sent
                sent = (await nudging.deliver_due(asyncio.Event())).sent

            rate = await timed("Limber, end to end", count, everything)
            assert sent == count, f"{sent} of {count} sent"
            return rate


async def naive(api_url: str, library: Library, folder: Path, count: int) -> Rate:
    """What everyone writes: for each person a transaction, a post on a new session, another one."""
    words, rng = Languages({}).of("en-US"), random.Random(1)
    room = asyncio.Semaphore(NAIVE_IN_FLIGHT)
    async with Database.open(f"sqlite:///{folder / 'naive.db'}") as database:
        people = crowd(count, count)
        await settle(database, people)

        async def one(member: Member) -> None:
            async with room:
                async with database.read() as connection:
                    found = await members.find(connection, member.who)
                assert found is not None
                exercise = pick(library.rotation(found.preferences.allowed), found.recent, 0.5)
                assert exercise is not None
                nudge = new_nudge(
                    f"{rng.getrandbits(128):032x}",
                    found.who,
                    exercise.id,
                    CardState.CLAIMED,
                    MONDAY_NOON,
                    asked=False,
                )
                card = offer_cards.offer(words, exercise, nudge, "Etc/UTC")
                client = AsyncWebClient("xoxb-1-benchmark", base_url=api_url)
                client.proxy = None
                answer = await client.chat_postMessage(
                    channel=found.user_id, text=card.text, blocks=card.blocks
                )
                async with database.write() as connection:
                    await nudges.add(connection, [nudge])
                    sent = nudges.Sent(nudge.id, answer["channel"], answer["ts"])
                    await nudges.mark_sent(connection, [sent], MONDAY_NOON)
                    later = nudged(found, MONDAY_NOON, exercise.id, 0.5)
                    await members.save(connection, later)

        async def everything() -> None:
            await asyncio.gather(*(one(it) for it in people))

        return await timed("the naive design", count, everything)


async def scan(library: Library, folder: Path, count: int) -> tuple[float, float]:
    """Milliseconds for a tick with nothing due, and for a claim of 100, among `count` members."""
    path = folder / f"scan-{count}.db"
    async with Database.open(f"sqlite:///{path}") as database:
        await settle(database, crowd(count, 100))
        async with database.read() as connection:
            start = time.perf_counter()
            for _ in range(100):
                await members.next_due_at(connection)
            idle = (time.perf_counter() - start) / 100
        async with database.write() as connection:
            start = time.perf_counter()
            due = await members.due(connection, MONDAY_NOON + timedelta(seconds=1), 100)
            claim = time.perf_counter() - start
        assert len(due) == 100
    return idle * 1000, claim * 1000


def load() -> Library:
    return load_library(content_root())
