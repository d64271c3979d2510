"""Writes working hours so that `read_hours` understands them."""

from itertools import groupby

from bot.domain.calendar.work_week import MINUTES_A_DAY, WEEKDAYS, Shift, WorkWeek
from bot.domain.phrases.dates import WEEKDAY_NAMES
from bot.domain.phrases.fixed_times import format_minutes


def format_hours(week: WorkWeek) -> str:
    """The week as `read_hours` reads it back: "mon-fri 09:00-17:00"."""
    groups: dict[tuple[Shift, ...], list[int]] = {}
    for day in WEEKDAYS:
        if week.days[day]:
            groups.setdefault(week.days[day], []).append(day)
    if not groups:
        return "every day off"
    return ", ".join(
        f"{_days_text(days)} {' '.join(map(_shift_text, shifts))}"
        for shifts, days in groups.items()
    )


def _days_text(days: list[int]) -> str:
    runs = [
        [day for _, day in run] for _, run in groupby(enumerate(days), key=lambda it: it[1] - it[0])
    ]
    names = [WEEKDAY_NAMES[it][:3] for it in WEEKDAYS]
    return ", ".join(
        names[run[0]] if len(run) == 1 else f"{names[run[0]]}-{names[run[-1]]}" for run in runs
    )


def _shift_text(shift: Shift) -> str:
    is_overnight = shift.end > MINUTES_A_DAY
    end = shift.end - MINUTES_A_DAY if is_overnight else shift.end
    # From 10:00 to 12:59 the digits could mean a clock face: see `clock_times`.
    is_face = all(10 * 60 <= it < 13 * 60 for it in (shift.start, end))
    is_ambiguous = is_overnight and (end == shift.start or is_face)
    return (
        f"{format_minutes(shift.start)}-{format_minutes(end)}{' next day' if is_ambiguous else ''}"
    )
