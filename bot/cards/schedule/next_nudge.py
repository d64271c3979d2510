"""When the next nudge comes, under what was just done."""

from bot.cards.parts.blocks import Card, note
from bot.domain.members import Member
from bot.library.words import Words


def with_next_nudge(words: Words, member: Member, said: str) -> Card:
    """What was said, and when the next nudge comes, if one does."""
    if member.next_due_at is None:
        return note(said)
    following = words(
        "Next nudge: {when}.", when=words.day_and_time(member.next_due_at, member.zone)
    )
    return note(f"{said} {following}")
