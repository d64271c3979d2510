"""The two things a rule may never fetch by itself: the time and a random number."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Answers with the present instant, always aware and in UTC."""

    def __call__(self) -> datetime: ...


class RandomSource(Protocol):
    """The part of `random.Random` that Limber uses."""

    def random(self) -> float:
        """A number in [0, 1)."""
        ...

    def getrandbits(self, k: int, /) -> int:
        """A number of `k` random bits."""
        ...
