"""Everything /stretch understands, and what it says to the rest."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.members import MemberStatus
from bot.playground.humans.humans import Human
from bot.store.db.tables import metadata
from tests.endtoend.office import Office
from tests.endtoend.test_home_and_settings import section

ONE_LINE = [
    ("help", "Limber gets you out of your chair now and then."),
    ("privacy", "I keep nothing about you."),
    ("stop", "You haven't joined"),
    ("streak", "No streak right now."),
    ("week", "Your week: no break yet."),
]
"""Commands that need nothing set up, and how the answer begins."""


@pytest.mark.parametrize(("typed", "begins"), ONE_LINE)
async def test_a_command_answers(desk: Office, ana: Human, typed: str, begins: str) -> None:
    said = (await desk.says(ana, f"/stretch {typed}")).text
    assert said.startswith(begins), said


async def test_nobody_is_messaged_before_joining(office: Office, ana: Human) -> None:
    ben = office.slack.add_person("Ben Okafor")
    await office.joins(ana)
    await office.ticks(office.clock() + timedelta(hours=3))
    await office.nudged(ana)
    assert ben.sees() == []
    assert {it.args["channel"] for it in office.slack.calls("chat.postMessage")} == {ana.id}


async def test_joining_says_what_will_happen(office: Office, ana: Human) -> None:
    said = (await office.says(ana, "/stretch join")).text
    assert "every 30 to 40 minutes, Monday to Friday, 9:00 AM to 5:00 PM" in said
    assert "The first one comes at 9:3" in said
    again = (await office.says(ana, "/stretch join")).text
    assert again.startswith("You're in already. Next nudge: Mon, Nov 23, 9:3")


async def test_leaving_ends_the_nudges_and_keeps_the_streak(office: Office, ana: Human) -> None:
    await office.joins(ana)
    card = await office.nudged(ana)
    await office.walks_through(ana, card)
    assert "no more nudges" in (await office.says(ana, "/stretch leave")).text
    member = await office.member(ana)
    assert member.status is MemberStatus.LEFT
    assert member.next_due_at is None
    office.clock.move(timedelta(days=1))
    assert "Streak: 1 workday." in (await office.says(ana, "/stretch streak")).text
    assert "You've left" in (await office.says(ana, "/stretch leave")).text
    assert "You're in!" in (await office.says(ana, "/stretch join")).text


async def test_a_pause_is_read_back_and_ends_by_itself(office: Office, ana: Human) -> None:
    await office.joins(ana)
    said = (await office.says(ana, "/stretch pause 2h")).text
    assert said.startswith("Paused. It ends by itself: Mon, Nov 23, 11:00 AM.")
    assert "You're paused." in (await office.says(ana, "/stretch why")).text
    start = office.clock()
    await office.nudged(ana)
    assert timedelta(hours=2, minutes=30) <= office.clock() - start
    assert "Nothing is paused" in (await office.says(ana, "/stretch resume")).text


async def test_a_pause_can_be_ended_early(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.says(ana, "/stretch pause till monday")
    assert "Back on. Next nudge: Mon, Nov 23" in (await desk.says(ana, "/stretch resume")).text


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("pause", "Pause for how long?"),
        ("stop", "Stop for how long?"),
        ("strech", "Not sure what “strech” is. Did you mean one of `/stretch`"),
        ("pause a while", "“a while” could mean more than one thing. Try"),
        ("pause mucho", "I didn't understand “mucho”. Try"),
        ("snooze mucho", "I didn't understand “mucho”. Try `/stretch snooze 20`"),
        (
            "snooze till friday",
            "That's long for a snooze, and just right for a pause: `/stretch pause till friday`.",
        ),
        ("pause 2020-01-01", "“2020-01-01” is already over."),
        ("pause 900 days", "A pause lasts a year at most."),
        ("snooze", "Snoozed. Next nudge: Mon, Nov 23, 9:4"),
        ("more", "Changed. Every 20 to 30 minutes. Next nudge: Mon, Nov 23, 9:2"),
        ("fewer", "Changed. Every 40 to 50 minutes. Next nudge: Mon, Nov 23, 9:4"),
        ("why", "Next nudge: Mon, Nov 23, 9:3"),
        (
            "streak",
            "No streak right now. One break on a workday begins one. No break yet today.",
        ),
        ("leaderboard", "This week, together: Once 5 people here have taken a break this week"),
        ("forget", "Delete everything about you?"),
        ("forget-me", "Delete everything about you?"),
        ("Forget me", "Delete everything about you?"),
        ("privacy", "What I keep of you:"),
        ("who can see what I do?", "What I keep of you:"),
        ("export", "Everything I keep about you is on its way"),
        ("my data", "Everything I keep about you is on its way"),
        ("help", "Limber gets you out of your chair"),
        ("HELP", "Limber gets you out of your chair"),
        ("  help  ", "Limber gets you out of your chair"),
        ("jion", "Not sure what “jion” is. Did you mean `/stretch join`?"),
        ("sttreak", "Not sure what “sttreak” is. Did you mean `/stretch streak`?"),
        (
            "dead bgu",
            "Not sure what “dead bgu” is. Did you mean one of `/stretch dead bug, legs only`",
        ),
        ("xyzzy", "Not sure what “xyzzy” is. `/stretch help` lists what I understand."),
        ("pause2h", "Not sure what “pause2h” is. Did you mean `/stretch pause`?"),
        ("<!channel> & <b>", "Not sure what “&lt;!channel&gt; &amp; &lt;b&gt;” is."),
        ("`code`", "Not sure what “'code'” is."),
        ("a" * 2500, f"Not sure what “{'a' * 60}…” is."),
        ("hips", "Here's one for you."),
        ("lizard", "Here's one for you. Lizard pose"),
        ("20-20-20", "Here's one for you. 20-20-20"),
        ("back", "Here's one for you."),
        ("my back hurts", "I'm sorry to hear that. An exercise from me isn't the answer"),
        ("core", "Your settings leave no exercise for that."),
    ],
)
async def test_each_command_has_its_answer(
    desk: Office, ana: Human, typed: str, answer: str
) -> None:
    await desk.joins(ana)
    message = await desk.says(ana, f"/stretch {typed}")
    assert message.text.startswith(answer), message.text
    assert message.ephemeral_to == ana.id


async def test_what_was_typed_cannot_ping_or_format(desk: Office, ana: Human) -> None:
    message = await desk.says(ana, "/stretch <!channel> <@U123> *bold*")
    shown = str(message.blocks)
    assert "<!channel>" not in shown
    assert "&lt;!channel&gt;" in shown


async def test_a_guest_may_stretch_without_joining(office: Office, ana: Human) -> None:
    done = await office.walks_through(ana, await office.says(ana, "/stretch"))
    assert "Streak: 1 workday." in done.text
    assert "next nudge" not in done.text
    assert (await office.member(ana)).status is MemberStatus.GUEST
    assert "as you're not in" in (await office.says(ana, "/stretch why")).text


async def test_a_break_on_a_day_off_is_a_bonus(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.walks_through(ana, await desk.nudged(ana))
    desk.clock.move(timedelta(days=5))  # Saturday
    done = await desk.walks_through(ana, await desk.says(ana, "/stretch"))
    assert "Your streak waits at 1 workday." in done.text


async def test_the_leaderboard_names_only_those_who_asked_and_never_a_few(
    desk: Office, ana: Human
) -> None:
    people = [ana, *(desk.slack.add_person(f"Person {n}") for n in range(5))]
    for human in people:
        await desk.joins(human)
        await desk.walks_through(human, await desk.says(human, "/stretch look away"))
    assert "<@" not in (await desk.says(ana, "/stretch leaderboard")).text
    for human in people[1:]:
        await section(desk, human, "breaks")
        assert await human.submits({"listed": ["listed"]}) is None
        await desk.slack.until(lambda human=human: "Saved." in human.latest().text)  # type: ignore[misc]
    board = (await desk.says(ana, "/stretch leaderboard")).text
    assert "Everybody here: 6 breaks this week." in board
    assert ana.id not in board
    assert all(f"1. <@{human.id}>: 1 break" in board for human in people[1:])


async def test_a_small_group_cannot_be_counted_back_to_its_people(desk: Office, ana: Human) -> None:
    people = [ana, *(desk.slack.add_person(f"Person {n}") for n in range(4))]
    for n, human in enumerate(people, start=1):
        await desk.walks_through(human, await desk.says(human, "/stretch look away"))
        said = (await desk.says(ana, "/stretch leaderboard")).text
        assert ("Everybody here: 5 breaks this week." in said) is (n == 5)
        assert ("Once 5 people here have taken a break" in said) is (n < 5)


async def test_who_asks_for_it_is_forgotten(office: Office, ana: Human) -> None:
    ben = office.slack.add_person("Ben Okafor", tz="Europe/Berlin")
    for human in (ana, ben):
        await office.joins(human)
        await office.walks_through(human, await office.says(human, "/stretch look away"))
    card = await office.nudged(ana)
    asked = await office.says(ana, "/stretch forget")
    assert "the messages I sent you stay there" in asked.text
    assert await kept(office, ana) != set()
    assert "I've forgotten everything about you" in (await office.clicks(ana, "forget", asked)).text
    assert await kept(office, ana) == set()
    assert "breaks" in await kept(office, ben)
    await ana.clicks_stale(asked, "limber.forget")
    await office.settles()
    assert "nothing to delete" in (await office.says(ana, "/stretch forget")).text
    assert "from long ago" in (await office.clicks(ana, "start", card)).text
    assert await kept(office, ana) == set()
    await office.joins(ana)
    assert "No streak" in (await office.says(ana, "/stretch streak")).text


async def kept(office: Office, human: Human) -> set[str]:
    """The tables that hold anything of a person."""
    found = set()
    async with office.limber.database.read() as connection:
        for table in metadata.tables.values():
            if "user_id" in table.c:
                owners = await connection.scalars(select(table.c.user_id))
                found |= {table.name} if human.id in owners.all() else set()
    return found


async def test_slack_silent_about_a_person_changes_nothing(desk: Office, ana: Human) -> None:
    desk.slack.faults.outage("users.info")
    assert "Slack didn't tell me your time zone" in (await desk.says(ana, "/stretch join")).text
    assert "You're in!" in (await desk.says(ana, "/stretch join")).text
