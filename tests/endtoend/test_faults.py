"""When Slack or the network fails: nothing lost that need not be, nothing ever doubled."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import aiohttp
import pytest

from bot.app import open_limber
from bot.domain.members import MemberStatus
from bot.playground.faults import Faults
from bot.playground.humans.humans import Human
from bot.playground.json_values import Json
from bot.slack.calls.outcomes import TOKEN_TROUBLE_S
from tests.endtoend.office import (
    NEVER_S,
    Office,
    frozen_clock,
    open_office,
    settings_for,
)

POST = "chat.postMessage"


async def due_now(office: Office, human: Human) -> None:
    """The clock moves to when the next nudge is due, and it is attempted."""
    due = (await office.member(human)).next_due_at
    assert due is not None
    await office.ticks(due)


def nudges(human: Human) -> int:
    return sum(it.ephemeral_to is None for it in human.sees())


async def test_a_nudge_that_slack_puts_off_comes_later(office: Office, ana: Human) -> None:
    await office.joins(ana)
    office.slack.faults.too_many(POST, retry_after=30)
    await due_now(office, ana)
    assert nudges(ana) == 0
    assert "Slack asked me to slow down" in (await office.says(ana, "/stretch why")).text
    await office.ticks(office.clock() + timedelta(seconds=29))
    assert nudges(ana) == 0
    await office.ticks(office.clock() + timedelta(seconds=2))
    assert nudges(ana) == 1
    assert (await office.member(ana)).nudged_count == 1


@pytest.mark.parametrize("asked", ["315360000", "99999999999999", "1e308", "inf", "nan"])
async def test_no_wait_is_believed_that_is_longer_than_an_hour(
    desk: Office, ana: Human, asked: str
) -> None:
    await desk.joins(ana)
    desk.slack.faults.too_many(POST, retry_after=asked)
    await due_now(desk, ana)
    put_off_at = desk.clock()
    assert nudges(ana) == 0
    await due_now(desk, ana)
    assert nudges(ana) == 1
    assert desk.clock() - put_off_at <= timedelta(hours=1)


async def test_a_rate_limit_holds_the_whole_workspace_back(desk: Office, ana: Human) -> None:
    people = [ana, *(desk.slack.add_person(f"Person {n}", tz="Europe/Berlin") for n in range(4))]
    for human in people:
        await desk.joins(human)
    desk.slack.faults.too_many(POST, retry_after=60)
    await due_now(desk, ana)
    await desk.ticks(desk.clock() + timedelta(seconds=40))
    tried = len(desk.slack.calls(POST))
    await desk.ticks(desk.clock() + timedelta(seconds=10))
    assert len(desk.slack.calls(POST)) == tried
    await desk.ticks(desk.clock() + timedelta(minutes=12))
    await desk.ticks(desk.clock() + timedelta(minutes=1))
    assert all(nudges(human) == 1 for human in people)


@pytest.mark.parametrize(
    ("trouble", "arrived"),
    [
        pytest.param(lambda it: it.outage(POST, status=500), 0, id="500"),
        pytest.param(lambda it: it.outage(POST, status=503), 0, id="503"),
        pytest.param(lambda it: it.refuse(POST, "fatal_error"), 0, id="fatal_error"),
        pytest.param(lambda it: it.babble(POST, b"7"), 0, id="a number"),
        pytest.param(lambda it: it.babble(POST, b'"ok"'), 0, id="a word"),
        pytest.param(lambda it: it.babble(POST, b"\xff\xfe"), 0, id="no text"),
        pytest.param(lambda it: it.babble(POST, b"[" * 100_000), 0, id="a deep nest"),
        pytest.param(lambda it: it.babble(POST, b""), 0, id="nothing"),
        pytest.param(lambda it: it.drop_before(POST), 0, id="cut off before"),
        pytest.param(lambda it: it.drop_after(POST), 1, id="cut off after"),
    ],
)
async def test_an_unclear_answer_is_never_tried_again(
    office: Office, ana: Human, trouble: Callable[[Faults], None], arrived: int
) -> None:
    await office.joins(ana)
    trouble(office.slack.faults)
    await due_now(office, ana)
    await office.ticks(office.clock() + timedelta(minutes=5))
    assert nudges(ana) == arrived
    await due_now(office, ana)
    assert nudges(ana) == arrived + 1


@pytest.mark.parametrize("says", [b"7", b'"ok"', b"\xff\xfe"])
async def test_slack_answers_what_nobody_can_read(desk: Office, ana: Human, says: bytes) -> None:
    desk.slack.faults.babble("users.info", says)
    told = await desk.says(ana, "/stretch join")
    assert told.text.startswith("Slack didn't tell me your time zone just now")
    desk.slack.faults.babble("response_url", b"\xff\xfe")
    assert "You're in!" in (await desk.says(ana, "/stretch join")).text


async def test_a_nudge_that_arrived_unnoticed_can_be_done(office: Office, ana: Human) -> None:
    await office.joins(ana)
    office.slack.faults.drop_after(POST)
    await due_now(office, ana)
    done = await office.walks_through(ana, ana.latest())
    assert "Streak: 1 workday." in done.text


async def test_slack_out_of_reach_for_a_while(database_url: str) -> None:
    async with open_office(database_url, frozen_clock(), over_http=True) as office:
        ana = office.slack.add_person("Ana Lima", tz="Europe/Berlin")
        await office.joins(ana)
        await office.slack.faults.refuse_connections()
        await due_now(office, ana)
        await office.slack.faults.accept_connections()
        assert nudges(ana) == 0
        await due_now(office, ana)
        assert nudges(ana) == 1


async def test_a_refused_token_waits_for_its_mend(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    desk.slack.faults.refuse(POST, "token_revoked")
    await due_now(desk, ana)
    await desk.ticks(desk.clock() + timedelta(seconds=TOKEN_TROUBLE_S - 1))
    assert len(desk.slack.calls(POST)) == 1
    await desk.ticks(desk.clock() + timedelta(seconds=2))
    assert nudges(ana) == 1


async def test_who_lost_their_account_is_not_tried_for_ever(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    desk.slack.faults.refuse(POST, "user_disabled")
    await due_now(desk, ana)
    assert (await desk.member(ana)).status is MemberStatus.LEFT


async def test_one_refusal_does_not_hold_up_the_others(desk: Office, ana: Human) -> None:
    people = [ana, *(desk.slack.add_person(f"Person {n}", tz="Europe/Berlin") for n in range(9))]
    for human in people:
        await desk.joins(human)
    desk.slack.faults.refuse(POST, "channel_not_found")
    await desk.ticks(desk.clock() + timedelta(minutes=40))
    assert sum(nudges(human) for human in people) == len(people) - 1


async def test_a_completion_is_kept_though_its_card_was_not_redrawn(
    office: Office, ana: Human
) -> None:
    card = await office.clicks(ana, "start", await office.says(ana, "/stretch look away"))
    for _ in range(3):
        card = await office.clicks(ana, "next", card)
    office.slack.faults.outage("response_url", status=500)
    await ana.clicks(card, "limber.next")
    await office.settles()
    assert ana.latest() == card
    done = await office.clicks(ana, "next", card)
    assert "Break 1 today." in done.text


async def test_a_redraw_is_tried_again(desk: Office, ana: Human) -> None:
    card = await desk.says(ana, "/stretch look away")
    desk.slack.faults.too_many("response_url", retry_after=1)
    assert "1 of" in (await desk.clicks(ana, "start", card)).text
    desk.slack.faults.drop_before("response_url")
    assert "2 of" in (await desk.clicks(ana, "next")).text


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_the_socket_is_renewed_when_slack_asks(desk: Office, ana: Human, reason: str) -> None:
    await desk.slack.socket.disconnect(reason)  # type: ignore[arg-type]
    await desk.slack.until(lambda: desk.slack.socket.opened >= 2)
    await desk.slack.until(lambda: desk.slack.socket.connections == 1)
    assert "You're in!" in (await desk.says(ana, "/stretch join")).text


async def test_the_socket_comes_back_after_an_outage(desk: Office, ana: Human) -> None:
    await desk.slack.faults.refuse_connections()
    await desk.slack.faults.accept_connections()
    await desk.slack.until(lambda: desk.slack.socket.connections == 1)
    assert "You're in!" in (await desk.says(ana, "/stretch join")).text


@pytest.mark.slow
async def test_a_dead_ticket_is_not_tried_for_ever(desk: Office, ana: Human) -> None:
    desk.slack.faults.dead_tickets()
    desk.slack.socket.drop()
    await desk.slack.until(lambda: desk.slack.socket.opened == 2, timeout=20)
    assert "You're in!" in (await desk.says(ana, "/stretch join")).text


async def test_a_socket_that_does_not_open_at_once_is_no_secret(
    desk: Office, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    nothing_there = b'{"ok": true, "url": "ws://127.0.0.1:9/"}'
    desk.slack.faults.babble("apps.connections.open", nothing_there, times=100)
    settings = settings_for(desk.slack, sqlite_url, host="127.0.0.1", port=0)
    async with open_limber(settings, tick_s=NEVER_S, ping_s=0.2) as limber:
        url = f"http://127.0.0.1:{limber.port}/readyz"
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            assert (answer.status, await answer.text()) == (503, "Socket Mode is not connected.")
    assert "socket mode is not connected yet" in caplog.text


async def test_a_payload_delivered_twice_is_answered_once(desk: Office, ana: Human) -> None:
    desk.slack.faults.deliver_twice()
    await desk.says(ana, "/stretch join")
    await desk.settles()
    assert len(ana.sees()) == 1
    card = await desk.says(ana, "/stretch look away")
    card = await desk.clicks(ana, "start", card)
    desk.slack.faults.deliver_twice()
    card = await desk.clicks(ana, "next", card)
    await desk.settles()
    assert "2 of" in ana.latest().text


async def test_unknown_shapes_are_survived(desk: Office, ana: Human) -> None:
    await desk.slack.faults.send_unknown_envelope()
    strange: tuple[Json, ...] = (
        {"type": "block_actions"},
        {"type": "block_actions", "actions": [{"action_id": "limber.start"}]},
        {"type": "block_actions", "actions": "none", "user": "U1", "team": 7},
        {"type": "view_submission", "view": {"callback_id": "limber.settings_saved"}},
        {"type": "from_the_future", "team": {"id": "T1"}},
        {},
    )
    for n, payload in enumerate(strange):
        await desk.slack.faults.send_unknown_envelope(
            {"type": "interactive", "envelope_id": f"odd-{n}", "payload": payload}
        )
    assert "You're in!" in (await desk.says(ana, "/stretch join")).text


@pytest.fixture
async def busy_desk(sqlite_url: str) -> AsyncIterator[Office]:
    async with open_office(sqlite_url, frozen_clock()) as opened:
        yield opened


async def test_an_event_that_is_sent_again_changes_nothing(busy_desk: Office) -> None:
    ana = busy_desk.slack.add_person("Ana Lima", tz="Europe/Berlin")
    busy_desk.slack.faults.deliver_twice()
    await ana.opens_home()
    await busy_desk.slack.until(lambda: ana.home)
    await busy_desk.settles()
    assert len(busy_desk.slack.calls("views.publish")) == 1
