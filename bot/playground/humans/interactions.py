"""The payloads of interactions and slash commands."""

from bot.playground.json_values import Json
from bot.playground.world.forms import Values
from bot.playground.world.objects import message_object
from bot.playground.world.views import View, view_object
from bot.playground.world.world import App, Channel, Message, Workspace

_SHOWN_IN_ACTION = ("text", "value", "style", "url", "placeholder", "confirm")


def _who(workspace: Workspace, app: App, user_id: str) -> Json:
    name = workspace.people[user_id].name
    return {
        "user": {"id": user_id, "username": name, "name": name, "team_id": workspace.id},
        "api_app_id": app.id,
        "token": app.verification_token,
        "team": {"id": workspace.id, "domain": workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def slash_command(
    workspace: Workspace,
    app: App,
    channel: Channel,
    user_id: str,
    words: str,
    *,
    response_url: str,
    trigger_id: str,
) -> Json:
    """A slash command; all values are strings because it is sent as a form."""
    command, *text = words.split(maxsplit=1)
    return {
        "token": app.verification_token,
        "team_id": workspace.id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": "privategroup" if channel.kind == "group" else channel.name,
        "user_id": user_id,
        "user_name": workspace.people[user_id].name,
        "command": command,
        "text": text[0].strip() if text else "",
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def action_entry(block: Json, element: Json, state: Json, action_ts: str) -> Json:
    """An entry of `actions` in block_actions, with the element's new state."""
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": action_ts,
    }
    action |= {key: element[key] for key in _SHOWN_IN_ACTION if key in element}
    action |= {key: element[key] for key in element if key.startswith("initial_")}
    return action | state


def message_actions(
    workspace: Workspace,
    app: App,
    message: Message,
    user_id: str,
    action: Json,
    values: Values,
    *,
    response_url: str,
    trigger_id: str,
) -> Json:
    """block_actions from a message. Slack leaves out the message if it is ephemeral."""
    channel = workspace.channels[message.channel_id]
    payload: Json = {
        "type": "block_actions",
        **_who(workspace, app, user_id),
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.ephemeral_to is not None,
        },
        "trigger_id": trigger_id,
        "channel": {"id": channel.id, "name": channel.name},
        "state": {"values": values},
        "response_url": response_url,
        "actions": [action],
    }
    if message.ephemeral_to is None:
        payload["message"] = message_object(workspace, app, message)
    return payload


def view_actions(
    workspace: Workspace, app: App, view: View, user_id: str, action: Json, trigger_id: str
) -> Json:
    """block_actions from a modal or a Home tab: no channel, no response_url."""
    return {
        "type": "block_actions",
        **_who(workspace, app, user_id),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger_id,
        "view": view_object(view, app_id=app.id, bot_id=workspace.bot.bot_id),
        "actions": [action],
    }


def view_submission(
    workspace: Workspace, app: App, view: View, user_id: str, trigger_id: str
) -> Json:
    return {
        "type": "view_submission",
        **_who(workspace, app, user_id),
        "trigger_id": trigger_id,
        "view": view_object(view, app_id=app.id, bot_id=workspace.bot.bot_id),
    }


def view_closed(
    workspace: Workspace, app: App, view: View, user_id: str, *, is_cleared: bool
) -> Json:
    return {
        "type": "view_closed",
        **_who(workspace, app, user_id),
        "view": view_object(view, app_id=app.id, bot_id=workspace.bot.bot_id),
        "is_cleared": is_cleared,
    }
