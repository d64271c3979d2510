"""Every card passes Slack's checks, says everything to those who listen, and can be translated."""

import re
from collections.abc import Iterator
from gettext import NullTranslations
from inspect import isfunction
from pathlib import Path
from typing import get_type_hints

import pytest
from babel import Locale

from bot.cards.breaks import break_card, feedback_cards, library_cards, past_card, self_check_cards
from bot.cards.home import home_guest, home_tab
from bot.cards.parts import body_areas
from bot.cards.parts.blocks import Card, View
from bot.cards.privacy import privacy_cards
from bot.cards.progress import goal_cards, history_chart, plan_cards, streak_card
from bot.cards.schedule import (
    check_in_cards,
    days_off_cards,
    settings_modal,
    snooze_menu,
    unread_time,
    work_hours_cards,
)
from bot.cards.teams import (
    digest_card,
    group_break_cards,
    leaderboard_cards,
    team_cards,
    team_settings,
)
from bot.library.vocabulary import BodyArea
from bot.library.words import Languages, Words, plain
from bot.playground.blockkit import faults_in_message, faults_in_view, is_too_large, is_too_long
from tests.cards import gallery
from tests.cards.gallery import LIBRARY, Shown, every

LONGER = 1.4
"""Translations may be this much longer than English."""


class Brackets(NullTranslations):
    """A language that puts ⟦…⟧ around every sentence and is wordier than English."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}{'~' * int(len(message) * (LONGER - 1))}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


ENGLISH = Languages({}).of("en-US")
WORDY = Words(Locale.parse("en_US"), Brackets())


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


@pytest.mark.parametrize("words", [ENGLISH, WORDY], ids=["English", "wordier"])
def test_slack_takes_every_card(words: Words) -> None:
    for name, shown in every(words):
        if isinstance(shown, Card):
            assert faults_in_message(shown.blocks) == [], name
            assert not is_too_long(shown.blocks), name
        else:
            assert faults_in_view(shown.payload) == [], name
            assert not is_too_large(shown.payload), name


def test_every_card_is_full_sentences_for_those_who_listen() -> None:
    for name, shown in every(ENGLISH):
        if isinstance(shown, Card):
            assert re.search(r"[.!?…]$", shown.text.strip()), (name, shown.text)
            assert shown.text[0].isupper() or shown.text[0] in "“`0123456789", (name, shown.text)
            assert not re.search(r"<!date|\*\w|\{|\}", shown.text), (name, shown.text)


def test_those_who_listen_hear_the_whole_step() -> None:
    stages = [(name, it) for name, it in every(ENGLISH) if name.startswith("stage")]
    for exercise in LIBRARY.exercises.values():
        cards = [it for name, it in stages if name.endswith(f" {exercise.id}")]
        for stage, shown in zip(exercise.script, cards, strict=True):
            assert isinstance(shown, Card)
            assert exercise.steps[stage.step].text in shown.text


def test_every_sentence_comes_from_the_catalog() -> None:
    for name, shown in every(WORDY):
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


def test_every_card_there_is_is_looked_at() -> None:
    shown = Path(gallery.__file__).read_text(encoding="utf-8")
    for module in (
        feedback_cards,
        history_chart,
        leaderboard_cards,
        days_off_cards,
        digest_card,
        home_guest,
        check_in_cards,
        goal_cards,
        home_tab,
        past_card,
        streak_card,
        plan_cards,
        break_card,
        privacy_cards,
        self_check_cards,
        settings_modal,
        library_cards,
        snooze_menu,
        group_break_cards,
        team_cards,
        team_settings,
        unread_time,
        work_hours_cards,
    ):
        for name, function in vars(module).items():
            made_here = getattr(function, "__module__", "") == module.__name__
            draws = (
                get_type_hints(function).get("return")
                if made_here and isfunction(function)
                else None
            )
            if draws in {Card, View} and not name.startswith("_"):
                assert f"{module.__name__.rpartition('.')[2]}.{name}(" in shown, name


def test_every_part_of_the_body_has_a_name() -> None:
    for area in BodyArea:
        assert body_areas.area_name(ENGLISH, area) == area.value


def test_no_card_promises_or_scolds() -> None:
    bad = re.compile(
        r"\b(cure|heal|guarantee|prevent|you (?:failed|missed|should have|must)|lazy|shame|oops)\w*",
        re.IGNORECASE,
    )
    for name, shown in every(ENGLISH):
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
def test_what_is_heard_has_no_markup(marked: str, heard: str) -> None:
    assert plain(marked) == heard
