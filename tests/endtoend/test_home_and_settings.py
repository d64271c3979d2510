"""The Home tab and the settings modal."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import time, timedelta

import pytest
from sqlalchemy import text

from bot.domain.calendar.work_week import Shift
from bot.domain.exercises.exercise import Level, Load, Position
from bot.domain.exercises.picking import Only
from bot.domain.settings.preferences import Pictures, Rhythm
from bot.library.files.location import content_root
from bot.library.loading import load_library
from bot.playground.faults import Faults
from bot.playground.humans.humans import Choice, Human
from bot.playground.world.views import View
from tests.endtoend.office import Office

LIBRARY = load_library(content_root())


def wording(view: View | None) -> str:
    """Everything a view says, in one line."""
    found: list[str] = []

    def read(part: object) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("text"), str):
                found.append(part["text"])
            for value in part.values():
                read(value)
        elif isinstance(part, list | tuple):
            for value in part:
                read(value)

    assert view is not None
    read(view.blocks)
    return " | ".join(found)


def ticked(view: View, action_id: str) -> set[str]:
    """What is ticked or picked in a field as it was opened."""
    return {it["value"] for it in view.values[action_id][action_id]["selected_options"]}


async def home(office: Office, human: Human, saying: str, page: str = "") -> View:
    """The Home tab, opened, with a page, once it says so."""
    await human.opens_home()
    if page:
        await office.settles()
        assert human.home is not None
        await human.clicks(human.home, f"limber.home_page.{page}")
    return await office.slack.until(
        lambda: human.home if human.home is not None and saying in wording(human.home) else None
    )


async def settings(office: Office, human: Human) -> View:
    if human.modal is not None:
        await human.closes(everything=True)
    await human.types("/stretch settings")
    return await office.slack.until(lambda: human.modal)


async def section(office: Office, human: Human, name: str) -> View:
    """One of the forms behind the first."""
    first = await settings(office, human)
    await human.clicks(first, f"limber.section.{name}")
    return await office.slack.until(
        lambda: it if (it := human.modal) is not None and it.id != first.id else None
    )


async def saves(office: Office, human: Human, name: str, **filled: Choice) -> None:
    await section(office, human, name)
    assert await human.submits(filled) is None
    await human.closes()
    await office.settles()


async def asks_to_join(office: Office, human: Human) -> View:
    """The form to join, from Home."""
    view = await home(office, human, "Count me in")
    await human.clicks(view, "limber.join")
    return await office.slack.until(lambda: human.modal)


async def test_home_invites_who_has_not_joined(desk: Office, ana: Human) -> None:
    form = await asks_to_join(desk, ana)
    assert "General information, not medical advice." in wording(form)
    assert "Only people who join get nudges" in wording(ana.home)
    assert (await desk.member(ana)).next_due_at is None
    assert await ana.submits() is None
    joined = await desk.slack.until(
        lambda: it if "Next nudge:" in wording(it := ana.home) else None
    )
    assert "Your first break starts a streak" in wording(joined)
    [greeting] = ana.sees()
    assert greeting.text.startswith("You're in!")
    assert greeting.ephemeral_to is None


async def test_who_joins_says_when_how_often_and_what_to_spare(desk: Office, ana: Human) -> None:
    await asks_to_join(desk, ana)
    chosen = {"end": "13:00", "how_often": "hourly", "spared": ["neck", "lying down"]}
    assert await ana.submits(chosen) is None
    await desk.settles()
    member = await desk.member(ana)
    assert member.is_active
    assert member.preferences.week.days[0] == (Shift.between(time(9), time(13)),)
    assert member.preferences.rhythm == Rhythm(55, 65)
    assert member.preferences.spared == {Load.NECK, Load.LYING}
    assert "every 55 to 65 minutes" in ana.latest().text


async def test_a_fault_keeps_the_form_to_join_open(desk: Office, ana: Human) -> None:
    await asks_to_join(desk, ana)
    assert list(await ana.submits({"days": [], "end": "09:00"}) or {}) == ["days"]
    assert ana.modal is not None
    assert not (await desk.member(ana)).is_active


async def test_who_just_joined_may_begin_at_once(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    welcome = ana.latest()
    await ana.clicks(welcome, "limber.first_break")
    card = await desk.slack.until(lambda: it if (it := ana.latest()).ts != welcome.ts else None)
    assert "1 min" in card.blocks[0]["text"]["text"]
    assert "Streak: 1 workday." in (await desk.walks_through(ana, card)).text


async def test_the_invitation_becomes_the_welcome(desk: Office, ana: Human) -> None:
    done = await desk.walks_through(ana, await desk.says(ana, "/stretch"))
    await ana.clicks(done, "limber.join")
    await desk.slack.until(lambda: ana.modal)
    assert await ana.submits() is None
    await desk.slack.until(lambda: ana.latest().text.startswith("You're in!"))
    assert [it.text[:10] for it in ana.sees()] == ["You're in!"]


async def test_home_says_how_things_stand(office: Office, ana: Human) -> None:
    await office.joins(ana)
    await office.walks_through(ana, await office.nudged(ana))
    said = wording(await home(office, ana, "Next nudge"))
    assert "Streak: 1 workday" in said
    assert "1 break today." in said
    assert "Mon ●   Tue ·   Wed ·   Thu ·   Fri ·" in said
    for page, says in (
        ("together", "Once 5 people here have taken a break this week"),
        ("settings", "Monday to Friday, 9:00 AM to 5:00 PM (Europe/Berlin)"),
        ("history", "Streak freezes: 0 of 2."),
        ("plan", "See the plans"),
        ("data", "What I keep of you:"),
    ):
        assert says not in said
        await home(office, ana, says, page)


async def test_home_is_short(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    view = await home(desk, ana, "Next nudge")
    buttons = [it for block in view.blocks for it in block.get("elements", ())]
    assert [it["text"]["text"] for it in buttons[:2]] == ["Stretch now", "Pause 1 hour"]
    opened = await home(desk, ana, "Change settings", "settings")
    await ana.clicks(opened, "limber.home_page.settings")
    await desk.slack.until(lambda: "Change settings" not in wording(ana.home))
    assert len(view.blocks) <= 8


async def test_home_opens_with_one_call(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    before = len(desk.slack.log)
    await home(desk, ana, "Next nudge")
    assert [it.method for it in desk.slack.log[before:]] == ["views.publish"]


@pytest.mark.parametrize(
    ("button", "says"),
    [
        ("pause_hour", "You're paused."),
        ("more", "*Every* 20 to 30 minutes"),
        ("leave", "Join again"),
    ],
)
async def test_home_buttons_change_home(desk: Office, ana: Human, button: str, says: str) -> None:
    await desk.joins(ana)
    view = await home(desk, ana, "Change settings", "settings")
    await ana.clicks(view, f"limber.{button}")
    await desk.slack.until(lambda: says in wording(ana.home))


async def test_a_pause_can_be_ended_from_home(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.says(ana, "/stretch pause 3h")
    view = await home(desk, ana, "You're paused")
    await ana.clicks(view, "limber.resume")
    await desk.slack.until(lambda: "You're paused" not in wording(ana.home))


async def test_stretch_now_from_home_puts_a_card_into_the_messages(
    desk: Office, ana: Human
) -> None:
    await desk.joins(ana)
    view = await home(desk, ana, "Next nudge")
    before = len(ana.sees())
    await ana.clicks(view, "limber.stretch")
    await desk.slack.until(lambda: len(ana.sees()) > before)
    card = ana.latest()
    assert card.ephemeral_to is None
    assert (await desk.walks_through(ana, card)).text.startswith("Nice")


@pytest.mark.parametrize("button", ["pause_hour", "stretch", "settings"])
async def test_what_fails_on_home_is_said_there(desk: Office, ana: Human, button: str) -> None:
    await desk.joins(ana)
    view = await home(desk, ana, "Change settings", "settings")
    if button == "settings":
        await ana.clicks(view, "limber.settings")
        await desk.slack.until(lambda: ana.modal)
    async with desk.limber.database.write() as connection:
        await connection.execute(text("ALTER TABLE nudges RENAME TO gone"))
        await connection.execute(text("ALTER TABLE days RENAME TO gone_too"))
    if button == "settings":
        assert await ana.submits({"how_often": "hourly"}) is None
    else:
        await ana.clicks(view, f"limber.{button}")
    await desk.slack.until(lambda: "Something went wrong" in wording(ana.home))


async def test_the_messages_tab_publishes_nothing(desk: Office, ana: Human) -> None:
    await ana.opens_home("messages")
    await desk.says(ana, "/stretch help")
    assert desk.slack.calls("views.publish") == []


async def test_what_is_chosen_is_saved_and_used(office: Office, ana: Human) -> None:
    await office.joins(ana)
    await settings(office, ana)
    assert await ana.submits({"days": ["0", "2"], "start": "08:30", "end": "12:00"}) is None
    await office.slack.until(lambda: ana.latest().text.startswith("Saved. Next nudge:"))
    await saves(office, ana, "rhythm", interval_min="20", interval_max="25", daily_cap="4")
    await saves(
        office,
        ana,
        "exercises",
        positions=["seated"],
        also=["kneeling", "intermediate"],
        left_out=["core", "hips", "stand-and-walk"],
    )
    await saves(office, ana, "breaks", pictures="none", listed=["listed"])
    chosen = (await office.member(ana)).preferences
    assert [bool(day) for day in chosen.week.days] == [True, False, True, *[False] * 4]
    assert chosen.week.days[0] == (Shift.between(time(8, 30), time(12)),)
    assert chosen.rhythm == Rhythm(20, 25)
    assert chosen.positions == {Position.SEATED}
    assert (chosen.kneeling, chosen.intermediate) == (True, True)
    assert chosen.areas_left_out == {"core", "hips"}
    assert chosen.left_out == {"stand-and-walk"}
    assert (chosen.pictures, chosen.daily_cap, chosen.listed) == (Pictures.NONE, 4, True)
    due = (await office.member(ana)).next_due_at
    assert due is not None
    assert timedelta(minutes=20) <= due - office.clock() <= timedelta(minutes=25)
    again = await section(office, ana, "rhythm")
    assert again.values["daily_cap"]["daily_cap"]["value"] == "4"


async def test_by_default_nothing_low_or_hard_comes_unasked(office: Office, ana: Human) -> None:
    await office.joins(ana)
    view = await section(office, ana, "exercises")
    assert ticked(view, "positions") == {"seated", "standing"}
    assert ticked(view, "also") == ticked(view, "left_out") == set()
    allowed = (await office.member(ana)).preferences.allowed
    for it in LIBRARY.rotation(allowed):
        assert it.position is not Position.FLOOR
        assert it.level is Level.BEGINNER
        assert not it.kneeling


async def test_what_is_left_out_can_be_brought_back(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.prefers(
        ana,
        left_out=frozenset({"dead-bug", "lizard-pose", "gone-since"}),
        areas_left_out=frozenset({"hips"}),
        only=frozenset(Only),
    )
    view = await section(desk, ana, "exercises")
    assert ticked(view, "left_out") == {"dead-bug", "lizard-pose", "hips"}
    assert await ana.submits({"left_out": ["lizard-pose"]}) is None
    await desk.slack.until(lambda: ana.latest().text.startswith("Saved."))
    kept = (await desk.member(ana)).preferences
    assert kept.left_out == {"lizard-pose", "gone-since"}
    assert kept.areas_left_out == frozenset()
    assert kept.only == frozenset(Only)


async def test_a_self_check_is_never_offered_so_it_cannot_be_left_out(
    desk: Office, ana: Human
) -> None:
    await desk.joins(ana)
    view = await section(desk, ana, "exercises")
    assert "Thomas" not in wording(view)
    assert "Dead bug, legs only" in wording(view)


async def test_settings_that_leave_nothing_say_so(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await section(desk, ana, "exercises")
    areas = sorted({it.body_area for it in LIBRARY.exercises.values()})
    assert await ana.submits({"left_out": areas}) is None
    await desk.slack.until(
        lambda: ana.latest().text.startswith("Saved. No exercise fits your settings now")
    )
    assert (await desk.says(ana, "/stretch")).text.startswith("Your settings leave no exercise")


async def test_home_says_what_is_left_out(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.prefers(
        ana, left_out=frozenset({"dead-bug"}), areas_left_out=frozenset({"hips", "low back"})
    )
    await home(desk, ana, "*Left out:* hips, low back, 1 exercise", "settings")


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(lambda it: it.outage("views.open", status=500), id="500"),
        pytest.param(lambda it: it.refuse("views.open", "expired_trigger_id"), id="expired"),
    ],
)
async def test_a_modal_that_does_not_open_is_told(
    desk: Office, ana: Human, trouble: Callable[[Faults], None]
) -> None:
    trouble(desk.slack.faults)
    assert "Please try again" in (await desk.says(ana, "/stretch settings")).text


async def test_a_night_shift_can_be_set(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await settings(desk, ana)
    assert await ana.submits({"start": "22:00", "end": "06:00"}) is None
    await desk.slack.until(lambda: "10:" in ana.latest().text)
    assert (await desk.member(ana)).preferences.week.days[0] == (Shift.between(time(22), time(6)),)


@pytest.mark.parametrize(
    ("form", "filled", "field", "mend"),
    [
        ("", {"end": "09:00"}, "end", "Work can't end at the time it starts."),
        ("rhythm", {"interval_min": "1e2"}, "interval_min", "Write a number from 5 to 240."),
        ("rhythm", {"daily_cap": "1e1"}, "daily_cap", "Write a number from 1 to 50, or leave it"),
        ("rhythm", {"interval_min": "50"}, "interval_max", "Write 50 or more, the number above."),
        ("", {"start": "09:00", "end": "09:20"}, "end", "These hours are shorter than the time"),
    ],
)
async def test_a_fault_is_shown_on_its_field(
    desk: Office, ana: Human, form: str, filled: dict[str, str], field: str, mend: str
) -> None:
    await desk.joins(ana)
    before = await desk.member(ana)
    await (section(desk, ana, form) if form else settings(desk, ana))
    errors = await ana.submits(filled)
    assert errors is not None
    assert list(errors) == [field]
    assert errors[field].startswith(mend)
    assert await desk.member(ana) == before


async def test_settings_from_home_come_back_to_home(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    view = await home(desk, ana, "Change settings", "settings")
    await ana.clicks(view, "limber.settings")
    first = await desk.slack.until(lambda: ana.modal)
    await ana.clicks(first, "limber.section.rhythm")
    await desk.slack.until(lambda: ana.modal if ana.modal != first else None)
    assert await ana.submits({"interval_min": "10", "interval_max": "12"}) is None
    await desk.settles()
    assert await ana.submits() is None
    await home(desk, ana, "*Every* 10 to 12 minutes", "settings")
    assert (await desk.member(ana)).preferences.rhythm == Rhythm(10, 12), "unchanged since"


async def test_a_guest_may_settle_things_before_joining(desk: Office, ana: Human) -> None:
    await settings(desk, ana)
    assert await ana.submits({"how_often": "thrice"}) is None
    await desk.slack.until(lambda: [it.text for it in ana.sees()] == ["Saved."])
    assert "every 120 to 150 minutes" in (await desk.says(ana, "/stretch join")).text
    assert (await desk.member(ana)).preferences.daily_cap == 3


async def test_a_member_who_travels_keeps_working_hours(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await ana.change_profile(tz="America/New_York")
    await desk.settles()
    said = (await desk.says(ana, "/stretch why")).text
    assert "Mon, Nov 23, 9:3" in said  # in New York now
    assert (await desk.member(ana)).zone == "America/New_York"


async def test_a_pause_keeps_its_instant_on_a_journey(desk: Office, ana: Human) -> None:
    """It was read back as an instant; the next nudge follows the hours of the new zone."""
    await desk.joins(ana)
    said = (await desk.says(ana, "/stretch pause till tomorrow")).text
    assert "It ends by itself: Tue, Nov 24, 12:00 AM." in said
    before = (await desk.member(ana)).paused_until
    await ana.change_profile(tz="America/New_York")
    await desk.settles()
    assert (await desk.member(ana)).paused_until == before
    said = (await desk.says(ana, "/stretch why")).text
    assert "That ends by itself: Mon, Nov 23, 6:00 PM." in said
    assert "First nudge after that: Tue, Nov 24, 9:3" in said


async def test_a_member_who_travels_keeps_their_language(desk: Office) -> None:
    """What Slack says of a change holds no language."""
    ana = desk.slack.add_person("Ana Lima", tz="Europe/Berlin", locale="de-DE")
    await desk.joins(ana)
    await ana.change_profile(tz="America/New_York")
    await desk.settles()
    assert (await desk.member(ana)).locale == "de-DE"


@pytest.mark.parametrize("typed", ["why", "stop", "streak", "leaderboard"])
async def test_what_only_looks_waits_for_nobody_who_writes(
    desk: Office, ana: Human, sqlite_url: str, typed: str
) -> None:
    """A new status in Slack is no change for Limber, of a member as of anybody else."""
    ben = desk.slack.add_person("Ben Okafor")
    await desk.joins(ana)
    path = sqlite_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as held:
        held.execute("BEGIN IMMEDIATE")
        for human in (ana, ben):
            await human.change_profile(status_text="Watering the plants")
            await desk.says(human, f"/stretch {typed}")
        held.execute("ROLLBACK")


@pytest.mark.parametrize("typed", ["why", "streak"])
async def test_what_is_not_shown_is_not_read(desk: Office, ana: Human, typed: str) -> None:
    ben = desk.slack.add_person("Ben Okafor")
    await desk.joins(ana)
    async with desk.limber.database.write() as connection:
        await connection.execute(text("ALTER TABLE weeks RENAME TO gone"))
    assert "Something went wrong" in (await desk.says(ana, "/stretch leaderboard")).text
    assert "Something went wrong" not in (await desk.says(ana, f"/stretch {typed}")).text
    assert "Count me in" in wording(await home(desk, ben, "Count me in"))


async def test_a_deactivated_person_is_left_alone(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    due = (await desk.member(ana)).next_due_at
    assert due is not None
    await ana.deactivate()
    await desk.settles()
    await desk.ticks(due)
    assert desk.slack.calls("chat.postMessage") == []
