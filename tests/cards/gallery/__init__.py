"""Every card, Home tab and modal in every state, for tests to look at.

One module for each room of bot/cards, and the page for reviewers, which has every exercise.
"""

from collections.abc import Iterator
from functools import cache

from bot.cards.parts.blocks import Card, Image
from bot.cli.exhibits import exhibits
from bot.domain.exercises.exercise import Exercise, Stage
from bot.library.words import Words
from tests.cards.gallery import (
    breaks,
    group_breaks,
    home,
    parts,
    people,
    privacy,
    progress,
    schedule,
    teams,
)
from tests.cards.gallery.samples import LIBRARY, Named, Shown, figure

ROOMS = (breaks, group_breaks, home, parts, people, privacy, progress, schedule, teams)


@cache
def gallery(words: Words) -> tuple[tuple[str, Shown], ...]:
    """Each with a name of its own; drawn once for all tests of a process."""
    return tuple(_drawn(words))


def _drawn(words: Words) -> Iterator[Named]:
    def shown(exercise: Exercise, stage: Stage, _moving: bool) -> Image:
        return figure(words, exercise, stage)

    for it in exhibits(LIBRARY, words, shown):
        yield f"{it.group}: {it.name}", Card(it.blocks, it.text)
    for room in ROOMS:
        yield from room.every(words)
