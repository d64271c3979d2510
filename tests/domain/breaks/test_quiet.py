"""Nudges grow fewer without an answer, and stop."""

from datetime import date, timedelta

import pytest

from bot.domain.breaks.quiet import answered, day_counted, has_news
from bot.domain.members import FEW, SILENT_AFTER
from bot.domain.settings.preferences import Preferences
from tests.domain.people import ana, utc

NINE = utc("2026-11-24 09:00")
TODAY = NINE.date()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("nudged_on", "answered_on", "before", "after"),
    [
        (None, None, 0, 0),
        (YESTERDAY, None, 0, 1),
        (YESTERDAY, YESTERDAY, 0, 0),
        (YESTERDAY, YESTERDAY - timedelta(days=1), 1, 2),
        (YESTERDAY, TODAY, 2, 0),
        (YESTERDAY, None, SILENT_AFTER, SILENT_AFTER),
        (TODAY, None, 1, 1),
    ],
)
def test_a_workday_counts_once_it_is_over(
    nudged_on: date | None, answered_on: date | None, before: int, after: int
) -> None:
    member = ana(nudged_on=nudged_on, answered_on=answered_on, ignored_days=before)
    assert day_counted(member, NINE).ignored_days == after


@pytest.mark.parametrize(
    ("ignored", "chosen", "cap"),
    [(0, None, None), (0, 9, 9), (1, None, FEW), (2, 9, FEW), (1, 1, 1)],
)
def test_the_day_after_has_few_nudges(ignored: int, chosen: int | None, cap: int | None) -> None:
    member = ana(ignored_days=ignored, preferences=Preferences(daily_cap=chosen))
    assert member.daily_cap == cap


def test_an_answer_ends_the_quiet_and_starts_the_interval() -> None:
    quiet = ana(ignored_days=SILENT_AFTER, next_due_at=None, due_reason=None)
    assert quiet.is_quiet
    assert has_news(quiet, NINE)
    awake = answered(quiet, NINE, 0.5)
    assert not awake.is_quiet
    assert awake.next_due_at is not None
    assert awake.next_due_at >= NINE + timedelta(minutes=30)
    assert not has_news(awake, NINE)
