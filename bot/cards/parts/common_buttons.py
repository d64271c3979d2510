"""Buttons that stand on many cards."""

from bot.cards.parts.action_ids import OPEN_SETTINGS
from bot.cards.parts.blocks import Block, button
from bot.library.words import Words


def settings_button(words: Words) -> Block:
    return button(words("Settings"), OPEN_SETTINGS, "settings")
