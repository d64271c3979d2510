"""Whom to look at before a nudge: Slack tells of presence only whoever asks.

So a glance costs a call, where everything else about people is pushed for nothing. Each workspace
has a small allowance of them, in each process; what is not used is saved up, up to a limit. The
more there is, the likelier somebody due is looked at. Whoever was seen away comes first: the next
glance finds out whether they are back.
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
"""How long nobody in a workspace is looked at after Slack left a glance without an answer."""


class Presence(StrEnum):
    """What Slack shows of somebody; AWAY begins after ten minutes without a sign of them."""

    ACTIVE = "active"
    AWAY = "away"


@dataclass(frozen=True)
class PresenceAllowance:
    """One glance for every so many `nudges` and one for every so much `time`; `kept` of them are
    saved up at most.

    Of Slack's 50 a minute (docs.slack.dev: users.getPresence is tier 3) that is a quarter at worst.
    Beside the nudges it is a call in forty in a workspace of two hundred.
    """

    nudges: int = 200
    time: timedelta = timedelta(hours=2)
    kept: int = 10


@dataclass(slots=True)
class _Budget:
    """What a workspace has saved up; `since` is when that was reckoned."""

    saved: float
    since: datetime
    rests_until: datetime | None = None


class PresenceBudget:
    """Hands out glances; it begins with none."""

    def __init__(self, allowance: PresenceAllowance, random: RandomSource) -> None:
        self._allowance = allowance
        self._random = random
        self._purses: dict[str, _Budget] = {}

    def chosen(self, workspace_id: str, due: Sequence[Member], at: datetime) -> set[Who]:
        """Those of the people of a workspace about to be nudged who are looked at first."""
        purse = self._purses.setdefault(workspace_id, _Budget(0, at))
        self._earn(purse, len(due), at)
        found = set()
        if purse.rests_until is None or at >= purse.rests_until:
            for member in sorted(filter(_may_be_seen, due), key=_expected):
                if purse.saved >= 1 and self._worth_it(purse, member):
                    purse.saved -= 1
                    found.add(member.who)
        purse.saved = min(self._allowance.kept, purse.saved)
        return found

    def unanswered(self, workspace_id: str, at: datetime) -> None:
        """Slack did not say: it is not asked again for a while."""
        if workspace_id in self._purses:
            self._purses[workspace_id].rests_until = at + RESTS

    def _earn(self, purse: _Budget, nudges: int, at: datetime) -> None:
        passed = max(timedelta(), at - purse.since) / self._allowance.time
        purse.saved = min(self._allowance.kept, purse.saved + passed)
        purse.saved += nudges / self._allowance.nudges
        purse.since = max(purse.since, at)

    def _worth_it(self, purse: _Budget, member: Member) -> bool:
        fullness = purse.saved / self._allowance.kept
        return _is_expected(member) or self._random.random() < fullness * fullness


def _may_be_seen(member: Member) -> bool:
    """Not who switched that off, nor who has been waited for long enough; and whoever is welcomed
    back is there."""
    due = member.next_due_at
    if Signal.AWAY not in member.preferences.heeded or due is None:
        return False
    if _is_expected(member) and member.deferral is not None:
        return due < member.deferral.since + UNENDED[Signal.AWAY]
    return not is_welcome_back(member, due)


def _is_expected(member: Member) -> bool:
    return member.due_reason is DueReason.AWAY


def _expected(member: Member) -> bool:
    """Sorts those who are waited for to the front."""
    return not _is_expected(member)
