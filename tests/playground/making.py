"""Builders of valid Block Kit, which tests may break, and small helpers."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from bot.playground.world.views import View

Block = dict[str, Any]
Connected = Callable[[AsyncApp], AbstractAsyncContextManager[AsyncSocketModeHandler]]
Opened = Callable[..., AbstractAsyncContextManager[StandIn]]


hasty = pytest.mark.parametrize("patience", [0.05], ids=["hasty"])
"""A short ack timeout, for tests without acks."""

unhurried = pytest.mark.parametrize("patience", [0.3], ids=["unhurried"])
"""A longer ack timeout, for tests whose acks are late."""


def plain(text: str = "Hello", **more: Any) -> Block:
    return {"type": "plain_text", "text": text, **more}


def mrkdwn(text: str = "*Hello*", **more: Any) -> Block:
    return {"type": "mrkdwn", "text": text, **more}


def section(text: str = "Hello", **more: Any) -> Block:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(action_id: str = "done", **more: Any) -> Block:
    return {"type": "button", "text": plain("Done"), "action_id": action_id, **more}


def actions(*elements: Block, **more: Any) -> Block:
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str = "one", **more: Any) -> Block:
    return {"text": plain(value), "value": value, **more}


def options(count: int) -> list[Block]:
    return [option(f"option {number}") for number in range(count)]


def menu(kind: str = "static_select", action_id: str = "menu", **more: Any) -> Block:
    return {"type": kind, "action_id": action_id, "options": options(2), **more}


def entry(kind: str = "plain_text_input", action_id: str = "entry", **more: Any) -> Block:
    return {"type": kind, "action_id": action_id, **more}


def question(element: Block | None = None, **more: Any) -> Block:
    return {"type": "input", "label": plain("How?"), "element": element or entry(), **more}


def image(**more: Any) -> Block:
    return {"type": "image", "alt_text": "A cat", "image_url": "https://a.example/c.png", **more}


def confirm(**more: Any) -> Block:
    return {
        "title": plain("Sure?"),
        "text": mrkdwn("Really"),
        "confirm": plain("Yes"),
        "deny": plain("No"),
        **more,
    }


def without(thing: Block, *keys: str) -> Block:
    return {key: value for key, value in thing.items() if key not in keys}


def modal(*blocks: Block, **more: Any) -> Block:
    return {
        "type": "modal",
        "title": plain("Settings"),
        "submit": plain("Save"),
        "blocks": list(blocks) or [section()],
        **more,
    }


def home(*blocks: Block, **more: Any) -> Block:
    return {"type": "home", "blocks": list(blocks) or [section()], **more}


async def post_card(client: AsyncWebClient, human: Human, *blocks: Block) -> None:
    await client.chat_postMessage(channel=human.id, text="Card", blocks=list(blocks))


async def open_modal(slack: StandIn, client: AsyncWebClient, human: Human, view: Block) -> View:
    """Open a modal for a person, as the app does after a click."""
    trigger_id = slack.stage.triggers.issue(human.workspace.id, human.id)
    await client.views_open(trigger_id=trigger_id, view=view)
    assert human.modal is not None
    return human.modal


async def refusal(call: Awaitable[object]) -> AsyncSlackResponse:
    """The response to a call that Slack must refuse."""
    with pytest.raises(SlackApiError) as caught:
        await call
    response: AsyncSlackResponse = caught.value.response
    return response


async def error_of(call: Awaitable[object]) -> str:
    """The error of a call that Slack must refuse."""
    return str((await refusal(call))["error"])
