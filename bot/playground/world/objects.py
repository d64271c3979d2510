"""Slack's JSON for bots, messages, conversations and files."""

from bot.playground.json_values import Json
from bot.playground.world.people import stamp
from bot.playground.world.world import App, Channel, Message, StoredFile, Workspace


def bot_object(workspace: Workspace, app: App) -> Json:
    bot = workspace.bot
    return {
        "id": bot.bot_id,
        "deleted": not workspace.installed,
        "name": app.name,
        "updated": stamp(bot.updated),
        "app_id": app.id,
        "user_id": bot.id,
        "icons": {"image_36": "", "image_48": "", "image_72": ""},
    }


def message_object(workspace: Workspace, app: App, message: Message) -> Json:
    """A message, as in the Web API and in interaction payloads."""
    shown: Json = {
        "type": "message",
        "user": message.user,
        "ts": message.ts,
        "text": message.text,
        "team": workspace.id,
    }
    if message.user == workspace.bot.id:
        profile = bot_object(workspace, app)
        del profile["user_id"]
        shown |= {
            "bot_id": workspace.bot.bot_id,
            "app_id": app.id,
            "bot_profile": {**profile, "team_id": workspace.id},
        }
    if message.blocks:
        shown["blocks"] = list(message.blocks)
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.edited:
        shown["edited"] = {"user": message.user, "ts": message.edited}
    return shown


def channel_object(workspace: Workspace, channel: Channel) -> Json:
    """A conversation, as in conversations.info."""
    shown: Json = {
        "id": channel.id,
        "created": stamp(channel.created),
        "is_archived": channel.archived,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": channel.kind == "im",
        "is_mpim": False,
        "is_private": channel.kind != "channel",
        "is_org_shared": False,
        "context_team_id": workspace.id,
    }
    if channel.kind == "im":
        return shown | {"user": channel.im_with}
    return shown | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_general": False,
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": workspace.bot.id in channel.members,
        "num_members": len(channel.members),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def file_object(workspace: Workspace, file: StoredFile, base_url: str) -> Json:
    """A file, as in files.completeUploadExternal."""
    kind = file.name.rpartition(".")[2].lower()
    address = f"{base_url}/files-pri/{workspace.id}-{file.id}/{file.name}"
    return {
        "id": file.id,
        "created": stamp(file.created),
        "timestamp": stamp(file.created),
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": mimetype(file.name),
        "filetype": kind,
        "pretty_type": kind.upper(),
        "user": file.uploader,
        "user_team": workspace.id,
        "editable": False,
        "size": file.length,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": any(channel.startswith("C") for channel in file.channels),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": address,
        "url_private_download": address,
        "permalink": f"{base_url}/files/{file.uploader}/{file.id}/{file.name}",
        "channels": sorted(channel for channel in file.channels if channel.startswith("C")),
        "groups": [],
        "ims": sorted(channel for channel in file.channels if channel.startswith("D")),
        "has_rich_preview": False,
        "alt_txt": file.alt_txt,
    }


def mimetype(name: str) -> str:
    """The media type by file name extension."""
    kind = name.rpartition(".")[2].lower()
    kinds = {
        "png": "image/png",
        "gif": "image/gif",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "json": "application/json",
        "csv": "text/csv",
    }
    return kinds.get(kind, "application/octet-stream")
