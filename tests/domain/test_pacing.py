"""The rate limit of posting to one workspace."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pacing import Pace, paused_for_retry_after, reserve
from tests.domain.people import utc

NOON = utc("2026-11-23 12:00")
PACE = Pace(per_minute=60, burst=5)


def test_a_burst_goes_at_once_and_the_rest_at_the_pace() -> None:
    slots = reserve(PACE, None, NOON, 8)
    assert slots.now == 5
    assert slots.later == tuple(NOON + timedelta(seconds=n) for n in (1, 2, 3))


def test_replicas_share_one_rate_limit() -> None:
    first = reserve(PACE, None, NOON, 5)
    assert reserve(PACE, first.paced_until, NOON, 2).now == 0
    assert reserve(PACE, first.paced_until, NOON + timedelta(seconds=2), 9).now == 2


def test_retry_after_delays_every_send() -> None:
    until = paused_for_retry_after(PACE, NOON, 30)
    assert reserve(PACE, until, NOON + timedelta(seconds=29), 3).now == 0
    assert reserve(PACE, until, NOON + timedelta(seconds=30), 3).now == 1


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 30)), max_size=40))
def test_no_minute_exceeds_the_rate_limit(requests: list[tuple[int, int]]) -> None:
    at, until, sent = NOON, None, list[datetime]()
    for wait, wanted in requests:
        at += timedelta(milliseconds=wait)
        slots = reserve(PACE, until, at, wanted)
        until = slots.paced_until
        sent += [at] * slots.now
        assert all(later > at for later in slots.later)
    for start in sent:
        minute = [it for it in sent if start <= it < start + timedelta(minutes=1)]
        assert len(minute) <= PACE.per_minute + PACE.burst
