"""Nothing of a person is left once they are forgotten, and an export holds all of it and nothing
of anybody else: with every table filled, over the local Slack, on both databases."""

import csv
import gc
import json
import logging
import shutil
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.domain.members import Who
from bot.logs import set_up
from bot.playground.humans.humans import Human
from bot.playground.world.world import StoredFile
from bot.store.db.tables import metadata
from bot.store.people import personal_data
from bot.ticker import HOUSEKEEPING
from bot.usecases.features import all_commands
from tests.endtoend.office import Office, frozen_clock, open_office
from tests.endtoend.test_home_and_settings import wording
from tests.filling import fill, mark

DRAWN_WITHIN_S = 20
"""A picture of a history, on a busy machine."""


class Everything(logging.Handler):
    """Whatever is logged, at every level, before anything of it is hidden."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.said = StringIO()

    def emit(self, record: logging.LogRecord) -> None:
        trace = logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
        print(record.name, record.getMessage(), record.__dict__, trace, file=self.said)


class Logs:
    """All that is logged: as it is written with LIMBER_LOG=json, and as it was before."""

    def __init__(self) -> None:
        self.written = StringIO()
        self._before = Everything()
        set_up(as_json=True, level=logging.DEBUG, stream=self.written)
        logging.getLogger().addHandler(self._before)

    def names(self, *ids: str) -> list[str]:
        """The lines that hold any of these."""
        lines = [*self.written.getvalue().splitlines(), *self._before.said.getvalue().splitlines()]
        return [it for it in lines if any(id_ in it for id_ in ids)]


@pytest.fixture
def logs() -> Iterator[Logs]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield Logs()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
async def office(
    database_url: str, drawn: Path, tmp_path: Path, logs: Logs
) -> AsyncIterator[Office]:
    """With a web server, and all its files in one folder."""
    figures = shutil.copytree(drawn, tmp_path / "figures")
    places = {"limber_figures": str(figures), "host": "127.0.0.1", "port": 0}
    async with open_office(database_url, frozen_clock(), **places) as opened:
        yield opened


@pytest.fixture
def ana(office: Office) -> Human:
    return office.slack.add_person("Ana Lima", tz="Europe/Berlin")


@pytest.fixture
def ben(office: Office) -> Human:
    return office.slack.add_person("Ben Okafor", tz="America/New_York", is_admin=True)


async def lives(office: Office, human: Human) -> None:
    """A day with a little of everything that leaves something behind."""
    await office.joins(human)
    await office.walks_through(human, await office.says(human, "/stretch look away"))
    for typed in (
        "off 24 dec",
        "holidays DE-BY",
        "hours mon-fri 9-20",
        "pause 1h",
        "resume",
        "snooze",
        "more",
        "streak",
        "leaderboard",
        "why",
        "settings",
    ):
        before = len(office.slack.calls("response_url")) + len(office.slack.calls("views.open"))
        await human.types(f"/stretch {typed}")
        await office.slack.until(
            lambda before=before: (  # type: ignore[misc]
                len(office.slack.calls("response_url")) + len(office.slack.calls("views.open"))
                > before
            )
        )
    await office.limber.tasks.finish(DRAWN_WITHIN_S)
    await office.clicks(human, "plan_begins.move-more", await office.says(human, "/stretch plan"))
    await human.set_status("At the doctor's", ":face_with_thermometer:")
    await human.join_huddle()
    await human.leave_huddle()
    await human.clear_status()
    await human.opens_home()
    await office.limber.tasks.finish(DRAWN_WITHIN_S)
    await office.settles()


async def filled(office: Office, *people: Human) -> None:
    """Every table holds something, and of each of these people where it holds people."""
    for human in people:
        await lives(office, human)
    await office.nudged(people[0])
    async with office.limber.database.write() as connection:
        await fill(connection, [who(it) for it in people], office.clock())
        for table in metadata.sorted_tables:
            assert await connection.scalar(select(func.count()).select_from(table)), table.name
            for human in people if table in personal_data.PERSONAL else ():
                mine = select(func.count()).where(table.c.user_id == human.id)
                assert await connection.scalar(mine), (table.name, human)
    for name in ("charts", "leftovers", "pictures"):
        for file_id in [it["file_id"] for it in await rows_of(office, name)]:
            uploaded(office, file_id)
    names = [it.name for it in office.slack.workspace.files.values()]
    assert names.count("weeks.png") == len(people)


async def rows_of(office: Office, name: str) -> list[Any]:
    async with office.limber.database.read() as connection:
        return [it._mapping for it in await connection.execute(select(metadata.tables[name]))]


def uploaded(office: Office, file_id: str) -> None:
    """Slack has such a file of Limber's."""
    workspace = office.slack.workspace
    workspace.files.setdefault(
        file_id,
        StoredFile(
            id=file_id,
            name=f"{file_id}.png",
            title="",
            length=1,
            uploader=workspace.bot.id,
            created=office.clock(),
            complete=True,
        ),
    )


def who(human: Human) -> Who:
    return Who(human.workspace.id, human.id)


def written(column: str, value: object) -> object:
    """A value as an export writes it."""
    match value:
        case str() if column == "preferences":
            return json.loads(value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
    return value


async def kept(office: Office, human: Human) -> Mapping[str, list[Mapping[str, object]]]:
    """All rows in which a person's id stands anywhere."""
    found = {}
    async with office.limber.database.read() as connection:
        for table in metadata.sorted_tables:
            ordered = select(table).order_by(*table.primary_key.columns)
            rows = (await connection.execute(ordered)).all()
            mine = [it for it in rows if human.id in it]
            found[table.name] = [{k: written(k, v) for k, v in it._mapping.items()} for it in mine]
    return found


async def exported(office: Office, human: Human) -> tuple[Any, str]:
    """The two files somebody got: everything, and the table of breaks."""
    office.clock.move(timedelta(minutes=1))
    await office.says(human, "/stretch export")
    await office.settles()
    everything, breaks = human.files()
    return json.loads(everything.content), breaks.content.decode("utf-8-sig")


async def test_an_export_holds_all_of_a_person_and_nothing_of_anybody_else(
    office: Office, ana: Human, ben: Human
) -> None:
    await filled(office, ana, ben)
    everything, breaks = await exported(office, ana)
    for name, rows in (await kept(office, ana)).items():
        told = everything["tables"].get(name, {"rows": []})["rows"]
        assert len(told) == len(rows), name
        for row, mine in zip(rows, told, strict=True):
            if "user_id" in row and name != "exports":
                assert mine == row, name
            assert mine.items() <= row.items() or name == "exports", name
    assert len(everything["tables"]["breaks"]["rows"]) == 1
    assert len(list(csv.reader(StringIO(breaks)))) == 2
    told = json.dumps(everything) + breaks
    assert mark(who(ana)) in told
    for of_ben in (ben.id, ben.dm.id, mark(who(ben)), "Ben", "Okafor", "New_York"):
        assert of_ben not in told, of_ben
    assert "xox" not in told
    assert office.slack.workspace.bot.id not in told


async def test_nothing_of_a_person_is_left_once_they_are_forgotten(
    office: Office, ana: Human, ben: Human, tmp_path: Path, logs: Logs
) -> None:
    await filled(office, ana, ben)
    await exported(office, ana)
    of_ben, of_ana = await kept(office, ben), (ana.id, ana.dm.id)
    card = await office.says(ana, "/stretch")
    await office.clicks(ana, "forget", await office.says(ana, "/stretch forget-me"))
    await office.settles()
    assert "I keep nothing about you." in wording(ana.home)
    await comes_back(office, ana, card)
    assert on_disk(tmp_path, *of_ana) == []
    stored = repr(await office.stored())
    assert [it for it in of_ana if it in stored] == []
    assert await kept(office, ben) == of_ben
    assert ana.files() == []
    assert [it.name for it in office.slack.workspace.files.values()].count("weeks.png") == 1
    assert [it for it in at_slack(office) if ana.id in it or mark(who(ana)) in it] == []
    assert logs.names(*of_ana, ben.id, ben.dm.id) == []
    assert logs.written.getvalue()
    metrics = await shown(office, "/metrics")
    assert [it for it in (*of_ana, ben.id, office.slack.workspace.id) if it in metrics] == []
    gc.collect()
    assert [it for it in gc.get_objects() if isinstance(it, Who) and it.user_id == ana.id] == []


async def comes_back(office: Office, human: Human, card: Any) -> None:
    """What somebody forgotten may still do, without being remembered for it."""
    assert "from long ago" in (await office.clicks(human, "start", card)).text
    await human.set_status("Lunch", ":ramen:")
    await human.opens_home()
    await human.opens_home("messages")
    for typed in ("why", "streak", "leaderboard", "help", "export", "forget-me"):
        await office.says(human, f"/stretch {typed}")
    await office.ticks(office.clock())
    await office.limber.ticker.run(HOUSEKEEPING)
    await office.settles()


def on_disk(folder: Path, *ids: str) -> list[tuple[str, str]]:
    """The files that hold any of these ids, in their bytes or their names."""
    files = [it for it in folder.rglob("*") if it.is_file()]
    return [
        (it.name, id_)
        for it in files
        for id_ in ids
        if id_.encode() in it.read_bytes() or id_ in it.name
    ]


def at_slack(office: Office) -> list[str]:
    """What the files that Slack still has hold."""
    files = office.slack.workspace.files.values()
    return [f"{it.id} {it.content.decode('latin-1')}" for it in files]


async def shown(office: Office, path: str) -> str:
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"http://127.0.0.1:{office.limber.port}{path}") as response,
    ):
        return await response.text()


async def test_nobody_sees_anything_of_anybody_who_did_not_choose_it(
    office: Office, ana: Human, ben: Human
) -> None:
    """Not even an admin, whatever they type, in direct messages and in a channel."""
    others = [ana, *(office.slack.add_person(f"Person {n}") for n in range(5))]
    channel = office.slack.add_channel("general", ben, *others)
    for human in (*others, ben):
        await office.joins(human)
        await office.walks_through(human, await office.says(human, "/stretch look away"))
    for typed in (*(it.verb for it in all_commands()), "off everyone 24 dec Eve"):
        for where in (ben.dm, channel):
            await ben.types(f"/stretch {typed}", where)
            await office.limber.tasks.finish(DRAWN_WITHIN_S)
            office.clock.move(timedelta(seconds=10))
            if ben.modal is not None:
                seen(ben.modal.blocks, others)
                await ben.closes(everything=True)
    await ben.opens_home()
    await office.settles()
    for where in (ben.dm, channel):
        assert ben.sees(where)
        for message in ben.sees(where):
            seen((message.text, message.blocks), others)
    assert ben.home is not None
    seen(ben.home.blocks, others)


def seen(shown: object, others: Sequence[Human]) -> None:
    """Nothing in it names any of these people."""
    text = repr(shown)
    for human in others:
        assert human.id not in text, text
        assert human.person.real_name not in text, text
