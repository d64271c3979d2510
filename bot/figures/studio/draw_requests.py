"""Requests, read from a pipe while drawing, for pictures to be drawn next."""

import os
import select
from collections.abc import Collection


class DrawRequests:
    """Each line of the pipe is a request: file names, the most urgent first.

    The latest request comes first, because somebody is about to see it; stills come before films.
    """

    def __init__(self, pipe: int | None = None) -> None:
        """Polls the file descriptor `pipe` without blocking; without one there are no requests."""
        self._pipe = pipe
        self._rest = b""
        self._names: list[str] = []

    def first_of(self, waiting: Collection[str]) -> str | None:
        """The most urgent requested file of those waiting, if any."""
        self._read()
        self._names = [it for it in self._names if it in waiting]
        return min(self._names, key=_is_film, default=None)

    def _read(self) -> None:
        while self._pipe is not None and select.select([self._pipe], [], [], 0)[0]:
            data = os.read(self._pipe, 65536)
            if not data:  # the other end was closed
                self._pipe = None
            *lines, self._rest = (self._rest + data).split(b"\n")
            for line in lines:
                asked = dict.fromkeys(line.decode().split())
                self._names = [*asked, *(it for it in self._names if it not in asked)]


def _is_film(file: str) -> bool:
    return file.endswith(".gif")
