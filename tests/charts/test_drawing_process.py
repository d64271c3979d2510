"""Chart workers: a timeout, and few of them at a time."""

import asyncio
import os
from pathlib import Path

import orjson
import pytest

from bot.charts.__main__ import drawn
from bot.charts.drawing_process import AT_ONCE, ChartProcess
from tests.charts.orders import EVERY, OFF, filled

pytestmark = pytest.mark.slow

ORDER = filled(OFF)


def script(text: str) -> tuple[str, str]:
    """A worker that reads its order and then runs this code."""
    return "-c", f"import os, sys, time; sys.stdin.read(); {text}"


async def test_a_worker_draws_the_order() -> None:
    assert await ChartProcess().draw(EVERY["mixed"]) == drawn(orjson.dumps(EVERY["mixed"]))


@pytest.mark.parametrize("does", ["raise SystemExit(3)", "pass", "os.kill(os.getpid(), 9)"])
async def test_a_worker_that_fails_gives_no_picture(does: str) -> None:
    assert await ChartProcess(script(does)).draw(ORDER) is None


async def test_a_worker_that_times_out_is_killed(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    hangs = script(f"open({str(pid)!r}, 'w').write(str(os.getpid())); time.sleep(1000)")
    assert await ChartProcess(hangs, seconds=3).draw(ORDER) is None
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


async def test_a_canceled_worker_is_killed(tmp_path: Path) -> None:
    pipe = tmp_path / "pid"
    os.mkfifo(pipe)
    hangs = script(f"open({str(pipe)!r}, 'w').write(str(os.getpid())); time.sleep(1000)")
    drawing = asyncio.create_task(ChartProcess(hangs).draw(ORDER))
    pid = int(await asyncio.to_thread(pipe.read_text))
    drawing.cancel()
    await asyncio.wait([drawing])
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_few_workers_run_at_once(tmp_path: Path) -> None:
    """Each worker counts how many run together with it."""
    here, seen = tmp_path / "here", tmp_path / "seen"
    here.mkdir()
    counts = script(
        f"me = os.path.join({str(here)!r}, str(os.getpid())); open(me, 'w').close(); "
        f"time.sleep(0.1); n = len(os.listdir({str(here)!r})); "
        f"open({str(seen)!r}, 'a').write(f'{{n}}\\n'); os.remove(me); print('drawn')"
    )
    charting = ChartProcess(counts)
    drawings = await asyncio.gather(*(charting.draw(ORDER) for _ in range(6)))
    assert drawings == [b"drawn\n"] * 6
    assert max(map(int, seen.read_text().split())) <= AT_ONCE


async def test_orders_beyond_the_queue_limit_are_refused() -> None:
    charting = ChartProcess(script("print('drawn')"), most_waiting=3)
    drawings = await asyncio.gather(*(charting.draw(ORDER) for _ in range(5)))
    assert drawings == [b"drawn\n"] * 3 + [None] * 2
