"""Help, and the answer to a command that does not exist."""

from collections.abc import Sequence

from bot.cards.parts.blocks import Card, card, context, section
from bot.cards.parts.quoting import quoted
from bot.cards.parts.safety import disclaimer, urgent
from bot.library.words import Words


def help_card(words: Words, commands: Sequence[str]) -> Card:
    """`commands` are the help lines of all commands, in English."""
    first = words("*Limber* gets you out of your chair now and then. What you can type:")
    search = words("`/stretch hips` or `/stretch walk`: one for a part of the body, or by name")
    lines = [words(commands[0]), search, *map(words, commands[1:])]
    care = [disclaimer(words), urgent(words)]
    blocks = [section(first), section("\n".join(f"• {line}" for line in lines)), context(*care)]
    return card(blocks, first, *(f"{line}." for line in lines), *care)


def unknown(words: Words, typed: str, nearest: tuple[str, ...]) -> Card:
    """`nearest` are the commands and names that were probably meant."""
    line = words("Not sure what “{typed}” is.", typed=quoted(typed))
    if nearest:
        meant = words.many(
            "Did you mean {commands}?",
            "Did you mean one of {commands}?",
            len(nearest),
            commands=", ".join(f"`{f'/stretch {it}'.strip()}`" for it in nearest),
        )
        line = f"{line} {meant}"
    more = words("`/stretch help` lists what I understand.")
    return card([section(line), context(more)], line, more)
