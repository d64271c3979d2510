"""Bolt's app and what it listens to: the same listeners for Socket Mode and HTTP."""

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.parts.action_ids import BOARDS_SAVED, SETTINGS_SAVED, TEAM_SAVED
from bot.slack.requests import payloads
from bot.slack.requests.handlers import Handlers
from bot.slack.requests.payloads import Body, Malformed
from bot.slack.workspaces.tokens import BotAuthorize

log = logging.getLogger(__name__)

Acked = Callable[[AsyncAck, Body], Awaitable[None]]
Taken = Callable[[Body], Awaitable[None]]

COMMAND = "/stretch"
ANY = re.compile("")
CHANNEL_EVENTS = re.compile(r"(channel|group)_(left|archive|deleted)")
PROFILE_EVENTS = re.compile(r"user_(change|huddle_changed|status_changed)")
REMEMBERED = 10_000
"""Deliveries by which a repeated one is known. Handlers change nothing the second time anyway."""


def bolt_app(
    client: AsyncWebClient,
    authorize: BotAuthorize,
    *,
    signing_secret: str,
    oauth_flow: AsyncOAuthFlow | None,
) -> AsyncApp:
    """The Bolt app, which calls no Slack by itself.

    `process_before_response` answers as soon as a listener acknowledged, without polling for it.
    """
    return AsyncApp(
        name="limber",
        logger=_bolt_logger(),
        client=client,
        authorize=authorize,  # type: ignore[arg-type]  # Bolt takes an AsyncAuthorize too
        signing_secret=signing_secret,
        oauth_flow=oauth_flow,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        before_authorize=WellFormed(),
    )


class WellFormed(AsyncMiddleware):
    """Acknowledges what Bolt itself would stumble over, before it looks closer.

    A class, because Bolt reads the payload to call a function.
    """

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002  Bolt passes these by name
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002
    ) -> BoltResponse:
        try:
            payloads.check(req.body)
        except Malformed as error:
            log.info("request not understood", extra={"fault": str(error)})
            return BoltResponse(status=200, body="")
        return await next()


def listen(app: AsyncApp, desk: Handlers) -> None:
    """Registers every listener. Few of them: Bolt asks each in turn for every request."""
    deliveries = RetryFilter()
    app.middleware(deliveries.once)
    app.action(ANY)(deliveries.acked(desk.click))
    app.command(COMMAND)(deliveries.acked(desk.command))
    app.view(SETTINGS_SAVED)(deliveries.acked(desk.settings))
    app.view(TEAM_SAVED)(deliveries.acked(desk.team_settings))
    app.view(BOARDS_SAVED)(deliveries.acked(desk.boards_chosen))
    app.event("app_home_opened")(deliveries.taken(desk.home_opened))
    app.event(PROFILE_EVENTS)(deliveries.taken(desk.user_changed))
    app.event("dnd_updated_user")(deliveries.taken(desk.quiet_changed))
    app.event("member_left_channel")(deliveries.taken(desk.left_channel))
    app.event(CHANNEL_EVENTS)(deliveries.taken(desk.channel_ended))
    app.event("app_uninstalled")(deliveries.taken(desk.uninstalled))
    app.event("tokens_revoked")(deliveries.taken(desk.tokens_revoked))
    app.error(deliveries.answered)


class RetryFilter:
    """Knows a repeated delivery by its event id or its trigger id.

    Bolt's middleware does not see how a listener ends, so each listener is wrapped as well.
    """

    def __init__(self) -> None:
        self._taken: OrderedDict[object, asyncio.Future[bool]] = OrderedDict()

    async def once(self, body: Body, next_: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse:
        """Lets a delivery through the first time, and again if it failed; what is repeated
        meanwhile or after that is acknowledged silently, once the first one has succeeded."""
        key = _key(body)
        if key is None:
            return await next_()
        while (first := self._taken.get(key)) is not None:
            if await asyncio.shield(first):
                return BoltResponse(status=200, body="")
        self._taken[key] = asyncio.get_running_loop().create_future()
        if len(self._taken) > REMEMBERED:
            self._taken.popitem(last=False)
        return await next_()

    def acked(self, handler: Acked) -> Acked:
        """A listener that notes whether its handler, which acknowledges, succeeded."""

        async def listener(ack: AsyncAck, body: Body) -> None:
            with self._noting(body):
                await handler(ack, body)

        return listener

    def taken(self, handler: Taken) -> Taken:
        """The same for an event, which Bolt acknowledges once its handler is through."""

        async def listener(body: Body) -> None:
            with self._noting(body):
                await handler(body)

        return listener

    @contextmanager
    def _noting(self, body: Body) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self._ended(body, well=False)
            raise
        self._ended(body, well=True)

    def _ended(self, body: Body, *, well: bool) -> None:
        """Tells whoever waits; what failed is forgotten, so that it is done when it comes again."""
        key = _key(body)
        taken = self._taken.get(key)
        if taken is not None and not taken.done():
            taken.set_result(well)
            if not well:
                del self._taken[key]

    async def answered(self, error: Exception, body: Body) -> BoltResponse:
        """Acknowledges what nobody can read; asks Slack again for an event that failed."""
        self._ended(body, well=False)
        if isinstance(error, BoltUnhandledRequestError | Malformed):
            kind = body.get("type")
            event = body.get("event")
            named = event.get("type") if isinstance(event, dict) else None
            log.info("request not understood", extra={"kind": kind, "event_type": named})
            return BoltResponse(status=200, body="")
        log.error("request failed", exc_info=error)
        return BoltResponse(status=500, body="")


def _key(body: Body) -> object:
    return body.get("event_id") or body.get("trigger_id")


def _bolt_logger() -> logging.Logger:
    logger = logging.getLogger("slack_bolt")
    logger.setLevel(logging.WARNING)
    return logger
