"""What feedback after a break changes."""

import pytest

from bot.domain.breaks.feedback import Feedback, decided, eased, easier
from bot.domain.settings.preferences import Preferences
from tests.domain.exercises.test_picking import exercise
from tests.domain.people import ana

BUG = exercise("dead-bug", area="core", easier=("heel-tap", "march"))
HEEL, MARCH = exercise("heel-tap"), exercise("march")


def test_the_first_easier_form_in_the_rotation_is_offered() -> None:
    assert easier(BUG, [MARCH, HEEL]) == HEEL
    assert easier(BUG, [MARCH]) == MARCH
    assert easier(BUG, [BUG]) is None
    assert easier(HEEL, [BUG, MARCH]) is None


def test_an_easier_exercise_is_next_and_the_harder_one_left_out() -> None:
    after = eased(ana(next_exercise_id="other"), BUG, HEEL)
    assert after.next_exercise_id == "heel-tap"
    assert after.preferences.left_out == {"dead-bug"}
    undone = decided(after, BUG, Feedback.BRING_BACK)
    assert undone == ana()


@pytest.mark.parametrize(
    ("there", "back"),
    [
        (Feedback.LEAVE_OUT, Feedback.BRING_BACK),
        (Feedback.LEAVE_OUT_AREA, Feedback.BRING_BACK_AREA),
    ],
)
def test_each_choice_is_idempotent_and_can_be_undone(there: Feedback, back: Feedback) -> None:
    before = ana(preferences=Preferences(left_out=frozenset({"other"})), next_exercise_id="other")
    once = decided(before, BUG, there)
    assert once.preferences.allowed.leaves_out(BUG)
    assert decided(once, BUG, there) == once
    assert decided(once, BUG, back) == before
    assert decided(before, BUG, back) == before


@pytest.mark.parametrize("choice", [Feedback.TOO_HARD, Feedback.HURT])
def test_feedback_alone_changes_nothing(choice: Feedback) -> None:
    assert decided(ana(), BUG, choice) == ana()
