"""What a nudge offers beside Start: done at once, another one, never again, who should skip it."""

import pytest

from bot.playground.humans.humans import Human
from tests.endtoend.office import Office, elements, title

FULL = "Before you start:"


async def test_done_from_the_nudge_counts(office: Office, ana: Human) -> None:
    await office.joins(ana)
    done = await office.clicks(ana, "done", await office.nudged(ana))
    assert "Break 1 today. Streak: 1 workday." in done.text


async def test_never_this_one_leaves_it_out_and_can_be_undone(office: Office, ana: Human) -> None:
    await office.joins(ana)
    card = await office.nudged(ana)
    gone = await office.clicks(ana, "never", card)
    left_out = (await office.member(ana)).preferences.left_out
    assert "I won't bring" in gone.text
    assert len(left_out) == 1
    back = await office.clicks(ana, "bring_back", gone)
    assert "no longer left out" in back.text
    assert (await office.member(ana)).preferences.left_out == frozenset()


async def test_another_one_comes_in_place(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await desk.nudged(ana)
    other = await desk.clicks(ana, "swap", card)
    assert (other.ts, title(other) != title(card)) == (card.ts, True)


@pytest.mark.parametrize("begun", [False, True])
async def test_who_should_skip_it_is_always_two_clicks_away(
    desk: Office, ana: Human, begun: bool
) -> None:
    card = await desk.says(ana, "/stretch dead bug")
    menu = "not_this"
    if begun:
        card, menu = await desk.clicks(ana, "start", card), "about"
    choice = elements(card)[f"limber.{menu}"]["options"][-1]["value"]
    await ana.clicks(card, f"limber.{menu}", choice)
    await desk.settles()
    assert FULL in ana.latest().text
    assert "Skip it, or ask" in ana.latest().text


async def test_cautions_come_in_full_the_first_time_only(office: Office, ana: Human) -> None:
    first = await office.clicks(ana, "start", await office.says(ana, "/stretch dead bug"))
    assert FULL in first.text
    stepped = await office.clicks(ana, "next", first)
    assert FULL in (await office.clicks(ana, "back", stepped)).text
    again = await office.clicks(ana, "start", await office.says(ana, "/stretch dead bug"))
    assert FULL not in again.text


async def test_a_notification_does_not_name_the_exercise(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    card = await desk.nudged(ana)
    name = title(card).split("*")[1]
    assert name not in card.text
    assert elements(card)["limber.start"]["accessibility_label"] == f"Start {name}"
