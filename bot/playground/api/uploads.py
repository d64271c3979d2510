"""Receiving and serving the bytes of files.

Source: docs.slack.dev/messaging/working-with-files.
"""

from dataclasses import replace
from urllib.parse import quote

from aiohttp import BodyPartReader, web

from bot.playground.api.gate import Gate
from bot.playground.stage import Stage
from bot.playground.world.objects import mimetype
from bot.playground.world.world import StoredFile, Workspace


class Uploads:
    def __init__(self, stage: Stage, gate: Gate) -> None:
        self._stage = stage
        self._gate = gate

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Handle a POST to an upload URL: raw bytes or a multipart form."""
        return await self._gate.answer(request, "upload", lambda: self._take(request))

    async def _take(self, request: web.Request) -> web.Response:
        workspace = self._stage.world.workspaces.get(request.match_info["team"])
        file = workspace.files.get(request.match_info["file"]) if workspace else None
        if workspace is None or file is None or file.uploaded:
            return self._refuse("an unknown or used upload URL", 404)
        content = await _content(request)
        if len(content) != file.length:
            return self._refuse(f"{len(content)} bytes instead of {file.length}", 400)
        workspace.files[file.id] = replace(file, content=content, uploaded=True)
        self._stage.journal.called("upload", {"file": file.id}, team_id=workspace.id)
        return web.Response(text=f"OK - {len(content)}")

    def _refuse(self, why: str, status: int) -> web.Response:
        journal = self._stage.journal
        journal.called("upload", {}, error="upload_refused", http_status=status)
        journal.problem("upload_refused", why)
        return web.Response(status=status, text=why)

    async def private(self, request: web.Request) -> web.Response:
        """Serve url_private to the app, which sends its token."""
        team_id, _, file_id = request.match_info["key"].partition("-")
        workspace = self._stage.world.workspaces.get(team_id)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        file = workspace.files.get(file_id) if workspace else None
        if workspace is None or file is None or token != workspace.bot_token:
            return web.Response(status=404)
        return content_of(file)


def content_of(file: StoredFile) -> web.Response:
    """A response with the bytes: images to show, other files to download."""
    kind = mimetype(file.name)
    if kind.startswith("image/"):
        return web.Response(body=file.content, content_type=kind)
    saved = f"attachment; filename*=UTF-8''{quote(file.name)}"
    return web.Response(
        body=file.content, content_type=kind, headers={"Content-Disposition": saved}
    )


def find(workspaces: list[Workspace], file_id: str, viewer: str) -> StoredFile | None:
    """A complete file that this person may see.

    Files that aren't shared with a conversation are images on cards; anyone may see those.
    """
    for workspace in workspaces:
        file = workspace.files.get(file_id)
        if file is not None and file.complete:
            seen = not file.channels or workspace.can_see_file(viewer, file)
            return file if seen else None
    return None


async def _content(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if isinstance(part, BodyPartReader) and part.filename:
            return bytes(await part.read())
    return b""
