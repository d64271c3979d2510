"""Going quiet after days without an answer, and coming back."""

from bot.cards.parts.action_ids import LEAVE, QUIET_BACK, QUIET_FEWER
from bot.cards.parts.blocks import Card, actions, button, card, section
from bot.cards.schedule.next_nudge import next_nudge
from bot.domain.members import FEW, Member
from bot.library.words import Words


def going_quiet(words: Words) -> Card:
    """The last message until the person does something."""
    line = words("My nudges don't seem to fit at the moment, so I'll be quiet now. Say when!")
    buttons = actions(
        button(words("Twice a day"), QUIET_FEWER, "quiet"),
        button(words("Like before"), QUIET_BACK, "quiet"),
        button(words("Leave"), LEAVE, "leave"),
    )
    return card([section(line), buttons], line)


def back(words: Words, member: Member) -> Card:
    lines = [words("Good to have you back."), *next_nudge(words, member)]
    return card([section(" ".join(lines))], *lines)


def why_quiet(words: Words) -> str:
    return words("I've gone quiet, as you hadn't answered for a while. Any click brings me back.")


def why_few(words: Words) -> str:
    return words.many(
        "You didn't answer on your last workday, so only {n} comes today.",
        "You didn't answer on your last workday, so only {n} come today.",
        FEW,
    )
