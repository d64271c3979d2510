"""What holds a nudge back, and when it goes after all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar.busy_signals import (
    SETTLE,
    UNENDED,
    Busy,
    Deferral,
    Quiet,
    Signal,
    Signals,
    Status,
    busy_at,
)
from bot.domain.calendar.work_week import Shift, WorkWeek
from bot.domain.members import DueReason, Member
from bot.domain.schedule.due_times import (
    deferred,
    gives_way,
    is_welcome_back,
    nudged,
    restarted,
    scheduled,
    signalled,
)
from bot.domain.schedule.statuses import Statuses
from bot.domain.schedule.windows import next_window
from bot.domain.settings.preferences import Preferences
from bot.library.files.location import content_root
from bot.library.loading import load_library
from tests.domain.people import ana, utc

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
def test_what_holds(signals: Signals, expected: Busy | None) -> None:
    assert busy_at(signals, EVERY, NOW) == expected


@pytest.mark.parametrize("signal", [Signal.HUDDLE, Signal.MEETING, Signal.DND])
def test_each_signal_can_be_switched_off(signal: Signal) -> None:
    until = NOW + timedelta(hours=1)
    signals = Signals(huddle_until=until, meeting_until=until, quiet=Quiet(NOW, until))
    assert busy_at(signals, frozenset({signal}), NOW) == Busy(signal, until)
    assert busy_at(signals, frozenset(), NOW) is None


@given(
    st.tuples(st.integers(-60, 200), st.integers(-60, 200), st.integers(-60, 200)),
    st.integers(1, 200),
    st.integers(0, 200),
)
def test_after_a_hold_nothing_holds(begin: tuple[int, int, int], length: int, then: int) -> None:
    huddle, meeting, start = (NOW + timedelta(minutes=it) for it in begin)
    quiet = Quiet(start, start + timedelta(minutes=length))
    signals = Signals(huddle_until=huddle, meeting_until=meeting, quiet=quiet)
    now = NOW + timedelta(minutes=then)
    hold = busy_at(signals, EVERY, now)
    if hold is not None:
        assert hold.until > now
        assert busy_at(signals, EVERY, hold.until + SETTLE[0]) is None


@given(st.floats(0, 1, exclude_max=True))
def test_a_held_nudge_comes_a_moment_after(jitter: float) -> None:
    member = ana(next_due_at=NOW, due_reason=DueReason.INTERVAL)
    waiting = deferred(member, NOW, Busy(Signal.HUDDLE, at("10:00")), jitter)
    assert waiting.next_due_at is not None
    assert SETTLE[0] <= waiting.next_due_at - at("10:00") <= SETTLE[1]
    assert waiting.due_reason is DueReason.HELD
    assert waiting.sitting_since == member.sitting_since


def test_a_hold_that_ends_early_lets_it_go_early_and_one_that_goes_on_keeps_it() -> None:
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
    assert late.next_due_at == at("10:02"), "never later than was planned"


def test_what_does_not_wait_is_not_moved_by_a_signal() -> None:
    member = ana(next_due_at=NOW, due_reason=DueReason.INTERVAL)
    assert signalled(member, at("09:10"), 0) == member


def test_a_hold_past_the_day_gives_way_to_the_next_day() -> None:
    member = ana(next_due_at=at("15:50"), sitting_since=at("15:15"))
    after = deferred(member, at("15:50"), Busy(Signal.MEETING, at("16:00")), 0)
    assert after.next_due_at is not None
    assert after.next_due_at.date() == datetime(2026, 11, 24).date()
    assert after.due_reason is DueReason.OPENING


def test_a_nudge_closes_what_was_held() -> None:
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
    assert not is_welcome_back(here, utc("2026-11-25 10:05")), "said once"


def test_an_hour_away_is_no_vacation_to_be_welcomed_from() -> None:
    away = ana(signals=Signals(vacation_until=at("10:30")))
    assert not is_welcome_back(away, at("11:00"))


def test_a_vacation_that_does_not_matter_to_them_changes_nothing() -> None:
    unheeded = Preferences(unheeded=frozenset({Signal.VACATION}))
    away = ana(signals=Signals(vacation_until=utc("2026-11-25 09:00")), preferences=unheeded)
    window = next_window(away, NOW)
    assert window is not None
    assert window.reason is DueReason.INTERVAL


def test_signals_without_an_end_get_one() -> None:
    huddle = Signals().with_huddle(NOW, None, huddling=True)
    assert huddle.huddle_until == NOW + UNENDED[Signal.HUDDLE]
    said_again = huddle.with_huddle(at("10:00"), None, huddling=True)
    assert said_again == huddle, "saying it again does not make it longer"
    meeting = Signals().with_status(NOW, Status(Signal.MEETING, None))
    assert meeting.meeting_until == NOW + UNENDED[Signal.MEETING]
    over = Signals(meeting_until=at("08:00")).with_status(NOW, Status(Signal.MEETING, None))
    assert over == meeting, "another meeting, after one that ended by itself"
    stays = meeting.with_status(at("11:40"), Status(Signal.MEETING, None))
    assert stays == meeting, "not believed for ever"
    away = Signals().with_status(NOW, Status(Signal.VACATION, None))
    assert away.vacation_until == NOW + UNENDED[Signal.VACATION]
    looked_at = away.with_status(at("11:00"), Status(Signal.VACATION, None))
    assert looked_at.vacation_until == at("11:00") + UNENDED[Signal.VACATION]


def test_a_vacation_that_is_taken_off_ends_there() -> None:
    away = Signals().with_status(NOW, Status(Signal.VACATION, utc("2026-12-01 00:00")))
    back = away.with_status(at("11:00"), None)
    assert back.vacation_until == at("11:00")
    assert back.with_status(at("12:00"), None) == back


STATUSES = load_library(content_root()).statuses


@pytest.mark.parametrize(
    ("text", "emoji", "expected"),
    [
        ("In a meeting", ":spiral_calendar_pad:", Signal.MEETING),
        ("In a meeting • Outlook Calendar", "", Signal.MEETING),
        ("IN A MEETING", "", Signal.MEETING),
        ("", ":spiral_calendar_pad:", Signal.MEETING),
        ("", ":calendar:", Signal.MEETING),
        ("On a call with Acme", ":slack:", Signal.MEETING),
        ("Commuting", ":bus:", Signal.MEETING),
        ("Im Termin bis 11", "", Signal.MEETING),
        ("En réunion", "", Signal.MEETING),
        ("会議中です", "", Signal.MEETING),
        ("Vacationing", ":palm_tree:", Signal.VACATION),
        ("", ":palm_tree:", Signal.VACATION),
        ("OOO until Monday", "", Signal.VACATION),
        ("Out sick", ":face_with_thermometer:", Signal.VACATION),
        ("Urlaub bis 3.12.", "", Signal.VACATION),
        ("On leave, no meetings", ":palm_tree:", None),
        ("Meeting people on vacation", "", Signal.VACATION),
        ("Working remotely", ":house_with_garden:", None),
        ("Recalling old times", "", None),
        ("cooool", "", None),
        ("No meetings today!", ":calendar:", None),
        ("Back from vacation", ":palm_tree:", None),
        ("", ":raised_hand::skin-tone-3:", None),
        ("", ":no_entry_sign::skin-tone-3:", Signal.MEETING),
        ("In einem Meeting", "", Signal.MEETING),
        ("Im Urlaub", "", Signal.VACATION),
        ("En congés jusqu\u2019au 3", "", Signal.VACATION),
        ("En una reunión", "", Signal.MEETING),
        ("De vacaciones", "", Signal.VACATION),
        ("In riunione", "", Signal.MEETING),
        ("In vacanza", "", Signal.VACATION),
        ("Em uma reunião", "", Signal.MEETING),
        ("De férias", "", Signal.VACATION),
        ("Na spotkaniu", "", Signal.MEETING),
        ("Na urlopie", "", Signal.VACATION),
        ("ミーティング中", "", Signal.MEETING),
        ("休暇", "", Signal.VACATION),
        ("회의 중", "", Signal.MEETING),
        ("휴가 중", "", Signal.VACATION),
        ("开会", "", Signal.MEETING),
        ("請假", "", Signal.VACATION),
        ("на созвоне", "", Signal.MEETING),
        ("\u0412 ОТПУСКЕ", "", Signal.VACATION),
        ("Keine Termine heute", "", None),
        ("Semester start", "", None),
        ("\u200b\u202ein a meeting\u200b", "", Signal.MEETING),
        ("in\ta\nmeeting", "", Signal.MEETING),
        ("<!channel> *meeting*", "", Signal.MEETING),
        ("meetingmeetingmeeting", "", None),
        ("🏖", "", None),
        (":palm_tree:", "", None),
        ("x" * 5000, ":" * 300, None),
        ("", "", None),
    ],
)
def test_what_a_status_means(text: str, emoji: str, expected: Signal | None) -> None:
    assert STATUSES.meaning(text, emoji) is expected


def test_without_a_list_no_status_means_anything() -> None:
    assert Statuses().meaning("In a meeting", ":palm_tree:") is None


ALL_DAY = utc("2026-11-24 06:00")
"""Before the hours of the 24th: a status for the whole day."""


TUESDAY_930 = utc("2026-11-24 08:30")


def outlasted() -> Member:
    """A nudge was due at 9:35, in a meeting that goes on past the day by what is known."""
    busy = ana(next_due_at=NOW, signals=Signals(meeting_until=ALL_DAY))
    hold = busy.busy(NOW)
    assert hold is not None
    return deferred(busy, NOW, hold, 0)


def test_what_gave_way_to_a_long_hold_comes_after_all_when_that_ends_sooner() -> None:
    waiting = outlasted()
    assert (waiting.next_due_at, waiting.due_reason) == (TUESDAY_930, DueReason.OPENING)
    assert gives_way(waiting, at("10:00"))
    free = signalled(replace(waiting, signals=Signals()), at("10:00"), 0)
    assert (free.next_due_at, free.due_reason) == (at("10:02"), DueReason.HELD)
    assert free.deferral == Deferral(Signal.MEETING, NOW)
    shorter = signalled(replace(waiting, signals=Signals(huddle_until=at("11:00"))), at("10:00"), 0)
    assert (shorter.next_due_at, shorter.due_reason) == (at("11:02"), DueReason.HELD)
    assert shorter.deferral == Deferral(Signal.HUDDLE, NOW)


@pytest.mark.parametrize(
    "until",
    [
        pytest.param(ALL_DAY, id="till the next morning"),
        pytest.param(utc("2026-11-26 12:00"), id="for days"),
        pytest.param(utc("2026-11-29 12:00"), id="into the weekend"),
    ],
)
def test_a_long_hold_that_ends_after_work_costs_no_other_day(until: datetime) -> None:
    waiting = deferred(ana(next_due_at=NOW), NOW, Busy(Signal.MEETING, until), 0)
    free = signalled(waiting, at("18:00"), 0)
    assert (free.next_due_at, free.due_reason) == (TUESDAY_930, DueReason.OPENING)
    assert free.deferral == Deferral(Signal.MEETING, NOW, at("18:00"))


def test_a_hold_that_ends_as_work_does_keeps_its_nudge_for_later() -> None:
    """At lunch, in a meeting that goes on after it."""
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
def test_what_was_done_meanwhile_is_not_owed(meanwhile: Callable[[Member], Member]) -> None:
    after = meanwhile(outlasted())
    assert not gives_way(after, at("10:00"))
    assert signalled(replace(after, signals=Signals()), at("10:00"), 0).next_due_at == (
        after.next_due_at
    )


def test_a_pause_meanwhile_is_kept() -> None:
    until = at("12:00")
    paused = scheduled(replace(outlasted(), paused_until=until), at("09:50"), 0)
    free = signalled(replace(paused, signals=Signals()), at("10:00"), 0)
    assert (free.next_due_at, free.due_reason) == (at("12:30"), DueReason.PAUSE_ENDED)
