"""How often nudges come: a rhythm for each need, and one step more or fewer.

Whoever wants only stretches has one rhythm. The eyes and a walk may have rhythms of their own;
what falls due within five minutes of a nudge is served by it. A walk serves sitting too, and
every nudge serves the eyes.
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
"""Rhythms that fall due within it are one nudge; two nudges never come closer."""


class Need(StrEnum):
    """What a rhythm is for."""

    EYES = "eyes"
    STRETCH = "stretch"
    WALK = "walk"

    @property
    def size(self) -> int:
        """The bigger one decides what a nudge for several offers."""
        return list(Need).index(self)


WIDTH = {Need.EYES: 5, Need.WALK: 10}
"""How long the window of a rhythm that is one number stays open, in minutes."""
KINDS = {ExerciseKind.EYES: Need.EYES, ExerciseKind.WALKING: Need.WALK}
"""The exercises that serve another need than stretching does."""


def rhythms(preferences: Preferences) -> Mapping[Need, Rhythm]:
    """The rhythm of each need that has one."""
    found = {Need.STRETCH: preferences.rhythm}
    if not preferences.has_several_rhythms:
        return found
    given = {Need.EYES: preferences.eyes_minutes, Need.WALK: preferences.walk_minutes}
    for need, minutes in given.items():
        if minutes is not None:
            found[need] = Rhythm(minutes, min(minutes + WIDTH[need], INTERVAL_BOUNDS[1]))
    return found


def served_at(member: Member, need: Need) -> datetime:
    """Since when that need waits."""
    match need:
        case Need.EYES:
            return member.last_up
        case Need.WALK:
            return member.walk_since or member.sitting_since
        case _:
            return member.sitting_since


def serving(member: Member, need: Need, at: datetime) -> Member:
    """The member once a nudge or break for `need` has served all it serves."""
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


def seated(member: Member, at: datetime) -> Member:
    """The member for whom everything begins anew."""
    return replace(member, sitting_since=at, eyes_since=None, walk_since=None)


def need_of(exercise: Exercise, preferences: Preferences) -> Need:
    """What an exercise serves: the eyes and a walk only for who has a rhythm for them."""
    need = KINDS.get(exercise.kind, Need.STRETCH)
    return need if need in rhythms(preferences) else Need.STRETCH


def suited(
    pool: Sequence[Exercise], need: Need, preferences: Preferences
) -> tuple[Sequence[Exercise], Need]:
    """The exercises of `pool` for `need`, and what those serve.

    Where there are none it is any of them, which is more than a rest for the eyes.
    """
    fitting = [it for it in pool if need_of(it, preferences) is need]
    if fitting or not pool:
        return fitting, need
    return pool, max(need, Need.STRETCH, key=lambda it: it.size)


class PaceStep(StrEnum):
    FEWER = "fewer"
    MORE = "more"


class Paced(NamedTuple):
    """The part of somebody's settings that says how often; None for no rhythm."""

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
        """The other settings with this pace."""
        return replace(preferences, **self._asdict())


def stepped(preferences: Preferences, step: PaceStep) -> Preferences | None:
    """The settings one step on, every rhythm of them; None where there is no room for one.

    Fixed times have no steps. Between two nudges there is always less time than their longest
    shift lasts.
    """
    if preferences.fixed_times:
        return None
    most = _longest(preferences) - 1
    now = Paced.of(preferences)
    low, high = now.rhythm.min_minutes, now.rhythm.max_minutes
    by = _by(step, low, high, most)
    eyes, walk = (
        None if it is None else it + _by(step, it, it, most)
        for it in (now.eyes_minutes, now.walk_minutes)
    )
    after = Paced(Rhythm(low + by, high + by), eyes, walk)
    return None if after == now else after.on(preferences)


def _by(step: PaceStep, earliest: int, latest: int, most: int) -> int:
    """By how many minutes a window can move."""
    low, high = INTERVAL_BOUNDS
    if step is PaceStep.MORE:
        return -min(STEP, earliest - low)
    return max(0, min(STEP, high - latest, most - earliest))


def _longest(preferences: Preferences) -> int:
    """The longest shift of their week, in minutes."""
    return max((it.end - it.start for day in preferences.week.days for it in day), default=0)
