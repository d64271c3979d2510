"""Plans: chosen once, brought by nudges, done at one's own pace, stopped any time."""

from datetime import timedelta

from bot.playground.humans.humans import Human
from bot.playground.world.world import Message
from tests.endtoend.office import Office, title
from tests.endtoend.test_home_and_settings import home

PLAN = "desk-neck-and-shoulders"


async def begins(office: Office, human: Human, plan: str = PLAN) -> Message:
    card = await office.says(human, "/stretch plan")
    return await office.clicks(human, f"plan_begins.{plan}", card)


def today(card: Message) -> list[str]:
    """The names of the exercises that a plan's card lists for today."""
    [listed] = [it["text"]["text"] for it in card.blocks if it["type"] == "section"]
    return [it.removeprefix("• ") for it in listed.splitlines()[1:]]


async def test_the_plans_there_are_can_be_chosen_from(desk: Office, ana: Human) -> None:
    card = await desk.says(ana, "/stretch plan")
    assert "Hip flexor reset" in card.text
    assert "day 1 of 5" in (await begins(desk, ana)).text


async def test_nudges_bring_what_the_plan_has_for_today(office: Office, ana: Human) -> None:
    await office.joins(ana)
    wanted = today(await begins(office, ana))
    for name in wanted:
        nudge = await office.nudged(ana)
        assert name in title(nudge)
        done = await office.walks_through(ana, nudge)
        assert "day 1:" in done.text
    assert f"{len(wanted)} of {len(wanted)} done" in done.text
    free = await office.nudged(ana)
    assert not any(name in title(free) for name in wanted)


async def test_a_day_of_which_something_was_done_is_over_on_the_next_workday(
    office: Office, ana: Human
) -> None:
    await office.joins(ana)
    await begins(office, ana)
    office.clock.move(timedelta(days=1))
    assert "day 1 of 5" in (await office.says(ana, "/stretch plan")).text
    await office.walks_through(ana, await office.says(ana, "/stretch"))
    office.clock.move(timedelta(days=1))
    assert "day 2 of 5" in (await office.says(ana, "/stretch plan")).text


async def test_what_is_not_allowed_is_eased(desk: Office, ana: Human) -> None:
    """Week two of the hip plan is on the floor; who does not allow it gets something else."""
    await desk.joins(ana)
    await begins(desk, ana, "hip-flexor-reset")
    for _ in range(5):
        await desk.walks_through(ana, await desk.says(ana, "/stretch"))
        desk.clock.move(timedelta(days=1))
    card = await desk.says(ana, "/stretch plan")
    assert "day 6 of 10" in card.text
    assert "which stands in for" in card.text
    offered = await desk.says(ana, "/stretch")
    assert "on the floor" not in offered.text


async def test_a_plan_can_be_stopped(office: Office, ana: Human) -> None:
    await office.joins(ana)
    card = await begins(office, ana)
    assert "No plan any more" in (await office.clicks(ana, "plan_stops", card)).text
    assert (await office.member(ana)).plan is None


async def test_after_its_last_day_nudges_choose_freely(office: Office, ana: Human) -> None:
    await office.joins(ana)
    await begins(office, ana)
    for _ in range(4):
        await office.walks_through(ana, await office.says(ana, "/stretch"))
        office.clock.move(timedelta(days=1))
    last = await office.says(ana, "/stretch plan")
    assert "day 5 of 5" in last.text
    for _ in today(last):
        done = await office.walks_through(ana, await office.says(ana, "/stretch"))
    assert "is done, all 5 days" in done.text
    office.clock.move(timedelta(days=3))
    assert "A plan picks your stretches" in (await office.says(ana, "/stretch plan")).text


async def test_home_tells_of_the_plan_and_brings_what_comes_next(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    view = await home(desk, ana, "See the plans", "plan")
    await ana.clicks(view, "limber.plans")
    choice = await desk.slack.until(lambda: it if "plan_begins" in str(it := ana.home) else None)
    await ana.clicks(choice, f"limber.plan_begins.{PLAN}")
    view = await desk.slack.until(lambda: it if "day 1: 0 of 3" in str(it := ana.home) else None)
    assert "Next: *Shoulder rolls*." in str(view)
    await ana.clicks(view, "limber.plan_next")
    await desk.slack.until(lambda: "Messages tab" in str(ana.home))
    assert "Shoulder rolls" in title(ana.latest())
    await desk.walks_through(ana, ana.latest())
    view = await home(desk, ana, "day 1: 1 of 3", "plan")
    await ana.clicks(view, "limber.plan_stops")
    await desk.slack.until(lambda: "See the plans" in str(ana.home))
    assert (await desk.member(ana)).plan is None


async def test_every_exercise_of_a_day_has_its_turn(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    wanted = today(await begins(desk, ana))
    offered = [title(await desk.nudged(ana)).split("*")[1] for _ in range(2 * len(wanted))]
    assert offered == wanted * 2


async def test_a_plan_under_way_is_not_begun_again(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    choice = await desk.says(ana, "/stretch plan")
    await desk.clicks(ana, f"plan_begins.{PLAN}", choice)
    await desk.walks_through(ana, await desk.nudged(ana))
    run = (await desk.member(ana)).plan
    for plan in (PLAN, "move-more"):
        await ana.clicks_stale(choice, f"limber.plan_begins.{plan}")
        await desk.settles()
    assert (await desk.member(ana)).plan == run
    assert run is not None
    assert run.done
