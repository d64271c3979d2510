"""Group breaks: one card in a channel, which moves through an exercise by the clock.

The state depends only on the start, the exercise and the current time. So a late update shows the
current stage, a restart loses nothing, and all replicas agree.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.exercises.exercise import Exercise, ExerciseKind
from bot.domain.exercises.picking import Allowed, Only
from bot.domain.pacing import UPDATES, Pace
from bot.domain.teams.teams import Channel

COALESCE = timedelta(seconds=4)
"""Debounces the count of people: it is redrawn no sooner than this after the first one joins."""
AROUND = timedelta(minutes=10)
"""From this long before the start, people who joined get no nudges."""
LEAD = timedelta(minutes=5)
"""A team's daily card is posted this long before the start."""
EDIT_WITHIN = timedelta(seconds=12)
"""Timeout of an edit; meanwhile no other edit of the card is started."""
AGAIN = timedelta(seconds=15)
"""Delay of the next edit after one whose outcome is unknown."""
GIVE_UP = timedelta(days=1)
"""A card is left as it is this long after its end if Slack never took the last edit."""
RESTS_AFTER = 3
"""Daily breaks in a row that nobody joins; then they rest until someone wants them back."""

_ANYBODY = Allowed(only=frozenset({Only.DESK}))
_UNSEEN = frozenset({ExerciseKind.EYES, ExerciseKind.BREATHING})
_AWKWARD = frozenset({"glutes"})

STEPS_PACE = UPDATES
COUNTS_PACE = replace(UPDATES, burst=6)
"""Stages come before the count of people, and that before old cards."""


def suits_a_group(exercise: Exercise) -> bool:
    """Whether a group is offered it unasked: gentle, at the desk, and fun to see each other do."""
    return (
        _ANYBODY.suits(exercise)
        and exercise.kind not in _UNSEEN
        and exercise.body_area not in _AWKWARD
    )


class GroupBreakState(StrEnum):
    """CALLED waits for its start; the last five are over."""

    CALLED = "called"
    RUNNING = "running"
    DONE = "done"
    RESTED = "rested"
    """Done without anybody, as the last of `RESTS_AFTER`: the daily break rests from now on."""
    STOPPED = "stopped"
    CALLED_OFF = "called_off"
    MISSED = "missed"
    """Limber was down at the time."""

    @property
    def is_live(self) -> bool:
        return self in LIVE


LIVE = frozenset({GroupBreakState.CALLED, GroupBreakState.RUNNING})


@dataclass(frozen=True, kw_only=True)
class GroupBreak:
    """All instants are UTC.

    `zone` and `locale` are those of the channel's team, or else of the person who called for it.
    `stage` counts from 0 through the exercise's script.
    """

    id: str
    workspace_id: str
    channel_id: str
    host: str | None
    daily: bool
    exercise_id: str
    locale: str
    zone: str
    starts_at: datetime
    state: GroupBreakState = GroupBreakState.CALLED
    stage: int = 0
    drawn: str = ""
    """The `sight` that its card shows, as far as is known."""
    due_at: datetime | None = None
    message_ts: str | None = None
    took: int | None = None
    """How many people took part, once it is over."""

    @property
    def channel(self) -> Channel:
        return Channel(self.workspace_id, self.channel_id)

    def ends_at(self, exercise: Exercise) -> datetime:
        return self.starts_at + timedelta(seconds=exercise.seconds)

    def sight(self, people: int) -> str:
        """A key of what its card has to show; cards with equal keys look the same."""
        return f"{self.state}/{self.stage}/{people}"

    @property
    def counts(self) -> bool:
        """Whether it counts as a break: all stages are done, or some before it was stopped."""
        done = self.state in {GroupBreakState.DONE, GroupBreakState.RESTED}
        return done or (self.state is GroupBreakState.STOPPED and self.stage > 0)


def by_the_clock(group_break: GroupBreak, exercise: Exercise, at: datetime) -> GroupBreak:
    """The group break as it is at an instant; it is due at the next change.

    One that is over stays as it ended and has no due time.
    """
    if not group_break.state.is_live:
        return replace(group_break, due_at=None)
    if at < group_break.starts_at:
        quiet_from = group_break.starts_at - AROUND
        return replace(group_break, due_at=quiet_from if at < quiet_from else group_break.starts_at)
    until = group_break.starts_at
    for n, stage in enumerate(exercise.script):
        until += timedelta(seconds=exercise.steps[stage.step].seconds)
        if at < until:
            return replace(group_break, state=GroupBreakState.RUNNING, stage=n, due_at=until)
    ended = (
        GroupBreakState.DONE
        if group_break.state is GroupBreakState.RUNNING
        else GroupBreakState.MISSED
    )
    last = len(exercise.script) - 1 if ended is GroupBreakState.DONE else 0
    return replace(group_break, state=ended, stage=last, due_at=None)


def called_off(group_break: GroupBreak, exercise: Exercise, at: datetime) -> GroupBreak:
    """The group break after someone ended it; one that was over by then stays as it was."""
    now = by_the_clock(group_break, exercise, at)
    if not now.state.is_live:
        return now
    ended = (
        GroupBreakState.STOPPED
        if now.state is GroupBreakState.RUNNING
        else GroupBreakState.CALLED_OFF
    )
    return replace(now, state=ended, due_at=None)


def begins_quiet(group_break: GroupBreak, at: datetime) -> bool:
    """Whether nudges of people who joined must be skipped from now on: true once, when due."""
    quiet_from = group_break.starts_at - AROUND
    return group_break.due_at is not None and group_break.due_at <= quiet_from <= at


def pace_of(group_break: GroupBreak) -> Pace:
    return COUNTS_PACE if group_break.state is GroupBreakState.CALLED else STEPS_PACE


def seconds_of(group_break: GroupBreak, exercise: Exercise, joined_at: datetime) -> int:
    """How many seconds of it a person was there for, at least one."""
    reached = exercise.script
    if group_break.state is GroupBreakState.STOPPED:
        reached = exercise.script[: group_break.stage]
    done = sum(exercise.steps[stage.step].seconds for stage in reached)
    missed = int((joined_at - group_break.starts_at).total_seconds())
    return max(1, done - max(0, missed))
