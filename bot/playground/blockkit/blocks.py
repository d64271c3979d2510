"""The blocks, one entry each.

Source: docs.slack.dev/reference/block-deps/blocks. Blocks Slack only began to take lately (alert,
container) and those no app may post (file, call) count as unknown.
"""

from collections.abc import Mapping

from bot.playground.blockkit.checks import (
    Check,
    Inspection,
    at_least_one,
    boolean,
    list_of,
    number,
    one_of,
    record,
    string,
    typed,
    unique,
)
from bot.playground.blockkit.compositions import any_text, picture, plain_text, texts, url
from bot.playground.blockkit.elements import (
    BUTTON,
    ELEMENTS,
    IMAGE,
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from bot.playground.blockkit.richtext import RICH_TEXT
from bot.playground.json_values import Json, text_at

_BLOCK: Mapping[str, Check] = {"block_id": unique("block_id")}

_IN_CONTEXT = typed({"image": ELEMENTS["image"], **texts(3000)})

_CELL = typed(
    {
        "raw_text": record({"text": string()}),
        "raw_number": record({"value": number, "text": string()}),
        "rich_text": RICH_TEXT,
    }
)
_COLUMN = record({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _one_table(look: Inspection, _table: Json, at: str) -> None:
    look.tally["table"] += 1
    if look.tally["table"] > 1:
        look.fault("only one table is allowed in a message", at)


def _markdown_in_all(look: Inspection, block: Json, at: str) -> None:
    look.tally["markdown"] += len(text_at(block, "text"))
    if look.tally["markdown"] > 12_000:
        look.fault("markdown blocks must be less than 12001 characters in all", at)


def _input_is_submitted(look: Inspection, _block: Json, _at: str) -> None:
    look.tally["input"] += 1


CARD = record(
    {},
    {
        **_BLOCK,
        "hero_image": IMAGE,
        "icon": IMAGE,
        "title": any_text(150),
        "subtitle": any_text(150),
        "body": any_text(200),
        "actions": list_of(BUTTON),
    },
    at_least_one("hero_image", "title", "actions", "body"),
)

_TASK = record(
    {
        "task_id": string(),
        "title": string(),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    {
        **_BLOCK,
        "details": typed({"rich_text": RICH_TEXT}),
        "output": typed({"rich_text": RICH_TEXT}),
        "sources": list_of(typed({"url": record({"url": url, "text": string()})})),
    },
)

BLOCKS: Mapping[str, Check] = {
    "section": record(
        {},
        {
            **_BLOCK,
            "text": any_text(3000),
            "fields": list_of(any_text(2000), 10),
            "accessory": IN_SECTION,
            "expand": boolean,
        },
        at_least_one("text", "fields"),
    ),
    "header": record({"text": plain_text(150)}, _BLOCK),
    "divider": record({}, _BLOCK),
    "image": picture(title=plain_text(2000), **_BLOCK),
    "actions": record({"elements": list_of(IN_ACTIONS, 25)}, _BLOCK),
    "context": record({"elements": list_of(_IN_CONTEXT, 10)}, _BLOCK),
    "input": record(
        {"label": plain_text(2000), "element": IN_INPUT},
        {**_BLOCK, "hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
        _input_is_submitted,
    ),
    "rich_text": RICH_TEXT,
    "video": record(
        {
            "alt_text": string(2000),
            "title": plain_text(199),
            "thumbnail_url": url,
            "video_url": url,
        },
        {
            **_BLOCK,
            "title_url": url,
            "description": plain_text(),
            "provider_icon_url": url,
            "provider_name": string(),
            "author_name": string(49),
        },
    ),
    "markdown": record({"text": string()}, _BLOCK, _markdown_in_all),
    "context_actions": record({"elements": list_of(IN_CONTEXT_ACTIONS, 5)}, _BLOCK),
    "task_card": _TASK,
    "plan": record({"title": string()}, {**_BLOCK, "tasks": list_of(typed({"task_card": _TASK}))}),
    "card": CARD,
    "carousel": record({"elements": list_of(typed({"card": CARD}), 10)}, _BLOCK),
    "table": record(
        {"rows": list_of(list_of(_CELL, 20), 100)},
        {**_BLOCK, "column_settings": list_of(_COLUMN, 20)},
        _one_table,
    ),
}

EVERYWHERE = frozenset(
    {
        "section",
        "header",
        "divider",
        "image",
        "actions",
        "context",
        "input",
        "rich_text",
        "video",
    }
)
"""Block types that every surface takes; the others stand in messages only."""
