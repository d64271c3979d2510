"""Answers through response_urls.

Source: docs.slack.dev/interactivity/handling-user-interaction, "Message responses".
"""

from aiohttp import web

from bot.playground.api.contents import checked_message
from bot.playground.api.gate import Gate, arguments, as_json
from bot.playground.json_values import Json, is_true, text_at
from bot.playground.passes import ResponseUrl
from bot.playground.refusal import RefusedError
from bot.playground.stage import Stage
from bot.playground.world.world import Channel, Workspace, World

GONE = frozenset({"used_url", "expired_url", "invalid_url", "message_not_found"})


class Hooks:
    def __init__(self, stage: Stage, gate: Gate) -> None:
        self._stage = stage
        self._gate = gate

    async def respond(self, request: web.Request) -> web.StreamResponse:
        """Handle one use of a response_url."""
        return await self._gate.answer(request, "response_url", lambda: self._respond(request))

    async def _respond(self, request: web.Request) -> web.Response:
        journal, payload, error, status = self._stage.journal, Json(), None, 200
        found = self._stage.response_urls.use(request.path)
        try:
            payload = await arguments(request)
            if isinstance(found, str):
                raise RefusedError(found)
            self._apply(found, payload)
        except RefusedError as refused:
            error, status = refused.error, 404 if refused.error in GONE else 400
            journal.problem(error, f"response_url: {refused.detail}")
            answer = as_json(refused.answer, status=status)
        else:
            answer = web.Response(text="ok")
        team_id = request.match_info["team"]
        journal.called("response_url", payload, team_id=team_id, error=error, http_status=status)
        return answer

    def _apply(self, found: ResponseUrl, payload: Json) -> None:
        world = self._stage.world
        workspace = world.workspaces[found.team_id]
        channel, source = workspace.channels[found.channel_id], found.source_ts
        deletes = is_true(payload.get("delete_original"))
        replaces = is_true(payload.get("replace_original"))
        if source is None or not (deletes or replaces):
            post_answer(world, workspace, channel, found.user_id, payload)
        elif source not in channel.messages:
            raise RefusedError("message_not_found")
        elif deletes:
            del channel.messages[source]
        else:
            world.edit(channel, source, *checked_message(world, workspace, payload))


def post_answer(
    world: World, workspace: Workspace, channel: Channel, user_id: str, payload: Json
) -> None:
    """Post an answer, ephemeral unless its `response_type` is in_channel."""
    text, blocks = checked_message(world, workspace, payload)
    public = text_at(payload, "response_type") == "in_channel"
    world.say(
        channel,
        workspace.bot.id,
        text,
        blocks,
        ephemeral_to=None if public else user_id,
        thread_ts=text_at(payload, "thread_ts") or None,
    )
