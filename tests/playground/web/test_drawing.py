"""How messages, cards and figures look on the page."""

import asyncio
import io

import numpy as np
import pytest
from PIL import Image
from playwright.async_api import expect

from bot.cli.exhibits import exhibits
from bot.content_process import open_library
from bot.figures.paint.palette import THEME, rgb
from tests.playground.web.visit import IN_A_BROWSER, Visit

pytestmark = IN_A_BROWSER


NEAR = 60
"""Tolerance for a color, summed over RGB: films have small palettes."""


LIBRARY, LANGUAGES = open_library()
ENGLISH = LANGUAGES.of("en-US")


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
    """In Berlin, at 11:00 on a Monday."""
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
    """How many pixels have the color of the countdown ring."""
    place = await visit.latest.get_by_role("img").first.bounding_box()
    assert place is not None
    shot = await visit.page.screenshot(clip=place)
    seen = np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"), int)
    return int((np.abs(seen - rgb(THEME["ring"])).sum(axis=2) < NEAR).sum())


@pytest.mark.parametrize("figures", [("chair-side-lunge",)], indirect=True)
async def test_the_animation_of_a_hold_counts_down(visit: Visit) -> None:
    await visit.types("/stretch chair side lunge")
    still = visit.latest.get_by_role("img")
    await expect(still).to_have_js_property("naturalWidth", 640)
    await visit.latest.get_by_role("button", name="Start").click()
    await visit.latest.get_by_role("button", name="Next", exact=True).click()
    await expect(visit.latest).to_contain_text("Hold for 30 seconds")
    film = visit.latest.get_by_role("img").first
    await expect(film).to_have_js_property("naturalHeight", 400)
    full = await left_of_the_ring(visit)
    assert full > 500
    async with asyncio.timeout(20):
        while await left_of_the_ring(visit) > 0.8 * full:
            continue  # each screenshot takes a while, so this isn't a busy loop
