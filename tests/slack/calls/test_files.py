"""Uploads take three calls, and each may fail."""

from pathlib import Path
from typing import Any

import pytest

from bot.slack.calls.files import SlackFiles
from bot.slack.calls.outcomes import TOKEN_TROUBLE_S
from bot.usecases.ports import Document, NotTaken, Refused, Shared, Unclear, Uploaded, UploadOutcome
from tests.slack.calls.server import HangsUp, Says, Script, Slack, refuses, slack

DOCUMENT = Document("limber.json", "Everything", b"{}")
PLACE, PUT, COMPLETE = "files.getUploadURLExternal", "put", "files.completeUploadExternal"


def place(it: Slack) -> dict[str, Any]:
    return {"ok": True, "file_id": "F1", "upload_url": f"{it.url}/api/put"}


async def upload(it: Slack, *script: Script, at: str | None = None) -> UploadOutcome:
    """Uploads a picture; the first call says where to, unless `script` begins with another end."""
    it.server.script = [place(it) if at is None else {"ok": True, "upload_url": at}, *script]
    return await SlackFiles(it.api, it.client).upload_picture("T1", "neck.png", b"PNG", "A neck.")


async def test_a_picture_is_uploaded_in_three_calls() -> None:
    async with slack() as it:
        assert await upload(it) == Uploaded("F1")
        (_, facts), (_, content), (_, done) = it.server.asked
        assert it.server.methods == [PLACE, PUT, COMPLETE]
        assert (facts["filename"], facts["length"], facts["alt_txt"]) == (
            "neck.png",
            "3",
            "A neck.",
        )
        assert content == b"PNG"
        assert done["files"] == [{"id": "F1", "title": "neck"}]


@pytest.mark.parametrize(
    ("script", "outcome", "calls"),
    [
        ([Says(b"", 500)], Unclear("ClientResponseError"), 2),
        ([HangsUp()], Unclear("ServerDisconnectedError"), 2),
        ([Says(), HangsUp()], Uploaded("F1"), 3),
        ([Says(), refuses("missing_scope")], Refused("missing_scope"), 3),
        ([Says(), Says(status=429, retry_after="5")], NotTaken(5, "ratelimited"), 3),
    ],
    ids=["not stored", "cut off", "perhaps completed", "no scope", "rate limit"],
)
async def test_an_upload_that_fails_says_how_far_it_came(
    script: list[Script], outcome: UploadOutcome, calls: int
) -> None:
    async with slack() as it:
        assert await upload(it, *script) == outcome
        assert len(it.server.asked) == calls


async def test_an_upload_without_an_address_is_unclear() -> None:
    async with slack() as it:
        assert await upload(it, at="") == Unclear("no address to upload to")


async def test_nothing_is_uploaded_where_limber_is_not_installed() -> None:
    async with slack() as it:
        files = SlackFiles(it.api, it.client)
        none = NotTaken(TOKEN_TROUBLE_S, "not installed")
        assert await files.upload_picture("T2", "neck.png", b"PNG", "") == none
        assert await files.hand_in("T2", DOCUMENT) == none
        assert await files.share("T2", "D1", {"F1": "Everything"}) == none
        assert await files.delete("T2", "F1") is False
        assert it.server.asked == []


async def test_a_document_is_not_shown_before_it_is_shared() -> None:
    async with slack() as it:
        files = SlackFiles(it.api, it.client)
        it.server.script = [place(it)]
        assert await files.hand_in("T1", DOCUMENT) == Uploaded("F1")
        assert it.server.methods == [PLACE, PUT]
        assert await files.share("T1", "D1", {"F1": "Everything"}) == Shared()
        _, shared = it.server.asked[-1]
        assert shared["files"] == [{"id": "F1", "title": "Everything"}]
        assert shared["channel_id"] == "D1"


@pytest.mark.parametrize(
    ("says", "gone"),
    [
        ({"ok": True}, True),
        (refuses("file_not_found"), True),
        (refuses("file_deleted"), True),
        (refuses("cant_delete_file"), False),
        (Says(status=429), False),
        (HangsUp(), False),
    ],
    ids=str,
)
async def test_a_file_is_gone_if_slack_says_so(says: Script, gone: bool) -> None:
    async with slack(says) as it:
        assert await SlackFiles(it.api, it.client).delete("T1", "F1") is gone


async def test_a_picture_is_read_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "neck.png"
    async with slack() as it:
        files = SlackFiles(it.api, it.client)
        with pytest.raises(OSError, match="No such file"):
            await files.upload("T1", path, "A neck.")
        path.write_bytes(b"PNG")
        it.server.script = [place(it)]
        assert await files.upload("T1", path, "A neck.") == Uploaded("F1")
