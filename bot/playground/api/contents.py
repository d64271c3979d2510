"""What messages and views must look like, for Slack and for our house rules."""

from dataclasses import replace

from bot.playground.blockkit import faults_in_message, faults_in_view, is_too_large, is_too_long
from bot.playground.blockkit.compositions import PICTURE_TYPES
from bot.playground.json_values import Json, an_object, decoded, text_at
from bot.playground.refusal import RefusedError
from bot.playground.world.forms import named
from bot.playground.world.world import StoredFile, Workspace, World

POSTED_TEXT = 40_000
UPDATED_TEXT = 4_000
"""Lower than for chat.postMessage. Source: docs.slack.dev/reference/methods/chat.update."""


def sees_file(workspace: Workspace, slack_file: Json) -> bool:
    """Whether a slack_file names an image that the bot can see.

    Slack processes each file after its upload; until then it can't be shown
    (slackapi/slack-github-action#413).
    """
    file = find_file(workspace, slack_file)
    if file is not None and file.looks_left:
        workspace.files[file.id] = replace(file, looks_left=file.looks_left - 1)
        return False
    return (
        file is not None
        and file.complete
        and file.name.rpartition(".")[2].lower() in PICTURE_TYPES
        and workspace.can_see_file(workspace.bot.id, file)
    )


def find_file(workspace: Workspace, slack_file: Json) -> StoredFile | None:
    """The file that a slack_file names by id, url_private or permalink."""
    if file_id := text_at(slack_file, "id"):
        return workspace.files.get(file_id)
    url = text_at(slack_file, "url")
    named = (file for file in workspace.files.values() if file.id in url)
    return next(named, None)


def checked_message(
    world: World, workspace: Workspace, payload: Json, *, most: int = POSTED_TEXT
) -> tuple[str, tuple[Json, ...]]:
    """The text of a message, and its blocks with their ids; raises RefusedError.

    Stricter than Slack in two ways: `no_text` even with blocks, because screen readers read the
    text instead of the blocks, and `invalid_attachments`, because Limber needs none.
    """
    text, blocks = text_at(payload, "text"), _blocks(payload.get("blocks"))
    if payload.get("attachments"):
        raise RefusedError("invalid_attachments")
    if not text.strip():
        raise RefusedError(
            "no_text", response_metadata={"messages": ["[ERROR] a message needs a `text`"]}
        )
    if len(text) > most:
        raise RefusedError("msg_too_long")
    if faults := faults_in_message(blocks, sees_file=lambda file: sees_file(workspace, file)):
        raise RefusedError("invalid_blocks", errors=faults, response_metadata=_reported(faults))
    if is_too_long(blocks):
        raise RefusedError("msg_blocks_too_long")
    return text, named(blocks, lambda: world.new_id("b"))


def _blocks(value: object) -> list[object]:
    if isinstance(value, str) and value:
        try:
            value = decoded(value)
        except ValueError:
            raise RefusedError("invalid_blocks_format") from None
    if value in (None, ""):
        return []
    if not isinstance(value, list):
        raise RefusedError("invalid_blocks_format")
    return value


def _reported(faults: list[str]) -> Json:
    return {"messages": [f"[ERROR] {fault}" for fault in faults]}


def checked_view(workspace: Workspace, view: object, kind: str) -> Json:
    """The view as JSON; RefusedError unless it is a valid `modal` or `home`, as `kind` says."""
    faults = faults_in_view(view, sees_file=lambda file: sees_file(workspace, file))
    if not faults and an_object(view).get("type") != kind:
        faults = [f"must be of type {kind} [json-pointer:/view/type]"]
    if faults:
        raise RefusedError("invalid_arguments", response_metadata=_reported(faults))
    if is_too_large(view):
        raise RefusedError("view_too_large")
    return an_object(view)
