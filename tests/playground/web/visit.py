"""A visit to the page in a real browser."""

import shutil
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


IN_A_BROWSER = [
    pytest.mark.slow,
    pytest.mark.skipif(
        CHROMIUM is None,
        reason="no browser: none of chromium, chromium-browser, google-chrome is on PATH",
    ),
    pytest.mark.asyncio(loop_scope="module"),
]


@dataclass
class Visit:
    """Someone who has the page open."""

    page: Page
    url: str

    @property
    def messages(self) -> Locator:
        return self.page.get_by_role("article")

    @property
    def latest(self) -> Locator:
        return self.messages.last

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("combobox", name="Message")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    async def types(self, text: str) -> None:
        await self.box.fill(text)
        await self.box.press("Enter")

    async def looks_as(self, name: str) -> None:
        await self.page.get_by_role("button", name=name).click()
        await expect(self.page).to_have_url(f"{self.url}/#{name.lower()}/messages")

    async def state(self, viewer: str = "") -> Any:
        response = await self.page.request.get(f"{self.url}/control/state?viewer={viewer}")
        return await response.json()

    async def acts(self, what: str, **body: object) -> None:
        """Act without the page, as if in another window."""
        viewer = (await self.state())["viewer"]
        response = await self.page.request.post(
            f"{self.url}/control/{what}", data={"viewer": viewer, **body}
        )
        assert response.ok
