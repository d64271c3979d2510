"""Calls to Slack, each with a typed end. Nothing here raises for what Slack or the network does."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import orjson
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.cards.parts.blocks import Card, View, file_ids, without_images
from bot.domain.members import Who
from bot.domain.teams.teams import Channel
from bot.metrics import Metrics
from bot.slack.workspaces.tokens import Identities, Identity
from bot.usecases.ports import (
    Addressee,
    Delivered,
    Document,
    MessageRef,
    NotTaken,
    PostOutcome,
    Refused,
    Shared,
    ShareOutcome,
    Unclear,
    Updated,
    UpdateOutcome,
    Uploaded,
    UploadOutcome,
)

log = logging.getLogger(__name__)

ANSWER_WITHIN_S = 10
"""How long Slack may take to answer a call."""
LONGEST_WAIT_S = 30
"""How long an answer to a click may wait for Slack's rate limit."""
RESPOND_TRIES = 2
"""How often an answer to an interaction is tried."""
UNREACHABLE_S = 30
"""When a post is tried again after Slack could not be reached at all."""
LONGEST_BELIEVED_S = 60 * 60
"""The longest wait that is believed when Slack asks for one."""
FRESH_WAITS_S = (1.0, 2.0, 4.0)
"""How long an upload is waited for, again and again, until Slack has looked at it and shows it."""
TOKEN_TROUBLE_S = 15 * 60
"""When posts to a workspace are tried again after Slack refused its token."""

_GONE = frozenset({"user_not_found", "user_disabled"})
_TOKEN_TROUBLE = frozenset(
    {
        "access_denied",
        "account_inactive",
        "ekm_access_denied",
        "invalid_auth",
        "missing_scope",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
_BAD_PICTURE = frozenset({"invalid_blocks", "invalid_blocks_format"})
_NO_FILE = frozenset({"file_deleted", "file_not_found"})
_MAYBE_DONE = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})

Json = dict[str, Any]
T = TypeVar("T")
ReportLost = Callable[[str, Sequence[str]], None]


def sdk_logger() -> logging.Logger:
    """The SDK's logger at an explicit level: at its default it formats every request it sends."""
    logger = logging.getLogger("slack_sdk")
    logger.setLevel(logging.WARNING)
    return logger


@asynccontextmanager
async def open_session() -> AsyncIterator[aiohttp.ClientSession]:
    """The one HTTP session of the process: connections are kept, calls have a time limit."""
    async with aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=ANSWER_WITHIN_S, sock_connect=ANSWER_WITHIN_S / 2),
        json_serialize=lambda it: orjson.dumps(it).decode(),
    ) as session:
        yield session


class _Client(AsyncWebClient):
    """The SDK's client, which gives an answer that nobody can read an end of its own."""

    async def api_call(self, *args: Any, **kwargs: Any) -> AsyncSlackResponse:
        """Raises ClientPayloadError for what is no JSON object, besides what the SDK raises."""
        try:
            return await super().api_call(*args, **kwargs)
        except aiohttp.ClientError:
            raise  # some of them are ValueErrors too
        except (AttributeError, RecursionError, ValueError) as error:
            raise aiohttp.ClientPayloadError(f"unreadable: {type(error).__name__}") from error


def web_client(
    session: aiohttp.ClientSession, api_url: str, *, on_loopback: bool
) -> AsyncWebClient:
    """A client that never repeats a call by itself: a post that went out twice cannot be undone."""
    client = _Client(base_url=api_url, session=session, logger=sdk_logger(), retry_handlers=[])
    if on_loopback:
        client.proxy = None  # the SDK takes a proxy from the environment even for this machine
    return client


class SlackApi:
    """Posts and updates cards, publishes views, answers interactions, looks people up."""

    def __init__(
        self,
        client: AsyncWebClient,
        identities: Identities,
        metrics: Metrics,
        lost: ReportLost,
        fresh_waits_s: Sequence[float] = FRESH_WAITS_S,
    ) -> None:
        """`lost` is told which files a workspace no longer has."""
        self._client = client
        self._identities = identities
        self._metrics = metrics
        self._fresh_waits_s = fresh_waits_s
        self._lost = lost

    async def post(self, to: Addressee, card: Card, *, fresh: bool = False) -> PostOutcome:
        """A card into somebody's direct messages or a channel, once, whatever happens.

        A card that Slack refuses for its picture goes out without one; a `fresh` one is waited for
        a few seconds.
        """
        outcome = await self._posted(to, card)
        files = file_ids(card)
        for seconds in self._fresh_waits_s if fresh and files else ():
            if _is_for_the_picture(outcome):
                await asyncio.sleep(seconds)
                outcome = await self._posted(to, card)
        if files and _is_for_the_picture(outcome):
            self._lost(to.workspace_id, files)
            return await self._posted(to, without_images(card))
        return outcome

    async def update(self, workspace_id: str, place: MessageRef, card: Card) -> UpdateOutcome:
        """Another card in place of one that was posted: asked once, and nobody is notified.

        A card that Slack refuses for its picture is shown without one.
        """
        where = {"channel": place.channel_id, "ts": place.message_ts}
        answer = await self._asked_to_show("chat.update", workspace_id, where, card)
        return Updated() if isinstance(answer, dict) else answer

    async def _posted(self, to: Addressee, card: Card) -> PostOutcome:
        where = {"channel": to.channel_id if isinstance(to, Channel) else to.user_id}
        answer = await self._asked("chat.postMessage", to.workspace_id, where, card)
        if isinstance(answer, dict):
            return Delivered(str(answer.get("channel")), str(answer.get("ts")))
        return answer

    async def _asked_to_show(
        self, method: str, workspace_id: str, where: Json, card: Card
    ) -> Json | NotTaken | Refused | Unclear:
        """One call, and another without pictures where Slack refuses those."""
        answer = await self._asked(method, workspace_id, where, card)
        files = file_ids(card)
        if files and isinstance(answer, Refused) and answer.error in _BAD_PICTURE:
            self._lost(workspace_id, files)
            return await self._asked(method, workspace_id, where, without_images(card))
        return answer

    async def _asked(
        self, method: str, workspace_id: str, where: Json, card: Card
    ) -> Json | NotTaken | Refused | Unclear:
        """Slack's answer to one call that shows a card, or what its failure proves."""
        try:
            identity = await self._identities.of(workspace_id)
        except Exception as error:
            log.exception("no token could be looked up", extra={"workspace": workspace_id})
            return NotTaken(UNREACHABLE_S, type(error).__name__)
        if identity is None:
            log.warning("not installed", extra={"method": method, "workspace": workspace_id})
            return NotTaken(TOKEN_TROUBLE_S, "not installed")
        try:
            return await self._send(
                method, identity, {**where, "text": card.text, "blocks": card.blocks}
            )
        except SlackApiError as error:
            outcome = _outcome(error)
            if isinstance(outcome, NotTaken) and outcome.error in _TOKEN_TROUBLE:
                self._identities.drop(workspace_id)
            return outcome
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            return NotTaken(UNREACHABLE_S, type(error).__name__)
        except (aiohttp.ClientError, TimeoutError) as error:
            return Unclear(type(error).__name__)

    async def publish_home(self, who: Who, view: View) -> bool:
        arguments = {"user_id": who.user_id, "view": view.payload}
        return await self.attempt("views.publish", who.workspace_id, arguments) is not None

    async def open_view(self, workspace_id: str, trigger_id: str, view: View) -> bool:
        arguments = {"trigger_id": trigger_id, "view": view.payload}
        return await self.attempt("views.open", workspace_id, arguments) is not None

    async def upload(self, workspace_id: str, path: Path, alt: str) -> UploadOutcome:
        """A picture that cards in that workspace can then show."""
        content = await asyncio.to_thread(path.read_bytes)
        return await self.upload_picture(workspace_id, path.name, content, alt)

    async def upload_picture(
        self, workspace_id: str, name: str, content: bytes, alt: str
    ) -> UploadOutcome:
        """The same for a picture that is no file yet. Slack takes it in three calls."""

        async def uploading() -> UploadOutcome:
            outcome = await self._handed_in(workspace_id, name, content, alt)
            if not isinstance(outcome, Uploaded):
                return outcome
            files = [{"id": outcome.file_id, "title": name.partition(".")[0][:12]}]
            try:
                done = await self._call(
                    "files.completeUploadExternal", workspace_id, {"files": files}
                )
            except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
                raise
            except (aiohttp.ClientError, TimeoutError):
                return outcome  # it may be there: to be shown, if it is, and deleted in any case
            return outcome if done is not None else NotTaken(TOKEN_TROUBLE_S, "not installed")

        return await _concluded(uploading())

    async def hand_in(self, workspace_id: str, document: Document) -> UploadOutcome:
        """A file that nobody sees before it is shared; Slack drops it if it never is."""
        return await _concluded(
            self._handed_in(workspace_id, document.name, document.content, alt="")
        )

    async def _handed_in(
        self, workspace_id: str, name: str, content: bytes, alt: str
    ) -> UploadOutcome:
        """The first two of the three calls. Raises what `_call` does."""
        wanted = {"filename": name, "length": len(content), **({"alt_txt": alt} if alt else {})}
        place = await self._call("files.getUploadURLExternal", workspace_id, wanted, as_form=True)
        if place is None:
            return NotTaken(TOKEN_TROUBLE_S, "not installed")
        file_id, address = str(place.get("file_id") or ""), str(place.get("upload_url") or "")
        if not file_id or not address:
            return Unclear("no address to upload to")
        session = self._client.session
        assert session is not None
        async with session.post(address, data=content) as taken:
            taken.raise_for_status()
        return Uploaded(file_id)

    async def share(
        self, workspace_id: str, channel_id: str, titles: Mapping[str, str]
    ) -> ShareOutcome:
        """Files that were handed in, as one message in a conversation."""
        files = [{"id": file_id, "title": title} for file_id, title in titles.items()]

        async def sharing() -> ShareOutcome:
            wanted = {"files": files, "channel_id": channel_id}
            answer = await self._call("files.completeUploadExternal", workspace_id, wanted)
            return Shared() if answer is not None else NotTaken(TOKEN_TROUBLE_S, "not installed")

        return await _concluded(sharing())

    async def delete(self, workspace_id: str, file_id: str) -> bool:
        """A file of Limber's own, wherever it is shown."""

        async def deleting() -> bool:
            return await self._call("files.delete", workspace_id, {"file": file_id}) is not None

        outcome = await _concluded(deleting())
        if isinstance(outcome, bool):
            return outcome
        if outcome.error in _NO_FILE:
            return True
        log.warning("file not deleted", extra={"workspace": workspace_id, "error": outcome.error})
        return False

    async def respond(self, response_url: str, card: Card, *, replace: bool) -> bool:
        """Answers an interaction: in place of the clicked message, or beside it to one person.

        Tried once more after a rate limit or a lost connection, and without its picture where
        Slack does not take it with one: doing it twice does no harm.
        """
        webhook, body = self._webhook(response_url), _answer(card, replace=replace)
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
                log.warning("answered without the picture", extra={"status": answer.status_code})
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
        """A card with a picture that was uploaded just now, beside the answer to an interaction;
        never without its picture."""
        webhook = self._webhook(response_url)
        for seconds in (0, *self._fresh_waits_s):
            await asyncio.sleep(seconds)
            try:
                answer = await webhook.send_dict(_answer(card, replace=False))
            except (aiohttp.ClientError, TimeoutError, UnicodeDecodeError) as error:
                log.warning("response_url not reached", extra={"error": type(error).__name__})
                return False
            if answer.status_code == HTTPStatus.OK:
                return True
            if not any(it in answer.body for it in _BAD_PICTURE):
                break
        log.warning(
            "a picture was not taken",
            extra={"status": answer.status_code, "answer": answer.body},
        )
        return False

    def _webhook(self, response_url: str) -> AsyncWebhookClient:
        webhook = AsyncWebhookClient(
            response_url, session=self._client.session, logger=sdk_logger(), retry_handlers=[]
        )
        webhook.proxy = self._client.proxy
        return webhook

    async def attempt(
        self, method: str, workspace_id: str, arguments: Json, *, as_form: bool = False
    ) -> Json | None:
        """A call whose failure is logged and shows as None."""
        try:
            return await self._call(method, workspace_id, arguments, as_form=as_form)
        except SlackApiError as error:
            log.warning("slack refused", extra={"method": method, "error": error_code(error)})
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning(
                "slack not reached", extra={"method": method, "error": type(error).__name__}
            )
        return None

    async def _call(
        self, method: str, workspace_id: str, arguments: Json, *, as_form: bool = False
    ) -> Json | None:
        """None where Limber is not installed. Raises SlackApiError, aiohttp.ClientError,
        TimeoutError, and what looking up the token raises."""
        identity = await self._identities.of(workspace_id)
        if identity is None:
            log.warning("not installed", extra={"method": method, "workspace": workspace_id})
            return None
        return await self._send(method, identity, arguments, as_form=as_form)

    async def _send(
        self, method: str, identity: Identity, arguments: Json, *, as_form: bool = False
    ) -> Json:
        """Methods that only read take no JSON, but a form.

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


def _answer(card: Card, *, replace: bool) -> Json:
    """What an answer to an interaction says, for one person alone."""
    return {
        "text": card.text,
        "blocks": card.blocks,
        "replace_original": replace,
        "response_type": "ephemeral",
    }


def _is_for_the_picture(outcome: PostOutcome) -> bool:
    """Whether Slack may have refused a card because it cannot show its picture."""
    return isinstance(outcome, Refused) and outcome.error in _BAD_PICTURE


async def _concluded(work: Awaitable[T]) -> T | NotTaken | Refused | Unclear:
    """What came of work with files, or what its failure proves. A missing scope stays missing."""
    try:
        return await work
    except SlackApiError as error:
        outcome = _outcome(error)
        refused = isinstance(outcome, NotTaken) and outcome.error in _TOKEN_TROUBLE
        return Refused(outcome.error) if refused else outcome
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        return NotTaken(UNREACHABLE_S, type(error).__name__)
    except (aiohttp.ClientError, TimeoutError) as error:
        return Unclear(type(error).__name__)


def error_code(error: SlackApiError) -> str:
    """Slack's name for what went wrong, or the HTTP status where it gave none."""
    data = getattr(error.response, "data", None)
    if isinstance(data, dict) and data.get("error"):
        return str(data["error"])
    return f"http_{_status(error)}"


def _status(error: SlackApiError) -> int:
    answer = error.response
    found = getattr(answer, "status_code", None) or getattr(answer, "status", None)
    return found if isinstance(found, int) else 0


def _outcome(error: SlackApiError) -> NotTaken | Refused | Unclear:
    """What Slack's answer proves about a post."""
    code = error_code(error)
    if _status(error) == HTTPStatus.TOO_MANY_REQUESTS or code == "ratelimited":
        return NotTaken(retry_after(error.response.headers), "ratelimited")
    if code in _TOKEN_TROUBLE:
        return NotTaken(TOKEN_TROUBLE_S, code)
    if (
        code in _MAYBE_DONE
        or code == "http_200"
        or _status(error) >= HTTPStatus.INTERNAL_SERVER_ERROR
    ):
        return Unclear(code)
    return Refused(code, gone=code in _GONE)


def retry_after(headers: Mapping[str, str]) -> float:
    """The seconds Slack asks to wait, an hour at most; a while where it does not say."""
    try:
        asked = float(headers.get("Retry-After", UNREACHABLE_S))
    except ValueError:
        return UNREACHABLE_S
    return min(max(1.0, asked), LONGEST_BELIEVED_S)
