"""Working hours, intervals and times in words."""

from datetime import date, time, timedelta
from itertools import groupby

from bot.domain.calendar.work_week import WEEKDAYS, Shift, WorkWeek
from bot.domain.settings.preferences import Preferences, Rhythm
from bot.library.words import Words

A_MONDAY = date(2024, 1, 1)
SAMPLE_TIMES = (10 * 60, 12 * 60 + 30, 15 * 60)
"""For hints, in minutes after midnight."""


def hours(words: Words, week: WorkWeek) -> str:
    """Such as "Monday to Friday, 9:00 AM to 5:00 PM"."""
    parts = []
    for shifts, days in groupby(WEEKDAYS, key=lambda day: week.days[day]):
        if shifts:
            run = list(days)
            parts.append(
                words(
                    "{days}, {times}",
                    days=_days(words, run),
                    times=words(" and ").join(shift_times(words, it) for it in shifts),
                )
            )
    return "; ".join(parts) if parts else words("on no day")


def interval(words: Words, rhythm: Rhythm) -> str:
    """Such as "30 to 40 minutes"."""
    low, high = rhythm.min_minutes, rhythm.max_minutes
    if low == high:
        return words.many("{n} minute", "{n} minutes", low)
    return words("{low} to {high} minutes", low=low, high=high)


def pace(words: Words, preferences: Preferences) -> list[str]:
    """How often nudges come: a line for each rhythm, or the fixed times."""
    if preferences.fixed_times:
        return [words("*At* {times}", times=times(words, preferences.fixed_times))]
    lines = [words("*Every* {minutes}", minutes=interval(words, preferences.rhythm))]
    if preferences.eyes_minutes is not None:
        lines.append(
            words.many(
                "*Eyes:* every {n} minute", "*Eyes:* every {n} minutes", preferences.eyes_minutes
            )
        )
    if preferences.walk_minutes is not None:
        lines.append(
            words.many(
                "*A walk:* every {n} minute",
                "*A walk:* every {n} minutes",
                preferences.walk_minutes,
            )
        )
    return lines


def times(words: Words, minutes: tuple[int, ...]) -> str:
    """Such as "10:00 AM, 12:30 PM"."""
    return ", ".join(words.clock(time(*divmod(it, 60))) for it in minutes)


def weekday_name(words: Words, day: int) -> str:
    """0 is Monday."""
    return words.weekday(A_MONDAY + timedelta(days=day))


def _days(words: Words, run: list[int]) -> str:
    first, last = (weekday_name(words, it) for it in (run[0], run[-1]))
    if len(run) == 1:
        return first
    return words("{first} to {last}", first=first, last=last)


def shift_times(words: Words, shift: Shift) -> str:
    """Such as "9:00 AM to 5:00 PM"."""
    return words(
        "{start} to {end}", start=words.clock(shift.start_time), end=words.clock(shift.end_time)
    )
