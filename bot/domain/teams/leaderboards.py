"""Leaderboards nobody has to fear: what the group did together, and ranks for those who ask.

People are named only if they chose to be listed and enough others did; nobody is listed with
nothing to show, and equals share a place. Teams are compared by the share of their people, so that
small and large ones stand alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

LEAST_LISTED = 5
"""Fewer listed people than this are not ranked: a short list points at those not on it."""


class Board(StrEnum):
    """The leaderboards that a workspace's admins can switch off, each by itself."""

    TEAM = "team"
    """The people of a team or, for who is in none, of the workspace."""
    TEAMS = "teams"
    """The teams of a workspace."""
    ME = "me"
    """Somebody's own place, for them alone."""


@dataclass(frozen=True)
class Tally:
    """One listed person's breaks in the week, and what they want to be called, if anything."""

    user_id: str
    breaks: int
    nickname: str | None = None


@dataclass(frozen=True)
class Rank:
    rank: int
    user_id: str
    breaks: int
    nickname: str | None = None


def ranked(tallies: Sequence[Tally]) -> tuple[Rank, ...]:
    """The places of who is first, most breaks first; nothing for a group too small to rank."""
    listed = [it for it in tallies if it.breaks > 0]
    if len(listed) < LEAST_LISTED:
        return ()
    ordered = sorted(listed, key=lambda it: (-it.breaks, it.user_id))
    ranks = {it.breaks: 1 + sum(other.breaks > it.breaks for other in listed) for it in listed}
    return tuple(Rank(ranks[it.breaks], it.user_id, it.breaks, it.nickname) for it in ordered)


def own_rank(breaks: int, *, ahead: int, enough: bool) -> int | None:
    """Somebody's place among those listed, `ahead` of whom have more breaks, be they listed
    themselves or not; None without a break, or where not `enough` people are listed."""
    return 1 + ahead if breaks > 0 and enough else None


class TeamTally(NamedTuple):
    """A team's week: how often its members were `available` for a day, and `took` a break then;
    over the days of which a share is told (see `TeamDay.tells`)."""

    channel_id: str
    took: int
    available: int

    @property
    def percent(self) -> int:
        """The share of them, as it is shown."""
        return percent(self.took, self.available)


@dataclass(frozen=True)
class TeamRank:
    rank: int
    tally: TeamTally


def ranked_teams(tallies: Sequence[TeamTally]) -> tuple[TeamRank, ...]:
    """The teams in which anybody took a break, the largest share first. Those that show the same
    share stand on the same place."""
    shown = sorted((-it.percent, it.channel_id, it) for it in tallies if it.took > 0)
    ranks: dict[int, int] = {}
    return tuple(
        TeamRank(ranks.setdefault(share, rank), it)
        for rank, (share, _, it) in enumerate(shown, start=1)
    )


def percent(part: int, whole: int) -> int:
    """A share in whole percent, halves up; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0
