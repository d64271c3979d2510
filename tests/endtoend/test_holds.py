"""Nudges wait while Slack shows that somebody is busy, and one comes a moment after."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from bot.domain.calendar.busy_signals import Signal
from bot.playground.humans.humans import Human
from bot.playground.world.people import Dnd
from bot.ticker import PEOPLE
from tests.endtoend.office import Office

MINUTE = timedelta(minutes=1)
Act = Callable[[Human], Awaitable[None]]


async def _huddle(human: Human) -> None:
    await human.join_huddle()


async def _meeting(human: Human) -> None:
    await human.set_status("In a meeting", ":spiral_calendar_pad:", lasting=60 * MINUTE)


async def _quiet(human: Human) -> None:
    await human.snooze(60 * MINUTE)


BUSY = [
    pytest.param(_huddle, Human.leave_huddle, "you're in a huddle", "end of a huddle", id="huddle"),
    pytest.param(_meeting, Human.clear_status, "your status says you're busy", "you were busy", id="status"),
    pytest.param(_quiet, Human.end_dnd, "do not disturb is on", "end of do not disturb", id="dnd"),
]  # fmt: skip


async def _due(office: Office, human: Human) -> None:
    """The clock stands at the instant at which a nudge would come."""
    due = (await office.member(human)).next_due_at
    assert due is not None
    office.clock.move_to(due)


def _nudges(human: Human) -> int:
    return sum(it.channel_id == human.dm.id and it.ephemeral_to is None for it in human.sees())


@pytest.mark.parametrize(("begins", "ends", "waits", "waited"), BUSY)
async def test_a_nudge_waits_and_comes_once_when_it_is_over(
    office: Office, ana: Human, begins: Act, ends: Act, waits: str, waited: str
) -> None:
    await office.joins(ana)
    before = _nudges(ana)
    await _due(office, ana)
    await begins(ana)
    await office.settles()
    assert "waits until a little after" in (await office.says(ana, "/stretch why")).text
    await office.ticks(office.clock())
    assert _nudges(ana) == before
    assert waits in (await office.says(ana, "/stretch why")).text

    await office.ticks(office.clock() + 20 * MINUTE)
    assert _nudges(ana) == before
    await ends(ana)
    await office.settles()
    await office.ticks(office.clock() + MINUTE)
    assert _nudges(ana) == before, "not the moment it's over"
    await office.ticks(office.clock() + 3 * MINUTE)
    assert _nudges(ana) == before + 1
    assert waited in (await office.says(ana, "/stretch why")).text

    await office.ticks(office.clock() + 25 * MINUTE)
    assert _nudges(ana) == before + 1, "nothing was piled up"


@pytest.mark.parametrize(("begins", "ends", "waits", "waited"), BUSY)
async def test_a_signal_whose_end_is_never_told_heals(
    desk: Office, ana: Human, begins: Act, ends: Act, waits: str, waited: str
) -> None:
    del ends, waits, waited
    await desk.joins(ana)
    before = _nudges(ana)
    await _due(desk, ana)
    await begins(ana)
    await desk.settles()
    await desk.ticks(desk.clock())
    assert _nudges(ana) == before
    await desk.ticks(desk.clock() + 64 * MINUTE)
    assert _nudges(ana) == before + 1


@pytest.mark.parametrize(("begins", "ends", "waits", "waited"), BUSY)
async def test_each_signal_can_be_left_unheeded(
    desk: Office, ana: Human, begins: Act, ends: Act, waits: str, waited: str
) -> None:
    del ends, waits, waited
    await desk.joins(ana)
    await desk.prefers(ana, unheeded=frozenset(Signal))
    await begins(ana)
    await desk.settles()
    await desk.nudged(ana)


async def test_a_vacation_rests_nudges_and_ends_with_one_welcome(
    office: Office, ana: Human
) -> None:
    await office.joins(ana)
    before = _nudges(ana)
    await ana.set_status("Vacationing", ":palm_tree:", lasting=timedelta(days=3))
    await office.settles()
    said = (await office.says(ana, "/stretch why")).text
    assert "Your Slack status says that you're away" in said
    for hours in range(1, 72, 3):
        await office.ticks(office.clock() + timedelta(hours=hours % 3 + 1))
    assert _nudges(ana) == before
    assert (await office.nudged(ana)).text.startswith("Welcome back!")
    assert "Welcome back" not in (await office.nudged(ana)).text


async def test_coming_back_early_is_noticed(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await ana.set_status("Vacationing", ":palm_tree:", lasting=timedelta(days=9))
    await desk.settles()
    desk.clock.move_to(desk.clock() + timedelta(days=1))
    await ana.clear_status()
    await desk.settles()
    assert (await desk.nudged(ana)).text.startswith("Welcome back!")
    assert desk.clock().day == 24


async def test_who_joins_in_a_meeting_is_known_to_be_in_one(desk: Office, ana: Human) -> None:
    await _meeting(ana)
    await ana.snooze(90 * MINUTE)
    await desk.joins(ana)
    signals = (await desk.member(ana)).signals
    assert signals.meeting_until == desk.clock() + 60 * MINUTE
    assert signals.quiet is not None
    assert signals.quiet.end == desk.clock() + 90 * MINUTE


async def test_the_look_finds_what_no_event_told(office: Office, ana: Human) -> None:
    await office.joins(ana)
    quiet = Dnd(start=office.clock(), end=office.clock() + 2 * 60 * MINUTE)
    ana.workspace.change(
        ana.id, tz="Asia/Tokyo", dnd=quiet, status_text="On a call", status_expires=quiet.end
    )
    await office.limber.ticker.run(PEOPLE)
    member = await office.member(ana)
    assert member.zone == "Asia/Tokyo"
    assert member.signals.meeting_until == quiet.end
    assert member.signals.quiet is not None
    assert member.locale == "en-US"

    asked = len(office.slack.calls("users.list"))
    await office.limber.ticker.run(PEOPLE)
    assert len(office.slack.calls("users.list")) == asked, "twice a day"
    office.clock.move_to(office.clock() + timedelta(hours=13))
    await office.limber.ticker.run(PEOPLE)
    assert len(office.slack.calls("users.list")) == asked + 1


async def test_the_look_goes_page_by_page_within_the_limits(desk: Office, ana: Human) -> None:
    people = [desk.slack.add_person(f"Person {n}") for n in range(450)]
    await desk.joins(ana)
    last = people[-1]
    await desk.joins(last)
    last.workspace.change(last.id, tz="Asia/Tokyo")
    for _ in range(12):
        await desk.limber.ticker.run(PEOPLE)
        desk.clock.move_to(desk.clock() + timedelta(seconds=5))
    assert len(desk.slack.calls("users.list")) == 3
    assert (await desk.member(last)).zone == "Asia/Tokyo"


async def test_a_look_that_slack_does_not_answer_begins_anew_later(
    desk: Office, ana: Human
) -> None:
    await desk.joins(ana)
    desk.slack.faults.too_many("users.list", retry_after=30)
    await desk.limber.ticker.run(PEOPLE)
    ana.workspace.change(ana.id, tz="Asia/Tokyo")
    await desk.limber.ticker.run(PEOPLE)
    assert (await desk.member(ana)).zone == "Europe/Berlin"
    desk.clock.move_to(desk.clock() + 31 * MINUTE)
    await desk.limber.ticker.run(PEOPLE)
    assert (await desk.member(ana)).zone == "Asia/Tokyo"
