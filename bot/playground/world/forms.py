"""The interactive elements of blocks: finding them, and their state."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from bot.playground.blockkit.compositions import options_of
from bot.playground.blockkit.elements import ELEMENTS, as_number
from bot.playground.json_values import Json, an_object, objects, text_at

Values: TypeAlias = dict[str, dict[str, Json]]
"""Slack's state.values: block_id → action_id → the state of the element."""
Choice: TypeAlias = str | list[str] | None

INTERACTIVE = ELEMENTS.keys() - {"image"}

_STATE_KEYS: Mapping[str, tuple[str, str]] = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
}
_OF_OPTIONS = frozenset({"selected_option", "selected_options"})
_COMPLETE = "Please complete this required field."


def elements(blocks: object) -> Iterator[tuple[Json, Json]]:
    """Every interactive element, paired with its block."""
    for block in objects(blocks):
        inner = objects(block.get("elements"))
        inner += [an_object(block.get(key)) for key in ("accessory", "element")]
        for element in inner:
            if text_at(element, "type") in INTERACTIVE:
                yield block, element


def named(blocks: object, new_name: Callable[[], str]) -> tuple[Json, ...]:
    """The blocks with any missing block_id or action_id filled in, as Slack does."""
    return tuple(_named_block(block, new_name) for block in objects(blocks))


def _named_block(block: Json, new_name: Callable[[], str]) -> Json:
    whole: Json = {"block_id": text_at(block, "block_id") or new_name(), **block}
    if "elements" in whole:
        whole["elements"] = [_named_element(it, new_name) for it in objects(whole["elements"])]
    for key in ("accessory", "element"):
        if key in whole:
            whole[key] = _named_element(an_object(whole[key]), new_name)
    return whole


def _named_element(element: Json, new_name: Callable[[], str]) -> Json:
    if text_at(element, "type") in INTERACTIVE:
        return {"action_id": new_name(), **element}
    return element


def find(blocks: object, action_id: str) -> tuple[Json, Json] | None:
    found = (pair for pair in elements(blocks) if pair[1].get("action_id") == action_id)
    return next(found, None)


def _empty(key: str) -> object:
    return [] if key.endswith("s") else None


def initial(element: Json) -> Json | None:
    """The state of an untouched element; None for one without state, such as a button."""
    kind = text_at(element, "type")
    if kind not in _STATE_KEYS:
        return None
    key, initial_key = _STATE_KEYS[kind]
    return {"type": kind, key: element.get(initial_key, _empty(key))}


def initial_values(blocks: object) -> Values:
    """The state.values of untouched blocks."""
    values: Values = {}
    for block, element in elements(blocks):
        state = initial(element)
        if state is not None:
            of_block = values.setdefault(text_at(block, "block_id"), {})
            of_block[text_at(element, "action_id")] = state
    return values


def kept(before: Values, blocks: object) -> Values:
    """The state.values of new blocks; earlier entries stay where ids and types match."""
    values = initial_values(blocks)
    for block_id, of_block in values.items():
        for action_id, state in of_block.items():
            old = before.get(block_id, {}).get(action_id)
            if old is not None and old["type"] == state["type"]:
                of_block[action_id] = old
    return values


def _option(element: Json, value: str) -> Json:
    for option in objects(options_of(element)):
        if option.get("value") == value:
            return option
    raise ValueError(f"{element.get('action_id')} has no option {value!r}")


def picked(element: Json, choice: Choice) -> Json:
    """The state of an element after a person's choice; {} for a button.

    `choice` is an option's value, a list of them, a text, a date or a time. Raises ValueError for
    a choice the element doesn't offer.
    """
    kind = text_at(element, "type")
    if kind not in _STATE_KEYS and kind != "overflow":
        if choice is not None:
            raise ValueError(f"a {kind} offers no choice")
        return {}
    key = "selected_option" if kind == "overflow" else _STATE_KEYS[kind][0]
    if isinstance(choice, list) != key.endswith("s"):
        raise ValueError(f"a {kind} takes {'a list' if key.endswith('s') else 'one choice'}")
    if kind == "overflow" and choice is None:
        raise ValueError("an overflow menu that closes without a choice sends nothing")
    if choice is None or key not in _OF_OPTIONS:
        return {"type": kind, key: choice}
    if isinstance(choice, list):
        return {"type": kind, key: [_option(element, value) for value in choice]}
    return {"type": kind, key: _option(element, choice)}


def complaints(blocks: object, values: Values) -> dict[str, str]:
    """The errors Slack's own client shows before it submits a form, by block_id."""
    found: dict[str, str] = {}
    for block in objects(blocks):
        if block.get("type") == "input":
            element, block_id = an_object(block.get("element")), text_at(block, "block_id")
            state = values[block_id][text_at(element, "action_id")]
            complaint = _complaint(element, state, optional=block.get("optional") is True)
            if complaint:
                found[block_id] = complaint
    return found


def _complaint(element: Json, state: Json, *, optional: bool) -> str | None:
    value = state[_STATE_KEYS[text_at(element, "type")][0]]
    if value in (None, "", []):
        return None if optional else _COMPLETE
    if element.get("type") == "number_input":
        return _number_complaint(element, as_number(value))
    if isinstance(value, str):
        return _length_complaint(element, len(value))
    return None


def _number_complaint(element: Json, entered: float | None) -> str | None:
    if entered is None:
        return "Enter a number."
    if element.get("is_decimal_allowed") is False and entered != int(entered):
        return "Enter a whole number."
    least, most = as_number(element.get("min_value")), as_number(element.get("max_value"))
    if (least is not None and entered < least) or (most is not None and entered > most):
        return "Enter a number within the range."
    return None


def _length_complaint(element: Json, length: int) -> str | None:
    least, most = element.get("min_length"), element.get("max_length")
    if isinstance(least, int) and length < least:
        return f"Enter at least {least} characters."
    if isinstance(most, int) and length > most:
        return f"Enter at most {most} characters."
    return None
