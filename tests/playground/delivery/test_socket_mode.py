"""Socket Mode, with a bare WebSocket and with Slack's own client."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from tests.playground.making import (
    Connected,
    Opened,
    actions,
    button,
    hasty,
    modal,
    question,
    section,
    unhurried,
)

Socket = aiohttp.ClientWebSocketResponse


@asynccontextmanager
async def plugged(slack: StandIn, http: aiohttp.ClientSession) -> AsyncIterator[Socket]:
    """A bare WebSocket that has received its hello."""
    url = f"{slack.base_url}/link/?ticket={slack.socket.ticket()}"
    async with http.ws_connect(url) as socket:
        assert (await socket.receive_json(timeout=5))["type"] == "hello"
        yield socket


async def ack(socket: Socket, payload: dict[str, Any] | None = None) -> dict[str, Any]:
    """Receive an envelope and acknowledge it."""
    envelope: dict[str, Any] = await socket.receive_json(timeout=5)
    answer = {"envelope_id": envelope["envelope_id"]}
    await socket.send_json(answer if payload is None else {**answer, "payload": payload})
    return envelope


def kinds(slack: StandIn) -> list[str]:
    return [problem.kind for problem in slack.problems]


async def test_a_connection_starts_with_hello(
    slack: StandIn, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    url = (await client.apps_connections_open(app_token=slack.app.app_token))["url"]
    async with http.ws_connect(url) as socket:
        assert await socket.receive_json(timeout=5) == {
            "type": "hello",
            "num_connections": 1,
            "debug_info": {
                "host": "applink-1",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
            "connection_info": {"app_id": slack.app.id},
        }


async def test_a_ticket_works_once(slack: StandIn, http: aiohttp.ClientSession) -> None:
    url = f"{slack.base_url}/link/?ticket={slack.socket.ticket()}"
    async with http.ws_connect(url):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(url)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await http.ws_connect(f"{slack.base_url}/link/")
    assert kinds(slack) == ["dead_ticket", "dead_ticket"]


async def test_pings_are_answered(slack: StandIn, http: aiohttp.ClientSession) -> None:
    url = f"{slack.base_url}/link/?ticket={slack.socket.ticket()}"
    async with http.ws_connect(url, autoping=False) as socket:
        await socket.receive_json(timeout=5)
        await socket.ping(b"sdk-ping-pong:1")
        pong = await socket.receive(timeout=5)
        assert (pong.type, bytes(pong.data)) == (aiohttp.WSMsgType.PONG, b"sdk-ping-pong:1")


async def test_an_eleventh_connection_is_refused(
    slack: StandIn, http: aiohttp.ClientSession
) -> None:
    sockets = [
        await http.ws_connect(f"{slack.base_url}/link/?ticket={slack.socket.ticket()}")
        for _ in range(11)
    ]
    last = await sockets[-1].receive_json(timeout=5)
    assert (last["type"], last["reason"]) == ("disconnect", "too_many_websockets")
    assert (await sockets[-1].receive(timeout=5)).type is aiohttp.WSMsgType.CLOSE
    assert slack.socket.connections == 10
    assert kinds(slack) == ["too_many_websockets"]
    for socket in sockets:
        await socket.close()


async def test_payloads_go_to_the_connections_round_robin(
    slack: StandIn, ana: Human, http: aiohttp.ClientSession
) -> None:
    async with plugged(slack, http) as one, plugged(slack, http) as two:
        for socket in (one, two, one, two):
            _, envelope = await asyncio.gather(ana.opens_home(), ack(socket))
            assert envelope["payload"]["event"]["type"] == "app_home_opened"
    assert slack.unacked == []
    assert slack.problems == []


async def test_an_event_comes_in_an_envelope(
    slack: StandIn, ana: Human, http: aiohttp.ClientSession
) -> None:
    async with plugged(slack, http) as socket:
        _, envelope = await asyncio.gather(ana.opens_home(), ack(socket))
    assert envelope.keys() == {
        "envelope_id",
        "payload",
        "type",
        "accepts_response_payload",
        "retry_attempt",
        "retry_reason",
    }
    assert envelope["type"] == "events_api"
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    payload = envelope["payload"]
    assert payload["type"] == "event_callback"
    assert payload["team_id"] == slack.workspace.id
    assert payload["api_app_id"] == slack.app.id
    assert payload["authorizations"][0]["user_id"] == slack.workspace.bot.id


@hasty
async def test_an_event_without_an_ack_is_retried_three_times(
    slack: StandIn, ana: Human, http: aiohttp.ClientSession
) -> None:
    async with plugged(slack, http) as socket:
        await ana.opens_home()
        envelopes = [await socket.receive_json(timeout=5) for _ in range(4)]
        await slack.until(lambda: len(slack.unacked) == 4)
        with pytest.raises(TimeoutError):
            await socket.receive(timeout=0.02)
    assert [envelope["retry_attempt"] for envelope in envelopes] == [0, 1, 2, 3]
    assert [envelope["retry_reason"] for envelope in envelopes] == ["", *["timeout"] * 3]
    assert len({envelope["payload"]["event_id"] for envelope in envelopes}) == 1
    assert len({envelope["envelope_id"] for envelope in envelopes}) == 4
    assert {missed.kind for missed in slack.unacked} == {"events_api"}
    assert kinds(slack) == ["unacked"] * 4


@unhurried
async def test_an_acked_retry_is_the_last_one(
    slack: StandIn, ana: Human, http: aiohttp.ClientSession
) -> None:
    async with plugged(slack, http) as socket:
        await ana.opens_home()
        await socket.receive_json(timeout=5)
        await ack(socket)
        with pytest.raises(TimeoutError):
            await socket.receive(timeout=0.5)
    assert len(slack.unacked) == 1


@hasty
async def test_a_command_without_an_ack_shows_an_error_and_is_not_retried(
    slack: StandIn, ana: Human, http: aiohttp.ClientSession
) -> None:
    async with plugged(slack, http) as socket:
        await ana.types("/stretch join")
        envelope = await socket.receive_json(timeout=5)
        with pytest.raises(TimeoutError):
            await socket.receive(timeout=0.02)
    assert envelope["accepts_response_payload"] is True
    assert ana.latest().text == '/stretch failed with the error "operation_timeout"'
    assert ana.latest().ephemeral_to == ana.id
    assert [(missed.kind, missed.what) for missed in slack.unacked] == [
        ("slash_commands", "/stretch join")
    ]
    assert kinds(slack) == ["unacked"]


@hasty
async def test_a_click_without_an_ack_shows_an_error(
    slack: StandIn, ana: Human, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    await client.chat_postMessage(channel=ana.id, text="Card", blocks=[actions(button())])
    async with plugged(slack, http):
        await ana.clicks(ana.latest(), "done")
    assert ana.notices == ["We had some trouble connecting. Try again?"]
    assert [missed.what for missed in slack.unacked] == ["block_actions"]
    assert kinds(slack) == ["unacked"]


@unhurried
async def test_late_double_and_unknown_acks_are_problems(
    slack: StandIn, ana: Human, http: aiohttp.ClientSession
) -> None:
    async with plugged(slack, http) as socket:
        await ana.types("/stretch")
        await ack(socket)
        await slack.until(lambda: kinds(slack) == ["unacked", "late_ack"])
        _, envelope = await asyncio.gather(ana.types("/stretch"), ack(socket))
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await slack.until(lambda: kinds(slack)[2:] == ["double_ack"])
        await socket.send_json({"envelope_id": "made-up"})
        await slack.until(lambda: kinds(slack)[3:] == ["unknown_ack"])
        await socket.send_str("{")
        await slack.until(lambda: kinds(slack)[4:] == ["bad_frame"])


async def test_the_ack_of_a_command_may_carry_an_answer(
    slack: StandIn, ana: Human, http: aiohttp.ClientSession
) -> None:
    async with plugged(slack, http) as socket:
        await asyncio.gather(ana.types("/stretch"), ack(socket, {"text": "Hello"}))
        assert (ana.latest().text, ana.latest().ephemeral_to) == ("Hello", ana.id)
        bad = {"text": "Hello", "blocks": [section("")]}
        await asyncio.gather(ana.types("/stretch"), ack(socket, bad))
        await asyncio.gather(ana.types("/stretch"), ack(socket, {"blocks": [section()]}))
    assert len(ana.sees()) == 1
    assert kinds(slack) == ["invalid_blocks", "no_text"]


async def test_the_ack_of_a_click_must_be_empty(
    slack: StandIn, ana: Human, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    await client.chat_postMessage(channel=ana.id, text="Card", blocks=[actions(button())])
    async with plugged(slack, http) as socket:
        card = ana.latest()
        _, envelope = await asyncio.gather(ana.clicks(card, "done"), ack(socket, {"text": "Hi"}))
    assert envelope["accepts_response_payload"] is False
    assert kinds(slack) == ["ack_payload"]


async def test_without_a_connection_the_person_sees_an_error_and_the_app_is_not_blamed(
    slack: StandIn, ana: Human
) -> None:
    await ana.types("/stretch")
    await ana.opens_home()
    assert ana.latest().text == '/stretch failed with the error "dispatch_failed"'
    await slack.until(lambda: len(slack.unacked) == 5)
    assert slack.problems == []


async def test_only_link_disabled_closes_the_connection_at_once(
    slack: StandIn, http: aiohttp.ClientSession
) -> None:
    async with plugged(slack, http) as socket:
        for reason in ("warning", "refresh_requested", "link_disabled"):
            await slack.socket.disconnect(reason)
            goodbye = await socket.receive_json(timeout=5)
            assert (goodbye["type"], goodbye["reason"]) == ("disconnect", reason)
            if reason == "link_disabled":
                await slack.until(lambda: slack.socket.connections == 0)
            else:
                assert slack.socket.connections == 1


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_slacks_client_reconnects_on_request(
    reason: Any, slack: StandIn, ana: Human, bolt: AsyncApp, connected: Connected
) -> None:
    @bolt.command("/stretch")
    async def stretch(ack: Any) -> None:
        await ack("Hello")

    async with connected(bolt):
        await slack.socket.disconnect(reason)
        await slack.until(lambda: slack.socket.opened == 2)
        await ana.types("/stretch")
        assert ana.latest().text == "Hello"
    assert slack.problems == []


@pytest.mark.parametrize("end", ["link_disabled", "cut"])
async def test_slacks_client_reconnects_after_a_lost_connection(
    end: str, slack: StandIn, bolt: AsyncApp, connected: Connected
) -> None:
    async with connected(bolt):
        if end == "cut":
            slack.socket.drop()
        else:
            await slack.socket.disconnect("link_disabled")
        await slack.until(lambda: slack.socket.opened == 2)


@unhurried
async def test_an_unhandled_action_gets_no_ack(
    slack: StandIn, ana: Human, client: AsyncWebClient, bolt: AsyncApp, connected: Connected
) -> None:
    await client.chat_postMessage(channel=ana.id, text="Card", blocks=[actions(button())])
    async with connected(bolt):
        await ana.clicks(ana.latest(), "done")
    assert [missed.what for missed in slack.unacked] == ["block_actions"]
    assert slack.forgive("unacked")


async def test_a_whole_conversation_with_bolt(
    slack: StandIn, ana: Human, bolt: AsyncApp, connected: Connected
) -> None:
    @bolt.command("/stretch")
    async def settings(ack: Any, client: Any, command: Any) -> None:
        await ack()
        await client.views_open(
            trigger_id=command["trigger_id"],
            view=modal(question(block_id="name"), callback_id="settings"),
        )

    @bolt.view("settings")
    async def saved(ack: Any, client: Any, view: Any, body: Any) -> None:
        await ack()
        name = view["state"]["values"]["name"]["entry"]["value"]
        blocks = [section(name), actions(button(value="7"))]
        await client.chat_postMessage(channel=body["user"]["id"], text=name, blocks=blocks)

    @bolt.action("done")
    async def done(ack: Any, action: Any, respond: Any) -> None:
        await ack()
        await respond(text=f"Done {action['value']}", replace_original=True)

    async with connected(bolt):
        await ana.types("/stretch settings")
        assert await ana.submits({"entry": "Ana"}) is None
        assert ana.modal is None
        await ana.clicks(ana.latest(), "done")
        assert [message.text for message in ana.sees()] == ["Done 7"]
    assert slack.problems == []
    assert slack.unacked == []


async def test_two_workspaces_share_the_connection(opened: Opened, http: Any) -> None:
    async with opened() as slack, plugged(slack, http) as socket:
        bo = slack.add_person("Bo", workspace=slack.add_workspace("Elsewhere"))
        _, envelope = await asyncio.gather(bo.opens_home(), ack(socket))
        assert envelope["payload"]["team_id"] == bo.workspace.id != slack.workspace.id
