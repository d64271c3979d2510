"""The playground as a whole, with its clock and its journal."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.clock import MovableClock
from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from tests.playground.conftest import MONDAY
from tests.playground.making import Opened


def test_the_clock_follows_real_time_and_never_goes_back() -> None:
    wall = [datetime(2026, 11, 23, 9, 0, tzinfo=UTC)]
    clock = MovableClock(lambda: wall[0])
    assert clock.move(timedelta(hours=1)) == wall[0] + timedelta(hours=1)
    wall[0] += timedelta(minutes=5)
    assert clock() == wall[0] + timedelta(hours=1)
    assert clock.move_to(wall[0] + timedelta(hours=2)) == wall[0] + timedelta(hours=2)
    with pytest.raises(ValueError, match="never goes back"):
        clock.move(-timedelta(seconds=1))
    with pytest.raises(ValueError, match="never goes back"):
        clock.move_to(wall[0])


async def test_timestamps_are_unique_even_if_the_clock_stands_still(
    ana: Human, client: AsyncWebClient
) -> None:
    posted = [await client.chat_postMessage(channel=ana.id, text="Hello") for _ in range(3)]
    stamps = [message["ts"] for message in posted]
    assert stamps == sorted(set(stamps))
    assert stamps[0].startswith(f"{int(MONDAY.timestamp())}.")


async def test_until_returns_what_it_waited_for(slack: StandIn, ana: Human) -> None:
    waiting = asyncio.create_task(slack.until(lambda: ana.sees() and ana.latest()))
    await asyncio.sleep(0)
    await ana.types("Good morning")
    message = await waiting
    assert message
    assert message.text == "Good morning"


async def test_a_timeout_shows_the_state(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=ana.id, text="Hello")
    slack.stage.journal.problem("bad_luck", "it rained")
    with pytest.raises(AssertionError) as failed:
        await slack.until(lambda: False, timeout=0.01)
    picture = str(failed.value)
    assert "call chat.postMessage ok" in picture
    assert "problem bad_luck: it rained" in picture
    assert "'Hello'" in picture


async def test_it_listens_on_the_given_port(opened: Opened) -> None:
    async with opened() as slack:
        url = slack.base_url
        assert url.startswith("http://127.0.0.1:")
        assert slack.api_url == f"{url}/api/"
    async with opened(port=int(url.rpartition(":")[2])) as again:
        assert again.base_url == url


async def test_ids_are_the_same_in_every_run(opened: Opened) -> None:
    names = []
    for _ in range(2):
        async with opened() as slack:
            ana = slack.add_person("Ana Lima")
            channel = slack.add_channel("break", ana)
            names.append([slack.workspace.id, slack.bot_token, ana.id, ana.dm.id, channel.id])
    assert names[0] == names[1]


async def test_people_are_found_in_every_workspace(slack: StandIn, ana: Human) -> None:
    bo = slack.add_person("Bo Berg", workspace=slack.add_workspace("Elsewhere"))
    assert slack.human(bo.id).workspace.name == "Elsewhere"
    assert slack.human(ana.id).person.name == "ana"
    with pytest.raises(LookupError):
        slack.human("U404")
