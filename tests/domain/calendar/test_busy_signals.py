"""Which signals mean busy, and for how long."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar.busy_signals import (
    SETTLE,
    UNENDED,
    Busy,
    Quiet,
    Signal,
    Signals,
    Status,
    busy_at,
)
from tests.domain.people import utc

NOW = utc("2026-11-23 09:35")
EVERY = frozenset(Signal)


def at(clock: str) -> datetime:
    return utc(f"2026-11-23 {clock}")


@pytest.mark.parametrize(
    ("signals", "expected"),
    [
        pytest.param(Signals(), None, id="nothing"),
        pytest.param(Signals(huddle_until=at("10:00")), Busy(Signal.HUDDLE, at("10:00")), id="huddle"),
        pytest.param(Signals(huddle_until=at("09:35")), None, id="just over"),
        pytest.param(Signals(meeting_until=at("10:00")), Busy(Signal.MEETING, at("10:00")), id="meeting"),
        pytest.param(Signals(quiet=Quiet(at("09:35"), at("11:00"))), Busy(Signal.DND, at("11:00")), id="quiet begins"),
        pytest.param(Signals(quiet=Quiet(at("09:36"), at("11:00"))), None, id="quiet not yet"),
        pytest.param(Signals(quiet=Quiet(at("09:00"), at("09:35"))), None, id="quiet is over"),
        pytest.param(
            Signals(quiet=Quiet(utc("2026-11-22 09:00"), utc("2026-11-22 10:00"))),
            Busy(Signal.DND, at("10:00")), id="quiet daily",
        ),
        pytest.param(Signals(quiet=Quiet(utc("2026-11-21 09:00"), utc("2026-11-21 10:00"))), None, id="quiet two days ago"),
        pytest.param(
            Signals(huddle_until=at("10:00"), meeting_until=at("10:30")),
            Busy(Signal.MEETING, at("10:30")), id="the longer of two",
        ),
        pytest.param(
            Signals(huddle_until=at("10:00"), quiet=Quiet(at("10:01"), at("11:00"))),
            Busy(Signal.HUDDLE, at("11:00")), id="one after the other",
        ),
        pytest.param(
            Signals(huddle_until=at("10:00"), quiet=Quiet(at("10:05"), at("11:00"))),
            Busy(Signal.HUDDLE, at("10:00")), id="a gap between",
        ),
        pytest.param(Signals(vacation_until=at("12:00")), None, id="a vacation is like a pause"),
    ],
)  # fmt: skip
def test_which_signals_defer_a_nudge(signals: Signals, expected: Busy | None) -> None:
    assert busy_at(signals, EVERY, NOW) == expected


@pytest.mark.parametrize("signal", [Signal.HUDDLE, Signal.MEETING, Signal.DND])
def test_each_signal_can_be_ignored(signal: Signal) -> None:
    until = NOW + timedelta(hours=1)
    signals = Signals(huddle_until=until, meeting_until=until, quiet=Quiet(NOW, until))
    assert busy_at(signals, frozenset({signal}), NOW) == Busy(signal, until)
    assert busy_at(signals, frozenset(), NOW) is None


@given(
    st.tuples(st.integers(-60, 200), st.integers(-60, 200), st.integers(-60, 200)),
    st.integers(1, 200),
    st.integers(0, 200),
)
def test_nothing_defers_a_nudge_once_its_signals_end(
    begin: tuple[int, int, int], length: int, then: int
) -> None:
    huddle, meeting, start = (NOW + timedelta(minutes=it) for it in begin)
    quiet = Quiet(start, start + timedelta(minutes=length))
    signals = Signals(huddle_until=huddle, meeting_until=meeting, quiet=quiet)
    now = NOW + timedelta(minutes=then)
    busy = busy_at(signals, EVERY, now)
    if busy is not None:
        assert busy.until > now
        assert busy_at(signals, EVERY, busy.until + SETTLE[0]) is None


def test_a_signal_without_an_end_is_believed_for_a_while() -> None:
    huddle = Signals().with_huddle(NOW, None, huddling=True)
    assert huddle.huddle_until == NOW + UNENDED[Signal.HUDDLE]
    repeated = huddle.with_huddle(at("10:00"), None, huddling=True)
    assert repeated == huddle, "reporting it again does not make it longer"
    meeting = Signals().with_status(NOW, Status(Signal.MEETING, None))
    assert meeting.meeting_until == NOW + UNENDED[Signal.MEETING]
    over = Signals(meeting_until=at("08:00")).with_status(NOW, Status(Signal.MEETING, None))
    assert over == meeting, "another meeting, after one that expired"
    stays = meeting.with_status(at("11:40"), Status(Signal.MEETING, None))
    assert stays == meeting, "not believed forever"
    away = Signals().with_status(NOW, Status(Signal.VACATION, None))
    assert away.vacation_until == NOW + UNENDED[Signal.VACATION]
    synced = away.with_status(at("11:00"), Status(Signal.VACATION, None))
    assert synced.vacation_until == at("11:00") + UNENDED[Signal.VACATION]


def test_removing_a_vacation_status_ends_the_vacation() -> None:
    away = Signals().with_status(NOW, Status(Signal.VACATION, utc("2026-12-01 00:00")))
    back = away.with_status(at("11:00"), None)
    assert back.vacation_until == at("11:00")
    assert back.with_status(at("12:00"), None) == back
