"""Figures on cards: at an address or as files of Slack's, and never in the way of a card."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.content_process import figure_names, open_library
from bot.domain.settings.preferences import Pictures
from bot.figures.drawn_figures import Picture
from bot.library.files.location import content_root
from bot.playground.humans.humans import Human
from bot.playground.world.world import Message
from tests.endtoend.conftest import PNG
from tests.endtoend.office import Office, frozen_clock, open_office

UPLOAD = "files.completeUploadExternal"
HOLD = "/stretch standing split stance"


@pytest.fixture
async def office(sqlite_url: str, drawn: Path) -> AsyncIterator[Office]:
    async with open_office(sqlite_url, frozen_clock(), limber_figures=str(drawn)) as opened:
        yield opened


@pytest.fixture
def ana(office: Office) -> Human:
    return office.slack.add_person("Ana Lima", tz="Europe/Berlin")


def image_of(card: Message) -> dict[str, Any] | None:
    """The picture of a card, as a block or beside its first text."""
    parts = (block.get("accessory", block) for block in card.blocks)
    return next((it for it in parts if it["type"] == "image"), None)


def shown(office: Office, card: Message) -> str:
    """The name of the file that a card shows."""
    image = image_of(card)
    assert image is not None, card.text
    return office.slack.workspace.files[image["slack_file"]["id"]].name


def uploads(office: Office) -> int:
    return sum(it.method == UPLOAD and it.ok for it in office.slack.log)


async def at_the_hold(office: Office, human: Human) -> Message:
    """The card of a held step, whose pictures have all arrived."""
    card = await office.says(human, HOLD)
    await office.settles()
    card = await office.clicks(human, "start", card)
    while "Hold for" not in card.text:
        card = await office.clicks(human, "next", card)
    return card


async def test_the_first_card_goes_out_as_text_and_later_ones_have_the_picture(
    office: Office, ana: Human
) -> None:
    first = await office.says(ana, HOLD)
    assert image_of(first) is None
    await office.settles()
    again = image_of(await office.says(ana, HOLD))
    assert again is not None
    assert again["alt_text"].endswith(".")


async def test_it_is_uploaded_once_for_everybody_in_a_workspace(office: Office, ana: Human) -> None:
    await office.says(ana, HOLD)
    await office.settles()
    before = uploads(office)
    assert before > 0
    ben = office.slack.add_person("Ben Okafor")
    assert image_of(await office.says(ben, HOLD)) is not None
    await office.settles()
    assert uploads(office) == before


async def snoozed_until_drawn(office: Office, human: Human) -> None:
    """A nudge comes, its pictures arrive, and the same exercise is put off to the next one."""
    await office.joins(human)
    await office.clicks(human, "snooze", await office.nudged(human))
    await office.settles()


async def test_a_nudge_carries_a_still(office: Office, ana: Human) -> None:
    await snoozed_until_drawn(office, ana)
    assert shown(office, await office.nudged(ana)).endswith(".png")


@pytest.mark.parametrize(
    ("pictures", "ending"), [(Pictures.MOVING, ".gif"), (Pictures.STILL, ".png")]
)
async def test_a_hold_moves_for_those_who_like_that(
    office: Office, ana: Human, pictures: Pictures, ending: str
) -> None:
    await office.joins(ana)
    await office.prefers(ana, pictures=pictures)
    assert shown(office, await at_the_hold(office, ana)).endswith(ending)


async def test_the_self_check_shows_what_to_watch(office: Office, ana: Human) -> None:
    card = await office.says(ana, "/stretch check")
    await office.clicks(ana, "check_begins", card)
    await office.settles()
    card = await office.says(ana, "/stretch check")
    one = await office.clicks(ana, "check_begins", card)
    other = await office.clicks(ana, "saw_1", one)
    assert shown(office, one) != shown(office, other)


async def test_who_wants_none_gets_none(office: Office, ana: Human) -> None:
    await office.says(ana, "/stretch hours 9-17")
    await office.prefers(ana, pictures=Pictures.NONE)
    await office.joins(ana)
    assert image_of(await at_the_hold(office, ana)) is None
    assert uploads(office) == 0


async def test_the_first_nudge_of_a_workspace_has_its_picture(office: Office, ana: Human) -> None:
    """What nudges show is uploaded once somebody joins."""
    await office.joins(ana)
    await office.settles()
    assert image_of(await office.nudged(ana)) is not None


async def test_the_other_side_is_the_mirrored_figure(office: Office, ana: Human) -> None:
    card = await at_the_hold(office, ana)
    one, other = card, await office.clicks(ana, "next", card)
    while "Hold for" not in other.text:
        other = await office.clicks(ana, "next", other)
    assert shown(office, one) != shown(office, other)
    left, right = image_of(one), image_of(other)
    assert left is not None
    assert right is not None
    assert "right" in left["alt_text"]
    assert "left" in right["alt_text"]
    assert left["alt_text"] != right["alt_text"]


async def test_without_the_scope_cards_go_out_as_text(office: Office, ana: Human) -> None:
    office.slack.faults.refuse("files.getUploadURLExternal", "missing_scope")
    assert image_of(await office.says(ana, HOLD)) is None
    await office.settles()
    assert image_of(await office.says(ana, HOLD)) is None
    await office.settles()
    assert uploads(office) == 0  # nor is it asked again for a while


async def test_what_fails_once_is_brought_by_a_later_card(office: Office, ana: Human) -> None:
    office.slack.faults.outage("upload")
    office.slack.faults.outage("files.getUploadURLExternal")
    for _ in range(2):
        await office.says(ana, HOLD)
        await office.settles()
    assert image_of(await office.says(ana, HOLD)) is not None


async def test_a_picture_that_slack_has_lost_does_not_cost_the_nudge(
    office: Office, ana: Human
) -> None:
    await snoozed_until_drawn(office, ana)
    office.slack.workspace.files.clear()
    card = await office.nudged(ana)
    assert office.slack.forgive("invalid_blocks")
    assert image_of(card) is None
    assert "Start" in str(card.blocks)
    await office.settles()


async def test_nor_does_it_cost_the_answer_to_a_click(office: Office, ana: Human) -> None:
    card = await at_the_hold(office, ana)
    office.slack.workspace.files.clear()
    after = await office.clicks(ana, "back", card)
    assert office.slack.forgive("invalid_blocks")
    assert "1 of" in after.text
    assert image_of(after) is None


@pytest.mark.parametrize("said", [b"7", b"{}", b'{"ok": true}', b'{"ok": true, "upload_url": 7}'])
async def test_an_answer_without_sense_costs_a_picture_and_nothing_else(
    office: Office, ana: Human, said: bytes
) -> None:
    office.slack.faults.babble("files.getUploadURLExternal", said, times=10)
    assert "Standing split stance" in (await office.says(ana, HOLD)).text
    await office.settles()
    assert image_of(await office.says(ana, HOLD)) is None
    await office.settles()


async def test_with_a_public_address_pictures_are_served(sqlite_url: str, drawn: Path) -> None:
    async with open_office(
        sqlite_url,
        frozen_clock(),
        over_http=True,
        limber_figures=str(drawn),
        public_url="https://limber.example.com/",
    ) as office:
        ana = office.slack.add_person("Ana Lima")
        image = image_of(await office.says(ana, HOLD))
        assert image is not None
        address, name = image["image_url"].rsplit("/", 1)
        assert address == "https://limber.example.com/figures"
        here = f"http://127.0.0.1:{office.limber.port}/figures"
        async with aiohttp.ClientSession() as browser:
            async with browser.get(f"{here}/{name}") as answer:
                assert (answer.status, await answer.read()) == (200, PNG)
                assert answer.content_type == "image/png"
                assert "immutable" in answer.headers["Cache-Control"]
            for wrong in ("nothing.png", "..%2f..%2fetc%2fpasswd", ""):
                async with browser.get(f"{here}/{wrong}") as answer:
                    assert answer.status == 404
        assert uploads(office) == 0


async def test_what_is_missing_is_drawn_beside_the_bot(
    sqlite_url: str, drawn: Path, tmp_path: Path
) -> None:
    """Nobody waits for it, and from then on cards have it."""
    folder = tmp_path / "figures"
    shutil.copytree(drawn, folder)
    names = figure_names(open_library()[0], content_root())
    missing = names[Picture("neck-turn", 0, mirrored=False, film=False)]
    (folder / missing).unlink()
    async with open_office(sqlite_url, frozen_clock(), limber_figures=str(folder)) as office:
        ana = office.slack.add_person("Ana Lima")
        await office.says(ana, HOLD)
        assert office.limber.drawer is not None
        await office.limber.drawer
        assert office.limber.shelf.path(missing) is not None
    assert (folder / missing).read_bytes().startswith(b"\x89PNG")
    assert (folder / missing).stat().st_size > len(PNG)


async def test_where_nothing_can_be_drawn_cards_go_out_as_text(
    sqlite_url: str, tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("no folder")
    nowhere = str(tmp_path / "taken" / "figures")
    async with open_office(sqlite_url, frozen_clock(), limber_figures=nowhere) as office:
        ana = office.slack.add_person("Ana Lima")
        assert image_of(await office.says(ana, HOLD)) is None
