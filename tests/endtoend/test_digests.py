"""The weekly message of a team: once, in its channel, with counts and without names."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.members import Who
from bot.domain.teams.teams import Channel, Team
from bot.playground.humans.humans import Human
from bot.playground.world.world import Channel as Room
from bot.playground.world.world import Message
from bot.store.teams import teams
from bot.ticker import DIGESTS
from tests.domain.people import utc
from tests.endtoend.office import Office, frozen_clock, open_office
from tests.teamwork import founded, team

MONDAY = date(2026, 11, 23)
DUE = utc("2026-11-27 14:00")
"""Friday at three in Berlin."""
WEEK = [(2, 3), (3, 3), (1, 3), (2, 2)]
POST = "chat.postMessage"
ANNOUNCED = "files.getUploadURLExternal"
A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Crew:
    """A team in an office: who is in it, and where it meets."""

    office: Office
    room: Room
    people: list[Human]

    def heard(self) -> list[Message]:
        """What everybody in the channel sees, oldest first."""
        return [it for it in self.room.messages.values() if it.ephemeral_to is None]

    async def at(self, at: datetime) -> list[Message]:
        """The clock moves on, and weekly messages that are due are sent."""
        self.office.clock.move_to(at)
        await self.office.limber.ticker.run(DIGESTS)
        return self.heard()

    async def stored(self) -> Team | None:
        async with self.office.limber.database.read() as connection:
            return await teams.find(connection, self.channel)

    @property
    def channel(self) -> Channel:
        return Channel(self.office.slack.workspace.id, self.room.id)


async def meets(office: Office, *, week: bool = True, **facts: Any) -> Crew:
    """Three people in a channel that is a team, of whom two took breaks."""
    people = [office.slack.add_person(it, tz="Europe/Berlin") for it in ("Ana", "Ben", "Chloe")]
    room = office.slack.add_channel("neck-and-neck", *people)
    for human in people:
        await office.joins(human)
    made = team(office.slack.workspace.id, room.id, office.clock(), **facts)
    whos = [Who(it.workspace.id, it.id) for it in people]
    breaks = dict(zip(whos, (5, 3, 0), strict=True)) if week else dict.fromkeys(whos, 0)
    async with office.limber.database.write() as connection:
        await founded(connection, made, breaks, MONDAY, WEEK if week else [(0, 3)] * 4)
    return Crew(office, room, people)


def image(card: Message) -> dict[str, Any] | None:
    return next((it for it in card.blocks if it["type"] == "image"), None)


@pytest.fixture
async def drawing(sqlite_url: str, drawn: Path) -> AsyncIterator[Office]:
    """An office that draws."""
    async with open_office(sqlite_url, frozen_clock(), limber_figures=str(drawn)) as opened:
        yield opened


async def test_it_comes_once_a_week(office: Office) -> None:
    crew = await meets(office)
    assert await crew.at(DUE - timedelta(seconds=1)) == []
    [message] = await crew.at(DUE)
    assert "16 breaks in all." in message.text
    assert "On average, 67% of available people took a break each day." in message.text
    assert await crew.at(DUE + timedelta(hours=3)) == [message]
    stored = await crew.stored()
    assert stored is not None
    assert stored.digest_at == DUE + A_WEEK


async def test_it_names_nobody_and_calls_nobody(desk: Office) -> None:
    crew = await meets(desk, weekly_goal=12)
    [message] = await crew.at(DUE)
    said = f"{message.text} {message.blocks}"
    assert not re.search(r"<@|<!|@channel|@here|Ana|Ben|Chloe", said)
    assert not any(it.id in said for it in crew.people)
    assert "Weekly goal: 16 of 12 breaks. Reached!" in message.text
    assert "A thread under this message" in message.text


async def test_it_carries_its_picture(drawing: Office) -> None:
    crew = await meets(drawing)
    [message] = await crew.at(DUE)
    shown = image(message)
    assert shown is not None
    assert drawing.slack.workspace.files[shown["slack_file"]["id"]].name == "week.png"
    assert "Monday 2 of 3, Tuesday 3 of 3" in shown["alt_text"]
    assert "Week by week" not in shown["alt_text"]  # it is their first


@pytest.mark.parametrize("looks", [1, 3])
async def test_a_picture_that_slack_looks_at_is_waited_for(drawing: Office, looks: int) -> None:
    drawing.slack.faults.look_at_files(looks)
    crew = await meets(drawing)
    [message] = await crew.at(DUE)
    assert image(message) is not None
    assert len(drawing.slack.forgive("invalid_blocks")) == looks


async def test_one_that_slack_never_shows_does_not_cost_the_message(drawing: Office) -> None:
    drawing.slack.faults.look_at_files(100)
    crew = await meets(drawing)
    [message] = await crew.at(DUE)
    assert image(message) is None
    assert "16 breaks in all." in message.text
    drawing.slack.forgive("invalid_blocks")


async def test_nor_does_one_that_cannot_be_uploaded(drawing: Office) -> None:
    crew = await meets(drawing)
    await drawing.settles()
    drawing.slack.faults.refuse(ANNOUNCED, "missing_scope")
    [message] = await crew.at(DUE)
    assert image(message) is None


async def test_a_week_in_which_nobody_took_part_is_passed_over(office: Office) -> None:
    crew = await meets(office, week=False)
    assert await crew.at(DUE) == []
    stored = await crew.stored()
    assert stored is not None
    assert stored.digest_at == DUE + A_WEEK


async def test_after_an_outage_it_comes_late_within_a_day(office: Office) -> None:
    crew = await meets(office)
    assert len(await crew.at(DUE + timedelta(hours=23, minutes=59))) == 1


async def test_and_not_at_all_after_a_day(office: Office) -> None:
    crew = await meets(office)
    assert await crew.at(DUE + timedelta(days=1)) == []
    stored = await crew.stored()
    assert stored is not None
    assert stored.digest_at == DUE + A_WEEK


@pytest.mark.parametrize("fault", ["too_many", "not_reached"])
async def test_what_slack_did_not_take_is_sent_again(office: Office, fault: str) -> None:
    crew = await meets(office)
    if fault == "too_many":
        office.slack.faults.too_many(POST, retry_after=40)
        assert await crew.at(DUE) == []
    else:
        await office.slack.faults.refuse_connections()
        assert await crew.at(DUE) == []
        await office.slack.faults.accept_connections()
        await office.slack.until(lambda: office.slack.socket.connections == 1)
    assert await crew.at(DUE + timedelta(seconds=20)) == []
    assert len(await crew.at(DUE + timedelta(seconds=40))) == 1


async def test_what_slack_does_not_take_for_a_day_waits_for_the_next_week(desk: Office) -> None:
    crew = await meets(desk)
    desk.slack.faults.too_many(POST, times=30, retry_after=3600)
    for hour in range(30):
        assert await crew.at(DUE + timedelta(hours=hour)) == []
    assert len(desk.slack.calls(POST)) == 24
    stored = await crew.stored()
    assert stored is not None
    assert stored.digest_at == DUE + A_WEEK


@pytest.mark.parametrize("fault", ["outage", "drop_after", "drop_before"])
async def test_what_may_have_arrived_is_never_sent_again(desk: Office, fault: str) -> None:
    crew = await meets(desk)
    getattr(desk.slack.faults, fault)(POST)
    first = await crew.at(DUE)
    assert len(first) == (fault == "drop_after")
    assert await crew.at(DUE + timedelta(hours=1)) == first


async def test_a_team_ends_where_limber_finds_that_it_was_taken_out_of_the_channel(
    desk: Office,
) -> None:
    crew = await meets(desk)
    crew.room.members.discard(desk.slack.workspace.bot.id)
    assert await crew.at(DUE) == []
    assert desk.slack.forgive("not_in_channel")
    assert await crew.stored() is None
    assert await crew.at(DUE + A_WEEK) == []
    assert len(desk.slack.calls(POST)) == 1


async def test_any_member_of_the_team_can_stop_it(office: Office) -> None:
    crew = await meets(office)
    [message] = await crew.at(DUE)
    ben = crew.people[1]
    await ben.clicks(message, "limber.digest_stop")
    answer = await office.slack.until(lambda: _answered(ben, crew.room))
    assert "No more weekly summaries here" in answer.text
    assert crew.heard() == [message]
    stored = await crew.stored()
    assert stored is not None
    assert (stored.digest, stored.digest_at) == (None, None)
    assert await crew.at(DUE + A_WEEK) == [message]


async def test_any_member_can_change_when_it_comes(office: Office) -> None:
    crew = await meets(office)
    [message] = await crew.at(DUE)
    ben = crew.people[1]
    await ben.clicks(message, "limber.team_settings")
    await office.slack.until(lambda: ben.modal is not None)
    assert "Friday" in str(ben.modal)


async def test_nobody_else_can(desk: Office) -> None:
    crew = await meets(desk)
    [message] = await crew.at(DUE)
    dan = desk.slack.add_person("Dan")
    await dan.join(crew.room)
    await dan.clicks(message, "limber.digest_stop")
    answer = await desk.slack.until(lambda: _answered(dan, crew.room))
    assert "The people of the team decide that" in answer.text
    stored = await crew.stored()
    assert stored is not None
    assert stored.digest_at == DUE + A_WEEK


async def test_many_teams_are_told_a_few_at_a_time(desk: Office) -> None:
    ana = desk.slack.add_person("Ana", tz="Europe/Berlin")
    await desk.joins(ana)
    who = Who(ana.workspace.id, ana.id)
    rooms = [desk.slack.add_channel(f"team-{n}", ana) for n in range(25)]
    async with desk.limber.database.write() as connection:
        for room in rooms:
            made = team(who.workspace_id, room.id, desk.clock())
            await founded(connection, made, {who: 1}, MONDAY, [(1, 1)])
    desk.clock.move_to(DUE)
    for _ in range(3):
        await desk.limber.ticker.run(DIGESTS)
        desk.clock.move(timedelta(seconds=5))
    assert [len(it.messages) for it in rooms] == [1] * 25


def _answered(human: Human, room: Room) -> Message | None:
    """What only that person sees in a channel."""
    return next((it for it in human.sees(room) if it.ephemeral_to == human.id), None)
