"""Cards that an app shows for review: all on one page, in no conversation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.playground.json_values import Json


@dataclass(frozen=True)
class Exhibit:
    """A card in one of its states; those of a `group` stand together."""

    group: str
    name: str
    blocks: list[Json]
    text: str


Exhibits = Callable[[], Iterable[Exhibit]]
