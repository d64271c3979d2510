"""After a break: how it was, what is left out then, and that nothing else is kept."""

from datetime import timedelta

import pytest

from bot.domain.exercises.exercise import Position
from bot.library.files.location import content_root
from bot.library.loading import load_library
from bot.playground.humans.humans import Human
from bot.playground.world.world import Message
from tests.endtoend.office import Office, title
from tests.endtoend.test_breaks import buttons

QUESTION = ["Felt good", "Too hard", "It hurt"]
FLOOR = frozenset(Position)


async def finished(office: Office, human: Human, named: str) -> Message:
    card = await office.walks_through(human, await office.says(human, f"/stretch {named}"))
    assert buttons(card) == QUESTION
    return card


@pytest.mark.parametrize(
    ("action", "says", "left", "liked"),
    [
        ("felt_good", "You'll see this one more often.", [], {"20-20-20"}),
        ("hurt", "don't push through pain.", ["Leave this one out", "Leave out eyes"], set()),
    ],
)
async def test_only_what_felt_good_is_kept(
    office: Office, ana: Human, action: str, says: str, left: list[str], liked: set[str]
) -> None:
    await office.joins(ana)
    card = await finished(office, ana, "look away")
    before = await office.stored()
    answered = await office.clicks(ana, action, card)
    assert answered.text.startswith(card.text.partition(" How did that feel?")[0])
    assert says in answered.text
    assert buttons(answered) == left
    assert (await office.member(ana)).preferences.liked == liked
    changed = {table for table, rows in (await office.stored()).items() if rows != before[table]}
    assert changed == ({"members"} if liked else set())


async def test_too_hard_brings_something_easier_next(office: Office, ana: Human) -> None:
    await office.joins(ana)
    await office.prefers(ana, positions=FLOOR)
    said = await office.clicks(ana, "too_hard", await finished(office, ana, "dead bug"))
    assert "Next time I'll bring Heel tap instead, and leave Dead bug, legs only out." in said.text
    assert buttons(said) == ["Undo"]
    assert (await office.member(ana)).preferences.left_out == {"dead-bug"}
    assert "Heel tap" in title(await office.nudged(ana))
    assert "Dead bug" in (await office.says(ana, "/stretch dead bug")).text


async def test_what_is_easier_obeys_the_settings(desk: Office, ana: Human) -> None:
    """Heel taps are on the floor, which is off by default."""
    await desk.joins(ana)
    said = await desk.clicks(ana, "too_hard", await finished(desk, ana, "dead bug"))
    assert "Next time I'll bring Seated march instead" in said.text


async def test_too_hard_can_be_undone(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    said = await desk.clicks(ana, "too_hard", await finished(desk, ana, "dead bug"))
    undone = await desk.clicks(ana, "bring_back", said)
    assert "Undone: Dead bug, legs only is no longer left out." in undone.text
    assert buttons(undone) == []
    member = await desk.member(ana)
    assert (member.preferences.left_out, member.next_exercise_id) == (frozenset(), None)
    await ana.clicks_stale(said, "limber.bring_back")
    await desk.slack.until(lambda: "isn't left out" in ana.latest().text)


async def test_a_guest_is_told_what_is_easier(desk: Office, ana: Human) -> None:
    card = await desk.walks_through(ana, await desk.says(ana, "/stretch dead bug"))
    options = card.blocks[0]["accessory"]["options"]
    said = await desk.clicks(ana, "how", card, options[1]["value"])
    assert "Seated march is easier: `/stretch seated-march` brings it." in said.text
    assert (await desk.member(ana)).next_exercise_id is None


async def test_with_nothing_easier_it_can_be_left_out(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    said = await desk.clicks(ana, "too_hard", await finished(desk, ana, "seated march"))
    assert "I don't have anything easier like it." in said.text
    assert buttons(said) == ["Leave this one out"]
    assert (await desk.member(ana)).preferences.left_out == frozenset()
    left_out = await desk.clicks(ana, "leave_out", said)
    assert "Seated march is left out" in left_out.text
    assert (await desk.member(ana)).preferences.left_out == {"seated-march"}


async def test_what_hurts_can_be_left_out_whole(office: Office, ana: Human) -> None:
    await office.joins(ana)
    said = await office.clicks(ana, "hurt", await finished(office, ana, "split stance"))
    assert "Get urgent help for chest pain" in said.text
    assert buttons(said) == ["Leave this one out", "Leave out hips"]
    left_out = await office.clicks(ana, "leave_out_area", said)
    assert "Left out: hips." in left_out.text
    assert buttons(left_out) == ["Undo"]
    assert (await office.member(ana)).preferences.areas_left_out == {"hips"}
    assert (await office.says(ana, "/stretch hips")).text.startswith(
        "Your settings leave no exercise"
    )
    undone = await office.clicks(ana, "bring_back_area", left_out)
    assert "Undone. No longer left out: hips." in undone.text
    assert (await office.member(ana)).preferences.areas_left_out == frozenset()


async def test_leaving_out_the_last_one_says_so(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await finished(desk, ana, "look away")
    everything = frozenset(load_library(content_root()).exercises) - {"20-20-20"}
    await desk.prefers(ana, left_out=everything)
    said = await desk.clicks(ana, "leave_out", await desk.clicks(ana, "hurt", card))
    assert "No exercise fits your settings now" in said.text


@pytest.mark.parametrize(
    ("first", "then", "says"),
    [
        ("too_hard", "too_hard", "Dead bug, legs only is left out already."),
        ("hurt", "hurt", "don't push through pain."),
        ("felt_good", "felt_good", "You'll see this one more often."),
        ("too_hard", "hurt", "don't push through pain."),
    ],
)
async def test_a_repeated_click_changes_nothing(
    desk: Office, ana: Human, first: str, then: str, says: str
) -> None:
    await desk.joins(ana)
    card = await finished(desk, ana, "dead bug")
    await desk.clicks(ana, first, card)
    before = await desk.stored()
    for _ in range(2):
        await ana.clicks_stale(card, f"limber.{then}")
    await desk.settles()
    assert says in ana.latest().text
    assert await desk.stored() == before


async def test_an_easier_one_that_came_is_not_owed_again(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await finished(desk, ana, "dead bug")
    await desk.clicks(ana, "too_hard", card)
    await desk.nudged(ana)
    await ana.clicks_stale(card, "limber.too_hard")
    await desk.settles()
    assert (await desk.member(ana)).next_exercise_id is None


async def test_too_hard_on_another_day_changes_nothing_by_itself(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await finished(desk, ana, "dead bug")
    desk.clock.move(timedelta(days=1))
    before = await desk.member(ana)
    late = await desk.clicks(ana, "too_hard", card)
    assert late.text.startswith("Nice, Dead bug, legs only done. That break was on another")
    assert (await desk.member(ana)).preferences == before.preferences
    assert "is left out" in (await desk.clicks(ana, "leave_out", late)).text


async def test_pain_is_answered_on_any_day(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await finished(desk, ana, "dead bug")
    desk.clock.move(timedelta(days=1))
    said = await desk.clicks(ana, "hurt", card)
    assert "see a doctor or physio" in said.text
    assert "today" not in said.text


async def test_nobody_answers_for_somebody_else(desk: Office, ana: Human) -> None:
    ben = desk.slack.add_person("Ben Okafor")
    await desk.joins(ana)
    await desk.joins(ben)
    card = await finished(desk, ana, "dead bug")
    before = await desk.stored()
    for action in ("too_hard", "hurt"):
        await ben.clicks_stale(card, f"limber.{action}")
        await desk.settles()
    assert await desk.stored() == before
    assert ana.latest() == card
    said = [it.text for it in card_channel(ben, card) if it.ephemeral_to == ben.id]
    assert said == ["This card belongs to somebody else. `/stretch` brings you your own."] * 2


def card_channel(human: Human, card: Message) -> list[Message]:
    """What somebody sees where that card is."""
    return human.sees(human.workspace.channels[card.channel_id])


async def test_a_card_that_is_not_over_has_no_answer(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    done = await finished(desk, ana, "look away")
    live = await desk.says(ana, "/stretch dead bug")
    before = await desk.stored()
    value = live.blocks[-1]["elements"][0]["value"]
    await ana.clicks_stale(done, "limber.too_hard", value=value)
    await desk.settles()
    assert await desk.stored() == before


@pytest.mark.parametrize("value", ["", "nonsense", "0" * 32, "x:y"])
async def test_a_made_up_answer_changes_nothing(desk: Office, ana: Human, value: str) -> None:
    await desk.joins(ana)
    card = await finished(desk, ana, "look away")
    before = await desk.stored()
    await ana.clicks_stale(card, "limber.hurt", value=value)
    await desk.slack.until(lambda: "from long ago" in ana.latest().text)
    assert await desk.stored() == before


async def test_a_guest_is_invited_after_a_break(office: Office, ana: Human) -> None:
    card = await office.walks_through(ana, await office.says(ana, "/stretch look away"))
    assert card.text.endswith("Want one of these now and then?")
    assert buttons(card) == ["Count me in"]
    await office.counts_in(ana, card)


async def test_one_break_in_five_asks(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    asked = []
    for _ in range(12):
        desk.clock.move(timedelta(minutes=6))
        card = await desk.walks_through(ana, await desk.says(ana, "/stretch look away"))
        asked.append(buttons(card) == QUESTION)
    assert asked[0]
    assert 1 <= sum(asked[1:]) <= 5
