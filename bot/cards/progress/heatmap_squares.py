"""The heat map of the last weeks in emoji: a row for each weekday, a column for each week.

A sentence with the numbers comes first, for screen readers. The squares differ in size and shape,
not only in color.
"""

from datetime import timedelta

from bot.cards.parts.blocks import Block, context, section
from bot.domain.progress.heatmap import SILENT, DayMark, HeatMap
from bot.library.words import Words

WORKWEEK = 5
"""Days, from Monday on, that always have a row."""

SQUARES = {
    DayMark.KEPT: "🟦",
    DayMark.SOME: "🔹",
    DayMark.NONE: "⬜",
    DayMark.FROZEN: "❄️",
    DayMark.NEUTRAL: "▫️",
    DayMark.FUTURE: "",
}


DOTS = {
    DayMark.KEPT: "●",
    DayMark.SOME: "◐",
    DayMark.NONE: "○",
    DayMark.FROZEN: "❄️",
    DayMark.NEUTRAL: "·",
    DayMark.FUTURE: "·",
}


def week_dots(words: Words, grid: HeatMap) -> str:
    """This week, from Monday to Friday, such as "Mon ●   Tue ○   Wed ·"."""
    week = grid.weeks[-1]
    named = (
        (words.short_weekday(week.monday + timedelta(days=n)), mark)
        for n, mark in enumerate(week.marks[:WORKWEEK])
    )
    return "   ".join(
        words("{weekday} {dot}", weekday=name, dot=DOTS[mark]) for name, mark in named
    )


def squares(words: Words, grid: HeatMap) -> list[Block]:
    """Saturday and Sunday only have a row if there is something to see in it."""
    sentence = section(numbers(words, grid))
    if not grid.has_breaks:
        return [sentence]
    return [sentence, section("\n".join(_rows(words, grid))), context(_legend(words))]


def numbers(words: Words, grid: HeatMap) -> str:
    """What the squares show, in one sentence."""
    kept, some, none, frozen = (
        len(grid.days(it)) for it in (DayMark.KEPT, DayMark.SOME, DayMark.NONE, DayMark.FROZEN)
    )
    parts = [
        (kept, words.many("{n} workday kept", "{n} workdays kept", kept)),
        (some, words.many("{n} day with some breaks", "{n} days with some breaks", some)),
        (frozen, words.many("{n} day held by a freeze", "{n} days held by a freeze", frozen)),
        (none, words.many("{n} workday without", "{n} workdays without", none)),
    ]
    shown = [part for count, part in parts if count]
    weeks = len(grid.weeks)
    if not shown:
        return words.many(
            "*The last {n} week* will show here, a square a day, once there's a break.",
            "*The last {n} weeks* will show here, a square a day, once there's a break.",
            weeks,
        )
    return words.many(
        "*The last {n} week:* {parts}.", "*The last {n} weeks:* {parts}.", weeks,
        parts=", ".join(shown),
    )  # fmt: skip


def _rows(words: Words, grid: HeatMap) -> list[str]:
    first = grid.weeks[0].monday
    names = [words.short_weekday(first + timedelta(days=n)) for n in range(7)]
    longest = max(map(len, names))
    days = zip(*(it.marks for it in grid.weeks), strict=True)
    return [
        words(
            "`{weekday}` {squares}",
            weekday=name.ljust(longest),
            squares="".join(SQUARES[mark] for mark in marks),
        )
        for n, (name, marks) in enumerate(zip(names, days, strict=True))
        if n < WORKWEEK or not SILENT.issuperset(marks)
    ]


def _legend(words: Words) -> str:
    return words(
        "A column is a week, this one last. {kept} kept, {some} some breaks, {none} none, "
        "{frozen} held by a freeze, {neutral} doesn't count: off, paused, or hardly a nudge.",
        kept=SQUARES[DayMark.KEPT],
        some=SQUARES[DayMark.SOME],
        none=SQUARES[DayMark.NONE],
        frozen=SQUARES[DayMark.FROZEN],
        neutral=SQUARES[DayMark.NEUTRAL],
    )
