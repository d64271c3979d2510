"""Leaderboards of people who opted in, and of teams.

People are named only if they opted in and enough others did, and never with zero breaks. Ties
share a rank. Teams are ranked by the share of their people, so team size does not matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

LEAST_LISTED = 5
"""Fewer listed people are not ranked: a short list exposes the people who are not on it."""


class Board(StrEnum):
    """The leaderboards that admins of a workspace can switch off one by one."""

    TEAM = "team"
    """The people of a team or, for a person without one, of the workspace."""
    TEAMS = "teams"
    """The teams of a workspace."""
    ME = "me"
    """A person's own rank, shown only to them."""


@dataclass(frozen=True)
class Tally:
    """One listed person's breaks of the week."""

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
    """Most breaks first; empty if too few people are listed."""
    listed = [it for it in tallies if it.breaks > 0]
    if len(listed) < LEAST_LISTED:
        return ()
    ordered = sorted(listed, key=lambda tally: (-tally.breaks, tally.user_id))
    ranks = {
        tally.breaks: 1 + sum(other.breaks > tally.breaks for other in listed) for tally in listed
    }
    return tuple(
        Rank(ranks[tally.breaks], tally.user_id, tally.breaks, tally.nickname) for tally in ordered
    )


def own_rank(breaks: int, *, ahead: int, enough: bool) -> int | None:
    """A person's rank among the listed people, whether or not they are listed themselves.

    `ahead` is how many listed people have more breaks. None without a break, or if not `enough`
    people are listed.
    """
    return 1 + ahead if breaks > 0 and enough else None


class TeamTally(NamedTuple):
    """A team's week in person-days: `available`, and `took` a break.

    Only days that show a share count (see `TeamDay.shows_share`).
    """

    channel_id: str
    took: int
    available: int

    @property
    def percent(self) -> int:
        return percent(self.took, self.available)


@dataclass(frozen=True)
class TeamRank:
    rank: int
    tally: TeamTally


def ranked_teams(tallies: Sequence[TeamTally]) -> tuple[TeamRank, ...]:
    """The teams in which anybody took a break, largest share first; equal percents are ties."""
    by_share = sorted(
        (-tally.percent, tally.channel_id, tally) for tally in tallies if tally.took > 0
    )
    ranks: dict[int, int] = {}
    return tuple(
        TeamRank(ranks.setdefault(share, rank), tally)
        for rank, (share, _, tally) in enumerate(by_share, start=1)
    )


def percent(part: int, whole: int) -> int:
    """A share in whole percent, halves rounded up; 0 if `whole` is 0."""
    return (200 * part + whole) // (2 * whole) if whole else 0
