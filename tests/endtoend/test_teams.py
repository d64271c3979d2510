"""A channel whose people take breaks side by side."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.members import MemberStatus
from bot.domain.teams.teams import Appointment, Team, TeamDay, next_digest, next_together
from bot.domain.teams.teams import Channel as TeamChannel
from bot.playground.humans.humans import Human
from bot.playground.world.world import Channel, Message
from bot.store.db.tables import metadata, team_days, team_members, team_standings
from bot.store.db.tables import teams as team_rows
from bot.store.teams import teams
from tests.endtoend.office import Office
from tests.endtoend.test_breaks import buttons
from tests.endtoend.test_home_and_settings import home, wording


def general(office: Office, *people: Human, **facts: object) -> Channel:
    return office.slack.add_channel("general", *people, **facts)  # type: ignore[arg-type]


async def typed(office: Office, human: Human, text: str, channel: Channel) -> Message:
    """What comes back for their eyes, for something typed into a channel."""
    before = {it.ts for it in human.sees(channel)}
    await human.types(text, channel)

    def answer() -> Message | None:
        new = (it for it in human.sees(channel) if it.ts not in before)
        return next((it for it in new if it.ephemeral_to == human.id), None)

    return await office.slack.until(answer)


async def starts(office: Office, human: Human, channel: Channel) -> Message:
    """The card with Join that everybody in the channel sees."""
    await typed(office, human, "/stretch team on", channel)
    return next(it for it in human.sees(channel) if it.ephemeral_to is None)


async def joins_team(office: Office, human: Human, card: Message) -> Message:
    """What they alone are told after a click on Join."""
    channel = office.slack.workspace.channels[card.channel_id]
    before = len(human.sees(channel))
    await human.clicks(card, "limber.team_join.invitation")
    await office.slack.until(lambda: len(human.sees(channel)) > before)
    return human.latest(channel)


async def stretches(office: Office, human: Human) -> None:
    await office.walks_through(human, await office.says(human, "/stretch look away"))


async def found(office: Office, channel: Channel) -> Team | None:
    async with office.limber.database.read() as connection:
        return await teams.find(connection, TeamChannel(office.slack.workspace.id, channel.id))


async def people_in(office: Office, channel: Channel) -> set[str]:
    async with office.limber.database.read() as connection:
        members = select(team_members.c.user_id).where(team_members.c.channel_id == channel.id)
        return set(await connection.scalars(members))


async def today(office: Office, channel: Channel) -> TeamDay:
    day = office.clock().date()
    async with office.limber.database.read() as connection:
        key = TeamChannel(office.slack.workspace.id, channel.id)
        days = await teams.days_of(connection, key, day, day)
    return days[0] if days else TeamDay(day)


@pytest.fixture
def ben(request: pytest.FixtureRequest, ana: Human) -> Human:
    name = "office" if "office" in request.fixturenames else "desk"
    office: Office = request.getfixturevalue(name)
    return office.slack.add_person("Ben Okafor", tz="Europe/Berlin")


async def test_a_team_begins_with_one_card_that_pings_nobody(
    office: Office, ana: Human, ben: Human
) -> None:
    channel = general(office, ana, ben)
    answer = await typed(office, ana, "/stretch team on", channel)
    assert answer.text.startswith("Team started!")
    (card,) = [it for it in ben.sees(channel) if it.user == office.slack.workspace.bot.id]
    assert card.text.startswith("Ana Lima started a stretch team here. Take breaks side by side")
    assert len(card.text.split()) <= 40
    assert buttons(card) == ["Join", "What others see"]
    await ben.clicks(card, "limber.team_seen")
    seen = await office.slack.until(lambda: it if (it := ben.latest(channel)) != card else None)
    assert "In a very small team others may guess" in seen.text
    assert "Never who took a break and who didn't." in seen.text
    assert "<@" not in str(card.blocks) + card.text
    assert "<!" not in str(card.blocks) + card.text
    assert await people_in(office, channel) == set()
    again = await typed(office, ben, "/stretch team on", channel)
    assert again.text.startswith("This channel has a team already. Nobody is in the team yet.")
    assert len(office.slack.calls("chat.postMessage")) == 1


async def test_joining_is_a_click_and_counts_from_then(
    office: Office, ana: Human, ben: Human
) -> None:
    channel = general(office, ana, ben)
    await office.joins(ana)
    await stretches(office, ana)
    card = await starts(office, ana, channel)
    said = await joins_team(office, ana, card)
    assert said.text.startswith(
        "You're in the team. It counts you from today on, and your breaks from now on."
    )
    assert buttons(said) == ["Leaderboard"]
    assert said.ephemeral_to == ana.id
    assert "1 is in so far." in {it.ts: it for it in ben.sees(channel)}[card.ts].text
    assert await people_in(office, channel) == {ana.id}
    assert await today(office, channel) == TeamDay(office.clock().date(), 1, 1)
    office.clock.move(timedelta(minutes=20))
    await stretches(office, ana)
    day = await today(office, channel)
    assert (day.available, day.took, day.breaks) == (1, 1, 1)
    shown = await typed(office, ben, "/stretch team", channel)
    assert "1 person is in the team. Today: 1 break in all." in shown.text
    assert buttons(shown) == ["Join", "Leaderboard"]
    assert buttons(await typed(office, ana, "/stretch team", channel)) == [
        "Leaderboard", "Team settings", "Leave the team",
    ]  # fmt: skip


async def test_a_guest_in_a_team_is_nudged_only_if_they_ask(
    office: Office, ana: Human, ben: Human
) -> None:
    channel = general(office, ana, ben)
    card = await starts(office, ana, channel)
    said = await joins_team(office, ben, card)
    assert "I send you nothing unasked." in said.text
    assert buttons(said) == ["Count me in", "Leaderboard"]
    assert (await office.member(ben)).status is MemberStatus.GUEST
    await office.ticks(office.clock() + timedelta(hours=3))
    assert ben.sees() == []
    await stretches(office, ben)
    day = await today(office, channel)
    assert (day.available, day.took, day.breaks) == (1, 1, 1)
    await office.counts_in(ben, said, channel)
    assert (await office.member(ben)).status is MemberStatus.ACTIVE


async def test_repeated_clicks_join_once(office: Office, ana: Human, ben: Human) -> None:
    channel = general(office, ana, ben)
    card = await starts(office, ana, channel)
    await joins_team(office, ben, card)
    for _ in range(3):
        await ben.clicks_stale(card, "limber.team_join.invitation")
    await office.settles()
    assert ben.latest(channel).text.startswith("You're in this team already.")
    assert await people_in(office, channel) == {ben.id}


@pytest.mark.slow
async def test_two_hundred_may_join_at_once(office: Office, ana: Human) -> None:
    """Slack is asked nothing about them, and each is counted once."""
    people = [office.slack.add_person(f"Person {n}") for n in range(200)]
    channel = general(office, ana, *people)
    card = await starts(office, ana, channel)
    before = len(office.slack.log)
    await asyncio.gather(*(it.clicks(card, "limber.team_join.invitation") for it in people))
    await office.limber.tasks.finish(60)
    assert await people_in(office, channel) == {it.id for it in people}
    assert {it.method for it in office.slack.log[before:]} == {"response_url"}
    assert " are in so far." in {it.ts: it for it in ana.sees(channel)}[card.ts].text
    first = people[0]
    member = await office.member(first)
    assert (member.zone, member.presumed) == ("Europe/Berlin", True)
    await office.says(first, "/stretch join")
    member = await office.member(first)
    assert (member.zone, member.presumed) == (first.person.tz, False)


async def test_typing_join_asks_for_the_click(office: Office, ana: Human, ben: Human) -> None:
    channel = general(office, ana, ben)
    await starts(office, ana, channel)
    asked = await typed(office, ben, "/stretch team join", channel)
    assert asked.text.startswith("Join the team of this channel? Nobody is in the team yet.")
    assert await people_in(office, channel) == set()
    await office.clicks_in(ben, "team_join", asked, channel)
    assert await people_in(office, channel) == {ben.id}
    again = await typed(office, ben, "/stretch team join", channel)
    assert buttons(again) == ["Leaderboard", "Team settings", "Leave the team"]


async def test_nudges_make_available_and_a_break_takes_part(
    office: Office, ana: Human, ben: Human
) -> None:
    channel = general(office, ana, ben)
    card = await starts(office, ana, channel)
    for human in (ana, ben):
        await office.joins(human)
        await joins_team(office, human, card)
    for human in (ana, ben):
        await office.nudged(human)
    day = await today(office, channel)
    assert (day.available, day.took) == (2, 0)
    await stretches(office, ben)
    shown = await typed(office, ana, "/stretch team", channel)
    assert "Today: 1 break in all. This week: 1 break in all." in shown.text
    assert "Team streak: a day on which at least half take a break begins one." in shown.text


@pytest.mark.parametrize("kind", ["channel", "group"])
async def test_leaving_the_channel_leaves_the_team(
    office: Office, ana: Human, ben: Human, kind: str
) -> None:
    channel = general(office, ana, ben, kind=kind)
    card = await starts(office, ana, channel)
    for human in (ana, ben):
        await joins_team(office, human, card)
    await stretches(office, ben)
    await ben.leave(channel)
    assert await people_in(office, channel) == {ana.id}
    day = await today(office, channel)
    assert (day.available, day.took, day.breaks) == (0, 0, 1)
    await ana.remove(ana.id, channel)
    assert await people_in(office, channel) == set()
    assert await found(office, channel) is not None


async def test_old_news_of_leaving_says_nothing_about_who_came_back(
    office: Office, ana: Human
) -> None:
    channel = general(office, ana)
    card = await starts(office, ana, channel)
    await joins_team(office, ana, card)
    event = {"type": "member_left_channel", "user": ana.id, "channel": channel.id}
    await tells(office, event, office.clock() - timedelta(minutes=1))
    assert await people_in(office, channel) == {ana.id}
    gone = {"type": "channel_left", "channel": channel.id, "actor_id": ana.id}
    await tells(office, gone, office.clock() - timedelta(minutes=1))
    assert await found(office, channel) is not None
    await tells(office, event, office.clock())
    assert await people_in(office, channel) == set()


async def tells(office: Office, event: dict[str, object], at: datetime) -> None:
    """An event that happened at another time than it is delivered at."""
    stage = office.slack.stage
    envelope = stage.outbox._envelope(
        "events_api",
        {
            **stage.outbox._callback(office.slack.workspace, {"event_ts": "1.1", **event}),
            "event_time": int(at.timestamp()),
        },
    )
    await stage.outbox._carry(envelope)


@pytest.mark.parametrize("kind", ["channel", "group"])
@pytest.mark.parametrize("how", ["remove", "archive", "delete"])
async def test_a_team_ends_with_its_channel(
    office: Office, ana: Human, ben: Human, kind: str, how: str
) -> None:
    channel = general(office, ana, ben, kind=kind)
    other = office.slack.add_channel("other", ana, ben)
    for where in (channel, other):
        await joins_team(office, ben, await starts(office, ana, where))
    await stretches(office, ben)
    ends: dict[str, Callable[[], object]] = {
        "remove": lambda: ana.remove(office.slack.workspace.bot.id, channel),
        "archive": lambda: ana.archive(channel),
        "delete": lambda: ana.delete(channel),
    }
    await ends[how]()  # type: ignore[misc]
    async with office.limber.database.read() as connection:
        for table in (team_rows, team_members, team_days, team_standings):
            left = set(await connection.scalars(select(table.c.channel_id)))
            assert left == {other.id}, table.name
    await stretches(office, ben)


async def test_events_of_channels_without_a_team_change_nothing(
    office: Office, ana: Human, ben: Human
) -> None:
    channel, other = general(office, ana, ben), office.slack.add_channel("other", ana, ben)
    await joins_team(office, ben, await starts(office, ana, channel))
    before = await office.stored()
    await ben.leave(other)
    await ana.remove(office.slack.workspace.bot.id, other)
    await ana.archive(other)
    await ana.delete(other)
    stranger = office.slack.add_person("Chloe Tan")
    await stranger.join(channel)
    await stranger.leave(channel)
    for kind in ("channel_left", "group_deleted", "member_left_channel"):
        event = {"type": kind, "user": ben.id, "channel": "C99999999", "actor_id": ana.id}
        await tells(office, event, office.clock())
    assert await office.stored() == before


async def test_where_limber_is_not_a_team_says_how_to_invite_it(office: Office, ana: Human) -> None:
    for kind in ("channel", "group"):
        channel = office.slack.add_channel(f"far-{kind}", ana, bot=False, kind=kind)  # type: ignore[arg-type]
        said = await typed(office, ana, "/stretch team on", channel)
        assert said.text.startswith("I'm not in this channel yet. Type `/invite @Limber` here")
        assert await found(office, channel) is None
        await ana.types("/invite @Limber", channel)
        assert "Team started!" in (await typed(office, ana, "/stretch team on", channel)).text
        assert await found(office, channel) is not None
    office.slack.forgive("not_in_channel", "channel_not_found")


async def test_in_a_direct_message_there_is_no_team_to_begin(desk: Office, ana: Human) -> None:
    for word in ("on", "off", "join"):
        said = await desk.says(ana, f"/stretch team {word}")
        assert said.text.startswith("A team lives in a channel: type `/stretch team on`")
    assert "You're in no team yet." in (await desk.says(ana, "/stretch team")).text
    channel = general(desk, ana)
    await joins_team(desk, ana, await starts(desk, ana, channel))
    for word in ("", "leave", "settings"):
        mine = await desk.says(ana, f"/stretch team {word}")
        assert mine.text.startswith(f"Your team. The team of <#{channel.id}>: Today:")
    await mine_leaves(desk, ana, mine)
    assert await people_in(desk, channel) == set()


async def mine_leaves(office: Office, human: Human, message: Message) -> None:
    await human.clicks(message, "limber.team_leave.1")
    await office.slack.until(lambda: "You're no longer in the team" in human.latest().text)


async def test_slack_in_trouble_begins_nothing(office: Office, ana: Human) -> None:
    channel = general(office, ana)
    await office.joins(ana)
    office.slack.faults.too_many("chat.postMessage", retry_after=30)
    said = await typed(office, ana, "/stretch team on", channel)
    assert said.text.startswith("Slack didn't take the team's card just now")
    assert await found(office, channel) is None


async def test_a_card_that_may_have_arrived_is_not_taken_back(office: Office, ana: Human) -> None:
    channel = general(office, ana)
    office.slack.faults.outage("chat.postMessage")
    said = await typed(office, ana, "/stretch team on", channel)
    assert said.text.startswith("The team is there, but Slack didn't say")
    assert buttons(await typed(office, ana, "/stretch team", channel))[0] == "Join"


async def test_a_team_is_ended_by_its_people_or_an_admin(office: Office, ana: Human) -> None:
    ben = office.slack.add_person("Ben Okafor")
    boss = office.slack.add_person("Chloe Tan", is_admin=True)
    channel = general(office, ana, ben, boss)
    await joins_team(office, ana, await starts(office, ana, channel))
    said = await typed(office, ben, "/stretch team off", channel)
    assert said.text.startswith("That's for the people of the team to decide")
    asked = await typed(office, ana, "/stretch team off", channel)
    assert asked.text.startswith(f"End the team of <#{channel.id}>?")
    assert await found(office, channel) is not None
    await office.clicks_in(ana, "team_off", asked, channel)
    assert await found(office, channel) is None
    told = [it.text for it in ben.sees(channel) if it.ephemeral_to is None]
    assert (
        told[-1] == "Ana Lima has ended the stretch team of this channel, and its numbers are gone."
    )
    await joins_team(office, ana, await starts(office, ana, channel))
    asked = await typed(office, boss, "/stretch team off", channel)
    await office.clicks_in(boss, "team_off", asked, channel)
    assert await found(office, channel) is None
    await boss.clicks_stale(asked, "limber.team_off")
    await office.slack.until(lambda: "That team has ended." in str(boss.sees(channel)))


async def test_old_buttons_of_a_team_that_has_ended_say_so(office: Office, ana: Human) -> None:
    channel = general(office, ana)
    card = await starts(office, ana, channel)
    status = await typed(office, ana, "/stretch team join", channel)
    async with office.limber.database.write() as connection:
        await teams.remove(connection, TeamChannel(office.slack.workspace.id, channel.id))
    for message, action in ((card, "team_join.invitation"), (status, "team_join")):
        await ana.clicks_stale(message, f"limber.{action}")
        await office.settles()
        assert "That team has ended." in str(ana.sees(channel))
    async with office.limber.database.read() as connection:
        for table in (team_rows, team_members, team_days):
            assert await connection.scalar(select(func.count()).select_from(table)) == 0


async def test_hostile_clicks_reach_no_team_of_others(office: Office, ana: Human) -> None:
    """Made-up values, the values of a channel somebody is not in, and those of a workspace."""
    eve = office.slack.add_person("Eve Adams")
    secret = office.slack.add_channel("secret", ana, kind="group")
    public = general(office, ana, eve)
    await joins_team(office, ana, await starts(office, ana, secret))
    card = await starts(office, ana, public)
    mine = await joins_team(office, eve, card)
    status = await typed(office, eve, "/stretch team", public)
    before = await office.stored()
    dm = await office.says(eve, "/stretch team")
    for value in (secret.id, "", "C99999999", "x' OR 1=1 --", "C1 " * 400):
        for message, action in (
            (card, "team_join.invitation"),
            (status, "team_leave"),
            (status, "team_settings"),
            (status, "team_board"),
            (mine, "team_board"),
            (dm, "team_leave.1"),
            (dm, "team_settings.1"),
            (dm, "team_board.1"),
        ):
            await eve.clicks_stale(message, f"limber.{action}", value=value)
            await office.settles()
            assert eve.modal is None
    for message in (card, status):
        seen = [it.text for it in eve.sees(public)] + [it.text for it in eve.sees()]
        assert not any(secret.id in it for it in seen), message
    assert await office.stored() == before
    assert await people_in(office, secret) == {ana.id}


async def test_a_team_off_for_another_channel_is_refused(office: Office, ana: Human) -> None:
    eve = office.slack.add_person("Eve Adams")
    secret = office.slack.add_channel("secret", ana, kind="group")
    public = general(office, ana, eve)
    await joins_team(office, ana, await starts(office, ana, secret))
    await joins_team(office, eve, await starts(office, ana, public))
    asked = await typed(office, eve, "/stretch team off", public)
    await eve.clicks_stale(asked, "limber.team_off", value=secret.id)
    await office.settles()
    assert await found(office, secret) is not None
    assert await found(office, public) is not None


async def test_the_people_of_a_team_decide_about_it(office: Office, ana: Human, ben: Human) -> None:
    channel = general(office, ana, ben)
    card = await starts(office, ana, channel)
    refused = await typed(office, ben, "/stretch team settings", channel)
    assert refused.text.startswith("The people of the team decide that.")
    await joins_team(office, ben, card)
    await ben.types("/stretch team goal 30", channel)
    form = await office.slack.until(lambda: ben.modal)
    assert "'initial_value': '30'" in str(form.blocks)
    wrong = await ben.submits({"weekly_goal": "1"})
    assert wrong is not None
    assert "weekly_goal" in wrong
    assert (
        await ben.submits(
            {
                "weekly_goal": "40",
                "digest_day": "0",
                "digest_at": "09:15",
                "together": "workdays",
                "together_at": "14:30",
            }
        )
        is None
    )
    await office.slack.until(lambda: ben.latest(channel).text.startswith("Saved."))
    assert "The week is summed up here on Monday, 9:15 AM." in ben.latest(channel).text
    assert "A break together every workday, 2:30 PM." in ben.latest(channel).text
    team = await found(office, channel)
    assert team is not None
    assert (team.weekly_goal, team.digest, team.together) == (
        40, Appointment(0, time(9, 15)), time(14, 30),
    )  # fmt: skip
    assert team.digest_at == next_digest(team, office.clock())
    assert team.together_at == datetime(2026, 11, 23, 13, 30, tzinfo=UTC)
    assert team.together_at == next_together(team, office.clock())
    shown = await typed(office, ben, "/stretch team", channel)
    assert "This week: 0 of the 40 breaks you aim for." in shown.text
    await ben.types("/stretch team settings", channel)
    await office.slack.until(lambda: ben.modal)
    assert await ben.submits({"weekly_goal": "", "digest_day": "none", "together": "none"}) is None
    await office.settles()
    team = await found(office, channel)
    assert team is not None
    assert (team.weekly_goal, team.digest_at, team.together_at) == (None, None, None)


async def test_who_left_meanwhile_decides_nothing(office: Office, ana: Human) -> None:
    channel = general(office, ana)
    await joins_team(office, ana, await starts(office, ana, channel))
    await ana.types("/stretch team settings", channel)
    await office.slack.until(lambda: ana.modal)
    await ana.leave(channel)
    await ana.join(channel)
    assert await ana.submits({"weekly_goal": "40"}) is None
    await office.settles()
    assert ana.latest(channel).text.startswith("The people of the team decide that.")
    team = await found(office, channel)
    assert team is not None
    assert team.weekly_goal is None


async def test_a_name_is_shown_from_the_board_that_home_opens(
    office: Office, ana: Human, ben: Human
) -> None:
    channel = general(office, ana, ben)
    await joins_team(office, ben, await starts(office, ana, channel))
    await office.joins(ben)
    await ben.clicks(await home(office, ben, "Your team", "together"), "limber.team_board.1")
    board = await office.slack.until(lambda: ben.modal)
    await ben.clicks(board, "limber.show_name")
    told = await office.slack.until(lambda: ben.modal if ben.modal != board else None)
    assert "Your name and how many breaks you took show from now on." in wording(told)
    assert (await office.member(ben)).preferences.listed


async def test_home_shows_the_team_and_what_to_do_about_it(
    office: Office, ana: Human, ben: Human
) -> None:
    channel = general(office, ana, ben)
    await joins_team(office, ben, await starts(office, ana, channel))
    view = await home(office, ben, "Your team")
    assert f"The team of <#{channel.id}>" in wording(view)
    assert "Today:* the first break goes here." in wording(view)
    assert "Count me in" in wording(view)
    await ben.clicks(view, "limber.team_board.1")
    board = await office.slack.until(lambda: ben.modal)
    assert "This week, together" in wording(board)
    await ben.closes(board)
    await ben.clicks(view, "limber.team_settings.1")
    await office.slack.until(lambda: ben.modal)
    assert await ben.submits({"weekly_goal": "12"}) is None
    now = await office.slack.until(
        lambda: ben.home if "of the 12 breaks you aim for" in wording(ben.home) else None
    )
    await ben.clicks(now, "limber.team_leave.1")
    await office.slack.until(lambda: "Your team" not in wording(ben.home))
    assert await people_in(office, channel) == set()


async def test_forgetting_somebody_keeps_the_teams_counts_and_no_name(
    office: Office, ana: Human, ben: Human
) -> None:
    channel = general(office, ana, ben)
    card = await starts(office, ana, channel)
    for human in (ana, ben):
        await joins_team(office, human, card)
        await stretches(office, human)
    office.clock.move(timedelta(days=1))
    await stretches(office, ana)
    asked = await office.says(ana, "/stretch forget")
    await office.clicks(ana, "forget", asked)
    async with office.limber.database.read() as connection:
        for table in metadata.tables.values():
            for column in table.c:
                held = select(func.count()).select_from(table).where(column == ana.id)
                if str(column.type) == "TEXT":
                    assert await connection.scalar(held) == 0, column
    day = await today(office, channel)
    assert (day.available, day.took, day.breaks) == (0, 0, 1)
    shown = await typed(office, ben, "/stretch team", channel)
    assert "1 person is in the team." in shown.text
    assert "This week: 3 breaks in all." in shown.text


async def test_an_account_that_is_gone_leaves_its_teams(
    office: Office, ana: Human, ben: Human
) -> None:
    channel = general(office, ana, ben)
    card = await starts(office, ana, channel)
    for human in (ana, ben):
        await joins_team(office, human, card)
    await ben.deactivate()
    await office.settles()
    assert await people_in(office, channel) == {ana.id}


@pytest.mark.parametrize(
    ("typed_words", "answer"),
    [
        ("blah", "I'm not sure what “blah” is for a team."),
        ("<!channel>", "I'm not sure what “&lt;!channel&gt;” is for a team."),
        ("", "There's no team in this channel."),
        ("leave", "There's no team in this channel."),
        ("off", "There's no team in this channel."),
        ("join", "There's no team in this channel."),
        ("goal", "There's no team in this channel."),
    ],
)
async def test_what_one_can_type_where_there_is_no_team(
    desk: Office, ana: Human, typed_words: str, answer: str
) -> None:
    said = await typed(desk, ana, f"/stretch team {typed_words}", general(desk, ana))
    assert said.text.startswith(answer), said.text


async def test_the_card_to_start_a_team_starts_it(desk: Office, ana: Human) -> None:
    channel = general(desk, ana)
    said = await typed(desk, ana, "/stretch team", channel)
    assert buttons(said) == ["Start a team here"]
    await desk.clicks_in(ana, "team_on", said, channel)
    assert await found(desk, channel) is not None


async def test_a_group_message_is_no_channel(desk: Office, ana: Human) -> None:
    """Its id looks like one, its name does not."""
    group = desk.slack.add_channel("mpdm-ana--ben--chloe-1", ana)
    said = await typed(desk, ana, "/stretch team on", group)
    assert said.text.startswith("A team lives in a channel")
