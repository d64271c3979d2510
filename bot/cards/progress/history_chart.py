"""A person's history chart: what to draw, its labels, and its alt text.

The alt text has every number of the chart, because it is all that a screen reader gets.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.cards.parts.blocks import Card, Image, image
from bot.charts.orders import Cell, HistoryLabels, HistoryOrder, Look, label
from bot.domain.members import Member
from bot.domain.progress.heatmap import DayMark, HeatMap
from bot.domain.progress.streaks import Day
from bot.library.words import Words

_LOOKS: Mapping[DayMark, Look] = {
    DayMark.KEPT: Look.KEPT,
    DayMark.SOME: Look.SOME,
    DayMark.NONE: Look.OPEN,
    DayMark.FROZEN: Look.FROZEN,
    DayMark.NEUTRAL: Look.OFF,
    DayMark.FUTURE: Look.AHEAD,
}


def history(
    words: Words, grid: HeatMap, days: Sequence[Day], today: date, member: Member
) -> HistoryOrder:
    """The chart of the weeks in `grid`; `days` has their numbers."""
    by_date = {it.date: it for it in days}

    def cell(mark: DayMark, date_: date) -> Cell:
        day = by_date.get(date_)
        if day is not None:
            return Cell(look=_LOOKS[mark], breaks=day.breaks, goal=day.goal)
        is_off = mark is DayMark.FUTURE and not member.works_on(date_)
        return Cell(look=Look.OFF if is_off else _LOOKS[mark], goal=member.preferences.daily_goal)

    weeks = tuple(
        tuple(cell(mark, week.monday + timedelta(days=n)) for n, mark in enumerate(week.marks))
        for week in grid.weeks
    )
    return HistoryOrder(weeks=weeks, today=today.weekday(), labels=_labels(words, grid))


def _labels(words: Words, grid: HeatMap) -> HistoryLabels:
    first = grid.weeks[0].monday
    months = [it.monday.month for it in grid.weeks]
    begins = [n == 0 or months[n - 1] != month for n, month in enumerate(months)]
    if True in begins[1:3]:
        begins[0] = False  # no room for two names
    columns = [
        words.short_month(week.monday) if new else ""
        for week, new in zip(grid.weeks, begins, strict=True)
    ]
    weekdays = [words.short_weekday(first + timedelta(days=n)) for n in range(7)]
    return HistoryLabels(
        weeks=label(words.many("{n} week", "{n} weeks", len(grid.weeks))),
        week=label(words("This week")),
        goal=label(words("Goal")),
        weekdays=tuple(map(label, weekdays)),
        columns=tuple(map(label, columns)),
        kept=label(words("goal reached")),
        some=label(words("some breaks")),
        frozen=label(words("freeze")),
        off=label(words("not counted")),
    )


def history_card(words: Words, order: HistoryOrder, monday: date, file_id: str) -> Card:
    """The chart as a message of its own, under the card of the streak."""
    alt = history_in_words(words, order, monday)
    return Card([image(Image(alt, file_id=file_id))], alt)


def history_in_words(words: Words, order: HistoryOrder, monday: date) -> str:
    """The alt text of the chart; `monday` is the first day of this week."""
    looks = [cell.look for week in order.weeks for cell in week]
    kept, some, frozen = (looks.count(it) for it in (Look.KEPT, Look.SOME, Look.FROZEN))
    parts = [
        words.many("{n} day with the goal reached", "{n} days with the goal reached", kept),
        words.many("{n} day with some breaks", "{n} days with some breaks", some),
    ]
    if frozen:
        parts.append(words.many("{n} day held by a freeze", "{n} days held by a freeze", frozen))
    weeks = words.many(
        "Your last {n} week as a heat map: {parts}.",
        "Your last {n} weeks as a heat map: {parts}.",
        len(order.weeks),
        parts=", ".join(parts),
    )
    totals = [sum(cell.breaks for cell in week) for week in order.weeks]
    numbers = words(
        "Breaks week by week, the oldest first: {numbers}.", numbers=", ".join(map(str, totals))
    )
    return " ".join([weeks, numbers, _week_in_words(words, order, monday)])


def _week_in_words(words: Words, order: HistoryOrder, monday: date) -> str:
    """The bars: each day of this week that counts or has breaks, with its goal."""
    shown = [
        (monday + timedelta(days=n), cell)
        for n, cell in enumerate(order.weeks[-1])
        if cell.breaks or cell.look not in {Look.OFF, Look.AHEAD}
    ]
    if not shown:
        return words("This week has no breaks so far.")
    days = [
        words("{weekday} {n} of {goal}", weekday=words.weekday(day), n=cell.breaks, goal=cell.goal)
        for day, cell in shown
    ]
    return words("This week, breaks and goal: {days}.", days=", ".join(days))
