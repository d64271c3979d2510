"""A team's weekly digest: which week it covers, its numbers, and when it is too late to send.

It has counts only, no people. Until Wednesday it covers the previous week.
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
"""A digest this late is dropped; the next one comes a week later."""
WEEKS = 8
"""Weeks in its chart, with the one it covers."""
THURSDAY = 3
LONG_STREAK = 5
"""Workdays of a longest streak ever that are worth a kind word."""
RISE = 5
"""A rise of the share, in percentage points, that is worth a kind word."""


class KindWord(StrEnum):
    """What the kind line of a digest is about."""

    GOAL = "goal"
    EVERYBODY = "everybody"
    MORE = "more"
    STREAK = "streak"
    ANY = "any"


@dataclass(frozen=True)
class WeekShare:
    """Person-days over some days: `available`, and `took` a break."""

    took: int = 0
    available: int = 0

    @classmethod
    def over(cls, days: Iterable[TeamDay]) -> "WeekShare":
        """Only days that show a share count (see `TeamDay.shows_share`)."""
        shown = [day for day in days if day.shows_share]
        return cls(sum(day.took for day in shown), sum(day.available for day in shown))

    @property
    def percent(self) -> int:
        return percent(self.took, self.available)


@dataclass(frozen=True, kw_only=True)
class Digest:
    """One week of a team. `people` is how many took a break."""

    team: Team
    monday: date
    is_over: bool
    """Whether it covers the previous week."""
    people: int
    days: tuple[TeamDay, ...]
    """Seven, Monday first."""
    shares: tuple[WeekShare, ...]
    """By week, oldest first, this one last."""
    streak: TeamStreak

    @property
    def breaks(self) -> int:
        return sum(it.breaks for it in self.days)

    @property
    def share(self) -> WeekShare:
        return self.shares[-1]

    @property
    def rise(self) -> int:
        """By how many percentage points the share rose since the week before; 0 if it did not."""
        before = self.shares[-2] if len(self.shares) > 1 else WeekShare()
        if not before.available or not self.share.available:
            return 0
        return max(0, self.share.percent - before.percent)

    @property
    def reached(self) -> bool:
        return self.team.weekly_goal is not None and self.breaks >= self.team.weekly_goal

    @property
    def full_days(self) -> list[date]:
        """Days on which every available person took a break, if they show a share."""
        return [day.date for day in self.days if day.shows_share and day.took >= day.available]

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
        """An index below `of`: stable for a team and week, different the week after."""
        return (crc32(self.team.channel_id.encode()) + self.monday.toordinal() // 7) % of


def due_instant(team: Team, at: datetime) -> datetime | None:
    """When the digest that may be sent at `at` was due; None if there is none or it is too late."""
    due = next_digest(team, at - LATE)
    return due if due is not None and due <= at else None


def week_told(team: Team, due: datetime) -> tuple[date, bool]:
    """The Monday of the week that a digest due then covers, and whether that week is over."""
    day = local_date(due, team.zone)
    first = monday(day)
    is_over = day.weekday() < THURSDAY
    return (first - timedelta(weeks=1) if is_over else first), is_over


def first_day(monday: date) -> date:
    """The first day in the chart of the digest that covers the week of `monday`."""
    return monday - timedelta(weeks=WEEKS - 1)


def digest_of(
    team: Team,
    due: datetime,
    days: Sequence[TeamDay],
    people: int,
    streak: TeamStreak,
) -> Digest:
    """The digest that is due at `due`; `days` are the team's from `first_day` on."""
    monday, is_over = week_told(team, due)
    by_date = {day.date: day for day in days}
    mondays = [monday - timedelta(weeks=n) for n in reversed(range(WEEKS))]
    weeks = [_week(by_date, it) for it in mondays]
    shares = [WeekShare.over(week) for week in weeks]
    first = next((n for n, share in enumerate(shares) if share.available), WEEKS - 1)
    return Digest(
        team=team,
        monday=monday,
        is_over=is_over,
        people=people,
        days=weeks[-1],
        shares=tuple(shares[first:]),
        streak=streak,
    )


def _week(by_date: Mapping[date, TeamDay], monday: date) -> tuple[TeamDay, ...]:
    dates = [monday + timedelta(days=n) for n in WEEKDAYS]
    return tuple(by_date.get(it, TeamDay(it)) for it in dates)
