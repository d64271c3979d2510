"""A break that plays itself: which steps share a screen, and when the next one comes.

A click may be answered five times within half an hour, outside all rate limits (docs.slack.dev:
response_url). So a break has at most four screens: the first answer to Start shows the first, and
the last one shows the end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import combinations, pairwise

from bot.domain.exercises.exercise import Exercise, Stage

ANSWERS = 5
"""How often a click may be answered."""
MOST_SCREENS = ANSWERS - 1
LEASE = timedelta(seconds=30)
"""If the replica that claimed a move ends before it, another one moves on after this."""

Screen = tuple[Stage, ...]

_TURNS, _LATE_FILM = 100, 10
"""How bad it is if the side changes within a screen, and if a film is not the first on it: a film
begins when its screen is shown."""


@dataclass(frozen=True)
class Playback:
    """The next move of a card that moves on by itself, and where it can still be answered."""

    next_at: datetime
    answer_url: str
    answers_left: int

    def after(self, seconds: int, at: datetime) -> "Playback":
        """After an answer shown at `at`, which stays for `seconds`."""
        left = max(0, self.answers_left - 1)
        return replace(self, next_at=at + timedelta(seconds=seconds), answers_left=left)


def begun(answer_url: str, at: datetime) -> Playback:
    """A click at `at` that was not answered yet."""
    return Playback(at, answer_url, ANSWERS)


@lru_cache(maxsize=1024)
def screens(exercise: Exercise) -> tuple[Screen, ...]:
    """The stages of an exercise as its card shows them, in order."""
    script = exercise.script
    if len(script) <= MOST_SCREENS:
        return tuple((stage,) for stage in script)
    return min(_splits(script), key=lambda split: sum(_cost(exercise, it) for it in split))


def seconds_of(exercise: Exercise, shown: Sequence[Screen]) -> int:
    """How long these screens take."""
    return sum(exercise.steps[stage.step].seconds for screen in shown for stage in screen)


def _splits(script: Screen) -> Iterator[tuple[Screen, ...]]:
    for number in range(1, MOST_SCREENS + 1):
        for cuts in combinations(range(1, len(script)), number - 1):
            yield tuple(script[a:b] for a, b in pairwise((0, *cuts, len(script))))


def _cost(exercise: Exercise, screen: Screen) -> int:
    turns = len({stage.side for stage in screen}) - 1
    late_films = sum(exercise.steps[stage.step].moves for stage in screen[1:])
    return turns * _TURNS + late_films * _LATE_FILM + len(screen) ** 2
