"""Leafing through the library, in the messages and on the Home tab."""

from bot.domain.exercises.exercise import Position
from bot.playground.humans.humans import Human
from tests.endtoend.office import Office, shipped

LIBRARY = shipped(figures=False).library.exercises


async def test_pages_follow_each_other(desk: Office, ana: Human) -> None:
    first = await desk.says(ana, "/stretch library")
    assert first.text.startswith(f"1 to 5 of {len(LIBRARY)}.")
    second = await desk.clicks(ana, "browse_page.next", first)
    assert second.text.startswith(f"6 to 10 of {len(LIBRARY)}.")
    back = await desk.clicks(ana, "browse_page.previous", second)
    assert back.text == first.text


async def test_a_part_of_the_body_and_a_position_narrow_it(desk: Office, ana: Human) -> None:
    card = await desk.says(ana, "/stretch library")
    await ana.clicks(card, "limber.browse_area", "hips|any|0")
    of_hips = [it for it in LIBRARY.values() if it.body_area == "hips"]
    await desk.slack.until(lambda: f" of {len(of_hips)}." in ana.latest().text)
    await ana.clicks(ana.latest(), "limber.browse_position", "hips|standing|0")
    standing = [it for it in of_hips if it.position is Position.STANDING]
    await desk.slack.until(lambda: f" of {len(standing)}." in ana.latest().text)
    assert any(f"{it.name}:" in ana.latest().text for it in standing)


async def test_trying_one_brings_its_card(desk: Office, ana: Human) -> None:
    page = await desk.says(ana, "/stretch library")
    await ana.clicks(page, "limber.try.neck-turn")
    card = await desk.slack.until(
        lambda: it if "Neck turn" in (it := ana.latest()).text and it.ts != page.ts else None
    )
    assert "1 of" in (await desk.clicks(ana, "start", card)).text


async def test_the_self_check_stays_private_here_too(desk: Office, ana: Human) -> None:
    page = await desk.says(ana, "/stretch library")
    await ana.clicks(page, "limber.browse_position", "any|floor|0")
    await desk.slack.until(lambda: "Dead bug" in ana.latest().text)
    await ana.clicks(ana.latest(), "limber.browse_area", "hips|floor|0")
    await desk.slack.until(lambda: "Thomas test" in ana.latest().text)
    before = await desk.stored()
    await ana.clicks(ana.latest(), "limber.try.thomas-test")
    await desk.slack.until(lambda: "Only you see this" in ana.latest().text)
    assert await desk.stored() == before


async def test_home_has_the_library_and_a_way_back(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await ana.opens_home()
    home = await desk.slack.until(lambda: ana.home)
    await ana.clicks(home, "limber.browse")
    page = await desk.slack.until(lambda: it if "browse_area" in str(it := ana.home) else None)
    assert page is not None
    await ana.clicks(page, "limber.try.neck-turn")
    await desk.slack.until(lambda: "Neck turn" in ana.latest().text)
    await desk.slack.until(lambda: "Messages tab" in str(ana.home))
    await ana.clicks(await desk.slack.until(lambda: ana.home), "limber.browse")
    await desk.slack.until(lambda: "browse_area" in str(ana.home))
    await ana.clicks(await desk.slack.until(lambda: ana.home), "limber.home")
    await desk.slack.until(lambda: "Your next break" in str(ana.home))
