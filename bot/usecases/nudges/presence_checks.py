"""Checks the presence of a few people just before their nudge: people who are away get none.

Slack is asked outside of transactions. If it does not answer in time, the nudge goes out.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.members import DueReason, Member, Who
from bot.domain.schedule.absence import found_away, returned
from bot.domain.schedule.presence_budget import Presence, PresenceAllowance, PresenceBudget
from bot.usecases.deps import Deps

log = logging.getLogger(__name__)

WITHIN_S = 2
"""Timeout of a presence check."""


@dataclass(frozen=True)
class Elsewhere:
    """The person is away, or has only just come back."""

    presence: Presence


class PresenceChecks:
    def __init__(
        self,
        deps: Deps,
        allowance: PresenceAllowance,
        *,
        within_s: float = WITHIN_S,
    ) -> None:
        self._deps = deps
        self._within_s = within_s
        self._budget = PresenceBudget(allowance, deps.random)

    def chosen(self, due: Iterable[Member]) -> set[Who]:
        """The people to check, within the budget of each workspace."""
        by_workspace: defaultdict[str, list[Member]] = defaultdict(list)
        for member in due:
            by_workspace[member.workspace_id].append(member)
        at = self._deps.clock()
        return {
            person
            for workspace_id, people in by_workspace.items()
            for person in self._budget.chosen(workspace_id, people, at)
        }

    async def check(self, member: Member) -> Elsewhere | None:
        """Why not to nudge them now, if so. Raises only CancelledError."""
        presence = await self._presence(member.who)
        was_away = member.due_reason is DueReason.AWAY
        if presence is Presence.AWAY or (presence is Presence.ACTIVE and was_away):
            return Elsewhere(presence)
        return None

    def put_off(self, member: Member, how: Elsewhere, at: datetime) -> Member:
        """The member with a later nudge instead of the one at `at`."""
        after = found_away if how.presence is Presence.AWAY else returned
        return after(member, at, self._deps.jitter(member.who))

    async def _presence(self, who: Who) -> Presence | None:
        presence = None
        try:
            async with asyncio.timeout(self._within_s):
                presence = await self._deps.directory.presence(who)
        except TimeoutError:
            log.warning("presence check timed out", extra={"workspace": who.workspace_id})
        except Exception:
            log.exception("presence check failed", extra={"workspace": who.workspace_id})
        if presence is None:
            self._budget.unanswered(who.workspace_id, self._deps.clock())
        return presence
