"""What somebody sees who tries Limber for the first time, on a machine that has drawn nothing."""

import asyncio
import re
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import expect

from bot.cli.colleagues import LISTED, NAMES
from bot.cli.demo import open_demo
from tests.playground.web.conftest import at_work
from tests.playground.web.visit import IN_A_BROWSER, Visit


async def state(url: str, session: aiohttp.ClientSession) -> Any:
    async with session.get(f"{url}/control/state?viewer=") as answer:
        return await answer.json()


@pytest.mark.slow
async def test_the_first_nudge_has_its_picture(tmp_path: Path) -> None:
    async with (
        open_demo(0, wall=at_work(), figures=str(tmp_path)) as url,
        aiohttp.ClientSession() as session,
        asyncio.timeout(3),
    ):
        seen = await state(url, session)
        jump = {"viewer": seen["viewer"], "jump": "next nudge"}
        async with session.post(f"{url}/control/clock", json=jump) as answer:
            assert (await answer.json())["moved"]
        while len(messages := (await _dm(url, session))["messages"]) < 2:
            continue
        accessory = messages[-1]["blocks"][0]["accessory"]
        async with session.get(accessory["image_url"]) as picture:
            assert picture.content_type == "image/png"


async def _dm(url: str, session: aiohttp.ClientSession) -> Any:
    seen = await state(url, session)
    return next(it for it in seen["channels"] if it["id"] == seen["dm"])


class TestInTheBrowser:
    pytestmark = IN_A_BROWSER

    async def test_colleagues_fill_the_boards(self, visit: Visit) -> None:
        await visit.page.get_by_role("button", name="Bring in eight colleagues").click()
        people = visit.page.locator("#people button")
        await expect(people).to_have_count(3 + len(NAMES))
        await expect(visit.button("Colleagues take a break")).to_be_visible()
        await visit.types("/stretch leaderboard")
        await expect(visit.latest).to_contain_text(f"Everybody here: {len(NAMES)} breaks")
        await expect(visit.latest).to_contain_text(f"@{NAMES[LISTED - 1]}: 1 break")

    async def test_an_own_command_is_scrolled_to(self, visit: Visit) -> None:
        await visit.types("/stretch library")
        await expect(visit.latest).to_contain_text("Next page")
        await visit.page.locator("#scroll").evaluate("it => it.scrollTop = 0")
        await visit.types("/stretch why")
        await expect(visit.latest).to_contain_text("Next nudge")
        await expect(visit.latest).to_be_in_viewport()

    async def test_an_offer_goes_once_it_is_untrue(self, visit: Visit) -> None:
        await visit.looks_as("Ben")
        await visit.button("Next nudge").click()
        offer = visit.page.locator(".toast.offer")
        await expect(offer).to_contain_text("Ben hasn't joined")
        await visit.page.get_by_role("tab", name="Home").click()
        await visit.page.get_by_role("button", name="Count me in").click()
        form = visit.page.get_by_role("dialog", name="Join")
        await form.get_by_role("button", name="Count me in").click()
        await expect(offer).to_have_count(0)

    async def test_the_hint_fits_the_place(self, visit: Visit) -> None:
        hint = visit.page.get_by_role("region", name="What to do next")
        await visit.page.get_by_role("button", name=re.compile("general")).click()
        await expect(hint).to_contain_text("Start a team")
