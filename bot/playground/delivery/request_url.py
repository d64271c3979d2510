"""Delivery over HTTP: signed POSTs to the app's request URL.

Sources: docs.slack.dev/authentication/verifying-requests-from-slack and
docs.slack.dev/apis/events-api.
"""

import asyncio
import hashlib
import hmac
from datetime import timedelta
from urllib.parse import urlencode

import aiohttp

from bot.domain.clock import Clock
from bot.playground.delivery.outbox import Ack, Envelope, NoAck, Outcome
from bot.playground.journal import Journal
from bot.playground.json_values import Json, an_object, decoded, encoded

FORM = "application/x-www-form-urlencoded"
CHALLENGE = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"


def signature(secret: str, timestamp: str, body: str) -> str:
    """Slack's v0 signature of a request."""
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256)
    return f"v0={digest.hexdigest()}"


def body_of(envelope: Envelope) -> tuple[str, str]:
    """The HTTP body and its content type."""
    if envelope.kind == "slash_commands":
        return urlencode({key: str(value) for key, value in envelope.payload.items()}), FORM
    if envelope.kind == "interactive":
        return urlencode({"payload": encoded(envelope.payload)}), FORM
    return encoded(envelope.payload), "application/json"


class RequestUrl:
    """Delivers everything to one URL; `clock` timestamps the signatures."""

    def __init__(
        self,
        url: str,
        *,
        secret: str,
        clock: Clock,
        journal: Journal,
        session: aiohttp.ClientSession,
        patience: float,
    ) -> None:
        self.url = url
        self._secret = secret
        self._clock = clock
        self._journal = journal
        self._session = session
        self._patience = patience
        self._under_way: set[asyncio.Task[Outcome]] = set()

    async def verify(self) -> None:
        """Send url_verification; raises ValueError unless the challenge comes back."""
        asked: Json = {"type": "url_verification", "challenge": CHALLENGE, "token": ""}
        async with self._post(encoded(asked), "application/json", self._secret) as response:
            answered = await response.text()
            if response.status != 200 or CHALLENGE not in answered:
                raise ValueError(f"{self.url} did not answer the challenge: {response.status}")

    async def carry(self, envelope: Envelope) -> Outcome:
        """POST a payload and wait for a 2xx answer."""
        attempt = asyncio.create_task(self._deliver(envelope))
        self._under_way.add(attempt)
        attempt.add_done_callback(self._under_way.discard)
        done, _ = await asyncio.wait({attempt}, timeout=self._patience)
        if done:
            return attempt.result()
        attempt.add_done_callback(lambda late: self._answered_late(envelope, late))
        return NoAck("http_timeout")

    async def probe(
        self, payload: Json, *, age: timedelta = timedelta(), secret: str | None = None
    ) -> int:
        """POST an event with an old or forged signature; returns the HTTP status.

        An app must refuse requests that are over five minutes old or wrongly signed; a 2xx answer
        to one is recorded as a problem.
        """
        signed_with = secret or self._secret
        body = encoded(payload)
        async with self._post(body, "application/json", signed_with, age=age) as response:
            bad = abs(age) > timedelta(minutes=5) or signed_with != self._secret
            if bad and response.ok:
                self._journal.problem("accepted_forgery", f"a request {age} old was accepted")
            return response.status

    async def close(self) -> None:
        """Cancel requests in flight."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def _post(
        self,
        body: str,
        content_type: str,
        secret: str,
        *,
        age: timedelta = timedelta(),
        retry: Envelope | None = None,
    ) -> "aiohttp.client._RequestContextManager":
        timestamp = str(int((self._clock() - age).timestamp()))
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(secret, timestamp, body),
        }
        if retry is not None and retry.retry_attempt:
            headers["X-Slack-Retry-Num"] = str(retry.retry_attempt)
            headers["X-Slack-Retry-Reason"] = retry.retry_reason
        return self._session.post(self.url, data=body, headers=headers, allow_redirects=False)

    async def _deliver(self, envelope: Envelope) -> Outcome:
        body, content_type = body_of(envelope)
        try:
            async with self._post(body, content_type, self._secret, retry=envelope) as response:
                answer = await response.text()
                if not 200 <= response.status < 300:
                    again = response.headers.get("X-Slack-No-Retry") != "1"
                    return NoAck("http_error", retry=again)
        except aiohttp.ClientConnectorError:
            return NoAck("connection_failed", reached=False)
        except aiohttp.ClientError:
            return NoAck("connection_failed")
        if envelope.kind == "events_api":
            return Ack({})
        return Ack(self._answer(envelope, answer, response.content_type))

    def _answered_late(self, envelope: Envelope, attempt: asyncio.Task[Outcome]) -> None:
        if not attempt.cancelled() and isinstance(attempt.result(), Ack):
            self._journal.problem("late_ack", envelope.what)

    def _answer(self, envelope: Envelope, body: str, content_type: str) -> Json:
        if not body.strip():
            return {}
        if content_type != "application/json":
            return {"text": body}
        try:
            return an_object(decoded(body))
        except ValueError:
            self._journal.problem("bad_answer", f"{envelope.what}: not JSON: {body[:80]}")
            return {}
