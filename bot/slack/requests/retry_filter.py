"""Deduplicates what Slack delivers more than once."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from bot.slack.requests.payloads import Body

Acked = Callable[[AsyncAck, Body], Awaitable[None]]
Taken = Callable[[Body], Awaitable[None]]

REMEMBERED = 10_000
"""Deliveries that are remembered. Handlers are idempotent beyond that."""


class RetryFilter:
    """Knows a retry by its event id or trigger id.

    Bolt's middleware does not see how a listener ends, so each listener is wrapped as well.
    """

    def __init__(self) -> None:
        self._taken: OrderedDict[object, asyncio.Future[bool]] = OrderedDict()

    async def once(self, body: Body, next_: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse:
        """Lets a delivery through the first time, and again if that failed. A retry waits for the
        first to end, and is acknowledged without doing anything if it succeeded."""
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
            self.ended(body, well=False)
            raise
        self.ended(body, well=True)

    def ended(self, body: Body, *, well: bool) -> None:
        """Releases retries that wait; what failed is forgotten, so that its retry is handled."""
        key = _key(body)
        taken = self._taken.get(key)
        if taken is not None and not taken.done():
            taken.set_result(well)
            if not well:
                del self._taken[key]


def _key(body: Body) -> object:
    return body.get("event_id") or body.get("trigger_id")
