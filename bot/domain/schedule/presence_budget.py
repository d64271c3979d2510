"""Chooses whose presence to check before a nudge.

Slack pushes every other signal, but a presence check costs a call. Each workspace has a small
budget of them per process; unused checks are saved up to a limit. The more are saved, the likelier
a person who is due is checked. People who were away come first: the next check shows whether they
are back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.calendar.busy_signals import UNENDED, Signal
from bot.domain.clock import RandomSource
from bot.domain.members import DueReason, Member, Who
from bot.domain.schedule.due_times import is_welcome_back

RESTS = timedelta(minutes=10)
"""How long a workspace makes no checks after Slack did not answer one."""


class Presence(StrEnum):
    """As Slack shows it; AWAY begins after ten minutes without activity."""

    ACTIVE = "active"
    AWAY = "away"


@dataclass(frozen=True)
class PresenceAllowance:
    """One check per so many `nudges` plus one per so much `time`; at most `kept` are saved up.

    At worst that is a quarter of Slack's 50 a minute (docs.slack.dev: users.getPresence is tier 3).
    In a workspace of two hundred it is one call in forty, nudges included.
    """

    nudges: int = 200
    time: timedelta = timedelta(hours=2)
    kept: int = 10


@dataclass(slots=True)
class _Budget:
    """What a workspace has saved up as of `since`."""

    saved: float
    since: datetime
    rests_until: datetime | None = None


class PresenceBudget:
    """Hands out presence checks; it starts with none."""

    def __init__(self, allowance: PresenceAllowance, random: RandomSource) -> None:
        self._allowance = allowance
        self._random = random
        self._budgets: dict[str, _Budget] = {}

    def chosen(self, workspace_id: str, due: Sequence[Member], at: datetime) -> set[Who]:
        """The people among those due in a workspace whose presence should be checked."""
        budget = self._budgets.setdefault(workspace_id, _Budget(0, at))
        self._earn(budget, len(due), at)
        chosen = set()
        if budget.rests_until is None or at >= budget.rests_until:
            for member in sorted(filter(_may_be_checked, due), key=_awaited_first):
                if budget.saved >= 1 and self._spends(budget, member):
                    budget.saved -= 1
                    chosen.add(member.who)
        budget.saved = min(self._allowance.kept, budget.saved)
        return chosen

    def unanswered(self, workspace_id: str, at: datetime) -> None:
        """Slack did not answer a check: the workspace makes none for a while."""
        if workspace_id in self._budgets:
            self._budgets[workspace_id].rests_until = at + RESTS

    def _earn(self, budget: _Budget, nudges: int, at: datetime) -> None:
        passed = max(timedelta(), at - budget.since) / self._allowance.time
        budget.saved = min(self._allowance.kept, budget.saved + passed)
        budget.saved += nudges / self._allowance.nudges
        budget.since = max(budget.since, at)

    def _spends(self, budget: _Budget, member: Member) -> bool:
        fullness = budget.saved / self._allowance.kept
        return _is_awaited(member) or self._random.random() < fullness * fullness


def _may_be_checked(member: Member) -> bool:
    """Not if they ignore that signal, were away for long enough, or are back from a vacation."""
    due = member.next_due_at
    if Signal.AWAY not in member.preferences.heeded or due is None:
        return False
    if _is_awaited(member) and member.deferral is not None:
        return due < member.deferral.since + UNENDED[Signal.AWAY]
    return not is_welcome_back(member, due)


def _is_awaited(member: Member) -> bool:
    return member.due_reason is DueReason.AWAY


def _awaited_first(member: Member) -> bool:
    return not _is_awaited(member)
