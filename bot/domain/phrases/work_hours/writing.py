"""Working hours in words."""

from itertools import groupby

from bot.domain.calendar.work_week import MINUTES_A_DAY, WEEKDAYS, Shift, WorkWeek
from bot.domain.phrases.dates import WEEKDAY_NAMES


def said_hours(week: WorkWeek) -> str:
    """A week in words that `read_hours` understands as the same week: "mon-fri 09:00-17:00"."""
    groups: dict[tuple[Shift, ...], list[int]] = {}
    for day in WEEKDAYS:
        if week.days[day]:
            groups.setdefault(week.days[day], []).append(day)
    if not groups:
        return "every day off"
    return ", ".join(
        f"{_said_days(days)} {' '.join(map(_said_shift, shifts))}"
        for shifts, days in groups.items()
    )


def _said_days(days: list[int]) -> str:
    runs = [
        [day for _, day in run] for _, run in groupby(enumerate(days), key=lambda it: it[1] - it[0])
    ]
    names = [WEEKDAY_NAMES[it][:3] for it in WEEKDAYS]
    return ", ".join(
        names[run[0]] if len(run) == 1 else f"{names[run[0]]}-{names[run[-1]]}" for run in runs
    )


def _said_shift(shift: Shift) -> str:
    over = shift.end > MINUTES_A_DAY
    end = shift.end - MINUTES_A_DAY if over else shift.end
    open_start, open_end = (10 * 60 <= it < 13 * 60 for it in (shift.start, end))
    unclear = over and (end == shift.start or (open_start and open_end))
    return f"{_said_time(shift.start)}-{_said_time(end)}{' next day' if unclear else ''}"


def _said_time(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}"
