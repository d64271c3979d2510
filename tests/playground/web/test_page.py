"""The page of the playground, in a real browser, with the real bot behind it."""

import asyncio
import base64
import io
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from bot.cli.demo import open_demo
from bot.cli.exhibits import exhibits
from bot.content_opening import figure_names, open_library
from bot.domain.clock import Clock
from bot.figures.paint.palette import THEME, rgb
from bot.library.files.location import content_root

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

pytestmark = [
    pytest.mark.skipif(
        CHROMIUM is None,
        reason="no browser: none of chromium, chromium-browser, google-chrome is on PATH",
    ),
    pytest.mark.asyncio(loop_scope="module"),
]


def at_work() -> Clock:
    """A wall clock that shows a Tuesday morning in Berlin when it is asked for, and goes on."""
    begin, begun = datetime(2026, 11, 24, 9, 30, tzinfo=UTC), monotonic()
    return lambda: begin + timedelta(seconds=monotonic() - begun)


NEAR = 60
"""How far a colour may be off, over its three channels: films have few colours."""
BLANK = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgAAIAAAUAAXpeqz8AAAAASUVORK5CYII="
)
"""A picture of one pixel."""


LIBRARY, LANGUAGES = open_library()
ENGLISH = LANGUAGES.of("en-US")


@dataclass
class Visit:
    """Somebody who has the page open."""

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
        """Do something past the page, as if in another window."""
        viewer = (await self.state())["viewer"]
        response = await self.page.request.post(
            f"{self.url}/control/{what}", data={"viewer": viewer, **body}
        )
        assert response.ok


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
def screen() -> dict[str, Any]:
    """What the browser pretends to be."""
    return {"viewport": {"width": 1280, "height": 800}}


@pytest.fixture
def figures(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the figures are: really drawn for the exercises a test names, blank for the others."""
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
    """A fresh demo with the page open; at the end nothing may have gone wrong behind it."""
    complaints: list[str] = []
    async with open_demo(0, wall=at_work(), figures=figures) as url:
        context = await browser.new_context(**screen)
        page = await context.new_page()
        page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(url)
        visit = Visit(page, url)
        await expect(visit.latest).to_contain_text("You are in.")
        yield visit
        problems = (await visit.state())["problems"]
        await context.close()
    assert complaints == []
    assert problems == []


async def test_a_nudge_a_break_and_a_streak(visit: Visit) -> None:
    hint = visit.page.get_by_role("region", name="What to do next")
    await expect(hint).to_contain_text("This is a practice Slack")
    await visit.button("Next nudge").click()
    await visit.button("Start").click()
    card, onward = visit.latest, visit.latest.locator(".primary")
    await expect(card).to_contain_text("step 1 of")
    await expect(hint).to_contain_text("One step at a time")
    while await onward.count():
        before = await card.inner_text()
        await expect(onward).to_be_focused()
        await onward.press("Enter")
        await expect(card).not_to_have_text(before, use_inner_text=True)
    await expect(card).to_contain_text("Streak: 1 workday")
    await visit.page.get_by_role("tab", name="Home").click()
    await expect(visit.page.get_by_role("tabpanel")).to_contain_text("Streak: 1 workday")
    await expect(visit.page).to_have_url(f"{visit.url}/#ana/home")


async def test_an_address_that_cannot_be_read_is_mended(visit: Visit) -> None:
    await visit.page.goto("about:blank")
    await visit.page.goto(f"{visit.url}/#%E0%A4%A")
    await expect(visit.latest).to_contain_text("You are in.")
    await expect(visit.page).to_have_url(f"{visit.url}/#ana/messages")


async def test_settings_show_an_error_where_it_belongs_and_then_save(visit: Visit) -> None:
    await visit.types("/stretch settings")
    modal = visit.page.get_by_role("dialog", name="Settings")
    await expect(modal.get_by_label("Monday")).to_be_focused()
    await modal.get_by_label("At least this many minutes").fill("45")
    await modal.get_by_role("button", name="Save").click()
    most = modal.get_by_label("At most this many minutes between nudges")
    await expect(most).to_be_focused()
    await expect(most).to_have_accessible_description(re.compile("^Write 45 or more"))
    await expect(modal.locator(".field.wrong")).to_have_count(1)
    await most.fill("60")
    await modal.get_by_role("button", name="Save").click()
    await expect(modal).to_be_hidden()
    await expect(visit.latest).to_contain_text("Saved.")
    await expect(visit.box).to_be_focused()
    await visit.types("/stretch settings")
    await expect(modal).to_be_visible()
    await visit.page.keyboard.press("Escape")
    await expect(modal).to_be_hidden()
    assert (await visit.state())["modal"] is None


async def test_the_box_suggests_commands_and_remembers_them(visit: Visit) -> None:
    await visit.box.press_sequentially("/stretch str")
    commands = visit.page.get_by_role("listbox", name="Commands").get_by_role("option")
    await expect(commands).to_have_text([re.compile("^/stretch streak")])
    await visit.box.press("Tab")
    await expect(visit.box).to_have_value("/stretch streak")
    await visit.types("/stretch jion")
    await expect(visit.latest).to_contain_text("Did you mean /stretch join?")
    await expect(visit.latest).to_contain_text("Only visible to you")
    await visit.box.press("ArrowUp")
    await expect(visit.box).to_have_value("/stretch jion")
    await visit.box.fill("Good morning!")
    await expect(visit.page.get_by_text("Limber cannot read messages.")).to_be_visible()


async def test_whoever_has_not_joined_is_offered_to(visit: Visit) -> None:
    await visit.looks_as("Ben")
    await visit.button("Next nudge").click()
    notice = visit.page.get_by_role("status").filter(has_text="Ben has not joined")
    await notice.get_by_role("button", name="Type /stretch join").click()
    await expect(visit.latest).to_contain_text("You are in.")
    await expect(notice).to_be_hidden()
    await visit.button("Next nudge").click()
    await expect(visit.latest.get_by_role("button", name="Start")).to_be_visible()


async def test_what_somebody_has_not_seen_is_marked(visit: Visit) -> None:
    general = visit.page.get_by_role("navigation").get_by_role("button", name="general")
    await visit.looks_as("Ben")
    await general.click()
    await visit.types("Anybody for a walk?")
    news = visit.page.get_by_role("button", name="Ana").get_by_label("has something new")
    await expect(news).to_be_visible()
    await visit.page.get_by_role("button", name="Ana").click()
    await expect(visit.latest).to_contain_text("Anybody for a walk?")
    await expect(news).to_be_hidden()


async def test_markup_that_somebody_types_is_only_text(visit: Visit) -> None:
    typed = '<img src=x onerror="alert(1)"> *bold* <https://example.com|a link> & <script>'
    await visit.page.get_by_role("navigation").get_by_role("button", name="general").click()
    await visit.types(typed)
    await expect(visit.latest).to_contain_text(typed.replace("*", ""))
    await expect(visit.latest.locator("strong", has_text="bold")).to_have_count(1)
    await expect(visit.latest.locator("img, script")).to_have_count(0)


async def test_what_happens_elsewhere_takes_nothing_out_of_ones_hands(visit: Visit) -> None:
    await visit.box.fill("half a sent")
    clock = await visit.page.locator("#clock-time").inner_text()
    await visit.acts("clock", by_seconds=3 * 3600)
    await expect(visit.page.locator("#clock-time")).not_to_have_text(clock)
    await expect(visit.box).to_have_value("half a sent")
    await expect(visit.box).to_be_focused()


async def test_the_day_of_a_person_can_be_changed(visit: Visit) -> None:
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
        pytest.param(_huddle, "you are in a huddle", _no_huddle, "+10 min", "for the end of a huddle", id="huddle"),
        pytest.param(_presses("In a meeting, 1 h"), "your status says you are busy", _presses("Clear"), "+10 min", "as your status said you were busy", id="status"),
        pytest.param(_presses("For 1 h"), "do not disturb is on", _presses("End"), "+10 min", "for the end of do not disturb", id="do not disturb"),
        pytest.param(_presses("Away"), "Slack showed you as away", _presses("Active"), "+1 h", "as away, so it did not come", id="presence"),
    ],
)  # fmt: skip
async def test_a_nudge_is_held_and_says_so_until_it_comes(
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
    held = visit.page.get_by_role("status").filter(has_text="held back")
    await held.get_by_role("button", name="Ask /stretch why").click()
    await expect(visit.latest).to_contain_text(waits)
    await expect(visit.latest.get_by_role("button", name="Start")).to_have_count(0)
    await ends(day)
    await visit.button(passes).click()
    await expect(visit.latest.get_by_role("button", name="Start")).to_be_visible()
    await visit.types("/stretch why")
    await expect(visit.latest).to_contain_text(waited)


async def test_another_zone_moves_the_nudge_and_says_so(visit: Visit) -> None:
    day = visit.page.get_by_role("complementary")
    await day.get_by_label("Time zone").last.select_option("Asia/Tokyo")
    await visit.types("/stretch why")
    await expect(visit.latest).to_contain_text("Next nudge: Tomorrow, 9:3")
    await expect(visit.latest).to_contain_text("your time zone is Asia/Tokyo now")
    await visit.button("Next nudge").click()
    await expect(visit.latest.get_by_role("button", name="Start")).to_be_visible()
    await expect(visit.page.locator("#clock-time")).to_contain_text("9:3")


async def test_behind_the_scenes(visit: Visit) -> None:
    await visit.button("Behind the scenes").click()
    drawer = visit.page.get_by_role("region", name="Behind the scenes")
    await expect(drawer).to_contain_text("1 Socket Mode connection")
    await expect(drawer.get_by_text("chat.postMessage")).to_be_visible()
    await expect(drawer).to_contain_text("None: all that was sent")
    await drawer.get_by_label("Show what a screen reader hears").check()
    await expect(visit.latest.get_by_role("button")).to_have_count(0)
    state = await visit.state()
    heard = next(it for it in state["channels"] if it["id"] == state["dm"])["messages"][-1]["text"]
    await expect(visit.latest).to_contain_text(heard.replace("`", ""))


async def test_ones_data_is_saved_from_the_page_and_by_nobody_else(visit: Visit) -> None:
    await visit.types("/stretch export")
    links = visit.page.get_by_role("link", name=re.compile("limber-"))
    await expect(links).to_have_count(2)
    async with visit.page.expect_download() as saving:
        await links.first.click()
    saved = await saving.value
    assert re.fullmatch(r"limber-[\d-]+\.json", saved.suggested_filename)
    assert b'"breaks"' in Path(await saved.path()).read_bytes()
    address = str(await links.first.get_attribute("href"))
    alone = await visit.page.request.get(f"{visit.url}{address.partition('?')[0]}")
    assert alone.status == 404
    await visit.page.get_by_role("navigation").get_by_role("button", name="Ben").click()
    await expect(visit.page).to_have_url(f"{visit.url}/#ben/messages")
    await expect(links).to_have_count(0)


@pytest.mark.parametrize("screen", [{"viewport": {"width": 360, "height": 640}}], ids=["phone"])
async def test_it_fits_a_phone(visit: Visit) -> None:
    await visit.button("People and channels").click()
    await visit.looks_as("Chloe")
    await expect(visit.page.get_by_role("navigation")).to_be_hidden()
    assert await visit.page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("screen", [{"viewport": {"width": 390, "height": 800}}], ids=["phone"])
async def test_the_menu_of_a_card_opens_where_there_is_room(visit: Visit) -> None:
    await visit.button("Next nudge").click()
    await visit.latest.get_by_role("button", name="More actions").click()
    lunch = visit.page.get_by_role("menuitem", name="Snooze till after lunch")
    for item in await visit.page.get_by_role("menuitem").all():
        await expect(item).to_be_in_viewport(ratio=1)
    await lunch.click()
    await expect(visit.latest).to_contain_text("comes back: 1:00 PM.")
    await expect(visit.latest).to_contain_text("I take lunch to be over at 1:00 PM.")


DATES = [
    ("{time}", "10:00 AM"),
    ("{date_num}", "2026-11-23"),
    ("{date_long_pretty}, {time}", "Today, 10:00 AM"),
    ("at {date_short_pretty}", "At today"),
    ("{date_long}", "Monday, November 23"),
    ("{ago}", "1 hour ago"),
    ("{no_such_token}", "else"),
]


async def test_mrkdwn_reads_as_in_slack(visit: Visit) -> None:
    """The rules of marks and of `<!date>`, as a table: Berlin, 11:00 on a Monday."""
    script = """async (text) => {
        const { mrkdwn } = await import("/page/blocks/mrkdwn.js");
        const me = { id: "U1", real_name: "Ana Lima", tz: "Europe/Berlin", locale: "en-US" };
        const people = new Map([["U1", me]]);
        const channels = new Map([["C1", { name: "general" }]]);
        const world = { people, channels, me, now: new Date("2026-11-23T10:00:00Z") };
        const root = document.createElement("div");
        root.append(...mrkdwn(text, world));
        for (const it of root.querySelectorAll("*")) {
            it.replaceWith(`[${it.localName}:`, ...it.childNodes, "]");
        }
        return root.textContent;
    }"""
    table = [
        ("*bold* _it_ ~no~ `a*b*`", "[strong:bold] [em:it] [s:no] [code:a*b*]"),
        ("2*3*4 snake_case_name * not *", "2*3*4 snake_case_name * not *"),
        ("*_both_*", "[strong:[em:both]]"),
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
        ("<@U1> in <#C1> <!here>", "[span:@Ana Lima] in [span:#general] [span:@here]"),
        ("<https://a.example/?a&amp;b|words>", "[a:words]"),
        ("<javascript:alert(1)|words>", "<javascript:alert(1)|words>"),
        ("• one\n• *two*\nthree", "[ul:[li:one][li:[strong:two]]]three"),
        ("&gt; said\nmore", "[blockquote:said]more"),
        ("a ```x <b>\ny``` b", "a [pre:[code:x <b>\ny]] b"),
        (":no_such_emoji: 10:30:00", ":no_such_emoji: 10:30:00"),
        ("`Mon` 🟦❄️▫️ :snowflake:", "[code:Mon] [span:🟦][span:❄️][span:▫️] [span:❄️]"),
        *((f"<!date^1795424400^{template}|else>", words) for template, words in DATES),
    ]
    for text, drawn in table:
        assert await visit.page.evaluate(script, text) == drawn


async def test_every_card_is_on_one_page(visit: Visit) -> None:
    await visit.page.goto(f"{visit.url}/cards")
    await expect(visit.page.get_by_role("status")).to_contain_text("cards of")
    cards = visit.page.get_by_role("figure")
    assert await cards.count() == len(list(exhibits(LIBRARY, ENGLISH, lambda *_: None)))
    await expect(visit.page.get_by_role("heading", name="Bridge", exact=True)).to_be_visible()


async def left_of_the_ring(visit: Visit) -> int:
    """Pixels of the ring's colour: it is a full circle at first, and gone at the end."""
    place = await visit.latest.get_by_role("img").bounding_box()
    assert place is not None
    shot = await visit.page.screenshot(clip=place)
    seen = np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"), int)
    return int((np.abs(seen - rgb(THEME["ring"])).sum(axis=2) < NEAR).sum())


@pytest.mark.parametrize("figures", [("chair-side-lunge",)], indirect=True)
async def test_the_picture_of_a_hold_counts_it_down(visit: Visit) -> None:
    await visit.types("/stretch chair side lunge")
    still = visit.latest.get_by_role("img")
    await expect(still).to_have_js_property("naturalWidth", 640)
    await visit.latest.get_by_role("button", name="Start", exact=True).click()
    for step in (2, 3):
        await visit.latest.get_by_role("button", name="Next", exact=True).click()
        await expect(visit.latest).to_contain_text(f"step {step} of 4")
    await expect(visit.latest).to_contain_text("Hold for 30 seconds")
    await expect(visit.latest.get_by_role("img")).to_have_js_property("naturalHeight", 400)
    full = await left_of_the_ring(visit)
    assert full > 500
    async with asyncio.timeout(20):
        while await left_of_the_ring(visit) > 0.8 * full:
            continue  # each look takes a moment
