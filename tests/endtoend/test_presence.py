"""Who is away when a nudge is due is probably up: none comes, nor the moment they are back."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from bot.domain.calendar.busy_signals import Signal
from bot.domain.members import DueReason
from bot.domain.schedule.presence_budget import PresenceAllowance
from bot.playground.faults import Faults
from bot.playground.humans.humans import Human
from tests.endtoend.office import Office, frozen_clock, open_office
from tests.endtoend.test_home_and_settings import section

MINUTE = timedelta(minutes=1)
LOOK = "users.getPresence"
PLENTY = PresenceAllowance(nudges=1, kept=1)
"""A glance before every nudge."""


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    async with open_office(database_url, frozen_clock(), glances=PLENTY) as opened:
        yield opened


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Office]:
    async with open_office(sqlite_url, frozen_clock(), glances=PLENTY) as opened:
        yield opened


def nudges(human: Human) -> int:
    return sum(it.channel_id == human.dm.id and it.ephemeral_to is None for it in human.sees())


def looks(office: Office) -> int:
    return len(office.slack.calls(LOOK))


async def due(office: Office, human: Human) -> None:
    """The clock moves to when the next nudge is due, and it is attempted."""
    at = (await office.member(human)).next_due_at
    assert at is not None
    await office.ticks(at)


async def why(office: Office, human: Human) -> str:
    """What they would be told, without their showing that they are there."""
    member = await office.member(human)
    assert member.due_reason is not None
    return (await office.says(human, "/stretch why")).text


async def test_who_is_away_is_waited_for_and_has_a_whole_interval_when_back(
    office: Office, ana: Human
) -> None:
    await office.joins(ana)
    card = await office.nudged(ana)
    ana.go_away()
    await due(office, ana)
    seen_at = office.clock()
    assert nudges(ana) == 1
    member = await office.member(ana)
    assert (member.due_reason, member.nudged_count) == (DueReason.AWAY, 1)
    await due(office, ana)
    assert nudges(ana) == 1, "still away"
    assert office.clock() - seen_at >= 30 * MINUTE
    ana.come_back()
    await due(office, ana)
    back_at = office.clock()
    assert nudges(ana) == 1, "not the moment they are back"
    await due(office, ana)
    assert nudges(ana) == 2
    assert 30 * MINUTE <= office.clock() - back_at <= 40 * MINUTE
    assert looks(office) == 5
    [*_, row] = sorted((await office.stored())["nudges"], key=lambda it: str(it[7]))
    assert len((await office.stored())["nudges"]) == 2, row
    assert (await office.clicks(ana, "start", card)).text != card.text, "the old card still works"


async def test_who_shows_as_away_all_day_is_nudged_now_and_then(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    ana.go_away()
    await due(desk, ana)
    seen_at = desk.clock()
    while nudges(ana) == 0:
        await due(desk, ana)
    assert 120 * MINUTE <= desk.clock() - seen_at <= 160 * MINUTE
    assert looks(desk) == 4
    await due(desk, ana)
    assert nudges(ana) == 1, "looked at again, as ever"


async def test_why_says_so(office: Office, ana: Human) -> None:
    await office.joins(ana)
    ana.go_away()
    await due(office, ana)
    since = (office.clock() + 60 * MINUTE).strftime("%-I:%M %p")
    told = (await office.says(ana, "/stretch why")).text
    assert f"When a nudge was due at {since}, Slack showed you as away" in told
    assert "I look again: " in told
    await office.settles()
    told = (await office.says(ana, "/stretch why")).text
    assert f"That's 30 to 40 minutes after {since}, when I saw you were back." in told
    ana.come_back()
    await office.nudged(ana)
    told = (await office.says(ana, "/stretch why")).text
    assert f"one was due at {since}; Slack showed you as away, so it didn't come." in told


async def test_it_can_be_switched_off_in_the_settings(office: Office, ana: Human) -> None:
    await office.joins(ana)
    await section(office, ana, "hours")
    heeded = [it.value for it in Signal if it is not Signal.AWAY]
    assert await ana.submits({"unheeded": heeded}) is None
    await office.settles()
    assert (await office.member(ana)).preferences.unheeded == {Signal.AWAY}
    ana.go_away()
    await office.nudged(ana)
    assert looks(office) == 0


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(lambda it: it.too_many(LOOK, retry_after=30), id="429"),
        pytest.param(lambda it: it.outage(LOOK, status=500), id="500"),
        pytest.param(lambda it: it.refuse(LOOK, "missing_scope"), id="refused"),
        pytest.param(lambda it: it.babble(LOOK, b'{"ok": true, "presence": 7}'), id="nonsense"),
        pytest.param(lambda it: it.babble(LOOK, b"<html>"), id="no JSON"),
        pytest.param(lambda it: it.drop_before(LOOK), id="dropped"),
        pytest.param(lambda it: it.drop_after(LOOK), id="no answer"),
    ],
)
async def test_when_slack_does_not_say_the_nudge_comes(
    desk: Office, ana: Human, trouble: Callable[[Faults], None]
) -> None:
    await desk.joins(ana)
    ana.go_away()
    trouble(desk.slack.faults)
    await desk.nudged(ana)


async def test_a_huddle_is_no_reason_to_look(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await ana.join_huddle()
    ana.go_away()
    await desk.settles()
    await due(desk, ana)
    assert looks(desk) == 0
    assert "you're in a huddle" in await why(desk, ana)


async def test_without_glances_to_spare_nobody_is_looked_at(sqlite_url: str) -> None:
    async with open_office(sqlite_url, frozen_clock(), glances=PresenceAllowance()) as office:
        ben = office.slack.add_person("Ben", tz="Europe/Berlin")
        await office.joins(ben)
        ben.go_away()
        for _ in range(3):
            await office.nudged(ben)
        assert looks(office) == 0
