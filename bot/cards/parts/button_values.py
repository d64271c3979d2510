"""Values of buttons and menu options: the card and screen they belong to, or what they do.

A value that Limber never wrote is read as a card that does not exist, or as None.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.breaks.self_check import Observation
from bot.domain.exercises.exercise import Side
from bot.domain.phrases.until import SNOOZE, Length, Occasion
from bot.domain.schedule.rhythms import Paced
from bot.domain.settings.preferences import Preferences, Rhythm

PREFIX = "limber."
"""All of Limber's action ids begin with this."""


@dataclass(frozen=True)
class NudgeRef:
    """A card, and the screen that its button was drawn for."""

    nudge_id: str
    screen: int | None = None

    @property
    def value(self) -> str:
        return self.nudge_id if self.screen is None else f"{self.nudge_id}:{self.screen}"

    @classmethod
    def read(cls, value: str) -> "NudgeRef":
        nudge_id, colon, screen = value.partition(":")
        if not nudge_id.isalnum() or (colon and not (screen.isascii() and screen.isdigit())):
            return cls("")
        return cls(nudge_id, int(screen) if colon else None)


class NotThis(StrEnum):
    """What to do instead of an offered exercise."""

    SWAP = "swap"
    SKIP = "skip"
    NEVER = "never"
    ABOUT = "about"
    """Read who should skip it."""


@dataclass(frozen=True)
class ChoiceRef:
    """A card, and an option of its menu."""

    nudge_id: str
    choice: str

    @property
    def value(self) -> str:
        return f"{self.nudge_id}/{self.choice}"

    @classmethod
    def read(cls, value: str) -> "ChoiceRef":
        nudge_id, _, choice = value.partition("/")
        return cls(nudge_id if nudge_id.isalnum() else "", choice)


@dataclass(frozen=True)
class SnoozeRef:
    """A card, and how long to snooze it: an option of the menu of snoozes."""

    nudge_id: str
    snooze: Length | Occasion

    @property
    def value(self) -> str:
        how = self.snooze
        return f"{self.nudge_id}/{how.minutes if isinstance(how, Length) else how}"

    @classmethod
    def read(cls, value: str) -> "SnoozeRef":
        nudge_id, _, how = value.partition("/")
        try:
            snooze = Length(int(how)) if how.isdecimal() else Occasion(how)
        except ValueError:
            return cls("", SNOOZE)
        return cls(nudge_id if nudge_id.isalnum() else "", snooze)


@dataclass(frozen=True)
class PaceRef:
    """How often nudges came before, for an undo. A rhythm that is off is written as 0."""

    paced: Paced

    @property
    def value(self) -> str:
        paced = self.paced
        numbers = (
            paced.rhythm.min_minutes,
            paced.rhythm.max_minutes,
            paced.eyes_minutes or 0,
            paced.walk_minutes or 0,
            *paced.fixed_times,
        )
        return "-".join(map(str, numbers))

    @classmethod
    def read(cls, value: str) -> "PaceRef | None":
        """None for anything Limber never wrote."""
        try:
            low, high, eyes, walk, *times = map(int, value.split("-"))
            paced = Paced(Rhythm(low, high), eyes or None, walk or None, tuple(times))
            paced.on(Preferences())
        except ValueError:
            return None
        return cls(paced)


@dataclass(frozen=True)
class Sightings:
    """What a person saw in the self-check so far, the first side first."""

    seen: tuple[Observation, ...] = ()

    @property
    def value(self) -> str:
        return ".".join(self.seen)

    @property
    def side(self) -> Side:
        """The side to check next."""
        return Side.OTHER if self.seen else Side.FIRST

    def then(self, seen: Observation) -> "Sightings":
        return Sightings((*self.seen, seen))

    @classmethod
    def read(cls, value: str) -> "Sightings | None":
        """None for anything Limber never wrote."""
        try:
            seen = tuple(Observation(it) for it in value.split("."))
        except ValueError:
            return None
        return cls(seen) if len(seen) <= len(Side) else None


def action_id(action: StrEnum) -> str:
    return f"{PREFIX}{action.value}"
