"""Socket Mode with a watchdog.

The SDK reconnects by itself, but if Slack refuses its WebSocket address, it retries that address
forever. Clearing the address makes it ask Slack for a new one.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.metrics import Metrics

log = logging.getLogger(__name__)

PING_S = 10.0
CLOSING_S = 1
"""Timeout of the closing handshake."""


class Socket:
    def __init__(self, client: SocketModeClient, metrics: Metrics, every_s: float) -> None:
        self._client = client
        self._every_s = every_s
        self._metrics = metrics
        self.connected = False

    async def watch(self) -> None:
        """Keeps `connected` up to date, and clears a dead address."""
        while True:
            await self.check()
            await asyncio.sleep(self._every_s)

    async def check(self) -> None:
        connected = await self._client.is_connected()
        if connected != self.connected:
            log.info("socket mode connected" if connected else "socket mode lost; reconnecting")
        self.connected = connected
        self._metrics.connected.set(connected)
        if not connected:
            self._client.wss_uri = None


@asynccontextmanager
async def open_socket(
    app: AsyncApp, app_token: str, metrics: Metrics, *, on_loopback: bool, ping_s: float = PING_S
) -> AsyncIterator[Socket]:
    """Connects in the background. The token was checked before.

    A lost connection is noticed, and a failed one retried, after `ping_s` seconds.
    """
    handler = AsyncSocketModeHandler(
        app, app_token, logger=logging.getLogger("slack_bolt"), ping_interval=ping_s
    )
    if on_loopback:
        handler.client.proxy = None
    socket = Socket(handler.client, metrics, ping_s / 5)
    connecting = asyncio.create_task(handler.connect_async())
    try:
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(connecting), timeout=ping_s)
        await socket.check()
        if not socket.connected:
            log.warning(
                "socket mode is not connected yet; still trying. Check that no firewall or proxy "
                "blocks WebSockets to Slack"
            )
        watching = asyncio.create_task(socket.watch())
        try:
            yield socket
        finally:
            watching.cancel()
    finally:
        connecting.cancel()
        with suppress(TimeoutError):
            await asyncio.wait_for(handler.close_async(), timeout=CLOSING_S)
        await asyncio.gather(connecting, return_exceptions=True)
