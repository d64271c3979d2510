"""A person whom Limber knows, and what they chose."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from bot.domain.calendar.busy_signals import Busy, Deferral, Signal, Signals, busy_at
from bot.domain.calendar.days_off import Calendar, DayOff
from bot.domain.calendar.work_week import workday
from bot.domain.exercises.plan_progress import PlanRun
from bot.domain.settings.preferences import Preferences


class Who(NamedTuple):
    """One person in one workspace, by Slack's ids."""

    workspace_id: str
    user_id: str


class MemberStatus(StrEnum):
    """A GUEST took a break without joining; only ACTIVE members are nudged."""

    GUEST = "guest"
    ACTIVE = "active"
    LEFT = "left"


FEW = 2
"""Nudges on a workday after one without an answer."""
SILENT_AFTER = 3
"""Workdays in a row without an answer; then there are no nudges."""


class DueReason(StrEnum):
    """Why the next nudge comes when it does; stored for `/stretch why`."""

    INTERVAL = "interval"
    OPENING = "opening"
    PAUSE_ENDED = "pause_ended"
    SNOOZED = "snoozed"
    LATE = "late"
    CAP = "cap"
    DAY_OFF = "day_off"
    BUSY_SLACK = "busy_slack"
    DEFERRED = "held"
    VACATION_ENDED = "vacation_ended"
    FIXED_TIME = "fixed_time"
    AWAY = "away"
    TRAVELLED = "travelled"


@dataclass(frozen=True, kw_only=True)
class Member:
    """One person in one workspace. All instants are UTC.

    A member never changes: a transition returns a new one. Its name is a past participle and says
    what happened: `snoozed(member, …)` is the member after a snooze.
    """

    workspace_id: str
    user_id: str
    status: MemberStatus
    zone: str
    locale: str
    preferences: Preferences = field(default_factory=Preferences)
    sitting_since: datetime
    """When they last sat down as far as Limber knows: a nudge, a break, joining. It may lie in the
    future: the end of a snooze or of a group break."""
    eyes_since: datetime | None = None
    """The last rest for the eyes, if they have several rhythms: any nudge or break."""
    walk_since: datetime | None = None
    """The last walk, if they have several rhythms; None if none was counted."""
    paused_until: datetime | None = None
    next_due_at: datetime | None = None
    due_reason: DueReason | None = None
    next_exercise_id: str | None = None
    """What the next nudge offers: a snoozed exercise or a promised easier one."""
    recent: tuple[str, ...] = ()
    """Ids of the exercises offered last, newest first."""
    nudged_on: date | None = None
    nudged_count: int = 0
    plan: PlanRun | None = None
    recheck_at: datetime | None = None
    """From then on a nudge brings up the self-check again, as they asked."""
    signals: Signals = field(default_factory=Signals)
    deferral: Deferral | None = None
    """The last nudge that was deferred while they were busy or away."""
    calendar: Calendar = field(default_factory=Calendar, compare=False)
    """Their days off, which are stored in rows of their own."""
    unanswered: int = 0
    """Nudges in a row that they ignored, as of the last one claimed."""
    asked_at: datetime | None = None
    """When they were last asked whether the nudges still fit."""
    answered_on: date | None = None
    """The workday on which they last did something."""
    ignored_days: int = 0
    """Workdays in a row with nudges and without an answer, as of the last nudge claimed."""
    presumed: bool = False
    """Zone and locale are guessed from people around them: Slack was not asked yet."""

    @property
    def who(self) -> Who:
        return Who(self.workspace_id, self.user_id)

    @property
    def holiday_place(self) -> str | None:
        """The country or region whose public holidays they have, if any."""
        chosen = self.preferences.holidays
        return (self.calendar.almanac.country_of(self.zone) if chosen is None else chosen) or None

    @property
    def is_active(self) -> bool:
        return self.status is MemberStatus.ACTIVE

    @property
    def has_left(self) -> bool:
        return self.status is MemberStatus.LEFT

    def workday(self, at: datetime) -> date:
        """The day that `at` counts for: a night shift belongs to the day on which it began."""
        return workday(self.preferences.week, self.zone, at)

    def day_off(self, day: date) -> DayOff | None:
        """Why that date is off, regardless of their work week; None if it is not."""
        return self.calendar.off(day, self.holiday_place)

    def works_on(self, day: date) -> bool:
        """Whether one of their shifts begins on that date."""
        return self.preferences.week.works_on(day) and self.day_off(day) is None

    def nudges_on(self, day: date) -> int:
        """How many nudges they got on that workday."""
        return self.nudged_count if self.nudged_on == day else 0

    @property
    def is_quiet(self) -> bool:
        """Whether nudges have stopped, because they answered none for days."""
        return self.ignored_days >= SILENT_AFTER

    @property
    def daily_cap(self) -> int | None:
        """The most nudges a workday; None for no limit."""
        chosen = self.preferences.daily_cap
        if not self.ignored_days:
            return chosen
        return FEW if chosen is None else min(FEW, chosen)

    @property
    def last_up(self) -> datetime:
        """The last nudge or break of any kind, or `sitting_since` if that is later."""
        return max(self.sitting_since, self.eyes_since or self.sitting_since)

    def is_paused(self, at: datetime) -> bool:
        return self.paused_until is not None and at < self.paused_until

    @property
    def vacation_until(self) -> datetime | None:
        """The end of the vacation that their status shows, unless they ignore that signal."""
        is_heeded = Signal.VACATION in self.preferences.heeded
        return self.signals.vacation_until if is_heeded else None

    def is_on_vacation(self, at: datetime) -> bool:
        return self.vacation_until is not None and at < self.vacation_until

    def busy(self, at: datetime) -> Busy | None:
        """What defers a nudge at this instant, as far as Slack has reported."""
        return busy_at(self.signals, self.preferences.heeded, at)


def newcomer(who: Who, zone: str, locale: str, at: datetime) -> Member:
    """A guest whom Limber has never met, with the zone and locale of people around them.

    Slack is not asked about them, because a whole channel may come at once.
    """
    return Member(
        workspace_id=who.workspace_id,
        user_id=who.user_id,
        status=MemberStatus.GUEST,
        zone=zone,
        locale=locale,
        sitting_since=at,
        presumed=True,
    )
