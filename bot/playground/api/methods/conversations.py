"""conversations.*: channels and their members.

Source: docs.slack.dev/reference/methods/conversations.info and its neighbours.
"""

from bot.playground.api.methods.call import Call
from bot.playground.json_values import Json
from bot.playground.refusal import RefusedError
from bot.playground.world.objects import channel_object
from bot.playground.world.world import Channel

_NEEDED = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}


def _readable(call: Call) -> Channel:
    """A conversation the app has the scope for; if it is private, the app must be a member."""
    workspace = call.workspace
    channel = workspace.channels.get(call.text("channel"))
    if channel is None or (channel.kind == "group" and workspace.bot.id not in channel.members):
        raise RefusedError("channel_not_found")
    needed = _NEEDED[channel.kind]
    if needed not in workspace.scopes:
        provided = ",".join(sorted(workspace.scopes))
        raise RefusedError("missing_scope", needed=needed, provided=provided)
    return channel


def info(call: Call) -> Json:
    return {"channel": channel_object(call.workspace, _readable(call))}


def members(call: Call) -> Json:
    """conversations.members, by default in pages of 100, including deactivated members."""
    page, cursor = call.page(sorted(_readable(call).members), 100)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def open_im(call: Call) -> Json:
    """conversations.open for one person; group DMs aren't supported here."""
    users = call.many("users")
    if not users:
        raise RefusedError("users_list_not_supplied")
    if len(users) > 1:
        raise RefusedError("invalid_user_combination")
    person = call.workspace.people.get(users[0])
    if person is None or person.is_bot:
        raise RefusedError("user_not_found")
    if person.deleted:
        raise RefusedError("user_disabled")
    channel = call.stage.world.im_with(call.workspace, person.id)
    if call.flag("return_im"):
        return {"channel": channel_object(call.workspace, channel)}
    return {"channel": {"id": channel.id}}
