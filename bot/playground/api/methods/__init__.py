"""The Web API methods and their scopes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.playground.api.methods import chat, conversations, files, people, tokens, views
from bot.playground.api.methods.call import Call
from bot.playground.json_values import Json

Caller: TypeAlias = Literal["bot", "app", "anybody"]


@dataclass(frozen=True, slots=True)
class Method:
    """A method. The caller needs one of `scopes`."""

    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    caller: Caller = "bot"


READS_CONVERSATIONS = ("channels:read", "groups:read", "im:read", "mpim:read")

METHODS: Mapping[str, Method] = {
    "apps.connections.open": Method(tokens.connections_open, caller="app"),
    "apps.uninstall": Method(tokens.uninstall),
    "auth.revoke": Method(tokens.revoke),
    "auth.test": Method(tokens.test),
    "bots.info": Method(people.bots_info, ("users:read",)),
    "chat.delete": Method(chat.delete, ("chat:write",)),
    "chat.postEphemeral": Method(chat.post_ephemeral, ("chat:write",)),
    "chat.postMessage": Method(chat.post_message, ("chat:write",)),
    "chat.update": Method(chat.update, ("chat:write",)),
    "conversations.info": Method(conversations.info, READS_CONVERSATIONS),
    "conversations.members": Method(conversations.members, READS_CONVERSATIONS),
    "conversations.open": Method(conversations.open_im, ("im:write", "mpim:write")),
    "dnd.info": Method(people.dnd_info, ("dnd:read",)),
    "dnd.teamInfo": Method(people.dnd_team_info, ("dnd:read",)),
    "files.completeUploadExternal": Method(files.complete_upload, ("files:write",)),
    "files.delete": Method(files.delete, ("files:write",)),
    "files.getUploadURLExternal": Method(files.get_upload_url, ("files:write",)),
    "oauth.v2.access": Method(tokens.oauth_access, caller="anybody"),
    "team.info": Method(people.team_info, ("team:read",)),
    "users.getPresence": Method(people.get_presence, ("users:read",)),
    "users.info": Method(people.users_info, ("users:read",)),
    "users.list": Method(people.users_list, ("users:read",)),
    "views.open": Method(views.open_modal),
    "views.publish": Method(views.publish),
    "views.push": Method(views.push),
    "views.update": Method(views.update),
}
