"""Calls to Slack, each with a typed outcome: posts, updates, views and response URLs.

Only `SlackApi.call` raises for what Slack or the network does.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.cards.parts.blocks import Card, View, file_ids, without_images
from bot.domain.members import Who
from bot.domain.teams.teams import Channel
from bot.metrics import Metrics
from bot.slack.calls.client import sdk_logger
from bot.slack.calls.outcomes import (
    NOT_INSTALLED,
    TOKEN_TROUBLE,
    UNREACHABLE_S,
    error_code,
    outcome_of,
    retry_after,
)
from bot.slack.workspaces.tokens import Identities, Identity
from bot.usecases.ports import (
    Addressee,
    Delivered,
    MessageRef,
    NotTaken,
    PostOutcome,
    Refused,
    Unclear,
    Updated,
    UpdateOutcome,
)

log = logging.getLogger(__name__)

LONGEST_WAIT_S = 30
"""The longest an answer to a click waits for Slack's rate limit."""
RESPOND_TRIES = 2
FRESH_WAITS_S = (1.0, 2.0, 4.0)
"""Waits between tries to show a fresh upload: Slack first has to process it."""

_BAD_PICTURE = frozenset({"invalid_blocks", "invalid_blocks_format"})

Json = dict[str, Any]
ReportLost = Callable[[str, Sequence[str]], None]


class SlackApi:
    def __init__(
        self,
        client: AsyncWebClient,
        identities: Identities,
        metrics: Metrics,
        report_lost: ReportLost,
        fresh_waits_s: Sequence[float] = FRESH_WAITS_S,
    ) -> None:
        """`report_lost` is called with a workspace and the files that Slack no longer has."""
        self._client = client
        self._identities = identities
        self._metrics = metrics
        self._fresh_waits_s = fresh_waits_s
        self._report_lost = report_lost

    async def post(self, to: Addressee, card: Card, *, fresh: bool = False) -> PostOutcome:
        """If Slack refuses the picture, the card goes out without it. A `fresh` picture is retried
        for a few seconds first."""
        outcome = await self._post(to, card)
        files = file_ids(card)
        for seconds in self._fresh_waits_s if fresh and files else ():
            if _refuses_picture(outcome):
                await asyncio.sleep(seconds)
                outcome = await self._post(to, card)
        if files and _refuses_picture(outcome):
            self._report_lost(to.workspace_id, files)
            return await self._post(to, without_images(card))
        return outcome

    async def update(self, workspace_id: str, place: MessageRef, card: Card) -> UpdateOutcome:
        """If Slack refuses the picture, the card is shown without it. Nobody is notified."""
        outcome = await self._update(workspace_id, place, card)
        files = file_ids(card)
        if files and _refuses_picture(outcome):
            self._report_lost(workspace_id, files)
            return await self._update(workspace_id, place, without_images(card))
        return outcome

    async def delete(self, workspace_id: str, place: MessageRef) -> UpdateOutcome:
        where = {"channel": place.channel_id, "ts": place.message_ts}
        answer = await self._conclude("chat.delete", workspace_id, where)
        return Updated() if isinstance(answer, dict) else answer

    async def publish_home(self, who: Who, view: View) -> bool:
        arguments = {"user_id": who.user_id, "view": view.payload}
        return await self.attempt("views.publish", who.workspace_id, arguments) is not None

    async def open_view(
        self, workspace_id: str, trigger_id: str, view: View, *, pushes: bool = False
    ) -> bool:
        """`pushes`: onto the modal in which somebody clicked."""
        arguments = {"trigger_id": trigger_id, "view": view.payload}
        method = "views.push" if pushes else "views.open"
        return await self.attempt(method, workspace_id, arguments) is not None

    async def respond(self, response_url: str, card: Card, *, replace: bool) -> bool:
        """Answers an interaction: replaces the clicked message, or adds an ephemeral one.

        Retried once after a rate limit or a lost connection, and without the picture if Slack
        refuses the card: an answer is idempotent.
        """
        webhook, body = self._webhook(response_url), _response(card, replace=replace)
        for tries_left in reversed(range(RESPOND_TRIES)):
            try:
                answer = await webhook.send_dict(body)
            except (aiohttp.ClientError, TimeoutError, UnicodeDecodeError) as error:
                log.warning("response_url not reached", extra={"error": type(error).__name__})
                continue
            if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS and tries_left:
                await asyncio.sleep(min(retry_after(answer.headers), LONGEST_WAIT_S))
                continue
            if answer.status_code != HTTPStatus.OK and tries_left and file_ids(card):
                log.warning("answered without picture", extra={"status": answer.status_code})
                body["blocks"] = without_images(card).blocks
                continue
            if answer.status_code != HTTPStatus.OK:
                log.warning(
                    "response_url refused",
                    extra={"status": answer.status_code, "answer": answer.body},
                )
            return answer.status_code == HTTPStatus.OK
        return False

    async def show(self, response_url: str, card: Card) -> bool:
        """Adds a card with a fresh picture to an interaction, or nothing if Slack refuses it."""
        webhook = self._webhook(response_url)
        for seconds in (0, *self._fresh_waits_s):
            await asyncio.sleep(seconds)
            try:
                answer = await webhook.send_dict(_response(card, replace=False))
            except (aiohttp.ClientError, TimeoutError, UnicodeDecodeError) as error:
                log.warning("response_url not reached", extra={"error": type(error).__name__})
                return False
            if answer.status_code == HTTPStatus.OK:
                return True
            if not any(code in answer.body for code in _BAD_PICTURE):
                break
        log.warning(
            "picture not shown", extra={"status": answer.status_code, "answer": answer.body}
        )
        return False

    async def attempt(
        self, method: str, workspace_id: str, arguments: Json, *, as_form: bool = False
    ) -> Json | None:
        """None if the call failed, which is logged."""
        try:
            return await self.call(method, workspace_id, arguments, as_form=as_form)
        except SlackApiError as error:
            log.warning("slack refused", extra={"method": method, "error": error_code(error)})
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning(
                "slack not reached", extra={"method": method, "error": type(error).__name__}
            )
        return None

    async def call(
        self, method: str, workspace_id: str, arguments: Json, *, as_form: bool = False
    ) -> Json | None:
        """None where Limber is not installed. Raises SlackApiError, aiohttp.ClientError,
        TimeoutError, and what looking up the token raises."""
        identity = await self._identities.of(workspace_id)
        if identity is None:
            log.warning("not installed", extra={"method": method, "workspace": workspace_id})
            return None
        return await self._send(method, identity, arguments, as_form=as_form)

    async def _post(self, to: Addressee, card: Card) -> PostOutcome:
        where = {"channel": to.channel_id if isinstance(to, Channel) else to.user_id}
        answer = await self._show_card("chat.postMessage", to.workspace_id, where, card)
        if isinstance(answer, dict):
            return Delivered(str(answer.get("channel")), str(answer.get("ts")))
        return answer

    async def _update(self, workspace_id: str, place: MessageRef, card: Card) -> UpdateOutcome:
        where = {"channel": place.channel_id, "ts": place.message_ts}
        answer = await self._show_card("chat.update", workspace_id, where, card)
        return Updated() if isinstance(answer, dict) else answer

    async def _show_card(
        self, method: str, workspace_id: str, where: Json, card: Card
    ) -> Json | NotTaken | Refused | Unclear:
        arguments = {**where, "text": card.text, "blocks": card.blocks}
        return await self._conclude(method, workspace_id, arguments)

    async def _conclude(
        self, method: str, workspace_id: str, arguments: Json
    ) -> Json | NotTaken | Refused | Unclear:
        try:
            identity = await self._identities.of(workspace_id)
        except Exception as error:
            log.exception("token lookup failed", extra={"workspace": workspace_id})
            return NotTaken(UNREACHABLE_S, type(error).__name__)
        if identity is None:
            log.warning("not installed", extra={"method": method, "workspace": workspace_id})
            return NOT_INSTALLED
        outcome = await outcome_of(self._send(method, identity, arguments))
        if isinstance(outcome, NotTaken) and outcome.error in TOKEN_TROUBLE:
            self._identities.drop(workspace_id)
        return outcome

    async def _send(
        self, method: str, identity: Identity, arguments: Json, *, as_form: bool = False
    ) -> Json:
        """Slack's read methods take a form, not JSON.

        Raises SlackApiError, aiohttp.ClientError, TimeoutError.
        """
        sent = {"token": identity.token, **arguments}
        with self._metrics.slack_call(method):
            if as_form:
                answer = await self._client.api_call(method, params=sent)
            else:
                answer = await self._client.api_call(method, json=sent)
        data: Json = answer.data if isinstance(answer.data, dict) else {}
        return data

    def _webhook(self, response_url: str) -> AsyncWebhookClient:
        webhook = AsyncWebhookClient(
            response_url, session=self._client.session, logger=sdk_logger(), retry_handlers=[]
        )
        webhook.proxy = self._client.proxy
        return webhook


def _response(card: Card, *, replace: bool) -> Json:
    return {
        "text": card.text,
        "blocks": card.blocks,
        "replace_original": replace,
        "response_type": "ephemeral",
    }


def _refuses_picture(outcome: PostOutcome | UpdateOutcome) -> bool:
    """Whether Slack may have refused a card because of its picture."""
    return isinstance(outcome, Refused) and outcome.error in _BAD_PICTURE
