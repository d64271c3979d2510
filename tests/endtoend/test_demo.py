"""The demo comes up at whatever hour somebody starts it, and begins within a workday."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.cli.demo import ZONE, open_demo

pytestmark = pytest.mark.slow

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


class Visitor:
    """Somebody at the demo's page, as Ana."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http

    async def state(self) -> Any:
        async with self._http.get("/control/state") as response:
            return await response.json()

    async def does(self, what: str, **facts: object) -> None:
        viewer = (await self.state())["viewer"]
        async with self._http.post(f"/control/{what}", json={"viewer": viewer, **facts}) as done:
            assert done.status == 200, await done.text()

    async def sees(self, says: str, channel: str | None = None) -> Any:
        """A message that says so, in a channel or in the conversation with Limber."""
        async with asyncio.timeout(30), self._http.get("/control/events") as changes:
            async for _ in changes.content:
                state = await self.state()
                place = next(it for it in state["channels"] if it["id"] == (channel or state["dm"]))
                found = [it for it in place["messages"] if says in it["text"]]
                if found:
                    return found[-1]
        raise AssertionError(says)


async def test_a_teams_week_is_told_on_its_day() -> None:
    begin = datetime(2026, 11, 24, 10, 0, tzinfo=BERLIN)
    async with (
        open_demo(0, wall=lambda: begin.astimezone(UTC), figures="off") as url,
        aiohttp.ClientSession(url) as http,
    ):
        ana = Visitor(http)
        general = next(it for it in (await ana.state())["channels"] if it["name"] == "general")[
            "id"
        ]
        await ana.does("type", text="/stretch team on", channel=general)
        card = await ana.sees("a stretch team here", general)
        await ana.does(
            "click", channel=general, ts=card["ts"], action_id="limber.team_join.invitation"
        )
        await ana.does("type", text="/stretch look away")
        card = await ana.sees("20-20-20")
        await ana.does("click", ts=card["ts"], action_id="limber.start")
        for step in (1, 2, 3, 4):
            await ana.sees(f"{step} of 4")
            await ana.does("click", ts=card["ts"], action_id="limber.next")
        await ana.sees("Nice")
        friday = datetime(2026, 11, 27, 15, 1, tzinfo=BERLIN)
        await ana.does("clock", to=friday.isoformat())
        told = await ana.sees("This week, together", general)
        assert "1 break in all." in told["text"]
        assert (await ana.state())["problems"] == []
