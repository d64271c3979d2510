"""The rules for whole messages, modals and Home tabs.

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
"""The text in all blocks of a message together. Widely reported, but not documented."""
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
    """The faults Slack would report in the blocks of a message, [] if there are none.

    `sees_file` tells whether the bot can show a slack_file.
    """
    look = Inspection(sees_file=sees_file)
    _IN_MESSAGE(look, blocks, "/blocks")
    return look.faults


def faults_in_view(view: object, *, sees_file: Callable[[Json], bool] = any_file) -> list[str]:
    """The faults Slack would report in a modal or Home tab, [] if there are none."""
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
    """Whether the blocks of a message hold more text than Slack accepts."""
    return sum(map(len, _texts(blocks))) > MESSAGE_CHARACTERS


def is_too_large(view: object) -> bool:
    """Whether a view is larger than 250 KB of JSON."""
    return len(encoded(view).encode()) > VIEW_BYTES
