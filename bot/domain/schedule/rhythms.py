"""How often nudges come: a rhythm for each need, and one step more or fewer.

By default stretches have the only rhythm. The eyes and walks may have rhythms of their own; what
falls due within five minutes of a nudge is served by it. A walk counts as a stretch too, and every
nudge rests the eyes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain.exercises.exercise import Exercise, ExerciseKind
from bot.domain.members import Member
from bot.domain.settings.preferences import INTERVAL_BOUNDS, Preferences, Rhythm

STEP = 10
"""Minutes by which one step changes an interval."""
CLOSE = timedelta(minutes=5)
"""Rhythms due within it share one nudge; two nudges are never closer."""


class Need(StrEnum):
    """What a rhythm is for."""

    EYES = "eyes"
    STRETCH = "stretch"
    WALK = "walk"

    @property
    def size(self) -> int:
        """The biggest need decides what a nudge for several offers."""
        return list(Need).index(self)


WIDTH = {Need.EYES: 5, Need.WALK: 10}
"""Minutes that the window of a rhythm given by one number stays open."""
KINDS = {ExerciseKind.EYES: Need.EYES, ExerciseKind.WALKING: Need.WALK}
"""The kinds of exercises that serve another need than STRETCH."""


def rhythms(preferences: Preferences) -> Mapping[Need, Rhythm]:
    """The rhythm of each need that has one."""
    by_need = {Need.STRETCH: preferences.rhythm}
    if not preferences.has_several_rhythms:
        return by_need
    optional = {Need.EYES: preferences.eyes_minutes, Need.WALK: preferences.walk_minutes}
    for need, minutes in optional.items():
        if minutes is not None:
            by_need[need] = Rhythm(minutes, min(minutes + WIDTH[need], INTERVAL_BOUNDS[1]))
    return by_need


def served_at(member: Member, need: Need) -> datetime:
    """When the need was last served."""
    match need:
        case Need.EYES:
            return member.last_up
        case Need.WALK:
            return member.walk_since or member.sitting_since
        case _:
            return member.sitting_since


def need_served(member: Member, need: Need, at: datetime) -> Member:
    """A nudge or break for `need` served that need and all it includes."""
    preferences = member.preferences
    if not preferences.has_several_rhythms:
        return replace(member, sitting_since=at, eyes_since=None, walk_since=None)
    walked = at if need is Need.WALK else served_at(member, Need.WALK)
    return replace(
        member,
        sitting_since=min(member.sitting_since, at) if need is Need.EYES else at,
        eyes_since=at,
        walk_since=walked if preferences.walk_minutes is not None else None,
    )


def interval_restarted(member: Member, at: datetime) -> Member:
    """Every rhythm restarts."""
    return replace(member, sitting_since=at, eyes_since=None, walk_since=None)


def need_of(exercise: Exercise, preferences: Preferences) -> Need:
    """What an exercise serves: EYES and WALK only if they have rhythms of their own."""
    need = KINDS.get(exercise.kind, Need.STRETCH)
    return need if need in rhythms(preferences) else Need.STRETCH


def suited(
    pool: Sequence[Exercise], need: Need, preferences: Preferences
) -> tuple[Sequence[Exercise], Need]:
    """The exercises of `pool` for `need`, and what they serve.

    If there are none it is the whole pool, which serves a stretch at least.
    """
    fitting = [it for it in pool if need_of(it, preferences) is need]
    if fitting or not pool:
        return fitting, need
    return pool, max(need, Need.STRETCH, key=lambda it: it.size)


class PaceStep(StrEnum):
    FEWER = "fewer"
    MORE = "more"


class Paced(NamedTuple):
    """The settings that say how often nudges come; None for no rhythm."""

    rhythm: Rhythm
    eyes_minutes: int | None = None
    walk_minutes: int | None = None
    fixed_times: tuple[int, ...] = ()

    @classmethod
    def of(cls, preferences: Preferences) -> "Paced":
        return cls(
            preferences.rhythm,
            preferences.eyes_minutes,
            preferences.walk_minutes,
            preferences.fixed_times,
        )

    def on(self, preferences: Preferences) -> Preferences:
        """The settings with this pace in place of their own."""
        return replace(preferences, **self._asdict())


def stepped(preferences: Preferences, step: PaceStep) -> Preferences | None:
    """The settings with every rhythm moved by one step; None if there is no room for one.

    Fixed times have no steps. The interval stays shorter than the longest shift.
    """
    if preferences.fixed_times:
        return None
    most = _longest_shift(preferences) - 1
    before = Paced.of(preferences)
    low, high = before.rhythm.min_minutes, before.rhythm.max_minutes
    by = _step_minutes(step, low, high, most)
    eyes, walk = (
        None if minutes is None else minutes + _step_minutes(step, minutes, minutes, most)
        for minutes in (before.eyes_minutes, before.walk_minutes)
    )
    after = Paced(Rhythm(low + by, high + by), eyes, walk)
    return None if after == before else after.on(preferences)


def _step_minutes(step: PaceStep, earliest: int, latest: int, most: int) -> int:
    """By how many minutes a window can move."""
    low, high = INTERVAL_BOUNDS
    if step is PaceStep.MORE:
        return -min(STEP, earliest - low)
    return max(0, min(STEP, high - latest, most - earliest))


def _longest_shift(preferences: Preferences) -> int:
    """In minutes."""
    shifts = (shift for day in preferences.week.days for shift in day)
    return max((shift.end - shift.start for shift in shifts), default=0)
