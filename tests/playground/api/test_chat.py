"""chat.* as Slack's own client calls it."""

from dataclasses import replace
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from bot.playground.world.world import SLACKBOT, StoredFile
from tests.playground.conftest import MONDAY
from tests.playground.making import (
    Opened,
    actions,
    button,
    entry,
    error_of,
    image,
    question,
    refusal,
    section,
    without,
)


async def test_a_message_to_a_person_opens_the_conversation(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(
        channel=ana.id, text="Hello", blocks=[section(), actions(button())]
    )
    again = await client.chat_postMessage(channel=ana.dm.id, text="Hello again")
    assert posted["channel"] == again["channel"] == ana.dm.id
    assert posted["channel"].startswith("D")
    assert posted["ts"] < again["ts"]
    assert posted["message"]["bot_id"] == slack.workspace.bot.bot_id
    assert [message.text for message in ana.sees()] == ["Hello", "Hello again"]
    assert slack.problems == []


async def test_blocks_and_actions_without_an_id_get_one(ana: Human, client: AsyncWebClient) -> None:
    await client.chat_postMessage(
        channel=ana.id,
        text="Hello",
        blocks=[
            section(accessory=without(button(), "action_id")),
            actions(without(button(), "action_id"), block_id="mine"),
            question(without(entry(), "action_id")),
        ],
    )
    first, second, third = ana.latest().blocks
    assert first["block_id"]
    assert first["accessory"]["action_id"]  # type: ignore[index]
    assert second["block_id"] == "mine"
    assert second["elements"][0]["action_id"]  # type: ignore[index]
    assert third["element"]["action_id"]  # type: ignore[index]


@pytest.mark.parametrize("encoding", ["json", "data", "params"])
async def test_json_forms_and_query_strings_are_read(
    encoding: str, ana: Human, client: AsyncWebClient
) -> None:
    blocks: Any = [section()] if encoding == "json" else '[{"type":"divider"}]'
    args: Any = {encoding: {"channel": ana.id, "text": "Hello", "blocks": blocks}}
    await client.api_call("chat.postMessage", **args)
    assert len(ana.latest().blocks) == 1


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        ({}, "no_text"),
        ({"text": "  "}, "no_text"),
        ({"blocks": [section()]}, "no_text"),
        ({"text": "a" * 40_001}, "msg_too_long"),
        ({"text": "Hello", "blocks": [section("")]}, "invalid_blocks"),
        ({"text": "Hello", "blocks": {"type": "section"}}, "invalid_blocks_format"),
        ({"text": "Hello", "blocks": "[{]"}, "invalid_blocks_format"),
        ({"text": "Hello", "blocks": [section("a" * 3000)] * 5}, "msg_blocks_too_long"),
        ({"text": "Hello", "attachments": [{"text": "old"}]}, "invalid_attachments"),
        ({"text": "Hello", "channel": "C404"}, "channel_not_found"),
        ({"text": "Hello", "channel": "#general"}, "channel_not_found"),
        ({"text": "Hello", "channel": SLACKBOT}, "channel_not_found"),
    ],
)
async def test_bad_messages_are_refused_and_recorded(
    payload: dict[str, Any], error: str, slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    call = client.api_call("chat.postMessage", json={"channel": ana.id, **payload})
    assert await error_of(call) == error
    assert [problem.kind for problem in slack.problems] == [error]
    assert (slack.log[-1].error, slack.log[-1].ok) == (error, False)
    assert ana.sees() == []


async def test_bad_blocks_are_reported_as_in_slack(ana: Human, client: AsyncWebClient) -> None:
    call = {"channel": ana.id, "text": "Hello", "blocks": [section("")]}
    answer = await refusal(client.api_call("chat.postMessage", json=call))
    fault = "must be more than 0 characters [json-pointer:/blocks/0/text/text]"
    assert answer["errors"] == [fault]
    assert answer["response_metadata"] == {"messages": [f"[ERROR] {fault}"]}


async def test_a_problem_names_the_block_or_element_limber_does_not_send(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    for block, kind in (
        ({"type": "video"}, "video"),
        (actions(entry("users_select")), "users_select"),
    ):
        call = client.chat_postMessage(channel=ana.id, text="Hello", blocks=[block])
        assert await error_of(call) == "invalid_blocks"
        assert f"unsupported type: {kind}" in slack.problems[-1].detail


async def test_a_message_may_have_forty_thousand_characters(
    ana: Human, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=ana.id, text="a" * 40_000)
    assert len(ana.latest().text) == 40_000


async def test_the_bot_posts_only_in_its_channels(slack: StandIn, client: AsyncWebClient) -> None:
    inside = slack.add_channel("inside")
    outside = slack.add_channel("outside", bot=False)
    secret = slack.add_channel("secret", bot=False, kind="group")
    await client.chat_postMessage(channel=inside.id, text="Hello")
    assert (
        await error_of(client.chat_postMessage(channel=outside.id, text="Hi")) == "not_in_channel"
    )
    assert (
        await error_of(client.chat_postMessage(channel=secret.id, text="Hi")) == "channel_not_found"
    )
    slack.workspace.scopes |= {"chat:write.public"}
    await client.chat_postMessage(channel=outside.id, text="Hello")


async def test_another_workspace_is_out_of_reach(slack: StandIn, client: AsyncWebClient) -> None:
    stranger = slack.add_person("Bo", workspace=slack.add_workspace("Elsewhere"))
    for channel in (stranger.id, stranger.dm.id):
        call = client.chat_postMessage(channel=channel, text="Hello")
        assert await error_of(call) == "channel_not_found"


async def test_an_ephemeral_message_is_seen_by_one_person(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    bo = slack.add_person("Bo")
    channel = slack.add_channel("break", ana, bo)
    await client.chat_postEphemeral(channel=channel.id, user=ana.id, text="Only you")
    assert [message.text for message in ana.sees(channel)] == ["Only you"]
    assert bo.sees(channel) == []


async def test_an_ephemeral_message_needs_bot_and_person_in_the_channel(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    without_bot = slack.add_channel("outside", ana, bot=False)
    without_ana = slack.add_channel("elsewhere")
    for channel, error in ((without_bot, "not_in_channel"), (without_ana, "user_not_in_channel")):
        call = client.chat_postEphemeral(channel=channel.id, user=ana.id, text="Hello")
        assert await error_of(call) == error


async def test_an_ephemeral_message_cannot_be_changed(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    channel = slack.add_channel("break", ana)
    posted = await client.chat_postEphemeral(channel=channel.id, user=ana.id, text="Only you")
    where: Any = {"channel": channel.id, "ts": posted["message_ts"]}
    assert await error_of(client.chat_update(**where, text="Changed")) == "message_not_found"
    assert await error_of(client.chat_delete(**where)) == "message_not_found"
    assert ana.latest(channel).text == "Only you"


async def test_an_update_without_blocks_removes_them(ana: Human, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=ana.id, text="Hello", blocks=[section()])
    await client.chat_update(
        channel=ana.dm.id, ts=posted["ts"], text="Once", blocks=[section("Once")]
    )
    assert len(ana.latest().blocks) == 1
    updated = await client.chat_update(channel=ana.dm.id, ts=posted["ts"], text="Done")
    assert ana.latest().blocks == ()
    assert ana.latest().edited
    assert (updated["text"], updated["ts"]) == ("Done", posted["ts"])


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"channel": "U00000003"}, "channel_not_found"),
        ({"ts": "1.000001"}, "message_not_found"),
        ({"text": ""}, "no_text"),
        ({"text": "a" * 4001}, "msg_too_long"),
        ({"blocks": [{"type": "hologram"}]}, "invalid_blocks"),
    ],
)
async def test_bad_updates_are_refused(
    wrong: dict[str, Any], error: str, ana: Human, client: AsyncWebClient
) -> None:
    posted = await client.chat_postMessage(channel=ana.id, text="Hello")
    args = {"channel": ana.dm.id, "ts": posted["ts"], "text": "Changed", **wrong}
    assert await error_of(client.api_call("chat.update", json=args)) == error
    assert ana.latest().text == "Hello"


async def test_the_bot_cannot_change_other_peoples_messages(
    ana: Human, client: AsyncWebClient
) -> None:
    await ana.types("Good morning")
    where: Any = {"channel": ana.dm.id, "ts": ana.latest().ts}
    assert await error_of(client.chat_update(**where, text="Hi")) == "cant_update_message"
    assert await error_of(client.chat_delete(**where)) == "cant_delete_message"


async def test_a_message_can_be_deleted_once(ana: Human, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=ana.id, text="Hello")
    await client.chat_delete(channel=ana.dm.id, ts=posted["ts"])
    assert ana.sees() == []
    call = client.chat_delete(channel=ana.dm.id, ts=posted["ts"])
    assert await error_of(call) == "message_not_found"


async def test_posting_to_a_deactivated_person_succeeds(ana: Human, client: AsyncWebClient) -> None:
    await ana.deactivate()
    await client.chat_postMessage(channel=ana.id, text="Hello")
    assert await error_of(client.conversations_open(users=ana.id)) == "user_disabled"


async def test_an_image_must_be_a_file_the_bot_can_see(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    def with_file(file_id: str) -> Any:
        seen = without(image(), "image_url") | {"slack_file": {"id": file_id}}
        return client.chat_postMessage(channel=ana.id, text="Neck", blocks=[seen])

    assert await error_of(with_file("F404")) == "invalid_blocks"
    asked = await client.files_getUploadURLExternal(filename="neck.gif", length=3)
    assert await error_of(with_file(asked["file_id"])) == "invalid_blocks"
    uploaded = await client.files_upload_v2(filename="neck.gif", content=b"GIF")
    await with_file(uploaded["file"]["id"])
    notes = await client.files_upload_v2(filename="notes.txt", content=b"Notes")
    assert await error_of(with_file(notes["file"]["id"])) == "invalid_blocks"


@pytest.mark.parametrize("name", ["neck.png", "neck.jpg", "neck.JPEG"])
async def test_an_image_may_be_png_or_jpeg(name: str, ana: Human, client: AsyncWebClient) -> None:
    uploaded = await client.files_upload_v2(filename=name, content=b"Pixels")
    shown = without(image(), "image_url") | {"slack_file": {"id": uploaded["file"]["id"]}}
    await client.chat_postMessage(channel=ana.id, text="Neck", blocks=[shown])


async def test_other_peoples_images_must_be_shared_with_the_bot(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    elsewhere = slack.add_workspace("Elsewhere")
    shared = slack.add_channel("break", ana)
    picture = StoredFile(
        id="F1",
        name="neck.gif",
        title="",
        length=3,
        uploader=ana.id,
        created=MONDAY,
        complete=True,
    )

    def post() -> Any:
        seen = without(image(), "image_url") | {"slack_file": {"url": "https://a.example/F1"}}
        return client.chat_postMessage(channel=ana.id, text="Neck", blocks=[seen])

    elsewhere.files["F1"] = replace(picture, uploader=slack.workspace.bot.id)
    assert await error_of(post()) == "invalid_blocks"
    slack.workspace.files["F2"] = replace(picture, id="F2", uploader=slack.workspace.bot.id)
    slack.workspace.files["F1"] = picture
    assert await error_of(post()) == "invalid_blocks"
    slack.workspace.files["F1"] = replace(picture, channels=frozenset({shared.id}))
    await post()


async def test_a_burst_of_messages_is_rate_limited(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    for _ in range(5):
        await client.chat_postMessage(channel=ana.id, text="Hello")
    response = await refusal(client.chat_postMessage(channel=ana.dm.id, text="Hello"))
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "1"
    assert response.data == {"ok": False, "error": "ratelimited"}
    assert slack.log[-1].http_status == 429


async def test_rate_limits_can_be_turned_off(opened: Opened) -> None:
    async with opened(limited=False) as slack:
        ana = slack.add_person("Ana")
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        for _ in range(10):
            await client.chat_postMessage(channel=ana.id, text="Hello")
        assert len(ana.sees()) == 10
