"""Uploading files, sharing them, and deleting them."""

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from bot.playground.world.world import StoredFile
from tests.playground.making import error_of

GIF = b"GIF89a"


async def test_an_upload_through_slacks_client(slack: StandIn, client: AsyncWebClient) -> None:
    answer = await client.files_upload_v2(
        filename="neck.gif", content=GIF, title="Neck", alt_txt="a" * 1000
    )
    file = answer["file"]
    assert (file["title"], file["mimetype"], file["size"]) == ("Neck", "image/gif", 6)
    assert slack.workspace.files[file["id"]].content == GIF
    assert [call.method for call in slack.log] == [
        "files.getUploadURLExternal",
        "upload",
        "files.completeUploadExternal",
    ]
    assert slack.problems == []


async def test_an_upload_may_be_a_multipart_form(
    slack: StandIn, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    asked = await client.files_getUploadURLExternal(filename="neck.gif", length=6)
    form = aiohttp.FormData()
    form.add_field("file", GIF, filename="neck.gif")
    async with http.post(asked["upload_url"], data=form) as response:
        assert (response.status, await response.text()) == (200, "OK - 6")
    assert slack.workspace.files[asked["file_id"]].content == GIF


async def test_an_upload_url_takes_the_announced_bytes_once(
    slack: StandIn, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    asked = await client.files_getUploadURLExternal(filename="neck.gif", length=6)
    for body, status in ((b"GIF", 400), (GIF, 200), (GIF, 404)):
        async with http.post(asked["upload_url"], data=body) as response:
            assert response.status == status
    assert len(slack.forgive("upload_refused")) == 2


async def test_completing_needs_an_upload_and_a_place_the_bot_is_in(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    asked = await client.files_getUploadURLExternal(filename="neck.gif", length=6)
    files: list[dict[str, str | None]] = [{"id": asked["file_id"]}]
    call = client.files_completeUploadExternal(files=files)
    assert await error_of(call) == "file_not_found"
    assert await error_of(client.files_completeUploadExternal(files=[])) == "invalid_arguments"
    outside = slack.add_channel("outside", ana, bot=False)
    places = [
        (outside.id, "not_in_channel"),
        ("C00000404", "channel_not_found"),
        (ana.id, "invalid_arguments"),  # works only with chat.postMessage
    ]
    for channel, error in places:
        call = client.files_completeUploadExternal(files=files, channel_id=channel)
        assert await error_of(call) == error


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"filename": "neck.gif", "length": 0}, "missing_argument"),
        ({"filename": "", "length": 6}, "invalid_arguments"),
        ({"filename": "neck.gif", "length": 6, "alt_txt": "a" * 1001}, "alt_txt_too_large"),
    ],
)
async def test_an_upload_needs_a_name_a_length_and_a_short_alt_text(
    args: dict[str, object], error: str, client: AsyncWebClient
) -> None:
    assert await error_of(client.files_getUploadURLExternal(**args)) == error  # type: ignore[arg-type]


async def test_a_file_is_deleted_once_and_messages_stay(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    answer = await client.files_upload_v2(filename="neck.gif", content=GIF)
    file_id = answer["file"]["id"]
    shown = [{"type": "image", "slack_file": {"id": file_id}, "alt_text": "A neck."}]
    await client.chat_postMessage(channel=ana.id, text="A neck.", blocks=shown)
    await client.files_delete(file=file_id)
    assert file_id not in slack.workspace.files
    assert ana.latest().text == "A neck."
    assert slack.problems == []
    assert await error_of(client.files_delete(file=file_id)) == "file_deleted"
    again = client.chat_postMessage(channel=ana.id, text="A neck.", blocks=shown)
    assert await error_of(again) == "invalid_blocks"


async def test_the_bot_deletes_only_its_own_files(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    assert await error_of(client.files_delete(file="F404")) == "file_not_found"
    assert await error_of(client.files_delete(file="")) == "invalid_arguments"
    begun = await client.files_getUploadURLExternal(filename="neck.gif", length=6)
    assert await error_of(client.files_delete(file=begun["file_id"])) == "file_not_found"
    channel = slack.add_channel("break", ana)
    for channels, error in (((), "file_not_found"), ((channel.id,), "cant_delete_file")):
        file = StoredFile(
            id=slack.stage.world.new_id("F"),
            name="ana.gif",
            title="Ana",
            length=6,
            uploader=ana.id,
            created=slack.clock(),
            complete=True,
            channels=frozenset(channels),
        )
        slack.workspace.files[file.id] = file
        assert await error_of(client.files_delete(file=file.id)) == error
        assert file.id in slack.workspace.files


async def test_deleting_a_file_needs_its_scope(slack: StandIn, client: AsyncWebClient) -> None:
    answer = await client.files_upload_v2(filename="neck.gif", content=GIF)
    slack.workspace.scopes -= {"files:write"}
    call = client.files_delete(file=answer["file"]["id"])
    assert await error_of(call) == "missing_scope"


async def test_a_file_cannot_be_shown_until_slack_processed_it(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    slack.faults.look_at_files(2)
    answer = await client.files_upload_v2(filename="neck.gif", content=GIF)
    shown = [{"type": "image", "slack_file": {"id": answer["file"]["id"]}, "alt_text": "A neck."}]
    for _ in range(2):
        early = client.chat_postMessage(channel=ana.id, text="A neck.", blocks=shown)
        assert await error_of(early) == "invalid_blocks"
    await client.chat_postMessage(channel=ana.id, text="A neck.", blocks=shown)
    assert ana.latest().text == "A neck."


async def test_only_the_bot_and_the_channel_see_a_shared_file(
    slack: StandIn, ana: Human, client: AsyncWebClient
) -> None:
    bo = slack.add_person("Bo")
    channel = slack.add_channel("break", ana)
    answer = await client.files_upload_v2(filename="neck.gif", content=GIF, channel=channel.id)
    file = slack.workspace.files[answer["file"]["id"]]
    seen_by = [
        user_id
        for user_id in (slack.workspace.bot.id, ana.id, bo.id)
        if slack.workspace.can_see_file(user_id, file)
    ]
    assert seen_by == [slack.workspace.bot.id, ana.id]


async def test_url_private_needs_the_token(
    slack: StandIn, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    answer = await client.files_upload_v2(filename="neck.gif", content=GIF)
    url = answer["file"]["url_private"]
    async with http.get(url) as response:
        assert response.status == 404
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with http.get(url, headers=headers) as response:
        assert (await response.read(), response.content_type) == (GIF, "image/gif")


async def test_files_are_shared_in_one_message(
    slack: StandIn, ana: Human, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    posted = await client.chat_postMessage(channel=ana.id, text="Here they are.")
    files: list[dict[str, str | None]] = []
    for name in ("all.json", "breaks.csv"):
        asked = await client.files_getUploadURLExternal(filename=name, length=2)
        async with http.post(asked["upload_url"], data=b"{}") as response:
            assert response.status == 200
        files.append({"id": asked["file_id"], "title": name.upper()})
    await client.files_completeUploadExternal(files=files, channel_id=posted["channel"])
    assert ana.latest().user == slack.workspace.bot.id
    assert list(ana.latest().files) == [it["id"] for it in files]
    assert [it.title for it in ana.files()] == ["ALL.JSON", "BREAKS.CSV"]
    again = client.files_completeUploadExternal(files=files, channel_id=posted["channel"])
    assert await error_of(again) == "file_not_found"
    assert slack.forgive("file_not_found")


async def test_only_people_in_the_conversation_can_download_a_file(
    slack: StandIn, ana: Human, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    bo = slack.add_person("Bo")
    posted = await client.chat_postMessage(channel=ana.id, text="Here it is.")
    await client.files_upload_v2(filename="all.json", content=b"{}", channel=posted["channel"])
    [file] = ana.files()
    statuses = {}
    for viewer in (ana.id, bo.id, ""):
        url = f"{slack.base_url}/control/files/{file.id}"
        async with http.get(url, params={"viewer": viewer}) as response:
            statuses[viewer] = response.status
            if response.ok:
                assert (await response.read(), response.content_type) == (
                    b"{}",
                    "application/json",
                )
                assert "attachment" in response.headers["Content-Disposition"]
    assert statuses == {ana.id: 200, bo.id: 404, "": 404}


async def test_a_deleted_file_is_gone_for_everyone(
    slack: StandIn, ana: Human, client: AsyncWebClient, http: aiohttp.ClientSession
) -> None:
    posted = await client.chat_postMessage(channel=ana.id, text="Here it is.")
    await client.files_upload_v2(filename="all.json", content=b"{}", channel=posted["channel"])
    [file] = ana.files()
    await client.files_delete(file=file.id)
    assert (ana.files(), ana.latest().files) == ([], (file.id,))
    async with http.get(f"{slack.base_url}/control/state", params={"viewer": ana.id}) as response:
        [dm] = (await response.json())["channels"]
    assert dm["messages"][-1]["files"] == [{"id": file.id, "deleted": True}]
    assert await error_of(client.files_delete(file=file.id)) == "file_deleted"
    assert await error_of(client.files_delete(file="F404")) == "file_not_found"
    assert len(slack.forgive("file_deleted", "file_not_found")) == 2
