"""Buttons that appear on many cards."""

from bot.cards.parts.action_ids import JOIN, OPEN_SETTINGS, PAUSE_HOUR, PAUSE_TODAY, STRETCH
from bot.cards.parts.blocks import Block, button
from bot.library.words import Words


def settings_button(words: Words) -> Block:
    return button(words("Settings"), OPEN_SETTINGS, "settings")


def stretch_button(words: Words, label: str = "") -> Block:
    return button(label or words("Stretch now"), STRETCH, "now")


def join_button(words: Words, *, again: bool = False, style: str | None = None) -> Block:
    """`again`: for somebody who has left."""
    label = words("Join again") if again else words("Count me in")
    return button(label, JOIN, "join", style=style)


def pause_hour_button(words: Words) -> Block:
    return button(words("Pause 1 hour"), PAUSE_HOUR, "pause")


def pause_buttons(words: Words) -> list[Block]:
    return [pause_hour_button(words), button(words("Pause for today"), PAUSE_TODAY, "pause")]
