"""What a running Limber holds in memory: at rest among few members and many, and once somebody has
joined."""

import asyncio
from datetime import timedelta
from pathlib import Path

from bot.app import system_clock
from bot.playground.clock import MovableClock
from bot.playground.server import StandIn
from bot.store.db.database import Database
from tests.benchmark.crowd import crowd, settle
from tests.endtoend.processes import Process, running

RESTS_FOR_S = 2
NOT_YET = timedelta(days=1)


async def resident(folder: Path, count: int) -> tuple[float, float]:
    """MiB among so many members, none of whom is due."""
    url = f"sqlite:///{folder / f'memory-{count}.db'}"
    async with Database.open(url) as database:
        await settle(database, crowd(count, 0, begins=system_clock() + NOT_YET))
    async with StandIn.open(clock=MovableClock(system_clock)) as slack:
        ana = slack.add_person("Ana Lima")
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
