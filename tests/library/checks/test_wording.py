"""Which words are refused, and which only look like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.checks.wording import reading_seconds, wording_faults


@pytest.mark.parametrize(
    "text",
    [
        "Cures back pain.",
        "It heals.",
        "This will fix your posture.",
        "Prevents injury.",
        "Brings pain relief.",
        "Relieves pain.",
        "Guaranteed to work.",
        "Treats sciatica.",
        "Gets rid of stiffness.",
        "Boosts productivity.",
        "A permanent change.",
    ],
)
def test_promises(text: str) -> None:
    (fault,) = wording_faults({"summary": text})

    assert "promises too much" in fault.what
    assert "may" in fault.mend


@pytest.mark.parametrize(
    "text",
    [
        "It may ease a stiff feeling and is not a treatment.",
        "Lift the heel.",
        "Good for your health.",
        "Secure the mat.",
        "Use a suffix or an affix.",
        "A practical habit, not a proven threshold.",
    ],
)
def test_no_promises(text: str) -> None:
    assert wording_faults({"summary": text}) == []


@pytest.mark.parametrize("text", ["Bend your LEFT knee.", "Make a right angle.", "Right, left."])
def test_sides(text: str) -> None:
    (fault,) = wording_faults({"steps": [{"text": text}]})

    assert fault.where == ("steps", 0, "text")


def test_words_that_hold_a_side_are_fine() -> None:
    assert wording_faults({"steps": [{"text": "Sit upright under a bright cleft."}]}) == []


def test_a_source_may_be_called_what_it_is() -> None:
    title = "Work breaks for preventing disorders"

    assert wording_faults({"evidence": [{"source": title, "supports": "Little."}]}) == []


@given(
    st.dictionaries(
        st.sampled_from(["name", "summary", "steps", "cues", "aliases", "evidence", "avoid_if"]),
        st.recursive(
            st.none() | st.integers() | st.text(),
            lambda it: st.lists(it) | st.dictionaries(st.sampled_from(["text", "supports"]), it),
        ),
    )
)
def test_data_of_any_shape_can_be_looked_through(data: dict[str, object]) -> None:
    wording_faults(data)


def test_reading_takes_two_and_a_half_words_a_second() -> None:
    assert reading_seconds("one two three four five") == 2
