"""Trouble on order: what a test wants Slack or the network to do wrong."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.playground.delivery.socket_mode import SocketMode
from bot.playground.json_values import Json
from bot.playground.world.world import World

EVERY = "*"
"""Stands for every Web API method; response_urls and uploads must be named."""

HTML_OUTAGE = "<!DOCTYPE html><html><body><h1>Slack is having a bad day</h1></body></html>"


@dataclass(slots=True, kw_only=True)
class Fault:
    """What happens to one call instead of its answer. Exactly one of these is asked for."""

    status: int | None = None
    retry_after: int | str | None = None
    error: str | None = None
    says: bytes | None = None
    hangs: asyncio.Event | None = None
    drops_before: bool = False
    drops_after: bool = False


@dataclass(slots=True)
class Faults:
    """The orders still open, oldest first, per method.

    A method is named as in the Web API; `response_url` and `upload` name the other two ways in.
    """

    socket: SocketMode
    _listen: Callable[[bool], Awaitable[None]]
    _deliver_twice: Callable[[int], None]
    _world: World
    _orders: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    _held: list[asyncio.Event] = field(default_factory=list)

    def too_many(self, method: str, *, times: int = 1, retry_after: int | str = 1) -> None:
        """Answer 429 with `Retry-After: retry_after` seconds."""
        self._order(method, times, lambda: Fault(status=429, retry_after=retry_after))

    def outage(self, method: str, *, times: int = 1, status: int = 503) -> None:
        """Answer 500 or 503 with a page of HTML."""
        self._order(method, times, lambda: Fault(status=status))

    def refuse(self, method: str, error: str, *, times: int = 1) -> None:
        """Answer `ok: false` with this error."""
        self._order(method, times, lambda: Fault(error=error))

    def babble(self, method: str, says: bytes, *, times: int = 1) -> None:
        """Answer 200 with these bytes, called JSON, instead of doing anything."""
        self._order(method, times, lambda: Fault(says=says))

    def hang(self, method: str, *, times: int = 1) -> Callable[[], None]:
        """Take the request, do nothing and do not answer; until the function returned is called,
        and then close the connection."""
        released = asyncio.Event()
        self._held.append(released)
        self._order(method, times, lambda: Fault(hangs=released))
        return released.set

    def drop_before(self, method: str, *, times: int = 1) -> None:
        """Close the connection before the request is read: it did not happen."""
        self._order(method, times, lambda: Fault(drops_before=True))

    def drop_after(self, method: str, *, times: int = 1) -> None:
        """Do what is asked and close the connection without an answer: it did happen."""
        self._order(method, times, lambda: Fault(drops_after=True))

    async def refuse_connections(self) -> None:
        """Stop listening and cut what is open, WebSockets too."""
        await self._listen(False)

    async def accept_connections(self) -> None:
        """Listen again, on the same port."""
        await self._listen(True)

    def dead_tickets(self, *, times: int = 1) -> None:
        """Hand out the next Socket Mode addresses so that nothing answers there."""
        self.socket.spoil(times)

    def pending(self, method: str) -> int:
        """How many orders for a method no call has met yet."""
        return len(self._orders[method])

    def deliver_twice(self, times: int = 1) -> None:
        """Deliver each of the next `times` payloads twice: same event_id, new envelope."""
        self._deliver_twice(times)

    def look_at_files(self, times: int) -> None:
        """Take the next `times` messages that would show a file for too early, for each file that
        is uploaded from now on."""
        self._world.looks_at_files = times

    async def send_unknown_envelope(self, frame: Json | None = None) -> bool:
        """Send a kind of Socket Mode frame that is in no documentation."""
        strange: Json = {"type": "hologram", "envelope_id": "strange-1", "payload": {"a": [1]}}
        return await self.socket.send_unknown(frame or strange)

    def next_for(self, method: str) -> Fault | None:
        """Take the oldest order for a call of `method`."""
        for name in (method, EVERY) if "." in method else (method,):
            if self._orders[name]:
                return self._orders[name].popleft()
        return None

    def release(self) -> None:
        """Let go of everything that hangs."""
        for event in self._held:
            event.set()

    def _order(self, method: str, times: int, fault: Callable[[], Fault]) -> None:
        self._orders[method].extend(fault() for _ in range(times))
