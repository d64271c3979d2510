"""files.*: the two calls around an upload.

Source: docs.slack.dev/messaging/working-with-files, "Uploading files".
"""

from dataclasses import replace

from bot.playground.objects import file_object
from bot.playground.payload import Json, text_at
from bot.playground.refusal import RefusedError
from bot.playground.webapi.call import Call
from bot.playground.world import StoredFile

MOST_ALT_TEXT = 1000


def get_upload_url(call: Call) -> Json:
    """files.getUploadURLExternal: where to send the bytes, and the id they will have."""
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
    """files.completeUploadExternal: from now on the app, and whom it is shared with, see it."""
    channels = frozenset(filter(None, [call.text("channel_id"), *call.many("channels")]))
    for channel_id in channels:
        channel = call.workspace.channels.get(channel_id)
        if channel is None:
            raise RefusedError("channel_not_found")
        if call.workspace.bot.id not in channel.members:
            raise RefusedError("not_in_channel")
    wanted = call.objects("files")
    files = [_uploaded(call, text_at(entry, "id")) for entry in wanted]
    if not files:
        raise RefusedError("invalid_arguments")
    done = []
    for entry, file in zip(wanted, files, strict=True):
        title = text_at(entry, "title") or file.title
        complete = replace(file, title=title, complete=True, channels=channels)
        call.workspace.files[file.id] = complete
        done.append(file_object(call.workspace, complete, call.stage.base_url))
    return {"files": done}


def _uploaded(call: Call, file_id: str) -> StoredFile:
    file = call.workspace.files.get(file_id)
    if file is None or not file.uploaded:
        raise RefusedError("file_not_found")
    return file
