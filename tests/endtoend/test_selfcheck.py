"""The self-check: private, nothing of it kept, and no break."""

import logging
from datetime import timedelta

import pytest

from bot.playground.humans.humans import Human
from bot.playground.world.world import Message
from tests.endtoend.office import Office
from tests.endtoend.test_breaks import buttons

ANSWERED = {"down": "saw_1", "lifted": "saw_2", "bent": "saw_3", "unsure": "saw_4", "hurt": "saw_5"}
ANSWERS = ["It stayed down", "The thigh lifted", "The knee bent", "Not sure", "It hurt"]


async def checks(office: Office, human: Human, one: str, other: str | None = None) -> Message:
    """The card after a check in which this was seen."""
    card = await office.clicks(human, "check_begins", await office.says(human, "/stretch check"))
    card = await office.clicks(human, ANSWERED[one], card)
    return card if other is None else await office.clicks(human, ANSWERED[other], card)


@pytest.mark.parametrize("typed", ["check", "self-check", "thomas test", "hip check"])
async def test_it_begins_with_who_should_not(desk: Office, ana: Human, typed: str) -> None:
    card = await desk.says(ana, f"/stretch {typed}")
    assert card.ephemeral_to == ana.id
    for said in (
        "you cannot diagnose yourself with it",
        "Only you see this",
        "Skip it, or ask a doctor or physio first, if you have: a hip replacement",
        "Stop if you feel pain",
        "Get urgent help for chest pain",
        "numbness around the genitals or between the legs",
    ):
        assert said in card.text
    assert buttons(card) == ["Begin with one side"]


async def test_both_sides_and_what_they_may_mean(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    one = await desk.clicks(ana, "check_begins", await desk.says(ana, "/stretch check"))
    assert one.text.startswith("One side. Before you start: Stop if you feel pain")
    assert " 1. Lie flat on your back" in one.text
    assert "Hold for 12 seconds." in one.text
    assert buttons(one) == ANSWERS
    other = await desk.clicks(ana, ANSWERED["lifted"], one)
    assert other.text.startswith("The other side. Before you start: Stop if you feel pain")
    assert " 1. Bend both knees. Hold behind one thigh" in other.text
    assert buttons(other) == ANSWERS
    result = await desk.clicks(ana, ANSWERED["bent"], other)
    assert result.text.startswith("One side: the thigh lifted. The front of that hip may be stiff")
    assert "The other side: the knee bent. That mostly goes with a thigh that lifts" in result.text
    assert "32 % of stiff hips and cleared 57 % of the others (Vigotsky" in result.text
    assert "you can't diagnose yourself" in result.text
    assert "Get urgent help for chest pain" in result.text
    assert buttons(result) == [
        "Try: Chair-side lunge",
        "Begin the plan: Hip flexor reset",
        "Remind me in two weeks",
    ]
    assert {it.ephemeral_to for it in (one, other, result)} == {ana.id}


@pytest.mark.parametrize("sides", [("hurt", None), ("down", "hurt")])
async def test_pain_ends_it(desk: Office, ana: Human, sides: tuple[str, str | None]) -> None:
    ended = await checks(desk, ana, *sides)
    assert ended.text.startswith("I'm sorry that it hurt. The check ends here")
    assert "Get urgent help" in ended.text
    assert buttons(ended) == []


@pytest.mark.parametrize("joined", [True, False])
async def test_what_was_seen_is_kept_nowhere(
    office: Office, ana: Human, caplog: pytest.LogCaptureFixture, joined: bool
) -> None:
    """Neither in the database nor in the logs, be they as chatty as they can."""
    if joined:
        await office.joins(ana)
    await office.settles()
    before, logged = await office.stored(), len(caplog.records)
    for one, other in (("lifted", "bent"), ("unsure", "down")):
        result = await checks(office, ana, one, other)
        await office.settles()
    with caplog.at_level(logging.DEBUG):
        await checks(office, ana, "bent", "lifted")
        await checks(office, ana, "down", "hurt")
        await office.settles()
    assert await office.stored() == before
    said = [it.getMessage() for it in caplog.records[logged:]]
    assert not [it for it in said if any(word in it for word in SEEN)]
    assert not [it for it in caplog.records[logged:] if it.levelno >= logging.INFO]
    assert result.ephemeral_to == ana.id


SEEN = ("lifted", "bent", "unsure", "hurt", "saw_", "hip")


async def test_it_is_no_break(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    due = (await desk.member(ana)).next_due_at
    await checks(desk, ana, "down", "down")
    assert (await desk.says(ana, "/stretch streak")).text.startswith("No streak right now.")
    assert (await desk.member(ana)).next_due_at == due


async def test_in_a_channel_nobody_else_sees_it(desk: Office, ana: Human) -> None:
    ben = desk.slack.add_person("Ben Okafor")
    channel = desk.slack.add_channel("general", ana, ben)
    await ana.types("/stretch check", channel)
    card = await desk.slack.until(lambda: next(iter(ana.sees(channel)), None))
    for action in ("check_begins", ANSWERED["lifted"], ANSWERED["down"]):
        await ana.clicks(card, f"limber.{action}")
        await desk.settles()
    assert "the thigh lifted" in ana.latest(channel).text
    assert ben.sees(channel) == []


async def test_an_exercise_to_begin_with_is_a_break_of_its_own(desk: Office, ana: Human) -> None:
    result = await checks(desk, ana, "lifted", "lifted")
    assert buttons(result) == ["Try: Chair-side lunge", "Begin the plan: Hip flexor reset"]
    before = len(ana.sees())
    await ana.clicks(result, "limber.gentle_start")
    await desk.slack.until(lambda: len(ana.sees()) > before)
    assert "Chair-side lunge" in ana.latest().text
    assert "Streak: 1 workday." in (await desk.walks_through(ana, ana.latest())).text
    assert result.text in [it.text for it in ana.sees()]


async def test_what_is_left_out_is_not_what_one_begins_with(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    result = await checks(desk, ana, "lifted", "lifted")
    await desk.prefers(ana, areas_left_out=frozenset({"hips"}))
    before = len(ana.sees())
    await ana.clicks(result, "limber.gentle_start")
    await desk.slack.until(lambda: len(ana.sees()) > before)
    assert ana.latest().text.startswith("Your settings leave no exercise for that.")
    assert buttons(await checks(desk, ana, "lifted", "lifted")) == ["Remind me in two weeks"]


async def test_a_reminder_is_brought_up_by_one_nudge(office: Office, ana: Human) -> None:
    await office.joins(ana)
    await remind(office, ana)
    assert "The first nudge after that brings the check up once: Mon, Dec 7" in ana.latest().text
    wished = (await office.member(ana)).recheck_at
    await remind(office, ana)
    assert (await office.member(ana)).recheck_at == wished
    assert "hip check" not in (await office.nudged(ana)).text
    office.clock.move(timedelta(days=14))
    await office.ticks(office.clock())  # the nudge that lay there for two weeks is dropped
    nudge = await office.nudged(ana)
    assert nudge.text.endswith("You asked me to bring up the hip check again about now.")
    assert buttons(nudge) == ["Start", "Done ✓", "Check again"]
    before = len(ana.sees())
    await ana.clicks(nudge, "limber.check")
    await office.slack.until(lambda: len(ana.sees()) > before)
    assert ana.latest().ephemeral_to == ana.id
    assert buttons(ana.latest()) == ["Begin with one side"]
    assert (await office.member(ana)).recheck_at is None
    assert "hip check" not in (await office.nudged(ana)).text


async def remind(office: Office, human: Human) -> None:
    result = await checks(office, human, "lifted", "down")
    before = len(human.sees())
    await human.clicks(result, "limber.check_reminds")
    await office.slack.until(lambda: len(human.sees()) > before)


async def test_a_nudge_that_slack_put_off_still_brings_it_up(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await remind(desk, ana)
    desk.clock.move(timedelta(days=14))
    await desk.ticks(desk.clock())
    desk.slack.faults.too_many("chat.postMessage", retry_after=30)
    due = (await desk.member(ana)).next_due_at
    assert due is not None
    await desk.ticks(due)
    assert "hip check" in (await desk.nudged(ana)).text


async def test_who_leaves_is_not_reminded(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await remind(desk, ana)
    result = await checks(desk, ana, "lifted", "down")
    await desk.says(ana, "/stretch leave")
    assert (await desk.member(ana)).recheck_at is None
    before = len(ana.sees())
    await ana.clicks(result, "limber.check_reminds")
    await desk.slack.until(lambda: len(ana.sees()) > before)
    assert ana.latest().text.startswith("You've left")
    assert (await desk.member(ana)).recheck_at is None


@pytest.mark.parametrize("value", ["", "up", "down.down.down", "0" * 32])
async def test_a_made_up_answer_begins_anew(desk: Office, ana: Human, value: str) -> None:
    card = await desk.clicks(ana, "check_begins", await desk.says(ana, "/stretch check"))
    await ana.clicks_stale(card, "limber.saw_1", value=value)
    await desk.settles()
    assert buttons(ana.latest()) == ["Begin with one side"]
