"""A person's own week: five dots, what it came to, and something to try."""

from dataclasses import dataclass
from math import ceil

from bot.cards.parts.action_ids import TRY
from bot.cards.parts.blocks import Card, actions, button, card, section
from bot.cards.progress.heatmap_squares import week_dots
from bot.domain.exercises.exercise import Exercise
from bot.domain.progress.heatmap import HeatMap
from bot.library.words import Words


@dataclass(frozen=True)
class OwnWeek:
    """`grid` ends with this week; None for somebody unknown."""

    grid: HeatMap | None = None
    breaks: int = 0
    seconds: int = 0
    suggestion: Exercise | None = None


def week_note(words: Words, week: OwnWeek) -> Card:
    first = (
        words.many(
            "*Your week:* {n} break, {minutes} min.",
            "*Your week:* {n} breaks, {minutes} min.",
            week.breaks,
            minutes=ceil(week.seconds / 60),
        )
        if week.breaks
        else words("*Your week:* no break yet. One minute is a fine start.")
    )
    dots = [section(week_dots(words, week.grid))] if week.grid is not None else []
    if week.suggestion is None:
        return card([section(first), *dots], first)
    name = words.of(week.suggestion, "name", week.suggestion.name)
    idea = words("Next up, if you like: *{name}*.", name=name)
    value = week.suggestion.id
    spoken = words("Try {name}", name=name)
    try_it = button(words("Try it"), f"{TRY}.{value}", value, spoken=spoken)
    return card([section(first), *dots, section(idea), actions(try_it)], first, idea)
