"""What somebody left out comes only when they ask for it by name."""

import pytest

from bot.domain.exercises.exercise import Position
from bot.library.files.location import content_root
from bot.library.loading import load_library
from bot.playground.humans.humans import Human
from tests.endtoend.office import Office, title
from tests.endtoend.test_breaks import buttons

LIBRARY = load_library(content_root())
EVERYTHING = frozenset(LIBRARY.exercises)


def all_but(*ids: str) -> frozenset[str]:
    return EVERYTHING - set(ids)


async def test_a_nudge_brings_what_is_not_left_out(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.prefers(ana, left_out=all_but("stand-and-walk"))
    for _ in range(3):
        assert "Stand and walk" in title(await desk.nudged(ana))


async def test_with_nothing_left_a_nudge_reminds_to_move(office: Office, ana: Human) -> None:
    await office.joins(ana)
    await office.prefers(ana, left_out=EVERYTHING)
    reminder = await office.nudged(ana)
    assert reminder.text.startswith("A good moment to change position or move a little")
    assert "No exercise fits your settings now" in reminder.text
    assert buttons(reminder) == ["Settings"]
    member = await office.member(ana)
    assert member.nudged_count == 1
    assert member.recent == ()


async def test_a_reminder_ends_no_streak(desk: Office, ana: Human) -> None:
    """Nobody is blamed for a day on which there was nothing to be done."""
    await desk.joins(ana)
    await desk.walks_through(ana, await desk.nudged(ana))
    await desk.prefers(ana, left_out=EVERYTHING)
    today = desk.clock().date()
    while (desk.clock().date() - today).days < 2:
        await desk.nudged(ana)
    assert "Streak: 1 workday." in (await desk.says(ana, "/stretch streak")).text


async def test_who_stays_seated_is_not_told_to_walk(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    seated = {it.id for it in LIBRARY.exercises.values() if it.position is Position.SEATED}
    await desk.prefers(ana, positions=frozenset({Position.SEATED}), left_out=frozenset(seated))
    assert "walk" not in (await desk.nudged(ana)).text.lower()


async def test_a_snoozed_exercise_that_was_left_out_since_does_not_come(
    desk: Office, ana: Human
) -> None:
    await desk.joins(ana)
    await desk.prefers(ana, left_out=all_but("seated-march"))
    card = await desk.nudged(ana)
    assert "Seated march" in title(card)
    await desk.clicks(ana, "snooze", card)
    await desk.prefers(ana, left_out=all_but("stand-and-walk"))
    assert "Stand and walk" in title(await desk.nudged(ana))


async def test_a_swap_says_when_there_is_nothing_else(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.prefers(ana, left_out=all_but("seated-march"))
    card = await desk.nudged(ana)
    same = await desk.clicks(ana, "swap", card)
    assert same.text == (
        f"{card.text} No other exercise fits your settings. You can change them in Settings."
    )
    assert buttons(same) == ["Start", "Done ✓"]
    await desk.walks_through(ana, same)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "Your settings leave no exercise for that."),
        ("hips", "Your settings leave no exercise for that."),
        ("eyes", "Your settings leave no exercise for that."),
        ("back", "Your settings leave no exercise for that."),
        ("seated march", "Here's one for you. Seated march"),
        ("dead bug", "Here's one for you. Dead bug"),
    ],
)
async def test_what_is_left_out_comes_by_name_alone(
    desk: Office, ana: Human, typed: str, answer: str
) -> None:
    await desk.joins(ana)
    await desk.prefers(ana, left_out=EVERYTHING)
    assert (await desk.says(ana, f"/stretch {typed}")).text.startswith(answer)


async def test_a_body_area_that_is_left_out_is_not_offered(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.prefers(ana, areas_left_out=frozenset({"hips"}))
    assert (await desk.says(ana, "/stretch hips")).text.startswith(
        "Your settings leave no exercise"
    )
    assert "Lizard pose" in (await desk.says(ana, "/stretch lizard")).text
    hips = {it.name for it in LIBRARY.exercises.values() if it.body_area == "hips"}
    for _ in range(6):
        text = (await desk.says(ana, "/stretch")).text
        assert not any(it in text for it in hips)
