"""The demo comes up at whatever hour somebody starts it, and begins within a workday."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.demo import ZONE, open_demo

BERLIN = ZoneInfo(ZONE)


@pytest.mark.parametrize(
    ("started", "begins"),
    [
        pytest.param("2026-11-24 10:30", "2026-11-24 10:30", id="at work"),
        pytest.param("2026-11-24 16:30", "2026-11-25 09:00", id="late in the day"),
        pytest.param("2026-11-24 05:00", "2026-11-24 09:00", id="early"),
        pytest.param("2026-11-27 19:00", "2026-11-30 09:00", id="Friday evening"),
        pytest.param("2026-11-28 12:00", "2026-11-30 09:00", id="Saturday"),
    ],
)
async def test_it_begins_within_a_workday(started: str, begins: str) -> None:
    wall = datetime.fromisoformat(started).replace(tzinfo=BERLIN).astimezone(UTC)
    ticks = iter(range(10**9))

    def clock() -> datetime:
        """A little later each time it is read, as clocks are."""
        return wall + timedelta(microseconds=next(ticks))

    async with (
        open_demo(0, wall=clock, figures="off") as url,
        aiohttp.ClientSession(url) as http,
        http.get("/control/state") as response,
    ):
        state = await response.json()
    late = datetime.fromisoformat(state["now"]) - datetime.fromisoformat(begins).replace(
        tzinfo=BERLIN
    )
    assert timedelta() <= late < timedelta(minutes=1)
    assert state["ahead"]["next nudge"] is not None
