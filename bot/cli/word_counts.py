"""Counts the words people read: on each nudge, each step and each finished break."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from rich.console import Console
from rich.table import Table

from bot.cards.breaks import break_card, ended_cards, offer_cards
from bot.cards.breaks.ended_cards import BreakOutcome, Following
from bot.cards.parts.blocks import Card
from bot.domain.breaks.card_state import CardState, Progress
from bot.domain.breaks.nudges import Nudge, new_nudge
from bot.domain.clock import Clock
from bot.domain.exercises.exercise import Exercise
from bot.domain.members import Who
from bot.domain.progress.streaks import Day, Streak
from bot.library.catalog import Library
from bot.library.words import Words, plain

NUDGE, STEP, DONE = 25, 30, 15
"""The most words of a nudge besides the exercise's name; of a step, in the median; of a finished
break besides the name."""
OPENERS = 16
"""Nudges of each exercise: each opens with another line."""


@dataclass(frozen=True)
class Count:
    """How many words the cards of a kind have, and the most that is allowed."""

    kind: str
    counts: tuple[int, ...]
    limit: int
    of_median: bool = False

    @property
    def measured(self) -> float:
        return median(self.counts) if self.of_median else max(self.counts)

    @property
    def is_within(self) -> bool:
        return self.measured <= self.limit


def word_counts(library: Library, words: Words, clock: Clock) -> list[Count]:
    exercises = [it for it in library.exercises.values() if it.kind != "self-check"]
    return [
        Count("nudge", tuple(_nudges(words, exercises, clock)), NUDGE),
        Count("step", tuple(_steps(words, exercises, clock)), STEP, of_median=True),
        Count("done", tuple(_done(words, exercises, clock)), DONE),
    ]


def print_counts(counts: Iterable[Count]) -> bool:
    """Prints a table; whether every count is within its limit."""
    table = Table("Card", "Cards", "Median", "Most", "Limit")
    for it in counts:
        limit = f"{it.limit} in the median" if it.of_median else str(it.limit)
        table.add_row(
            it.kind, str(len(it.counts)), f"{median(it.counts):g}", str(max(it.counts)), limit
        )
    Console(file=sys.stdout).print(table)
    return all(it.is_within for it in counts)


def words_on(card: Card) -> int:
    """The words that people see on a card, labels of buttons and menus included."""
    return sum(len(plain(text).split()) for text in _texts(card.blocks))


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            if name == "text" and isinstance(value, str):
                yield value.replace("·", "").replace("✓", "")
            elif name not in {"options", "alt_text"}:
                yield from _texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value)


def _nudge(exercise: Exercise, clock: Clock, n: int, progress: Progress) -> Nudge:
    made = new_nudge(
        f"{n:032x}", Who("T", "U"), exercise.id, CardState.OFFERED, clock(), asked=False
    )
    return made.moved(progress)


def _nudges(words: Words, exercises: Iterable[Exercise], clock: Clock) -> Iterator[int]:
    for exercise in exercises:
        for n in range(OPENERS):
            nudge = _nudge(exercise, clock, n, Progress(CardState.OFFERED))
            yield words_on(offer_cards.offer(words, exercise, nudge, "Etc/UTC")) - _name(exercise)


def _steps(words: Words, exercises: Iterable[Exercise], clock: Clock) -> Iterator[int]:
    for exercise in exercises:
        for at in range(len(exercise.script)):
            nudge = _nudge(exercise, clock, 1, Progress(CardState.STARTED, at))
            yield words_on(break_card.stage(words, exercise, nudge))


def _done(words: Words, exercises: Iterable[Exercise], clock: Clock) -> Iterator[int]:
    now = clock()
    outcome = BreakOutcome(
        Day(now.date(), True, 3, 3), Streak(12, 20, now.date(), 40), Following(None, now, "Etc/UTC")
    )
    for exercise in exercises:
        yield words_on(ended_cards.done(words, exercise, outcome)) - _name(exercise)


def _name(exercise: Exercise) -> int:
    return len(exercise.name.split())
