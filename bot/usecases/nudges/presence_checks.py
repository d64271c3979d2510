"""Looking at a few people just before their nudge is sent: whoever is away gets none.

Slack is asked outside of any transaction, and not waited for: without an answer the nudge goes out
as ever.
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
"""How long Slack may take to say whether somebody is there."""


@dataclass(frozen=True)
class Elsewhere:
    """Nobody is there to be nudged, or they have only just come back."""

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
        self._glances = PresenceBudget(allowance, deps.random)

    def chosen(self, due: Iterable[Member]) -> set[Who]:
        """Those of the people about to be nudged who are looked at first."""
        by_workspace: defaultdict[str, list[Member]] = defaultdict(list)
        for member in due:
            by_workspace[member.workspace_id].append(member)
        at = self._deps.clock()
        chosen = (self._glances.chosen(*it, at) for it in by_workspace.items())
        return {who for each in chosen for who in each}

    async def look(self, member: Member) -> Elsewhere | None:
        """Whether they are not to be nudged now. Raises nothing but that it was cancelled."""
        presence = await self._presence(member.who)
        was_away = member.due_reason is DueReason.AWAY
        if presence is Presence.AWAY or (presence is Presence.ACTIVE and was_away):
            return Elsewhere(presence)
        return None

    def put_off(self, member: Member, how: Elsewhere, at: datetime) -> Member:
        """The member who is not nudged at `at`, and when they are instead."""
        after = found_away if how.presence is Presence.AWAY else returned
        return after(member, at, self._deps.jitter(member.who))

    async def _presence(self, who: Who) -> Presence | None:
        presence = None
        try:
            async with asyncio.timeout(self._within_s):
                presence = await self._deps.directory.presence(who)
        except TimeoutError:
            log.warning("presence not told in time", extra={"workspace": who.workspace_id})
        except Exception:
            log.exception("presence not told", extra={"workspace": who.workspace_id})
        if presence is None:
            self._glances.unanswered(who.workspace_id, self._deps.clock())
        return presence
