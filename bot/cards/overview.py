"""How things stand for one person: the streak, the reason of the next nudge, the week together."""

from dataclasses import dataclass
from datetime import datetime

from bot.cards.blocks import Card, card, context, section
from bot.cards.plans import Standing
from bot.cards.quoting import quoted
from bot.domain.calendar import DayOff
from bot.domain.holds import Hold
from bot.domain.members import Member
from bot.domain.standings import LEAST_LISTED, Place
from bot.domain.streaks import Day, Streak
from bot.domain.teams import TeamNow
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
    """Everything that Home says of a person at an instant; `member` is None for one Limber does
    not know."""

    member: Member | None
    at: datetime
    today: Day
    streak: Streak
    day_off: DayOff | None = None
    """The first of the days off for which the next nudge waits."""
    lost_at: datetime | None = None
    """When the last nudge went out, if it did not arrive."""
    is_served: bool = True
    """Whether any exercise is left that suits their settings."""
    together: Together
    plan: Standing | None = None
    """Where they stand in the plan they follow."""
    teams: tuple[TeamNow, ...] = ()
    """The teams they are in."""

    @property
    def paused(self) -> bool:
        return self.member is not None and self.member.is_paused(self.at)

    @property
    def hold(self) -> Hold | None:
        """What will hold the next nudge back, as far as is known."""
        due = self.member.next_due_at if self.member is not None else None
        return self.member.hold(max(due, self.at)) if self.member and due else None


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


def place_line(words: Words, place: Place) -> str:
    """A listed person, by their nickname if they gave one."""
    name = quoted(place.nickname) if place.nickname else f"<@{place.user_id}>"
    return words.many(
        "{rank}. {name}: {n} break", "{rank}. {name}: {n} breaks", place.breaks,
        rank=place.rank, name=name,
    )  # fmt: skip
