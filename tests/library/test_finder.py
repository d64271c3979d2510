"""What people find by typing after /stretch."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.finder import Found, FoundArea, NotFound
from bot.library.loading import load_library
from bot.library.names import AREA_WORDS, NEIGHBOURS, area_keys, key
from bot.library.vocabulary import BodyArea
from tests.library.conftest import GOOD

LIBRARY = load_library(GOOD)


@pytest.mark.parametrize(
    ("text", "exercise_id"),
    [
        ("dead-bug", "dead-bug"),
        ("Dead Bug", "dead-bug"),
        ("deadbug", "dead-bug"),
        ("DEAD_BUG!", "dead-bug"),
        ("Déad Bùg", "dead-bug"),
        ("dead bug, legs only", "dead-bug"),
        ("lizard", "lizard-pose"),
        ("thomas test", "thomas-test"),
        ("20/20/20", "20-20-20"),
        ("20 20 20", "20-20-20"),
        ("the lizard pose", "lizard-pose"),
        ("hip flexor stretch", "kneeling-hip-flexor-stretch"),
        ("walk", "stand-and-walk"),
        ("  seated   march ", "seated-march"),
    ],
)
def test_an_exercise_is_found_by_name(text: str, exercise_id: str) -> None:
    assert LIBRARY.find(text) == Found(LIBRARY.exercises[exercise_id])


@pytest.mark.parametrize(
    ("text", "area", "first"),
    [
        ("hips", BodyArea.HIPS, "chair-side-lunge"),
        ("hip", BodyArea.HIPS, "chair-side-lunge"),
        ("my stiff hips", BodyArea.HIPS, "chair-side-lunge"),
        ("hip stretches", BodyArea.HIPS, "chair-side-lunge"),
        ("Psoas", BodyArea.HIPS, "chair-side-lunge"),
        ("eyes", BodyArea.EYES, "20-20-20"),
        ("abs", BodyArea.CORE, "heel-tap"),
    ],
)
def test_an_area_is_found_with_its_easiest_exercise_first(
    text: str, area: BodyArea, first: str
) -> None:
    match = LIBRARY.find(text)

    assert isinstance(match, FoundArea)
    assert (match.area, match.nearby) == (area, False)
    assert match.exercises[0].id == first
    assert {it.body_area for it in match.exercises} == {area}


def test_the_hardest_of_an_area_comes_last() -> None:
    match = LIBRARY.find("hips")

    assert isinstance(match, FoundArea)
    assert match.exercises[-1].id == "lizard-pose"


def test_an_area_without_exercises_leads_to_gentle_ones_nearby() -> None:
    match = LIBRARY.find("lower back")

    assert isinstance(match, FoundArea)
    assert match.nearby
    assert [it.id for it in match.exercises] == [
        "chair-side-lunge",
        "seated-march",
        "stand-and-walk",
        "standing-split-stance",
    ]


def test_an_area_may_have_nothing_nearby() -> None:
    assert LIBRARY.find("wrist") == FoundArea(BodyArea.WRISTS_AND_HANDS, (), nearby=True)


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("thomas", ["thomas-test"]),
        ("lizzard pose", ["lizard-pose"]),
        ("seated marsh", ["seated-march"]),
        ("kneeling", ["kneeling-hip-flexor-stretch"]),
        ("lunge", ["chair-side-lunge", "kneeling-hip-flexor-stretch", "standing-split-stance"]),
        ("quarterly report", []),
        ("", []),
        ("🙂", []),
    ],
)
def test_an_unknown_name_is_answered_with_similar_ones(text: str, suggested: list[str]) -> None:
    match = LIBRARY.find(text)

    assert isinstance(match, NotFound)
    assert [it.id for it in match.suggestions] == suggested


@settings(max_examples=25)
@given(st.text())
def test_anything_typed_gets_an_answer(text: str) -> None:
    answered(text)


@pytest.mark.slow
@settings(max_examples=1000)
@given(st.text())
def test_many_things_typed_get_an_answer(text: str) -> None:
    answered(text)


def answered(text: str) -> None:
    match = LIBRARY.find(text)

    assert not isinstance(match, NotFound) or len(match.suggestions) <= 3


@given(st.sampled_from(sorted(LIBRARY.exercises)), st.sampled_from("-_ ./"), st.booleans())
def test_spelling_does_not_matter(exercise_id: str, joint: str, capitals: bool) -> None:
    typed = exercise_id.replace("-", joint)

    match = LIBRARY.find(typed.upper() if capitals else typed)

    assert match == Found(LIBRARY.exercises[exercise_id])


@given(st.text())
def test_the_key_of_a_key_is_the_same(text: str) -> None:
    assert key(key(text)) == key(text)


def test_every_area_has_its_own_name_and_no_word_means_two() -> None:
    assert all(words[0] == area for area, words in AREA_WORDS.items())
    assert set(AREA_WORDS) == set(BodyArea)
    assert len(area_keys()) == sum(map(len, AREA_WORDS.values()))
    assert all(area not in near for area, near in NEIGHBOURS.items())
