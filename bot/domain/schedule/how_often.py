"""How often nudges come, as most people choose it: one of four ways."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from bot.domain.calendar.work_week import MINUTES_A_DAY, Shift, WorkWeek
from bot.domain.settings.preferences import Preferences, Rhythm


class HowOften(StrEnum):
    HALF_HOURLY = "half_hourly"
    """Every 30 to 40 minutes, like the article that Limber grew from."""
    HOURLY = "hourly"
    THRICE = "thrice"
    """Three times a day."""
    FIXED = "fixed"
    """At times of the day."""


RHYTHMS: Mapping[HowOften, tuple[Rhythm, int | None]] = {
    HowOften.HALF_HOURLY: (Rhythm(30, 40), None),
    HowOften.HOURLY: (Rhythm(55, 65), None),
    HowOften.THRICE: (Rhythm(120, 150), 3),
}
"""The interval, and the limit of nudges a day."""
STEP = 30
"""Minutes: suggested times are full and half hours."""


def how_often(preferences: Preferences) -> HowOften | None:
    """None if a person chose numbers of their own."""
    if preferences.fixed_times:
        return HowOften.FIXED
    now = (preferences.rhythm, preferences.daily_cap)
    return next((it for it, chosen in RHYTHMS.items() if chosen == now), None)


def with_how_often(preferences: Preferences, chosen: HowOften) -> Preferences:
    """The settings after that choice. Fixed times begin as three of the workday."""
    if chosen is HowOften.FIXED:
        times = preferences.fixed_times or suggested_times(preferences.week)
        return replace(preferences, fixed_times=times)
    rhythm, cap = RHYTHMS[chosen]
    return replace(preferences, rhythm=rhythm, daily_cap=cap, fixed_times=())


def suggested_times(week: WorkWeek) -> tuple[int, ...]:
    """Three times within the longest shift, evenly apart; fewer in a short one."""
    shifts = [shift for day in week.days for shift in day]
    longest = max(shifts, key=lambda it: it.end - it.start, default=Shift(9 * 60, 17 * 60))
    length = longest.end - longest.start
    quarters = (longest.start + length * n // 4 for n in (1, 2, 3))
    times = {at // STEP * STEP for at in quarters}
    within = [at % MINUTES_A_DAY for at in times if longest.start <= at < longest.end]
    return tuple(sorted(within)) or (longest.start % MINUTES_A_DAY,)
