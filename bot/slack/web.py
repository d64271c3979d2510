"""The web server: Slack's requests, installation pages, health and metrics."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import ClientError, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.errors import CannotStart
from bot.figures.drawn_figures import DrawnFigures
from bot.metrics import Metrics
from bot.slack.workspaces.oauth import INSTALL_PATH, REDIRECT_PATH

log = logging.getLogger(__name__)

LARGEST_BODY = 2 * 1024 * 1024
"""Bytes. Slack's largest payload is a view of 250 KB."""
LONGEST_STAMP = 12
"""Digits of a time in seconds, far into the future."""
CLOSING_S = 1
FIGURES_PATH = "/figures"
FOR_GOOD = "public, max-age=31536000, immutable"
"""A figure's name changes with what it shows."""

_UNREADABLE = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What Bolt raises over a body of no text, no known charset, no JSON, or JSON of no object."""

Readiness = Callable[[], Awaitable[str | None]]
"""Answers what is not ready, None when all is."""


def web_app(
    app: AsyncApp,
    metrics: Metrics,
    readiness: Readiness,
    shelf: DrawnFigures,
    *,
    takes_events: bool,
) -> web.Application:
    """The routes. Events come in here unless Socket Mode brings them."""
    site = web.Application(client_max_size=LARGEST_BODY)

    async def health(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def ready(_: web.Request) -> web.Response:
        missing = await readiness()
        return web.Response(text=missing or "ready", status=200 if missing is None else 503)

    async def measured(_: web.Request) -> web.Response:
        return web.Response(
            body=metrics.text(), headers={"Content-Type": "text/plain; version=0.0.4"}
        )

    async def events(request: web.Request) -> web.Response:
        if not _may_be_signed(request):
            return web.Response(status=401, text="no signature of Slack's")
        try:
            bolt_request = await to_bolt_request(request)
        except _UNREADABLE:
            return web.Response(status=400, text="unreadable request")
        return await to_aiohttp_response(await app.async_dispatch(bolt_request))

    async def install(request: web.Request) -> web.Response:
        assert app.oauth_flow is not None
        answer = await app.oauth_flow.handle_installation(await to_bolt_request(request))
        return await to_aiohttp_response(answer)

    async def installed(request: web.Request) -> web.Response:
        assert app.oauth_flow is not None
        try:
            answer = await app.oauth_flow.handle_callback(await to_bolt_request(request))
        except (ClientError, TimeoutError):
            log.warning("slack not reached during an installation")
            return web.Response(status=502, text="Slack did not answer. Please try again.")
        return await to_aiohttp_response(answer)

    async def figure(request: web.Request) -> web.StreamResponse:
        path = shelf.path(request.match_info["name"])
        if path is None:
            return web.Response(status=404, text="There is no such picture.")
        return web.FileResponse(path, headers={"Cache-Control": FOR_GOOD})

    site.router.add_get(f"{FIGURES_PATH}/{{name}}", figure)
    site.router.add_get("/healthz", health)
    site.router.add_get("/readyz", ready)
    site.router.add_get("/metrics", measured)
    if takes_events:
        site.router.add_post("/slack/events", events)
    if app.oauth_flow is not None:
        site.router.add_get(INSTALL_PATH, install)
        site.router.add_get(REDIRECT_PATH, installed)
    return site


def _may_be_signed(request: web.Request) -> bool:
    """Whether the signature, if there is one, has a shape that Bolt can check without failing."""
    stamp = request.headers.get("X-Slack-Request-Timestamp", "0")
    return (
        stamp.isascii()
        and stamp.isdecimal()
        and len(stamp) <= LONGEST_STAMP
        and request.headers.get("X-Slack-Signature", "").isascii()
    )


@asynccontextmanager
async def serve(site: web.Application, host: str, port: int) -> AsyncIterator[int]:
    """Serves until the end; gives the port, chosen by the system when `port` is 0.

    Raises CannotStart when the address is taken.
    """
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=CLOSING_S)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise CannotStart(
                f"PORT: {host}:{port} cannot be listened on ({error.strerror}); stop what uses "
                "it, or set another PORT."
            ) from error
        address = runner.addresses[0]
        yield int(address[1])
    finally:
        await runner.cleanup()
