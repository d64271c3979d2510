"""Fault injection: what a test makes Slack or the network get wrong."""

import asyncio
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.playground.delivery.socket_mode import SocketMode
from bot.playground.json_values import Json
from bot.playground.world.world import World

EVERY = "*"
"""Matches every Web API method, but not response_urls and uploads: name those."""

HTML_OUTAGE = "<!DOCTYPE html><html><body><h1>Slack is having a bad day</h1></body></html>"


@dataclass(slots=True, kw_only=True)
class Fault:
    """What one call gets instead of its answer. Exactly one kind of fault is set."""

    status: int | None = None
    retry_after: int | str | None = None
    error: str | None = None
    says: bytes | None = None
    hangs: asyncio.Event | None = None
    drops_before: bool = False
    drops_after: bool = False


@dataclass(slots=True)
class Faults:
    """The pending faults of each method, oldest first.

    Methods are named as in the Web API, plus `response_url` and `upload`.
    """

    socket: SocketMode
    _listen: Callable[[bool], Awaitable[None]]
    _deliver_twice: Callable[[int], None]
    _world: World
    _orders: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    _hanging: list[asyncio.Event] = field(default_factory=list)

    def too_many(self, method: str, *, times: int = 1, retry_after: int | str = 1) -> None:
        """Answer 429 with `Retry-After: retry_after` seconds."""
        self._order(method, times, lambda: Fault(status=429, retry_after=retry_after))

    def outage(self, method: str, *, times: int = 1, status: int = 503) -> None:
        """Answer with this status and an HTML page."""
        self._order(method, times, lambda: Fault(status=status))

    def refuse(self, method: str, error: str, *, times: int = 1) -> None:
        self._order(method, times, lambda: Fault(error=error))

    def babble(self, method: str, says: bytes, *, times: int = 1) -> None:
        """Answer 200 with these bytes as application/json, and do nothing."""
        self._order(method, times, lambda: Fault(says=says))

    def hang(self, method: str, *, times: int = 1) -> Callable[[], None]:
        """Accept the request and do nothing. The returned function closes the connection."""
        released = asyncio.Event()
        self._hanging.append(released)
        self._order(method, times, lambda: Fault(hangs=released))
        return released.set

    def drop_before(self, method: str, *, times: int = 1) -> None:
        """Close the connection and do nothing."""
        self._order(method, times, lambda: Fault(drops_before=True))

    def drop_after(self, method: str, *, times: int = 1) -> None:
        """Do what was asked, then close the connection without answering."""
        self._order(method, times, lambda: Fault(drops_after=True))

    async def refuse_connections(self) -> None:
        """Stop listening and drop open connections, WebSockets included."""
        await self._listen(False)

    async def accept_connections(self) -> None:
        """Listen on the same port again."""
        await self._listen(True)

    def dead_tickets(self, *, times: int = 1) -> None:
        """Make the next Socket Mode URLs refuse every connection."""
        self.socket.spoil(times)

    def pending(self, method: str) -> int:
        """How many faults for this method haven't been used up yet."""
        return len(self._orders[method])

    def deliver_twice(self, times: int = 1) -> None:
        """Deliver each of the next `times` payloads twice: same event_id, new envelope."""
        self._deliver_twice(times)

    def look_at_files(self, times: int) -> None:
        """Refuse each newly uploaded file in the next `times` messages that show it."""
        self._world.looks_at_files = times

    async def send_unknown_envelope(self, frame: Json | None = None) -> bool:
        """Send a Socket Mode frame of an undocumented type."""
        strange: Json = {"type": "hologram", "envelope_id": "strange-1", "payload": {"a": [1]}}
        return await self.socket.send_unknown(frame or strange)

    def next_for(self, method: str) -> Fault | None:
        for name in (method, EVERY) if "." in method else (method,):
            if self._orders[name]:
                return self._orders[name].popleft()
        return None

    def release(self) -> None:
        """Close every connection that hangs."""
        for event in self._hanging:
            event.set()

    def _order(self, method: str, times: int, fault: Callable[[], Fault]) -> None:
        self._orders[method].extend(fault() for _ in range(times))
