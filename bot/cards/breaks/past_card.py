"""The one line that is left of an old card once there is a newer one."""

from math import ceil

from bot.cards.parts.blocks import Card, card, context
from bot.domain.breaks.card_state import CardState, Progress, counts
from bot.domain.exercises.exercise import Exercise
from bot.library.words import Words


def past(words: Words, exercise: Exercise | None, progress: Progress) -> Card:
    """No exercise: the card was a reminder to move, or the library no longer has its exercise."""
    line = _line(words, exercise, progress)
    return card([context(line)], line)


def _line(words: Words, exercise: Exercise | None, progress: Progress) -> str:
    if exercise is None:
        return words("A newer card is below.")
    name = words.of(exercise, "name", exercise.name)
    match progress.state:
        case CardState.DONE:
            return words.many(
                "*Done: {name}*, about {n} minute.",
                "*Done: {name}*, about {n} minutes.",
                ceil(exercise.seconds / 60),
                name=name,
            )
        case CardState.STOPPED if counts(progress):
            return words("*{name}*, as far as it felt right.", name=name)
        case CardState.STOPPED:
            return words("Stopped *{name}*. Stopping is always a good choice.", name=name)
        case _:
            return words("Not this time: *{name}*.", name=name)
