"""chat.*: posting, editing and deleting messages.

Sources: docs.slack.dev/reference/methods/chat.postMessage and its neighbours.
"""

from bot.playground.api.contents import POSTED_TEXT, UPDATED_TEXT, checked_message
from bot.playground.api.methods.call import Call
from bot.playground.json_values import Json
from bot.playground.refusal import RefusedError
from bot.playground.world.objects import message_object
from bot.playground.world.world import Channel, Message


def _where(call: Call) -> Channel:
    """The conversation in `channel`; a person's id opens a direct message.

    Messages to deactivated people succeed, too (python-slack-sdk #1156).
    """
    channel_id, workspace = call.text("channel"), call.workspace
    if channel_id in [person.id for person in workspace.humans]:
        return call.stage.world.im_with(workspace, channel_id)
    channel = workspace.channels.get(channel_id)
    if channel is None or (channel.kind == "group" and workspace.bot.id not in channel.members):
        raise RefusedError("channel_not_found")
    return channel


def _may_post(call: Call, channel: Channel) -> None:
    if channel.archived:
        raise RefusedError("is_archived")
    public = channel.kind == "channel" and "chat:write.public" in call.workspace.scopes
    if call.workspace.bot.id not in channel.members and not public:
        raise RefusedError("not_in_channel")


def _contents(call: Call, most: int = POSTED_TEXT) -> tuple[str, tuple[Json, ...]]:
    return checked_message(call.stage.world, call.workspace, call.args, most=most)


def post_message(call: Call) -> Json:
    channel = _where(call)
    _may_post(call, channel)
    text, blocks = _contents(call)
    thread_ts = call.text("thread_ts") or None
    message = call.stage.world.say(
        channel, call.workspace.bot.id, text, blocks, thread_ts=thread_ts
    )
    return {
        "channel": channel.id,
        "ts": message.ts,
        "message": message_object(call.workspace, call.stage.app, message),
    }


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral, to a member of a conversation that the app is in, too."""
    channel, user_id = _where(call), call.needs("user")
    if call.workspace.bot.id not in channel.members:
        raise RefusedError("not_in_channel")
    if user_id not in channel.members:
        raise RefusedError("user_not_in_channel")
    text, blocks = _contents(call)
    message = call.stage.world.say(
        channel, call.workspace.bot.id, text, blocks, ephemeral_to=user_id
    )
    return {"message_ts": message.ts}


def _own(call: Call, denied: str) -> tuple[Channel, Message]:
    """The app's own message with this `channel` and `ts`.

    A person's id doesn't work as a channel here, and ephemeral messages can't be found.
    """
    channel = call.workspace.channels.get(call.text("channel"))
    if channel is None:
        raise RefusedError("channel_not_found")
    message = channel.messages.get(call.text("ts"))
    if message is None or message.ephemeral_to is not None:
        raise RefusedError("message_not_found")
    if message.user != call.workspace.bot.id:
        raise RefusedError(denied)
    return channel, message


def update(call: Call) -> Json:
    """chat.update. `text` without `blocks` removes the blocks."""
    channel, message = _own(call, "cant_update_message")
    if channel.archived:
        raise RefusedError("is_inactive")
    text, blocks = _contents(call, UPDATED_TEXT)
    edited = call.stage.world.edit(channel, message.ts, text, blocks)
    return {
        "channel": channel.id,
        "ts": edited.ts,
        "text": text,
        "message": message_object(call.workspace, call.stage.app, edited),
    }


def delete(call: Call) -> Json:
    channel, message = _own(call, "cant_delete_message")
    del channel.messages[message.ts]
    return {"channel": channel.id, "ts": message.ts}
