"""The page in a real browser, with the real bot behind it."""

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.playground.web.visit import IN_A_BROWSER, Visit

pytestmark = IN_A_BROWSER


async def test_a_nudge_leads_to_a_break_and_a_streak(visit: Visit) -> None:
    hint = visit.page.get_by_role("region", name="What to do next")
    await expect(hint).to_contain_text("This is a practice Slack")
    await visit.button("Next nudge").click()
    await visit.latest.get_by_role("button", name="Start").click()
    card, onward = visit.latest, visit.latest.locator(".primary")
    await expect(card).to_contain_text("1 of")
    await expect(hint).to_contain_text("The steps move on by themselves")
    while await onward.count():
        before = await card.inner_text()
        await expect(onward).to_be_focused()
        await onward.press("Enter")
        await expect(card).not_to_have_text(before, use_inner_text=True)
    await expect(card).to_contain_text("Streak: 1 workday")
    await visit.page.get_by_role("tab", name="Home").click()
    await expect(visit.page.get_by_role("tabpanel")).to_contain_text("Streak: 1 workday")
    await expect(visit.page).to_have_url(f"{visit.url}/#ana/home")


async def test_a_malformed_address_is_fixed(visit: Visit) -> None:
    await visit.page.goto("about:blank")
    await visit.page.goto(f"{visit.url}/#%E0%A4%A")
    await expect(visit.latest).to_contain_text("You're in!")
    await expect(visit.page).to_have_url(f"{visit.url}/#ana/messages")


async def test_settings_show_an_error_at_its_field_and_then_save(visit: Visit) -> None:
    await visit.types("/stretch settings")
    modal = visit.page.get_by_role("dialog", name="Settings")
    await expect(modal.get_by_label("Monday")).to_be_focused()
    await modal.get_by_role("button", name="Exact times").click()
    times = visit.page.get_by_role("dialog", name="Exact times")
    await times.get_by_label("Minutes between nudges, at least").fill("45")
    await times.get_by_role("button", name="Save").click()
    most = times.get_by_label("And at most")
    await expect(most).to_be_focused()
    await expect(most).to_have_accessible_description(re.compile("^Write 45 or more"))
    await expect(times.locator(".field.wrong")).to_have_count(1)
    await most.fill("60")
    await times.get_by_role("button", name="Save").click()
    await modal.get_by_role("button", name="Save").click()
    await expect(modal).to_be_hidden()
    await expect(visit.latest).to_contain_text("Saved.")
    await expect(visit.box).to_be_focused()
    await visit.types("/stretch settings")
    await expect(modal).to_be_visible()
    await visit.page.keyboard.press("Escape")
    await expect(modal).to_be_hidden()
    assert (await visit.state())["modal"] is None


async def test_the_message_box_suggests_and_recalls_commands(visit: Visit) -> None:
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
    await expect(visit.page.get_by_text("Limber can't read messages.")).to_be_visible()


async def test_someone_who_has_not_joined_gets_an_offer_to_join(visit: Visit) -> None:
    await visit.looks_as("Ben")
    await visit.button("Next nudge").click()
    notice = visit.page.get_by_role("status").filter(has_text="Ben hasn't joined")
    await notice.get_by_role("button", name="Type /stretch join").click()
    await expect(visit.latest).to_contain_text("You're in!")
    await expect(notice).to_be_hidden()
    await visit.button("Next nudge").click()
    await expect(visit.latest.get_by_role("button", name="Start")).to_be_visible()


async def test_unread_messages_are_marked(visit: Visit) -> None:
    general = visit.page.get_by_role("navigation").get_by_role("button", name="general")
    await visit.looks_as("Ben")
    await general.click()
    await visit.types("Anybody for a walk?")
    news = visit.page.get_by_role("button", name="Ana").get_by_label("has unread messages")
    await expect(news).to_be_visible()
    await visit.page.get_by_role("button", name="Ana").click()
    await expect(visit.latest).to_contain_text("Anybody for a walk?")
    await expect(news).to_be_hidden()


async def test_typed_markup_stays_text(visit: Visit) -> None:
    typed = '<img src=x onerror="alert(1)"> *bold* <https://example.com|a link> & <script>'
    await visit.page.get_by_role("navigation").get_by_role("button", name="general").click()
    await visit.types(typed)
    await expect(visit.latest).to_contain_text(typed.replace("*", ""))
    await expect(visit.latest.locator("strong", has_text="bold")).to_have_count(1)
    await expect(visit.latest.locator("img, script")).to_have_count(0)


async def test_a_change_elsewhere_keeps_draft_and_focus(visit: Visit) -> None:
    await visit.box.fill("half a sent")
    clock = await visit.page.locator("#clock-time").inner_text()
    await visit.acts("clock", by_seconds=3 * 3600)
    await expect(visit.page.locator("#clock-time")).not_to_have_text(clock)
    await expect(visit.box).to_have_value("half a sent")
    await expect(visit.box).to_be_focused()


async def test_the_drawer_shows_calls_problems_and_the_spoken_text(visit: Visit) -> None:
    await visit.button("Behind the scenes").click()
    drawer = visit.page.get_by_role("region", name="Behind the scenes")
    await expect(drawer).to_contain_text("1 Socket Mode connection")
    await expect(drawer.get_by_text("chat.postMessage")).to_be_visible()
    await expect(drawer).to_contain_text("None. The real Slack")
    await drawer.get_by_label("Show what a screen reader hears").check()
    await expect(visit.latest.get_by_role("button")).to_have_count(0)
    state = await visit.state()
    heard = next(it for it in state["channels"] if it["id"] == state["dm"])["messages"][-1]["text"]
    await expect(visit.latest).to_contain_text(heard.replace("`", ""))


async def test_only_the_owner_can_download_an_export(visit: Visit) -> None:
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
async def test_the_page_fits_a_phone(visit: Visit) -> None:
    await visit.button("People and channels").click()
    await visit.looks_as("Chloe")
    await expect(visit.page.get_by_role("navigation")).to_be_hidden()
    assert await visit.page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("screen", [{"viewport": {"width": 390, "height": 800}}], ids=["phone"])
async def test_a_cards_menu_opens_inside_the_screen(visit: Visit) -> None:
    await visit.button("Next nudge").click()
    await visit.latest.get_by_role("button", name="Start").click()
    await visit.latest.get_by_role("button", name="More actions").click()
    for item in await visit.page.get_by_role("menuitem").all():
        await expect(item).to_be_in_viewport(ratio=1)
    await visit.page.get_by_role("menuitem", name="Who should skip this?").click()
    await expect(visit.latest).to_contain_text("Before you start:")


async def test_a_nudge_can_wait_until_after_lunch(visit: Visit) -> None:
    await visit.button("Next nudge").click()
    await visit.latest.get_by_role("combobox", name="Later").select_option("After lunch")
    await expect(visit.latest).to_contain_text("will be back: 1:00 PM.")
    await expect(visit.latest).to_contain_text("I take lunch to be over at 1:00 PM.")
