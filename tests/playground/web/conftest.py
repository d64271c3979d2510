"""A demo with the page open in a real browser, and the real bot behind it."""

import base64
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from bot.cli.demo import open_demo
from bot.content_process import figure_names, open_library
from bot.domain.clock import Clock
from bot.library.files.location import content_root
from tests.playground.web.visit import CHROMIUM, FLAGS, Visit

BLANK = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII="
)
"""A one-pixel PNG."""


def at_work() -> Clock:
    """A clock that starts on a Tuesday morning in Berlin and keeps running."""
    begin, begun = datetime(2026, 11, 24, 9, 30, tzinfo=UTC), monotonic()
    return lambda: begin + timedelta(seconds=monotonic() - begun)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
def screen() -> dict[str, Any]:
    """Options of the browser context."""
    return {"viewport": {"width": 1280, "height": 800}}


@pytest.fixture
def figures(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A folder of figures: drawn for the exercises in the parameter, blank for all others."""
    drawn = getattr(request, "param", ())
    if not drawn:
        return "off"
    only = [it for name in drawn for it in ("--only", name)]
    command = [sys.executable, "-m", "bot.figures", "render", "--out", str(tmp_path), *only]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    for name in figure_names(open_library()[0], content_root()).values():
        if not (tmp_path / name).exists():
            (tmp_path / name).write_bytes(BLANK)
    return str(tmp_path)


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: Browser, screen: dict[str, Any], figures: str) -> AsyncIterator[Visit]:
    """A new demo with the page open; fails on any console error or recorded problem."""
    complaints: list[str] = []
    async with open_demo(0, wall=at_work(), figures=figures) as url:
        context = await browser.new_context(**screen)
        page = await context.new_page()
        page.on("console", lambda entry: entry.type == "error" and complaints.append(entry.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(url)
        visit = Visit(page, url)
        await expect(visit.latest).to_contain_text("You're in!")
        yield visit
        # The page's last requests must end before the demo closes the database under them.
        await page.goto("about:blank")
        problems = (await visit.state())["problems"]
        await context.close()
    assert complaints == []
    assert problems == []
