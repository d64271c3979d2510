"""Leaderboards nobody has to fear: what the group did together, and ranks for those who ask.

People are named only if they chose to be listed and enough others did; nobody is listed with
nothing to show, and equals share a place.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_LISTED = 5
"""Fewer listed people than this are not ranked: a short list points at those not on it."""


@dataclass(frozen=True)
class Tally:
    """One listed person's breaks in the week."""

    user_id: str
    breaks: int


@dataclass(frozen=True)
class Place:
    rank: int
    user_id: str
    breaks: int


def places(tallies: Sequence[Tally], shown: int) -> tuple[Place, ...]:
    """The first `shown` places, most breaks first; nothing for a group too small to rank."""
    listed = [it for it in tallies if it.breaks > 0]
    if len(listed) < LEAST_LISTED:
        return ()
    ordered = sorted(listed, key=lambda it: (-it.breaks, it.user_id))
    ranks = {it.breaks: 1 + sum(other.breaks > it.breaks for other in listed) for it in listed}
    return tuple(Place(ranks[it.breaks], it.user_id, it.breaks) for it in ordered[:shown])
