"""/stretch export: everything of one person, into their hands alone."""

import csv
import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from bot.domain.members import Who
from bot.playground.faults import Faults
from bot.playground.humans.humans import Human
from bot.playground.world.world import Message
from bot.store.db.tables import workspaces
from bot.store.people import exports, file_deletions
from bot.ticker import HOUSEKEEPING
from bot.usecases.privacy.file_deletion import AGAIN_AFTER
from tests.endtoend.office import Office

COMING = "Everything I keep about you is on its way into our direct messages"
FAILED = "I could not bring you your data."


async def exported(office: Office, human: Human) -> tuple[Any, list[list[str]]]:
    """What the files of a person hold now."""
    everything, breaks = human.files()
    table = csv.reader(StringIO(breaks.content.decode("utf-8-sig")))
    return json.loads(everything.content), list(table)


def notified(human: Human) -> list[Message]:
    """What is in the direct messages for good."""
    return [it for it in human.sees() if it.ephemeral_to is None]


async def test_everything_comes_as_files(office: Office, ana: Human) -> None:
    ben = office.slack.add_person("Ben Okafor", tz="Europe/Berlin")
    for human in (ana, ben):
        await office.joins(human)
        await office.walks_through(human, await office.says(human, "/stretch look away"))
    before = len(office.slack.log)
    assert (await office.says(ana, "/stretch export")).text.startswith(COMING)
    await office.settles()
    assert [it.method for it in office.slack.log[before:]] == [
        "response_url",
        *["files.getUploadURLExternal", "upload"] * 2,
        "chat.postMessage",
        "files.completeUploadExternal",
    ]
    said, shared = notified(ana)[-2:]
    assert said.text.startswith("Everything I keep about you is in the next message")
    assert list(shared.files) == [it.id for it in ana.files()]
    assert [it.name for it in ana.files()] == [
        "limber-2026-11-23.json",
        "limber-breaks-2026-11-23.csv",
    ]
    assert [it.title for it in ana.files()] == ["Everything Limber keeps of you", "Your breaks"]
    read, table = await exported(office, ana)
    assert (read["user_id"], read["made_at"]) == (ana.id, "2026-11-23T08:00:00+00:00")
    assert [it["exercise_id"] for it in read["tables"]["breaks"]["rows"]] == ["20-20-20"]
    assert read["tables"]["members"]["rows"][0]["zone"] == "Europe/Berlin"
    assert len(table) == 2
    assert table[1][1:5] == [
        "2026-11-23T09:00:00+01:00",
        "Europe/Berlin",
        "20-20-20 for the eyes",
        "20-20-20",
    ]
    assert ben.id not in json.dumps(read)
    assert ben.files() == []
    assert not office.slack.workspace.can_see_file(ben.id, ana.files()[0])


async def test_it_comes_once_a_minute_and_the_newest_takes_the_place_of_the_others(
    office: Office, ana: Human
) -> None:
    await office.joins(ana)
    await office.says(ana, "/stretch export")
    await office.settles()
    first = [it.id for it in ana.files()]
    said = (await office.says(ana, "/stretch export")).text
    assert said.startswith("Your data was on its way a moment ago")
    await office.settles()
    assert [it.id for it in ana.files()] == first
    office.clock.move(timedelta(minutes=1))
    assert (await office.says(ana, "/stretch export")).text.startswith(COMING)
    await office.settles()
    assert len(ana.files()) == 2
    assert set(first) == office.slack.workspace.deleted_files
    async with office.limber.database.read() as connection:
        who = Who(ana.workspace.id, ana.id)
        assert await exports.files(connection, who) == [it.id for it in ana.files()]
        assert await file_deletions.next_due_at(connection) is None


async def test_a_command_that_comes_twice_brings_it_once(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    desk.slack.faults.deliver_twice()
    await desk.says(ana, "/stretch export")
    await desk.settles()
    assert len(ana.files()) == 2


async def test_who_is_not_known_has_nothing_to_take(office: Office, ana: Human) -> None:
    assert (await office.says(ana, "/stretch export")).text.startswith(
        "I don't know anything about you"
    )
    await office.settles()
    assert (ana.files(), notified(ana)) == ([], [])


async def test_who_only_installed_limber_gets_that_and_can_have_it_forgotten(
    office: Office, ana: Human
) -> None:
    async with office.limber.database.write() as connection:
        await connection.execute(workspaces.update().values(installer_user_id=ana.id))
    assert (await office.says(ana, "/stretch export")).text.startswith(COMING)
    await office.settles()
    [row] = (await exported(office, ana))[0]["tables"]["workspaces"]["rows"]
    assert row["installer_user_id"] == ana.id
    assert "bot_token" not in row
    await office.clicks(ana, "forget", await office.says(ana, "/stretch forget-me"))
    await office.settles()
    assert ana.id not in repr(await office.stored())
    assert ana.files() == []


@pytest.mark.parametrize(
    ("trouble", "mend"),
    [
        pytest.param(
            lambda it: it.refuse("files.getUploadURLExternal", "missing_scope"),
            "add the permission `files:write`",
            id="scope",
        ),
        pytest.param(
            lambda it: it.refuse("files.completeUploadExternal", "file_type_not_allowed"),
            "An admin of the workspace can allow JSON and CSV files",
            id="forbidden",
        ),
        pytest.param(
            lambda it: it.outage("files.getUploadURLExternal"), "type `/stretch export`", id="url"
        ),
        pytest.param(lambda it: it.outage("upload"), "type `/stretch export`", id="bytes"),
        pytest.param(
            lambda it: it.too_many("files.completeUploadExternal"),
            "type `/stretch export`",
            id="too many",
        ),
    ],
)
async def test_files_that_cannot_be_sent_are_told_with_the_mend(
    desk: Office, ana: Human, trouble: Callable[[Faults], None], mend: str
) -> None:
    await desk.joins(ana)
    trouble(desk.slack.faults)
    await desk.says(ana, "/stretch export")
    await desk.settles()
    assert notified(ana)[-1].text.startswith(FAILED)
    assert mend in notified(ana)[-1].text
    assert ana.files() == []
    desk.clock.move(timedelta(minutes=1))
    await desk.says(ana, "/stretch export")
    await desk.settles()
    assert len(ana.files()) == 2


async def test_nothing_is_announced_that_cannot_come(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    desk.slack.faults.refuse("files.getUploadURLExternal", "missing_scope")
    await desk.says(ana, "/stretch export")
    await desk.settles()
    assert len(notified(ana)) == 1


@pytest.mark.parametrize("came", [True, False])
async def test_files_of_which_nobody_knows_whether_they_came_are_replaced_like_others(
    desk: Office, ana: Human, came: bool
) -> None:
    await desk.joins(ana)
    faults = desk.slack.faults
    (faults.drop_after if came else faults.drop_before)("files.completeUploadExternal")
    await desk.says(ana, "/stretch export")
    await desk.settles()
    assert len(ana.files()) == (2 if came else 0)
    assert "If they aren't here in a minute" in notified(ana)[-1].text
    desk.clock.move(timedelta(minutes=1))
    await desk.says(ana, "/stretch export")
    await desk.settles()
    assert len(ana.files()) == 2
    assert came or len(desk.slack.forgive("file_not_found")) == 2
    assert (await desk.stored())["leftovers"] == []


async def test_a_slack_that_takes_no_message_gets_no_files(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    desk.slack.faults.outage("chat.postMessage", times=2)
    await desk.says(ana, "/stretch export")
    await desk.settles()
    assert (ana.files(), notified(ana)) == ([], [])


async def test_files_of_somebody_forgotten_go_from_slack_even_if_it_is_down_first(
    office: Office, ana: Human
) -> None:
    await office.joins(ana)
    await office.says(ana, "/stretch export")
    await office.settles()
    office.slack.faults.outage("files.delete")
    await office.clicks(ana, "forget", await office.says(ana, "/stretch forget-me"))
    await office.settles()
    assert len(ana.files()) == 1
    office.clock.move(AGAIN_AFTER)
    await office.limber.ticker.run(HOUSEKEEPING)
    assert ana.files() == []
    assert (await office.stored())["leftovers"] == []
