"""Delivery over HTTP, to a bare server and to Bolt."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import orjson
import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import Clock, SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.clock import MovableClock
from bot.playground.delivery.request_url import CHALLENGE
from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from tests.playground.making import Opened, actions, button, hasty, modal, question

Answer = Callable[[web.Request], Awaitable[web.Response]]


@asynccontextmanager
async def listening(answer: Answer) -> AsyncIterator[str]:
    """Serves `answer`; yields the request URL."""
    app = web.Application()
    app.router.add_post("/slack/events", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


class Recorder:
    """Records requests; gives the prepared answers, then 200."""

    def __init__(self, *answers: web.Response) -> None:
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self._answers = list(answers)

    async def answer(self, request: web.Request) -> web.Response:
        body = await request.read()
        if b"url_verification" in body:
            return web.Response(text=orjson.loads(body)["challenge"])
        self.requests.append((dict(request.headers), body))
        return self._answers.pop(0) if self._answers else web.Response()

    def json(self, index: int = -1) -> Any:
        return orjson.loads(self.requests[index][1])

    def form(self, index: int = -1) -> dict[str, str]:
        return dict(parse_qsl(self.requests[index][1].decode()))


class Fixed(Clock):
    """The playground's clock, for slack_sdk's signature verifier."""

    def __init__(self, clock: MovableClock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock().timestamp()


async def test_a_url_must_answer_the_challenge(slack: StandIn) -> None:
    async def deaf(_request: web.Request) -> web.Response:
        return web.Response(text="What?")

    async with listening(deaf) as url:
        with pytest.raises(ValueError, match="did not answer the challenge"):
            await slack.deliver_to(url)
    assert slack.request_url is None

    async def in_json(_request: web.Request) -> web.Response:
        return web.json_response({"challenge": CHALLENGE})

    async with listening(in_json) as url:
        await slack.deliver_to(url)


async def test_every_request_is_signed(slack: StandIn, ana: Human, clock: MovableClock) -> None:
    recorder = Recorder()
    async with listening(recorder.answer) as url:
        await slack.deliver_to(url)
        await ana.opens_home()
        await ana.types("/stretch join & go")
    verifier = SignatureVerifier(slack.app.signing_secret, Fixed(clock))
    assert len(recorder.requests) == 2
    for headers, body in recorder.requests:
        assert verifier.is_valid_request(body, headers)
        assert not verifier.is_valid_request(body + b" ", headers)
    assert recorder.requests[0][0]["Content-Type"] == "application/json"
    assert recorder.requests[1][0]["Content-Type"] == "application/x-www-form-urlencoded"
    assert recorder.json(0)["event"]["type"] == "app_home_opened"
    assert recorder.form(1)["text"] == "join & go"
    assert recorder.form(1)["is_enterprise_install"] == "false"


async def test_an_interaction_is_a_form_with_a_payload(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=ana.id, text="Card", blocks=[actions(button())])
    recorder = Recorder()
    async with listening(recorder.answer) as url:
        await slack.deliver_to(url)
        await ana.clicks(ana.latest(), "done")
    payload = orjson.loads(recorder.form()["payload"])
    assert payload["type"] == "block_actions"
    assert payload["actions"][0]["action_id"] == "done"


async def test_a_retried_event_carries_its_number_and_reason(slack: StandIn, ana: Human) -> None:
    recorder = Recorder(*[web.Response(status=500) for _ in range(4)])
    async with listening(recorder.answer) as url:
        await slack.deliver_to(url)
        await ana.opens_home()
        await slack.until(lambda: len(slack.unacked) == 4)
    headers = [headers for headers, _ in recorder.requests]
    assert "X-Slack-Retry-Num" not in headers[0]
    assert [each["X-Slack-Retry-Num"] for each in headers[1:]] == ["1", "2", "3"]
    assert {each["X-Slack-Retry-Reason"] for each in headers[1:]} == {"http_error"}
    assert len({recorder.json(index)["event_id"] for index in range(4)}) == 1
    assert [problem.kind for problem in slack.problems] == ["unacked"] * 4


async def test_an_app_can_turn_down_retries(slack: StandIn, ana: Human) -> None:
    no_more = {"X-Slack-No-Retry": "1"}
    recorder = Recorder(
        web.Response(status=500, headers=no_more),
        web.Response(status=500),
        web.Response(status=500, headers=no_more),
    )
    async with listening(recorder.answer) as url:
        await slack.deliver_to(url)
        await ana.opens_home()
        await ana.opens_home()
        await slack.until(lambda: len(slack.unacked) == 3)
        await ana.opens_home()
    ids = [recorder.json(index)["event_id"] for index in range(len(recorder.requests))]
    assert ids == [ids[0], ids[1], ids[1], ids[3]]
    assert len(set(ids)) == 3


async def test_redirects_are_not_followed(slack: StandIn, ana: Human) -> None:
    recorder = Recorder(web.Response(status=302, headers={"Location": "/slack/events"}))
    async with listening(recorder.answer) as url:
        await slack.deliver_to(url)
        await ana.types("/stretch")
    assert len(recorder.requests) == 1
    assert ana.latest().text == '/stretch failed with the error "dispatch_failed"'


@hasty
async def test_a_late_answer_is_recorded(slack: StandIn, ana: Human) -> None:
    released = asyncio.Event()

    async def slow(request: web.Request) -> web.Response:
        if b"url_verification" in await request.read():
            return web.Response(text=CHALLENGE)
        await released.wait()
        return web.Response()

    async with listening(slow) as url:
        await slack.deliver_to(url)
        await ana.types("/stretch")
        assert ana.latest().text == '/stretch failed with the error "operation_timeout"'
        assert slack.unacked[0].reason == "http_timeout"
        released.set()
        await slack.until(lambda: "late_ack" in [problem.kind for problem in slack.problems])


async def test_the_answer_to_an_event_is_ignored(slack: StandIn, ana: Human) -> None:
    answer = web.Response(text="{", content_type="application/json")
    async with listening(Recorder(answer).answer) as url:
        await slack.deliver_to(url)
        await ana.opens_home()
    assert slack.problems == []


async def test_an_unreachable_app_is_not_blamed(slack: StandIn, ana: Human) -> None:
    async with listening(Recorder().answer) as url:
        await slack.deliver_to(url)
    await ana.types("/stretch")
    assert slack.unacked[0].reason == "connection_failed"
    assert slack.problems == []


@pytest.mark.parametrize(
    ("answer", "seen"),
    [
        (web.Response(text="Hello"), "Hello"),
        (web.json_response({"text": "Hello"}), "Hello"),
        (web.Response(text=" "), None),
    ],
)
async def test_the_answer_to_a_command_is_shown(
    answer: web.Response, seen: str | None, slack: StandIn, ana: Human
) -> None:
    async with listening(Recorder(answer).answer) as url:
        await slack.deliver_to(url)
        await ana.types("/stretch")
    assert [message.text for message in ana.sees()] == ([seen] if seen else [])


async def test_an_answer_with_invalid_json_is_a_problem(slack: StandIn, ana: Human) -> None:
    answer = web.Response(text="{", content_type="application/json")
    async with listening(Recorder(answer).answer) as url:
        await slack.deliver_to(url)
        await ana.types("/stretch")
    assert [problem.kind for problem in slack.problems] == ["bad_answer"]


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({}, 200),
        ({"age": timedelta(minutes=5, seconds=2)}, 401),
        ({"age": -timedelta(minutes=5, seconds=2)}, 401),
        ({"secret": "guess"}, 401),
    ],
)
async def test_bolt_refuses_old_and_forged_requests(
    how: dict[str, Any], status: int, opened: Opened
) -> None:
    async with opened(signing_clock=lambda: datetime.now(UTC)) as slack, bolted(slack) as bolt:

        @bolt.event("app_home_opened")
        async def opened_home(event: Any) -> None:
            assert event["type"] == "app_home_opened"

        assert slack.request_url is not None
        event: Any = {
            "type": "event_callback",
            "team_id": slack.workspace.id,
            "event": {"type": "app_home_opened", "user": "U1", "tab": "home"},
        }
        assert await slack.request_url.probe(event, **how) == status
    assert slack.problems == []


async def test_accepting_a_forged_request_is_a_problem(slack: StandIn) -> None:
    async with listening(Recorder().answer) as url:
        request_url = await slack.deliver_to(url)
        assert await request_url.probe({}, age=timedelta(minutes=5)) == 200
        assert slack.problems == []
        assert await request_url.probe({}, age=timedelta(minutes=6)) == 200
        assert await request_url.probe({}, secret="guess") == 200
    assert [problem.kind for problem in slack.problems] == ["accepted_forgery"] * 2


@asynccontextmanager
async def bolted(slack: StandIn) -> AsyncIterator[AsyncApp]:
    """A Bolt app behind the request URL."""
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    bolt = AsyncApp(
        client=client,
        signing_secret=slack.app.signing_secret,
        process_before_response=True,
    )

    async def answer(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    async with listening(answer) as url:
        await slack.deliver_to(url)
        yield bolt


async def test_a_whole_conversation_with_bolt(opened: Opened) -> None:
    async with opened(signing_clock=lambda: datetime.now(UTC)) as slack, bolted(slack) as bolt:
        ana = slack.add_person("Ana")

        @bolt.command("/stretch")
        async def settings(ack: Any, client: Any, command: Any) -> None:
            await ack("One moment")
            await client.views_open(
                trigger_id=command["trigger_id"],
                view=modal(question(block_id="name"), callback_id="settings"),
            )

        @bolt.view("settings")
        async def saved(ack: Any, view: Any) -> None:
            entered = view["state"]["values"]["name"]["entry"]["value"]
            if entered == "x":
                await ack(response_action="errors", errors={"name": "Longer, please"})
            else:
                await ack()

        await ana.types("/stretch settings")
        assert ana.latest().text == "One moment"
        assert await ana.submits({"entry": "x"}) == {"name": "Longer, please"}
        assert await ana.submits({"entry": "Ana"}) is None
        assert ana.modal is None
        assert slack.problems == []
