"""Home as the place to be, for whoever opens it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.domain.members import MemberStatus
from bot.playground.humans.humans import Human
from bot.playground.world.views import View
from tests.endtoend.office import Office
from tests.endtoend.test_home_and_settings import wording

MOST_STATEMENTS = 13
"""What opening Home may ask of the database, its beginning included."""
YOUR_DATA = "*What I keep of you:*"


@pytest.fixture
def office(desk: Office) -> Office:
    """What Home reads is held against Postgres by the tests of each part."""
    return desk


@contextmanager
def asked(office: Office) -> Iterator[list[str]]:
    """The statements that the database is sent meanwhile."""
    engine = office.limber.database._engine.sync_engine
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


async def opened(office: Office, human: Human) -> View:
    """Home as it is published when somebody opens it: once, with few questions."""
    calls = len(office.slack.log)
    with asked(office) as statements:
        await human.opens_home()
        await office.settles()
    assert [it.method for it in office.slack.log[calls:]] == ["views.publish"]
    assert 0 < len(statements) <= MOST_STATEMENTS, statements
    assert human.home is not None
    assert len(human.home.blocks) <= 100
    return human.home


async def turned(office: Office, human: Human, page: str) -> View:
    """Home with a page open."""
    await human.clicks(await opened(office, human), f"limber.home_page.{page}")
    await office.settles()
    assert human.home is not None
    return human.home


async def is_joined(office: Office, human: Human) -> None:
    await office.joins(human)


async def is_guest(office: Office, human: Human) -> None:
    await office.walks_through(human, await office.says(human, "/stretch look away"))


async def is_paused(office: Office, human: Human) -> None:
    await office.joins(human)
    await office.says(human, "/stretch pause 2h")


async def has_left(office: Office, human: Human) -> None:
    await office.joins(human)
    await is_guest(office, human)
    await office.says(human, "/stretch leave")


async def is_unknown(_office: Office, _human: Human) -> None:
    """Nothing happened yet."""


@pytest.mark.parametrize(
    ("comes_so_far", "says", "says_not"),
    [
        pytest.param(
            is_unknown,
            [
                "*When you join:*",
                "I'll nudge you every 30 to 40 minutes, Monday to Friday, 9:00 AM to 5:00 PM.",
                "Try one now",
                "Count me in",
                "I keep nothing about you.",
            ],
            [YOUR_DATA, "Next nudge", "Streak"],
            id="unknown",
        ),
        pytest.param(
            is_guest,
            ["*When you join:*", "Streak: 1 workday.", "1 break today.", "Count me in", YOUR_DATA],
            ["Next nudge", "I keep nothing about you."],
            id="guest",
        ),
        pytest.param(
            is_joined,
            [
                "Next nudge",
                "Pause 1 hour",
                "Your first break starts a streak",
                "Data and safety",
            ],
            ["*When you join:*", "Your settings", YOUR_DATA],
            id="joined",
        ),
        pytest.param(is_paused, ["You're paused.", "Resume now"], ["Pause 1 hour"], id="paused"),
        pytest.param(
            has_left,
            ["You've left", "Join again", "Streak: 1 workday.", YOUR_DATA, "Export my data"],
            ["Next nudge", "Count me in"],
            id="left",
        ),
    ],
)
async def test_home_has_something_for_everybody(
    office: Office, ana: Human, comes_so_far: object, says: list[str], says_not: list[str]
) -> None:
    assert callable(comes_so_far)
    await comes_so_far(office, ana)
    await office.settles()
    said = wording(await opened(office, ana))
    for words in says:
        assert words in said, said
    for words in says_not:
        assert words not in said, said


async def test_somebody_who_only_looks_is_not_remembered(desk: Office, ana: Human) -> None:
    await opened(desk, ana)
    assert ana.id not in repr(await desk.stored())


async def test_whoever_has_not_joined_can_try_an_exercise_from_home(
    desk: Office, ana: Human
) -> None:
    view = await opened(desk, ana)
    await ana.clicks(view, "limber.stretch")
    await desk.slack.until(lambda: "in the Messages tab" in wording(ana.home))
    done = await desk.walks_through(ana, ana.latest())
    assert "Streak: 1 workday." in done.text
    assert (await desk.member(ana)).status is MemberStatus.GUEST


async def test_a_plan_is_begun_followed_and_stopped_on_home(office: Office, ana: Human) -> None:
    await office.joins(ana)
    view = await turned(office, ana, "plan")
    await ana.clicks(view, "limber.plans")
    view = await office.slack.until(
        lambda: it if "Back to overview" in wording(it := ana.home) else None
    )
    assert view is not None
    await ana.clicks(view, "limber.plan_begins.hip-flexor-reset")
    view = await office.slack.until(
        lambda: it if "*Hip flexor reset*, day 1: 0 of" in wording(it := ana.home) else None
    )
    assert view is not None
    await ana.clicks(view, "limber.plan_next")
    await office.slack.until(lambda: "in the Messages tab" in wording(ana.home))
    await office.walks_through(ana, ana.latest())
    view = await turned(office, ana, "plan")
    assert "*Hip flexor reset*, day 1: 1 of" in wording(view)
    await ana.clicks(view, "limber.plan_stops")
    await office.slack.until(lambda: "See the plans" in wording(ana.home))
    assert (await office.member(ana)).plan is None


async def test_ones_data_comes_from_home(office: Office, ana: Human) -> None:
    await office.joins(ana)
    view = await turned(office, ana, "data")
    await ana.clicks(view, "limber.export")
    await office.slack.until(lambda: "on its way into our direct messages" in wording(ana.home))
    told = wording(ana.home)
    assert told.index("What I keep of you") < told.index("on its way into our direct messages")
    await office.settles()
    assert len(ana.files()) == 2
    assert ana.home is not None
    await ana.clicks(ana.home, "limber.export")
    await office.slack.until(lambda: "on its way a moment ago" in wording(ana.home))
    office.clock.move(timedelta(minutes=1))
    assert "on its way" not in wording(await opened(office, ana))


async def test_one_is_forgotten_from_home(office: Office, ana: Human) -> None:
    await office.joins(ana)
    view = await turned(office, ana, "data")
    await ana.clicks(view, "limber.forget")
    said = await office.slack.until(
        lambda: it if "I've forgotten everything about you" in (it := wording(ana.home)) else None
    )
    assert "Count me in" in said
    assert ana.id not in repr(await office.stored())
