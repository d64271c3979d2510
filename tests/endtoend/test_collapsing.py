"""One live card. Of what came before it, a day leaves one line, or nothing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.app import open_limber
from bot.domain.breaks.old_cards import LINES, WAITS_FOR
from bot.domain.pacing import DELETES
from bot.playground.faults import Faults
from bot.playground.humans.humans import Human
from bot.playground.tiers import PER_MINUTE
from bot.playground.world.world import Message
from bot.store.db.tables import members as members_table
from bot.store.people import members
from bot.ticker import NUDGES, OLD_CARDS
from tests.domain.people import ana as somebody
from tests.endtoend.office import (
    NEVER_S,
    PING_S,
    Office,
    frozen_clock,
    open_office,
    settings_for,
)
from tests.endtoend.test_breaks import buttons

UPDATE, DELETE, POST = "chat.update", "chat.delete", "chat.postMessage"


def card(human: Human, message: Message) -> Message:
    """How that message looks now."""
    return {it.ts: it for it in human.sees()}[message.ts]


def shown(human: Human) -> list[Message]:
    """The messages that stay, which are nudges and what became of them."""
    return [it for it in human.sees() if it.ephemeral_to is None]


def is_gone(human: Human, message: Message) -> bool:
    return message.ts not in {it.ts for it in human.sees()}


def is_line(message: Message) -> bool:
    return [it["type"] for it in message.blocks] == ["context"]


async def collapses(office: Office, rounds: int = 1) -> None:
    """So many rounds of collapsing, with as much time between them as they have in earnest."""
    for _ in range(rounds):
        office.clock.move(timedelta(seconds=2))
        await office.limber.ticker.run(OLD_CARDS)


async def test_an_ignored_nudge_makes_room(office: Office, ana: Human) -> None:
    await office.joins(ana)
    first = await office.nudged(ana)
    await collapses(office)
    assert card(ana, first) == first
    second = await office.nudged(ana)
    assert card(ana, first) == first
    await collapses(office)
    assert shown(ana) == [second]
    assert buttons(second) == ["Start", "Done ✓"]
    await collapses(office)
    assert len(office.slack.calls(DELETE)) == 1
    assert office.slack.calls(UPDATE) == []


async def test_the_clockwork_alone_does_it(sqlite_url: str) -> None:
    """Nudges and old cards come at the same beats of it."""
    async with open_office(sqlite_url, frozen_clock(), tick_s=0.05) as office:
        ana = office.slack.add_person("Ana Lima", tz="Europe/Berlin")
        await office.joins(ana)
        for nudges in (1, 2):
            due = (await office.member(ana)).next_due_at
            assert due is not None
            office.clock.move_to(due)
            await office.slack.until(lambda n=nudges: len(office.slack.calls(POST)) == n)
        await office.slack.until(lambda: len(shown(ana)) == 1)


@pytest.mark.parametrize("action", ["snooze", "skip", "start"])
async def test_what_was_put_off_or_only_begun_makes_room(
    desk: Office, ana: Human, action: str
) -> None:
    await desk.joins(ana)
    first = await desk.clicks(ana, action, await desk.nudged(ana))
    await desk.nudged(ana)
    await collapses(desk)
    assert is_gone(ana, first)


async def test_a_break_leaves_a_line_about_the_day(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    done = await desk.walks_through(ana, await desk.nudged(ana))
    await collapses(desk)
    assert card(ana, done) == done
    await desk.nudged(ana)
    await collapses(desk)
    assert is_line(card(ana, done))
    assert card(ana, done).text.startswith("Monday: 1 break, ")


async def test_a_day_is_one_line_and_one_card(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    for n in range(6):
        now = await desk.nudged(ana)
        await collapses(desk, 2)
        assert len(shown(ana)) <= 3, [it.text for it in shown(ana)]
        if n % 2 == 0:
            await desk.walks_through(ana, now)
    line, last = shown(ana)
    assert is_line(line)
    assert line.text.startswith("Monday: 3 breaks, ")
    assert last.ts == now.ts


async def test_the_next_workday_clears_the_last_card(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.walks_through(ana, await desk.nudged(ana))
    await desk.nudged(ana)
    await desk.ticks(desk.clock() + timedelta(days=1))
    today = await desk.nudged(ana)
    await collapses(desk, 2)
    line, last = shown(ana)
    assert line.text.startswith("Monday: 1 break, ")
    assert last == today


async def test_the_line_counts_breaks_on_request(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.walks_through(ana, await desk.nudged(ana))
    await desk.nudged(ana)
    await collapses(desk)
    desk.clock.move(timedelta(minutes=6))
    await desk.walks_through(ana, await desk.says(ana, "/stretch"))
    await desk.nudged(ana)
    await collapses(desk, 2)
    assert shown(ana)[0].text.startswith("Monday: 2 breaks, ")


async def test_the_newest_comes_first(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    cards = [await desk.nudged(ana) for _ in range(LINES.burst + 3)]
    await collapses(desk)
    gone = [is_gone(ana, it) for it in cards]
    assert gone == [False] * 2 + [True] * LINES.burst + [False]
    await collapses(desk, 2)
    assert [is_gone(ana, it) for it in cards] == [True] * (len(cards) - 1) + [False]


async def test_a_card_that_waited_too_long_is_left_alone(office: Office, ana: Human) -> None:
    await office.joins(ana)
    first = await office.nudged(ana)
    second = await office.nudged(ana)
    async with office.limber.database.write() as connection:
        await connection.execute(update(members_table).values(next_due_at=None))
    office.clock.move(WAITS_FOR)
    await collapses(office)
    assert [card(ana, it) for it in (first, second)] == [first, second]
    assert office.slack.calls(DELETE) == []


async def test_a_nudge_that_did_not_arrive_takes_no_room(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    first = await desk.nudged(ana)
    desk.slack.faults.outage(POST)
    due = (await desk.member(ana)).next_due_at
    assert due is not None
    await desk.ticks(due)
    await collapses(desk)
    assert card(ana, first) == first


async def test_nothing_is_collapsed_while_nudges_are_late(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    first = await desk.nudged(ana)
    await desk.nudged(ana)
    due = (await desk.member(ana)).next_due_at
    assert due is not None
    desk.clock.move_to(due + timedelta(seconds=5))
    await desk.limber.ticker.run(OLD_CARDS)
    assert card(ana, first) == first
    await desk.limber.ticker.run(NUDGES)
    await desk.limber.ticker.run(OLD_CARDS)
    assert is_gone(ana, first)


async def test_an_older_card_that_is_clicked_on_stays_whole(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    old = await desk.nudged(ana)
    new = await desk.nudged(ana)
    begun = await desk.clicks(ana, "start", old)
    await collapses(desk)
    assert card(ana, old) == begun
    done = await desk.walks_on(ana, begun)
    await collapses(desk)
    assert card(ana, old) == done
    await desk.nudged(ana)
    await collapses(desk)
    assert is_line(card(ana, old))
    assert is_gone(ana, new)


async def test_the_advice_after_pain_stays_until_the_next_nudge(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    done = await desk.walks_through(ana, await desk.nudged(ana))
    await desk.nudged(ana)
    advice = await desk.clicks(ana, "hurt", done)
    await collapses(desk)
    assert card(ana, done) == advice


async def are_due(office: Office) -> None:
    """Everybody, now."""
    async with office.limber.database.write() as connection:
        await connection.execute(update(members_table).values(next_due_at=office.clock()))


@pytest.mark.slow
async def test_more_people_than_the_tier_allows(desk: Office) -> None:
    """Nobody's nudge waits for it, Slack has nothing to refuse, and all becomes lines in time."""
    people = [desk.slack.add_person(f"Person {n}", tz="Europe/Berlin") for n in range(120)]
    async with desk.limber.database.write() as connection:
        await members.add(
            connection, *(somebody(workspace_id=it.workspace.id, user_id=it.id) for it in people)
        )
    desk.clock.move(timedelta(hours=1))
    for sent in (120, 240):
        await are_due(desk)
        for _ in range(15):
            await desk.limber.ticker.run(NUDGES)
            await collapses(desk)
        assert len(desk.slack.calls(POST)) == sent
    await collapses(desk, 90)
    assert len(desk.slack.calls(DELETE)) == 120
    assert [it.error for it in desk.slack.log if it.error is not None] == []
    assert all(len(human.sees()) == 1 for human in people)


async def test_slack_asks_to_wait(office: Office, ana: Human) -> None:
    await office.joins(ana)
    first = await office.nudged(ana)
    await office.nudged(ana)
    office.slack.faults.too_many(DELETE, retry_after=30)
    await collapses(office)
    await collapses(office, 14)
    assert len(office.slack.calls(DELETE)) == 1
    assert card(ana, first) == first
    await collapses(office, 4)
    assert is_gone(ana, first)
    assert len(office.slack.calls(DELETE)) == 2


@pytest.mark.parametrize(
    ("trouble", "goes"),
    [
        pytest.param(lambda it: it.refuse(DELETE, "cant_delete_message"), False, id="refused"),
        pytest.param(lambda it: it.outage(DELETE), False, id="outage"),
        pytest.param(lambda it: it.babble(DELETE, b"7"), False, id="babble"),
        pytest.param(lambda it: it.drop_before(DELETE), False, id="cut off before"),
        pytest.param(lambda it: it.drop_after(DELETE), True, id="cut off after"),
    ],
)
async def test_looks_are_not_worth_a_second_try(
    desk: Office, ana: Human, trouble: Callable[[Faults], None], goes: bool
) -> None:
    await desk.joins(ana)
    first = await desk.nudged(ana)
    await desk.nudged(ana)
    trouble(desk.slack.faults)
    await collapses(desk, 3)
    assert len(desk.slack.calls(DELETE)) == 1
    assert is_gone(ana, first) is goes
    third = await desk.nudged(ana)
    await collapses(desk)
    assert len(desk.slack.calls(DELETE)) == 2
    assert card(ana, third) == third


async def test_a_deleted_message_is_nobodys_trouble(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    first = await desk.nudged(ana)
    await desk.nudged(ana)
    del ana.dm.messages[first.ts]
    await collapses(desk, 2)
    assert [it.error for it in desk.slack.calls(DELETE)] == ["message_not_found"]
    assert desk.slack.forgive("message_not_found")


async def test_a_token_that_is_refused_keeps_the_queue(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    first = await desk.nudged(ana)
    await desk.nudged(ana)
    desk.slack.faults.refuse(DELETE, "invalid_auth")
    await collapses(desk)
    assert card(ana, first) == first
    desk.clock.move(timedelta(minutes=15))
    await collapses(desk, 3)
    assert is_gone(ana, first)


async def test_two_replicas_update_nothing_twice(
    office: Office, ana: Human, database_url: str
) -> None:
    await office.joins(ana)
    for _ in range(DELETES.burst + 3):
        await office.nudged(ana)
    settings = settings_for(office.slack, database_url)
    async with open_limber(
        settings, clock=office.clock, tick_s=NEVER_S, ping_s=PING_S, upload_pace_s=0
    ) as other:
        for _ in range(4):
            office.clock.move(timedelta(seconds=2))
            await office.limber.ticker.run(OLD_CARDS)
            await other.ticker.run(OLD_CARDS)
    deleted = [it.args["ts"] for it in office.slack.calls(DELETE)]
    assert len(deleted) == len(set(deleted)) == DELETES.burst + 2
    assert PER_MINUTE[UPDATE] > LINES.per_minute + LINES.burst
    assert PER_MINUTE[DELETE] >= DELETES.per_minute + DELETES.burst
