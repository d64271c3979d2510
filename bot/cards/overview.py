"""How things stand for one person: the streak, the reason of the next nudge, the week together."""

from dataclasses import dataclass

from bot.cards.blocks import Card, actions, card, context, header, note, section
from bot.cards.daysoff import because, works_then
from bot.cards.hours import interval
from bot.domain.calendar import DayOff
from bot.domain.members import DueReason, Member, Standing
from bot.domain.standings import LEAST_LISTED, Place
from bot.domain.streaks import Day, Streak
from bot.library.words import Words


@dataclass(frozen=True, kw_only=True)
class Together:
    """A workspace's week: how many people took how many breaks, and who chose to be listed."""

    people: int
    breaks: int
    mine: int
    places: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Everything that Home says of a person; `member` is None for one Limber does not know."""

    member: Member | None
    paused: bool
    today: Day
    streak: Streak
    day_off: DayOff | None = None
    """The first of the days off for which the next nudge waits."""
    together: Together


def streak_card(words: Words, overview: Overview) -> Card:
    lines = [streak_line(words, overview), today_line(words, overview)]
    rule = words("Only workdays count. Weekends, and days spent paused, never break a streak.")
    return card([section(" ".join(lines)), context(rule)], *lines, rule)


def streak_line(words: Words, overview: Overview) -> str:
    streak = overview.streak
    if not streak.current:
        now = words("*No streak at the moment.* One break on a workday begins one.")
    else:
        now = words.many(
            "*Streak: {n} workday.*", "*Streak: {n} workdays in a row.*", streak.current
        )
    if streak.longest <= streak.current:
        return now
    return f"{now} {words('The longest so far: {n}.', n=streak.longest)}"


def today_line(words: Words, overview: Overview) -> str:
    if not overview.today.breaks:
        return words("No break yet today.")
    return words.many("{n} break today.", "{n} breaks today.", overview.today.breaks)


def why_card(words: Words, overview: Overview) -> Card:
    said = why(words, overview)
    works = works_then(words, overview.day_off) if overview.day_off is not None else None
    return note(said) if works is None else card([section(said), actions(works)], said)


def why(words: Words, overview: Overview) -> str:
    """When the next nudge comes, and why then, in plain words."""
    member = overview.member
    if member is None or member.standing is not Standing.ACTIVE:
        return words("No nudge is planned, as you are not in. `/stretch join` changes that.")
    if member.next_due_at is None or member.due_reason is None:
        return words("No nudge is planned: your settings name no working hours.")
    when = words.day_and_time(member.next_due_at, member.zone)
    if overview.paused and member.paused_until is not None:
        until = words.day_and_time(member.paused_until, member.zone)
        return words(
            "You are paused. That ends by itself: {until}. First nudge after that: {when}.",
            until=until,
            when=when,
        )
    return f"{words('Next nudge: {when}.', when=when)} {_because(words, overview, member)}"


def _because(words: Words, overview: Overview, member: Member) -> str:
    minutes = interval(words, member.preferences.rhythm)
    since = words.time_of_day(member.sitting_since, member.zone)
    match member.due_reason:
        case DueReason.DAY_OFF if overview.day_off is not None:
            return because(words, overview.day_off)
        case DueReason.OPENING | DueReason.DAY_OFF:
            return words("That is {minutes} after your working hours begin.", minutes=minutes)
        case DueReason.PAUSE_ENDED:
            return words("That is {minutes} after your pause ends.", minutes=minutes)
        case DueReason.SNOOZED:
            return words("You snoozed the last one.")
        case DueReason.LATE:
            return words("It is already time, so it comes within a few minutes.")
        case DueReason.CAP:
            return words("You have had as many today as your daily limit allows.")
        case DueReason.BUSY_SLACK:
            return words("Slack asked me to slow down for a moment, so it comes a little later.")
        case _:
            return words(
                "I count {minutes} from your last break or nudge, at {since}.",
                minutes=minutes,
                since=since,
            )


def leaderboard(words: Words, together: Together) -> Card:
    """The week together first; people only where enough of them chose to be listed."""
    title = words("This week, together")
    lines = [together_line(words, together), my_share(words, together)]
    blocks = [header(title), section("\n".join(lines))]
    if together.places:
        listed = [_place(words, it) for it in together.places]
        blocks.append(section("\n".join(listed)))
        lines += listed
    rule = words(
        "People appear here only if they switch it on in their settings, and only when at least "
        "{n} did.",
        n=LEAST_LISTED,
    )
    return card([*blocks, context(rule)], f"{title}:", *lines, rule)


def together_line(words: Words, together: Together) -> str:
    """The group's number, once enough people are in it that it points at nobody."""
    if together.people < LEAST_LISTED:
        return words(
            "How many breaks everybody here took shows once {n} people have taken one this week.",
            n=LEAST_LISTED,
        )
    return words.many(
        "Everybody here: {n} break this week.",
        "Everybody here: {n} breaks this week.",
        together.breaks,
    )


def my_share(words: Words, together: Together) -> str:
    if together.people < LEAST_LISTED:
        if not together.mine:
            return words("You have taken none yet this week, and that is fine.")
        return words.many(
            "You took {n} break this week.", "You took {n} breaks this week.", together.mine
        )
    if not together.mine:
        return words("None of them yours yet, and that is fine.")
    return words.many("{n} of them is yours.", "{n} of them are yours.", together.mine)


def _place(words: Words, place: Place) -> str:
    return words.many(
        "{rank}. <@{user}>: {n} break", "{rank}. <@{user}>: {n} breaks", place.breaks,
        rank=place.rank, user=place.user_id,
    )  # fmt: skip
