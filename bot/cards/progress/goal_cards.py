"""The daily goal: how many breaks keep a workday."""

from bot.cards.parts.blocks import Card, card, context, note, section
from bot.cards.parts.quoting import quoted
from bot.domain.settings.preferences import GOAL
from bot.library.words import Words


def goal_line(words: Words, goal: int) -> str:
    return words.many("Your goal: {n} break a workday.", "Your goal: {n} breaks a workday.", goal)


def present_goal(words: Words, goal: int) -> Card:
    low, high = GOAL.low, GOAL.high
    how = words(
        "`/stretch goal {other}` changes it, from {low} to {high}. One is plenty.",
        other=another(goal),
        low=low,
        high=high,
    )
    line = goal_line(words, goal)
    return card([section(line), context(how)], line, how)


def another(goal: int) -> int:
    """Another goal, to show as an example."""
    return 2 if goal != 2 else 1


def goal_set(words: Words, goal: int, today: int) -> Card:
    """`today` is the goal of today: once a day has begun, its goal never rises."""
    if today == goal:
        since = words("It holds from today on.")
    else:
        since = words(
            "It holds from your next workday on: today has begun, and stays at {n}.", n=today
        )
    return note(" ".join([words("*Noted.*"), goal_line(words, goal), since]))


def goal_unclear(words: Words, typed: str) -> Card:
    low, high = GOAL.low, GOAL.high
    return note(
        words(
            "“{typed}” isn't a goal. Choose {low} to {high} breaks per workday, e.g. "
            "`/stretch goal 2`.",
            typed=quoted(typed),
            low=low,
            high=high,
        )
    )
