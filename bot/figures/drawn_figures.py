"""The folder of drawn pictures, each named by the digest of what it shows.

The names of all pictures are known before any is drawn. A file never changes, since another
picture has another name; it can be cached for good.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, order=True)
class Picture:
    """`step` counts from 0; `mirrored` is the other side; a film is a GIF and a still a PNG."""

    exercise_id: str
    step: int
    mirrored: bool
    film: bool


Requests = asyncio.Queue[Sequence[str]]
"""File names to draw before all others, the first of them first."""


class DrawnFigures:
    """Knows which pictures are drawn without a look at the disk for each."""

    def __init__(self, folder: Path, names: Mapping[Picture, str]) -> None:
        """`names` are file names, such as `3f2a….png`."""
        self.folder = folder
        self._names = names
        self._known = frozenset(names.values())
        self._drawn: set[str] = set()
        self._requested: set[str] = set()
        self._requests: Requests | None = None
        self._changed = asyncio.Event()

    def look(self) -> None:
        """Reads which pictures the folder holds."""
        if self.folder.is_dir():
            self._drawn.update(self._known.intersection(it.name for it in self.folder.iterdir()))

    def add(self, name: str) -> None:
        """Records a picture that was just drawn."""
        if name in self._known:
            self._drawn.add(name)
            self._changed.set()

    async def has(self, number: int) -> None:
        """Waits until so many pictures are drawn, or drawing ends."""
        while self.grows and len(self._drawn) < number:
            self._changed.clear()
            await self._changed.wait()

    @contextmanager
    def taking_requests(self) -> Iterator[Requests]:
        """What is asked for while somebody draws. Nothing is asked for otherwise."""
        self._requests = Requests()
        try:
            yield self._requests
        finally:
            self._requests = None
            self._changed.set()

    @property
    def grows(self) -> bool:
        """Whether missing pictures are being drawn."""
        return self._requests is not None

    def wish(self, pictures: Iterable[Picture]) -> None:
        """Prioritizes those of the pictures that are not drawn yet, the most urgent first.

        Each picture is prioritized only once.
        """
        if self._requests is None:
            return
        there = self._drawn | self._requested
        names = dict.fromkeys(self._names[it] for it in pictures if it in self._names)
        missing = [it for it in names if it not in there]
        if missing:
            self._requested.update(missing)
            self._requests.put_nowait(missing)

    def find(self, picture: Picture) -> str | None:
        """The file name of a drawn picture; for a film that is not drawn, that of its still."""
        still = replace(picture, film=False)
        names = (self._names.get(it) for it in (picture, still))
        return next((it for it in names if it is not None and it in self._drawn), None)

    def path(self, name: str) -> Path | None:
        """The file, or None unless one of these pictures has that name."""
        return self.folder / name if name in self._drawn else None

    @property
    def counts(self) -> tuple[int, int]:
        """How many pictures are drawn, and how many there are in all."""
        return len(self._drawn), len(self._known)
