"""Socket Mode: payloads go out and acks come back over WebSockets that the app opens.

Source: docs.slack.dev/apis/events-api/using-socket-mode.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from aiohttp import WSMsgType, web

from bot.playground.delivery.outbox import Ack, Envelope, NoAck, Outcome
from bot.playground.journal import Journal
from bot.playground.json_values import Json, an_object, decoded, encoded, text_at

MOST_CONNECTIONS = 10
CONNECTION_SECONDS = 18_060
"""Sent as approximate_connection_time; the playground never closes a connection by itself."""
HOST = "applink-1"

DisconnectReason: TypeAlias = Literal["warning", "refresh_requested", "link_disabled"]


def _future() -> asyncio.Future[Json]:
    return asyncio.get_running_loop().create_future()


@dataclass(slots=True)
class _Sent:
    """An envelope that was sent; `late` once its ack timed out."""

    what: str
    ack: asyncio.Future[Json] = field(default_factory=_future)
    late: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Connection:
    socket: web.WebSocketResponse
    transport: asyncio.Transport


class SocketMode:
    """The server side of Socket Mode. Each payload goes to one connection, round-robin."""

    def __init__(self, journal: Journal, app_id: str, patience: float) -> None:
        self._journal = journal
        self._app_id = app_id
        self._patience = patience
        self._tickets: set[str] = set()
        self._duds: set[str] = set()
        self._duds_wanted = 0
        self._issued = 0
        self._open: list[_Connection] = []
        self.opened = 0
        """The number of connections so far."""
        self._turn = 0
        self._sent: dict[str, _Sent] = {}

    @property
    def connections(self) -> int:
        """The number of open connections."""
        return len(self._open)

    def ticket(self) -> str:
        """A ticket that admits one WebSocket."""
        self._issued += 1
        ticket = f"ticket-{self._issued}"
        is_dud = self._duds_wanted > 0
        self._duds_wanted -= is_dud
        (self._duds if is_dud else self._tickets).add(ticket)
        return ticket

    def spoil(self, tickets: int) -> None:
        """Make the next `tickets` tickets invalid."""
        self._duds_wanted += tickets

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Handle one connection from handshake to close."""
        ticket, transport = request.query.get("ticket", ""), request.transport
        if ticket in self._duds:
            return web.Response(status=403, text="invalid ticket")
        if ticket not in self._tickets:
            self._journal.problem("dead_ticket", f"connected with {ticket or 'no ticket'}")
            return web.Response(status=403, text="invalid ticket")
        self._tickets.remove(ticket)
        assert transport is not None
        socket = web.WebSocketResponse(heartbeat=15.0, timeout=1.0)
        await socket.prepare(request)
        if len(self._open) >= MOST_CONNECTIONS:
            self._journal.problem("too_many_websockets", "an eleventh connection")
            await self._say_goodbye(socket, "too_many_websockets")
            await socket.close()
            return socket
        connection = _Connection(socket, transport)
        self._open.append(connection)
        try:
            await self._hello(socket)
            self.opened += 1
            self._journal.changed()
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._receive(message.data)
        finally:
            self._open.remove(connection)
            self._journal.changed()
        return socket

    async def carry(self, envelope: Envelope) -> Outcome:
        """Send an envelope over the next connection and wait for its ack."""
        frame: Json = {
            "envelope_id": envelope.id,
            "payload": envelope.payload,
            "type": envelope.kind,
            "accepts_response_payload": envelope.accepts_response,
        }
        if envelope.kind == "events_api":
            frame |= {
                "retry_attempt": envelope.retry_attempt,
                "retry_reason": envelope.retry_reason,
            }
        sent = self._sent[envelope.id] = _Sent(envelope.what)
        if not await self._send(frame):
            return NoAck("connection_failed", reached=False)
        try:
            async with asyncio.timeout(self._patience):
                return Ack(await asyncio.shield(sent.ack))
        except TimeoutError:
            sent.late = True
            return NoAck("timeout")

    async def send_unknown(self, frame: Json) -> bool:
        """Send a frame of an unknown type, which needs no ack."""
        self._sent[text_at(frame, "envelope_id")] = _Sent("unknown")
        return await self._send(frame)

    async def disconnect(self, reason: DisconnectReason) -> None:
        """Ask every connection to close. Slack hangs up at once only for link_disabled."""
        for connection in list(self._open):
            await self._say_goodbye(connection.socket, reason)
            if reason == "link_disabled":
                await connection.socket.close()

    def drop(self) -> None:
        """Drop every connection without warning."""
        for connection in self._open:
            connection.transport.abort()

    async def close(self) -> None:
        for connection in list(self._open):
            await connection.socket.close()

    def _receive(self, raw: str) -> None:
        try:
            frame = an_object(decoded(raw))
        except ValueError:
            self._journal.problem("bad_frame", f"not JSON: {raw[:80]}")
            return
        envelope_id = text_at(frame, "envelope_id")
        sent = self._sent.get(envelope_id)
        if sent is None:
            self._journal.problem("unknown_ack", f"no envelope {envelope_id or raw[:80]}")
        elif sent.ack.done():
            self._journal.problem("double_ack", sent.what)
        else:
            if sent.late:
                self._journal.problem("late_ack", sent.what)
            sent.ack.set_result(an_object(frame.get("payload")))
            self._journal.changed()

    async def _send(self, frame: Json) -> bool:
        for _ in range(len(self._open)):
            connection = self._open[self._turn % len(self._open)]
            self._turn += 1
            with suppress(ConnectionError):
                await connection.socket.send_str(encoded(frame))
                return True
        return False

    async def _hello(self, socket: web.WebSocketResponse) -> None:
        hello: Json = {
            "type": "hello",
            "num_connections": len(self._open),
            "debug_info": {
                "host": HOST,
                "build_number": 1,
                "approximate_connection_time": CONNECTION_SECONDS,
            },
            "connection_info": {"app_id": self._app_id},
        }
        await socket.send_str(encoded(hello))

    async def _say_goodbye(self, socket: web.WebSocketResponse, reason: str) -> None:
        goodbye: Json = {"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}}
        with suppress(ConnectionError):
            await socket.send_str(encoded(goodbye))
