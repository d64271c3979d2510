"""What a button of a card carries: which card it belongs to and the stage it was drawn for."""

from dataclasses import dataclass
from enum import StrEnum

PREFIX = "limber."
"""Every action id of Limber's begins so."""


@dataclass(frozen=True)
class Ticket:
    nudge_id: str
    stage: int | None = None

    @property
    def value(self) -> str:
        return self.nudge_id if self.stage is None else f"{self.nudge_id}:{self.stage}"

    @classmethod
    def read(cls, value: str) -> "Ticket | None":
        """The ticket in a button's value, None for anything Limber never wrote."""
        nudge_id, colon, stage = value.partition(":")
        if not nudge_id.isalnum() or (colon and not (stage.isascii() and stage.isdigit())):
            return None
        return cls(nudge_id, int(stage) if colon else None)


def action_id(action: StrEnum) -> str:
    return f"{PREFIX}{action.value}"
