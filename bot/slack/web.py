"""The web server: Slack's requests, installation pages, figures, health and metrics."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientError, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

from bot.errors import CannotStart
from bot.figures.drawn_figures import DrawnFigures
from bot.metrics import Metrics
from bot.slack.workspaces.oauth import INSTALL_PATH, REDIRECT_PATH

log = logging.getLogger(__name__)

LARGEST_BODY = 2 * 1024 * 1024
"""Bytes. Slack's largest payload is a view of 250 KB."""
LONGEST_STAMP = 12
"""Digits of Unix seconds, far into the future."""
CLOSING_S = 1
FIGURES_PATH = "/figures"
FOR_GOOD = "public, max-age=31536000, immutable"
"""The name of a figure is a digest of what it shows."""

_UNREADABLE = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What Bolt raises for a body that is not text, not JSON, or not a JSON object."""

Readiness = Callable[[], Awaitable[str | None]]
"""Says what is not ready; None if all is."""


def web_app(
    app: AsyncApp,
    metrics: Metrics,
    readiness: Readiness,
    shelf: DrawnFigures,
    *,
    takes_events: bool,
) -> web.Application:
    """`takes_events` is false if they come over Socket Mode."""
    pages = _Pages(app, metrics, readiness, shelf)
    site = web.Application(client_max_size=LARGEST_BODY)
    site.router.add_get(f"{FIGURES_PATH}/{{name}}", pages.figure)
    site.router.add_get("/healthz", pages.health)
    site.router.add_get("/readyz", pages.ready)
    site.router.add_get("/metrics", pages.measured)
    if takes_events:
        site.router.add_post("/slack/events", pages.events)
    if app.oauth_flow is not None:
        installation = _InstallPages(app.oauth_flow)
        site.router.add_get(INSTALL_PATH, installation.begin)
        site.router.add_get(REDIRECT_PATH, installation.end)
    return site


@dataclass(frozen=True)
class _Pages:
    app: AsyncApp
    metrics: Metrics
    readiness: Readiness
    shelf: DrawnFigures

    async def health(self, _: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def ready(self, _: web.Request) -> web.Response:
        missing = await self.readiness()
        return web.Response(text=missing or "ready", status=200 if missing is None else 503)

    async def measured(self, _: web.Request) -> web.Response:
        headers = {"Content-Type": "text/plain; version=0.0.4"}
        return web.Response(body=self.metrics.text(), headers=headers)

    async def figure(self, request: web.Request) -> web.StreamResponse:
        path = self.shelf.path(request.match_info["name"])
        if path is None:
            return web.Response(status=404, text="There is no such picture.")
        return web.FileResponse(path, headers={"Cache-Control": FOR_GOOD})

    async def events(self, request: web.Request) -> web.Response:
        if not _may_be_signed(request):
            return web.Response(status=401, text="not signed by Slack")
        try:
            bolt_request = await to_bolt_request(request)
        except _UNREADABLE:
            return web.Response(status=400, text="unreadable request")
        return await to_aiohttp_response(await self.app.async_dispatch(bolt_request))


@dataclass(frozen=True)
class _InstallPages:
    flow: AsyncOAuthFlow

    async def begin(self, request: web.Request) -> web.Response:
        answer = await self.flow.handle_installation(await to_bolt_request(request))
        return await to_aiohttp_response(answer)

    async def end(self, request: web.Request) -> web.Response:
        try:
            answer = await self.flow.handle_callback(await to_bolt_request(request))
        except (ClientError, TimeoutError):
            log.warning("slack not reached during installation")
            return web.Response(status=502, text="Slack did not answer. Please try again.")
        return await to_aiohttp_response(answer)


def _may_be_signed(request: web.Request) -> bool:
    """Whether Bolt can check the signature without raising."""
    stamp = request.headers.get("X-Slack-Request-Timestamp", "0")
    return (
        stamp.isascii()
        and stamp.isdecimal()
        and len(stamp) <= LONGEST_STAMP
        and request.headers.get("X-Slack-Signature", "").isascii()
    )


@asynccontextmanager
async def serve(site: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Yields the port, which the system chooses if `port` is 0. Raises CannotStart."""
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=CLOSING_S)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise CannotStart(
                f"PORT: cannot listen on {host}:{port} ({error.strerror}); stop the program that "
                "uses it, or set another PORT."
            ) from error
        address = runner.addresses[0]
        yield int(address[1])
    finally:
        await runner.cleanup()
