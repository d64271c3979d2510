"""What is to be drawn before everything else, read from a pipe while drawing goes on."""

import os
import select
from collections.abc import Collection


class Wishes:
    """Each line of the pipe is a request: files by name, the most urgent first.

    Whoever asks last comes first, because somebody is about to see it; stills come before films.
    """

    def __init__(self, pipe: int | None = None) -> None:
        """Reads the file descriptor `pipe`, and never waits for it; without one, wishes nothing."""
        self._pipe = pipe
        self._rest = b""
        self._names: list[str] = []

    def first_of(self, waiting: Collection[str]) -> str | None:
        """The most urgent of some files, if one of them was asked for."""
        self._read()
        self._names = [it for it in self._names if it in waiting]
        return min(self._names, key=_is_film, default=None)

    def _read(self) -> None:
        while self._pipe is not None and select.select([self._pipe], [], [], 0)[0]:
            said = os.read(self._pipe, 65536)
            if not said:  # whoever asks is gone
                self._pipe = None
            *lines, self._rest = (self._rest + said).split(b"\n")
            for line in lines:
                asked = dict.fromkeys(line.decode().split())
                self._names = [*asked, *(it for it in self._names if it not in asked)]


def _is_film(file: str) -> bool:
    return file.endswith(".gif")
