"""Fault injection."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import FixedValueRetryIntervalCalculator
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from tests.playground.making import Connected, error_of, refusal


async def test_an_injected_rate_limit_refuses_the_next_calls(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    slack.faults.too_many("chat.postMessage", times=2, retry_after=30)
    for _ in range(2):
        answer = await refusal(client.chat_postMessage(channel=ana.id, text="Hello"))
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
        assert answer["error"] == "ratelimited"
    await client.chat_postMessage(channel=ana.id, text="Hello")
    assert len(ana.sees()) == 1
    assert [call.http_status for call in slack.log] == [429, 429, 200]
    assert {call.args["channel"] for call in slack.log} == {ana.id}
    assert slack.problems == []


@pytest.mark.parametrize("status", [500, 503])
async def test_an_injected_outage_answers_in_html(
    status: int, slack: StandIn, ana: Human, http: aiohttp.ClientSession
) -> None:
    slack.faults.outage("chat.postMessage", status=status)
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    form = {"channel": ana.id, "text": "Hello"}
    url = f"{slack.api_url}chat.postMessage"
    async with http.post(url, data=form, headers=headers) as response:
        assert (response.status, response.content_type) == (status, "text/html")
        assert "<html>" in await response.text()
    assert ana.sees() == []


async def test_slacks_client_sees_an_outage(slack: StandIn, client: AsyncWebClient) -> None:
    slack.faults.outage("auth.test")
    with pytest.raises(SlackApiError):
        await client.auth_test()
    await client.auth_test()


async def test_any_error_can_be_injected(slack: StandIn, client: AsyncWebClient) -> None:
    slack.faults.refuse("auth.test", "account_inactive")
    assert await error_of(client.auth_test()) == "account_inactive"
    assert slack.problems == []


async def test_a_fault_can_hit_any_method(slack: StandIn, client: AsyncWebClient) -> None:
    slack.faults.refuse("*", "internal_error", times=2)
    assert await error_of(client.auth_test()) == "internal_error"
    assert await error_of(client.users_list()) == "internal_error"
    await client.auth_test()


async def test_a_call_that_hangs_does_nothing(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    release = slack.faults.hang("chat.postMessage")
    call = asyncio.create_task(client.chat_postMessage(channel=ana.id, text="Hello"))
    await slack.until(lambda: slack.calls("chat.postMessage"))
    assert await asyncio.wait({call}, timeout=0.05) == (set(), {call})
    assert slack.log[-1].http_status is None
    release()
    with pytest.raises(aiohttp.ClientError):
        await call
    assert ana.sees() == []


async def test_hanging_calls_do_not_block_the_shutdown(
    slack: StandIn, client: AsyncWebClient
) -> None:
    slack.faults.hang("auth.test")
    call = asyncio.create_task(client.auth_test())
    await slack.until(lambda: slack.calls("auth.test"))
    call.cancel()


@pytest.mark.parametrize(("fault", "posted"), [("drop_before", 0), ("drop_after", 1)])
async def test_a_dropped_connection_may_hide_a_success(
    fault: str, posted: int, slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    getattr(slack.faults, fault)("chat.postMessage")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=ana.id, text="Hello")
    assert len(ana.sees()) == posted
    assert (slack.log[-1].ok, slack.log[-1].http_status) == (bool(posted), None)
    await client.chat_postMessage(channel=ana.id, text="Hello")
    assert len(ana.sees()) == posted + 1


async def test_a_clients_retry_posts_twice(slack: StandIn, ana: Human) -> None:
    at_once = FixedValueRetryIntervalCalculator(fixed_internal=0)
    client = AsyncWebClient(
        token=slack.bot_token,
        base_url=slack.api_url,
        retry_handlers=[AsyncConnectionErrorRetryHandler(interval_calculator=at_once)],
    )
    slack.faults.drop_after("chat.postMessage")
    await client.chat_postMessage(channel=ana.id, text="Hello")
    assert len(ana.sees()) == 2


async def test_response_urls_can_fail_too(
    slack: StandIn, ana: Human, http: aiohttp.ClientSession
) -> None:
    path = slack.stage.response_urls.issue("commands", slack.workspace.id, ana.dm.id, ana.id, None)
    hook = AsyncWebhookClient(slack.base_url + path, session=http, retry_handlers=[])
    slack.faults.outage("response_url")
    slack.faults.refuse("*", "internal_error")
    assert (await hook.send(text="Hello")).status_code == 503
    assert (await hook.send(text="Hello")).status_code == 200


async def test_uploads_can_fail_too(slack: StandIn, client: AsyncWebClient) -> None:
    slack.faults.outage("upload")
    with pytest.raises(Exception, match="503"):
        await client.files_upload_v2(filename="neck.gif", content=b"GIF")


async def test_a_refused_connection_can_be_accepted_again(
    slack: StandIn, client: AsyncWebClient, bolt: AsyncApp, connected: Connected
) -> None:
    async with connected(bolt):
        await client.auth_test()
        await slack.faults.refuse_connections()
        await slack.until(lambda: slack.socket.connections == 0)
        with pytest.raises(aiohttp.ClientConnectorError):
            await client.auth_test()
        await slack.faults.accept_connections()
        await client.auth_test()
        await slack.until(lambda: slack.socket.connections == 1)


async def test_an_undocumented_envelope_does_no_harm(
    slack: StandIn, ana: Human, bolt: AsyncApp, connected: Connected
) -> None:
    @bolt.command("/stretch")
    async def stretch(ack: Any) -> None:
        await ack("Still here")

    assert await slack.faults.send_unknown_envelope() is False
    async with connected(bolt):
        assert await slack.faults.send_unknown_envelope() is True
        assert await slack.faults.send_unknown_envelope({"type": "hologram"}) is True
        await ana.types("/stretch")
    assert ana.latest().text == "Still here"
    assert slack.problems == []


async def test_a_revoked_token_is_refused(slack: StandIn, client: AsyncWebClient) -> None:
    slack.revoke_token()
    assert await error_of(client.auth_test()) == "token_revoked"
