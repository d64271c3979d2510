"""How nudges are deferred by busy signals and vacations."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar.busy_signals import SETTLE, Busy, Deferral, Signal, Signals
from bot.domain.calendar.work_week import Shift, WorkWeek
from bot.domain.members import DueReason, Member
from bot.domain.schedule.due_times import (
    deferred,
    is_welcome_back,
    nudged,
    restarted,
    scheduled,
    signalled,
    was_moved_by_signal,
)
from bot.domain.schedule.windows import next_window
from bot.domain.settings.preferences import Preferences
from tests.domain.people import ana, utc

NOW = utc("2026-11-23 09:35")


def at(clock: str) -> datetime:
    return utc(f"2026-11-23 {clock}")


@given(st.floats(0, 1, exclude_max=True))
def test_a_deferred_nudge_comes_shortly_after_the_signal(jitter: float) -> None:
    member = ana(next_due_at=NOW, due_reason=DueReason.INTERVAL)
    waiting = deferred(member, NOW, Busy(Signal.HUDDLE, at("10:00")), jitter)
    assert waiting.next_due_at is not None
    assert SETTLE[0] <= waiting.next_due_at - at("10:00") <= SETTLE[1]
    assert waiting.due_reason is DueReason.DEFERRED
    assert waiting.sitting_since == member.sitting_since


def test_a_deferred_nudge_follows_the_real_end_of_the_signal() -> None:
    member = ana(next_due_at=NOW, signals=Signals(huddle_until=at("10:00")))
    waiting = deferred(member, NOW, Busy(Signal.HUDDLE, at("10:00")), 0)

    left = signalled(replace(waiting, signals=Signals()), at("09:40"), 0)
    assert left.next_due_at == at("09:42")

    longer = Signals(huddle_until=at("10:00"), meeting_until=at("10:30"))
    kept = signalled(replace(waiting, signals=longer), at("09:50"), 0)
    assert kept.next_due_at == at("10:32")
    assert kept.deferral is not None
    assert kept.deferral.since == NOW

    late = signalled(replace(waiting, signals=Signals()), at("10:01"), 0.9)
    assert late.next_due_at == at("10:02"), "never later than planned"


def test_a_signal_does_not_move_a_nudge_that_is_not_deferred() -> None:
    member = ana(next_due_at=NOW, due_reason=DueReason.INTERVAL)
    assert signalled(member, at("09:10"), 0) == member


def test_a_signal_that_outlasts_the_day_moves_the_nudge_to_the_next() -> None:
    member = ana(next_due_at=at("15:50"), sitting_since=at("15:15"))
    after = deferred(member, at("15:50"), Busy(Signal.MEETING, at("16:00")), 0)
    assert after.next_due_at is not None
    assert after.next_due_at.date() == datetime(2026, 11, 24).date()
    assert after.due_reason is DueReason.OPENING


def test_a_nudge_ends_its_deferral() -> None:
    waiting = deferred(ana(next_due_at=NOW), NOW, Busy(Signal.DND, at("10:00")), 0)
    sent = nudged(waiting, at("10:02"), "dead-bug", 0)
    assert sent.deferral is not None
    assert (sent.deferral.since, sent.deferral.until) == (NOW, at("10:02"))
    again = nudged(sent, at("10:35"), "dead-bug", 0)
    assert again.deferral == sent.deferral


def test_a_vacation_is_followed_by_a_whole_interval_and_a_welcome() -> None:
    away = ana(signals=Signals(vacation_until=utc("2026-11-25 09:00")))
    window = next_window(away, NOW)
    assert window is not None
    assert (window.earliest, window.reason) == (
        utc("2026-11-25 09:30"),
        DueReason.VACATION_ENDED,
    )
    assert is_welcome_back(away, utc("2026-11-25 09:30"))
    assert not is_welcome_back(away, utc("2026-11-25 08:59")), "still away"
    here = replace(away, sitting_since=utc("2026-11-25 09:30"))
    assert not is_welcome_back(here, utc("2026-11-25 10:05")), "welcomed once"


def test_an_hour_of_vacation_gets_no_welcome_back() -> None:
    away = ana(signals=Signals(vacation_until=at("10:30")))
    assert not is_welcome_back(away, at("11:00"))


def test_an_ignored_vacation_changes_nothing() -> None:
    unheeded = Preferences(unheeded=frozenset({Signal.VACATION}))
    away = ana(signals=Signals(vacation_until=utc("2026-11-25 09:00")), preferences=unheeded)
    window = next_window(away, NOW)
    assert window is not None
    assert window.reason is DueReason.INTERVAL


ALL_DAY = utc("2026-11-24 06:00")
"""Before the hours of the 24th: a status for the whole day."""


TUESDAY_930 = utc("2026-11-24 08:30")


def outlasted() -> Member:
    """A nudge was due at 9:35 in a meeting that was expected to outlast the day."""
    member = ana(next_due_at=NOW, signals=Signals(meeting_until=ALL_DAY))
    busy = member.busy(NOW)
    assert busy is not None
    return deferred(member, NOW, busy, 0)


def test_a_nudge_moved_to_the_next_day_comes_after_all_if_the_signal_ends() -> None:
    waiting = outlasted()
    assert (waiting.next_due_at, waiting.due_reason) == (TUESDAY_930, DueReason.OPENING)
    assert was_moved_by_signal(waiting, at("10:00"))
    free = signalled(replace(waiting, signals=Signals()), at("10:00"), 0)
    assert (free.next_due_at, free.due_reason) == (at("10:02"), DueReason.DEFERRED)
    assert free.deferral == Deferral(Signal.MEETING, NOW)
    shorter = signalled(replace(waiting, signals=Signals(huddle_until=at("11:00"))), at("10:00"), 0)
    assert (shorter.next_due_at, shorter.due_reason) == (at("11:02"), DueReason.DEFERRED)
    assert shorter.deferral == Deferral(Signal.HUDDLE, NOW)


@pytest.mark.parametrize(
    "until",
    [
        pytest.param(ALL_DAY, id="till the next morning"),
        pytest.param(utc("2026-11-26 12:00"), id="for days"),
        pytest.param(utc("2026-11-29 12:00"), id="into the weekend"),
    ],
)
def test_a_long_signal_that_ends_after_work_costs_no_other_day(until: datetime) -> None:
    waiting = deferred(ana(next_due_at=NOW), NOW, Busy(Signal.MEETING, until), 0)
    free = signalled(waiting, at("18:00"), 0)
    assert (free.next_due_at, free.due_reason) == (TUESDAY_930, DueReason.OPENING)
    assert free.deferral == Deferral(Signal.MEETING, NOW, at("18:00"))


def test_a_signal_that_ends_at_a_shifts_end_keeps_the_planned_nudge() -> None:
    """The meeting was expected to outlast lunch, but ends during it."""
    split = WorkWeek(((Shift(540, 720), Shift(780, 1020)),) * 5 + ((), ()))
    member = ana(next_due_at=NOW, preferences=Preferences(week=split))
    waiting = deferred(member, NOW, Busy(Signal.MEETING, at("12:10")), 0)
    assert waiting.next_due_at == at("12:12")
    assert signalled(waiting, at("11:30"), 0) == waiting, "it would only come later after lunch"


@pytest.mark.parametrize(
    "meanwhile",
    [
        pytest.param(lambda it: restarted(it, at("09:50"), 0), id="a break of their own"),
        pytest.param(lambda it: nudged(it, at("09:50"), "dead-bug", 0), id="a nudge"),
    ],
)
def test_a_break_or_nudge_meanwhile_leaves_nothing_owed(
    meanwhile: Callable[[Member], Member],
) -> None:
    after = meanwhile(outlasted())
    assert not was_moved_by_signal(after, at("10:00"))
    assert signalled(replace(after, signals=Signals()), at("10:00"), 0).next_due_at == (
        after.next_due_at
    )


def test_a_pause_meanwhile_is_respected() -> None:
    until = at("12:00")
    paused = scheduled(replace(outlasted(), paused_until=until), at("09:50"), 0)
    free = signalled(replace(paused, signals=Signals()), at("10:00"), 0)
    assert (free.next_due_at, free.due_reason) == (at("12:30"), DueReason.PAUSE_ENDED)
