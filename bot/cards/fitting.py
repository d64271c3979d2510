"""Whether nudges still fit: the question, more or fewer of them, and the way back."""

from bot.cards.blocks import Block, Card, actions, button, card, context, note, section
from bot.cards.buttons import (
    FEWER,
    FIT_FEWER,
    FIT_FINE,
    FIT_TODAY,
    MORE,
    OPEN_SETTINGS,
    REPACE,
)
from bot.cards.hours import interval
from bot.cards.tickets import PaceTicket, Ticket
from bot.domain.members import Member, Preferences
from bot.domain.nudges import Nudge
from bot.domain.rhythms import Step
from bot.library.words import Words


def question(words: Words, offered: Card, nudge: Nudge) -> Card:
    """A nudge after several that nobody answered: the exercise as ever, and one question."""
    line = words("The last few did not quite fit, it seems. Shall I change something?")
    kept = words("I ask this once. Without an answer all stays as it is.")
    ticket = Ticket(nudge.id).value
    answers = actions(
        button(words("Fewer nudges"), FIT_FEWER, ticket),
        button(words("Other hours"), OPEN_SETTINGS, "settings"),
        button(words("Pause for today"), FIT_TODAY, ticket),
        button(words("It is fine as it is"), FIT_FINE, ticket),
    )
    blocks = [*offered.blocks, section(line), answers, context(kept)]
    return Card(blocks, f"{offered.text} {line} {kept}")


def answered(drawn: Card, said: Card) -> Card:
    """The card that asked, without its question, and what came of the answer."""
    return Card([*drawn.blocks, *said.blocks], f"{drawn.text} {said.text}")


def fine(words: Words) -> Card:
    return note(words("Good to know. All stays as it is."))


def repaced(words: Words, member: Member, before: Preferences) -> Card:
    """How often nudges come now, and a button that undoes it."""
    rhythm = member.preferences.rhythm
    lines = [words("*Every {minutes}* from now on.", minutes=interval(words, rhythm))]
    if member.next_due_at is not None:
        when = words.day_and_time(member.next_due_at, member.zone)
        lines.append(words("Next nudge: {when}.", when=when))
    fewer = rhythm.min_minutes > before.rhythm.min_minutes
    label = words("More again") if fewer else words("Fewer again")
    undo = button(label, REPACE, PaceTicket(before.rhythm).value)
    return card([section(" ".join(lines)), actions(undo)], *lines)


def no_further(words: Words, member: Member, step: Step) -> Card:
    """There is no room for another step."""
    minutes = interval(words, member.preferences.rhythm)
    if step is Step.MORE:
        return note(words("Every {minutes} is as often as I nudge.", minutes=minutes))
    return note(words("Every {minutes} is as rarely as your hours leave room.", minutes=minutes))


def step_buttons(words: Words) -> list[Block]:
    """One click each way."""
    return [
        button(words("Fewer nudges"), FEWER, Step.FEWER.value),
        button(words("More nudges"), MORE, Step.MORE.value),
    ]
