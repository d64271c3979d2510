"""A form of settings as it comes back when somebody submits what it shows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.cards.schedule.settings_modal import section_modal, settings_modal
from bot.domain.exercises.exercise import Exercise
from bot.domain.settings.kinds import Section
from bot.domain.settings.preferences import Preferences
from tests.cards.gallery.samples import MEMBER
from tests.cards.languages import ENGLISH


def submitted(
    preferences: Preferences,
    exercises: Sequence[Exercise] = (),
    section: Section = Section.FIRST,
    **changed: Any,
) -> Mapping[str, Any]:
    """`state.values`, with some fields `changed`: a list for checkboxes and menus, else a value."""
    member = replace(MEMBER, preferences=preferences)
    if section is Section.FIRST:
        view = settings_modal(ENGLISH, member, "").payload
    else:
        view = section_modal(ENGLISH, member, section, exercises, "").payload
    inputs = {it["block_id"]: it["element"] for it in view["blocks"] if it["type"] == "input"}
    state = {block: _state(element) for block, element in inputs.items()}
    for block, value in changed.items():
        state[block] = _changed(inputs[block]["type"], value)
    return {block: {block: value} for block, value in state.items()}


def _state(element: Mapping[str, Any]) -> dict[str, Any]:
    match element["type"]:
        case "checkboxes" | "multi_static_select":
            return {"selected_options": element.get("initial_options", [])}
        case "radio_buttons" | "static_select":
            return {"selected_option": element.get("initial_option")}
        case "timepicker":
            return {"selected_time": element.get("initial_time")}
        case _:
            return {"value": element.get("initial_value")}


def _changed(kind: str, value: Any) -> dict[str, Any]:
    match kind:
        case "checkboxes" | "multi_static_select":
            return {"selected_options": [{"value": it} for it in value]}
        case "radio_buttons" | "static_select":
            return {"selected_option": {"value": value}}
        case "timepicker":
            return {"selected_time": value}
        case _:
            return {"value": value}
