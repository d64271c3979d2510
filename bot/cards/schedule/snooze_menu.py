"""The menu of snoozes, and how the end of a snooze or pause was found."""

from bot.cards.parts.action_ids import LATER
from bot.cards.parts.blocks import Block, Card, Choice, context
from bot.cards.parts.blocks import menu as select
from bot.cards.parts.button_values import SnoozeRef
from bot.domain.breaks.nudges import Nudge
from bot.domain.members import DueReason, Member
from bot.domain.phrases.until import NO_MEETING, EndReason, EndTime, Length, Occasion
from bot.library.words import Words, plain

MENU = (Length(5), Length(10), Length(20), Occasion.MEETING, Occasion.LUNCH, Occasion.TOMORROW)


def menu(words: Words, nudge: Nudge) -> Block:
    choices = [Choice(SnoozeRef(nudge.id, it).value, _label(words, it)) for it in MENU]
    return select(LATER, words("Later"), choices)


def explained(words: Words, drawn: Card, until: EndTime, member: Member) -> Card:
    """A snoozed card, and how the end was found where that is not obvious."""
    line = _how(words, until, member)
    if line is None:
        return drawn
    return Card([*drawn.blocks, context(line)], f"{drawn.text} {plain(line)}")


def _how(words: Words, until: EndTime, member: Member) -> str | None:
    """How the end was found, or why the nudge comes later than that."""
    if member.next_due_at is None:
        return None
    if until.reading is EndReason.TOMORROW:
        return words("Nothing more comes before that, and your streak waits for you.")
    if member.due_reason is DueReason.DEFERRED:
        return words("I go by what Slack shows: should it end sooner or later, so does this.")
    if member.due_reason is not DueReason.SNOOZED:
        return _comes_later(words, until, member)
    return explanation(words, until, member)


def _comes_later(words: Words, until: EndTime, member: Member) -> str:
    """The snooze ends outside the times of nudges, so the next regular nudge comes instead."""
    if until.reading is EndReason.LENGTH:
        return words("Before that there's nothing, by your working hours, daily limit or pause.")
    return words(
        "I don't nudge you at {when}, by your working hours, daily limit or pause.",
        when=words.day_and_time(until.at, member.zone),
    )


def explanation(words: Words, until: EndTime, member: Member) -> str | None:
    """How the end of a snooze or pause was found; None for one that the person named."""
    match until.reading:
        case EndReason.MEETING:
            return words("That's when your meeting ends, and two minutes to arrive.")
        case EndReason.NO_MEETING:
            return words.many(
                "Your status shows no meeting, so I'll be back in {n} minute.",
                "Your status shows no meeting, so I'll be back in {n} minutes.",
                int(NO_MEETING.total_seconds() / 60),
            )
        case EndReason.LUNCH_BREAK:
            return words(
                "That's {time}, when your working hours go on.",
                time=words.time_of_day(until.at, member.zone),
            )
        case EndReason.LUNCHTIME:
            return words(
                "I take lunch to be over at {time}.",
                time=words.time_of_day(until.at, member.zone),
            )
        case EndReason.LATE_LUNCH:
            return words("It's past lunchtime where you are, so I took one hour.")
        case _:
            return None


def _label(words: Words, snooze: Length | Occasion) -> str:
    match snooze:
        case Length(minutes):
            return words.many("In {n} minute", "In {n} minutes", minutes)
        case Occasion.MEETING:
            return words("After my meeting")
        case Occasion.LUNCH:
            return words("After lunch")
        case Occasion.TOMORROW:
            return words("Tomorrow")
