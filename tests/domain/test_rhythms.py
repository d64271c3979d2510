"""One step more or fewer nudges."""

import pytest
from hypothesis import given

from bot.domain.hours import Shift, WorkWeek
from bot.domain.members import INTERVAL_BOUNDS, Preferences, Rhythm
from bot.domain.rhythms import Step, stepped
from tests.domain.test_schedule import rhythms, weeks


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        (Step.FEWER, (30, 40), (40, 50)),
        (Step.MORE, (30, 40), (20, 30)),
        (Step.MORE, (12, 20), (5, 13)),
        (Step.MORE, (5, 20), None),
        (Step.FEWER, (200, 235), (205, 240)),
        (Step.FEWER, (200, 240), None),
    ],
)
def test_a_step_is_ten_minutes_as_far_as_there_is_room(
    step: Step, before: tuple[int, int], after: tuple[int, int] | None
) -> None:
    chosen = stepped(Preferences(rhythm=Rhythm(*before)), step)
    assert (chosen and chosen.rhythm) == (after and Rhythm(*after))


def test_nudges_never_get_so_few_that_none_comes() -> None:
    short = WorkWeek.regular(frozenset({0}), Shift(600, 645))
    chosen = stepped(Preferences(week=short), Step.FEWER)
    assert chosen is not None
    assert chosen.rhythm == Rhythm(40, 50)
    last = stepped(chosen, Step.FEWER)
    assert last is not None
    assert last.rhythm.min_minutes == 44
    assert stepped(last, Step.FEWER) is None


@given(rhythm=rhythms, week=weeks)
def test_a_step_keeps_the_width_and_goes_one_way(rhythm: Rhythm, week: WorkWeek) -> None:
    low, high = INTERVAL_BOUNDS
    for step in Step:
        chosen = stepped(Preferences(rhythm=rhythm, week=week), step)
        if chosen is None:
            continue
        after = chosen.rhythm
        assert after.max_minutes - after.min_minutes == rhythm.max_minutes - rhythm.min_minutes
        assert low <= after.min_minutes <= after.max_minutes <= high
        assert (after.min_minutes > rhythm.min_minutes) is (step is Step.FEWER)
