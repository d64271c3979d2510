"""Days off and public holidays: the coming ones, and every change with its undo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.parts.action_ids import DAYS_REMOVED, DAYS_WORKED
from bot.cards.parts.blocks import Block, Card, actions, button, card, context, note, section
from bot.cards.parts.quoting import quoted
from bot.cards.schedule.next_nudge import next_nudge
from bot.domain.calendar.days_off import DateRange, DayKind, DayOff, Why
from bot.domain.members import Member
from bot.domain.phrases.date_ranges import Vague
from bot.library.almanac import NoPlace, place_name
from bot.library.words import Words

MOST_LISTED = 20
"""Date ranges on one card."""


@dataclass(frozen=True)
class Coming:
    """A person's coming days off. `holidays` are (day, name, whether they work then)."""

    member: Member
    ranges: Sequence[DateRange]
    holidays: Sequence[tuple[date, str, bool]] = ()


def days(words: Words, first: date, last: date) -> str:
    """Such as "Thursday, December 24" or "Tuesday, December 22 to Saturday, January 2"."""
    if first == last:
        return words.day(first)
    return words("{first} to {last}", first=words.day(first), last=words.day(last))


def coming(words: Words, off: Coming, *, news: str = "") -> Card:
    """Each with a button to remove it; `news` is what just changed."""
    lines = [news] if news else []
    lines.append(words("*Your days off*") if off.ranges else words("No days off are noted."))
    blocks = [section(" ".join(lines))]
    for n, dates in enumerate(off.ranges[:MOST_LISTED], start=1):
        line = _range_line(words, dates)
        lines.append(f"{line}.")
        blocks.append(section(line, _undo_button(words, dates, n)))
    more = [
        words(
            "To add some: `/stretch off tomorrow`, `/stretch off 24 dec` or "
            "`/stretch off 22 dec - 2 jan`. Nothing is sent then, and your streak waits."
        ),
        _whose_holidays(words, off.member),
        words("To end the nudges altogether: `/stretch leave`."),
    ]
    return card([*blocks, context(*more)], *lines, *more)


def taken(words: Words, member: Member, dates: DateRange, *, worked: bool) -> Card:
    """Days off that were just noted; `worked`: any of them was a workday."""
    when = days(words, dates.first, dates.last)
    if dates.for_all:
        line = words("*Noted.* Everybody here is off: {days}.", days=_named(words, when, dates))
    elif worked:
        line = words("*Noted.* You're off: {days}. Your streak waits for you.", days=when)
    else:
        line = words("*Noted.* You're off: {days}. You don't work then anyway.", days=when)
    lines = [line, *next_nudge(words, member)]
    return _with_undo(words, dates, lines)


def sick(words: Words, member: Member, dates: DateRange) -> Card:
    lines = [
        words("*Get well soon.* You're off: {days}.", days=days(words, dates.first, dates.last)),
        words("Nothing is sent meanwhile, and your streak waits for you."),
        *next_nudge(words, member),
    ]
    return _with_undo(words, dates, lines)


def worked(words: Words, member: Member, dates: DateRange) -> Card:
    """The person works on days that would be off."""
    when = days(words, dates.first, dates.last)
    lines = [words("*Noted.* You work: {days}.", days=when), *next_nudge(words, member)]
    return _with_undo(words, dates, lines)


def everyones(words: Words, ranges: Sequence[DateRange], *, news: str = "") -> Card:
    """For admins: the days off of the whole workspace."""
    lines = [news] if news else []
    lines.append(
        words("*Days off for everybody here*")
        if ranges
        else words("No days off are noted for everybody here.")
    )
    blocks = [section(" ".join(lines))]
    for n, dates in enumerate(ranges[:MOST_LISTED], start=1):
        when = days(words, dates.first, dates.last)
        line = words("Everybody here: {days}", days=_named(words, when, dates))
        lines.append(f"{line}.")
        remove = button(words("Remove"), f"{DAYS_REMOVED}.{n}", dates.id)
        blocks.append(section(line, remove))
    more = words("To add one: `/stretch off everyone 24 dec`, with its name after it if you like.")
    return card([*blocks, context(more)], *lines, more)


def removed(words: Words) -> str:
    return words("Removed.")


def unclear(words: Words, why: Vague, typed: str) -> Card:
    """The dates could not be read, so nothing changed."""
    examples = words(
        "Try `/stretch off tomorrow`, `/stretch off 24 dec` or `/stretch off 22 dec - 2 jan`."
    )
    return note(f"{_why_unclear(words, why, typed)} {examples}")


def sick_unclear(words: Words, why: Vague, typed: str) -> Card:
    examples = words("Try `/stretch sick`, `/stretch sick till wed` or `/stretch sick 3 days`.")
    return note(f"{_why_unclear(words, why, typed)} {examples}")


def _why_unclear(words: Words, why: Vague, typed: str) -> str:
    match why:
        case Vague.PAST:
            return words("“{typed}” is already over.", typed=quoted(typed))
        case Vague.TOO_FAR:
            return words("I look a year ahead at most.")
        case Vague.BACKWARDS:
            return words("“{typed}” ends before it begins.", typed=quoted(typed))
        case _:
            return words("I didn't understand “{typed}”.", typed=quoted(typed))


def too_many(words: Words) -> Card:
    return note(words("That's more than I can note. `/stretch off` lists what could go."))


def not_admin(words: Words) -> Card:
    return note(
        words(
            "Only admins of this Slack workspace can set days off for everybody. Your own: "
            "`/stretch off 24 dec`."
        )
    )


def holidays(words: Words, off: Coming) -> Card:
    """Whose public holidays a person has, and the next few of them."""
    first = _whose_holidays(words, off.member)
    lines, blocks = [first], [section(first)]
    for n, (day, name, is_worked) in enumerate(off.holidays, start=1):
        line = (
            words("{day}: {name} (you work then)", day=words.day(day), name=name)
            if is_worked
            else words("{day}: {name}", day=words.day(day), name=name)
        )
        lines.append(f"{line}.")
        works = None if is_worked else _works_button(words, day, day, n)
        blocks.append(section(line, works))
    more = words(
        "Another country or region: `/stretch holidays DE-BY` or `/stretch holidays Canada`. None "
        "at all: `/stretch holidays off`. Those of where you are: `/stretch holidays auto`."
    )
    return card([*blocks, context(more)], *lines, more)


def place_unclear(words: Words, typed: str, why: NoPlace) -> Card:
    return note(place_fault(words, typed, why))


def place_fault(words: Words, typed: str, why: NoPlace) -> str:
    """What is wrong with a country or region, and which were probably meant."""
    line = words("I know no holidays of “{typed}”.", typed=quoted(typed))
    if not why.nearest:
        return f"{line} {words('Write a country, or its code and a region: DE-BY.')}"
    meant = words.many(
        "Did you mean {places}?", "Did you mean one of {places}?", len(why.nearest),
        places=", ".join(why.nearest),
    )  # fmt: skip
    return f"{line} {meant}"


def because(words: Words, off: DayOff) -> str:
    """Why there is no nudge until later, in one sentence."""
    when = days(words, off.first, off.last)
    match off.why:
        case Why.HOLIDAY:
            return words("{day} is {name}, so I wait until after it.", day=when, name=off.name)
        case Why.EVERYONE if off.name:
            return words("Everybody here is off: {days}, {name}.", days=when, name=off.name)
        case Why.EVERYONE:
            return words("Everybody here is off: {days}.", days=when)
        case _:
            return words("You're off: {days}.", days=when)


def works_then(words: Words, off: DayOff) -> Block | None:
    """The button of a person who works on a day that is off for others."""
    if off.why is Why.OWN:
        return None
    return _works_button(words, off.first, off.last, 1)


def holiday_place(words: Words, member: Member) -> str | None:
    """The name of the country or region whose public holidays a person has."""
    place = member.holiday_place
    return None if place is None else place_name(place, words.locale)


def _whose_holidays(words: Words, member: Member) -> str:
    place = holiday_place(words, member)
    if place is None:
        return words("No public holidays are off. `/stretch holidays Germany` changes that.")
    if member.preferences.holidays is None:
        return words("Public holidays of {place} are off, as your time zone is there.", place=place)
    return words("Public holidays of {place} are off.", place=place)


def _with_undo(words: Words, dates: DateRange, lines: Sequence[str]) -> Card:
    undo = button(words("Undo"), f"{DAYS_REMOVED}.1", dates.id)
    return card([section(" ".join(lines)), actions(undo)], *lines)


def _range_line(words: Words, dates: DateRange) -> str:
    when = days(words, dates.first, dates.last)
    if dates.kind is DayKind.WORKS:
        return words("You work: {days}", days=when)
    if dates.for_all:
        return words("Everybody here: {days}", days=_named(words, when, dates))
    return words("You: {days}", days=when)


def _named(words: Words, when: str, dates: DateRange) -> str:
    return words("{days}, {name}", days=when, name=quoted(dates.name)) if dates.name else when


def _undo_button(words: Words, dates: DateRange, n: int) -> Block:
    if dates.for_all:
        return _works_button(words, dates.first, dates.last, n)
    return button(words("Remove"), f"{DAYS_REMOVED}.{n}", dates.id)


def _works_button(words: Words, first: date, last: date, n: int) -> Block:
    label = words("I work that day") if first == last else words("I work then")
    return button(label, f"{DAYS_WORKED}.{n}", f"{first}/{last}")
