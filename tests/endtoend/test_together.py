"""A whole channel gets up at once: called for, joined, in step, counted, logged."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.app import open_limber
from bot.domain.calendar.work_week import monday
from bot.domain.members import Member, MemberStatus, Who
from bot.domain.teams.group_breaks import COALESCE, GroupBreak, GroupBreakState
from bot.domain.teams.teams import Channel as ChannelId
from bot.domain.teams.teams import Team
from bot.playground.faults import Faults
from bot.playground.humans.humans import Human
from bot.playground.tiers import MINUTE, PER_MINUTE
from bot.playground.world.world import Channel, Message
from bot.store.db.tables import breaks, session_people
from bot.store.db.tables import sessions as sessions_table
from bot.store.people import members
from bot.store.progress import week_totals
from bot.store.teams import group_breaks, teams
from bot.ticker import DAILY_BREAKS, GROUP_BREAKS, NUDGES, OLD_CARDS, PEOPLE
from tests.endtoend.office import NEVER_S, PING_S, Office, settings_for
from tests.endtoend.test_breaks import buttons
from tests.endtoend.test_teams import tells

POST, UPDATE = "chat.postMessage", "chat.update"
JOIN, OUT, OFF = "limber.together_join", "limber.together_leave", "limber.together_off"
SECOND = timedelta(seconds=1)
PATIENCE_S = 60.0
"""Real seconds, for two hundred clicks on a busy machine."""


class Hall:
    """A channel with Limber in it, and what people do there."""

    def __init__(self, office: Office, *people: Human, bot: bool = True) -> None:
        self.office = office
        self.channel: Channel = office.slack.add_channel("general", *people, bot=bot)

    @property
    def id(self) -> ChannelId:
        return ChannelId(self.office.slack.workspace.id, self.channel.id)

    @property
    def card(self) -> Message:
        """The one message in the channel that everybody sees."""
        [found] = [it for it in self.channel.messages.values() if it.ephemeral_to is None]
        return found

    def told(self, human: Human) -> list[Message]:
        """What only one person sees."""
        return [it for it in human.sees(self.channel) if it.ephemeral_to == human.id]

    async def says(self, human: Human, text: str) -> Message:
        before = len(self.told(human))
        await human.types(text, self.channel)
        await self.office.slack.until(lambda: len(self.told(human)) > before)
        await self.office.settles()
        return self.told(human)[-1]

    async def clicks(self, human: Human, action: str, on: Message | None = None) -> Message:
        """What only the clicker sees of a click on the card."""
        before = len(self.office.slack.calls("response_url"))
        await human.clicks(on or self.card, action)
        await self.office.slack.until(lambda: len(self.office.slack.calls("response_url")) > before)
        await self.office.settles()
        return self.told(human)[-1]

    async def round(self) -> None:
        await self.office.limber.ticker.run(DAILY_BREAKS)
        await self.office.limber.ticker.run(GROUP_BREAKS)

    async def at(self, at: datetime) -> None:
        """The clock moves there in one go, and what is due is done."""
        self.office.clock.reach(at)
        await self.round()

    async def session(self) -> GroupBreak:
        """The last one that was called for."""
        async with self.office.limber.database.read() as connection:
            found = await connection.scalar(
                select(sessions_table.c.id).order_by(sessions_table.c.starts_at.desc()).limit(1)
            )
            session = await group_breaks.find(connection, found)
        assert session is not None
        return session

    async def runs(self) -> list[str]:
        """From one thing that is due to the next, to the end; what the card said on the way."""
        said: list[str] = []
        for _ in range(60):
            await self.round()
            if self.card.text not in said:
                said.append(self.card.text)
            due = (await self.session()).due_at
            if due is None:
                return said
            self.office.clock.reach(max(due, self.office.clock() + SECOND))
        raise AssertionError(said)

    async def logged(self) -> list[tuple[str, int]]:
        """Whose break was logged, and of how many seconds."""
        async with self.office.limber.database.read() as connection:
            rows = await connection.execute(
                select(breaks.c.user_id, breaks.c.seconds).order_by(breaks.c.user_id)
            )
            return [(row[0], row[1]) for row in rows]


@pytest.fixture
def ben(request: pytest.FixtureRequest) -> Human:
    name = "office" if "office" in request.fixturenames else "desk"
    office: Office = request.getfixturevalue(name)
    return office.slack.add_person("Ben Okafor", tz="America/New_York")


async def test_from_the_call_to_one_line(office: Office, ana: Human, ben: Human) -> None:
    hall = Hall(office, ana, ben)
    start = office.clock() + timedelta(minutes=5)
    told = await hall.says(ana, "/stretch together shoulder rolls")
    assert told.text.startswith(
        "Your invitation is in the channel. It starts at 9:05 AM (Europe/Berlin)."
    )
    card = hall.card
    assert card.text.startswith(f"A break together. <@{ana.id}> invites everybody here. It starts")
    assert f"<!date^{int(start.timestamp())}^{{time}}|9:05 AM (Europe/Berlin)>" in str(card.blocks)
    assert "Join in if you like" in card.text
    assert "Shoulder rolls" in card.text
    assert buttons(card) == ["Join", "Call it off"]

    said = (await hall.clicks(ana, JOIN)).text
    assert said.startswith("You're in. It starts at 9:05 AM (Europe/Berlin), on the card above.")
    assert (await hall.clicks(ben, JOIN)).text.startswith("You're in.")
    assert "You're in already." in (await hall.clicks(ben, JOIN)).text
    assert hall.card == card
    await hall.at(office.clock() + COALESCE)
    assert "2 people are in." in hall.card.text

    said_in_step = await hall.runs()
    steps = [it for it in said_in_step if " of 4" in it]
    assert [it.split(".")[0] for it in steps] == [
        f"Shoulder rolls, together: {n} of 4" for n in (1, 2, 3, 4)
    ]
    assert hall.card.text == "2 people took a break together: Shoulder rolls. Well done."
    assert office.clock() - start < timedelta(seconds=70)
    assert await hall.logged() == [(ana.id, 68), (ben.id, 68)]
    assert len(office.slack.calls(POST)) == 1
    assert len(office.slack.calls(UPDATE)) == 6
    assert ana.id not in hall.card.text


async def test_each_step_lasts_as_long_as_it_is_done(desk: Office, ana: Human) -> None:
    """The other side included."""
    hall = Hall(desk, ana)
    await hall.says(ana, "/stretch together neck tilt")
    await hall.clicks(ana, JOIN)
    await hall.runs()
    start = (await hall.session()).starts_at
    began = [int((it.at - start).total_seconds()) for it in desk.slack.calls(UPDATE)[1:]]
    assert began == [0, 12, 24, 34, 42, 54, 64, 72]
    assert await hall.logged() == [(ana.id, 72)]


@pytest.mark.slow
async def test_two_hundred_click_within_two_seconds(office: Office, ana: Human) -> None:
    """Half of them nobody ever heard of; ten click twice."""
    hall = Hall(office, ana)
    crowd = [office.slack.add_person(f"Person {n}", tz="Asia/Tokyo") for n in range(200)]
    async with office.limber.database.write() as connection:
        await members.add(connection, *(_member(office, it) for it in crowd[:100]))
    hall.channel.members |= {it.id for it in crowd}
    await hall.says(ana, "/stretch together shoulder rolls")
    asked = len(office.slack.log)
    first = office.clock()
    clicks = [*crowd, *crowd[:10]]
    for n, human in enumerate(clicks):
        if n % 21 == 20:
            office.clock.move(timedelta(milliseconds=200))
            await hall.round()
        await human.clicks(hall.card, JOIN)
    assert office.clock() - first <= timedelta(seconds=2)
    await office.slack.until(lambda: len(office.slack.log) == asked + len(clicks), PATIENCE_S)
    assert {it.method for it in office.slack.log[asked:]} == {"response_url"}
    async with office.limber.database.read() as connection:
        counted = await connection.scalar(select(func.count()).select_from(session_people))
    assert counted == 200
    assert all("You're in" in hall.told(it)[0].text for it in crowd)

    await hall.runs()
    assert hall.card.text.startswith("200 people took a break together")
    assert [it for it, _ in await hall.logged()] == sorted(it.id for it in crowd)
    assert len(office.slack.calls(POST)) == 1
    assert len(office.slack.calls(UPDATE)) == 6
    assert [it.error for it in office.slack.log if it.error is not None] == []
    async with office.limber.database.read() as connection:
        week = monday((await hall.session()).starts_at.date())
        group = await week_totals.group_week(connection, ana.workspace.id, week)
    assert (group.people, group.breaks) == (200, 200)


async def test_their_number_is_drawn_once_for_many(desk: Office, ana: Human, ben: Human) -> None:
    hall = Hall(desk, ana, ben)
    await hall.says(ana, "/stretch together in 20m")
    await hall.clicks(ana, JOIN)
    await hall.at(desk.clock() + COALESCE / 2)
    await hall.clicks(ben, JOIN)
    await hall.round()
    assert desk.slack.calls(UPDATE) == []
    await hall.at(desk.clock() + COALESCE / 2)
    assert "2 people are in." in hall.card.text
    await hall.clicks(ben, OUT, hall.told(ben)[-1])
    await hall.at(desk.clock() + COALESCE)
    assert "1 person is in." in hall.card.text
    await hall.at(desk.clock() + timedelta(minutes=1))
    assert len(desk.slack.calls(UPDATE)) == 2


async def test_who_comes_late_counts_too(desk: Office, ana: Human, ben: Human) -> None:
    """And nobody's moving figure begins anew for it: the number comes with the next step."""
    hall = Hall(desk, ana, ben)
    await hall.says(ana, "/stretch together shoulder rolls")
    await hall.clicks(ana, JOIN)
    await hall.at(desk.clock() + timedelta(minutes=5))
    assert buttons(hall.card) == ["Join in", "Call it off"]
    edits = len(desk.slack.calls(UPDATE))
    desk.clock.move(timedelta(seconds=20))
    await hall.round()
    assert (await hall.clicks(ben, JOIN)).text.startswith("You're in. It's under way")
    await hall.at(desk.clock() + COALESCE)
    assert len(desk.slack.calls(UPDATE)) == edits + 1
    said = await hall.runs()
    assert "2 people are in." in said[1]
    assert hall.card.text.startswith("2 people took a break together")
    assert await hall.logged() == [(ana.id, 68), (ben.id, 48)]


async def test_after_the_end_it_is_over(desk: Office, ana: Human, ben: Human) -> None:
    hall = Hall(desk, ana, ben)
    await hall.says(ana, "/stretch together shoulder rolls")
    invitation = hall.card
    await hall.clicks(ana, JOIN)
    await hall.runs()
    await ben.clicks_stale(invitation, JOIN)
    await desk.settles()
    assert hall.told(ben)[-1].text.startswith("This one is over already.")
    assert buttons(hall.told(ben)[-1]) == ["Stretch now"]
    await hall.clicks(ana, OUT, hall.told(ana)[-1])
    assert "it counts for you" in hall.told(ana)[-1].text
    assert len(await hall.logged()) == 1
    async with desk.limber.database.read() as connection:
        assert await members.find(connection, Who(ben.workspace.id, ben.id)) is None


async def test_a_card_of_another_time_or_workspace(desk: Office, ana: Human, ben: Human) -> None:
    hall = Hall(desk, ana, ben)
    await hall.says(ana, "/stretch together")
    async with desk.limber.database.write() as connection:
        await group_breaks.remove(connection, (await hall.session()).id)
    for action in (JOIN, OFF):
        assert "from long ago" in (await hall.clicks(ben, action)).text


async def test_one_at_a_time_in_a_channel(desk: Office, ana: Human, ben: Human) -> None:
    hall = Hall(desk, ana, ben)
    await hall.says(ana, "/stretch together in 10m")
    told = await hall.says(ben, "/stretch together neck tilt in 5m")
    assert "already. It starts at 9:10 AM" in told.text
    assert buttons(told) == ["Join"]
    assert "You're in." in (await hall.clicks(ben, JOIN, told)).text
    other = Hall(desk, ana)
    assert "It starts at 9:05" in (await other.says(ana, "/stretch together")).text
    await hall.at(desk.clock() + timedelta(minutes=10))
    told = await hall.says(ana, "/stretch together")
    assert told.text.startswith("A break together is under way")
    assert len(desk.slack.calls(POST)) == 2


async def test_two_who_call_at_once_call_for_one(office: Office, ana: Human, ben: Human) -> None:
    hall = Hall(office, ana, ben)
    await asyncio.gather(
        *(it.types("/stretch together", hall.channel) for it in (ana, ben)),
    )
    await office.slack.until(lambda: hall.told(ana) and hall.told(ben))
    told = sorted(hall.told(it)[-1].text[:5] for it in (ana, ben))
    assert told == ["There", "Your "]
    assert len(office.slack.calls(POST)) == 1


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("at 25:00", "I didn't understand “at 25:00” as a time. Try"),
        ("in a while", "“in a while” could be more than one time."),
        ("in 0m", "“in 0m” is over already."),
        ("at 10:00 on friday", "A break together can be called for a day ahead"),
        ("every day at 10", "A break on every workday is a matter for the team"),
        ("thomas test", "That's a check for one person, in private"),
        ("glutes", "I have nothing for “glutes” that suits a whole group."),
        ("sholder rolls", "Not sure what “sholder rolls” is. Did you mean"),
        ("<!channel> in 5m", "Not sure what “&lt;!channel&gt;” is."),
        ("off", "No break together is planned in this channel."),
    ],
)
async def test_what_gives_no_break(desk: Office, ana: Human, typed: str, answer: str) -> None:
    hall = Hall(desk, ana)
    told = await hall.says(ana, f"/stretch together {typed}")
    assert told.text.startswith(answer), told.text
    assert desk.slack.calls(POST) == []


async def test_a_channel_without_limber(desk: Office, ana: Human) -> None:
    hall = Hall(desk, ana, bot=False)
    assert "`/invite @Limber` brings me in" in (await hall.says(ana, "/stretch together")).text
    desk.slack.forgive("not_in_channel")
    hall.channel.members.add(desk.slack.workspace.bot.id)
    assert "invitation is in" in (await hall.says(ana, "/stretch together")).text


async def test_not_in_a_conversation_of_two(desk: Office, ana: Human) -> None:
    assert "needs others" in (await desk.says(ana, "/stretch together")).text


async def test_an_exercise_for_a_part_of_the_body_or_any(desk: Office, ana: Human) -> None:
    """What is picked is gentle, and not what was done there last."""
    found = set()
    for _ in range(6):
        hall = Hall(desk, ana)
        await hall.says(ana, "/stretch together neck now")
        assert "eck" in hall.card.text or "hin" in hall.card.text
        await hall.runs()
    hall = Hall(desk, ana)
    for _ in range(8):
        desk.clock.move(SECOND)
        await hall.says(ana, "/stretch together now")
        found.add((await hall.session()).exercise_id)
        await hall.says(ana, "/stretch together off")
        await hall.round()
        hall.channel.messages.clear()
    assert len(found) == 8


async def test_who_may_call_it_off(desk: Office, ana: Human, ben: Human) -> None:
    boss = desk.slack.add_person("Chloe Tan", is_admin=True)
    hall = Hall(desk, ana, ben, boss)
    for human, command in ((ana, ""), (boss, ""), (ana, "off"), (boss, "cancel")):
        hall.channel.messages.clear()
        told = await hall.says(ana, "/stretch together")
        assert buttons(told) == ["Join", "Call it off"]
        await hall.clicks(ben, JOIN)
        assert "or an admin, can call it off" in (await hall.clicks(ben, OFF)).text
        if command:
            said = await hall.says(human, f"/stretch together {command}")
        else:
            said = await hall.clicks(human, OFF)
        assert said.text == "It's called off. The card says so in a moment."
        await hall.round()
        assert hall.card.text.startswith("This break together was called off.")
        assert buttons(hall.card) == []
        assert (await hall.session()).due_at is None
    assert await hall.logged() == []
    assert "is over already" in (await hall.clicks(ana, JOIN, told)).text


async def test_what_was_done_before_it_was_called_off_counts(desk: Office, ana: Human) -> None:
    hall = Hall(desk, ana)
    await hall.says(ana, "/stretch together shoulder rolls")
    await hall.clicks(ana, JOIN)
    await hall.at(desk.clock() + timedelta(minutes=5))
    await hall.at(desk.clock() + timedelta(seconds=15))
    await hall.clicks(ana, OFF)
    await hall.round()
    assert hall.card.text.startswith("1 person took this break: Shoulder rolls.")
    assert await hall.logged() == [(ana.id, 10)]


async def test_a_restart_in_the_middle(office: Office, ana: Human, database_url: str) -> None:
    hall = Hall(office, ana)
    await hall.says(ana, "/stretch together shoulder rolls")
    await hall.clicks(ana, JOIN)
    await hall.at(office.clock() + timedelta(minutes=5))
    settings = settings_for(office.slack, database_url)
    async with open_limber(
        settings, clock=office.clock, tick_s=NEVER_S, ping_s=PING_S, upload_pace_s=0
    ) as other:
        office.clock.move(timedelta(seconds=37))
        await other.ticker.run(GROUP_BREAKS)
        assert "3 of 4" in hall.card.text
        office.clock.move(timedelta(minutes=3))
        await other.ticker.run(GROUP_BREAKS)
    assert hall.card.text.startswith("1 person took this break")
    assert await hall.logged() == [(ana.id, 68)]


async def test_killed_while_slack_is_asked(office: Office, ana: Human) -> None:
    hall = Hall(office, ana)
    await hall.says(ana, "/stretch together shoulder rolls")
    await hall.clicks(ana, JOIN)
    office.clock.move(timedelta(minutes=5))
    office.slack.faults.hang(UPDATE)
    killed = asyncio.create_task(office.limber.ticker.run(GROUP_BREAKS))
    await office.slack.until(lambda: office.slack.calls(UPDATE))
    killed.cancel()
    await asyncio.gather(killed, return_exceptions=True)
    office.clock.move(timedelta(seconds=11))
    await hall.round()
    assert len(office.slack.calls(UPDATE)) == 1, "an edit may still be under way"
    office.clock.move(timedelta(seconds=2))
    await hall.round()
    assert "2 of 4" in hall.card.text
    await hall.runs()
    assert await hall.logged() == [(ana.id, 68)]


async def test_killed_at_the_end(desk: Office, ana: Human) -> None:
    hall = Hall(desk, ana)
    await hall.says(ana, "/stretch together shoulder rolls")
    await hall.clicks(ana, JOIN)
    await hall.at(desk.clock() + timedelta(minutes=5))
    desk.clock.move(timedelta(minutes=2))
    desk.slack.faults.hang(UPDATE)
    killed = asyncio.create_task(desk.limber.ticker.run(GROUP_BREAKS))
    await desk.slack.until(lambda: len(desk.slack.calls(UPDATE)) == 2)
    killed.cancel()
    await asyncio.gather(killed, return_exceptions=True)
    assert await hall.logged() == []
    await hall.runs()
    assert hall.card.text.startswith("1 person took this break")
    assert await hall.logged() == [(ana.id, 68)]


async def test_the_end_a_second_time_changes_nothing(office: Office, ana: Human) -> None:
    hall = Hall(office, ana)
    await hall.says(ana, "/stretch together shoulder rolls")
    await hall.clicks(ana, JOIN)
    await hall.runs()
    before = await office.stored()
    async with office.limber.database.write() as connection:
        await connection.execute(update(session_people).values(settled=False))
        await connection.execute(update(sessions_table).values(due_at=office.clock()))
    await hall.round()
    after = await office.stored()
    for table in ("breaks", "days", "weeks", "group_weeks", "streaks", "sessions"):
        assert after[table] == before[table], table


async def test_limber_was_away_for_all_of_it(desk: Office, ana: Human) -> None:
    hall = Hall(desk, ana)
    await hall.says(ana, "/stretch together")
    await hall.clicks(ana, JOIN)
    await hall.at(desk.clock() + timedelta(hours=1))
    assert hall.card.text.startswith("I wasn't there when this one was to begin")
    assert await hall.logged() == []
    assert (await hall.session()).state is GroupBreakState.MISSED


async def test_two_replicas_share_the_work(
    office: Office, ana: Human, ben: Human, database_url: str
) -> None:
    hall = Hall(office, ana, ben)
    await hall.says(ana, "/stretch together neck tilt")
    await hall.clicks(ana, JOIN)
    await hall.clicks(ben, JOIN)
    settings = settings_for(office.slack, database_url)
    async with open_limber(
        settings, clock=office.clock, tick_s=NEVER_S, ping_s=PING_S, upload_pace_s=0
    ) as other:
        while (due := (await hall.session()).due_at) is not None:
            office.clock.reach(due)
            await asyncio.gather(
                office.limber.ticker.run(GROUP_BREAKS), other.ticker.run(GROUP_BREAKS)
            )
    shown = [it.args["text"] for it in office.slack.calls(UPDATE)]
    assert len(shown) == len(set(shown)) == 9
    assert await hall.logged() == [(ana.id, 72), (ben.id, 72)]


async def test_slack_asks_to_wait(desk: Office, ana: Human) -> None:
    """The edit is put back, and what comes then is the step of then."""
    hall = Hall(desk, ana)
    await hall.says(ana, "/stretch together neck tilt")
    await hall.clicks(ana, JOIN)
    start = (await hall.session()).starts_at
    await hall.at(start)
    desk.slack.faults.too_many(UPDATE, retry_after=15)
    await hall.at(start + timedelta(seconds=12))
    for second in range(13, 27):
        await hall.at(start + timedelta(seconds=second))
    assert [it.error for it in desk.slack.calls(UPDATE)] == [None, "ratelimited"]
    await hall.at(start + timedelta(seconds=28))
    assert "right side, 3 of 4" in hall.card.text
    await hall.runs()
    assert hall.card.text.startswith("1 person took this break")


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(lambda it: it.outage(UPDATE), id="outage"),
        pytest.param(lambda it: it.babble(UPDATE, b"7"), id="babble"),
        pytest.param(lambda it: it.drop_before(UPDATE), id="cut off before"),
        pytest.param(lambda it: it.drop_after(UPDATE), id="cut off after"),
    ],
)
async def test_an_edit_that_is_lost_is_followed_by_the_next(
    desk: Office, ana: Human, trouble: Callable[[Faults], None]
) -> None:
    hall = Hall(desk, ana)
    await hall.says(ana, "/stretch together shoulder rolls")
    await hall.clicks(ana, JOIN)
    await hall.at(desk.clock() + timedelta(minutes=5))
    trouble(desk.slack.faults)
    await hall.runs()
    trouble(desk.slack.faults)
    assert hall.card.text.startswith("1 person took this break")
    assert len(desk.slack.calls(UPDATE)) in {5, 6}
    assert await hall.logged() == [(ana.id, 68)]


@pytest.mark.parametrize("error", ["message_not_found", "channel_not_found", "is_inactive"])
async def test_a_card_out_of_reach_ends_it_quietly(desk: Office, ana: Human, error: str) -> None:
    hall = Hall(desk, ana)
    for begun, counted in ((False, 0), (True, 1)):
        hall.channel.messages.clear()
        await hall.says(ana, "/stretch together shoulder rolls")
        await hall.clicks(ana, JOIN)
        if begun:
            await hall.at(desk.clock() + timedelta(minutes=5))
        edits = len(desk.slack.calls(UPDATE))
        desk.slack.faults.refuse(UPDATE, error)
        desk.clock.move(timedelta(seconds=15))
        for _ in range(10):
            await hall.at(desk.clock() + timedelta(seconds=30))
        assert len(desk.slack.calls(UPDATE)) == edits + 1
        assert not (await hall.session()).state.is_live
        assert len(await hall.logged()) == counted
    assert len(desk.slack.calls(POST)) == 2
    await hall.says(ana, "/stretch together")


@pytest.mark.parametrize("how", ["archived", "removed", "deleted"])
async def test_a_channel_that_is_gone_ends_it_quietly(desk: Office, ana: Human, how: str) -> None:
    hall = Hall(desk, ana)
    await desk.joins(ana)
    await _is_due(desk, ana, desk.clock() + timedelta(minutes=1))
    await hall.says(ana, "/stretch together in 2m")
    await hall.clicks(ana, JOIN)
    match how:
        case "archived":
            await ana.archive(hall.channel)
        case "deleted":
            await ana.delete(hall.channel)
        case _:
            await ana.remove(desk.slack.workspace.bot.id, hall.channel)
    for _ in range(3):
        await hall.at(desk.clock() + timedelta(minutes=2))
    assert desk.slack.calls(UPDATE) == []
    session = await hall.session()
    assert (session.state, session.due_at) == (GroupBreakState.CALLED_OFF, None)
    assert await hall.logged() == []
    due = (await desk.member(ana)).next_due_at
    assert due is not None
    assert due - desk.clock() < timedelta(minutes=40)


async def test_old_news_of_a_channel_ends_nothing(desk: Office, ana: Human) -> None:
    hall = Hall(desk, ana)
    await hall.says(ana, "/stretch together")
    gone = {"type": "channel_left", "channel": hall.channel.id, "actor_id": ana.id}
    await tells(desk, gone, desk.clock() - timedelta(minutes=1))
    assert (await hall.session()).state is GroupBreakState.CALLED
    await tells(desk, gone, desk.clock())
    assert (await hall.session()).state is GroupBreakState.CALLED_OFF


async def test_a_card_that_slack_did_not_take(desk: Office, ana: Human) -> None:
    hall = Hall(desk, ana)
    desk.slack.faults.too_many(POST, retry_after=30)
    assert "try again in a minute" in (await hall.says(ana, "/stretch together")).text
    assert "invitation is in" in (await hall.says(ana, "/stretch together")).text


async def test_a_card_of_which_nobody_knows(desk: Office, ana: Human, ben: Human) -> None:
    """Who clicks on it shows that it is there; where nobody does, it is given up."""
    hall = Hall(desk, ana, ben)
    for there in (True, False):
        hall.channel.messages.clear()
        fault = desk.slack.faults.drop_after if there else desk.slack.faults.drop_before
        fault(POST)
        told = await hall.says(ana, "/stretch together shoulder rolls")
        assert told.text.startswith("Slack didn't tell me whether my card arrived.")
        if there:
            assert "You're in." in (await hall.clicks(ben, JOIN)).text
            await hall.runs()
            assert hall.card.text.startswith("1 person took this break")
        else:
            assert "There's a break" in (await hall.says(ana, "/stretch together")).text
            await hall.at(desk.clock() + timedelta(minutes=1))
            assert "invitation is in" in (await hall.says(ana, "/stretch together")).text


async def test_nobody_who_is_in_is_nudged_around_it(desk: Office, ana: Human, ben: Human) -> None:
    hall = Hall(desk, ana, ben)
    await desk.joins(ana)
    await desk.joins(ben)
    due = (await desk.member(ana)).next_due_at
    assert due is not None
    desk.clock.reach(due - timedelta(minutes=2))
    await hall.says(ana, "/stretch together shoulder rolls")
    await hall.clicks(ana, JOIN)
    end = (await hall.session()).starts_at + timedelta(seconds=68)
    after = (await desk.member(ana)).next_due_at
    assert after is not None
    assert after >= end + timedelta(minutes=30)
    await hall.clicks(ana, OUT, hall.told(ana)[-1])
    back = (await desk.member(ana)).next_due_at
    assert back is not None
    assert desk.clock() + timedelta(minutes=30) <= back < after
    await hall.clicks(ana, JOIN)
    nudges = len(ana.sees())
    for _ in range(14):
        desk.clock.move(timedelta(seconds=30))
        await desk.limber.ticker.run(NUDGES)
        await hall.round()
    assert len(ana.sees()) == nudges
    member = await desk.member(ana)
    assert end <= member.sitting_since < end + timedelta(seconds=30)
    assert member.next_due_at is not None
    assert timedelta(minutes=30) <= member.next_due_at - end <= timedelta(minutes=41)
    assert member.recent[0] == "shoulder-rolls"


async def test_one_that_is_called_for_early_leaves_nudges_alone_until_it_is_near(
    desk: Office, ana: Human, ben: Human
) -> None:
    hall = Hall(desk, ana, ben)
    for human in (ana, ben):
        await desk.joins(human)
    await hall.says(ana, "/stretch together at 11:00")
    await hall.clicks(ana, JOIN)
    start = (await hall.session()).starts_at
    for human in (ana, ben):
        await _is_due(desk, human, start - timedelta(minutes=4))
    await hall.at(start - timedelta(minutes=10, seconds=1))
    assert (await desk.member(ana)).next_due_at == start - timedelta(minutes=4)
    await hall.at(start - timedelta(minutes=10))
    assert (await desk.member(ben)).next_due_at == start - timedelta(minutes=4)
    after = (await desk.member(ana)).next_due_at
    assert after is not None
    assert after > start + timedelta(minutes=30)


async def _is_due(desk: Office, human: Human, at: datetime) -> None:
    async with desk.limber.database.write() as connection:
        found = await members.lock(connection, Who(human.workspace.id, human.id))
        assert found is not None
        await members.reschedule(connection, [replace(found, next_due_at=at)])


async def test_who_nobody_knew_is_a_guest(office: Office, ana: Human, ben: Human) -> None:
    """Of whom Slack tells once there is time to ask."""
    hall = Hall(office, ana, ben)
    await hall.says(ana, "/stretch together shoulder rolls")
    asked = len(office.slack.calls("users.info"))
    told = await hall.clicks(ben, JOIN)
    assert "no nudges, unless you ask for them" in told.text
    guest = await office.member(ben)
    assert (guest.status, guest.zone, guest.presumed) == (
        MemberStatus.GUEST,
        "Europe/Berlin",
        True,
    )
    await hall.runs()
    assert len(office.slack.calls("users.info")) == asked
    assert len(await hall.logged()) == 1
    assert ben.sees() == []
    await office.joins(ben)
    member = await office.member(ben)
    assert (member.zone, member.presumed) == ("America/New_York", False)
    assert member.status is MemberStatus.ACTIVE


async def test_the_look_at_people_learns_of_guests(desk: Office, ana: Human, ben: Human) -> None:
    hall = Hall(desk, ana, ben)
    await hall.says(ana, "/stretch together shoulder rolls")
    await hall.clicks(ben, JOIN)
    while (await desk.member(ben)).presumed:
        desk.clock.move(timedelta(minutes=1))
        await desk.limber.ticker.run(PEOPLE)
    assert (await desk.member(ben)).zone == "America/New_York"


async def test_forgotten_while_it_runs(office: Office, ana: Human, ben: Human) -> None:
    hall = Hall(office, ana, ben)
    await hall.says(ana, "/stretch together shoulder rolls")
    for human in (ana, ben):
        await hall.clicks(human, JOIN)
    await hall.at(office.clock() + timedelta(minutes=5))
    async with office.limber.database.write() as connection:
        await members.forget(connection, Who(ben.workspace.id, ben.id))
    await hall.runs()
    assert hall.card.text.startswith("1 person took this break")
    assert [it for it, _ in await hall.logged()] == [ana.id]


@pytest.mark.slow
async def test_many_channels_at_once_stay_within_the_tier(desk: Office, ana: Human) -> None:
    """With old cards that wait to become one line: steps come first, and Slack refuses nothing."""
    await desk.joins(ana)
    for _ in range(12):
        await desk.nudged(ana)
    halls = [Hall(desk, ana) for _ in range(8)]
    for hall in halls:
        await hall.says(ana, "/stretch together neck tilt")
        await hall.clicks(ana, JOIN)
        desk.clock.move(SECOND)
    end = (await halls[-1].session()).starts_at + timedelta(seconds=90)
    while desk.clock() < end:
        desk.clock.move(SECOND)
        await halls[0].round()
        await desk.limber.ticker.run(OLD_CARDS)
    assert all(it.card.text.startswith("1 person took this break") for it in halls)
    calls = [it.at for it in desk.slack.calls(UPDATE)]
    assert [it.error for it in desk.slack.log if it.error is not None] == []
    most = max(len([it for it in calls if at - MINUTE < it <= at]) for at in calls)
    assert most <= PER_MINUTE[UPDATE]
    steps = [it for it in desk.slack.calls(UPDATE) if "together: " in str(it.args["text"])]
    assert len(steps) == 8 * 7


async def test_the_channel_names_nobody_but_the_host(desk: Office, ana: Human, ben: Human) -> None:
    hall = Hall(desk, ana, ben)
    await hall.says(ana, "/stretch together shoulder rolls")
    for human in (ana, ben):
        await hall.clicks(human, JOIN)
    await hall.runs()
    for call in [*desk.slack.calls(POST), *desk.slack.calls(UPDATE)]:
        said = str(call.args)
        assert ben.id not in said
        assert "<!channel>" not in said
        assert "<!here>" not in said


class Daily(Hall):
    """A channel whose team takes a break together at ten."""

    async def sets_up(self, *people: Human) -> None:
        at = self.office.clock()
        team = Team(
            **self.id._asdict(),
            set_up_by=None,
            set_up_at=at,
            zone="Europe/Berlin",
            locale="en-US",
            together=time(10),
            together_at=at + timedelta(hours=1),
        )
        async with self.office.limber.database.write() as connection:
            await teams.save(connection, team)
            for human in people:
                await members.add(connection, _member(self.office, human))
                who = Who(human.workspace.id, human.id)
                await teams.enter(connection, self.id, who, at, at.date())

    async def team(self) -> Team:
        async with self.office.limber.database.read() as connection:
            found = await teams.find(connection, self.id)
        assert found is not None
        return found

    async def day(self, *joining: Human) -> str:
        """One day's break, from its card to its end; what the card says then."""
        self.channel.messages.clear()
        due = (await self.team()).together_at
        assert due is not None
        await self.at(due - timedelta(minutes=5))
        for human in joining:
            await self.clicks(human, JOIN)
        await self.runs()
        return self.card.text


async def test_every_workday_at_a_time_of_the_teams(desk: Office, ana: Human, ben: Human) -> None:
    hall = Daily(desk, ana, ben)
    await hall.sets_up(ana)
    start = desk.clock() + timedelta(hours=1)
    await hall.at(start - timedelta(minutes=6))
    assert desk.slack.calls(POST) == []
    await hall.at(start - timedelta(minutes=5))
    assert hall.card.text.startswith(
        "The daily break together. It starts at 10:00 AM (Europe/Berlin)."
    )
    assert (await hall.team()).together_at == start + timedelta(days=1)
    assert "Somebody in the team can call this one off" in (await hall.clicks(ben, OFF)).text
    await hall.clicks(ben, JOIN)
    await hall.clicks(ana, JOIN)
    await hall.runs()
    assert hall.card.text.startswith("2 people took a break together")
    async with desk.limber.database.read() as connection:
        [day] = await teams.days_of(connection, hall.id, start.date(), start.date())
    assert (day.available, day.took, day.breaks) == (1, 1, 1), "Ben isn't in the team"
    exercise = (await hall.session()).exercise_id
    assert (await hall.day(ana)).startswith("1 person took this break")
    assert (await hall.session()).exercise_id != exercise
    hall.channel.messages.clear()
    await hall.at(start + timedelta(days=2, minutes=-5))
    assert "It's called off" in (await hall.clicks(ana, OFF)).text
    await hall.round()
    assert hall.card.text.startswith("This break together was called off.")
    assert (await hall.team()).together_at == start + timedelta(days=3)


async def test_a_team_without_anybody_is_left_alone(desk: Office, ana: Human) -> None:
    hall = Daily(desk, ana)
    await hall.sets_up()
    start = desk.clock() + timedelta(hours=1)
    for _ in range(3):
        await hall.at(start - timedelta(minutes=5))
        start += timedelta(days=1)
        assert (await hall.team()).together_at == start
    assert desk.slack.calls(POST) == []


async def test_one_that_was_slept_through_is_not_made_up_for(desk: Office, ana: Human) -> None:
    hall = Daily(desk, ana)
    await hall.sets_up(ana)
    await hall.at(desk.clock() + timedelta(days=2, hours=2))
    assert desk.slack.calls(POST) == []
    following = datetime.fromisoformat("2026-11-26 09:00+00:00")
    assert (await hall.team()).together_at == following


async def test_after_three_days_without_anybody_it_rests(
    office: Office, ana: Human, ben: Human
) -> None:
    hall = Daily(office, ana, ben)
    await hall.sets_up(ana)
    for joining in ((), (), (ana,), (), ()):
        said = await hall.day(*joining)
        assert "took this break" in said if joining else "Nobody made it to" in said
        assert (await hall.team()).together_at is not None
    assert "it rests until somebody wants it back" in await hall.day()
    assert buttons(hall.card) == ["Bring it back"]
    assert (await hall.team()).together_at is None
    assert (await hall.team()).together == time(10)
    await hall.at(office.clock() + timedelta(days=3))
    posts = len(office.slack.calls(POST))
    assert "Somebody in the team" in (await hall.clicks(ben, "limber.together_back")).text
    assert "The daily break is back" in (await hall.clicks(ana, "limber.together_back")).text
    assert "The daily break is back" in (await hall.clicks(ana, "limber.together_back")).text
    for _ in range(2):
        assert "Nobody made it to" in await hall.day()
    assert "it rests" in await hall.day()
    assert len(office.slack.calls(POST)) == posts + 3
    assert "It rests now" in (await hall.says(ana, "/stretch team")).text
    await ana.types("/stretch team settings", hall.channel)
    await office.slack.until(lambda: ana.modal)
    assert await ana.submits() is None
    await office.settles()
    assert (await hall.team()).together_at is not None


async def test_slack_takes_the_daily_card_later_or_never(desk: Office, ana: Human) -> None:
    hall = Daily(desk, ana)
    await hall.sets_up(ana)
    start = desk.clock() + timedelta(hours=1)
    desk.slack.faults.too_many(POST, retry_after=20)
    await hall.at(start - timedelta(minutes=5))
    for _ in range(30):
        await hall.at(desk.clock() + SECOND)
    assert [it.error for it in desk.slack.calls(POST)] == ["ratelimited", None]
    assert hall.card.text.startswith("The daily break together.")
    await hall.runs()
    hall.channel.members.discard(desk.slack.workspace.bot.id)
    for day in (1, 2):
        await hall.at(start + timedelta(days=day, minutes=-5))
    assert desk.slack.calls(POST)[-1].error == "not_in_channel"
    assert len(desk.slack.calls(POST)) == 3
    assert desk.slack.forgive("not_in_channel")
    async with desk.limber.database.read() as connection:
        assert await teams.find(connection, hall.id) is None, "its channel is gone"


async def test_what_slack_refuses_for_good_is_not_asked_again(desk: Office, ana: Human) -> None:
    hall = Daily(desk, ana)
    await hall.sets_up(ana)
    start = desk.clock() + timedelta(hours=1)
    desk.slack.faults.refuse(POST, "restricted_action")
    for day in range(2):
        await hall.at(start + timedelta(days=day, minutes=-5))
    assert [it.error for it in desk.slack.calls(POST)] == ["restricted_action"]
    assert (await hall.team()).together_at is None


async def test_the_daily_break_has_days_off_too(desk: Office, ana: Human) -> None:
    hall = Daily(desk, ana)
    await hall.sets_up(ana)
    await ana.change_profile(is_admin=True)
    await desk.says(ana, "/stretch off everyone tomorrow")
    start = desk.clock() + timedelta(hours=1)
    assert (await hall.day(ana)).startswith("1 person took this break")
    hall.channel.messages.clear()
    await hall.at(start + timedelta(days=1, minutes=-5))
    assert not hall.channel.messages
    assert (await hall.team()).together_at == start + timedelta(days=2)
    christmas = datetime(2026, 12, 25, 9, tzinfo=UTC)
    async with desk.limber.database.write() as connection:
        await teams.move_together(connection, hall.id, start + timedelta(days=2), christmas)
    await hall.at(christmas - timedelta(minutes=5))
    assert not hall.channel.messages
    assert (await hall.team()).together_at == christmas + timedelta(days=3)


async def test_two_replicas_post_one_daily_card(
    office: Office, ana: Human, database_url: str
) -> None:
    hall = Daily(office, ana)
    await hall.sets_up(ana)
    office.clock.move(timedelta(minutes=55))
    settings = settings_for(office.slack, database_url)
    async with open_limber(
        settings, clock=office.clock, tick_s=NEVER_S, ping_s=PING_S, upload_pace_s=0
    ) as other:
        await asyncio.gather(office.limber.ticker.run(DAILY_BREAKS), other.ticker.run(DAILY_BREAKS))
    assert len(office.slack.calls(POST)) == 1


def _member(office: Office, human: Human, **changes: object) -> Member:
    facts: dict[str, object] = {
        "workspace_id": human.workspace.id,
        "user_id": human.id,
        "status": MemberStatus.ACTIVE,
        "zone": "Europe/Berlin",
        "locale": "en-US",
        "sitting_since": office.clock(),
        **changes,
    }
    return Member(**facts)  # type: ignore[arg-type]
