"""How fast one workspace is posted to.

Slack takes several hundred messages a minute per workspace. Each send reserves a slot on a
schedule that is kept with the workspace, so that all replicas share it; what finds no slot now
is moved to a later one, not held in memory. (The generic cell rate algorithm.)
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
"""Changes of messages, all kinds of them together: Slack takes 50 a minute in each workspace
(docs.slack.dev: chat.update is tier 3), and there is room left for what is drawn again. A kind
with a smaller burst reaches less far ahead on the one schedule, and so gives way to the others."""


@dataclass(frozen=True)
class Slots:
    """`now` sends may go at once; the others at `later`, in order. `paced_until` is kept."""

    now: int
    later: tuple[datetime, ...]
    paced_until: datetime


def reserve(pace: Pace, paced_until: datetime | None, at: datetime, wanted: int) -> Slots:
    """Slots for `wanted` sends asked for at `at`."""
    schedule = max(paced_until, at) if paced_until is not None else at
    slack = pace.gap * pace.burst
    free = max(0, (at + slack - schedule) // pace.gap)
    now = min(wanted, free)
    schedule += pace.gap * now
    later = tuple(schedule - slack + pace.gap * (n + 1) for n in range(wanted - now))
    return Slots(now, later, schedule)


def held_back(pace: Pace, at: datetime, seconds: float) -> datetime:
    """The `paced_until` that lets nothing out for `seconds`, as Slack's Retry-After asks."""
    return at + timedelta(seconds=seconds) + pace.gap * (pace.burst - 1)
