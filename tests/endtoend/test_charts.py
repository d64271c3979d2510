"""Pictures of somebody's own history: under the answer, for that person alone, and never for good."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.charts.drawing.history import WIDTH
from bot.domain.settings.preferences import Pictures
from bot.playground.humans.humans import Human
from bot.playground.world.world import Message, StoredFile
from bot.ticker import FILE_DELETION, HOUSEKEEPING
from bot.usecases.privacy.housekeeping import CHARTS_KEPT
from tests.endtoend.office import Office, frozen_clock, open_office

pytestmark = pytest.mark.slow

ASKED = "/stretch streak"
ANNOUNCED = "files.getUploadURLExternal"
COMPLETED = "files.completeUploadExternal"
DELETED = "files.delete"
MINUTE = timedelta(minutes=1)
DRAWN_WITHIN_S = 20
"""A busy machine takes its time."""


@pytest.fixture
async def office(database_url: str, drawn: Path) -> AsyncIterator[Office]:
    async with open_office(database_url, frozen_clock(), limber_figures=str(drawn)) as opened:
        yield opened


@pytest.fixture
async def desk(sqlite_url: str, drawn: Path) -> AsyncIterator[Office]:
    async with open_office(sqlite_url, frozen_clock(), limber_figures=str(drawn)) as opened:
        yield opened


def picture(card: Message) -> dict[str, Any] | None:
    return next((it for it in card.blocks if it["type"] == "image"), None)


def pictures(human: Human) -> list[dict[str, Any]]:
    return [it for it in map(picture, human.sees()) if it is not None and "weeks" in it["alt_text"]]


def charts(office: Office) -> list[StoredFile]:
    """The pictures of histories that Slack has."""
    return [it for it in office.slack.workspace.files.values() if it.name == "weeks.png"]


async def done(office: Office) -> None:
    """Whatever was begun for an answer has come to its end, with a picture or without one."""
    await office.limber.tasks.finish(DRAWN_WITHIN_S)


async def shown(office: Office, human: Human) -> dict[str, Any]:
    """The picture that comes with somebody's streak."""
    before = len(pictures(human))
    await office.says(human, ASKED)
    await done(office)
    assert len(pictures(human)) == before + 1, office.slack.picture()
    return pictures(human)[-1]


async def goes_without(office: Office, human: Human) -> None:
    """Only the card comes, and says how the streak is."""
    before = len(pictures(human))
    card = await office.says(human, ASKED)
    await done(office)
    assert len(pictures(human)) == before
    assert "streak" in card.text.lower()


async def takes_a_break(office: Office, human: Human) -> None:
    await office.walks_through(human, await office.says(human, "/stretch look away"))


async def begins(office: Office, human: Human) -> None:
    """Somebody joins, and takes the first break of which there is a picture."""
    await office.joins(human)
    await takes_a_break(office, human)
    await office.settles()  # the figures of nudges are uploaded too


async def test_before_there_is_anything_to_see_the_card_is_alone(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await desk.settles()
    figures = len(desk.slack.calls(ANNOUNCED))
    await goes_without(desk, ana)
    assert len(desk.slack.calls(ANNOUNCED)) == figures
    await takes_a_break(desk, ana)
    await shown(desk, ana)


async def test_the_numbers_come_at_once_and_the_picture_under_them(
    office: Office, ana: Human
) -> None:
    await begins(office, ana)
    image = await shown(office, ana)
    card, under = ana.sees()[-2:]
    assert "Streak: 1 workday" in card.text
    assert picture(card) is None
    assert picture(under) == image
    assert under.text == image["alt_text"]
    assert under.ephemeral_to == ana.id
    assert "1 day with the goal reached" in image["alt_text"]
    assert "0, 0, 1." in image["alt_text"]
    assert "Monday 1 of 1" in image["alt_text"]


async def test_it_is_drawn_for_that_person_alone(desk: Office, ana: Human) -> None:
    ben = desk.slack.add_person("Ben Okafor")
    await begins(desk, ana)
    image = await shown(desk, ana)
    [file] = charts(desk)
    assert image["slack_file"] == {"id": file.id}
    assert file.channels == frozenset()
    assert not desk.slack.workspace.can_see_file(ben.id, file)
    assert not re.search(rf"{ana.id}|Ana", f"{file.name} {file.title} {file.alt_txt}")
    with Image.open(BytesIO(file.content)) as drawing:
        assert (drawing.format, drawing.width) == ("PNG", WIDTH)


async def test_a_newer_one_takes_the_place_of_the_one_before(office: Office, ana: Human) -> None:
    await begins(office, ana)
    await shown(office, ana)
    [before] = charts(office)
    office.clock.move(MINUTE)
    await shown(office, ana)
    assert len(charts(office)) == 2
    await office.limber.ticker.run(FILE_DELETION)
    [after] = charts(office)
    assert after.id != before.id
    await office.limber.ticker.run(FILE_DELETION)
    assert len(office.slack.calls(DELETED)) == 1


async def test_one_a_minute_is_enough(desk: Office, ana: Human) -> None:
    await begins(desk, ana)
    await shown(desk, ana)
    await goes_without(desk, ana)
    desk.clock.move(MINUTE)
    await shown(desk, ana)


async def test_slack_looks_at_it_before_it_shows_it(desk: Office, ana: Human) -> None:
    await begins(desk, ana)
    desk.slack.faults.look_at_files(3)
    await shown(desk, ana)
    assert len(desk.slack.forgive("invalid_blocks")) == 3


async def test_what_slack_never_shows_leaves_the_card(desk: Office, ana: Human) -> None:
    await begins(desk, ana)
    desk.slack.faults.look_at_files(100)
    await goes_without(desk, ana)
    assert len(desk.slack.forgive("invalid_blocks")) == 4


async def test_without_the_scope_there_are_cards_alone(desk: Office, ana: Human) -> None:
    await begins(desk, ana)
    desk.slack.faults.refuse(ANNOUNCED, "missing_scope")
    await goes_without(desk, ana)
    desk.clock.move(MINUTE)
    await goes_without(desk, ana)
    tried = [it for it in desk.slack.calls(ANNOUNCED) if it.args["filename"] == "weeks.png"]
    assert len(tried) == 1  # nor is it asked again for a while
    desk.clock.move(timedelta(hours=1))
    await shown(desk, ana)


@pytest.mark.parametrize("method", [ANNOUNCED, "upload", COMPLETED])
async def test_an_outage_costs_the_picture_alone(desk: Office, ana: Human, method: str) -> None:
    await begins(desk, ana)
    desk.slack.faults.outage(method)
    await goes_without(desk, ana)
    desk.clock.move(MINUTE)
    await shown(desk, ana)


async def test_a_limit_is_waited_for(desk: Office, ana: Human) -> None:
    await begins(desk, ana)
    desk.slack.faults.too_many(ANNOUNCED, retry_after=1)
    await shown(desk, ana)


async def test_who_wants_no_pictures_gets_none(desk: Office, ana: Human) -> None:
    await begins(desk, ana)
    await desk.prefers(ana, pictures=Pictures.NONE)
    await goes_without(desk, ana)
    assert charts(desk) == []


async def test_who_is_unknown_has_no_history(desk: Office, ana: Human) -> None:
    await goes_without(desk, ana)


async def test_a_forgotten_persons_picture_is_deleted(office: Office, ana: Human) -> None:
    await begins(office, ana)
    await shown(office, ana)
    card = await office.says(ana, "/stretch forget-me")
    await office.clicks(ana, "forget", card)
    await done(office)
    assert not any(ana.id in str(row) for rows in (await office.stored()).values() for row in rows)
    assert charts(office) == []
    assert (await office.stored())["leftovers"] == []


async def test_a_picture_goes_after_a_day(desk: Office, ana: Human) -> None:
    await begins(desk, ana)
    await shown(desk, ana)
    desk.clock.move(CHARTS_KEPT)
    await desk.limber.ticker.run(HOUSEKEEPING)
    await desk.limber.ticker.run(FILE_DELETION)
    assert len(charts(desk)) == 1
    desk.clock.move(timedelta(seconds=1))
    await desk.limber.ticker.run(HOUSEKEEPING)
    await desk.limber.ticker.run(FILE_DELETION)
    assert charts(desk) == []


async def replaced(office: Office, human: Human) -> None:
    """One picture of theirs is to go."""
    await begins(office, human)
    await shown(office, human)
    office.clock.move(MINUTE)
    await shown(office, human)


async def test_a_deletion_is_tried_until_it_is_done(office: Office, ana: Human) -> None:
    await replaced(office, ana)
    faults = office.slack.faults
    for order in (
        lambda: faults.too_many(DELETED, retry_after=30),
        lambda: faults.outage(DELETED),
        lambda: faults.drop_before(DELETED),
        lambda: faults.drop_after(DELETED),
    ):
        order()
        await office.limber.ticker.run(FILE_DELETION)
        await office.limber.ticker.run(FILE_DELETION)
        office.clock.move(timedelta(minutes=10))
    assert len(office.slack.calls(DELETED)) == 4
    assert len((await office.stored())["leftovers"]) == 1
    await office.limber.ticker.run(FILE_DELETION)  # it was gone already, which is as well
    assert office.slack.forgive("file_deleted")
    assert (await office.stored())["leftovers"] == []
    assert len(charts(office)) == 1


async def test_what_slack_does_not_delete_for_a_week_is_let_go_of(desk: Office, ana: Human) -> None:
    await replaced(desk, ana)
    desk.slack.faults.refuse(DELETED, "file_deleting_disabled", times=2)
    await desk.limber.ticker.run(FILE_DELETION)
    desk.clock.move(timedelta(days=7, seconds=1))
    await desk.limber.ticker.run(FILE_DELETION)
    assert (await desk.stored())["leftovers"] == []


async def test_it_is_never_at_an_address(sqlite_url: str, drawn: Path) -> None:
    async with open_office(
        sqlite_url,
        frozen_clock(),
        over_http=True,
        limber_figures=str(drawn),
        public_url="https://limber.example.com/",
    ) as office:
        ana = office.slack.add_person("Ana Lima")
        await begins(office, ana)
        assert "slack_file" in await shown(office, ana)


async def test_without_figures_there_are_no_charts(sqlite_url: str) -> None:
    async with open_office(sqlite_url, frozen_clock()) as office:
        ana = office.slack.add_person("Ana Lima")
        await begins(office, ana)
        await goes_without(office, ana)
        assert office.slack.calls(ANNOUNCED) == []


async def test_it_says_nothing_of_anybody_elses_history(desk: Office, ana: Human) -> None:
    ben = desk.slack.add_person("Ben Okafor", tz="Europe/Berlin")
    for human in (ana, ben):
        await begins(desk, human)
    desk.clock.move(timedelta(minutes=6))
    await takes_a_break(desk, ben)
    assert "Monday 1 of 1" in (await shown(desk, ana))["alt_text"]
    assert "Monday 2 of 1" in (await shown(desk, ben))["alt_text"]
