"""The cards on the review page, outside any conversation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.playground.json_values import Json


@dataclass(frozen=True)
class Exhibit:
    """A card in one of its states. The page shows each `group` together."""

    group: str
    name: str
    blocks: list[Json]
    text: str


Exhibits = Callable[[], Iterable[Exhibit]]
