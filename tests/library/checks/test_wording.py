"""Wording that is refused, and wording that only looks like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.checks.wording import reading_seconds, wording_faults
from tests.library.conftest import Content
from tests.library.seeds import Seed, each

SEEDS = {
    "a side in a step": Seed("the back knee", "the left knee", 'says "left"', "the back knee"),
    "a side in a cue": Seed("Tuck first", "Right knee first", 'says "Right"', "front foot"),
    "promise of a cure": Seed(
        "Tuck first, then shift", "It cures a stiff back", '"cures"', "may ease a stiff feeling"
    ),
    "promise of relief": Seed(
        "Breathe easily; no", "Relieves pain; no", '"Relieves"', "may ease a stiff feeling"
    ),
    "promise to prevent": Seed(
        "Breathing normally", "Preventing injury", '"Preventing"', "may help you sit less"
    ),
    "picture that promises": Seed(
        "a person at rest", "a back that heals", '"heals"', "may ease a stiff feeling"
    ),
    "sentence without an end": Seed(
        "sitting keeps bent.", "sitting keeps bent", "no full stop", "end the sentence"
    ),
    "picture without an end": Seed("a person at rest.", "a person", "no full stop", "end the"),
    "phrase with an end": Seed("- late pregnancy", "- late pregnancy.", "like a sentence", "phrase"),
    "markup": Seed("Tuck first", "Tuck *first*", "contains *", "use words"),
    "right that is no side": Seed(
        "the right hip highlighted", "the right knee at a right angle, hip highlighted",
        'says "right angle"', "for sides of the body",
    ),
    "picture without a view": Seed(
        "Side view: a person", "A person", "steps.1.alt does not begin with the view", "Side view:"
    ),
    "picture in two sentences": Seed(
        "a person at rest.", "a person. At rest.", "steps.1.alt has more than one full stop",
        "in one sentence",
    ),
    "force": Seed(
        "kneel on the back knee", "force the back knee down", 'steps.2.text says "force"',
        "gentle effort",
    ),
}  # fmt: skip


@each(SEEDS)
def test_bad_wording_is_named_with_its_line_and_fix(content: Content, seed: Seed) -> None:
    seed.check(content)


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
def test_a_promise_is_refused(text: str) -> None:
    (fault,) = wording_faults({"summary": text})

    assert "promises too much" in fault.what
    assert "may" in fault.fix


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
def test_words_that_only_look_like_promises_are_fine(text: str) -> None:
    assert wording_faults({"summary": text}) == []


@pytest.mark.parametrize("text", ["Bend your LEFT knee.", "Make a right angle.", "Right, left."])
def test_a_side_in_a_step_is_refused(text: str) -> None:
    (fault,) = wording_faults({"steps": [{"text": text}]})

    assert fault.where == ("steps", 0, "text")


def test_words_that_contain_a_side_are_fine() -> None:
    assert wording_faults({"steps": [{"text": "Sit upright under a bright cleft."}]}) == []


def test_the_title_of_a_source_may_contain_a_promise() -> None:
    title = "Work breaks for preventing disorders"

    assert wording_faults({"evidence": [{"source": title, "supports": "Little."}]}) == []


_DATA = st.dictionaries(
    st.sampled_from(
        ["name", "summary", "steps", "cues", "aliases", "evidence", "avoid_if", "days"]
    ),
    st.recursive(
        st.none() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.sampled_from(["text", "alt", "supports", "note"]), inner)
        ),
        max_leaves=8,
    ),
)


@settings(max_examples=25)
@given(_DATA)
def test_data_of_any_shape_can_be_checked(data: dict[str, object]) -> None:
    wording_faults(data)


@pytest.mark.slow
@settings(max_examples=300)
@given(_DATA)
def test_data_of_many_shapes_can_be_checked(data: dict[str, object]) -> None:
    wording_faults(data)


def test_people_read_two_and_a_half_words_a_second() -> None:
    assert reading_seconds("one two three four five") == 2
