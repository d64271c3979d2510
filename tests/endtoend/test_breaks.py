"""A nudge, a card, a streak: what a person who joined lives through."""

from datetime import timedelta

import pytest

from bot.playground.humans.humans import Human
from bot.playground.world.world import Message
from tests.endtoend.office import Office, elements


def buttons(message: Message) -> list[str]:
    """The labels of a message's buttons."""
    return [
        element["text"]["text"]
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["type"] == "button"
    ]


async def test_from_a_nudge_to_a_streak(office: Office, ana: Human) -> None:
    await office.joins(ana)
    start = office.clock()
    card = await office.nudged(ana)
    waited = office.clock() - start
    assert timedelta(minutes=30) <= waited <= timedelta(minutes=40)
    assert buttons(card) == ["Start", "Done ✓"]
    done = await office.walks_through(ana, card)
    assert "Break 1 today." in done.text
    assert "Streak: 1 workday." in done.text
    assert buttons(done) == ["Felt good", "Too hard", "It hurt"]


async def test_one_call_a_nudge(office: Office, ana: Human) -> None:
    await office.joins(ana)
    before = len(office.slack.log)
    for _ in range(3):
        await office.nudged(ana)
    calls = [it.method for it in office.slack.log[before:]]
    assert calls == ["chat.postMessage"] * 3


async def test_every_stage_can_be_left_and_returned_to(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await desk.says(ana, "/stretch split stance")
    first = await desk.clicks(ana, "start", card)
    assert "right side, 1 of" in first.text
    assert buttons(first) == ["Next", "Pause", "That's enough ✓"]
    second = await desk.clicks(ana, "next", first)
    assert "right side, 2 of" in second.text
    assert buttons(second) == ["Left side", "Pause", "Back", "That's enough ✓"]
    assert (await desk.clicks(ana, "back", second)).text == first.text
    other = first
    while "left side" not in other.text:
        other = await desk.clicks(ana, "next", other)
    assert "left side, 1 of" in other.text
    stopped = await desk.clicks(ana, "stop", other)
    assert "that's enough" in stopped.text
    assert "It counts. Streak: 1 workday." in stopped.text
    assert buttons(stopped) == ["Felt good", "Too hard", "It hurt"]


async def test_stopping_before_anything_was_done_is_no_break(desk: Office, ana: Human) -> None:
    card = await desk.clicks(ana, "start", await desk.says(ana, "/stretch split stance"))
    stopped = await desk.clicks(ana, "stop", card)
    assert "counts" not in stopped.text
    assert buttons(stopped) == []
    assert "No streak right now." in (await desk.says(ana, "/stretch streak")).text


async def test_the_last_next_of_a_side_says_what_it_does(desk: Office, ana: Human) -> None:
    card = await desk.clicks(ana, "start", await desk.says(ana, "/stretch split stance"))
    seen = []
    while "limber.next" in elements(card):
        seen.append([it for it in buttons(card) if it in {"Next", "Left side", "Done"}])
        card = await desk.clicks(ana, "next", card)
    assert seen[-1] == ["Done"]
    assert seen.count(["Left side"]) == 1


async def test_snoozed_cards_come_back_with_the_same_exercise(office: Office, ana: Human) -> None:
    await office.joins(ana)
    card = await office.nudged(ana)
    at = office.clock()
    snoozed = await office.clicks(ana, "snooze", card)
    assert "will be back:" in snoozed.text
    again = await office.nudged(ana)
    assert office.clock() - at == timedelta(minutes=10)
    name = snoozed.text.partition(" will be back:")[0]
    assert name in again.blocks[0]["text"]["text"]


async def test_a_swap_offers_another_exercise_in_place(desk: Office, ana: Human) -> None:
    card = await desk.says(ana, "/stretch")
    swapped = await desk.clicks(ana, "swap", card)
    assert swapped.ts == card.ts
    assert buttons(swapped) == ["Start", "Done ✓"]
    await desk.walks_through(ana, swapped)


@pytest.mark.parametrize(
    ("action", "label"), [("skip", "Changed my mind"), ("snooze", "Start now")]
)
async def test_a_card_that_was_put_off_can_still_be_done(
    desk: Office, ana: Human, action: str, label: str
) -> None:
    await desk.joins(ana)
    put_off = await desk.clicks(ana, action, await desk.nudged(ana))
    assert buttons(put_off) == [label]
    assert "Streak: 1 workday." in (await desk.walks_through(ana, put_off)).text


async def test_a_break_starts_the_interval_again(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await desk.nudged(ana)
    desk.clock.move(timedelta(minutes=20))
    await desk.walks_through(ana, card)
    due = (await desk.member(ana)).next_due_at
    assert due is not None
    assert due - desk.clock() >= timedelta(minutes=30)


async def test_an_older_card_of_the_day_can_still_be_done(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    old = await desk.nudged(ana)
    new = await desk.nudged(ana)
    assert "Streak: 1 workday." in (await desk.walks_through(ana, old)).text
    desk.clock.move(timedelta(minutes=5))
    assert "Break 2 today" in (await desk.walks_through(ana, new)).text


async def test_a_card_that_was_begun_survives_a_newer_one(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await desk.nudged(ana)
    begun = await desk.clicks(ana, "next", await desk.clicks(ana, "start", card))
    await desk.says(ana, "/stretch")
    assert "3 of" in (await desk.clicks(ana, "next", begun)).text


async def test_yesterdays_card_has_passed(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    old = await desk.nudged(ana)
    await desk.ticks(desk.clock() + timedelta(days=1))
    await desk.nudged(ana)
    assert "was for another time" in (await desk.clicks(ana, "start", old)).text
    assert (await desk.says(ana, "/stretch streak")).text.startswith("No streak")


async def test_who_has_left_is_not_asked_to_snooze(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await desk.nudged(ana)
    await desk.says(ana, "/stretch leave")
    await desk.clicks(ana, "snooze", card)
    assert (await desk.member(ana)).next_due_at is None
    assert buttons(await desk.says(ana, "/stretch")) == ["Start", "Done ✓"]


async def test_repeated_clicks_count_once(desk: Office, ana: Human) -> None:
    card = await desk.says(ana, "/stretch look away")
    card = await desk.clicks(ana, "start", card)
    for _ in range(3):
        card = await desk.clicks(ana, "next", card)
    await ana.clicks_stale(card, "limber.next")
    done = await desk.slack.until(
        lambda: it if (it := ana.latest()).text.startswith("Nice") else None
    )
    for _ in range(3):
        await ana.clicks_stale(card, "limber.next")
    await desk.slack.until(lambda: len(desk.slack.calls("response_url")) >= 9)
    assert ana.latest().text == done.text
    assert "1 break today" in (await desk.says(ana, "/stretch streak")).text


async def test_a_stale_click_shows_where_the_card_stands(desk: Office, ana: Human) -> None:
    first = await desk.clicks(ana, "start", await desk.says(ana, "/stretch split stance"))
    second = await desk.clicks(ana, "next", first)
    await ana.clicks_stale(first, "limber.next")
    again = await desk.slack.until(lambda: it if (it := ana.latest()) != second else None)
    assert "right side, 2 of 2" in again.text
    assert "This is how things stand." in again.text


async def test_somebody_elses_click_changes_nothing(desk: Office, ana: Human) -> None:
    ben = desk.slack.add_person("Ben Okafor")
    channel = desk.slack.add_channel("general", ana, ben)
    await ana.types("/stretch", channel)
    card = await desk.slack.until(lambda: next(iter(ana.sees(channel)), None))
    await ben.clicks_stale(card, "limber.start")
    await desk.slack.until(lambda: any("somebody else" in it.text for it in ben.sees(channel)))
    assert ana.latest(channel).text == card.text


async def test_a_made_up_button_changes_nothing(desk: Office, ana: Human) -> None:
    card = await desk.says(ana, "/stretch")
    for value in ("", "nonsense", "0" * 32, "x:y", "'; drop table nudges;--"):
        await ana.clicks_stale(card, "limber.start", value=value)
        gone = await desk.slack.until(
            lambda: it if "from long ago" in (it := ana.latest()).text else None
        )
        assert gone.ts == card.ts
