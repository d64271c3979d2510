"""Rate limits: how often an app may call a method in a workspace.

Source: docs.slack.dev/apis/web-api/rate-limits. A tier promises "at least" its number; here that
number is the limit.
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
"""Slack says "hundreds" a minute."""
POSTS_PER_WORKSPACE = 300
"""Slack says "several hundred" a minute for chat.postMessage."""
POSTS_AT_ONCE = 5
"""The burst on top of Slack's one message a second and channel; Slack only says "short"."""

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
    """The token bucket of one channel: POSTS_AT_ONCE tokens, refilled at one a second."""

    tokens: float
    filled_at: datetime

    def take(self, now: datetime) -> bool:
        refill = (now - self.filled_at).total_seconds()
        self.tokens, self.filled_at = min(POSTS_AT_ONCE, self.tokens + refill), now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class Limits:
    """Counts calls in a sliding minute, per method and workspace."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: defaultdict[tuple[str, str], deque[datetime]] = defaultdict(deque)
        self._channels: dict[tuple[str, str], _Bucket] = {}

    def admit(self, method: str, team_id: str, channel: str | None = None) -> int:
        """Count a call; returns the seconds to wait, or 0 if the call may go ahead.

        `channel` is the target of a chat.postMessage.
        """
        now = self._clock()
        calls = self._calls[team_id, method]
        while calls and now - calls[0] >= MINUTE:
            calls.popleft()
        if len(calls) >= PER_MINUTE[method]:
            return max(1, ceil((calls[0] + MINUTE - now).total_seconds()))
        if channel is not None:
            bucket = self._channels.setdefault((team_id, channel), _Bucket(POSTS_AT_ONCE, now))
            if not bucket.take(now):
                return 1
        calls.append(now)
        return 0
