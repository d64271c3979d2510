"""What a submitted modal holds, read by block id. Each field has one element with the same id."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

NOT_A_NUMBER = -1
"""Out of the range of every field, so that it is refused like any number out of range."""


class UnreadableForm(Exception):
    """A form that Limber did not draw, or with values that its elements cannot hold."""


@dataclass(frozen=True)
class FormValues:
    """`state.values` of a view_submission. Reading raises UnreadableForm."""

    state: Mapping[str, Any]

    def has(self, block_id: str) -> bool:
        """Whether the form has that field: one drawn by an older Limber may not."""
        return block_id in self.state

    def text(self, block_id: str) -> str:
        """A text field, stripped; "" where it is empty."""
        value = self._of(block_id).get("value")
        return value.strip() if isinstance(value, str) else ""

    def number(self, block_id: str) -> int | None:
        """A whole number. None where the field is empty, NOT_A_NUMBER for anything else."""
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
        """The value of the selected option of a menu or of radio buttons."""
        return self._value(block_id, self._of(block_id).get("selected_option"))

    def options(self, block_id: str) -> frozenset[str]:
        """The values of the selected options of checkboxes or a multi-select menu."""
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
