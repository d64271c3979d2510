"""When the next nudge comes, as the last line of an answer."""

from bot.cards.parts.blocks import Card, note
from bot.domain.members import Member
from bot.library.words import Words


def next_nudge(words: Words, member: Member) -> list[str]:
    """One sentence; none where no nudge is planned."""
    if member.next_due_at is None:
        return []
    when = words.day_and_time(member.next_due_at, member.zone)
    return [words("Next nudge: {when}.", when=when)]


def with_next_nudge(words: Words, member: Member, answer: str) -> Card:
    return note(" ".join([answer, *next_nudge(words, member)]))
