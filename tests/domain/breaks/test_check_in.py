"""Counting ignored nudges, and asking once whether they still fit."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.breaks.card_state import CardState
from bot.domain.breaks.check_in import ASK_AFTER, asks, counted
from bot.domain.breaks.nudges import NO_EXERCISE, Nudge, new_nudge
from bot.domain.calendar.busy_signals import Signals
from bot.domain.schedule.due_times import restarted
from tests.domain.people import ana, utc

NOW = utc("2026-11-23 12:00")


def card(state: CardState, *, asked: bool = False, exercise_id: str = "dead-bug") -> Nudge:
    return new_nudge("a" * 32, ana().who, exercise_id, state, NOW, asked=asked)


@pytest.mark.parametrize(
    ("before", "count"),
    [
        pytest.param(card(CardState.OFFERED), 3, id="ignored"),
        pytest.param(card(CardState.OFFERED, asked=True), 0, id="asked for since"),
        pytest.param(card(CardState.STARTED), 0, id="begun"),
        pytest.param(card(CardState.SKIPPED), 0, id="skipped"),
        pytest.param(card(CardState.SNOOZED), 0, id="snoozed"),
        pytest.param(card(CardState.CLAIMED), 2, id="perhaps never arrived"),
        pytest.param(card(CardState.OFFERED, exercise_id=NO_EXERCISE), 2, id="nothing to answer"),
        pytest.param(None, 2, id="lost, or counted when it ended"),
    ],
)
def test_which_cards_count_as_ignored(before: Nudge | None, count: int) -> None:
    assert counted(ana(unanswered=2), before, NOW).unanswered == count


def test_a_break_resets_the_count_of_ignored_nudges() -> None:
    assert restarted(ana(unanswered=3), NOW, 0.5).unanswered == 0


def test_nudges_before_a_vacation_do_not_count_as_ignored() -> None:
    back = ana(
        unanswered=3,
        sitting_since=NOW - timedelta(days=9),
        signals=Signals(vacation_until=NOW - timedelta(hours=1)),
    )
    assert counted(back, card(CardState.OFFERED), NOW).unanswered == 0


@pytest.mark.parametrize("count", range(2 * ASK_AFTER))
def test_a_run_of_ignored_nudges_is_asked_about_once(count: int) -> None:
    assert asks(ana(unanswered=count), NOW) is (count == ASK_AFTER)


@pytest.mark.parametrize(("days", "again"), [(0, False), (6, False), (7, True), (30, True)])
def test_nobody_is_asked_twice_in_a_week(days: int, again: bool) -> None:
    asked = ana(unanswered=ASK_AFTER, asked_at=NOW - timedelta(days=days))
    assert asks(asked, NOW) is again


def test_a_nudge_asks_only_one_question() -> None:
    assert not asks(replace(ana(unanswered=ASK_AFTER), recheck_at=NOW), NOW)
