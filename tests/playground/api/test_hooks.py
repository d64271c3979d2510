"""Answers through response_urls."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.playground.clock import MovableClock
from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from bot.playground.world.world import Message
from tests.playground.making import actions, button, section


@pytest.fixture
async def card(ana: Human, client: AsyncWebClient) -> Message:
    await client.chat_postMessage(channel=ana.id, text="Card", blocks=[actions(button())])
    return ana.latest()


@pytest.fixture
def hook(slack: StandIn, ana: Human, card: Message, http: aiohttp.ClientSession) -> Any:
    """The response_url of a click on the card."""
    path = slack.stage.response_urls.issue(
        "actions", slack.workspace.id, card.channel_id, ana.id, card.ts
    )
    return AsyncWebhookClient(slack.base_url + path, session=http, retry_handlers=[])


@pytest.fixture
def command_hook(slack: StandIn, ana: Human, http: aiohttp.ClientSession) -> Any:
    """The response_url of a command in a channel without the bot."""
    channel = slack.add_channel("break", ana, slack.add_person("Bo"), bot=False)
    path = slack.stage.response_urls.issue("commands", slack.workspace.id, channel.id, ana.id, None)
    return AsyncWebhookClient(slack.base_url + path, session=http, retry_handlers=[])


async def test_a_response_url_works_five_times(slack: StandIn, ana: Human, hook: Any) -> None:
    statuses = [(await hook.send(text=f"Answer {n}")).status_code for n in range(5)]
    assert statuses == [200] * 5
    sixth = await hook.send(text="Answer 5")
    assert (sixth.status_code, sixth.body) == (404, '{"ok":false,"error":"used_url"}')
    assert len(ana.sees()) == 6
    assert slack.forgive("used_url")
    assert slack.problems == []
    assert [call.ok for call in slack.calls("response_url")] == [True] * 5 + [False]


@pytest.mark.parametrize(("minutes", "status"), [(30, 200), (30.01, 404)])
async def test_a_response_url_works_for_thirty_minutes(
    minutes: float, status: int, slack: StandIn, hook: Any, clock: MovableClock
) -> None:
    clock.move(timedelta(minutes=minutes))
    assert (await hook.send(text="Answer")).status_code == status
    kinds = [problem.kind for problem in slack.problems]
    assert kinds == ([] if status == 200 else ["expired_url"])


async def test_an_unknown_response_url_is_refused(
    slack: StandIn, http: aiohttp.ClientSession
) -> None:
    hook = AsyncWebhookClient(f"{slack.base_url}/actions/T1/1/guess", session=http)
    assert (await hook.send(text="Answer")).status_code == 404
    assert slack.forgive("invalid_url")


async def test_a_response_url_has_no_rate_limit(
    slack: StandIn, ana: Human, client: AsyncWebClient, hook: Any
) -> None:
    for _ in range(5):
        await hook.send(text="Answer")
    for _ in range(4):
        await client.chat_postMessage(channel=ana.id, text="Hello")
    assert slack.problems == []


async def test_an_answer_is_ephemeral_by_default(
    slack: StandIn, ana: Human, command_hook: Any
) -> None:
    channel = next(c for c in slack.workspace.channels.values() if c.name == "break")
    bo = next(slack.human(user_id) for user_id in channel.members if user_id != ana.id)
    await command_hook.send(text="For you")
    await command_hook.send(text="For all", response_type="in_channel")
    assert [message.text for message in ana.sees(channel)] == ["For you", "For all"]
    assert [message.text for message in bo.sees(channel)] == ["For all"]


async def test_replacing_keeps_the_position_and_drops_missing_blocks(
    ana: Human, card: Message, hook: Any
) -> None:
    await hook.send(text="Done", replace_original=True)
    assert [(message.ts, message.text) for message in ana.sees()] == [(card.ts, "Done")]
    assert ana.latest().blocks == ()
    await hook.send(text="Again", blocks=[section()], replace_original=True)
    assert len(ana.latest().blocks) == 1


async def test_deleting_removes_the_message(slack: StandIn, ana: Human, hook: Any) -> None:
    await hook.send(delete_original=True)
    assert ana.sees() == []
    gone = await hook.send(text="Done", replace_original=True)
    assert gone.status_code == 404
    assert slack.forgive("message_not_found")


async def test_an_ephemeral_message_can_be_replaced_and_deleted(
    slack: StandIn, ana: Human, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    channel = slack.add_channel("break", ana)
    await client.chat_postEphemeral(channel=channel.id, user=ana.id, text="Only you")
    path = slack.stage.response_urls.issue(
        "actions", slack.workspace.id, channel.id, ana.id, ana.latest(channel).ts
    )
    hook = AsyncWebhookClient(slack.base_url + path, session=http)
    await hook.send(text="Still only you", replace_original=True)
    assert ana.latest(channel).text == "Still only you"
    assert ana.latest(channel).ephemeral_to == ana.id
    await hook.send(delete_original=True)
    assert ana.sees(channel) == []


async def test_a_command_has_no_original(ana: Human, command_hook: Any) -> None:
    answered = await command_hook.send(text="For you", replace_original=True)
    assert answered.status_code == 200


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        ({"response_type": "ephemeral"}, "no_text"),
        ({"blocks": [section()]}, "no_text"),
        ({"blocks": [section()], "replace_original": True}, "no_text"),
        ({"text": "Done", "blocks": [section("")]}, "invalid_blocks"),
        ({"text": "a" * 40_001}, "msg_too_long"),
    ],
)
async def test_bad_answers_are_refused(
    payload: dict[str, Any], error: str, slack: StandIn, ana: Human, hook: Any
) -> None:
    answered = await hook.send_dict(payload)
    assert answered.status_code == 400
    assert [problem.kind for problem in slack.problems] == [error]
    assert [message.text for message in ana.sees()] == ["Card"]
