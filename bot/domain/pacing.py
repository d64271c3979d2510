"""The rate limit of posting to one workspace.

Slack takes several hundred messages a minute per workspace. Each send reserves a slot on a
schedule that is stored with the workspace, so all replicas share it. A send that finds no slot now
gets a later one and is not queued in memory. (The generic cell rate algorithm.)
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Pace:
    """`per_minute` sends a minute in the long run, at most `burst` at once."""

    per_minute: int = 240
    burst: int = 20

    @property
    def gap(self) -> timedelta:
        return timedelta(minutes=1) / self.per_minute


UPDATES = Pace(per_minute=40, burst=8)
"""Updates of messages of all kinds: Slack takes 50 a minute per workspace (docs.slack.dev:
chat.update is tier 3); the rest is left for redrawn cards. On the shared schedule a kind with a
smaller burst reaches less far ahead, so it yields to the others."""

DELETES = UPDATES
"""Deletions of messages, which Slack counts apart from updates (chat.delete is tier 3)."""


@dataclass(frozen=True)
class Slots:
    """`now` sends may go at once, the others at `later`, in order. `paced_until` is stored."""

    now: int
    later: tuple[datetime, ...]
    paced_until: datetime


def reserve(pace: Pace, paced_until: datetime | None, at: datetime, wanted: int) -> Slots:
    schedule = max(paced_until, at) if paced_until is not None else at
    tolerance = pace.gap * pace.burst
    free = max(0, (at + tolerance - schedule) // pace.gap)
    now = min(wanted, free)
    schedule += pace.gap * now
    later = tuple(schedule - tolerance + pace.gap * (n + 1) for n in range(wanted - now))
    return Slots(now, later, schedule)


def paused_for_retry_after(pace: Pace, at: datetime, seconds: float) -> datetime:
    """The `paced_until` that lets nothing out for `seconds`: Slack's Retry-After."""
    return at + timedelta(seconds=seconds) + pace.gap * (pace.burst - 1)
