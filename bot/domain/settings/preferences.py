"""A person's settings. To add one, add a field: the form, the database and the export follow.

They are stored as one JSON document, so a new setting needs no migration: where it is missing it
has its default. Labels and hints are translated where they are shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache, cached_property
from typing import Any, Self

from bot.domain.calendar.busy_signals import Signal
from bot.domain.calendar.work_week import DEFAULT_WEEK, MINUTES_A_DAY, Shift, WorkWeek
from bot.domain.exercises.exercise import Load, Position
from bot.domain.exercises.picking import Allowed, Only
from bot.domain.settings.kinds import Kind, Number, OneOf, Own, Setting, SomeOf, Switch

INTERVAL_BOUNDS = (5, 240)
"""Shortest and longest interval between nudges, in minutes."""
GOAL = Number(1, 8)
"""Breaks that keep a workday."""


class Pictures(StrEnum):
    MOVING = "moving"
    STILL = "still"
    NONE = "none"


class Steps(StrEnum):
    """How a break moves from step to step."""

    PLAY = "play"
    CLICK = "click"


@dataclass(frozen=True)
class Rhythm:
    """The window after sitting down in which the next nudge falls, in minutes."""

    min_minutes: int = 30
    max_minutes: int = 40

    def __post_init__(self) -> None:
        low, high = INTERVAL_BOUNDS
        if not low <= self.min_minutes <= self.max_minutes <= high:
            raise ValueError(f"an interval lies within {low} to {high} minutes: {self}")

    def fits(self, shift: Shift) -> bool:
        """Whether the shift is long enough for a nudge."""
        return shift.end - shift.start > self.min_minutes

    def fits_into(self, week: WorkWeek) -> bool:
        """Whether any shift of the week is long enough for a nudge."""
        return any(self.fits(shift) for shifts in week.days for shift in shifts)


def _check_times(times: tuple[int, ...]) -> None:
    if list(times) != sorted(set(times)) or not all(0 <= it < MINUTES_A_DAY for it in times):
        raise ValueError(f"times of day in order, not {times}")


def _text(stored: Any) -> str | None:
    if stored is not None and not isinstance(stored, str):
        raise ValueError(f"text, not {stored!r}")
    return stored


_WEEK = Own[WorkWeek](
    encode=lambda week: [[(shift.start, shift.end) for shift in shifts] for shifts in week.days],
    decode=lambda days: WorkWeek(tuple(tuple(Shift(*pair) for pair in pairs) for pairs in days)),
)
_RHYTHM = Own[Rhythm](
    encode=lambda rhythm: [rhythm.min_minutes, rhythm.max_minutes],
    decode=lambda stored: Rhythm(*stored),
)
_TIMES = Own[tuple[int, ...]](encode=list, decode=tuple, check=_check_times)
_TEXT = Own[str | None](encode=lambda text: text, decode=_text)
_IDS = Own[frozenset[str]](encode=sorted, decode=frozenset)


def _setting(
    default: Any, kind: Kind, label: str = "", hint: str = "", *, in_form: bool = True
) -> Any:
    assert label or isinstance(kind, Own), f"the form needs a label for {kind}"
    return field(default=default, metadata={"setting": Setting(kind, label, hint, in_form)})


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """In the order of the form."""

    week: WorkWeek = _setting(DEFAULT_WEEK, _WEEK)
    holidays: str | None = _setting(None, _TEXT)
    """Whose public holidays are off: a country or a region (DE, DE-BY), "" for none, None for the
    country of the person's time zone."""
    rhythm: Rhythm = _setting(Rhythm(), _RHYTHM)
    eyes_minutes: int | None = _setting(
        None,
        Number(*INTERVAL_BOUNDS, optional=True),
        "Eye break every so many minutes",
        "20 is common. Empty means off.",
    )
    walk_minutes: int | None = _setting(
        None,
        Number(*INTERVAL_BOUNDS, optional=True),
        "A walk every so many minutes",
        "Perhaps 90; empty means off. What falls close together is one nudge.",
    )
    fixed_times: tuple[int, ...] = _setting((), _TIMES)
    """Minutes after local midnight at which nudges come, in order. If any, they replace rhythms."""
    unheeded: frozenset[Signal] = _setting(
        frozenset(),
        SomeOf(
            {
                Signal.HUDDLE: "I'm in a huddle",
                Signal.MEETING: "my status says I'm in a meeting or busy",
                Signal.DND: "do not disturb is on",
                Signal.VACATION: "my status says I'm away: on vacation or sick",
                Signal.AWAY: "Slack shows me as away (I look now and then)",
            },
            inverted=True,
        ),
        "Hold nudges back while",
        "One nudge waits, and comes a few minutes after; once you are back from being away, the "
        "interval starts over. Nothing piles up.",
    )
    """Signals that do not defer this person's nudges."""
    positions: frozenset[Position] = _setting(
        Allowed().positions,
        SomeOf(
            {
                Position.SEATED: "Seated",
                Position.STANDING: "Standing",
                Position.FLOOR: "On the floor",
            },
            optional=False,
        ),
        "Exercises may be",
        "The floor only if you can get down and up again without help.",
    )
    kneeling: bool = _setting(
        False, Switch("Kneeling, together with the floor", block="also"), "And they may be"
    )
    intermediate: bool = _setting(
        False, Switch("Harder: intermediate level", block="also"), "And they may be"
    )
    only: frozenset[Only] = _setting(
        frozenset(),
        SomeOf({Only.QUIET: "Only discreet ones", Only.DESK: "Only at my desk"}),
        "Of these",
    )
    spared: frozenset[Load] = _setting(
        frozenset(),
        SomeOf(
            {
                Load.NECK: "My neck",
                Load.SHOULDER: "My shoulders",
                Load.WRIST: "My wrists",
                Load.LOW_BACK: "My lower back",
                Load.HIP: "My hips",
                Load.KNEE: "My knees",
                Load.ANKLE: "My ankles",
                Load.BALANCE: "My balance",
            }
        ),
        "Go easy on",
        "Exercises that load these areas come only if you ask for them by name.",
    )
    """Loads of exercises that come only if asked for by name."""
    areas_left_out: frozenset[str] = _setting(frozenset(), _IDS)
    """Body areas whose exercises come only if asked for by name."""
    left_out: frozenset[str] = _setting(frozenset(), _IDS)
    """Ids of exercises that come only if asked for by name."""
    liked: frozenset[str] = _setting(frozenset(), _IDS, in_form=False)
    """Ids of exercises that felt good: they come more often."""
    pictures: Pictures = _setting(
        Pictures.MOVING,
        OneOf({Pictures.MOVING: "Moving", Pictures.STILL: "Still", Pictures.NONE: "None"}),
        "Pictures",
    )
    steps: Steps = _setting(
        Steps.PLAY,
        OneOf({Steps.PLAY: "Move on by themselves", Steps.CLICK: "Wait for my click"}),
        "The steps of a break",
    )
    daily_cap: int | None = _setting(
        None,
        Number(1, 50, optional=True),
        "At most this many nudges a day",
        "From {low} to {high}; leave it empty for no limit.",
    )
    daily_goal: int = _setting(
        1,
        GOAL,
        "Breaks that keep a workday for your streak",
        "From {low} to {high}. One is plenty; a day you kept stays kept.",
    )
    listed: bool = _setting(
        False,
        Switch("Show my name and my number of breaks"),
        "Leaderboard",
        "Off unless you switch it on. What you do is never shown.",
    )
    nickname: str | None = _setting(None, _TEXT)
    """Their name on a leaderboard; None for the one in Slack."""

    def __post_init__(self) -> None:
        """Raises ValueError for a value that its setting does not take."""
        for name, setting in settings().items():
            try:
                setting.kind.check(getattr(self, name))
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None

    @property
    def has_several_rhythms(self) -> bool:
        if self.fixed_times:
            return False
        return self.eyes_minutes is not None or self.walk_minutes is not None

    @cached_property
    def heeded(self) -> frozenset[Signal]:
        return frozenset(Signal) - self.unheeded

    @cached_property
    def allowed(self) -> Allowed:
        return Allowed(
            positions=self.positions,
            kneeling=self.kneeling,
            intermediate=self.intermediate,
            only=self.only,
            left_out=self.left_out,
            areas_left_out=self.areas_left_out,
            spared=self.spared,
        )

    def as_json(self) -> dict[str, Any]:
        return {
            name: setting.kind.encode(getattr(self, name)) for name, setting in settings().items()
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The settings in a document: missing ones have their defaults, unknown ones are ignored.

        Raises ValueError or TypeError for a value that a setting does not take.
        """
        known = settings()
        return cls(
            **{
                name: setting.kind.decode(stored[name])
                for name, setting in known.items()
                if name in stored
            }
        )


@cache
def settings() -> Mapping[str, Setting]:
    """The settings by name, in the order of the form."""
    return {it.name: it.metadata["setting"] for it in fields(Preferences)}
