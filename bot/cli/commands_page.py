"""The page about commands, generated from their declarations by `limber commands`."""

from collections.abc import Iterator

from bot.usecases.features import all_commands
from bot.usecases.registry import Command

_HEAD = """\
<!-- Made by `limber commands`; edit the declarations in bot/usecases/ instead. -->

# Commands

| Type | What it does | Or |
|---|---|---|
"""


def commands_page() -> str:
    return _HEAD + "".join(row for command in all_commands() for row in _rows(command))


def _rows(command: Command) -> Iterator[str]:
    others = ", ".join(f"`{spelling}`" for spelling in command.spellings[1:] if spelling)
    for typed, meaning in command.hints.items():
        yield f"| `{f'/stretch {typed}'.strip()}` | {meaning} | {others} |\n"
        others = ""
