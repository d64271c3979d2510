"""Teams: a channel whose people take breaks together, and what they amount to.

What a team sees are counts. Who took a break and who did not is nobody's business but theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.domain.calendar.work_week import WEEKDAYS, instant, local_date

GOAL_BOUNDS = (2, 10_000)
"""Smallest and largest weekly goal that can be set, in breaks."""
WORKDAYS = frozenset(range(5))
"""Monday to Friday, on which a team takes its daily break together."""


class Channel(NamedTuple):
    """One channel in one workspace, by Slack's ids."""

    workspace_id: str
    channel_id: str


@dataclass(frozen=True)
class Appointment:
    """A weekday (0 is Monday) and a time of the day on the team's own clock."""

    weekday: int
    at: time


FRIDAY_AT_THREE = Appointment(4, time(15))
"""When a new team has its week summed up, until it chooses otherwise."""


@dataclass(frozen=True, kw_only=True)
class Team:
    """A channel whose members may join. All instants are UTC."""

    workspace_id: str
    channel_id: str
    set_up_by: str | None
    """Who switched it on, for the attribution; None once they are forgotten."""
    set_up_at: datetime
    zone: str
    locale: str
    weekly_goal: int | None = None
    """How many breaks everybody together aims for in a week; None for no goal."""
    digest: Appointment | None = None
    digest_at: datetime | None = None
    together: time | None = None
    """When the team takes a break together every workday; None for not at all."""
    together_at: datetime | None = None

    @property
    def channel(self) -> Channel:
        return Channel(self.workspace_id, self.channel_id)


def next_digest(team: Team, at: datetime) -> datetime | None:
    """When the team's first digest after `at` is due; None where it wants none."""
    if team.digest is None:
        return None
    return _next(team.zone, team.digest.at, {team.digest.weekday}, at)


def next_together(team: Team, at: datetime) -> datetime | None:
    """When the first daily break together after `at` begins; None where the team has no such
    time. Only on weekdays."""
    return None if team.together is None else _next(team.zone, team.together, WORKDAYS, at)


def _next(zone: str, wall: time, weekdays: Iterable[int], at: datetime) -> datetime:
    """The first instant after `at` at which the clocks of a zone show a time on such a weekday."""
    begin = local_date(at, zone)
    days = (begin + timedelta(days=n) for n in range(2 * len(WEEKDAYS) + 1))
    found = (instant(it, wall, zone) for it in days if it.weekday() in weekdays)
    return next(it for it in found if it > at)


SEVERAL = 3
"""Of fewer people who could take a break on a day no share is told, nor does it count for a streak:
it would say who did, and who did not."""


@dataclass(frozen=True)
class TeamDay:
    """One workday of a team. `available` counts the members who were scheduled and could take a
    break (a nudge reached them, or they took one); `took` those of them who did."""

    date: date
    available: int = 0
    took: int = 0
    breaks: int = 0
    seconds: int = 0

    @property
    def tells(self) -> bool:
        """Whether enough people could take a break for their share to say nothing of one."""
        return self.available >= SEVERAL

    @property
    def counts(self) -> bool:
        """Whether at least half of those who could took a break, and they were several."""
        return self.tells and 2 * self.took >= self.available


@dataclass(frozen=True)
class TeamStreak:
    """Workdays in a row on which at least half took a break."""

    current: int = 0
    longest: int = 0

    def then(self, day: TeamDay, today: date) -> "TeamStreak":
        """With one more day. A day of which no share is told is passed over, and today never ends
        a streak."""
        if day.counts:
            current = self.current + 1
            return TeamStreak(current, max(current, self.longest))
        if day.tells and day.date < today:
            return replace(self, current=0)
        return self


@dataclass(frozen=True, kw_only=True)
class TeamNow:
    """How a team stands at an instant."""

    team: Team
    today: TeamDay
    streak: int
    """How many workdays in a row at least half took a break."""
    breaks: int
    """Of all its people this week."""

    @classmethod
    def of(cls, team: Team, days: Iterable[TeamDay], today: date, monday: date) -> "TeamNow":
        """From the team's days, oldest first, as far back as its streak goes, and to the end of the
        week that began on `monday`.

        Days after `today` are those of members who are ahead of the team's clock.
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
