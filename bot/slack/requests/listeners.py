"""The Bolt app and its listeners, the same for Socket Mode and HTTP."""

import logging
import re
from collections.abc import Awaitable, Callable
from functools import partial

from slack_bolt.async_app import AsyncApp
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.parts.form_values import UnreadableForm
from bot.slack.requests import payloads
from bot.slack.requests.events import Events
from bot.slack.requests.handlers import Handlers
from bot.slack.requests.payloads import Body, Malformed
from bot.slack.requests.retry_filter import RetryFilter
from bot.slack.workspaces.tokens import BotAuthorize

log = logging.getLogger(__name__)

COMMAND = "/stretch"
CHANNEL_EVENTS = re.compile(r"(channel|group)_(left|archive|deleted)")
PROFILE_EVENTS = re.compile(r"user_(change|huddle_changed|status_changed)")
ANY = re.compile("")
HOT_BUTTONS = 12
"""Buttons of the break card, whose listeners come before all others."""


def bolt_app(
    client: AsyncWebClient,
    authorize: BotAuthorize,
    *,
    signing_secret: str,
    oauth_flow: AsyncOAuthFlow | None,
) -> AsyncApp:
    """`process_before_response` makes Bolt respond when the listener acks, instead of polling."""
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
    """Acks payloads that Bolt would raise for.

    A class, because Bolt would read the payload to call a function.
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


def listen(app: AsyncApp, handlers: Handlers, events: Events) -> None:
    """Registers every listener, the most frequent first: Bolt asks them in turn, 12 µs each."""
    retries = RetryFilter()
    app.middleware(retries.once)
    buttons = handlers.registry.buttons
    for button, answerer in buttons[:HOT_BUTTONS]:
        app.action(button.pattern)(retries.wrap(partial(handlers.click, button, answerer)))
    app.command(COMMAND)(retries.wrap(handlers.command))
    app.event("app_home_opened")(retries.wrap_event(events.home_opened))
    app.event(PROFILE_EVENTS)(retries.wrap_event(events.user_changed))
    app.event("dnd_updated_user")(retries.wrap_event(events.quiet_changed))
    app.event("member_left_channel")(retries.wrap_event(events.left_channel))
    app.event(CHANNEL_EVENTS)(retries.wrap_event(events.channel_ended))
    app.event("app_uninstalled")(retries.wrap_event(events.uninstalled))
    app.event("tokens_revoked")(retries.wrap_event(events.tokens_revoked))
    for button, answerer in buttons[HOT_BUTTONS:]:
        app.action(button.pattern)(retries.wrap(partial(handlers.click, button, answerer)))
    app.action(ANY)(retries.wrap(handlers.unknown_button))
    for callback_id, reader in handlers.registry.forms.items():
        app.view(callback_id)(retries.wrap(partial(handlers.form, reader)))
    app.error(partial(_on_error, retries))


async def _on_error(retries: RetryFilter, error: Exception, body: Body) -> BoltResponse:
    """Acks an unreadable request; a 500 makes Slack retry an event."""
    retries.ended(body, succeeded=False)
    if isinstance(error, BoltUnhandledRequestError | Malformed | UnreadableForm):
        kind = body.get("type")
        event = body.get("event")
        named = event.get("type") if isinstance(event, dict) else None
        log.info("request not understood", extra={"kind": kind, "event_type": named})
        return BoltResponse(status=200, body="")
    log.error("request failed", exc_info=error)
    return BoltResponse(status=500, body="")


def _bolt_logger() -> logging.Logger:
    logger = logging.getLogger("slack_bolt")
    logger.setLevel(logging.WARNING)
    return logger
