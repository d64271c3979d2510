"""Leafing through the library: by part of the body and by position, a few at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.exercises.exercise import Exercise, Position

PER_PAGE = 5
ANY = "any"


@dataclass(frozen=True)
class Selection:
    """What somebody looks at; `page` counts from 0. None stands for all of them."""

    area: str | None = None
    position: Position | None = None
    page: int = 0

    @property
    def text(self) -> str:
        """The selection as a button carries it, such as `hips|seated|0`."""
        return f"{self.area or ANY}|{self.position or ANY}|{self.page}"

    @classmethod
    def read(cls, text: str) -> "Selection":
        """The selection in a button's value; everything where it is none of ours."""
        parts = text.split("|")
        if len(parts) != 3 or not (parts[2].isascii() and parts[2].isdigit()):
            return cls()
        position = next((it for it in Position if it == parts[1]), None)
        return cls(None if parts[0] == ANY else parts[0], position, int(parts[2][:4]))

    def of_area(self, area: str | None) -> "Selection":
        return replace(self, area=area, page=0)

    def of_position(self, position: Position | None) -> "Selection":
        return replace(self, position=position, page=0)


@dataclass(frozen=True)
class Leaf:
    """One page of a selection, of `pages` in all; `found` counts every exercise that fits."""

    selection: Selection
    exercises: tuple[Exercise, ...]
    found: int
    areas: tuple[str, ...]

    @property
    def pages(self) -> int:
        return max(1, -(-self.found // PER_PAGE))


def leaf(exercises: Iterable[Exercise], areas: Iterable[str], selection: Selection) -> Leaf:
    """The page a selection asks for; the last one where it asks for more.

    `areas` is the order in which parts of the body are named; only those with exercises are.
    """
    known = tuple(exercises)
    order = [it for it in areas if any(it == one.body_area for one in known)]
    fitting = sorted(
        (
            it
            for it in known
            if selection.area in {None, it.body_area} and selection.position in {None, it.position}
        ),
        key=lambda it: (order.index(it.body_area), it.name),
    )
    last = max(0, (len(fitting) - 1) // PER_PAGE)
    page = min(selection.page, last)
    shown = tuple(fitting[page * PER_PAGE : (page + 1) * PER_PAGE])
    return Leaf(replace(selection, page=page), shown, len(fitting), tuple(order))
