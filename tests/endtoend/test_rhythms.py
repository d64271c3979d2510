"""Several rhythms in one person's day."""

from datetime import timedelta

from bot.domain.exercises.exercise import ExerciseKind
from bot.domain.settings.preferences import Rhythm
from bot.library.files.location import content_root
from bot.library.loading import load_library
from bot.playground.humans.humans import Human
from bot.playground.world.world import Message
from tests.endtoend.office import Office
from tests.endtoend.test_home_and_settings import home, section, wording
from tests.endtoend.test_snoozing import name_of

KINDS = {it.name: it.kind for it in load_library(content_root()).exercises.values()}
EYES = "Let your eyes rest on something far away meanwhile."
STRETCH = "This counts as your stretch, too."


def kind_of(card: Message) -> ExerciseKind:
    return KINDS[name_of(card)]


async def lives(office: Office, human: Human, **changes: object) -> None:
    """Who joined, with those settings from the start."""
    await office.says(human, "/stretch why")
    await office.joins(human)
    await office.prefers(human, **changes)
    await office.says(human, "/stretch pause 1m")
    await office.says(human, "/stretch resume")


async def test_the_bigger_need_decides_and_the_card_says_what_else_it_serves(
    office: Office, ana: Human
) -> None:
    await lives(office, ana, rhythm=Rhythm(40, 40), eyes_minutes=20, walk_minutes=80)
    start, seen = office.clock(), []
    while office.clock() - start < timedelta(hours=3):
        card = await office.nudged(ana)
        seen.append((kind_of(card), EYES in card.text, STRETCH in card.text))
    kinds = [it[0] for it in seen]
    assert kinds[0] is ExerciseKind.EYES
    assert kinds[1] not in {ExerciseKind.EYES, ExerciseKind.WALKING}
    assert ExerciseKind.WALKING in kinds
    for kind, eyes, stretch in seen:
        assert not (kind is ExerciseKind.EYES and (eyes or stretch))
        assert kind is ExerciseKind.WALKING or not stretch
    assert seen[1][1]
    assert (ExerciseKind.WALKING, True, True) in seen


async def test_resting_the_eyes_does_not_put_off_the_stretch(desk: Office, ana: Human) -> None:
    await lives(desk, ana, rhythm=Rhythm(40, 40), eyes_minutes=20)
    start = desk.clock()
    await desk.walks_through(ana, await desk.nudged(ana))
    assert (
        "It's a stretch, and a rest for your eyes." in (await desk.says(ana, "/stretch why")).text
    )
    card = await desk.nudged(ana)
    assert kind_of(card) is not ExerciseKind.EYES
    assert desk.clock() - start <= timedelta(minutes=46)


async def test_filters_still_hold(desk: Office, ana: Human) -> None:
    await lives(desk, ana, eyes_minutes=20, areas_left_out=frozenset({"eyes"}))
    card = await desk.nudged(ana)
    assert kind_of(card) is not ExerciseKind.EYES
    assert EYES in card.text
    member = await desk.member(ana)
    assert member.sitting_since == desk.clock()


async def test_rhythms_are_set_and_said(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await section(desk, ana, "rhythm")
    assert await ana.submits({"eyes_minutes": "20", "walk_minutes": "90"}) is None
    await desk.slack.until(lambda: "Saved. Next nudge: Mon, Nov 23, 9:2" in ana.latest().text)
    why = (await desk.says(ana, "/stretch why")).text
    assert "That's 20 to 25 minutes after 9:00 AM, your last nudge, break or start" in why
    assert why.endswith("It's a rest for your eyes.")
    said = wording(await home(desk, ana, "Change settings", "settings"))
    assert "*Eyes:* every 20 minutes\n*A walk:* every 90 minutes" in said
    fewer = await desk.says(ana, "/stretch fewer")
    assert fewer.text.startswith(
        "Changed. Every 40 to 50 minutes. Eyes: every 30 minutes. A walk: every 100 minutes."
    )
    assert (
        "Eyes: every 20 minutes. A walk: every 90" in (await desk.clicks(ana, "repace", fewer)).text
    )
    view = await section(desk, ana, "rhythm")
    assert view.values["walk_minutes"]["walk_minutes"]["value"] == "90"


async def test_a_rhythm_has_its_bounds(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await section(desk, ana, "rhythm")
    assert await ana.submits({"eyes_minutes": "1e1"}) == {
        "eyes_minutes": "Write a number from 5 to 240, or leave it empty."
    }


async def test_fixed_times_instead_of_an_interval(office: Office, ana: Human) -> None:
    await office.joins(ana)
    said = (await office.says(ana, "/stretch times 10:00 12:30 15:00")).text
    assert said.startswith("Changed. At 10:00 AM, 12:30 PM, 3:00 PM. Next nudge: Mon, Nov 23, 10")
    why = (await office.says(ana, "/stretch why")).text
    assert "That's one of the times you chose, give or take a minute or two." in why
    for hour, minute in ((9, 0), (11, 30), (14, 0)):
        await office.nudged(ana)
        came = office.clock()
        assert came.hour == hour
        assert minute <= came.minute <= minute + 2
    assert "Tue, Nov 24, 10:0" in (await office.says(ana, "/stretch why")).text
    fewer = (await office.says(ana, "/stretch fewer")).text
    assert fewer.endswith("sets other ones, `/stretch times off` ends them.")


async def test_fixed_times_can_be_undone_and_ended(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    said = await desk.says(ana, "/stretch times 10:00 15:00")
    undone = await desk.clicks(ana, "repace", said)
    assert undone.text.startswith("Changed. Every 30 to 40 minutes.")
    said = await desk.clicks(ana, "repace", undone)
    assert said.text.startswith("Changed. At 10:00 AM, 3:00 PM.")
    assert "Every 30 to 40 minutes" in (await desk.says(ana, "/stretch times off")).text
    assert (await desk.says(ana, "/stretch times off")).text == (
        "Every 30 to 40 minutes. `/stretch times 10:00 12:30 15:00` sets times."
    )
    for typed, says in (
        ("", "Every 30 to 40 minutes."),
        ("10:00 sometimes", "I didn't understand “sometimes”."),
        ("10:00 20:00", "8:00 PM is outside your working hours."),
    ):
        assert (await desk.says(ana, f"/stretch times {typed}")).text.startswith(says)
    assert (await desk.member(ana)).preferences.fixed_times == ()


async def test_fixed_times_among_the_settings(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await section(desk, ana, "rhythm")
    assert await ana.submits({"fixed_times": "10, 3pm and 20:00"}) == {
        "fixed_times": "8:00 PM is outside your working hours."
    }
    assert await ana.submits({"fixed_times": "10, 3pm"}) is None
    await desk.slack.until(lambda: "Saved. Next nudge: Mon, Nov 23, 10:0" in ana.latest().text)
    view = await section(desk, ana, "rhythm")
    assert view.values["fixed_times"]["fixed_times"]["value"] == "10:00 AM, 3:00 PM"
    said = wording(await home(desk, ana, "Change settings", "settings"))
    assert "*At* 10:00 AM, 3:00 PM" in said
