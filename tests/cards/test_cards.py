"""Every card passes Slack's checks, says everything to those who listen, and can be translated."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from bot.cards.breaks import break_card
from bot.cards.parts import body_areas
from bot.cards.parts.blocks import Card
from bot.domain.breaks.card_state import CardState
from bot.domain.breaks.playing import screens
from bot.library.vocabulary import BodyArea
from bot.library.words import Words, plain
from bot.playground.blockkit import faults_in_message, faults_in_view, is_too_large, is_too_long
from tests.cards.gallery import gallery
from tests.cards.gallery.samples import LIBRARY, Shown, nudge
from tests.cards.languages import ENGLISH, WORDY


def visible(shown: Shown) -> Iterator[str]:
    """Every piece of text that somebody reads."""

    def read(part: object, key: str = "") -> Iterator[str]:
        if isinstance(part, dict):
            for name, value in part.items():
                yield from read(value, name)
        elif isinstance(part, list):
            for value in part:
                yield from read(value)
        elif isinstance(part, str) and key in {"text", "accessibility_label", "alt_text"}:
            yield part

    if isinstance(shown, Card):
        yield shown.text
        yield from read(shown.blocks)
    else:
        yield from read(shown.payload)


def test_every_card_has_a_name_of_its_own() -> None:
    names = Counter(name for name, _ in gallery(ENGLISH))

    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("words", [ENGLISH, WORDY], ids=["English", "wordier"])
def test_slack_accepts_every_card(words: Words) -> None:
    for name, shown in gallery(words):
        if isinstance(shown, Card):
            assert faults_in_message(shown.blocks) == [], name
            assert not is_too_long(shown.blocks), name
        else:
            assert faults_in_view(shown.payload) == [], name
            assert not is_too_large(shown.payload), name


def test_a_screen_reader_hears_full_sentences() -> None:
    for name, shown in gallery(ENGLISH):
        if isinstance(shown, Card):
            assert re.search(r"[.!?…]$", shown.text.strip()), (name, shown.text)
            assert shown.text[0].isupper() or shown.text[0] in "“`0123456789", (name, shown.text)
            assert not re.search(r"<!date|\*\w|\{|\}", shown.text), (name, shown.text)


def test_a_screen_reader_hears_the_whole_step() -> None:
    for exercise in LIBRARY.exercises.values():
        for at, stages in enumerate(screens(exercise)):
            shown = break_card.screen(ENGLISH, exercise, nudge(CardState.STARTED, at))
            for stage in stages:
                assert exercise.steps[stage.step].text in shown.text


def test_every_sentence_comes_from_the_catalog() -> None:
    for name, shown in gallery(WORDY):
        for text in visible(shown):
            rest = re.sub(r"[^\W\d_]+day$", "", _outside_brackets(text))
            assert not re.search(r"[^\W\d_]", rest), (name, text)


def _outside_brackets(text: str) -> str:
    """What is left without ⟦…⟧, brackets within brackets included."""
    kept, depth = [], 0
    for sign in text:
        depth += sign == "⟦"
        if not depth:
            kept.append(sign)
        depth -= sign == "⟧"
    return "".join(kept)


def test_every_part_of_the_body_has_a_name() -> None:
    for area in BodyArea:
        assert body_areas.area_name(ENGLISH, area) == area.value


def test_no_card_promises_or_scolds() -> None:
    bad = re.compile(
        r"\b(cure|heal|guarantee|prevent|you (?:failed|missed|should have|must)|lazy|shame|oops)\w*",
        re.IGNORECASE,
    )
    for name, shown in gallery(ENGLISH):
        for text in visible(shown):
            assert not bad.search(text), (name, text)


@pytest.mark.parametrize(
    ("marked", "heard"),
    [
        ("*Bold* and _italic_.", "Bold and italic."),
        ("At <!date^1^{time}|9:30 AM>.", "At 9:30 AM."),
        ("See <https://example.com|the page>.", "See the page."),
        ("<@U1> did 3.", "<@U1> did 3."),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("`/stretch help`", "`/stretch help`"),
    ],
)
def test_a_screen_reader_hears_no_markup(marked: str, heard: str) -> None:
    assert plain(marked) == heard


def test_cards_sound_like_a_kind_colleague() -> None:
    stiff = re.compile(
        r"\b(whoever|those who could|draw no looks|a clinician\b(?!')|and that is fine|I am|I do not"
        r"|is none|any more nudges|made room)\b"
    )
    for name, shown in gallery(ENGLISH):
        for text in visible(shown):
            assert not stiff.search(text), (name, text)
