"""Working hours: the current ones, changes with their undo, and hours that could not be read."""

from bot.cards.parts.action_ids import HOURS_SET, LEAVE, PAUSE_HOUR
from bot.cards.parts.blocks import Block, Card, actions, button, card, context, section
from bot.cards.parts.common_buttons import join_button, settings_button
from bot.cards.parts.quoting import quoted
from bot.cards.schedule.hours_in_words import hours, interval, shift_times
from bot.cards.schedule.next_nudge import next_nudge
from bot.domain.calendar.work_week import Shift, WorkWeek
from bot.domain.members import Member
from bot.domain.phrases.work_hours.faults import Fault, Unread
from bot.domain.phrases.work_hours.writing import format_hours
from bot.library.words import Words


def present_hours(words: Words, member: Member) -> Card:
    now = _hours_now(words, member)
    more = hours_examples(words)
    return card([section(now), context(more), actions(settings_button(words))], now, more)


def hours_set(words: Words, member: Member, before: WorkWeek) -> Card:
    """The new hours, and a button that restores those of `before`."""
    now = [_hours_now(words, member), *_too_short(words, member)]
    lines = [words("*Noted.*"), *now, *next_nudge(words, member)]
    buttons: list[Block] = []
    if not member.is_active:
        lines.append(words("Nudges come once you join."))
        buttons.append(join_button(words))
    if before != member.preferences.week:
        spoken = words("Back to {hours}", hours=hours(words, before))
        undo = button(words("Undo"), HOURS_SET, format_hours(before), spoken=spoken[:75])
        buttons.append(undo)
    blocks = [section(" ".join(lines)), *([actions(*buttons)] if buttons else [])]
    return card(blocks, *lines)


def hours_unclear(words: Words, member: Member, unread: Unread) -> Card:
    fault = unread_hours(words, unread)
    kept = words("Your hours stay as they are: {hours}.", hours=hours(words, _week(member)))
    examples = hours_examples(words)
    return card([section(f"{fault} {kept}"), context(examples)], fault, kept, examples)


def hours_too_short(words: Words, member: Member) -> Card:
    """No nudge would ever fall within the hours that were typed."""
    line = words(
        "A nudge comes {minutes} after you sit down, and none of these hours last that long. So I "
        "changed nothing: the settings can make the time between two nudges shorter.",
        minutes=interval(words, member.preferences.rhythm),
    )
    return card([section(line), actions(settings_button(words))], line)


def no_hours(words: Words) -> Card:
    """For a week without hours: a pause or leaving is simpler."""
    line = words(
        "That would leave no hours at all, so I changed nothing. A pause ends by itself; leaving "
        "doesn't. Either way your streak is kept."
    )
    choices = actions(
        button(words("Pause 1 hour"), PAUSE_HOUR, "pause"), button(words("Leave"), LEAVE, "leave")
    )
    return card([section(line), choices], line)


def unread_hours(words: Words, unread: Unread) -> str:
    """What is wrong with the hours that were typed, in one sentence."""
    word = quoted(unread.word)
    match unread.fault:
        case Fault.EMPTY:
            return words("Which hours?")
        case Fault.TOO_LONG:
            return words("That's longer than I can read.")
        case Fault.NO_END:
            return words("“{word}” needs a time at both ends, such as 9-17.", word=word)
        case Fault.NO_HOURS:
            return words("I found no hours for “{word}”.", word=word)
        case Fault.NO_DAYS:
            return words("On which days is “{word}”?", word=word)
        case Fault.NO_TIME:
            return words("“{word}” starts and ends at the same time.", word=word)
        case Fault.OVERLAP:
            return words("“{word}” doesn't fit with the hours beside it.", word=word)
        case Fault.TOO_MANY:
            return words("“{word}” is one range too many for a day.", word=word)
        case _:
            return words("I didn't understand “{word}”.", word=word)


def hours_examples(words: Words) -> str:
    return words(
        "Say it as `/stretch hours mon-thu 9-12 13-17, fri 9-13`, `/stretch hours weekdays 8:30am "
        "to 4pm, lunch 12-1`, `/stretch hours 22-6 mon-thu` or `/stretch hours fri off`."
    )


def _hours_now(words: Words, member: Member) -> str:
    return words(
        "I nudge you {hours} ({zone}).", hours=hours(words, _week(member)), zone=member.zone
    )


def _too_short(words: Words, member: Member) -> list[str]:
    """The shifts too short for a nudge, if any."""
    rhythm = member.preferences.rhythm
    short: list[Shift] = []
    for shifts in _week(member).days:
        short += [it for it in shifts if not rhythm.fits(it) and it not in short]
    if not short:
        return []
    shown = words(" and ").join(shift_times(words, it) for it in short)
    return [words("None comes from {hours}: that's shorter than your interval.", hours=shown)]


def _week(member: Member) -> WorkWeek:
    return member.preferences.week
