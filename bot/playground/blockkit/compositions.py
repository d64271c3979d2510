"""Composition objects: texts, options, confirmation dialogs and images.

Source: docs.slack.dev/reference/block-deps/composition-objects.
"""

from collections.abc import Mapping

from bot.playground.blockkit.checks import (
    Check,
    Inspection,
    boolean,
    exactly_one,
    list_of,
    one_of,
    record,
    string,
    typed,
)
from bot.playground.json_values import Json, a_list, an_object, objects

PICTURE_TYPES = frozenset({"png", "jpg", "jpeg", "gif"})


def texts(most: int) -> Mapping[str, Check]:
    """The checks of both kinds of text object, by type, for 1 to `most` characters."""
    return {
        "plain_text": record({"text": string(most)}, {"emoji": boolean}),
        "mrkdwn": record({"text": string(most)}, {"verbatim": boolean}),
    }


def plain_text(most: int) -> Check:
    return typed(texts(most), {"plain_text"})


def any_text(most: int) -> Check:
    return typed(texts(most))


def url(look: Inspection, value: object, at: str) -> None:
    """An http(s) URL of at most 3000 characters."""
    string(3000)(look, value, at)
    if isinstance(value, str) and not value.startswith(("https://", "http://")):
        look.fault("must be a valid URL", at)


def option(text: Check, **more: Check) -> Check:
    """An option with a label, a value and possibly a description."""
    return record({"text": text, "value": string(75)}, {"description": text, **more})


MENU_OPTION = option(plain_text(75))
LISTED_OPTION = option(any_text(75))
OVERFLOW_OPTION = option(plain_text(75), url=url)
OPTION_GROUP = record({"label": plain_text(75), "options": list_of(MENU_OPTION, 100)})

CONFIRM = record(
    {
        "title": plain_text(100),
        "text": any_text(300),
        "confirm": plain_text(30),
        "deny": plain_text(30),
    },
    {"style": one_of("primary", "danger")},
)

DISPATCH_ACTION = record(
    {
        "trigger_actions_on": list_of(one_of("on_enter_pressed", "on_character_entered"), 2),
    }
)

_FILE_SHAPE = record({}, {"id": string(), "url": url}, exactly_one("id", "url"))


def slack_file(look: Inspection, value: object, at: str) -> None:
    """A Slack file that `look.sees_file` accepts."""
    before = len(look.faults)
    _FILE_SHAPE(look, value, at)
    if len(look.faults) == before and not look.sees_file(an_object(value)):
        look.fault("invalid slack file", at)


def image(**more: Check) -> Check:
    """An image with an alt text and exactly one source."""
    return record(
        {"alt_text": string(2000)},
        {"image_url": url, "slack_file": slack_file, **more},
        exactly_one("image_url", "slack_file"),
    )


def options_of(element: Json) -> list[object]:
    """The options of a menu, grouped or not."""
    grouped = [
        entry
        for group in objects(element.get("option_groups"))
        for entry in a_list(group.get("options"))
    ]
    return a_list(element.get("options")) + grouped
