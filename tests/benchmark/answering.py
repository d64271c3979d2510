"""A Slack that answers everything the same, at once, in a process of its own.

It checks nothing: it is the ceiling against which posting is measured.
"""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from aiohttp import web

ANSWER = b'{"ok":true,"channel":"D0000001","ts":"1764000000.000100","team_id":"T000000","bot_id":"B0","user_id":"U0"}'


async def _serve(ready: Connection) -> None:
    async def answer(request: web.Request) -> web.Response:
        await request.read()
        return web.Response(body=ANSWER, content_type="application/json")

    site = web.Application()
    site.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ready.send(runner.addresses[0][1])
    await asyncio.Event().wait()


def _run(ready: Connection) -> None:
    asyncio.run(_serve(ready))


@contextmanager
def answering_slack() -> Iterator[str]:
    """Its API address, until the end of the block."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_run, args=(there,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{here.recv()}/api/"
    finally:
        process.terminate()
        process.join()
