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
from bot.cards.hours import pace
from bot.cards.tickets import PaceTicket, Ticket
from bot.domain.members import Member, Preferences
from bot.domain.nudges import Nudge
from bot.domain.rhythms import Need, Paced, Step
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


def also_for(words: Words, offered: Card, needs: frozenset[Need]) -> Card:
    """A nudge for several rhythms at once: what else it is for, in one line."""
    lines = []
    if {Need.WALK, Need.STRETCH} <= needs:
        lines.append(words("This counts as your stretch, too."))
    if Need.EYES in needs and len(needs) > 1:
        lines.append(words("Let your eyes rest on something far away meanwhile."))
    if not lines:
        return offered
    said = " ".join(lines)
    first, *rest = offered.blocks
    return Card([first, context(said), *rest], f"{offered.text} {said}")


def fine(words: Words) -> Card:
    return note(words("Good to know. All stays as it is."))


def repaced(words: Words, member: Member, before: Preferences) -> Card:
    """How often nudges come now, and a button that undoes it."""
    lines = [words("Changed."), *_pace(words, member)]
    if member.next_due_at is not None:
        when = words.day_and_time(member.next_due_at, member.zone)
        lines.append(words("Next nudge: {when}.", when=when))
    now, then = Paced.of(member.preferences), Paced.of(before)
    fewer = _minutes(now) > _minutes(then)
    label = words("More again") if fewer else words("Fewer again")
    undo = button(label, REPACE, PaceTicket(then).value)
    return card([section(" ".join(lines)), actions(undo)], *lines)


def no_further(words: Words, member: Member, step: Step) -> Card:
    """There is no room for another step."""
    now = _pace(words, member)
    if step is Step.MORE:
        return note(" ".join([*now, words("That is as often as I nudge.")]))
    return note(" ".join([*now, words("Fewer than that do not fit into your hours.")]))


def _pace(words: Words, member: Member) -> list[str]:
    return [f"{it}." for it in pace(words, member.preferences)]


def _minutes(paced: Paced) -> int:
    """The more they are, the fewer the nudges."""
    return paced.rhythm.min_minutes + (paced.eyes_minutes or 0) + (paced.walk_minutes or 0)


def step_buttons(words: Words) -> list[Block]:
    """One click each way."""
    return [
        button(words("Fewer nudges"), FEWER, Step.FEWER.value),
        button(words("More nudges"), MORE, Step.MORE.value),
    ]
