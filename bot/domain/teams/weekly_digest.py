"""A team's weekly message: which week it tells of, what it has to tell, and when it is too late.

It knows counts and nobody. A week that is hardly begun is not told: until Wednesday it is the one
before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zlib import crc32

from bot.domain.calendar.work_week import WEEKDAYS, local_date, monday
from bot.domain.teams.leaderboards import percent
from bot.domain.teams.teams import Team, TeamDay, TeamStreak, next_digest

LATE = timedelta(days=1)
"""From then on a message that could not be sent in time waits for the next week."""
WEEKS = 8
"""Weeks in its picture, with the one it tells of."""
THURSDAY = 3
LONG_STREAK = 5
"""A streak of so many workdays that was never longer is worth a word."""
RISE = 5
"""A share of the team that grew by so many percent is."""


class KindWord(StrEnum):
    """What its kind line is about."""

    GOAL = "goal"
    EVERYBODY = "everybody"
    MORE = "more"
    STREAK = "streak"
    ANY = "any"


@dataclass(frozen=True)
class WeekShare:
    """How many of those who could took a break, over some days."""

    took: int = 0
    available: int = 0

    @classmethod
    def over(cls, days: Iterable[TeamDay]) -> "WeekShare":
        """Each person counts once a day, on days of which a share is told."""
        lived = [it for it in days if it.tells]
        return cls(sum(it.took for it in lived), sum(it.available for it in lived))

    @property
    def percent(self) -> int:
        return percent(self.took, self.available)


@dataclass(frozen=True, kw_only=True)
class Digest:
    """One week of a team. `people` is how many took a break in it."""

    team: Team
    monday: date
    is_over: bool
    """Whether it is the week before the present one."""
    people: int
    days: tuple[TeamDay, ...]
    """Seven of them, Monday first."""
    shares: tuple[WeekShare, ...]
    """Of the weeks until then, the oldest first, this one last."""
    streak: TeamStreak

    @property
    def breaks(self) -> int:
        return sum(it.breaks for it in self.days)

    @property
    def share(self) -> WeekShare:
        return self.shares[-1]

    @property
    def rise(self) -> int:
        """By how many percent more took a break than the week before; 0 if not more."""
        before = self.shares[-2] if len(self.shares) > 1 else WeekShare()
        if not before.available or not self.share.available:
            return 0
        return max(0, self.share.percent - before.percent)

    @property
    def reached(self) -> bool:
        """Whether the team came to its goal."""
        return self.team.weekly_goal is not None and self.breaks >= self.team.weekly_goal

    @property
    def full_days(self) -> list[date]:
        """Days on which everybody who could took a break, if that was not one or two alone."""
        return [it.date for it in self.days if it.tells and it.took >= it.available]

    @property
    def kind(self) -> KindWord:
        if self.reached:
            return KindWord.GOAL
        if self.full_days:
            return KindWord.EVERYBODY
        if self.rise >= RISE:
            return KindWord.MORE
        if self.streak.current == self.streak.longest >= LONG_STREAK:
            return KindWord.STREAK
        return KindWord.ANY

    def pick(self, of: int) -> int:
        """The same one of so many for the same team and week, and another the week after."""
        return (crc32(self.team.channel_id.encode()) + self.monday.toordinal() // 7) % of


def due_instant(team: Team, at: datetime) -> datetime | None:
    """When the message that is due at `at` was to be sent; None when that is too long ago."""
    due = next_digest(team, at - LATE)
    return due if due is not None and due <= at else None


def week_told(team: Team, due: datetime) -> tuple[date, bool]:
    """The Monday of the week that a message due then tells of, and whether that week is over."""
    day = local_date(due, team.zone)
    first = monday(day)
    is_over = day.weekday() < THURSDAY
    return (first - timedelta(weeks=1) if is_over else first), is_over


def first_day(monday: date) -> date:
    """The first day that the picture of the week from `monday` on shows something of."""
    return monday - timedelta(weeks=WEEKS - 1)


def digest_of(
    team: Team,
    due: datetime,
    days: Sequence[TeamDay],
    people: int,
    streak: TeamStreak,
) -> Digest:
    """What a message due then tells; `days` are the team's from `first_day` on."""
    monday, is_over = week_told(team, due)
    by_date = {it.date: it for it in days}
    weeks = [monday - timedelta(weeks=n) for n in reversed(range(WEEKS))]
    lived = [_week(by_date, it) for it in weeks]
    begun = next((n for n, it in enumerate(lived) if WeekShare.over(it).available), WEEKS - 1)
    return Digest(
        team=team,
        monday=monday,
        is_over=is_over,
        people=people,
        days=lived[-1],
        shares=tuple(WeekShare.over(it) for it in lived[begun:]),
        streak=streak,
    )


def _week(by_date: Mapping[date, TeamDay], monday: date) -> tuple[TeamDay, ...]:
    dates = [monday + timedelta(days=n) for n in WEEKDAYS]
    return tuple(by_date.get(it, TeamDay(it)) for it in dates)
