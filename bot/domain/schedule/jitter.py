"""Jitter that spreads a workspace's nudges evenly over everybody's windows.

Each number is the previous one plus the golden ratio, modulo 1: a low-discrepancy sequence, whose
first n numbers are spread evenly whatever n is. So a thousand windows that open together fill
evenly, minute by minute, without counting what is due when.
"""

from math import sqrt

from bot.domain.clock import RandomSource

_STEP = (sqrt(5) - 1) / 2


class Jitter:
    """A sequence of jitter per workspace, with a random start."""

    def __init__(self, random: RandomSource) -> None:
        self._random = random
        self._last: dict[str, float] = {}

    def next(self, workspace_id: str) -> float:
        """A number in [0, 1)."""
        last = self._last.get(workspace_id)
        jitter = self._random.random() if last is None else (last + _STEP) % 1.0
        self._last[workspace_id] = jitter
        return jitter
