"""`limber run` in a process of its own: stopped, killed at the worst moments, started again."""

import json
import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.app import system_clock
from bot.domain.members import Member, Who
from bot.domain.teams.teams import Appointment
from bot.domain.teams.weekly_digest import week_told
from bot.playground.clock import MovableClock
from bot.playground.humans.humans import Human
from bot.playground.journal import ApiCall
from bot.playground.server import StandIn
from bot.playground.world.world import Channel, Message
from bot.store.db.database import Database
from bot.store.db.tables import members as members_table
from bot.store.db.tables import nudges as nudges_table
from bot.store.people import members
from bot.store.progress import streak_records
from bot.store.teams import digest_times
from tests.endtoend.processes import environment, limber, running
from tests.teamwork import founded, team

pytestmark = pytest.mark.slow
AROUND_THE_CLOCK = json.dumps({"week": [[[0, 1440]]] * 7})


@pytest.fixture
async def slack() -> AsyncIterator[StandIn]:
    async with StandIn.open(clock=MovableClock(system_clock)) as opened:
        yield opened


@pytest.fixture
def ana(slack: StandIn) -> Human:
    return slack.add_person("Ana Lima", tz="Etc/UTC")


async def says(slack: StandIn, human: Human, text: str) -> Message:
    before = len(human.sees())
    await human.types(text)
    await slack.until(lambda: len(human.sees()) > before)
    return human.latest()


async def clicks(slack: StandIn, human: Human, action: str, says: str) -> Message:
    """The card after a click on it, once it says so."""
    card = human.latest()
    await human.clicks(card, f"limber.{action}")
    return await slack.until(
        lambda: it if says in (it := {m.ts: m for m in human.sees()}[card.ts]).text else None
    )


async def member(url: str, human: Human) -> Member:
    async with Database.open(url) as database, database.read() as connection:
        found = await members.find(connection, Who(human.workspace.id, human.id))
    assert found is not None
    return found


async def is_due(url: str, at: datetime) -> None:
    """Everybody works around the clock and is due at that instant."""
    async with Database.open(url) as database, database.write() as connection:
        await connection.execute(
            update(members_table).values(preferences=AROUND_THE_CLOCK, next_due_at=at)
        )


async def breaks(url: str, human: Human) -> int:
    async with Database.open(url) as database, database.read() as connection:
        who = Who(human.workspace.id, human.id)
        return (await streak_records.streak(connection, who, system_clock().date())).breaks


async def recorded(url: str) -> list[str]:
    """Where the cards stand, those that were put back not among them."""
    async with Database.open(url) as database, database.read() as connection:
        return sorted(await connection.scalars(select(nudges_table.c.state)))


def nudges(human: Human) -> int:
    return sum(it.ephemeral_to is None for it in human.sees())


async def until_done(slack: StandIn, human: Human) -> None:
    """An exercise taken from the offer to its last step, one click short of done."""
    await says(slack, human, "/stretch look away")
    await clicks(slack, human, "start", "1 of")
    for step in (2, 3, 4):
        await clicks(slack, human, "next", f"{step} of")


@pytest.mark.parametrize("over_http", [False, True], ids=["socket mode", "http"])
async def test_a_kill_and_a_restart_keep_everything(
    slack: StandIn, ana: Human, tmp_path: Path, database_url: str, over_http: bool
) -> None:
    async with running(slack, tmp_path, database_url, over_http=over_http) as process:
        await says(slack, ana, "/stretch join")
        await until_done(slack, ana)
        await clicks(slack, ana, "next", "Nice")
        before = await member(database_url, ana)
        await process.kill()
    async with running(slack, tmp_path, database_url, over_http=over_http):
        assert await member(database_url, ana) == before
        assert "1 break" in (await says(slack, ana, "/stretch streak")).text
        await is_due(database_url, system_clock())
        await slack.until(lambda: nudges(ana) == 1)
    assert slack.problems == []


async def test_killed_between_claim_and_send(
    slack: StandIn, ana: Human, tmp_path: Path, database_url: str
) -> None:
    async with running(slack, tmp_path, database_url) as process:
        await says(slack, ana, "/stretch join")
        slack.faults.hang("chat.postMessage")
        await is_due(database_url, system_clock())
        await slack.until(lambda: slack.faults.pending("chat.postMessage") == 0)
        await process.kill()
    claimed = await member(database_url, ana)
    assert claimed.next_due_at is not None
    assert claimed.next_due_at > system_clock() + timedelta(minutes=25)
    async with running(slack, tmp_path, database_url):
        assert "Next nudge:" in (await says(slack, ana, "/stretch why")).text
        assert nudges(ana) == 0
        assert await member(database_url, ana) == claimed


async def test_killed_between_send_and_record(
    slack: StandIn, ana: Human, tmp_path: Path, database_url: str
) -> None:
    async with running(slack, tmp_path, database_url) as process:
        await says(slack, ana, "/stretch join")
        await is_due(database_url, system_clock())
        await slack.until(lambda: nudges(ana) == 1)
        await process.kill()
    async with running(slack, tmp_path, database_url):
        await clicks(slack, ana, "start", "1 of")
        assert nudges(ana) == 1


async def a_team_is_due(url: str, human: Human, room: Channel) -> None:
    """A team of one person, whose weekly message is due now."""
    at = system_clock().replace(second=0, microsecond=0)
    appointment = Appointment(at.weekday(), at.time())
    it = team(human.workspace.id, room.id, at, zone="Etc/UTC", digest=appointment)
    monday, _ = week_told(it, at)
    who = Who(human.workspace.id, human.id)
    async with Database.open(url) as database, database.write() as connection:
        await founded(connection, it, {who: 2}, monday, [(1, 1)])
        await digest_times.move(connection, it.channel, it.digest_at or at, at)


async def next_digest_in(url: str) -> timedelta:
    async with Database.open(url) as database, database.read() as connection:
        due = await digest_times.next_due_at(connection)
    assert due is not None
    return due - system_clock()


@pytest.mark.parametrize("fault", ["hang", "drop_after"])
async def test_a_weekly_message_of_a_killed_process_is_never_sent_twice(
    slack: StandIn, ana: Human, tmp_path: Path, database_url: str, fault: str
) -> None:
    """Whether it was killed before Slack took it, or before it knew that Slack had."""
    room = slack.add_channel("neck-and-neck", ana)
    async with running(slack, tmp_path, database_url) as process:
        await says(slack, ana, "/stretch join")
        getattr(slack.faults, fault)("chat.postMessage")
        await a_team_is_due(database_url, ana, room)
        await slack.until(lambda: slack.faults.pending("chat.postMessage") == 0, timeout=20)
        await process.kill()
    arrived = len(room.messages)
    assert arrived == (fault == "drop_after")
    assert await next_digest_in(database_url) > timedelta(days=6)
    async with running(slack, tmp_path, database_url):
        await says(slack, ana, "/stretch why")
    assert len(room.messages) == arrived


async def test_killed_between_ack_and_commit(
    slack: StandIn, ana: Human, tmp_path: Path, sqlite_url: str
) -> None:
    async with running(slack, tmp_path, sqlite_url) as process:
        await until_done(slack, ana)
        held = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        held.execute("BEGIN IMMEDIATE")
        await ana.clicks(ana.latest(), "limber.next")
        await process.kill()
        held.rollback()
        held.close()
    assert await breaks(sqlite_url, ana) == 0
    async with running(slack, tmp_path, sqlite_url):
        await clicks(slack, ana, "next", "Break 1 today")
    assert await breaks(sqlite_url, ana) == 1


async def test_killed_between_commit_and_redraw(
    slack: StandIn, ana: Human, tmp_path: Path, database_url: str
) -> None:
    async with running(slack, tmp_path, database_url) as process:
        await until_done(slack, ana)
        slack.faults.hang("response_url")
        await ana.clicks(ana.latest(), "limber.next")
        await slack.until(lambda: slack.faults.pending("response_url") == 0)
        await process.kill()
    assert await breaks(database_url, ana) == 1
    async with running(slack, tmp_path, database_url):
        await clicks(slack, ana, "next", "Break 1 today")
    assert await breaks(database_url, ana) == 1


async def test_sigterm_finishes_what_is_in_flight(
    slack: StandIn, ana: Human, tmp_path: Path, database_url: str
) -> None:
    async with running(slack, tmp_path, database_url) as process:
        await says(slack, ana, "/stretch join")
        release = slack.faults.hang("response_url")
        await ana.types("/stretch pause 2h")
        await slack.until(lambda: slack.faults.pending("response_url") == 0)
        process.process.terminate()
        await slack.until(lambda: slack.socket.connections == 0)
        release()
        assert await process.ends() == 0
        assert "limber has stopped" in process.said[-1]
    assert "Paused." in ana.latest().text


async def test_sigterm_does_not_wait_for_ever(
    slack: StandIn, ana: Human, tmp_path: Path, sqlite_url: str
) -> None:
    async with running(slack, tmp_path, sqlite_url) as process:
        people = [ana, slack.add_person("Ben Okafor"), slack.add_person("Chloe Tan")]
        for human in people:
            await says(slack, human, "/stretch join")
        slack.faults.hang("chat.postMessage")
        slack.faults.too_many("chat.postMessage", retry_after=1)
        await is_due(sqlite_url, system_clock())
        await slack.until(lambda: sum(map(nudges, people)) == 1)
        started = system_clock()
        assert await process.terminate() == 0
        assert system_clock() - started < timedelta(seconds=10)
    assert await recorded(sqlite_url) == ["lost", "offered"]
    assert sorted([(await member(sqlite_url, it)).nudged_count for it in people]) == [0, 1, 1]


async def test_sigterm_ends_a_start_that_waits_for_slack(
    slack: StandIn, tmp_path: Path, sqlite_url: str
) -> None:
    nothing_there = b'{"ok": true, "url": "ws://127.0.0.1:9/"}'
    slack.faults.babble("apps.connections.open", nothing_there, times=100)
    async with limber(tmp_path, "run", **environment(slack, sqlite_url)) as process:
        await slack.until(lambda: len(slack.calls("apps.connections.open")) == 2, timeout=20)
        started = system_clock()
        assert await process.terminate() == 0
        assert system_clock() - started < timedelta(seconds=5)
        assert not any("limber is running" in it for it in process.said)


async def test_a_start_warns_of_nothing(slack: StandIn, tmp_path: Path, sqlite_url: str) -> None:
    async with running(slack, tmp_path, sqlite_url) as process:
        assert [it for it in map(json.loads, process.said) if it["level"] != "info"] == []


WRITES_ITS_MODULES = """\
import atexit, sys
from pathlib import Path
folder = Path(__file__).parent
atexit.register(lambda: (folder / "modules").write_text("\\n".join(sys.modules)))
"""


def is_of_a_chart(call: ApiCall) -> bool:
    """Whether a chart that was drawn is on its way to Slack."""
    return call.args.get("filename") == "weeks.png"


async def test_what_only_a_start_needs_is_not_kept_in_memory(
    slack: StandIn, ana: Human, tmp_path: Path, sqlite_url: str
) -> None:
    watched = tmp_path / "watched"
    watched.mkdir()
    (watched / "sitecustomize.py").write_text(WRITES_ITS_MODULES)
    env = environment(slack, sqlite_url)
    path = f"{watched}:{Path(__file__).parents[2]}"
    async with limber(tmp_path, "run", **env, LIMBER_FIGURES="", PYTHONPATH=path) as process:
        await process.is_up()
        await says(slack, ana, "/stretch join")
        await until_done(slack, ana)
        await clicks(slack, ana, "next", "Nice")
        await says(slack, ana, "/stretch streak")
        await slack.until(lambda: any(map(is_of_a_chart, slack.log)), timeout=30)
        assert await process.terminate() == 0
    loaded = set((watched / "modules").read_text().splitlines())
    assert "bot.app" in loaded
    drawing = {"numpy", "PIL", "bot.charts.drawing.canvas"}
    printing = {"typer", "rich", "pygments"}
    upgrading = {"alembic"}
    reading = {
        "yaml",
        "babel.messages",
        "bot.library.loading",
        "bot.library.files.schema",
        "bot.figures.model.schema",
    }
    elsewhere = {"sqlalchemy.dialects.postgresql", "asyncpg", "cryptography", "pydantic"}
    assert not loaded & (drawing | printing | upgrading | reading | elsewhere)
