"""Block Kit as plain functions, and the cards and views built from it.

Slack limits lengths and counts; the local Slack in playground/ checks every one of its limits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.library.words import plain

Block = dict[str, object]

MOST_OPTIONS = 100
"""Options that Slack allows in a menu, or in one group of its options."""
LONGEST_OPTION = 75
"""Characters that Slack allows in the label of an option."""


class Card(NamedTuple):
    """A message: its blocks, and the same content in full sentences for screen readers."""

    blocks: list[Block]
    text: str


class Image(NamedTuple):
    """An image with its alt text: at a URL, or a file that Slack has."""

    alt: str
    url: str | None = None
    file_id: str | None = None


@dataclass(frozen=True)
class View:
    """A modal or a Home tab: the payload for views.open or views.publish."""

    payload: Block

    @property
    def is_home(self) -> bool:
        return self.payload["type"] == "home"


@dataclass(frozen=True)
class Choice:
    """An option of a menu: the value that Slack sends back, and its label."""

    value: str
    label: str


def without_images(card: Card) -> Card:
    """Without image blocks, and without images beside the text of a section."""
    blocks = [
        {name: part for name, part in block.items() if not _is_image(part)}
        for block in card.blocks
        if not _is_image(block)
    ]
    return Card(blocks, card.text)


def _is_image(part: object) -> bool:
    return isinstance(part, dict) and part.get("type") == "image"


def file_ids(card: Card) -> list[str]:
    """The files at Slack that the card refers to."""
    images = (block if _is_image(block) else block.get("accessory") for block in card.blocks)
    files = (image.get("slack_file") for image in images if isinstance(image, dict))
    return [str(file["id"]) for file in files if isinstance(file, dict)]


def card(blocks: list[Block], *spoken: str) -> Card:
    """`spoken` are the sentences that a screen reader reads, in mrkdwn."""
    return Card(blocks, " ".join(map(plain, spoken)))


def note(sentence: str) -> Card:
    """A card with a single paragraph."""
    return card([section(sentence)], sentence)


@dataclass(frozen=True)
class Group:
    """Options of a menu under a heading."""

    label: str
    choices: Sequence[Choice]


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def plain_text(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}


def section(text: str, accessory: Block | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return block if accessory is None else {**block, "accessory": accessory}


def fields(*texts: str) -> Block:
    return {"type": "section", "fields": [mrkdwn(it) for it in texts]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain_text(text)}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(it) for it in texts]}


def image(shown: Image) -> Block:
    source: Block = (
        {"image_url": shown.url} if shown.url is not None else {"slack_file": {"id": shown.file_id}}
    )
    return {"type": "image", **source, "alt_text": shown.alt}


def optional_image(shown: Image | None) -> list[Block]:
    return [] if shown is None else [image(shown)]


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def button(
    label: str, action_id: str, value: str, *, style: str | None = None, spoken: str | None = None
) -> Block:
    """`spoken` is what a screen reader says where the label alone is not enough."""
    element: Block = {
        "type": "button",
        "text": plain_text(label),
        "action_id": action_id,
        "value": value,
    }
    if style is not None:
        element["style"] = style
    if spoken is not None:
        element["accessibility_label"] = spoken
    return element


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    """The dialog before something destructive."""
    return {
        "style": "danger",
        "title": plain_text(title),
        "text": plain_text(text),
        "confirm": plain_text(yes),
        "deny": plain_text(no),
    }


def option(choice: Choice) -> Block:
    label = choice.label
    if len(label) > LONGEST_OPTION:
        label = f"{label[: LONGEST_OPTION - 1]}…"
    return {"text": plain_text(label), "value": choice.value}


def checkboxes(action_id: str, choices: Sequence[Choice], chosen: frozenset[str]) -> Block:
    initial = [option(it) for it in choices if it.value in chosen]
    element: Block = {
        "type": "checkboxes",
        "action_id": action_id,
        "options": [option(it) for it in choices],
    }
    return {**element, "initial_options": initial} if initial else element


def radio_buttons(action_id: str, choices: Sequence[Choice], chosen: str) -> Block:
    return {
        "type": "radio_buttons",
        "action_id": action_id,
        "options": [option(it) for it in choices],
        "initial_option": next(option(it) for it in choices if it.value == chosen),
    }


def multi_select(
    action_id: str,
    placeholder: str,
    choices: Sequence[Choice] | Sequence[Group],
    chosen: frozenset[str],
) -> Block:
    """`chosen` values that are not among the choices are ignored."""
    groups = [it for it in choices if isinstance(it, Group)]
    flat = [it for group in groups for it in group.choices] or [
        it for it in choices if isinstance(it, Choice)
    ]
    element: Block = {
        "type": "multi_static_select",
        "action_id": action_id,
        "placeholder": plain_text(placeholder),
    }
    if groups:
        element["option_groups"] = [
            {"label": plain_text(it.label), "options": [option(each) for each in it.choices]}
            for it in groups
        ]
    else:
        element["options"] = [option(it) for it in flat]
    initial = [option(it) for it in flat if it.value in chosen]
    return {**element, "initial_options": initial} if initial else element


def menu(action_id: str, label: str, choices: Sequence[Choice], chosen: str | None = None) -> Block:
    """A menu that acts as soon as a choice is made; `chosen` is the value it shows at first."""
    element: Block = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain_text(label),
        "options": [option(it) for it in choices],
    }
    initial = [option(it) for it in choices if it.value == chosen]
    return {**element, "initial_option": initial[0]} if initial else element


def overflow(action_id: str, choices: Sequence[Choice]) -> Block:
    """The menu behind three dots, with at most five choices; each acts at once."""
    return {
        "type": "overflow",
        "action_id": action_id,
        "options": [option(it) for it in choices],
    }


def timepicker(action_id: str, at: str) -> Block:
    """`at` is HH:MM."""
    return {"type": "timepicker", "action_id": action_id, "initial_time": at}


def number_input(action_id: str, lowest: int, highest: int, initial: int | None) -> Block:
    element: Block = {
        "type": "number_input",
        "action_id": action_id,
        "is_decimal_allowed": False,
        "min_value": str(lowest),
        "max_value": str(highest),
    }
    return element if initial is None else {**element, "initial_value": str(initial)}


def text_input(action_id: str, initial: str, *, longest: int) -> Block:
    """One line of text; `longest` in characters."""
    element: Block = {"type": "plain_text_input", "action_id": action_id, "max_length": longest}
    return {**element, "initial_value": initial} if initial else element


def field(
    block_id: str, label: str, element: Block, *, hint: str | None = None, optional: bool = False
) -> Block:
    """An input block: a labeled form field."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(label),
        "element": element,
        "optional": optional,
    }
    return block if hint is None else {**block, "hint": plain_text(hint)}


def home(blocks: list[Block], *, metadata: str = "") -> View:
    """Slack returns `metadata` with each click."""
    return View({"type": "home", "blocks": blocks, "private_metadata": metadata})


def modal(
    callback_id: str,
    title: str,
    blocks: list[Block],
    *,
    submit: str | None,
    close: str,
    metadata: str = "",
) -> View:
    """Slack returns `metadata` with the submission and shows it to nobody."""
    payload: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "private_metadata": metadata,
        "title": plain_text(title),
        "close": plain_text(close),
        "blocks": blocks,
    }
    return View(payload if submit is None else {**payload, "submit": plain_text(submit)})
