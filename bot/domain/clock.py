"""The two inputs a rule never reads itself: the time and randomness."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Returns the current instant, timezone-aware and in UTC."""

    def __call__(self) -> datetime: ...


class RandomSource(Protocol):
    """The part of `random.Random` that Limber uses."""

    def random(self) -> float:
        """A number in [0, 1)."""
        ...

    def getrandbits(self, k: int, /) -> int:
        """An integer of `k` random bits."""
        ...
