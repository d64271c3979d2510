"""The alt text of a stage, for either side of the body."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.exercises.exercise import Sides, Step, mirrored
from tests.domain.exercises.test_picking import exercise


@pytest.mark.parametrize(
    ("alt", "other"),
    [
        (
            "Kneeling on the right knee, left foot forward.",
            "Kneeling on the left knee, right foot forward.",
        ),
        ("Right arm across.", "Left arm across."),
        ("Sitting upright under a bright light, leftovers aside.",) * 2,
    ],
)
def test_left_and_right_change_places_and_nothing_else(alt: str, other: str) -> None:
    assert mirrored(alt) == other


@given(st.text() | st.sampled_from(["left", "right", "Left, right.", "the right and the right"]))
def test_mirroring_twice_changes_nothing(alt: str) -> None:
    assert mirrored(mirrored(alt)) == alt


def test_each_stage_has_the_alt_text_of_its_side() -> None:
    steps = (
        Step(text="", alt="Standing.", seconds=10, once=True),
        Step(text="", alt="Right leg back.", seconds=30, hold=True),
        Step(text="", alt="Both feet together.", seconds=10),
    )
    both = replace(exercise("x"), sides=Sides.EACH, steps=steps)
    one = replace(both, sides=Sides.NONE)

    assert [both.alt(it) for it in both.script] == [
        "Standing.", "Right leg back.", "Both feet together.",
        "Left leg back.", "Both feet together.",
    ]  # fmt: skip
    assert [one.alt(it) for it in one.script] == [it.alt for it in steps]
