"""Breaks that many take in step: one card in a channel, which follows the clock.

Where a session stands is a matter of its beginning, its exercise and the present alone. So what
comes late shows what is current, a restart loses nothing, and all replicas agree.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.exercises.exercise import Exercise
from bot.domain.pacing import UPDATES, Pace
from bot.domain.teams.teams import Channel

COALESCE = timedelta(seconds=4)
"""However many join, their number is drawn again no sooner than this after the first of them."""
AROUND = timedelta(minutes=10)
"""So long before it begins, nobody who joined is nudged any more."""
LEAD = timedelta(minutes=5)
"""How long before it begins a team's daily card is posted."""
EDIT_WITHIN = timedelta(seconds=12)
"""An edit is answered within it; nobody begins another for the same card meanwhile."""
AGAIN = timedelta(seconds=15)
"""When an edit of which nobody knows whether it arrived is followed by the next."""
GIVE_UP = timedelta(days=1)
"""So long after its end a card is left as it is, if Slack would not take the last edit."""
RESTS_AFTER = 3
"""Daily breaks in a row that nobody joins; then they rest until somebody wants them back."""

STEPS_PACE = UPDATES
COUNTS_PACE = replace(UPDATES, burst=6)
"""The steps of a session come before the number of who joined, and that before old cards."""


class GroupBreakState(StrEnum):
    """CALLED waits for its beginning; the last five are over, for one reason or another."""

    CALLED = "called"
    RUNNING = "running"
    DONE = "done"
    RESTED = "rested"
    """Done without anybody, the last of several in a row: the daily break rests after it."""
    STOPPED = "stopped"
    CALLED_OFF = "called_off"
    MISSED = "missed"
    """Limber was not there in its time."""

    @property
    def is_live(self) -> bool:
        return self in LIVE


LIVE = frozenset({GroupBreakState.CALLED, GroupBreakState.RUNNING})


@dataclass(frozen=True, kw_only=True)
class GroupBreak:
    """One break together. All instants are UTC.

    `zone` and `locale` are the channel's: of its team, else of whoever called. `stage` is how far
    through the exercise's script it has come.
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
    """What its card shows, as far as that is known: see `sight`."""
    due_at: datetime | None = None
    message_ts: str | None = None
    took: int | None = None
    """How many took part, once it is over."""

    @property
    def channel(self) -> Channel:
        return Channel(self.workspace_id, self.channel_id)

    def ends_at(self, exercise: Exercise) -> datetime:
        return self.starts_at + timedelta(seconds=exercise.seconds)

    def sight(self, people: int) -> str:
        """What its card has to show, with so many people in it; equal sights look alike."""
        return f"{self.state}/{self.stage}/{people}"

    @property
    def counts(self) -> bool:
        """Whether it was a break for who took part: all of it, or a part before it ended."""
        done = self.state in {GroupBreakState.DONE, GroupBreakState.RESTED}
        return done or (self.state is GroupBreakState.STOPPED and self.stage > 0)


def by_the_clock(session: GroupBreak, exercise: Exercise, at: datetime) -> GroupBreak:
    """The session as it stands at an instant, with the next time at which that changes.

    One that is over stays as it ended, and is due no more.
    """
    if not session.state.is_live:
        return replace(session, due_at=None)
    if at < session.starts_at:
        quiet_from = session.starts_at - AROUND
        return replace(session, due_at=quiet_from if at < quiet_from else session.starts_at)
    until = session.starts_at
    for stage, place in enumerate(exercise.script):
        until += timedelta(seconds=exercise.steps[place.step].seconds)
        if at < until:
            return replace(session, state=GroupBreakState.RUNNING, stage=stage, due_at=until)
    ended = (
        GroupBreakState.DONE if session.state is GroupBreakState.RUNNING else GroupBreakState.MISSED
    )
    last = len(exercise.script) - 1 if ended is GroupBreakState.DONE else 0
    return replace(session, state=ended, stage=last, due_at=None)


def called_off(session: GroupBreak, exercise: Exercise, at: datetime) -> GroupBreak:
    """The session once somebody ended it; one that was over by then stays as it was."""
    now = by_the_clock(session, exercise, at)
    if not now.state.is_live:
        return now
    ended = (
        GroupBreakState.STOPPED
        if now.state is GroupBreakState.RUNNING
        else GroupBreakState.CALLED_OFF
    )
    return replace(now, state=ended, due_at=None)


def begins_quiet(session: GroupBreak, at: datetime) -> bool:
    """Whether it is time to keep nudges away from who joined: once, when it was due for that."""
    quiet_from = session.starts_at - AROUND
    return session.due_at is not None and session.due_at <= quiet_from <= at


def pace_of(session: GroupBreak) -> Pace:
    """How far ahead on the schedule of edits the next one of this session may reach."""
    return COUNTS_PACE if session.state is GroupBreakState.CALLED else STEPS_PACE


def seconds_of(session: GroupBreak, exercise: Exercise, joined_at: datetime) -> int:
    """How much of what was done together somebody was there for, at least one second."""
    reached = exercise.script
    if session.state is GroupBreakState.STOPPED:
        reached = exercise.script[: session.stage]
    done = sum(exercise.steps[it.step].seconds for it in reached)
    missed = int((joined_at - session.starts_at).total_seconds())
    return max(1, done - max(0, missed))
