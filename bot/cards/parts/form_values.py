"""The values of a submitted modal by block id. The element of a field has the id of its block."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

NOT_A_NUMBER = -1
"""Outside the range of every field, so it is refused like any other number out of range."""


class UnreadableForm(Exception):
    """A form that Limber did not draw, or a value that its element cannot have."""


@dataclass(frozen=True)
class FormValues:
    """`state.values` of a view_submission. Reading raises UnreadableForm."""

    state: Mapping[str, Any]

    def has(self, block_id: str) -> bool:
        """Whether the form has that field; a form drawn by an older version may not."""
        return block_id in self.state

    def text(self, block_id: str) -> str:
        """The stripped text; "" for an empty field."""
        value = self._of(block_id).get("value")
        return value.strip() if isinstance(value, str) else ""

    def number(self, block_id: str) -> int | None:
        """None for an empty field, NOT_A_NUMBER for anything but a whole number."""
        value = self._of(block_id).get("value")
        if value is None or value == "":
            return None
        try:
            return int(value)
        except (TypeError, ValueError):
            return NOT_A_NUMBER

    def time(self, block_id: str) -> time | None:
        value = self._of(block_id).get("selected_time")
        try:
            return time.fromisoformat(value) if value else None
        except (TypeError, ValueError) as error:
            raise UnreadableForm(f"{block_id}: {error}") from error

    def option(self, block_id: str) -> str | None:
        """The selected value of a menu or of radio buttons."""
        return self._value(block_id, self._of(block_id).get("selected_option"))

    def options(self, block_id: str) -> frozenset[str]:
        """The selected values of checkboxes or of a multi-select menu."""
        selected = self._of(block_id).get("selected_options") or []
        if not isinstance(selected, list):
            raise UnreadableForm(f"{block_id}: options are not a list")
        return frozenset(filter(None, (self._value(block_id, option) for option in selected)))

    def _of(self, block_id: str) -> Mapping[str, Any]:
        block = self.state.get(block_id)
        value = block.get(block_id) if isinstance(block, dict) else None
        return value if isinstance(value, dict) else {}

    @staticmethod
    def _value(block_id: str, option: Any) -> str | None:
        if option is None:
            return None
        if not isinstance(option, dict) or not isinstance(option.get("value"), str):
            raise UnreadableForm(f"{block_id}: an option without a value")
        return str(option["value"])
