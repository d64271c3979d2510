"""Deduplicates deliveries that Slack retries."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.slack.requests.payloads import Body

Handler = Callable[[AsyncAck, Body], Awaitable[None]]
EventHandler = Callable[[Body], Awaitable[None]]

REMEMBERED = 10_000
"""Deliveries kept in memory. Handlers are idempotent anyway."""


class RetryFilter:
    """Recognizes a retry by its event id or trigger id.

    Bolt's middleware does not see whether a listener raised, so each listener is wrapped too.
    """

    def __init__(self) -> None:
        self._attempts: OrderedDict[object, asyncio.Future[bool]] = OrderedDict()

    async def once(self, body: Body, next_: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse:
        """Lets a delivery through once, and again if that failed. A retry waits for the first
        attempt, and is only acked if that succeeded."""
        key = _key(body)
        if key is None:
            return await next_()
        while (first := self._attempts.get(key)) is not None:
            if await asyncio.shield(first):
                return BoltResponse(status=200, body="")
        self._attempts[key] = asyncio.get_running_loop().create_future()
        if len(self._attempts) > REMEMBERED:
            self._attempts.popitem(last=False)
        return await next_()

    def wrap(self, handler: Handler) -> Handler:
        """Wraps a handler that acks by itself."""

        async def listener(ack: AsyncAck, body: Body) -> None:
            with self._noting(body):
                await handler(ack, body)

        return listener

    def wrap_event(self, handler: EventHandler) -> EventHandler:
        """Wraps an event handler: Bolt acks when it returns."""

        async def listener(body: Body) -> None:
            with self._noting(body):
                await handler(body)

        return listener

    @contextmanager
    def _noting(self, body: Body) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.ended(body, succeeded=False)
            raise
        self.ended(body, succeeded=True)

    def ended(self, body: Body, *, succeeded: bool) -> None:
        """Releases waiting retries, and forgets a failed attempt so that its retry is handled."""
        key = _key(body)
        attempt = self._attempts.get(key)
        if attempt is not None and not attempt.done():
            attempt.set_result(succeeded)
            if not succeeded:
                del self._attempts[key]


def _key(body: Body) -> object:
    return body.get("event_id") or body.get("trigger_id")
