"""What a message, a modal and a Home tab as a whole may hold.

Source: docs.slack.dev/surfaces and docs.slack.dev/reference/views.
"""

from collections.abc import Callable, Iterator

from bot.playground.blockkit.blocks import BLOCKS
from bot.playground.blockkit.checks import (
    Check,
    Inspection,
    any_file,
    boolean,
    list_of,
    record,
    string,
    typed,
)
from bot.playground.blockkit.compositions import plain_text
from bot.playground.json_values import Json, encoded

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 13_000
"""Text in all blocks of a message; reported by many, documented nowhere."""
VIEW_BYTES = 250_000

_IN_MESSAGE = list_of(typed(BLOCKS), MESSAGE_BLOCKS, least=0)
_IN_VIEW = list_of(typed(BLOCKS), VIEW_BLOCKS)


def _submit_for_inputs(look: Inspection, view: Json, at: str) -> None:
    if look.tally["input"] and "submit" not in view:
        look.fault("must define `submit` to use an `input` block in modals", at)


_VIEW: dict[str, Check] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}
_VIEWS = typed(
    {
        "modal": record(
            {"title": plain_text(24), "blocks": _IN_VIEW},
            {
                **_VIEW,
                "submit": plain_text(24),
                "close": plain_text(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
            _submit_for_inputs,
        ),
        "home": record({"blocks": _IN_VIEW}, _VIEW),
    }
)


def faults_in_message(blocks: object, *, sees_file: Callable[[Json], bool] = any_file) -> list[str]:
    """What Slack would say of these `blocks` in a message; nothing if it would take them.

    `sees_file` answers whether the poster can see the file of a slack_file object.
    """
    look = Inspection(sees_file=sees_file)
    _IN_MESSAGE(look, blocks, "/blocks")
    return look.faults


def faults_in_view(view: object, *, sees_file: Callable[[Json], bool] = any_file) -> list[str]:
    """What Slack would say of this modal or Home tab; nothing if it would take it."""
    look = Inspection(sees_file=sees_file)
    _VIEWS(look, view, "/view")
    return look.faults


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, entry in value.items():
            if key == "text" and isinstance(entry, str):
                yield entry
            else:
                yield from _texts(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry)


def is_too_long(blocks: object) -> bool:
    """Whether the blocks of a message hold more text than Slack takes."""
    return sum(map(len, _texts(blocks))) > MESSAGE_CHARACTERS


def is_too_large(view: object) -> bool:
    """Whether a view is more than 250 KB of JSON."""
    return len(encoded(view).encode()) > VIEW_BYTES
