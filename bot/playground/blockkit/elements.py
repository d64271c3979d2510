"""The elements that Limber sends, and the blocks they fit in. Any other is refused.

Source: docs.slack.dev/reference/block-deps/block-elements.
"""

from collections.abc import Mapping
from datetime import date, time
from zoneinfo import available_timezones

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
    unique,
    whole,
)
from bot.playground.blockkit.compositions import (
    CONFIRM,
    DISPATCH_ACTION,
    LISTED_OPTION,
    MENU_OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    image,
    options_of,
    plain_text,
    url,
)
from bot.playground.json_values import Json, a_list


def _day(look: Inspection, value: object, at: str) -> None:
    try:
        well_formed = date.fromisoformat(str(value)).isoformat() == value
    except ValueError:
        well_formed = False
    if not well_formed:
        look.fault("must be a date in the format YYYY-MM-DD", at)


def _time_of_day(look: Inspection, value: object, at: str) -> None:
    try:
        well_formed = time.fromisoformat(str(value)).strftime("%H:%M") == value
    except ValueError:
        well_formed = False
    if not well_formed:
        look.fault("must be a time in the format HH:mm", at)


def _zone(look: Inspection, value: object, at: str) -> None:
    if value not in available_timezones():
        look.fault("must be an IANA time zone", at)


def as_number(value: object) -> float | None:
    """The number in a string, or None if it isn't one."""
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _numeral(look: Inspection, value: object, at: str) -> None:
    if as_number(value) is None:
        look.fault("must be a number in a string", at)


def _range(look: Inspection, element: Json, at: str) -> None:
    least, most = as_number(element.get("min_value")), as_number(element.get("max_value"))
    if least is not None and most is not None and least > most:
        look.fault("`min_value` must not be greater than `max_value`", at)


def _one_focus(look: Inspection, value: object, at: str) -> None:
    boolean(look, value, at)
    look.tally["focus_on_load"] += value is True
    if value is True and look.tally["focus_on_load"] > 1:
        look.fault("only one element may have `focus_on_load`", at)


def _known_options(look: Inspection, element: Json, at: str) -> None:
    initial = [element["initial_option"]] if "initial_option" in element else []
    initial += a_list(element.get("initial_options"))
    if any(chosen not in options_of(element) for chosen in initial):
        look.fault("initial options must be among the options", at)


_ACTION: Mapping[str, Check] = {"action_id": unique("action_id")}
_CHOICE: Mapping[str, Check] = {**_ACTION, "confirm": CONFIRM, "focus_on_load": _one_focus}
_MENU: Mapping[str, Check] = {**_CHOICE, "placeholder": plain_text(150)}
_MANY: Mapping[str, Check] = {**_MENU, "max_selected_items": whole(1)}
_ENTRY: Mapping[str, Check] = {
    **_ACTION,
    "placeholder": plain_text(150),
    "focus_on_load": _one_focus,
    "dispatch_action_config": DISPATCH_ACTION,
}
_STATIC: Mapping[str, Check] = {
    "options": list_of(MENU_OPTION, 100),
    "option_groups": list_of(OPTION_GROUP, 100),
}


def _listed(initial: str, shape: Check) -> Check:
    return record(
        {"options": list_of(LISTED_OPTION, 10)}, {**_CHOICE, initial: shape}, _known_options
    )


ELEMENTS: Mapping[str, Check] = {
    "button": record(
        {"text": plain_text(75)},
        {
            **_ACTION,
            "url": url,
            "value": string(2000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "image": image(),
    "overflow": record({"options": list_of(OVERFLOW_OPTION, 5)}, {**_ACTION, "confirm": CONFIRM}),
    "checkboxes": _listed("initial_options", list_of(LISTED_OPTION, 10)),
    "radio_buttons": _listed("initial_option", LISTED_OPTION),
    "static_select": record(
        {},
        {**_MENU, **_STATIC, "initial_option": MENU_OPTION},
        exactly_one("options", "option_groups"),
        _known_options,
    ),
    "multi_static_select": record(
        {},
        {**_MANY, **_STATIC, "initial_options": list_of(MENU_OPTION, 100)},
        exactly_one("options", "option_groups"),
        _known_options,
    ),
    "external_select": record(
        {}, {**_MENU, "min_query_length": whole(0), "initial_option": MENU_OPTION}
    ),
    "multi_external_select": record(
        {},
        {**_MANY, "min_query_length": whole(0), "initial_options": list_of(MENU_OPTION, 100)},
    ),
    "datepicker": record({}, {**_MENU, "initial_date": _day}),
    "timepicker": record({}, {**_MENU, "initial_time": _time_of_day, "timezone": _zone}),
    "plain_text_input": record(
        {},
        {
            **_ENTRY,
            "initial_value": string(3000, least=0),
            "multiline": boolean,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
    ),
    "number_input": record(
        {"is_decimal_allowed": boolean},
        {**_ENTRY, "initial_value": _numeral, "min_value": _numeral, "max_value": _numeral},
        _range,
    ),
}

_SINGLE_MENUS = frozenset({"static_select", "external_select"})
_MENUS = _SINGLE_MENUS | {f"multi_{kind}" for kind in _SINGLE_MENUS}
_EVERYWHERE = frozenset({"checkboxes", "radio_buttons", "datepicker", "timepicker"})

IN_ACTIONS = typed(ELEMENTS, {"button", "overflow", *_EVERYWHERE, *_SINGLE_MENUS})
IN_SECTION = typed(ELEMENTS, {"button", "overflow", "image", *_EVERYWHERE, *_MENUS})
IN_INPUT = typed(ELEMENTS, {"plain_text_input", "number_input", *_EVERYWHERE, *_MENUS})
