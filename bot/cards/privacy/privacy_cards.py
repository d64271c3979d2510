"""What Limber stores about a person, who sees it, how to export it and how to delete it."""

from enum import StrEnum

from bot.cards.parts.action_ids import EXPORT, FORGET
from bot.cards.parts.blocks import (
    Block,
    Card,
    actions,
    button,
    card,
    confirm,
    context,
    header,
    note,
    section,
)
from bot.library.words import Words


class Unsent(StrEnum):
    """Why an export could not be sent."""

    SCOPE = "scope"
    FORBIDDEN = "forbidden"
    TROUBLE = "trouble"


def your_data(words: Words, news: str = "") -> list[Block]:
    """The part of Home about stored data; `news` is the answer to a click on one of its buttons."""
    return [
        header(words("Your data")),
        section("\n".join(_what_is_kept(words))),
        _buttons(words),
        *([section(news)] if news else []),
    ]


def answer(words: Words, *, is_known: bool) -> Card:
    """The answer to `/stretch privacy`."""
    if not is_known:
        return note(_nothing(words))
    lines = _what_is_kept(words)
    return card([section("\n".join(lines)), _buttons(words)], *lines)


def nothing_kept(words: Words) -> list[Block]:
    """The same part of Home for a person Limber does not know."""
    return [header(words("Your data")), section(_nothing(words))]


def _what_is_kept(words: Words) -> list[str]:
    return [
        words(
            "*What I keep of you:* your settings, when nudges came and what became of them, your "
            "breaks, your days off, your plan, your teams and the breaks together you joined; and "
            "until when Slack shows you as busy or away. Never what you write, what your status "
            "says, or what a self-check showed."
        ),
        words(
            "*Who sees it:* you. Others see numbers of a whole group, never who took a break and "
            "who didn't; your name and your number of breaks stand on a leaderboard only if you "
            "switch that on. No command or page shows one person to a manager, an admin or "
            "anybody else."
        ),
    ]


def _nothing(words: Words) -> str:
    return words(
        "I keep nothing about you. Once you try something I keep what you did, for you alone: "
        "what others see are numbers of a whole group. One click forgets it all."
    )


def _buttons(words: Words) -> Block:
    return actions(
        button(words("Export my data"), EXPORT, "export"),
        forget_button(words, words("Forget me"), style=None),
    )


def forget_button(words: Words, label: str, *, style: str | None = "danger") -> Block:
    return {
        **button(label, FORGET, "forget", style=style),
        "confirm": confirm(
            words("Delete everything?"),
            words("Your settings, your streak and your breaks can't be brought back."),
            words("Delete"),
            words("Keep"),
        ),
    }


def forget(words: Words) -> Card:
    """Asks before everything is deleted."""
    line = words(
        "*Delete everything about you?* That's your settings, your streak, your place in teams, "
        "and every nudge and break on record. No more nudges will come, and nothing of it can be "
        "brought back."
    )
    stays = words(
        "Files with your data or your history are deleted in Slack too; the messages I sent you "
        "stay there. What a team counted together stays a number without you in it. "
        "For a copy, take `/stretch export` first, and download the files: they go too."
    )
    delete = actions(forget_button(words, words("Delete everything")))
    return card([section(line), delete, context(stays)], line, stays)


def forgotten(words: Words) -> Card:
    return note(words("All gone. I've forgotten everything about you, and won't nudge you."))


def nothing_known(words: Words) -> Card:
    return note(words("I don't know anything about you, so there's nothing to delete or export."))


def export_comes(words: Words) -> Card:
    return note(
        words(
            "Everything I keep about you is on its way into our direct messages, as two files "
            "that only you see."
        )
    )


def export_too_soon(words: Words) -> Card:
    """An export was requested a moment ago."""
    return note(
        words(
            "Your data was on its way a moment ago: please look into our direct messages. A minute "
            "after that I can send it again."
        )
    )


def export(words: Words) -> Card:
    """The message before the files."""
    line = words(
        "*Everything I keep about you* is in the next message: all of it as JSON, and your breaks "
        "as a table (CSV) for any spreadsheet."
    )
    stays = words(
        "Only you see these files. The next export takes their place, and `/stretch forget-me` "
        "deletes them."
    )
    return card([section(line), context(stays)], line, stays)


def export_failed(words: Words, why: Unsent) -> Card:
    """What went wrong, and how to fix it."""
    match why:
        case Unsent.SCOPE:
            fix = words(
                "I may not send files here. The person who runs Limber can add the permission "
                "`files:write` to the app and reinstall it; then `/stretch export` works."
            )
        case Unsent.FORBIDDEN:
            fix = words(
                "This workspace doesn't take such files from apps. An admin of the workspace can "
                "allow JSON and CSV files; then `/stretch export` works."
            )
        case Unsent.TROUBLE:
            fix = words(
                "Slack didn't take the files just now. If they aren't here in a minute, please "
                "type `/stretch export` again."
            )
    return note(f"{words('I could not bring you your data.')} {fix}")
