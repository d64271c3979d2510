"""Answers to a pause or snooze that could not be read: what is unclear, and examples."""

from bot.cards.parts.blocks import Card, actions, card, context, note, section
from bot.cards.parts.common_buttons import pause_buttons
from bot.cards.parts.quoting import quoted
from bot.domain.phrases.moments import Unreadable
from bot.library.words import Words


def pause(words: Words, why: Unreadable, typed: str) -> Card:
    examples = words(
        "Try `/stretch pause 30m`, `/stretch pause 2h`, `/stretch pause till 14:00` "
        "or `/stretch pause till monday`."
    )
    if not typed:
        line = words("Pause for how long?")
        ways = actions(*pause_buttons(words))
        return card([section(line), ways, context(examples)], line, examples)
    match why:
        case Unreadable.TOO_FAR:
            line = words(
                "A pause lasts a year at most. For longer, `/stretch leave` keeps your streak."
            )
        case Unreadable.ENDLESS:
            line = words(
                "A pause always ends by itself, so I need to know when. "
                "To stop for good, `/stretch leave` keeps your streak."
            )
        case Unreadable.NO_DATE:
            line = words(
                "I can't know when that's over for you: “{typed}”. Name a day or a time, "
                "as in `/stretch pause till 2 jan`.",
                typed=quoted(typed),
            )
        case Unreadable.RANGE:
            line = words("A pause begins right away, so tell me only when it ends.")
        case _:
            line = _line(words, why, typed)
    return note(f"{line} {examples}")


def snooze(words: Words, why: Unreadable, typed: str) -> Card:
    examples = words(
        "Try `/stretch snooze 20`, `/stretch snooze till 14:00`, `/stretch snooze after lunch` "
        "or `/stretch snooze tomorrow`."
    )
    match why:
        case Unreadable.FOR_A_PAUSE:
            return note(
                words(
                    "That's long for a snooze, and just right for a pause: "
                    "`/stretch pause {typed}`.",
                    typed=quoted(typed),
                )
            )
        case Unreadable.TOO_FAR | Unreadable.ENDLESS:
            line = words("A snooze ends by itself, on your next working day at the latest.")
        case Unreadable.NO_DATE:
            line = words("I can't know when that's over for you: “{typed}”.", typed=quoted(typed))
        case Unreadable.RANGE:
            line = words("A snooze begins right away, so tell me only when it ends.")
        case _:
            line = _line(words, why, typed)
    return note(f"{line} {examples}")


def _line(words: Words, why: Unreadable, typed: str) -> str:
    """What a pause and a snooze have in common."""
    match why:
        case Unreadable.PAST:
            return words("“{typed}” is already over.", typed=quoted(typed))
        case Unreadable.TWO_DATES:
            return words(
                "“{typed}” could be two different days. With the month as a word I know which, "
                "as in `24 dec`.",
                typed=quoted(typed),
            )
        case Unreadable.VAGUE:
            return words("“{typed}” could mean more than one thing.", typed=quoted(typed))
        case _:
            return words("I didn't understand “{typed}”.", typed=quoted(typed))
