"""A person's settings. To add one, add a field: the forms, the database and the export follow.

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
from bot.domain.settings.kinds import (
    Kind,
    Number,
    OneOf,
    Own,
    Section,
    Setting,
    SomeOf,
    Switch,
)

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


def _setting(default: Any, kind: Kind, *sections: Section, label: str = "", hint: str = "") -> Any:
    assert label or isinstance(kind, Own), f"the form needs a label for {kind}"
    return field(default=default, metadata={"setting": Setting(kind, sections, label, hint)})


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """In the order of the forms."""

    week: WorkWeek = _setting(DEFAULT_WEEK, _WEEK, Section.FIRST, Section.HOURS)
    holidays: str | None = _setting(None, _TEXT, Section.HOURS)
    """Whose public holidays are off: a country or a region (DE, DE-BY), "" for none, None for the
    country of the person's time zone."""
    rhythm: Rhythm = _setting(Rhythm(), _RHYTHM, Section.FIRST, Section.RHYTHM)
    eyes_minutes: int | None = _setting(
        None,
        Number(*INTERVAL_BOUNDS, optional=True),
        Section.RHYTHM,
        label="Minutes between eye breaks",
        hint="20 is common. Leave it empty for none.",
    )
    walk_minutes: int | None = _setting(
        None,
        Number(*INTERVAL_BOUNDS, optional=True),
        Section.RHYTHM,
        label="Minutes between walks",
        hint="Perhaps 90. Leave it empty for none.",
    )
    fixed_times: tuple[int, ...] = _setting((), _TIMES, Section.RHYTHM)
    """Minutes after local midnight at which nudges come, in order. If any, they replace rhythms."""
    unheeded: frozenset[Signal] = _setting(
        frozenset(),
        SomeOf(
            {
                Signal.HUDDLE: "I'm in a huddle",
                Signal.MEETING: "My status says I'm in a meeting or busy",
                Signal.DND: "Do not disturb is on",
                Signal.VACATION: "My status says I'm on vacation or sick",
                Signal.AWAY: "Slack shows me as away",
            },
            inverted=True,
        ),
        Section.HOURS,
        label="No nudges while",
        hint="One waits, and comes a few minutes later. You won't get a pile.",
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
        Section.EXERCISES,
        label="I can stretch",
        hint="Tick the floor if you can get down and up again without help.",
    )
    kneeling: bool = _setting(
        False,
        Switch("Kneeling, if on the floor", block="also"),
        Section.EXERCISES,
        label="Also",
    )
    intermediate: bool = _setting(
        False,
        Switch("Harder ones", block="also"),
        Section.EXERCISES,
        label="Also",
    )
    only: frozenset[Only] = _setting(
        frozenset(),
        SomeOf({Only.QUIET: "Discreet ones", Only.DESK: "Those I can do at my desk"}),
        Section.EXERCISES,
        label="Only",
    )
    spared: frozenset[Load] = _setting(
        frozenset(),
        SomeOf(
            {
                Load.NECK: "Neck",
                Load.SHOULDER: "Shoulders",
                Load.WRIST: "Wrists",
                Load.LOW_BACK: "Lower back",
                Load.HIP: "Hips",
                Load.KNEE: "Knees",
                Load.ANKLE: "Ankles",
                Load.BALANCE: "Balance",
                Load.LYING: "Lying down",
                Load.HEAD_DOWN: "Head down",
            }
        ),
        Section.FIRST,
        label="Anything to go easy on?",
        hint="I won't bring exercises that load these, unless you ask for one by name.",
    )
    """Loads of exercises that come only if asked for by name."""
    areas_left_out: frozenset[str] = _setting(frozenset(), _IDS)
    """Body areas whose exercises come only if asked for by name."""
    left_out: frozenset[str] = _setting(frozenset(), _IDS, Section.EXERCISES)
    """Ids of exercises that come only if asked for by name."""
    liked: frozenset[str] = _setting(frozenset(), _IDS)
    """Ids of exercises that felt good: they come more often."""
    pictures: Pictures = _setting(
        Pictures.MOVING,
        OneOf({Pictures.MOVING: "Moving", Pictures.STILL: "Still", Pictures.NONE: "None"}),
        Section.BREAKS,
        label="Pictures",
    )
    steps: Steps = _setting(
        Steps.PLAY,
        OneOf({Steps.PLAY: "Move on by themselves", Steps.CLICK: "Wait for my click"}),
        Section.BREAKS,
        label="The steps of a break",
    )
    daily_cap: int | None = _setting(
        None,
        Number(1, 50, optional=True),
        Section.RHYTHM,
        label="At most this many nudges a day",
        hint="Leave it empty for no limit.",
    )
    daily_goal: int = _setting(
        1,
        GOAL,
        Section.BREAKS,
        label="Breaks a day that keep your streak",
        hint="From {low} to {high}. One is plenty.",
    )
    listed: bool = _setting(
        False,
        Switch("Show my name and how many breaks I took"),
        Section.BREAKS,
        label="Leaderboard",
        hint="Nobody sees which exercises you do.",
    )
    nickname: str | None = _setting(None, _TEXT, Section.BREAKS)
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
