"""Whose presence is checked before a nudge: seldom, within the budget, only if allowed."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar.busy_signals import Deferral, Signal, Signals
from bot.domain.members import DueReason, Member
from bot.domain.schedule.presence_budget import RESTS, PresenceAllowance, PresenceBudget
from bot.domain.settings.preferences import Preferences
from tests.domain.people import ana, utc

NOON = utc("2026-11-23 12:00")
HOUR = timedelta(hours=1)
PLENTY = PresenceAllowance(nudges=1, kept=1)
WAITED_FOR = {"due_reason": DueReason.AWAY, "deferral": Deferral(Signal.AWAY, NOON - HOUR)}


def crowd(count: int, **changes: object) -> list[Member]:
    return [ana(user_id=f"U{n}", next_due_at=NOON, **changes) for n in range(count)]


def presence_budget(allowance: PresenceAllowance = PLENTY, seed: int = 1) -> PresenceBudget:
    return PresenceBudget(allowance, random.Random(seed))


def names(presence_budget: PresenceBudget, due: Sequence[Member], at: datetime = NOON) -> list[str]:
    return sorted(it.user_id for it in presence_budget.chosen("T1", due, at))


def test_with_a_check_per_nudge_everybody_is_checked() -> None:
    plenty = presence_budget()
    assert names(plenty, crowd(1)) == ["U0"]
    assert names(plenty, crowd(3)) == ["U0", "U1", "U2"]


def test_a_budget_starts_empty() -> None:
    assert names(presence_budget(PresenceAllowance()), crowd(20)) == []


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"preferences": Preferences(unheeded=frozenset({Signal.AWAY}))}, id="switched off"),
        pytest.param({"due_reason": DueReason.AWAY, "deferral": Deferral(Signal.AWAY, NOON - 2 * HOUR)}, id="waited for two hours"),
        pytest.param({"signals": Signals(vacation_until=NOON), "sitting_since": NOON - 24 * HOUR}, id="welcomed back"),
    ],
)  # fmt: skip
def test_whose_presence_is_never_checked(changes: dict[str, object]) -> None:
    assert names(presence_budget(), crowd(1, **changes)) == []


def test_people_who_were_away_are_checked_first() -> None:
    scarce = presence_budget(PresenceAllowance(nudges=10, kept=1))
    due = [*crowd(9), ana(user_id="UAWAY", next_due_at=NOON, **WAITED_FOR)]
    assert names(scarce, due) == ["UAWAY"]


def test_people_who_were_away_get_the_last_check() -> None:
    allowance = PresenceAllowance(nudges=1000, time=HOUR, kept=10)
    for seed in range(20):
        few = presence_budget(allowance, seed)
        few.chosen("T1", [], NOON)
        waited = ana(next_due_at=NOON, **WAITED_FOR)
        assert names(few, [waited], NOON + HOUR) == ["U1"]


def test_the_fuller_the_budget_the_likelier_a_check() -> None:
    def often(hours: int) -> int:
        found = 0
        for seed in range(200):
            some = presence_budget(PresenceAllowance(nudges=1000, time=HOUR, kept=10), seed)
            some.chosen("T1", [], NOON)
            found += len(some.chosen("T1", crowd(1), NOON + hours * HOUR))
        return found

    assert 0 < often(3) < often(6) < often(9) < 200
    assert often(10) == 200


def test_after_an_unanswered_check_the_workspace_rests() -> None:
    plenty = presence_budget()
    assert names(plenty, crowd(1)) == ["U0"]
    plenty.unanswered("T1", NOON)
    assert names(plenty, crowd(1), NOON + RESTS - timedelta(seconds=1)) == []
    assert names(plenty, crowd(1), NOON + RESTS) == ["U0"]


def test_each_workspace_has_its_own_budget() -> None:
    plenty = presence_budget()
    plenty.chosen("T1", crowd(1), NOON)
    plenty.unanswered("T1", NOON)
    elsewhere = [replace(it, workspace_id="T2") for it in crowd(1)]
    assert plenty.chosen("T2", elsewhere, NOON)


def test_a_clock_that_goes_back_earns_no_checks() -> None:
    scarce = presence_budget(PresenceAllowance(nudges=1000, time=HOUR, kept=1))
    for n in range(50):
        scarce.chosen("T1", [], NOON - (n % 2) * HOUR)
    assert names(scarce, crowd(1)) == []


BATCHES = st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30)), max_size=60)
SEEDS = st.integers(0, 2**32)


@settings(max_examples=25)
@given(BATCHES, SEEDS)
def test_checks_never_exceed_the_allowance_nor_slacks_rate_limit(
    batches: list[tuple[int, int]], seed: int
) -> None:
    check_limits(batches, seed)


@pytest.mark.slow
@settings(max_examples=300)
@given(BATCHES, SEEDS)
def test_checks_stay_within_limits_in_many_workspaces(
    batches: list[tuple[int, int]], seed: int
) -> None:
    check_limits(batches, seed)


def check_limits(batches: list[tuple[int, int]], seed: int) -> None:
    """Batches of people who are due, seconds apart; some of them were away."""
    allowance = PresenceAllowance()
    spent, people, at = [], 0, NOON
    some = presence_budget(allowance, seed)
    for seconds, count in batches:
        at += timedelta(seconds=seconds)
        people += count
        due = [*crowd(count // 2), *crowd(count - count // 2, **WAITED_FOR)]
        due = [replace(it, user_id=f"U{n}") for n, it in enumerate(due)]
        spent += [at] * len(some.chosen("T1", due, at))
        assert len(spent) <= people / allowance.nudges + (at - NOON) / allowance.time + 1e-6
    for start in spent:
        assert sum(start <= it < start + timedelta(minutes=1) for it in spent) <= 50
