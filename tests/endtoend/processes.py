"""`limber run` as a process of its own, to be killed and started again."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.playground.server import StandIn

STARTS_WITHIN_S = 20


@dataclass
class Process:
    """A running `limber`; `said` is what it wrote to stderr so far, line by line."""

    process: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    """What it wrote to stdout, once it has ended."""

    @property
    def port(self) -> int:
        """Where it serves, as its log says."""
        running = next(it for it in self.said if "limber is running" in it)
        return int(json.loads(running)["port"])

    async def is_up(self) -> None:
        """Raises AssertionError, with what was said, if it ends instead of starting."""
        async with asyncio.timeout(STARTS_WITHIN_S):
            while not any("limber is running" in it for it in self.said):
                line = await self._line()
                assert line, "\n".join(self.said)

    async def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        await self.process.wait()

    async def terminate(self) -> int:
        """SIGTERM; the exit code once it has ended by itself."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ends()

    async def ends(self) -> int:
        while await self._line():
            pass
        assert self.process.stdout is not None
        self.printed = (await self.process.stdout.read()).decode().splitlines()
        return await self.process.wait()

    async def _line(self) -> str:
        assert self.process.stderr is not None
        line = (await self.process.stderr.readline()).decode()
        if line:
            self.said.append(line.rstrip())
        return line


@asynccontextmanager
async def limber(folder: Path, *arguments: str, **env: str) -> AsyncIterator[Process]:
    """The command, in an environment that holds nothing but `env`."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "LIMBER_LOG": "json",
            "LIMBER_FIGURES": "off",
            **env,
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    running = Process(process)
    try:
        yield running
    finally:
        if process.returncode is None:
            await running.kill()
        process._transport.close()  # type: ignore[attr-defined]


def environment(slack: StandIn, database_url: str, *, over_http: bool = False) -> dict[str, str]:
    """What `limber run` needs to work in the stand-in's workspace."""
    common = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url,
    }
    if over_http:
        secret = slack.app.signing_secret
        return {**common, "SLACK_SIGNING_SECRET": secret, "HOST": "127.0.0.1", "PORT": "0"}
    return {**common, "SLACK_APP_TOKEN": slack.app.app_token}


@asynccontextmanager
async def running(
    slack: StandIn, folder: Path, database_url: str, *, over_http: bool = False
) -> AsyncIterator[Process]:
    """`limber run`, up and reached by the stand-in."""
    env = environment(slack, database_url, over_http=over_http)
    async with limber(folder, "run", **env) as process:
        await process.is_up()
        if over_http:
            await slack.deliver_to(f"http://127.0.0.1:{process.port}/slack/events")
        else:
            await slack.until(lambda: slack.socket.connections == 1)
        yield process
