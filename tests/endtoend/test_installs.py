"""Workspaces that install Limber themselves: OAuth, tokens kept encrypted, and leaving no trace."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select

from bot.cli.demo import install as install_in_browser
from bot.playground.humans.humans import Human
from bot.playground.world.world import Workspace
from bot.store.db.tables import group_weeks, metadata, workspaces
from tests.endtoend.office import Office, frozen_clock, open_office
from tests.endtoend.test_http import JSON, parting, post


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    """Limber for many workspaces, reached over HTTP, installed nowhere yet."""
    async with open_office(
        database_url,
        frozen_clock(),
        over_http=True,
        installed=False,
        public_url="https://limber.example.com",
        slack_client_id="1.1",
        slack_client_secret="client-secret-of-the-playground",
        limber_token_key=Fernet.generate_key().decode(),
    ) as opened:
        yield opened


async def install(office: Office, human: Human) -> tuple[int, str]:
    """Somebody installs Limber with their browser; the page they end on."""
    ended = await install_in_browser(f"http://127.0.0.1:{office.limber.port}", human)
    await office.settles()
    return ended


async def test_the_installer_is_welcomed_once_and_nobody_else(office: Office) -> None:
    ana = office.slack.add_person("Ana Lima", tz="Europe/Berlin")
    ben = office.slack.add_person("Ben Okafor")
    for _ in range(2):
        status, _page = await install(office, ana)
        assert status == 200
    assert [it.text[:20] for it in ana.sees()] == ["Limber is installed."]
    assert ben.sees() == []
    await office.counts_in(ana, ana.latest())


async def test_tokens_are_kept_encrypted(office: Office) -> None:
    ana = office.slack.add_person("Ana Lima")
    await install(office, ana)
    async with office.limber.database.read() as connection:
        stored = await connection.scalar(select(workspaces.c.bot_token))
    assert stored
    assert "xox" not in stored


async def test_two_workspaces_do_not_see_each_other(office: Office) -> None:
    ana = office.slack.add_person("Ana Lima", tz="Europe/Berlin")
    other: Workspace = office.slack.add_workspace("Umbrella", installed=False)
    eve = office.slack.add_person("Eve Adams", workspace=other, tz="Europe/Berlin")
    await install(office, ana)
    await install(office, eve)
    await office.joins(ana)
    await office.joins(eve)
    await office.walks_through(ana, await office.nudged(ana))
    assert (
        "Your first one this week goes here"
        in (await office.says(eve, "/stretch leaderboard")).text
    )
    assert "You took 1 break this week." in (await office.says(ana, "/stretch leaderboard")).text
    async with office.limber.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(group_weeks)) == 1


@pytest.mark.parametrize("tokens_first", [True, False])
async def test_uninstalling_leaves_no_trace(office: Office, tokens_first: bool) -> None:
    ana = office.slack.add_person("Ana Lima", tz="Europe/Berlin")
    await install(office, ana)
    await office.joins(ana)
    await office.walks_through(ana, await office.nudged(ana))
    await office.slack.uninstall(tokens_first=tokens_first)
    await office.settles()
    async with office.limber.database.read() as connection:
        for table in metadata.tables.values():
            if table.name != "oauth_states":
                assert (await connection.execute(select(table))).all() == [], table.name
    await install(office, ana)
    assert "You're in!" in (await office.says(ana, "/stretch join")).text


async def test_a_revoked_token_stops_the_posts_and_keeps_what_people_did(office: Office) -> None:
    ana = office.slack.add_person("Ana Lima", tz="Europe/Berlin")
    await install(office, ana)
    await office.joins(ana)
    await office.walks_through(ana, await office.nudged(ana))
    assert await post(office, parting(office, "tokens_revoked"), **JSON) == 200
    async with office.limber.database.read() as connection:
        assert await connection.scalar(select(workspaces.c.bot_token)) == ""
    before = len(office.slack.log)
    due = (await office.member(ana)).next_due_at
    assert due is not None
    await office.ticks(due)
    assert len(office.slack.log) == before
    await install(office, ana)
    assert "Streak: 1 workday." in (await office.says(ana, "/stretch streak")).text
    await office.nudged(ana)


@pytest.mark.parametrize(
    ("query", "status"),
    [("error=access_denied", 200), ("code=x&state=made-up", 400), ("", 400), ("state=s", 400)],
)
async def test_a_wrong_way_back_installs_nothing(office: Office, query: str, status: int) -> None:
    url = f"http://127.0.0.1:{office.limber.port}/slack/oauth_redirect?{query}"
    async with aiohttp.ClientSession() as browser, browser.get(url) as page:
        assert page.status == status
    async with office.limber.database.read() as connection:
        assert await connection.scalar(select(workspaces.c.id)) is None
