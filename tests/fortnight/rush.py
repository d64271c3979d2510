"""Nine o'clock on a Monday in a large workspace: everybody starts at once.

Everything is the bot's own but Slack, which takes each card at once. Friday afternoon comes first:
there everybody gets a nudge, and with it the time of their first one on Monday.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.cards.parts.blocks import Card
from bot.domain.members import DueReason, Member, MemberStatus, Who
from bot.domain.schedule.presence_budget import Presence, PresenceAllowance
from bot.library.catalog import Library
from bot.store.db.database import Database
from bot.store.people import members
from bot.usecases.nudges.nudging import Nudging
from bot.usecases.nudges.presence_checks import PresenceChecks
from bot.usecases.ports import Delivered, PostOutcome
from tests.benchmark.crowd import settle
from tests.deps import deps_of

FRIDAY = datetime(2026, 11, 20, 16, 15, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SPREAD = 40 * MINUTE
"""Over which the nudges of Friday afternoon are spread; work ends five minutes later."""


@dataclass
class Slack:
    """Takes every card at once, and notes when."""

    now: datetime = FRIDAY
    posts: list[tuple[str, datetime]] = field(default_factory=list)
    glances: list[datetime] = field(default_factory=list)

    async def post(self, who: Who, card: Card) -> PostOutcome:
        self.posts.append((who.user_id, self.now))
        return Delivered(f"D{who.user_id}", "1.2")

    async def presence(self, who: Who) -> Presence | None:
        self.glances.append(self.now)
        return Presence.ACTIVE


@dataclass(frozen=True)
class Rush:
    """Everybody's first nudge of Monday, how often somebody was put off until then, and when it
    was looked at who is there."""

    firsts: list[datetime]
    put_off: int
    glances: list[datetime]

    @property
    def latest(self) -> timedelta:
        """From the start of work to the last of them."""
        return max(self.firsts) - MONDAY

    @property
    def busiest(self) -> float:
        """The fullest minute against the mean from the first of them to the last."""
        minutes = Counter((it - MONDAY) // MINUTE for it in self.firsts)
        window = (max(self.firsts) - min(self.firsts)) / MINUTE
        return max(minutes.values()) * window / len(self.firsts)

    @property
    def most_glances(self) -> int:
        """In the minute that has most of them."""
        return max(
            sum(timedelta() <= it - start < MINUTE for it in self.glances) for start in self.glances
        )


def crowd(count: int) -> list[Member]:
    """People of one workspace, from nine to five in UTC, evenly due within `SPREAD`."""
    return [
        Member(
            workspace_id="T1",
            user_id=f"U{n:07}",
            status=MemberStatus.ACTIVE,
            zone="Etc/UTC",
            locale="en-US",
            sitting_since=FRIDAY - 35 * MINUTE,
            next_due_at=FRIDAY + n * SPREAD / count,
            due_reason=DueReason.INTERVAL,
        )
        for n in range(count)
    ]


async def rush(database: Database, library: Library, count: int, *, tick_s: float) -> Rush:
    """From Friday afternoon to Monday, until everybody has had their first nudge.

    Between two ticks are `tick_s` seconds, or more where nobody is due.
    """
    slack = Slack()
    deps = deps_of(database, lambda: slack.now, library, courier=slack, directory=slack)
    nudging = Nudging(deps, PresenceChecks(deps, PresenceAllowance()))
    await settle(database, crowd(count))
    firsts: dict[str, datetime] = {}
    put_off = 0
    while len(firsts) < count and slack.now < MONDAY + 120 * MINUTE:
        moved = await _tick(slack, nudging, database, tick_s)
        put_off += moved if slack.now > MONDAY else 0
        for who, at in slack.posts:
            if at > MONDAY:
                firsts.setdefault(who, at)
        slack.posts.clear()
    return Rush(list(firsts.values()), put_off, slack.glances)


async def _tick(slack: Slack, nudging: Nudging, database: Database, tick_s: float) -> int:
    """The next tick at which somebody is due; how many it puts off."""
    async with database.read() as connection:
        due = await members.next_due_at(connection)
    assert due is not None
    slack.now = max(due, slack.now + timedelta(seconds=tick_s))
    return (await nudging.deliver_due(asyncio.Event())).moved
