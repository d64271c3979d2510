"""A break that was started moves on by itself, at the pace of its steps."""

import asyncio
from datetime import timedelta
from http import HTTPStatus

import aiohttp
import pytest

from bot.app import open_limber
from bot.domain.breaks.playing import ANSWERS, LEASE
from bot.domain.members import Who
from bot.domain.settings.preferences import Steps
from bot.playground.humans.humans import Human
from bot.playground.world.world import Message
from bot.store.breaks import nudges
from bot.store.people import workspaces
from bot.ticker import STEPS
from tests.endtoend.office import NEVER_S, PING_S, Office, elements, settings_for
from tests.endtoend.test_breaks import buttons

SIDES = "/stretch split stance"
"""Seven stages on four screens: 20, 38, 12 and 38 seconds."""


async def waits(office: Office, seconds: float) -> None:
    """So many seconds pass, with a tick at their end."""
    await office.settles()
    office.clock.move(timedelta(seconds=seconds))
    await office.limber.ticker.run(STEPS)
    await office.settles()


async def starts(office: Office, human: Human) -> Message:
    return await office.clicks(human, "start", await office.says(human, SIDES))


async def test_a_break_needs_one_click(office: Office, ana: Human) -> None:
    first = await starts(office, ana)
    assert buttons(first) == ["Next", "Pause", "That's enough ✓"]
    seen = [first.text]
    for seconds in (20, 38, 12, 38):
        await waits(office, seconds)
        seen.append(ana.latest().text)
    sides = ["right side, 1 of 2", "right side, 2 of 2", "left side, 1 of 2", "left side, 2 of 2"]
    assert all(side in text for side, text in zip(sides, seen, strict=False))
    assert "Break 1 today." in seen[-1]
    assert office.slack.calls("chat.update") == []


async def test_nothing_moves_before_its_time(desk: Office, ana: Human) -> None:
    first = await starts(desk, ana)
    await waits(desk, 19)
    assert ana.latest().text == first.text


async def test_a_paused_break_waits(desk: Office, ana: Human) -> None:
    first = await starts(desk, ana)
    paused = await clicks_button(desk, ana, "wait")
    assert buttons(paused) == ["Next", "Go on", "That's enough ✓"]
    await waits(desk, 600)
    assert ana.latest().text == first.text
    on = await clicks_button(desk, ana, "go_on")
    assert buttons(on) == ["Next", "Pause", "That's enough ✓"]
    await waits(desk, 20)
    assert "right side, 2 of 2" in ana.latest().text


async def clicks_button(office: Office, human: Human, action: str) -> Message:
    """The card after a click that changes only its buttons."""
    card = human.latest()
    await human.clicks(card, f"limber.{action}")
    await office.slack.until(lambda: elements(human.latest()) != elements(card))
    return human.latest()


async def test_a_click_starts_the_time_of_its_step(desk: Office, ana: Human) -> None:
    first = await starts(desk, ana)
    await waits(desk, 15)
    second = await desk.clicks(ana, "next", first)
    await waits(desk, 37)
    assert ana.latest().text == second.text
    await waits(desk, 1)
    back = await desk.clicks(ana, "back")
    assert back.text == second.text
    await waits(desk, 38)
    assert "left side, 1 of 2" in ana.latest().text


async def test_a_break_that_was_stopped_stays_so(desk: Office, ana: Human) -> None:
    await starts(desk, ana)
    await waits(desk, 20)
    stopped = await desk.clicks(ana, "stop")
    await waits(desk, 600)
    assert ana.latest().text == stopped.text


async def test_whoever_wants_to_click_does(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.prefers(ana, steps=Steps.CLICK)
    first = await starts(desk, ana)
    assert buttons(first) == ["Next", "That's enough ✓"]
    await waits(desk, 600)
    assert ana.latest().text == first.text


async def test_a_nudge_plays_too(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.clicks(ana, "start", await desk.nudged(ana))
    for _ in range(4):
        await waits(desk, 300)
    assert "Break 1 today." in ana.latest().text


async def test_a_restart_goes_on(office: Office, ana: Human, database_url: str) -> None:
    await starts(office, ana)
    await office.settles()
    settings = settings_for(office.slack, database_url)
    async with open_limber(
        settings, clock=office.clock, tick_s=NEVER_S, ping_s=PING_S, upload_pace_s=0
    ) as other:
        office.clock.move(timedelta(seconds=20))
        await asyncio.gather(other.ticker.run(STEPS), office.limber.ticker.run(STEPS))
        await other.tasks.finish(5)
        await office.settles()
    assert "right side, 2 of 2" in ana.latest().text, "and two replicas move it only once"


async def test_a_replica_that_was_killed_leaves_its_breaks_to_others(
    desk: Office, ana: Human
) -> None:
    first = await starts(desk, ana)
    await desk.settles()
    desk.clock.move(timedelta(seconds=20))
    async with desk.limber.database.write() as connection:
        at = desk.clock()
        assert len(await nudges.claim_moves(connection, at, at + LEASE, 9)) == 1
    await waits(desk, LEASE.total_seconds() - 1)
    assert ana.latest().text == first.text
    await waits(desk, 1)
    assert "right side, 2 of 2" in ana.latest().text


async def uses_up_the_answer(office: Office, human: Human) -> None:
    """Posts the card as it is until Slack takes no more answers to its last click."""
    async with office.limber.database.read() as connection:
        card = await nudges.latest(connection, Who(human.workspace.id, human.id))
    assert card is not None
    assert card.playback is not None
    now = human.latest()
    body = {"text": now.text, "blocks": now.blocks, "replace_original": True}
    async with aiohttp.ClientSession() as session:
        for _ in range(ANSWERS - 1):
            async with session.post(card.playback.answer_url, json=body) as answer:
                assert answer.status == HTTPStatus.OK


async def test_a_used_up_answer_is_replaced_by_an_edit(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    first = await desk.clicks(ana, "start", await desk.nudged(ana))
    await uses_up_the_answer(desk, ana)
    await waits(desk, 300)
    assert ana.latest().text != first.text
    assert len(desk.slack.calls("chat.update")) == 1
    assert desk.slack.forgive("used_url")


async def test_beyond_the_rate_limit_a_card_waits_for_its_click(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    first = await desk.clicks(ana, "start", await desk.nudged(ana))
    await uses_up_the_answer(desk, ana)
    async with desk.limber.database.write() as connection:
        later = desk.clock() + timedelta(hours=1)
        await workspaces.pace_updates(connection, {ana.workspace.id: later})
    await waits(desk, 300)
    assert ana.latest().text == first.text
    assert not desk.slack.calls("chat.update")
    assert desk.slack.forgive("used_url")
    assert "from an earlier card" in (await desk.clicks(ana, "next", first)).text


@pytest.mark.slow
async def test_500_people_start_within_a_minute(office: Office) -> None:
    people = [office.slack.add_person(f"P{n}", tz="Europe/Berlin") for n in range(500)]
    for human in people:
        office.clock.move(timedelta(seconds=4))  # within the tier of dnd.teamInfo
        await office.joins(human)
    for n, human in enumerate(people):
        await starts(office, human)
        if n % 9 == 8:
            office.clock.move(timedelta(seconds=1))
            await office.limber.ticker.run(STEPS)
    begun = office.clock()
    for _ in range(110):
        await waits(office, 1)
    assert office.clock() - begun < timedelta(minutes=2)
    assert all("Break 1 today." in human.latest().text for human in people)
    assert not office.slack.calls("chat.update")
    assert not office.slack.calls("chat.postMessage")
