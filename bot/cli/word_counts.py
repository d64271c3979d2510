"""Counts what people read and click: words on cards, clicks of a break, fields of settings.

Steps are counted without the cautions of the first time.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from statistics import median

from rich.console import Console
from rich.table import Table

from bot.cards.breaks import break_card, ended_cards, offer_cards
from bot.cards.breaks.ended_cards import BreakOutcome
from bot.cards.parts.blocks import Card
from bot.cards.schedule.settings_modal import settings_modal
from bot.domain.breaks.card_state import CardState, Progress
from bot.domain.breaks.nudges import Nudge, new_nudge
from bot.domain.breaks.playing import screens
from bot.domain.exercises.exercise import Exercise, ExerciseKind
from bot.domain.members import Member, MemberStatus, Who
from bot.domain.progress.streaks import Day, Streak
from bot.domain.settings.preferences import Preferences, Steps
from bot.library.catalog import Library
from bot.library.words import Words, plain

NUDGE, STEP, DONE = 25, 30, 15
"""The most words of a nudge besides the exercise's name; of a step, in the median; of a finished
break besides the name."""
CLICKS, FIELDS = 2, 5
"""The most clicks of a break, and fields of the first form of settings."""
OPENERS = 16
"""Nudges of each exercise and hour: each opens with another line."""
MONDAY, FRIDAY = (datetime(2026, 11, day, tzinfo=UTC) for day in (23, 27))
HOURS = tuple(day + timedelta(hours=n) for day in (MONDAY, FRIDAY) for n in (3, 9, 13, 15, 18))
"""One hour of each part of the day."""


@dataclass(frozen=True)
class Count:
    """How many there are on cards or forms of a kind, and the most that is allowed."""

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


def word_counts(library: Library, words: Words) -> list[Count]:
    """Of every exercise that nudges may bring."""
    exercises = [it for it in library.exercises.values() if it.kind is not ExerciseKind.SELF_CHECK]
    return [
        Count("words of a nudge", tuple(_nudges(words, exercises)), NUDGE),
        Count("words of a step", tuple(_steps(words, exercises)), STEP, of_median=True),
        Count("words when done", tuple(_done(words, exercises)), DONE),
        Count("clicks of a break", tuple(map(_clicks, exercises)), CLICKS),
        Count("fields of settings", (_fields(words),), FIELDS),
    ]


def print_counts(counts: Iterable[Count]) -> bool:
    """Prints a table; whether every count is within its limit."""
    table = Table("What", "Cards", "Median", "Most", "Limit")
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


def _nudge(exercise: Exercise, at: datetime, n: int, progress: Progress) -> Nudge:
    id_, owner = f"{n:032x}", Who("T", "U")
    made = new_nudge(id_, owner, exercise.id, CardState.OFFERED, at, asked=False)
    return made.moved(progress)


def _nudges(words: Words, exercises: Iterable[Exercise]) -> Iterator[int]:
    for exercise, at, n in product(exercises, HOURS, range(OPENERS)):
        nudge = _nudge(exercise, at, n, Progress(CardState.OFFERED))
        yield words_on(offer_cards.offer(words, exercise, nudge, "Etc/UTC")) - _name(exercise)


def _steps(words: Words, exercises: Iterable[Exercise]) -> Iterator[int]:
    for exercise in exercises:
        for at, shown in enumerate(screens(exercise)):
            nudge = _nudge(exercise, MONDAY, 1, Progress(CardState.STARTED, at))
            card = break_card.screen(words, exercise, nudge)
            yield round(words_on(card) / len(shown))


def _done(words: Words, exercises: Iterable[Exercise]) -> Iterator[int]:
    today = MONDAY.date()
    outcome = BreakOutcome(Day(today, True, 3, 3), Streak(12, 20, today, 40))
    for exercise in exercises:
        yield words_on(ended_cards.done(words, exercise, outcome)) - _name(exercise)


def _clicks(exercise: Exercise) -> int:
    """Start, and Next on each screen if the steps do not move on by themselves."""
    plays = Preferences().steps is Steps.PLAY
    return 1 if plays else 1 + len(screens(exercise))


def _fields(words: Words) -> int:
    somebody = Member(
        workspace_id="T",
        user_id="U",
        status=MemberStatus.GUEST,
        zone="Etc/UTC",
        locale="en-US",
        sitting_since=MONDAY,
    )
    form = settings_modal(words, somebody, "").payload
    blocks = form["blocks"]
    assert isinstance(blocks, list)
    return sum(block["type"] == "input" for block in blocks)


def _name(exercise: Exercise) -> int:
    return len(exercise.name.split())
