"""How soon a click is acknowledged: Limber against Bolt alone, over signed HTTP on one machine."""

import asyncio
import json
import multiprocessing
import random
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from logging import WARNING, getLogger
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import open_limber
from bot.domain.pacing import Pace
from bot.playground.delivery.request_url import signature
from bot.settings import Secret, Settings
from bot.slack.workspaces.tokens import BotAuthorize, Identity, OneIdentity
from bot.ticker import NUDGES
from tests.benchmark.crowd import MONDAY_NOON, crowd, settle

SECRET = "a-signing-secret"
PATH = "/slack/events"
UNBOUND = Pace(per_minute=600_000, burst=100_000)


@dataclass(frozen=True)
class Latency:
    """Milliseconds from request to answer."""

    name: str
    p50: float
    p99: float


def body(trigger: str) -> str:
    """A block_actions request such as Slack sends, about 5 KB."""
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "A step of an exercise. " * 20}}
    payload = {
        "type": "block_actions",
        "team": {"id": "T000000", "domain": "t"},
        "user": {"id": "U0000000", "team_id": "T000000"},
        "api_app_id": "A1",
        "trigger_id": trigger,
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "D1"},
        "channel": {"id": "D1", "name": "directmessage"},
        "message": {"type": "message", "ts": "1.1", "text": "A step", "blocks": [block] * 8},
        "response_url": "",
        "actions": [{"action_id": "limber.next", "block_id": "b", "type": "button", "value": "0"}],
    }
    return urlencode({"payload": json.dumps(payload)})


async def _click(url: str, count: int, pause_s: float) -> list[float]:
    taken = []
    async with aiohttp.ClientSession() as session:
        for n in range(count):
            content = body(f"{n}.{random.random()}")
            stamp = str(int(time.time()))
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-Slack-Request-Timestamp": stamp,
                "X-Slack-Signature": signature(SECRET, stamp, content),
            }
            start = time.perf_counter()
            async with session.post(url, data=content, headers=headers) as answer:
                await answer.read()
                assert answer.status == 200, answer.status
            taken.append((time.perf_counter() - start) * 1000)
            await asyncio.sleep(pause_s)
    return taken


def _clicker(url: str, count: int, pause_s: float, back: Connection) -> None:
    back.send(asyncio.run(_click(url, count, pause_s)))


async def measured(name: str, url: str, count: int, pause_s: float = 0.0) -> Latency:
    """Clicks one after the other, from a process of its own."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_clicker, args=(url, count, pause_s, there), daemon=True
    )
    process.start()
    taken = await asyncio.to_thread(here.recv)
    process.join()
    cuts = statistics.quantiles(taken[len(taken) // 10 :], n=100)
    return Latency(name, cuts[49], cuts[98])


@asynccontextmanager
async def bare_bolt(*, before_response: bool) -> AsyncIterator[str]:
    """Bolt with one listener that acknowledges and does nothing."""
    logger = getLogger("bare_bolt")
    logger.setLevel(WARNING)
    identity = OneIdentity(Identity("T000000", "B1", "UBOT", "xoxb-1"))
    app = AsyncApp(
        logger=logger,
        client=AsyncWebClient(logger=logger),
        authorize=BotAuthorize(identity),  # type: ignore[arg-type]
        signing_secret=SECRET,
        process_before_response=before_response,
    )

    async def listener(ack: Any) -> None:
        await ack()

    app.action("limber.next")(listener)

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    site = web.Application()
    site.router.add_post(PATH, events)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    finally:
        await runner.cleanup()


async def limber(api_url: str, folder: Path, clicks: int, nudges: int) -> list[Latency]:
    """The whole of `limber run`: at rest, and while it sends 500 nudges a second."""
    settings = Settings(
        slack_bot_token=Secret("xoxb-1-benchmark"),
        slack_signing_secret=Secret(SECRET),
        slack_api_url=api_url,
        database_url=Secret(f"sqlite:///{folder / 'clicks.db'}"),
        limber_figures="off",
        host="127.0.0.1",
        port=0,
    )
    async with open_limber(
        settings, clock=lambda: MONDAY_NOON, pace=UNBOUND, tick_s=3600
    ) as running:
        url = f"http://127.0.0.1:{running.port}{PATH}"
        at_rest = await measured("Limber", url, clicks)
        await running.tasks.finish(60)
        await settle(running.database, crowd(nudges, nudges, per_workspace=nudges))
        sending = asyncio.create_task(running.ticker.run(NUDGES))
        beside = await measured("Limber, while sending", url, clicks // 2, 0.002)
        await sending
        await running.tasks.finish(60)
        return [at_rest, beside]
