"""Pausing, resuming, and snoozing the next nudge."""

from bot.cards.parts.action_ids import RESUME
from bot.cards.parts.blocks import Card, actions, button, card, context, note, section
from bot.cards.schedule import snooze_menu
from bot.cards.schedule.next_nudge import with_next_nudge
from bot.domain.members import Member
from bot.domain.phrases.until import EndTime
from bot.library.words import Words


def paused(words: Words, member: Member, end: EndTime, *, excused: bool = False) -> Card:
    """`excused`: a missed goal today does not break the streak."""
    line = words(
        "*Paused.* It ends by itself: {when}.", when=words.day_and_time(end.at, member.zone)
    )
    explanation = snooze_menu.explanation(words, end, member)
    if explanation is not None:
        line = f"{line} {explanation}"
    after = words("No nudges pile up meanwhile.")
    if member.next_due_at is not None:
        after = words(
            "First nudge after that: {when}.",
            when=words.day_and_time(member.next_due_at, member.zone),
        )
    asides = [after, words("Your streak waits for you.")] if excused else [after]
    resume = actions(button(words("Resume now"), RESUME, "resume"))
    return card([section(line), context(*asides), resume], line, *asides)


def resumed(words: Words, member: Member) -> Card:
    return with_next_nudge(words, member, words("Back on."))


def not_paused(words: Words, member: Member) -> Card:
    return with_next_nudge(words, member, words("Nothing is paused."))


def snoozed(words: Words, before: Member, after: Member, until: EndTime) -> Card:
    if after.next_due_at is None:
        return note(words("No nudge is planned, so there's nothing to snooze."))
    if after == before:
        return with_next_nudge(words, after, words("The next nudge comes later than that anyway."))
    answer = with_next_nudge(words, after, words("Snoozed."))
    return snooze_menu.explained(words, answer, until, after)
