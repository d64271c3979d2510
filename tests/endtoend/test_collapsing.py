"""One live card: what came before it on the same day is a line each."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.app import open_limber
from bot.domain.breaks.old_cards import PACE
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

UPDATE, POST = "chat.update", "chat.postMessage"
ROOM = "Not this time: "


def card(human: Human, message: Message) -> Message:
    """How that message looks now."""
    return {it.ts: it for it in human.sees()}[message.ts]


def shown(human: Human) -> list[Message]:
    """The messages that stay, which are nudges and what became of them."""
    return [it for it in human.sees() if it.ephemeral_to is None]


def is_line(message: Message) -> bool:
    return [it["type"] for it in message.blocks] == ["context"]


async def collapses(office: Office, rounds: int = 1) -> None:
    """So many rounds of collapsing, with as much time between them as they have in earnest."""
    for _ in range(rounds):
        office.clock.move(timedelta(seconds=2))
        await office.limber.ticker.run(OLD_CARDS)


async def test_a_nudge_leaves_one_line_of_the_one_before(office: Office, ana: Human) -> None:
    await office.joins(ana)
    first = await office.nudged(ana)
    await collapses(office)
    assert card(ana, first) == first
    second = await office.nudged(ana)
    assert card(ana, first) == first
    await collapses(office)
    assert is_line(card(ana, first))
    assert card(ana, first).text.startswith(ROOM)
    assert ana.latest() == second
    assert buttons(second) == ["Start", "Done ✓"]
    await collapses(office)
    assert len(office.slack.calls(UPDATE)) == 1


async def test_the_clockwork_alone_does_it(sqlite_url: str) -> None:
    """Nudges and old cards come at the same beats of it."""
    async with open_office(sqlite_url, frozen_clock(), tick_s=0.05) as office:
        ana = office.slack.add_person("Ana Lima", tz="Europe/Berlin")
        await office.joins(ana)
        for nudges in (1, 2):
            due = (await office.member(ana)).next_due_at
            assert due is not None
            office.clock.move_to(due)
            await office.slack.until(lambda n=nudges: len(shown(ana)) == n)
        await office.slack.until(lambda: [is_line(it) for it in shown(ana)] == [True, False])


@pytest.mark.parametrize("action", ["snooze", "skip", "start"])
async def test_what_was_put_off_or_only_begun_makes_room(
    desk: Office, ana: Human, action: str
) -> None:
    await desk.joins(ana)
    first = await desk.clicks(ana, action, await desk.nudged(ana))
    await desk.nudged(ana)
    await collapses(desk)
    assert is_line(card(ana, first))
    assert card(ana, first).text.startswith(ROOM)


async def test_a_finished_card_stays_on_record(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    done = await desk.walks_through(ana, await desk.nudged(ana))
    await collapses(desk)
    assert card(ana, done) == done
    await desk.nudged(ana)
    await collapses(desk)
    assert is_line(card(ana, done))
    assert card(ana, done).text.startswith("Done: ")
    assert "minute" in card(ana, done).text


async def test_the_day_is_one_card_and_lines(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    cards = [await desk.nudged(ana)]
    for _ in range(5):
        cards.append(await desk.nudged(ana))
        await collapses(desk)
    assert [is_line(card(ana, it)) for it in cards] == [True] * 5 + [False]
    assert len(desk.slack.calls(UPDATE)) == 5


async def test_the_newest_comes_first(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    cards = [await desk.nudged(ana) for _ in range(PACE.burst + 3)]
    await collapses(desk)
    lines = [is_line(card(ana, it)) for it in cards]
    assert lines == [False] * 2 + [True] * PACE.burst + [False]
    await collapses(desk, 2)
    assert [is_line(card(ana, it)) for it in cards] == [True] * (len(cards) - 1) + [False]


async def test_a_card_past_its_day_is_left_alone(office: Office, ana: Human) -> None:
    await office.joins(ana)
    first = await office.nudged(ana)
    second = await office.nudged(ana)
    await office.ticks(office.clock() + timedelta(days=1))
    await collapses(office)
    third = await office.nudged(ana)
    await collapses(office)
    assert [card(ana, it) for it in (first, second, third)] == [first, second, third]
    assert office.slack.calls(UPDATE) == []


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
    assert is_line(card(ana, first))


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
    assert is_line(card(ana, new))


async def test_the_advice_after_pain_stays_until_the_next_nudge(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    done = await desk.walks_through(ana, await desk.nudged(ana))
    await desk.nudged(ana)
    advice = await desk.clicks(ana, "hurt", done)
    await collapses(desk)
    assert card(ana, done) == advice


async def test_a_click_while_a_card_is_collapsed_is_answered(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    old = await desk.nudged(ana)
    await desk.nudged(ana)
    await collapses(desk)
    await ana.clicks_stale(old, "limber.start")
    await desk.slack.until(lambda: buttons(card(ana, old)) != [])
    assert "Streak: 1 workday." in (await desk.walks_on(ana, card(ana, old))).text


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
    assert len(desk.slack.calls(UPDATE)) == 120
    assert [it.error for it in desk.slack.log if it.error is not None] == []
    assert all([is_line(it) for it in human.sees()] == [True, False] for human in people)


async def test_slack_asks_to_wait(office: Office, ana: Human) -> None:
    await office.joins(ana)
    first = await office.nudged(ana)
    await office.nudged(ana)
    office.slack.faults.too_many(UPDATE, retry_after=30)
    await collapses(office)
    await collapses(office, 14)
    assert len(office.slack.calls(UPDATE)) == 1
    assert card(ana, first) == first
    await collapses(office, 4)
    assert is_line(card(ana, first))
    assert len(office.slack.calls(UPDATE)) == 2


@pytest.mark.parametrize(
    ("trouble", "becomes_a_line"),
    [
        pytest.param(lambda it: it.refuse(UPDATE, "cant_update_message"), False, id="refused"),
        pytest.param(lambda it: it.refuse(UPDATE, "edit_window_closed"), False, id="too late"),
        pytest.param(lambda it: it.outage(UPDATE), False, id="outage"),
        pytest.param(lambda it: it.babble(UPDATE, b"7"), False, id="babble"),
        pytest.param(lambda it: it.drop_before(UPDATE), False, id="cut off before"),
        pytest.param(lambda it: it.drop_after(UPDATE), True, id="cut off after"),
    ],
)
async def test_looks_are_not_worth_a_second_try(
    desk: Office, ana: Human, trouble: Callable[[Faults], None], becomes_a_line: bool
) -> None:
    await desk.joins(ana)
    first = await desk.nudged(ana)
    await desk.nudged(ana)
    trouble(desk.slack.faults)
    await collapses(desk, 3)
    assert len(desk.slack.calls(UPDATE)) == 1
    assert is_line(card(ana, first)) is becomes_a_line
    third = await desk.nudged(ana)
    await collapses(desk)
    assert len(desk.slack.calls(UPDATE)) == 2
    assert card(ana, third) == third


async def test_a_deleted_message_is_nobodys_trouble(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    first = await desk.nudged(ana)
    await desk.nudged(ana)
    del ana.dm.messages[first.ts]
    await collapses(desk, 2)
    assert [it.error for it in desk.slack.calls(UPDATE)] == ["message_not_found"]
    assert desk.slack.forgive("message_not_found")


async def test_a_token_that_is_refused_keeps_the_queue(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    first = await desk.nudged(ana)
    await desk.nudged(ana)
    desk.slack.faults.refuse(UPDATE, "invalid_auth")
    await collapses(desk)
    assert card(ana, first) == first
    desk.clock.move(timedelta(minutes=15))
    await collapses(desk, 3)
    assert is_line(card(ana, first))


async def test_two_replicas_update_nothing_twice(
    office: Office, ana: Human, database_url: str
) -> None:
    await office.joins(ana)
    for _ in range(PACE.burst + 3):
        await office.nudged(ana)
    settings = settings_for(office.slack, database_url)
    async with open_limber(
        settings, clock=office.clock, tick_s=NEVER_S, ping_s=PING_S, upload_pace_s=0
    ) as other:
        for _ in range(4):
            office.clock.move(timedelta(seconds=2))
            await office.limber.ticker.run(OLD_CARDS)
            await other.ticker.run(OLD_CARDS)
    updated = [it.args["ts"] for it in office.slack.calls(UPDATE)]
    assert len(updated) == len(set(updated)) == PACE.burst + 2
    assert PER_MINUTE[UPDATE] > PACE.per_minute + PACE.burst
