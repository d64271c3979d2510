"""The line that a workday leaves."""

from math import ceil

from bot.cards.parts.blocks import Card, card, context
from bot.domain.breaks.old_cards import DayOfBreaks
from bot.library.words import Words

MOST_DOTS = 12


def day_line(words: Words, of: DayOfBreaks) -> Card:
    """Such as "Tuesday ●●●○ 3 breaks, 7 min". Its text, which is read aloud, has no dots."""
    day, minutes = words.weekday(of.day), ceil(of.seconds / 60)
    dots = ("●" * of.breaks).ljust(of.goal, "○")[:MOST_DOTS]
    line = words.many(
        "*{day}* {dots} {n} break, {minutes} min",
        "*{day}* {dots} {n} breaks, {minutes} min",
        of.breaks,
        day=day,
        dots=dots,
        minutes=minutes,
    )
    spoken = words.many(
        "{day}: {n} break, {minutes} min.",
        "{day}: {n} breaks, {minutes} min.",
        of.breaks,
        day=day,
        minutes=minutes,
    )
    return card([context(line)], spoken)
