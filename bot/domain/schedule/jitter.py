"""Spreading a workspace's nudges evenly: inside everybody's own window, never in one minute.

Each throw is the one before it moved on by the golden ratio, within [0, 1): of all sequences the
one whose first n throws leave the smallest gaps and crowds, whatever n is. So a thousand windows
that open together fill minute by minute alike, without counting what is due when.
"""

from math import sqrt

from bot.domain.clock import RandomSource

_STEP = (sqrt(5) - 1) / 2


class Jitter:
    """The throws that choose instants, a sequence for each workspace; it begins anywhere."""

    def __init__(self, random: RandomSource) -> None:
        self._random = random
        self._last: dict[str, float] = {}

    def next(self, workspace_id: str) -> float:
        """A number in [0, 1)."""
        last = self._last.get(workspace_id)
        jitter = self._random.random() if last is None else (last + _STEP) % 1.0
        self._last[workspace_id] = jitter
        return jitter
