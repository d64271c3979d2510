"""The events Slack sends, without their envelopes."""

from bot.playground.json_values import Json
from bot.playground.world.people import dnd_status, user_object
from bot.playground.world.views import View, view_object
from bot.playground.world.world import App, Channel, Workspace, World


def app_home_opened(
    world: World, workspace: Workspace, user_id: str, channel: Channel, tab: str
) -> Json:
    """Sent every time someone opens the Home or Messages tab; `view` only for a published Home."""
    event: Json = {
        "type": "app_home_opened",
        "user": user_id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": world.new_ts(),
    }
    view = workspace.homes.get(user_id)
    if tab == "home" and view is not None:
        event["view"] = _view(world.app, workspace, view)
    return event


def _view(app: App, workspace: Workspace, view: View) -> Json:
    return view_object(view, app_id=app.id, bot_id=workspace.bot.bot_id)


def user_changed(world: World, workspace: Workspace, user_id: str, kind: str) -> Json:
    """user_change and its two narrower kinds; all carry the user without the locale."""
    now = world.clock()
    event: Json = {
        "type": kind,
        "user": user_object(workspace.people[user_id], now),
        "cache_ts": int(now.timestamp()),
    }
    return event if kind == "user_change" else event | {"event_ts": world.new_ts()}


def team_join(world: World, workspace: Workspace, user_id: str) -> Json:
    return {
        "type": "team_join",
        "user": user_object(workspace.people[user_id], world.clock()),
    }


def dnd_updated(world: World, workspace: Workspace, user_id: str) -> Json:
    return {
        "type": "dnd_updated_user",
        "user": user_id,
        "dnd_status": dnd_status(workspace.people[user_id], world.clock()),
        "event_ts": world.new_ts(),
    }


def membership(
    world: World, workspace: Workspace, channel: Channel, user_id: str, kind: str
) -> Json:
    """member_joined_channel or member_left_channel."""
    return {
        "type": kind,
        "user": user_id,
        "channel": channel.id,
        "channel_type": "C" if channel.kind == "channel" else "G",
        "team": workspace.id,
        "event_ts": world.new_ts(),
    }


def bot_left(world: World, channel: Channel, actor_id: str) -> Json:
    """channel_left or group_left: someone removed the app from a channel.

    Sent instead of member_left_channel, which is about other members only (bolt-js #1847,
    node-slack-sdk #931).
    """
    return {
        "type": f"{channel.kind}_left",
        "channel": channel.id,
        "actor_id": actor_id,
        "event_ts": world.new_ts(),
    }


def channel_closed(world: World, channel: Channel, actor_id: str, how: str) -> Json:
    """channel_archive, group_archive, channel_deleted or group_deleted.

    `how` is the part after the underscore.
    """
    who = {"user": actor_id} if how == "archive" else {"actor_id": actor_id}
    return {
        "type": f"{channel.kind}_{how}",
        "channel": channel.id,
        **who,
        "event_ts": world.new_ts(),
    }


def app_uninstalled() -> Json:
    return {"type": "app_uninstalled"}


def tokens_revoked(workspace: Workspace) -> Json:
    """Slack names the owners of the tokens, not the tokens."""
    return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [workspace.bot.id]}}
