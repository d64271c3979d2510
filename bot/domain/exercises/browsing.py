"""Browsing the library by body area and position, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.domain.exercises.exercise import Exercise, Position

PER_PAGE = 5
ANY = "any"


@dataclass(frozen=True)
class Selection:
    """The filters and page that a person looks at; `page` counts from 0, None means all."""

    area: str | None = None
    position: Position | None = None
    page: int = 0

    @property
    def text(self) -> str:
        """The value a button carries, such as `hips|seated|0`."""
        return f"{self.area or ANY}|{self.position or ANY}|{self.page}"

    @classmethod
    def read(cls, text: str) -> "Selection":
        """The selection in a button's value; a malformed value selects everything."""
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
class LibraryPage:
    """One page of a selection; `found` counts the exercises on all its pages."""

    selection: Selection
    exercises: tuple[Exercise, ...]
    found: int
    areas: tuple[str, ...]

    @property
    def pages(self) -> int:
        return max(1, -(-self.found // PER_PAGE))


def library_page(
    exercises: Iterable[Exercise], areas: Iterable[str], selection: Selection
) -> LibraryPage:
    """The page that a selection asks for, or the last one if there are fewer.

    `areas` is the order in which body areas are listed; those without exercises are left out.
    """
    known = tuple(exercises)
    used = {exercise.body_area for exercise in known}
    order = [area for area in areas if area in used]
    fitting = sorted(
        (
            exercise
            for exercise in known
            if selection.area in {None, exercise.body_area}
            and selection.position in {None, exercise.position}
        ),
        key=lambda it: (order.index(it.body_area), it.name),
    )
    last = max(0, (len(fitting) - 1) // PER_PAGE)
    page = min(selection.page, last)
    shown = tuple(fitting[page * PER_PAGE : (page + 1) * PER_PAGE])
    return LibraryPage(replace(selection, page=page), shown, len(fitting), tuple(order))
