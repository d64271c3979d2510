"""Days off: what is coming, read back in words, each with a way back."""

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
"""Stretches of days on one card."""


@dataclass(frozen=True)
class Coming:
    """What is coming for one person. `holidays` are (day, name, whether they work then)."""

    member: Member
    stretches: Sequence[DateRange]
    holidays: Sequence[tuple[date, str, bool]] = ()


def days(words: Words, first: date, last: date) -> str:
    """Such as "Thursday, December 24" or "Tuesday, December 22 to Saturday, January 2"."""
    if first == last:
        return words.day(first)
    return words("{first} to {last}", first=words.day(first), last=words.day(last))


def coming(words: Words, it: Coming, *, said: str = "") -> Card:
    """The days off that are coming, each with a button; `said` is what just changed."""
    lines = [said] if said else []
    lines.append(words("*Your days off*") if it.stretches else words("No days off are noted."))
    blocks = [section(" ".join(lines))]
    for n, stretch in enumerate(it.stretches[:MOST_LISTED], start=1):
        line = _stretch_line(words, stretch)
        lines.append(f"{line}.")
        blocks.append(section(line, _way_back(words, stretch, n)))
    more = [
        words(
            "To add some: `/stretch off tomorrow`, `/stretch off 24 dec` or "
            "`/stretch off 22 dec - 2 jan`. Nothing is sent then, and your streak waits."
        ),
        _whose_holidays(words, it.member),
        words("To end the nudges altogether: `/stretch leave`."),
    ]
    return card([*blocks, context(*more)], *lines, *more)


def taken(words: Words, member: Member, stretch: DateRange, *, worked: bool) -> Card:
    """A stretch of days that was just noted; `worked`: any of them was a workday."""
    when = days(words, stretch.first, stretch.last)
    if stretch.for_all:
        line = words("*Noted.* Everybody here is off: {days}.", days=_named(words, when, stretch))
    elif worked:
        line = words("*Noted.* You are off: {days}. Your streak waits for you.", days=when)
    else:
        line = words("*Noted.* You are off: {days}. You do not work then anyway.", days=when)
    lines = [line, *next_nudge(words, member)]
    undo = button(words("Undo"), f"{DAYS_REMOVED}.1", stretch.id)
    return card([section(" ".join(lines)), actions(undo)], *lines)


def sick(words: Words, member: Member, stretch: DateRange) -> Card:
    """Days off for who is ill."""
    lines = [
        words(
            "*Get well soon.* You are off: {days}.", days=days(words, stretch.first, stretch.last)
        ),
        words("Nothing is sent meanwhile, and your streak waits for you."),
        *next_nudge(words, member),
    ]
    undo = button(words("Undo"), f"{DAYS_REMOVED}.1", stretch.id)
    return card([section(" ".join(lines)), actions(undo)], *lines)


def worked(words: Words, member: Member, stretch: DateRange) -> Card:
    """Days that are worked after all."""
    when = days(words, stretch.first, stretch.last)
    lines = [words("*Noted.* You work: {days}.", days=when), *next_nudge(words, member)]
    undo = button(words("Undo"), f"{DAYS_REMOVED}.1", stretch.id)
    return card([section(" ".join(lines)), actions(undo)], *lines)


def everyones(words: Words, stretches: Sequence[DateRange], *, said: str = "") -> Card:
    """For an admin: the days on which the whole workspace is off."""
    lines = [said] if said else []
    lines.append(
        words("*Days off for everybody here*")
        if stretches
        else words("No days off are noted for everybody here.")
    )
    blocks = [section(" ".join(lines))]
    for n, stretch in enumerate(stretches[:MOST_LISTED], start=1):
        when = days(words, stretch.first, stretch.last)
        line = words("Everybody here: {days}", days=_named(words, when, stretch))
        lines.append(f"{line}.")
        remove = button(words("Remove"), f"{DAYS_REMOVED}.{n}", stretch.id)
        blocks.append(section(line, remove))
    more = words("To add one: `/stretch off everyone 24 dec`, with its name after it if you like.")
    return card([*blocks, context(more)], *lines, more)


def removed(words: Words) -> str:
    return words("Removed.")


def unclear(words: Words, why: Vague, typed: str) -> Card:
    """Which days are meant is not clear, so nothing changed."""
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
            return words("I did not understand “{typed}”.", typed=quoted(typed))


def too_many(words: Words) -> Card:
    return note(words("That is more than I can note. `/stretch off` lists what could go."))


def not_admin(words: Words) -> Card:
    return note(
        words(
            "Only admins of this Slack workspace can set days off for everybody. Your own: "
            "`/stretch off 24 dec`."
        )
    )


def holidays(words: Words, it: Coming) -> Card:
    """Whose public holidays somebody has, and the next few."""
    first = _whose_holidays(words, it.member)
    lines, blocks = [first], [section(first)]
    for n, (day, name, is_worked) in enumerate(it.holidays, start=1):
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
    """What is wrong with a country or region, and what was perhaps meant."""
    line = words("I know no holidays of “{typed}”.", typed=quoted(typed))
    if not why.nearest:
        return f"{line} {words('Write a country, or its code and a region: DE-BY.')}"
    meant = words.many(
        "Did you mean {places}?", "Did you mean one of {places}?", len(why.nearest),
        places=", ".join(why.nearest),
    )  # fmt: skip
    return f"{line} {meant}"


def because(words: Words, off: DayOff) -> str:
    """Why a nudge waits, in one sentence."""
    when = days(words, off.first, off.last)
    match off.why:
        case Why.HOLIDAY:
            return words("{day} is {name}, so I wait until after it.", day=when, name=off.name)
        case Why.EVERYONE if off.name:
            return words("Everybody here is off: {days}, {name}.", days=when, name=off.name)
        case Why.EVERYONE:
            return words("Everybody here is off: {days}.", days=when)
        case _:
            return words("You are off: {days}.", days=when)


def works_then(words: Words, off: DayOff) -> Block | None:
    """The button of who works on a day that is off for others."""
    if off.why is Why.OWN:
        return None
    return _works_button(words, off.first, off.last, 1)


def whose(words: Words, member: Member) -> str | None:
    """The country or region whose public holidays somebody has, by name."""
    place = member.place
    return None if place is None else place_name(place, words.locale)


def _whose_holidays(words: Words, member: Member) -> str:
    place = whose(words, member)
    if place is None:
        return words("No public holidays are off. `/stretch holidays Germany` changes that.")
    if member.preferences.holidays is None:
        return words("Public holidays of {place} are off, as your time zone is there.", place=place)
    return words("Public holidays of {place} are off.", place=place)


def _stretch_line(words: Words, it: DateRange) -> str:
    when = days(words, it.first, it.last)
    if it.kind is DayKind.WORKS:
        return words("You work: {days}", days=when)
    if it.for_all:
        return words("Everybody here: {days}", days=_named(words, when, it))
    return words("You: {days}", days=when)


def _named(words: Words, when: str, it: DateRange) -> str:
    return words("{days}, {name}", days=when, name=quoted(it.name)) if it.name else when


def _way_back(words: Words, it: DateRange, n: int) -> Block:
    if it.for_all:
        return _works_button(words, it.first, it.last, n)
    return button(words("Remove"), f"{DAYS_REMOVED}.{n}", it.id)


def _works_button(words: Words, first: date, last: date, n: int) -> Block:
    label = words("I work that day") if first == last else words("I work then")
    return button(label, f"{DAYS_WORKED}.{n}", f"{first}/{last}")
