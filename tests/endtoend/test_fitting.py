"""Nudges that nobody answers: four, one question, and nothing more."""

from datetime import datetime

import pytest
from sqlalchemy import select

from bot.domain.breaks.card_state import CardState
from bot.domain.settings.preferences import Rhythm
from bot.playground.humans.humans import Human
from bot.playground.world.world import Message
from bot.store.db.tables import nudges
from tests.endtoend.office import Office
from tests.endtoend.test_breaks import buttons
from tests.endtoend.test_home_and_settings import home, wording

QUESTION = "Bad timing lately? I can change something."


async def ignored(office: Office, human: Human, most: int) -> list[Message]:
    return [await office.nudged(human) for _ in range(most)]


async def asked(office: Office, human: Human) -> Message:
    """The nudge that asks, after four that nobody answered."""
    await office.joins(human)
    return (await ignored(office, human, 5))[-1]


async def test_after_four_ignored_nudges_the_next_one_asks_once(office: Office, ana: Human) -> None:
    await office.joins(ana)
    cards = await ignored(office, ana, 12)
    assert [QUESTION in it.text for it in cards] == [n == 4 for n in range(12)]
    asking = buttons(cards[4])
    assert asking[:2] == buttons(cards[3])
    assert asking[2:] == ["Fewer nudges", "Other hours", "Pause for today", "All good"]
    assert (await office.member(ana)).preferences.rhythm == Rhythm()


async def test_nothing_is_called_or_written_for_it_on_a_click(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await ignored(desk, ana, 3)
    before = len(desk.slack.log)
    await desk.clicks(ana, "skip")
    assert [it.method for it in desk.slack.log[before:]] == ["response_url"]
    assert (await desk.member(ana)).unanswered == 2


@pytest.mark.parametrize("does", ["skip", "snooze", "start", "help", "why", "pause_hour", "swap"])
async def test_any_sign_of_life_begins_the_count_anew(desk: Office, ana: Human, does: str) -> None:
    await desk.joins(ana)
    cards = await ignored(desk, ana, 4)
    if does in {"skip", "snooze", "start", "swap"}:
        await desk.clicks(ana, does, cards[-1])
    elif does == "pause_hour":
        await ana.clicks(await home(desk, ana, "Next nudge"), "limber.pause_hour")
    else:
        await desk.says(ana, f"/stretch {does}")
    await desk.settles()
    assert QUESTION not in (await desk.nudged(ana)).text


async def test_fewer_from_the_card_that_asks_and_back(office: Office, ana: Human) -> None:
    card = await asked(office, ana)
    changed = await office.clicks(ana, "fit_fewer", card)
    assert QUESTION not in changed.text
    assert "Changed. Every 40 to 50 minutes. Next nudge: Mon, Nov 23," in changed.text
    assert buttons(changed) == ["Start", "Done ✓", "More again"]
    member = await office.member(ana)
    assert member.preferences.rhythm == Rhythm(40, 50)
    assert member.next_due_at is not None
    assert (member.next_due_at - office.clock()).total_seconds() >= 40 * 60
    before = len(ana.sees())
    await ana.clicks(changed, "limber.repace")
    await office.slack.until(lambda: len(ana.sees()) > before)
    assert ana.latest().text.startswith("Changed. Every 30 to 40 minutes.")
    assert (await office.member(ana)).preferences.rhythm == Rhythm()
    assert (await office.walks_through(ana, changed)).text.startswith("Nice")


async def test_the_day_can_be_paused_from_the_card_that_asks(desk: Office, ana: Human) -> None:
    card = await asked(desk, ana)
    changed = await desk.clicks(ana, "fit_today", card)
    assert "Paused. It ends by itself: Tue, Nov 24, 12:00 AM." in changed.text
    assert buttons(changed)[-1] == "Resume now"


async def test_it_may_be_fine_as_it_is(desk: Office, ana: Human) -> None:
    card = await asked(desk, ana)
    before = await desk.member(ana)
    changed = await desk.clicks(ana, "fit_fine", card)
    assert changed.text.endswith("Great, I'll carry on.")
    assert await desk.member(ana) == before
    assert not any(QUESTION in it.text for it in await ignored(desk, ana, 6))


async def test_hours_open_as_settings(desk: Office, ana: Human) -> None:
    card = await asked(desk, ana)
    await ana.clicks(card, "limber.settings")
    await desk.slack.until(lambda: ana.modal)


async def test_who_answers_one_a_day_is_not_asked_every_day(desk: Office, ana: Human) -> None:
    await asked(desk, ana)
    await desk.walks_through(ana, await desk.says(ana, "/stretch look away"))
    assert not any(QUESTION in it.text for it in await ignored(desk, ana, 10))


async def test_an_old_answer_still_counts(desk: Office, ana: Human) -> None:
    card = await asked(desk, ana)
    await desk.nudged(ana)
    await ana.clicks_stale(card, "limber.fit_fewer")
    await desk.settles()
    assert (await desk.member(ana)).preferences.rhythm == Rhythm(40, 50)
    async with desk.limber.database.read() as connection:
        live = select(nudges.c.created_at).where(nudges.c.state == CardState.OFFERED.value)
        [created_at] = (await connection.scalars(live)).all()
    assert isinstance(created_at, datetime)
    assert created_at == desk.clock()


async def test_more_and_fewer_in_one_click(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    why = await desk.says(ana, "/stretch why")
    assert buttons(why) == ["Fewer nudges", "More nudges"]
    more = await desk.clicks(ana, "more", why)
    assert more.text.startswith("Changed. Every 20 to 30 minutes. Next nudge: Mon, Nov 23, 9:2")
    assert buttons(more) == ["Fewer again"]
    assert (await desk.clicks(ana, "repace", more)).text.startswith("Changed. Every 30 to 40")
    await desk.prefers(ana, rhythm=Rhythm(5, 10))
    assert (await desk.says(ana, "/stretch faster")).text == (
        "Every 5 to 10 minutes. That's as often as I nudge."
    )


async def test_more_and_fewer_on_home(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    view = await home(desk, ana, "Fewer nudges", "settings")
    await ana.clicks(view, "limber.fewer")
    await desk.slack.until(lambda: "*Every* 40 to 50 minutes" in wording(ana.home))
