"""Someone who is away when a nudge is due: the interval restarts, and again on their return."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar.busy_signals import Busy, Deferral, Signal, Signals
from bot.domain.calendar.work_week import Shift, WorkWeek
from bot.domain.members import DueReason, Member
from bot.domain.schedule.absence import found_away, returned, seen_active
from bot.domain.schedule.due_times import (
    deferred,
    is_welcome_back,
    may_be_nudged,
    nudged,
    send_retried_later,
)
from bot.domain.settings.preferences import Preferences, Rhythm
from tests.domain.calendar.test_work_week import instants, zones
from tests.domain.people import ana, utc
from tests.domain.schedule.test_due_times import jitters, rhythms, weeks

MINUTE = timedelta(minutes=1)


def at(clock: str) -> datetime:
    return utc(f"2026-11-23 {clock}")


NOW = at("09:35")


def due(**changes: object) -> Member:
    return ana(next_due_at=NOW, due_reason=DueReason.INTERVAL, **changes)


SPLIT = WorkWeek(((Shift(540, 660), Shift(661, 1050)),) * 5 + ((), ()))
"""With a minute off at eleven, 10:00 in UTC."""


@pytest.mark.parametrize(
    ("preferences", "now", "earliest", "latest", "reason"),
    [
        pytest.param(Preferences(), "09:35", "10:05", "10:15", DueReason.AWAY, id="the usual interval"),
        pytest.param(Preferences(rhythm=Rhythm(15, 20)), "09:35", "09:50", "09:55", DueReason.AWAY, id="a short one"),
        pytest.param(Preferences(rhythm=Rhythm(120, 150)), "09:35", "10:05", "10:15", DueReason.AWAY, id="a long one"),
        pytest.param(Preferences(eyes_minutes=20), "09:35", "09:55", "10:00", DueReason.AWAY, id="several"),
        pytest.param(Preferences(rhythm=Rhythm(120, 150)), "15:00", "15:30", "15:40", DueReason.AWAY, id="longer than the day"),
        pytest.param(Preferences(fixed_times=(630, 700)), "09:35", "10:40", "10:42", DueReason.FIXED_TIME, id="fixed times"),
        pytest.param(Preferences(week=SPLIT), "09:50", "10:31", "10:41", DueReason.OPENING, id="another shift"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("jitter", [0, 0.5, 0.999])
def test_someone_who_is_away_is_checked_again_after_the_default_interval(
    preferences: Preferences, now: str, earliest: str, latest: str, reason: DueReason, jitter: float
) -> None:
    after = found_away(due(preferences=preferences), at(now), jitter)
    assert after.next_due_at is not None
    assert at(earliest) <= after.next_due_at <= at(latest)
    assert after.due_reason is reason
    assert after.sitting_since == at(now)
    is_awaited = reason is DueReason.AWAY
    assert after.deferral == Deferral(Signal.AWAY, at(now), None if is_awaited else at(now))
    assert may_be_nudged(after, after.next_due_at)


def test_someone_away_at_the_end_of_work_is_left_alone_until_the_next_day() -> None:
    after = found_away(due(), at("15:50"), 0)
    assert after.next_due_at == utc("2026-11-24 08:30")
    assert after.due_reason is DueReason.OPENING
    assert after.deferral == Deferral(Signal.AWAY, at("15:50"), at("15:50"))


def test_being_away_counts_nothing_and_loses_nothing() -> None:
    before = due(next_exercise_id="dead-bug", nudged_count=3, recheck_at=NOW, recent=("a",))
    after = found_away(before, NOW, 0)
    assert (
        replace(
            after,
            sitting_since=before.sitting_since,
            next_due_at=before.next_due_at,
            due_reason=before.due_reason,
            deferral=None,
        )
        == before
    )


def test_still_being_away_keeps_the_start() -> None:
    once = found_away(due(), NOW, 0)
    twice = found_away(once, at("10:05"), 0)
    assert twice.deferral == Deferral(Signal.AWAY, NOW)
    assert twice.next_due_at == at("10:35")


@given(jitters)
def test_someone_who_returns_gets_a_whole_interval(jitter: float) -> None:
    away = found_away(due(), NOW, jitter)
    assert away.next_due_at is not None
    back = returned(away, away.next_due_at, jitter)
    assert back.next_due_at is not None
    assert 30 * MINUTE <= back.next_due_at - away.next_due_at <= 40 * MINUTE
    assert back.due_reason is DueReason.INTERVAL
    assert back.deferral == Deferral(Signal.AWAY, NOW, away.next_due_at)


def test_any_activity_in_limber_ends_an_absence() -> None:
    away = found_away(due(unanswered=3), NOW, 0)
    here = seen_active(away, at("09:50"), 0)
    assert (here.next_due_at, here.unanswered) == (at("10:20"), 0)
    assert here.deferral == Deferral(Signal.AWAY, NOW, at("09:50"))
    assert seen_active(due(unanswered=3), NOW, 0) == due()


def test_a_nudge_without_a_presence_check_ends_an_absence() -> None:
    away = found_away(due(), NOW, 0)
    sent = nudged(away, at("10:05"), "dead-bug", 0)
    assert sent.deferral == Deferral(Signal.AWAY, NOW, at("10:05"))
    assert sent.due_reason is DueReason.INTERVAL


def test_a_huddle_after_an_absence_is_a_deferral_of_its_own() -> None:
    away = found_away(due(), NOW, 0)
    waiting = deferred(away, at("10:05"), Busy(Signal.HUDDLE, at("10:30")), 0)
    assert waiting.deferral == Deferral(Signal.HUDDLE, at("10:05"))


@pytest.mark.parametrize(
    ("reason", "after"),
    [
        (DueReason.INTERVAL, DueReason.BUSY_SLACK),
        (DueReason.AWAY, DueReason.AWAY),
        (DueReason.DEFERRED, DueReason.DEFERRED),
    ],
)
def test_a_rate_limit_keeps_the_reason_of_a_deferral(reason: DueReason, after: DueReason) -> None:
    put_off = send_retried_later(replace(due(), due_reason=reason), at("09:36"))
    assert (put_off.next_due_at, put_off.due_reason) == (at("09:36"), after)


def test_a_presence_check_would_cost_the_welcome_after_a_vacation() -> None:
    """So no presence is checked then: see `presence_budget`."""
    vacation = due(
        signals=Signals(vacation_until=NOW - MINUTE), sitting_since=utc("2026-11-20 09:00")
    )
    assert is_welcome_back(vacation, NOW)
    assert not is_welcome_back(found_away(vacation, NOW, 0), at("10:05"))


@settings(max_examples=50)
@given(zones, instants, weeks, rhythms, jitters, st.booleans())
def test_after_an_absence_the_nudge_is_in_the_future_and_within_hours(
    zone: str, now: datetime, week: WorkWeek, rhythm: Rhythm, jitter: float, is_back: bool
) -> None:
    """Over clock changes, nights and days that are too short for a nudge."""
    now = now.replace(microsecond=0)
    preferences = Preferences(week=week, rhythm=rhythm)
    member = due(zone=zone, preferences=preferences, sitting_since=now - timedelta(hours=5))
    change = returned if is_back else found_away
    after = change(replace(member, next_due_at=now), now, jitter)
    if after.next_due_at is None:
        assert not any(it.end - it.start > rhythm.min_minutes for day in week.days for it in day)
        return
    least = rhythm.min_minutes if is_back else min(30, rhythm.min_minutes)
    assert after.next_due_at >= now + least * MINUTE
    assert may_be_nudged(after, after.next_due_at)
    if after.due_reason is DueReason.AWAY:
        assert after.next_due_at <= now + 41 * MINUTE
