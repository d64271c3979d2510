"""Commands, buttons and forms are declared once, and completely."""

from collections import Counter
from pathlib import Path

import pytest

from bot.cards.parts import action_ids
from bot.cards.parts.action_ids import BOARDS_SAVED, JOINED, SETTINGS_SAVED, TEAM_SAVED
from bot.cards.parts.button_values import PREFIX, action_id
from bot.cli.commands_page import commands_page
from bot.domain.breaks.card_state import Action
from bot.domain.breaks.feedback import Feedback
from bot.library.finder import Found, FoundArea
from bot.usecases.features import FEATURES, all_commands
from bot.usecases.registry import Button, Command, Form, declarations
from tests.deps import LIBRARY

PAGE = Path(__file__).parents[2] / "deploy" / "handbook" / "commands.md"
FORMS = {SETTINGS_SAVED, JOINED, TEAM_SAVED, BOARDS_SAVED}
IDS = (
    {
        *(it for it in vars(action_ids).values() if isinstance(it, str) and it.startswith(PREFIX)),
        *action_ids.SAW,
        *(action_id(it) for it in (*Action, *Feedback)),
    }
    - FORMS
    - {PREFIX}
)


def test_every_button_that_cards_draw_has_one_answer() -> None:
    answered = Counter(it.action_id for *_, it in declarations(FEATURES) if isinstance(it, Button))

    assert set(answered) == IDS
    assert set(answered.values()) == {1}


def test_every_form_has_one_reader() -> None:
    read = [it.callback_id for *_, it in declarations(FEATURES) if isinstance(it, Form)]

    assert sorted(read) == sorted(FORMS)


def test_no_spelling_means_two_commands() -> None:
    spellings = Counter(it for command in all_commands() for it in command.spellings)

    assert [spelling for spelling, times in spellings.items() if times > 1] == []


@pytest.mark.parametrize("command", all_commands(), ids=lambda command: command.verb)
def test_help_and_the_page_name_every_command(command: Command) -> None:
    """Except `stop`, which only asks what the person means."""
    lines = " ".join(other.help for other in all_commands())
    is_named = command.verb in {"stretch", "stop", "help"} or f"/stretch {command.verb}" in lines

    assert is_named
    assert command.hints or command.verb == "stop"


@pytest.mark.parametrize("command", all_commands(), ids=lambda command: command.verb)
def test_suggestions_are_commands_or_found_by_the_search(command: Command) -> None:
    for typed in command.hints:
        first = typed.partition(" ")[0]
        found = LIBRARY.find(typed)
        assert first in command.spellings or isinstance(found, Found | FoundArea), typed


def test_the_page_about_commands_is_up_to_date() -> None:
    """If it is not, run: .venv/bin/limber commands > deploy/handbook/commands.md."""
    assert PAGE.read_text(encoding="utf-8") == commands_page()
