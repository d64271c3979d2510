"""The day panel, and how Limber's nudges react to a busy person."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, expect

from tests.playground.web.visit import IN_A_BROWSER, Visit

pytestmark = IN_A_BROWSER


async def test_the_day_panel_changes_a_persons_day(visit: Visit) -> None:
    day = visit.page.get_by_role("complementary")
    ana = visit.page.get_by_role("button", name="Ana")
    await day.get_by_role("button", name="In a meeting, 30 min").click()
    await expect(ana.get_by_role("img", name="In a meeting")).to_be_visible()
    await day.get_by_role("switch", name="In a huddle").check()
    await expect(ana.get_by_role("img", name="In a huddle")).to_be_visible()
    await day.get_by_role("button", name="For 1 h").click()
    await expect(ana.get_by_role("img", name="Do not disturb")).to_be_visible()
    await day.get_by_role("button", name="Clear").click()
    await expect(ana.get_by_role("img", name="In a meeting")).to_have_count(0)
    await day.get_by_label("Time zone").last.select_option("Asia/Tokyo")
    await expect(ana).to_contain_text("Tokyo")


async def _huddle(day: Locator) -> None:
    await day.get_by_role("switch", name="In a huddle").check()


async def _no_huddle(day: Locator) -> None:
    await day.get_by_role("switch", name="In a huddle").uncheck()


def _presses(name: str) -> Callable[[Locator], Awaitable[None]]:
    async def press(day: Locator) -> None:
        await day.get_by_role("button", name=name, exact=True).click()

    return press


@pytest.mark.parametrize(
    ("begins", "waits", "ends", "passes", "waited"),
    [
        pytest.param(_huddle, "you're in a huddle", _no_huddle, "+10 min", "for the end of a huddle", id="huddle"),
        pytest.param(_presses("In a meeting, 1 h"), "your status says you're busy", _presses("Clear"), "+10 min", "as your status said you were busy", id="status"),
        pytest.param(_presses("For 1 h"), "do not disturb is on", _presses("End"), "+10 min", "for the end of do not disturb", id="do not disturb"),
        pytest.param(_presses("Away"), "Slack showed you as away", _presses("Active"), "+1 h", "as away, so it didn't come", id="presence"),
    ],
)  # fmt: skip
async def test_a_deferred_nudge_explains_itself_and_comes_later(
    visit: Visit,
    begins: Callable[[Locator], Awaitable[None]],
    waits: str,
    ends: Callable[[Locator], Awaitable[None]],
    passes: str,
    waited: str,
) -> None:
    day = visit.page.get_by_role("complementary")
    await begins(day)
    await visit.button("Next nudge").click()
    notice = visit.page.get_by_role("status").filter(has_text="held back")
    await notice.get_by_role("button", name="Ask /stretch why").click()
    await expect(visit.latest).to_contain_text(waits)
    await expect(visit.latest.get_by_role("button", name="Start")).to_have_count(0)
    await ends(day)
    await visit.button(passes).click()
    await expect(visit.latest.get_by_role("button", name="Start")).to_be_visible()
    await visit.types("/stretch why")
    await expect(visit.latest).to_contain_text(waited)


async def test_a_new_time_zone_moves_the_nudge_and_why_explains_it(visit: Visit) -> None:
    day = visit.page.get_by_role("complementary")
    await day.get_by_label("Time zone").last.select_option("Asia/Tokyo")
    await visit.types("/stretch why")
    await expect(visit.latest).to_contain_text("Next nudge: Wed, Nov 25, 9:3")
    await expect(visit.latest).to_contain_text("your time zone is Asia/Tokyo now")
    await visit.button("Next nudge").click()
    await expect(visit.latest.get_by_role("button", name="Start")).to_be_visible()
    await expect(visit.page.locator("#clock-time")).to_contain_text("9:3")
