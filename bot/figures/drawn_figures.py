"""The drawn pictures: a folder of files, each named by the digest of what it shows.

Which pictures there ought to be, and what each is called, is known without drawing one. A file
never changes: what changes gets another name, so that a copy of it can be kept for good.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, order=True)
class Picture:
    """`step` counts from 0; `mirrored` is the other side; a film is a GIF, a still a PNG."""

    exercise_id: str
    step: int
    mirrored: bool
    film: bool


DrawFirst = Callable[[Sequence[str]], None]
"""Has files drawn before all others, the first of them first."""


class DrawnFigures:
    """Knows which pictures are drawn, without looking at the disk for each."""

    def __init__(self, folder: Path, names: Mapping[Picture, str]) -> None:
        """`names` are the files' names, such as `3f2a….png`."""
        self.folder = folder
        self._names = names
        self._known = frozenset(names.values())
        self._drawn: set[str] = set()
        self._wished: set[str] = set()
        self._draw_first: DrawFirst | None = None

    def look(self) -> None:
        """Learns what the folder holds."""
        if self.folder.is_dir():
            self._drawn.update(self._known.intersection(it.name for it in self.folder.iterdir()))

    def add(self, name: str) -> None:
        """Learns of a picture that was just drawn."""
        if name in self._known:
            self._drawn.add(name)

    def is_drawn_by(self, draw_first: "DrawFirst | None") -> None:
        """Whom to ask for what is missing, as long as somebody draws."""
        self._draw_first = draw_first

    @property
    def grows(self) -> bool:
        """Whether somebody draws what is missing."""
        return self._draw_first is not None

    def wish(self, pictures: Iterable[Picture]) -> None:
        """Asks for pictures that somebody is about to see, the most urgent first, if they are
        still to be drawn; once for each."""
        if self._draw_first is None:
            return
        there = self._drawn | self._wished
        names = dict.fromkeys(self._names[it] for it in pictures if it in self._names)
        missing = [it for it in names if it not in there]
        if missing:
            self._wished.update(missing)
            self._draw_first(missing)

    def find(self, picture: Picture) -> str | None:
        """The file's name, once it is drawn; a still where there is no such film."""
        still = replace(picture, film=False)
        names = (self._names.get(it) for it in (picture, still))
        return next((it for it in names if it is not None and it in self._drawn), None)

    def path(self, name: str) -> Path | None:
        """Where the file lies; None for a name that is none of ours."""
        return self.folder / name if name in self._drawn else None

    @property
    def counts(self) -> tuple[int, int]:
        """How many are drawn, of how many."""
        return len(self._drawn), len(self._known)
