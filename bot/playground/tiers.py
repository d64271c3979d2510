"""Rate limits: how often an app may call a method in a workspace.

Source: docs.slack.dev/apis/web-api/rate-limits. The tiers say "at least"; here the number is the
limit. Where Slack gives no number, the one chosen stands beside the reason.
"""

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from bot.domain.clock import Clock

MINUTE = timedelta(minutes=1)

TIER_1, TIER_2, TIER_3, TIER_4 = 1, 20, 50, 100
AUTH_TEST = 300
"""Slack says hundreds a minute."""
POSTS_PER_WORKSPACE = 300
"""Slack says several hundred a minute for chat.postMessage."""
POSTS_AT_ONCE = 5
"""Slack says one a second and channel, with short bursts; this is how short."""

PER_MINUTE: Mapping[str, int] = {
    "apps.connections.open": TIER_3,
    "apps.uninstall": TIER_1,
    "auth.revoke": TIER_3,
    "auth.test": AUTH_TEST,
    "bots.info": TIER_3,
    "chat.delete": TIER_3,
    "chat.postEphemeral": TIER_4,
    "chat.postMessage": POSTS_PER_WORKSPACE,
    "chat.update": TIER_3,
    "conversations.info": TIER_3,
    "conversations.members": TIER_4,
    "conversations.open": TIER_3,
    "dnd.info": TIER_3,
    "dnd.teamInfo": TIER_2,
    "files.completeUploadExternal": TIER_4,
    "files.delete": TIER_3,
    "files.getUploadURLExternal": TIER_4,
    "oauth.v2.access": TIER_4,
    "team.info": TIER_3,
    "users.getPresence": TIER_3,
    "users.info": TIER_4,
    "users.list": TIER_2,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.push": TIER_4,
    "views.update": TIER_4,
}


@dataclass(slots=True)
class _Bucket:
    """Room for posts into one channel: POSTS_AT_ONCE, filled up at one a second."""

    room: float
    at: datetime

    def fill(self, now: datetime) -> None:
        self.room = min(POSTS_AT_ONCE, self.room + (now - self.at).total_seconds())
        self.at = now


class Limits:
    """Counts calls over the last minute of the clock, per method and workspace."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: defaultdict[tuple[str, str], deque[datetime]] = defaultdict(deque)
        self._channels: dict[tuple[str, str], _Bucket] = {}

    def admit(self, method: str, team_id: str, channel: str | None = None) -> int:
        """Count a call and answer 0, or answer after how many seconds to come back.

        `channel` is where chat.postMessage goes.
        """
        now = self._clock()
        calls = self._calls[team_id, method]
        while calls and now - calls[0] >= MINUTE:
            calls.popleft()
        if len(calls) >= PER_MINUTE[method]:
            return max(1, ceil((calls[0] + MINUTE - now).total_seconds()))
        if channel is not None and not self._room_in(team_id, channel, now):
            return 1
        calls.append(now)
        return 0

    def _room_in(self, team_id: str, channel: str, now: datetime) -> bool:
        bucket = self._channels.setdefault((team_id, channel), _Bucket(POSTS_AT_ONCE, now))
        bucket.fill(now)
        if bucket.room < 1:
            return False
        bucket.room -= 1
        return True
