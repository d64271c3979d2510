"""A Slack that answers each call as the test says, and notes what it was asked."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.domain.members import Who
from bot.metrics import Metrics
from bot.slack.calls.api import SlackApi
from bot.slack.calls.client import web_client
from bot.slack.workspaces.tokens import Identity

ANA = Who("T1", "U1")
OK = {"ok": True, "channel": "D1", "ts": "1.2"}
TIMEOUT_S, PATIENCE_S = 0.2, 30
"""The timeout of a call that is meant to run into it, and of any other on a busy machine."""


def refuses(error: str) -> dict[str, Any]:
    return {"ok": False, "error": error}


@dataclass(frozen=True)
class Says:
    """An answer; `body` is JSON unless it is bytes."""

    body: object = field(default_factory=lambda: OK)
    status: int = 200
    retry_after: str | None = None


@dataclass(frozen=True)
class Hangs:
    """No answer at all."""


@dataclass(frozen=True)
class HangsUp:
    """Closes the connection instead of answering."""


Script = Says | Hangs | HangsUp | dict[str, Any]


class Identities:
    """Limber is installed in T1."""

    def __init__(self) -> None:
        self.dropped: list[str] = []

    async def of(self, workspace_id: str) -> Identity | None:
        return Identity("T1", "B1", "UBOT", "xoxb-1") if workspace_id == "T1" else None

    def drop(self, workspace_id: str) -> None:
        self.dropped.append(workspace_id)


class Server:
    """Answers in the order of the script, and then always `ok`."""

    def __init__(self, script: Sequence[Script]) -> None:
        self.script = list(script)
        self.asked: list[tuple[str, Any]] = []
        self.identities = Identities()
        self.lost: list[tuple[str, list[str]]] = []
        self.never = asyncio.Event()

    @property
    def methods(self) -> list[str]:
        return [method for method, _ in self.asked]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.asked.append((method, await _body(request)))
        says = self.script.pop(0) if self.script else Says()
        match says:
            case Hangs():
                await self.never.wait()
                return web.Response()
            case HangsUp():
                assert request.transport is not None
                request.transport.close()
                return web.Response()
            case Says(body, status, retry_after):
                headers = {} if retry_after is None else {"Retry-After": retry_after}
                raw = body if isinstance(body, bytes) else json.dumps(body).encode()
                return web.Response(
                    status=status, headers=headers, body=raw, content_type="application/json"
                )
            case _:
                return web.json_response(says)


async def _body(request: web.Request) -> Any:
    """JSON, the parameters of a method that only reads, or the bytes of a file."""
    if request.query:
        return dict(request.query)
    raw = await request.read()
    return json.loads(raw) if request.content_type == "application/json" else raw


@dataclass(frozen=True)
class Slack:
    server: Server
    api: SlackApi
    client: Any
    url: str

    def response_url(self) -> str:
        return f"{self.url}/api/respond"


@asynccontextmanager
async def slack(*script: Script, fresh_waits_s: Sequence[float] = (0, 0)) -> AsyncIterator[Slack]:
    server = Server(script)
    site = web.Application()
    site.router.add_route("*", "/api/{method}", server.answer)
    async with TestServer(site) as running:
        url = str(running.make_url("")).rstrip("/")
        hangs = any(isinstance(says, Hangs) for says in script)
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S if hangs else PATIENCE_S)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            client = web_client(session, f"{url}/api/", on_loopback=True)

            def lost(workspace_id: str, files: Sequence[str]) -> None:
                server.lost.append((workspace_id, list(files)))

            api = SlackApi(client, server.identities, Metrics(), lost, fresh_waits_s)
            yield Slack(server, api, client, url)
        server.never.set()
