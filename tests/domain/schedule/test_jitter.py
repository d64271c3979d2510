"""A workspace's nudges are spread evenly over the minutes of their windows."""

import random
from collections import Counter
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.members import Member
from bot.domain.schedule.due_times import nudged, scheduled
from bot.domain.schedule.jitter import Jitter
from bot.domain.schedule.windows import next_window
from tests.domain.people import ana, utc

NINE = utc("2026-11-23 08:00")


@pytest.mark.parametrize("people", [50, 1000, pytest.param(5000, marks=pytest.mark.slow)])
def test_nudges_of_a_workspace_that_starts_at_nine_are_spread_evenly(people: int) -> None:
    jitter = Jitter(random.Random(7))
    minutes: Counter[int] = Counter()
    for _ in range(people):
        due = scheduled(ana(sitting_since=NINE), NINE, jitter.next("T1")).next_due_at
        assert due is not None
        minutes[due.minute] += 1
    whole = [minutes[it] for it in range(30, 40)]
    assert max(whole) <= 1.3 * sum(whole) / len(whole)


@pytest.mark.parametrize("people", [800, pytest.param(2000, marks=pytest.mark.slow)])
def test_nudges_stay_spread_evenly_over_the_day(people: int) -> None:
    """Later nudges depend on the instants of those before, so their windows overlap."""
    jitter = Jitter(random.Random(7))
    members: list[Member] = [
        scheduled(ana(sitting_since=NINE), NINE, jitter.next("T1")) for _ in range(people)
    ]
    for _ in range(6):
        members.sort(key=lambda it: it.next_due_at or NINE)
        members = [nudged(it, it.next_due_at or NINE, "", jitter.next("T1")) for it in members]
    by_minute = Counter(
        (it.next_due_at or NINE).astimezone(UTC).replace(second=0) for it in members
    )
    ordered = [by_minute[it] for it in sorted(by_minute)]
    inner = ordered[15:-15]
    for before, here, after in zip(inner, inner[1:], inner[2:], strict=False):
        assert here <= 1.3 * (before + here + after) / 3


def test_workspaces_have_independent_jitter() -> None:
    alone, both = Jitter(random.Random(7)), Jitter(random.Random(7))
    first = [alone.next("T1") for _ in range(5)]
    mixed = []
    for _ in range(5):
        mixed.append(both.next("T1"))
        both.next("T2")
    assert mixed == first


@settings(max_examples=30)
@given(st.integers(0, 2**32), st.integers(1, 300))
def test_jitter_stays_within_the_window(seed: int, count: int) -> None:
    jitter = Jitter(random.Random(seed))
    window = next_window(ana(sitting_since=NINE), NINE)
    assert window is not None
    for _ in range(count):
        assert window.earliest <= window.at(jitter.next("T1")) < window.latest
