"""A playground for each test, with Slack's own client and a Bolt app, all on loopback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.clock import MovableClock
from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from bot.playground.world.world import LEAST_SCOPES, App
from tests.playground.making import Connected, Opened
from tests.playground.recording import Recording

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

SCOPES = LEAST_SCOPES | {
    "files:write",
    "channels:read",
    "groups:read",
    "im:read",
    "im:write",
    "team:read",
}


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(lambda: MONDAY)


@pytest.fixture
def patience() -> float:
    """The ack timeout in seconds; `making.hasty` and `making.unhurried` shorten it."""
    return 3.0


@pytest.fixture
def opened(clock: MovableClock, patience: float) -> Opened:
    """Opens a playground that retries events at once."""

    @asynccontextmanager
    async def open_stand_in(**settings: Any) -> AsyncIterator[StandIn]:
        usual = {
            "clock": clock,
            "patience": patience,
            "retry_delays": (0.0, 0.0, 0.0),
            "app": App(scopes=SCOPES),
        }
        async with StandIn.open(**{**usual, **settings}) as slack:
            yield slack

    return open_stand_in


@pytest.fixture
async def slack(opened: Opened) -> AsyncIterator[StandIn]:
    async with opened() as stand_in:
        yield stand_in


@pytest.fixture
def app(slack: StandIn) -> Recording:
    """Takes the place of a real app."""
    return Recording(slack)


@pytest.fixture
def ana(slack: StandIn) -> Human:
    return slack.add_person("Ana Lima", tz="Europe/Berlin", locale="de-DE")


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def client(slack: StandIn, http: aiohttp.ClientSession) -> AsyncWebClient:
    """Slack's own client, without its retries."""
    return AsyncWebClient(
        token=slack.bot_token, base_url=slack.api_url, session=http, retry_handlers=[]
    )


@pytest.fixture
def bolt(client: AsyncWebClient) -> AsyncApp:
    """A Bolt app that acks before its listeners return, as Limber does."""
    return AsyncApp(client=client, process_before_response=True, signing_secret="unused")


@pytest.fixture
def connected(slack: StandIn) -> Connected:
    """Connects a Bolt app over Socket Mode until the block ends."""

    @asynccontextmanager
    async def connect(app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
        handler = AsyncSocketModeHandler(app, slack.app.app_token, ping_interval=0.05)
        before = slack.socket.opened
        await handler.connect_async()
        await slack.until(lambda: slack.socket.opened > before)
        try:
            yield handler
        finally:
            await handler.close_async()

    return connect
