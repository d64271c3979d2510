"""Slack's files: an upload takes three calls, and the last one shows the file."""

import asyncio
import logging
from collections.abc import Awaitable, Mapping
from pathlib import Path
from typing import TypeVar

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.calls.api import SlackApi
from bot.slack.calls.outcomes import NOT_INSTALLED, TOKEN_TROUBLE, outcome_of
from bot.usecases.ports import (
    Document,
    NotTaken,
    Refused,
    Shared,
    ShareOutcome,
    Unclear,
    Uploaded,
    UploadOutcome,
)

log = logging.getLogger(__name__)

_NO_FILE = frozenset({"file_deleted", "file_not_found"})

T = TypeVar("T")


class SlackFiles:
    def __init__(self, api: SlackApi, client: AsyncWebClient) -> None:
        self._api = api
        self._client = client

    async def upload(self, workspace_id: str, path: Path, alt: str) -> UploadOutcome:
        content = await asyncio.to_thread(path.read_bytes)
        return await self.upload_picture(workspace_id, path.name, content, alt)

    async def upload_picture(
        self, workspace_id: str, name: str, content: bytes, alt: str
    ) -> UploadOutcome:
        return await _concluded(self._upload_picture(workspace_id, name, content, alt))

    async def hand_in(self, workspace_id: str, document: Document) -> UploadOutcome:
        """Slack drops the file if it is never shared."""
        return await _concluded(self._hand_in(workspace_id, document.name, document.content, ""))

    async def share(
        self, workspace_id: str, channel_id: str, titles: Mapping[str, str]
    ) -> ShareOutcome:
        return await _concluded(self._share(workspace_id, channel_id, titles))

    async def delete(self, workspace_id: str, file_id: str) -> bool:
        outcome = await _concluded(self._api.call("files.delete", workspace_id, {"file": file_id}))
        if outcome is None or isinstance(outcome, dict):
            return outcome is not None
        if outcome.error in _NO_FILE:
            return True
        log.warning("file not deleted", extra={"workspace": workspace_id, "error": outcome.error})
        return False

    async def _upload_picture(
        self, workspace_id: str, name: str, content: bytes, alt: str
    ) -> UploadOutcome:
        outcome = await self._hand_in(workspace_id, name, content, alt)
        if not isinstance(outcome, Uploaded):
            return outcome
        files = [{"id": outcome.file_id, "title": name.partition(".")[0][:12]}]
        try:
            done = await self._api.call(
                "files.completeUploadExternal", workspace_id, {"files": files}
            )
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise
        except (aiohttp.ClientError, TimeoutError):
            return outcome  # it may be there: to be shown if it is, and deleted in any case
        return outcome if done is not None else NOT_INSTALLED

    async def _hand_in(
        self, workspace_id: str, name: str, content: bytes, alt: str
    ) -> UploadOutcome:
        """The first two of the three calls. Raises what `SlackApi.call` does."""
        facts = {"filename": name, "length": len(content), **({"alt_txt": alt} if alt else {})}
        place = await self._api.call(
            "files.getUploadURLExternal", workspace_id, facts, as_form=True
        )
        if place is None:
            return NOT_INSTALLED
        file_id, address = str(place.get("file_id") or ""), str(place.get("upload_url") or "")
        if not file_id or not address:
            return Unclear("no address to upload to")
        session = self._client.session
        assert session is not None
        async with session.post(address, data=content) as answer:
            answer.raise_for_status()
        return Uploaded(file_id)

    async def _share(
        self, workspace_id: str, channel_id: str, titles: Mapping[str, str]
    ) -> ShareOutcome:
        files = [{"id": file_id, "title": title} for file_id, title in titles.items()]
        facts = {"files": files, "channel_id": channel_id}
        answer = await self._api.call("files.completeUploadExternal", workspace_id, facts)
        return Shared() if answer is not None else NOT_INSTALLED


async def _concluded(work: Awaitable[T]) -> T | NotTaken | Refused | Unclear:
    """As `outcome_of`, but a refused token is final: a missing scope stays missing."""
    outcome = await outcome_of(work)
    if isinstance(outcome, NotTaken) and outcome.error in TOKEN_TROUBLE:
        return Refused(outcome.error)
    return outcome
