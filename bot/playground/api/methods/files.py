"""files.*: the two calls around an upload, and deleting a file.

Sources: docs.slack.dev/messaging/working-with-files, "Uploading files", and
docs.slack.dev/reference/methods/files.delete.
"""

import re
from dataclasses import replace

from bot.playground.api.methods.call import Call
from bot.playground.json_values import Json, text_at
from bot.playground.refusal import RefusedError, invalid_arguments
from bot.playground.world.objects import file_object
from bot.playground.world.world import Channel, StoredFile

MOST_ALT_TEXT = 1000
CHANNEL_ID = re.compile(r"[CGDZ][A-Z0-9]{8,}")
"""The format of a `channel_id`; a person's id doesn't match (slackapi/bolt-js#2115)."""


def get_upload_url(call: Call) -> Json:
    """files.getUploadURLExternal: the URL for the bytes, and the new file's id."""
    name, length = call.needs("filename"), str(call.args.get("length") or "0")
    if not length.isdecimal() or int(length) == 0:
        raise RefusedError("missing_argument")
    alt_txt = call.text("alt_txt")
    if len(alt_txt) > MOST_ALT_TEXT:
        raise RefusedError("alt_txt_too_large")
    file = StoredFile(
        id=call.stage.world.new_id("F"),
        name=name,
        title=name,
        length=int(length),
        uploader=call.workspace.bot.id,
        created=call.stage.clock(),
        alt_txt=alt_txt,
    )
    call.workspace.files[file.id] = file
    url = f"{call.stage.base_url}/upload/v1/{call.workspace.id}/{file.id}"
    return {"upload_url": url, "file_id": file.id}


def complete_upload(call: Call) -> Json:
    """files.completeUploadExternal: makes the files visible to the app and the given channels.

    Each channel gets all the files in one message from the app.
    """
    channels = [_conversation(call, channel_id) for channel_id in _channel_ids(call)]
    wanted = call.objects("files")
    files = [_uploaded(call, text_at(entry, "id")) for entry in wanted]
    if not files:
        raise RefusedError("invalid_arguments")
    done = []
    for entry, file in zip(wanted, files, strict=True):
        title = text_at(entry, "title") or file.title
        shared = frozenset(channel.id for channel in channels)
        looks = call.stage.world.looks_at_files
        complete = replace(file, title=title, complete=True, channels=shared, looks_left=looks)
        call.workspace.files[file.id] = complete
        done.append(file_object(call.workspace, complete, call.stage.base_url))
    for channel in channels:
        call.stage.world.say(
            channel,
            call.workspace.bot.id,
            call.text("initial_comment"),
            thread_ts=call.text("thread_ts") or None,
            files=tuple(file.id for file in files),
        )
    return {"files": done}


def delete(call: Call) -> Json:
    """files.delete, for the app's own files."""
    file_id = call.needs("file")
    if file_id in call.workspace.deleted_files:
        raise RefusedError("file_deleted")
    file = call.workspace.files.get(file_id)
    if file is None or not file.complete:
        raise RefusedError("file_not_found")
    if file.uploader != call.workspace.bot.id:
        seen = call.workspace.can_see_file(call.workspace.bot.id, file)
        raise RefusedError("cant_delete_file" if seen else "file_not_found")
    del call.workspace.files[file_id]
    call.workspace.deleted_files.add(file_id)
    return {}


def _channel_ids(call: Call) -> list[str]:
    channel_id = call.text("channel_id")
    if channel_id and not CHANNEL_ID.fullmatch(channel_id):
        pattern = f"^{CHANNEL_ID.pattern}$"
        raise invalid_arguments(f"input must match regex pattern: {pattern}", "channel_id")
    return sorted({*filter(None, [channel_id]), *call.many("channels")})


def _conversation(call: Call, channel_id: str) -> Channel:
    channel = call.workspace.channels.get(channel_id)
    if channel is None:
        raise RefusedError("channel_not_found")
    if call.workspace.bot.id not in channel.members:
        raise RefusedError("not_in_channel")
    return channel


def _uploaded(call: Call, file_id: str) -> StoredFile:
    """A file that was uploaded but not completed yet."""
    file = call.workspace.files.get(file_id)
    if file is None or not file.uploaded or file.complete:
        raise RefusedError("file_not_found")
    return file
