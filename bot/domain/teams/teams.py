"""Teams: channels whose people take breaks together.

A team sees only counts, never who took a break and who did not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.domain.calendar.work_week import WEEKDAYS, instant, local_date

GOAL_BOUNDS = (2, 10_000)
"""Smallest and largest weekly goal, in breaks."""
WORKDAYS = frozenset(range(5))
"""Monday to Friday: the days of a team's daily group break."""


class Channel(NamedTuple):
    """One channel in one workspace, by Slack's ids."""

    workspace_id: str
    channel_id: str


@dataclass(frozen=True)
class Appointment:
    """A weekday (0 is Monday) and a time of day in the team's zone."""

    weekday: int
    at: time


FRIDAY_AT_THREE = Appointment(4, time(15))
"""The default of a team's digest."""


@dataclass(frozen=True, kw_only=True)
class Team:
    """A channel whose members may join. All instants are UTC."""

    workspace_id: str
    channel_id: str
    set_up_by: str | None
    """Who set up the team, for the attribution; None once their data is deleted."""
    set_up_at: datetime
    zone: str
    locale: str
    weekly_goal: int | None = None
    """Breaks of all members together in a week; None for no goal."""
    digest: Appointment | None = None
    digest_at: datetime | None = None
    together: time | None = None
    """The time of the daily group break; None for none."""
    together_at: datetime | None = None

    @property
    def channel(self) -> Channel:
        return Channel(self.workspace_id, self.channel_id)


def next_digest(team: Team, at: datetime) -> datetime | None:
    """When the team's first digest after `at` is due; None if it wants none."""
    if team.digest is None:
        return None
    return _next(team.zone, team.digest.at, {team.digest.weekday}, at)


def next_together(team: Team, at: datetime) -> datetime | None:
    """When the team's first daily group break after `at` begins; None if it has none."""
    return None if team.together is None else _next(team.zone, team.together, WORKDAYS, at)


def _next(zone: str, wall: time, weekdays: Iterable[int], at: datetime) -> datetime:
    """The first instant after `at` at which the wall clock shows that time on such a weekday."""
    begin = local_date(at, zone)
    days = (begin + timedelta(days=n) for n in range(2 * len(WEEKDAYS) + 1))
    instants = (instant(day, wall, zone) for day in days if day.weekday() in weekdays)
    return next(it for it in instants if it > at)


SEVERAL = 3
"""A day with fewer available people shows no share and does not count for a streak: it would
reveal who took a break and who did not."""


@dataclass(frozen=True)
class TeamDay:
    """One workday of a team.

    `available` counts the members who were scheduled and could take a break (a nudge reached them,
    or they took one), `took` those of them who did.
    """

    date: date
    available: int = 0
    took: int = 0
    breaks: int = 0
    seconds: int = 0

    @property
    def shows_share(self) -> bool:
        """Whether enough people were available for the share to reveal nothing about one."""
        return self.available >= SEVERAL

    @property
    def counts(self) -> bool:
        """Whether at least half of the available people took a break, if the share may be shown."""
        return self.shows_share and 2 * self.took >= self.available


@dataclass(frozen=True)
class TeamStreak:
    """Workdays in a row that count (see `TeamDay.counts`)."""

    current: int = 0
    longest: int = 0

    def then(self, day: TeamDay, today: date) -> "TeamStreak":
        """After one more day. Days that show no share are skipped; today never ends a streak."""
        if day.counts:
            current = self.current + 1
            return TeamStreak(current, max(current, self.longest))
        if day.shows_share and day.date < today:
            return replace(self, current=0)
        return self


@dataclass(frozen=True, kw_only=True)
class TeamNow:
    """A team's numbers of today and this week."""

    team: Team
    today: TeamDay
    streak: int
    breaks: int
    """Of all members this week."""

    @classmethod
    def of(cls, team: Team, days: Iterable[TeamDay], today: date, monday: date) -> "TeamNow":
        """`days` are oldest first, from the start of the streak to the end of `monday`'s week.

        Days after `today` come from members in zones ahead of the team's.
        """
        streak, breaks, present = TeamStreak(), 0, TeamDay(today)
        for day in days:
            if day.date <= today:
                streak = streak.then(day, today)
            if day.date >= monday:
                breaks += day.breaks
            if day.date == today:
                present = day
        return cls(team=team, today=present, streak=streak.current, breaks=breaks)
