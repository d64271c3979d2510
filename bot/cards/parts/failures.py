"""What people read when Slack did not answer, or Limber failed."""

from bot.cards.parts.blocks import Card, note
from bot.library.words import Words


def slack_silent(words: Words) -> Card:
    """Slack did not return the person's time zone."""
    return note(
        words(
            "Slack didn't tell me your time zone just now, so I changed nothing. "
            "Please try again in a minute."
        )
    )


def admin_unknown(words: Words) -> Card:
    """Slack did not return whether the person is an admin."""
    return note(
        words(
            "Slack didn't tell me just now whether you're an admin here, so I changed nothing. "
            "Please try again in a minute."
        )
    )


def failed(words: Words) -> Card:
    return note(went_wrong(words))


def went_wrong(words: Words) -> str:
    return words(
        "Something went wrong on my side and nothing was lost. "
        "Please try again; if it happens again, tell the person who runs Limber here."
    )
