"""Leaderboards: of a team, of teams, one's own place, and their switches."""

import pytest

from bot.domain.progress.streaks import SOON
from bot.domain.teams.leaderboards import Board
from bot.playground.humans.humans import Human
from bot.playground.world.world import Channel
from bot.store.people import workspaces
from tests.endtoend.office import Office
from tests.endtoend.test_breaks import buttons
from tests.endtoend.test_home_and_settings import section
from tests.endtoend.test_teams import general, joins_team, starts, stretches, typed


async def team_of(office: Office, name: str, *people: Human) -> Channel:
    """A channel with a team of these people in it."""
    channel = office.slack.add_channel(name, *people)
    card = await starts(office, people[0], channel)
    for human in people:
        await joins_team(office, human, card)
    return channel


def crowd(office: Office, count: int) -> list[Human]:
    return [
        office.slack.add_person(f"Person {n}", name=f"person{n}", tz="Europe/Berlin")
        for n in range(count)
    ]


async def lists_themselves(office: Office, human: Human, nickname: str = "") -> None:
    await section(office, human, "breaks")
    assert await human.submits({"listed": ["listed"], "nickname": nickname}) is None
    await office.settles()


async def off(office: Office) -> frozenset[Board]:
    async with office.limber.database.read() as connection:
        return await workspaces.boards_off(connection, office.slack.workspace.id)


async def test_a_name_is_shown_and_hidden_from_the_board(office: Office) -> None:
    ana, *_ = crowd(office, 1)
    await office.joins(ana)
    board = await office.says(ana, "/stretch leaderboard")
    await ana.clicks(board, "limber.show_name")
    told = await office.slack.until(lambda: it if (it := ana.latest()) != board else None)
    assert told.text.startswith("Your name and how many breaks you took show from now on.")
    assert (await office.member(ana)).preferences.listed
    assert "limber.show_name" not in str((await office.says(ana, "/stretch leaderboard")).blocks)
    await ana.clicks(told, "limber.hide_name")
    await office.settles()
    assert not (await office.member(ana)).preferences.listed


async def test_a_teams_board_names_those_who_asked_for_it(office: Office) -> None:
    people = crowd(office, 6)
    channel = await team_of(office, "general", *people)
    for human in people:
        await stretches(office, human)
    office.clock.move(SOON)
    await stretches(office, people[3])
    ana, *others = people
    for human in others[:4]:
        await lists_themselves(office, human)
    board = (await typed(office, ana, "/stretch leaderboard", channel)).text
    assert "This week: 7 breaks in all. Today: 6 of 6 took a break." in board
    assert "1 break of yours counts for it this week." in board
    assert "1. " not in board
    await section(office, others[4], "breaks")
    refused = await others[4].submits({"listed": ["listed"], "nickname": "<!channel>"})
    assert refused is not None
    assert refused.keys() == {"nickname"}
    assert await others[4].submits({"nickname": "  Speedy   2 "}) is None
    await office.settles()
    shown = await typed(office, ana, "/stretch leaderboard", channel)
    assert f"1. <@{people[3].id}>: 2 breaks" in shown.text
    assert f"2. <@{people[1].id}>: 1 break" in shown.text
    assert "2. Speedy 2: 1 break" in shown.text
    assert others[4].id not in str(shown)
    assert f"<@{ana.id}>" not in str(shown)
    assert "<!" not in str(shown.blocks)
    assert shown.ephemeral_to == ana.id


async def test_which_board_it_is_depends_on_where_one_asks(office: Office) -> None:
    ana, ben, chloe = crowd(office, 3)
    first = await team_of(office, "first", ana, ben)
    second = await team_of(office, "second", ana, chloe)
    plain = general(office, ana, chloe)
    here = await typed(office, ana, "/stretch leaderboard", second)
    assert f"The team of <#{second.id}>" in here.text
    elsewhere = await typed(office, ana, "/stretch leaderboard", plain)
    assert f"The team of <#{first.id}>" in elsewhere.text
    assert f"The team of <#{first.id}>" in (await office.says(ana, "/stretch leaderboard")).text
    assert f"The team of <#{second.id}>" in (await office.says(chloe, "/stretch leaderboard")).text
    stranger = office.slack.add_person("Dan Holm")
    assert "Everybody" not in (await office.says(ana, "/stretch leaderboard")).text
    for human, words in ((stranger, ""), (ana, " everyone")):
        board = await office.says(human, f"/stretch leaderboard{words}")
        assert "Once 5 people here have taken a break" in board.text


async def test_teams_stand_beside_one_another_by_their_share(office: Office) -> None:
    ana, ben, chloe, dan = people = crowd(office, 4)
    said = await office.says(ana, "/stretch leaderboard teams")
    assert "No team has a share to show yet this week." in said.text
    large = await team_of(office, "large", *people)
    small = await team_of(office, "small", ben, chloe, dan)
    equal = await team_of(office, "equal", chloe, dan, ben)
    alone = await team_of(office, "alone", dan)
    idle = await team_of(office, "idle", ana)
    for human in people:
        await office.joins(human)
    for human in people:
        await office.nudged(human)
    for human in (ben, chloe, dan):
        await stretches(office, human)
    board = await office.says(ana, "/stretch leaderboard teams")
    assert f"1. <#{small.id}>: 100%" in board.text
    assert f"1. <#{equal.id}>: 100%" in board.text
    assert f"3. <#{large.id}>: 75%" in board.text
    assert idle.id not in board.text
    assert alone.id not in board.text, "everybody would see what one person did"
    assert "<@" not in board.text
    assert board.ephemeral_to == ana.id


async def test_ones_own_place_is_told_to_them_alone(office: Office) -> None:
    people = crowd(office, 7)
    channel = await team_of(office, "general", *people)
    ana, *others = people
    mine = await typed(office, ana, "/stretch leaderboard me", channel)
    assert "Your first break this week goes here." in mine.text
    assert "Your place" not in mine.text
    for human in people:
        await stretches(office, human)
    office.clock.move(SOON)
    await stretches(office, others[0])
    for human in others[:4]:
        await lists_themselves(office, human)
    few = await typed(office, ana, "/stretch leaderboard me", channel)
    assert "Places are told once 5 people have chosen to be listed." in few.text
    await lists_themselves(office, others[4])
    mine = await typed(office, ana, "/stretch leaderboard me", channel)
    assert "Your place: 2." in mine.text
    assert "Only you see this, and you're on no leaderboard." in mine.text
    assert mine.ephemeral_to == ana.id
    assert "Your place: 1." in (await office.says(others[0], "/stretch leaderboard me")).text
    stranger = office.slack.add_person("Dan Holm")
    await stretches(office, stranger)
    alone = await office.says(stranger, "/stretch leaderboard me")
    assert "Among everybody here: You took 1 break this week. Your place: 2." in alone.text
    channel.members.add(stranger.id)
    visiting = await typed(office, stranger, "/stretch leaderboard me", channel)
    assert visiting.text == alone.text, "they aren't in the team of that channel"
    there = await typed(office, stranger, "/stretch leaderboard", channel)
    assert "You took 1 break this week." in there.text


async def test_admins_switch_leaderboards_off_and_on(office: Office, ana: Human) -> None:
    boss = office.slack.add_person("Chloe Tan", is_admin=True)
    channel = await team_of(office, "general", ana, boss)
    for word in ("off", "on", "off teams", "settings"):
        said = await typed(office, ana, f"/stretch leaderboard {word}", channel)
        assert said.text.startswith("Only admins of this workspace can switch leaderboards")
    assert await off(office) == frozenset()
    said = await typed(office, boss, "/stretch leaderboard off teams", channel)
    assert said.text.startswith(
        "Saved. Shown here: a team's week, each person's own place, for them alone."
    )
    assert await off(office) == {Board.TEAMS}
    closed = await office.says(ana, "/stretch leaderboard teams")
    assert closed.text.startswith("This leaderboard is switched off in this workspace.")
    assert "This week, together" in (await office.says(ana, "/stretch leaderboard")).text
    said = await office.says(boss, "/stretch leaderboard off")
    assert said.text == "Saved. No leaderboard is shown here."
    assert buttons(said) == ["Choose"]
    for words in ("", " teams", " me", " everyone"):
        closed = await office.says(ana, f"/stretch leaderboard{words}")
        assert closed.text.startswith("This leaderboard is switched off in this workspace.")
    await boss.clicks(said, "limber.choose_boards")
    await office.slack.until(lambda: boss.modal)
    assert await boss.submits({"boards": ["team", "me"]}) is None
    await office.slack.until(lambda: "Shown here: a team's week" in boss.latest().text)
    assert await off(office) == {Board.TEAMS}
    await office.says(boss, "/stretch leaderboard on")
    assert await off(office) == frozenset()


async def test_who_is_no_admin_any_more_switches_nothing(desk: Office) -> None:
    boss = desk.slack.add_person("Chloe Tan", is_admin=True)
    await boss.types("/stretch leaderboard settings")
    await desk.slack.until(lambda: boss.modal)
    await boss.change_profile(is_admin=False)
    assert await boss.submits({"boards": []}) is None
    await desk.slack.until(boss.sees)
    assert boss.latest().text.startswith("Only admins of this workspace")
    assert await off(desk) == frozenset()


async def test_an_old_button_of_an_admins_changes_nothing_by_itself(
    desk: Office, ana: Human
) -> None:
    boss = desk.slack.add_person("Chloe Tan", is_admin=True)
    said = await desk.says(boss, "/stretch leaderboard off")
    await ana.clicks_stale(said, "limber.choose_boards")
    await desk.settles()
    assert ana.modal is None


async def test_slack_silent_about_an_admin_changes_nothing(desk: Office) -> None:
    boss = desk.slack.add_person("Chloe Tan", is_admin=True)
    desk.slack.faults.outage("users.info")
    said = await desk.says(boss, "/stretch leaderboard off")
    assert said.text.startswith("Slack didn't tell me just now whether you're an admin")
    assert await off(desk) == frozenset()


@pytest.mark.parametrize("words", ["blah", "off blah", "<!channel>"])
async def test_a_board_that_there_is_not(desk: Office, ana: Human, words: str) -> None:
    said = await desk.says(ana, f"/stretch leaderboard {words}")
    assert said.text.startswith("I know no leaderboard “")
    assert "<!" not in str(said.blocks)
