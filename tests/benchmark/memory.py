"""What a running Limber holds in memory: at rest, and once somebody has joined."""

import asyncio
from pathlib import Path

from bot.app import system_clock
from bot.playground.clock import MovableClock
from bot.playground.server import StandIn
from tests.endtoend.processes import Process, running

RESTS_FOR_S = 2


async def resident(folder: Path) -> tuple[float, float]:
    """MiB of a second start, as the first one makes the database."""
    url = f"sqlite:///{folder / 'memory.db'}"
    async with StandIn.open(clock=MovableClock(system_clock)) as slack:
        ana = slack.add_person("Ana Lima")
        async with running(slack, folder, url) as process:
            await process.terminate()
        async with running(slack, folder, url) as process:
            await asyncio.sleep(RESTS_FOR_S)
            rest = _mebibytes(process)
            await ana.types("/stretch join")
            await slack.until(ana.sees)
            await asyncio.sleep(RESTS_FOR_S)
            return rest, _mebibytes(process)


def _mebibytes(process: Process) -> float:
    status = Path(f"/proc/{process.process.pid}/status").read_text()
    kibibytes = next(it for it in status.splitlines() if it.startswith("VmRSS")).split()[1]
    return int(kibibytes) / 1024
