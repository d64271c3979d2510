"""Every request is acked once and at once, and its work is done once and in order."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.cards.parts import failures
from bot.cards.parts.blocks import Card
from bot.usecases.registry import button, command, fallback, form
from bot.usecases.requests import Answer, Faults, Request, Save, Show, Submission
from tests.slack import bolt
from tests.slack.bolt import ANA, ENGLISH, RESPONSE_URL, Bolt, click, event, events, submission

JOURNAL: list[Any] = []


class Stretching:
    """A feature with every kind of declaration, which notes what it was asked."""

    def __init__(self, deps: object) -> None: ...

    @command("stretch", "", "now")
    async def offer(self, request: Request) -> Card:
        return self._answer("offer", request)

    @command("pause", takes_words=True)
    @button("limber.pause_hour", text="1h")
    async def pause(self, request: Request) -> Card:
        return self._answer("pause", request)

    @command("help", "?")
    async def help(self, request: Request) -> Card:
        return self._answer("help", request)

    @button("limber.team", numbered=True)
    async def team(self, request: Request) -> Card:
        return self._answer("team", request)

    @button("limber.slow")
    async def slow(self, request: Request) -> Card:
        await asyncio.sleep(0)
        return self._answer("slow", request)

    @button("limber.broken")
    async def broken(self, request: Request) -> Card:
        raise RuntimeError("broken on purpose")

    @fallback
    async def search(self, request: Request) -> Card:
        return self._answer("search", request, *request.near)

    @form("limber.saved")
    async def submitted(self, submission: Submission) -> Faults | Save:
        typed = submission.values.text("name")
        if not typed:
            return {"name": "Write a name."}

        async def save() -> Answer | None:
            JOURNAL.append(("saved", typed))
            return Answer(Card([], "Saved."), Show.BELOW)

        return save

    @staticmethod
    def _answer(name: str, request: Request, *more: str) -> Card:
        JOURNAL.append((name, request.text, *more))
        return Card([], f"{name}.")


@pytest.fixture(autouse=True)
def journal() -> list[Any]:
    JOURNAL.clear()
    return JOURNAL


@pytest.fixture
def app() -> Bolt:
    return Bolt([Stretching])


def name(value: str) -> dict[str, Any]:
    return {"name": {"name": {"value": value}}}


REQUESTS = [
    pytest.param(lambda: bolt.command(""), ("offer", ""), id="command"),
    pytest.param(lambda: click("limber.team.3", "C7"), ("team", "C7"), id="click"),
    pytest.param(
        lambda: click(
            "limber.team",
            actions=[{"action_id": "limber.team", "selected_option": {"value": "C8"}}],
        ),
        ("team", "C8"),
        id="menu",
    ),
    pytest.param(lambda: submission("limber.saved", name("Ana")), ("saved", "Ana"), id="form"),
]


@pytest.mark.parametrize(("request_", "work"), REQUESTS)
async def test_the_ack_comes_once_and_before_the_work(
    app: Bolt,
    journal: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    request_: Callable[[], Any],
    work: tuple[str, ...],
) -> None:
    ack = AsyncAck.__call__

    async def noted(self: AsyncAck, *args: Any, **kwargs: Any) -> Any:
        journal.append("ack")
        return await ack(self, *args, **kwargs)

    monkeypatch.setattr(AsyncAck, "__call__", noted)
    assert await app.handles(request_()) == [200]
    assert journal == ["ack", work]


@pytest.mark.parametrize(("request_", "work"), REQUESTS)
async def test_a_retry_changes_nothing(
    app: Bolt, journal: list[Any], request_: Callable[[], Any], work: tuple[str, ...]
) -> None:
    assert await app.handles(request_(), request_()) == [200, 200]
    assert await app.handles(request_()) == [200]
    assert journal == [work]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", ("offer", "")),
        ("now", ("offer", "")),
        ("PAUSE 2h", ("pause", "2h")),
        ("pause", ("pause", "")),
        ("  pause   till  monday ", ("pause", "till monday")),
        ("?", ("help", "")),
        ("help me", ("search", "help me", "help")),
        ("hlep", ("search", "hlep", "help")),
        ("neck tilt", ("search", "neck tilt")),
    ],
)
async def test_a_command_goes_to_its_verb_or_to_the_search(
    app: Bolt, journal: list[Any], typed: str, asked: tuple[str, ...]
) -> None:
    await app.handles(bolt.command(typed))
    assert journal == [asked]
    assert app.activity.seen == [ANA]


@pytest.mark.parametrize(
    ("action_id", "asked"),
    [
        ("limber.pause_hour", [("pause", "1h")]),
        ("limber.team", [("team", "x")]),
        ("limber.team.12", [("team", "x")]),
        ("limber.team.1.2", []),
        ("limber.teams", []),
        ("limber.of_an_older_version", []),
        ("a-link", []),
    ],
)
async def test_a_button_is_found_by_its_action_id_and_unknown_ones_are_acked(
    app: Bolt, journal: list[Any], action_id: str, asked: list[tuple[str, str]]
) -> None:
    assert await app.handles(click(action_id, "x")) == [200]
    assert journal == asked


async def test_clicks_of_one_person_are_answered_in_order(app: Bolt, journal: list[Any]) -> None:
    first = click("limber.slow", "1", trigger_id="1")
    second = click("limber.team", "2", trigger_id="2")
    await app.handles(first, second)
    assert journal == [("slow", "1"), ("team", "2")]


async def test_a_failed_click_is_apologized_for_and_counted(
    app: Bolt, journal: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    again = click("limber.team", "2", trigger_id="2")
    assert await app.handles(click("limber.broken"), again) == [200, 200]
    apology = failures.failed(ENGLISH).text
    assert app.api.calls == [("add", RESPONSE_URL, apology), ("add", RESPONSE_URL, "team.")]
    assert app.failures == 1
    assert "broken on purpose" in caplog.text


async def test_faults_of_a_form_come_back_on_their_fields(app: Bolt, journal: list[Any]) -> None:
    response = await app.sends(submission("limber.saved", name("")))
    assert response.status == 200
    expected = '{"response_action": "errors", "errors": {"name": "Write a name."}}'
    assert response.body == expected
    await app.tasks.finish(1)
    assert journal == []


async def test_a_valid_form_is_saved_after_the_ack_and_answered(app: Bolt) -> None:
    response = await app.sends(submission("limber.saved", name("Ana"), RESPONSE_URL))
    assert (response.status, response.body) == (200, "")
    await app.tasks.finish(1)
    assert app.api.calls == [("add", RESPONSE_URL, "Saved.")]


MALFORMED: list[Callable[[], Any]] = [
    lambda: bolt.interaction({}),
    lambda: bolt.interaction({"type": "from_the_future", "team": {"id": "T1"}}),
    lambda: bolt.interaction({"type": "block_actions", "team": {"id": "T1"}, "actions": []}),
    lambda: click("limber.team", user={}),
    lambda: click("limber.team", actions="none"),
    lambda: click("limber.team", actions=[{"action_id": 7}]),
    lambda: bolt.command("pause", user_id=""),
    lambda: bolt.command("pause", response_url=""),
    lambda: bolt.signed("not=a+payload", "application/x-www-form-urlencoded"),
    lambda: submission("limber.of_an_older_version", {}),
    lambda: event("message", channel="D1"),
    lambda: event("user_change", user=None),
    lambda: event("member_left_channel", user="U1"),
]


@pytest.mark.parametrize("request_", MALFORMED)
async def test_a_request_of_an_unknown_shape_is_acked_quietly(
    journal: list[Any], caplog: pytest.LogCaptureFixture, request_: Callable[[], Any]
) -> None:
    app = Bolt([Stretching], events=events())
    assert await app.handles(request_()) == [200]
    assert journal == []
    assert [it for it in caplog.records if it.levelname in {"WARNING", "ERROR"}] == []


async def test_an_unsigned_request_is_refused(app: Bolt, journal: list[Any]) -> None:
    request = bolt.command("")
    request.headers["x-slack-signature"] = ["v0=00"]
    assert await app.handles(request) == [401]
    assert journal == []


async def test_a_workspace_without_limber_is_not_served(app: Bolt, journal: list[Any]) -> None:
    await app.handles(bolt.command("", team_id="T2"))
    assert (journal, app.api.calls) == ([], [])


class Installing:
    """Takes `does` for the first attempt to handle an uninstallation, and succeeds then."""

    def __init__(self, does: Callable[[], Awaitable[None]]) -> None:
        self._does = does
        self.attempts = 0

    async def uninstalled(self, workspace_id: str, at: object) -> None:
        self.attempts += 1
        if self.attempts == 1:
            await self._does()


class Forgets:
    def drop(self, workspace_id: str) -> None: ...


async def fails() -> None:
    raise RuntimeError("the database is gone")


def uninstalling(does: Callable[[], Awaitable[None]]) -> tuple[Bolt, Installing]:
    installing = Installing(does)
    return Bolt(events=events(installing=installing, identities=Forgets())), installing


async def test_a_failed_event_is_handled_again_when_slack_retries() -> None:
    app, installing = uninstalling(fails)
    requests = [event("app_uninstalled") for _ in range(3)]
    assert await app.handles(*requests) == [500, 200, 200]
    assert installing.attempts == 2


@pytest.mark.parametrize("succeeds", [True, False])
async def test_a_retry_waits_for_the_first_attempt(succeeds: bool) -> None:
    goes_on = asyncio.Event()

    async def waits() -> None:
        await goes_on.wait()
        if not succeeds:
            await fails()

    app, installing = uninstalling(waits)
    first = asyncio.create_task(app.sends(event("app_uninstalled")))
    retry = asyncio.create_task(app.sends(event("app_uninstalled")))
    done, _ = await asyncio.wait([first, retry], timeout=0.05)
    assert done == set()
    goes_on.set()
    statuses = [it.status for it in await asyncio.gather(first, retry)]
    assert statuses == ([200, 200] if succeeds else [500, 200])
    assert installing.attempts == (1 if succeeds else 2)


async def test_another_event_does_not_wait() -> None:
    app, installing = uninstalling(asyncio.Event().wait)  # type: ignore[arg-type]
    first = asyncio.create_task(app.sends(event("app_uninstalled")))
    await asyncio.sleep(0)
    assert (await app.sends(event("app_uninstalled", event_id="Ev2"))).status == 200
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    assert installing.attempts == 2
