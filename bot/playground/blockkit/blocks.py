"""The blocks that Limber sends. Any other is refused, even if Slack supports it.

Source: docs.slack.dev/reference/block-kit/blocks.
"""

from collections.abc import Mapping

from bot.playground.blockkit.checks import (
    Check,
    Inspection,
    at_least_one,
    boolean,
    list_of,
    record,
    typed,
    unique,
)
from bot.playground.blockkit.compositions import any_text, image, plain_text, texts
from bot.playground.blockkit.elements import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION
from bot.playground.json_values import Json

_BLOCK: Mapping[str, Check] = {"block_id": unique("block_id")}

_IN_CONTEXT = typed({"image": ELEMENTS["image"], **texts(3000)})


def _count_inputs(look: Inspection, _block: Json, _at: str) -> None:
    look.tally["input"] += 1


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
    "image": image(title=plain_text(2000), **_BLOCK),
    "actions": record({"elements": list_of(IN_ACTIONS, 25)}, _BLOCK),
    "context": record({"elements": list_of(_IN_CONTEXT, 10)}, _BLOCK),
    "input": record(
        {"label": plain_text(2000), "element": IN_INPUT},
        {**_BLOCK, "hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
        _count_inputs,
    ),
}
