"""A person's streak, and the facts about them that Home and other cards share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.cards.parts.blocks import Card, card, context, section
from bot.cards.parts.quoting import quoted
from bot.cards.progress.goal_cards import another, goal_line
from bot.cards.progress.heatmap_squares import numbers, squares
from bot.domain.calendar.busy_signals import Busy
from bot.domain.calendar.days_off import DayOff
from bot.domain.exercises.plan_progress import PlanProgress
from bot.domain.members import Member
from bot.domain.phrases.nicknames import runs_leftwards
from bot.domain.progress.heatmap import DayMark, HeatMap
from bot.domain.progress.streaks import KEPT_FOR_A_FREEZE, MOST_FREEZES, Day, Streak
from bot.domain.teams.leaderboards import LEAST_LISTED, Rank
from bot.domain.teams.teams import TeamNow
from bot.library.words import Words

LATELY = timedelta(days=7)
"""How long the use of a freeze is mentioned."""


@dataclass(frozen=True, kw_only=True)
class WorkspaceWeek:
    """A workspace's week: how many people took how many breaks, and who is on its leaderboard."""

    people: int
    breaks: int
    mine: int
    places: tuple[Rank, ...]


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What Home shows of a person at an instant; `member` is None if Limber does not know them."""

    member: Member | None
    at: datetime
    today: Day
    streak: Streak
    day_off: DayOff | None = None
    """The first of the days off that the next nudge waits for."""
    lost_at: datetime | None = None
    """When the last nudge was sent, if it is lost."""
    is_served: bool = True
    """Whether any exercise suits their settings."""
    grid: HeatMap | None = None
    """The last weeks; None where a card does not show them."""
    together: WorkspaceWeek
    plan: PlanProgress | None = None
    """Their progress in the plan they follow."""
    teams: tuple[TeamNow, ...] = ()
    """The first of their teams; `more_teams` counts the others."""
    more_teams: int = 0

    @property
    def goal(self) -> int:
        """The goal of a workday that begins; the goal of today may be lower."""
        return self.member.preferences.daily_goal if self.member is not None else self.today.goal

    @property
    def lately_frozen(self) -> list[date]:
        """The days of the last week on which a freeze kept the current streak."""
        frozen = self.grid.days(DayMark.FROZEN) if self.grid and self.streak.current else []
        return [day for day in frozen if self.today.date - day <= LATELY]

    @property
    def paused(self) -> bool:
        return self.member is not None and self.member.is_paused(self.at)

    @property
    def busy(self) -> Busy | None:
        """What will defer the next nudge, as far as is known."""
        due = self.member.next_due_at if self.member is not None else None
        return self.member.busy(max(due, self.at)) if self.member and due else None


def streak_card(words: Words, overview: Overview) -> Card:
    first = [streak_line(words, overview), today_line(words, overview)]
    more = [*_totals(words, overview), *freeze_lines(words, overview)]
    shown = overview.grid
    drawn = squares(words, shown) if shown is not None else []
    spoken = [numbers(words, shown)] if shown is not None else []
    rules = [
        words(
            "Only workdays count. Weekends, days off and days spent paused never break a streak."
        ),
        words(
            "{kept} kept workdays earn a freeze, {most} at most: it holds your streak on a workday "
            "you miss, all by itself.",
            kept=KEPT_FOR_A_FREEZE,
            most=MOST_FREEZES,
        ),
        goal_line(words, overview.goal),
        words("`/stretch goal {other}` changes it.", other=another(overview.goal)),
    ]
    blocks = [section(" ".join(first)), section("\n".join(more)), *drawn, context(" ".join(rules))]
    return card(blocks, *first, *more, *spoken, *rules)


def _totals(words: Words, overview: Overview) -> list[str]:
    streak, week = overview.streak, sum(overview.grid.this_week) if overview.grid else 0
    if not streak.breaks:
        return []
    this_week = words.many("This week: {n} break.", "This week: {n} breaks.", week)
    minutes = words.many("{n} minute", "{n} minutes", round(streak.seconds / 60))
    in_all = words.many(
        "In all: {n} break, {minutes}.", "In all: {n} breaks, {minutes}.", streak.breaks,
        minutes=minutes,
    )  # fmt: skip
    return [f"{this_week} {in_all}"]


def freeze_lines(words: Words, overview: Overview) -> list[str]:
    """The freezes in hand, and those used lately."""
    streak = overview.streak
    lines = []
    in_hand = words("Streak freezes: {n} of {most}.", n=streak.freezes, most=MOST_FREEZES)
    if streak.freezes < MOST_FREEZES:
        earning = words.many(
            "{n} more kept workday earns one.",
            "{n} more kept workdays earn one.",
            KEPT_FOR_A_FREEZE - streak.toward,
        )
        in_hand = f"{in_hand} {earning}"
    lines.append(in_hand)
    if overview.lately_frozen:
        lines.append(held_by_freezes(words, overview.lately_frozen))
    return lines


def held_by_freezes(words: Words, days: Sequence[date]) -> str:
    return words.many(
        "A freeze held your streak meanwhile: {days}.",
        "{n} freezes held your streak meanwhile: {days}.",
        len(days),
        days="; ".join(map(words.day, days)),
    )


def streak_line(words: Words, overview: Overview) -> str:
    streak = overview.streak
    if not streak.current:
        begins = words.many(
            "One break on a workday begins one.",
            "{n} breaks on a workday begin one.",
            overview.today.goal,
        )
        now = f"{words('*No streak right now.*')} {begins}"
    else:
        now = words.many(
            "*Streak: {n} workday.*", "*Streak: {n} workdays in a row.*", streak.current
        )
    if streak.longest <= streak.current:
        return now
    return f"{now} {words('The longest so far: {n}.', n=streak.longest)}"


def streak_headline(words: Words, overview: Overview) -> str:
    """The one big number of Home, without markup."""
    if not overview.streak.current:
        return words("Your first break starts a streak")
    return words.many(
        "Streak: {n} workday", "Streak: {n} workdays in a row", overview.streak.current
    )


def today_line(words: Words, overview: Overview) -> str:
    today = overview.today
    if not today.breaks:
        return words("No break yet today.")
    if today.scheduled and today.goal > 1:
        return words.many(
            "{done} of {n} break today.", "{done} of {n} breaks today.", today.goal,
            done=today.breaks,
        )  # fmt: skip
    return words.many("{n} break today.", "{n} breaks today.", today.breaks)


def together_line(words: Words, together: WorkspaceWeek) -> str:
    """The breaks of the workspace, once so many people took some that the sum reveals nobody's."""
    if together.people < LEAST_LISTED:
        return words(
            "Once {n} people here have taken a break this week, you'll see how many there were.",
            n=LEAST_LISTED,
        )
    return words.many(
        "Everybody here: {n} break this week.",
        "Everybody here: {n} breaks this week.",
        together.breaks,
    )


def my_share(words: Words, together: WorkspaceWeek) -> str:
    if together.people < LEAST_LISTED:
        if not together.mine:
            return words("Your first one this week goes here.")
        return words.many(
            "You took {n} break this week.", "You took {n} breaks this week.", together.mine
        )
    if not together.mine:
        return words("Your first one goes here.")
    return words.many("{n} of them is yours.", "{n} of them are yours.", together.mine)


def place_line(words: Words, place: Rank) -> str:
    """A person on a leaderboard, by their nickname if they have one."""
    name = f"<@{place.user_id}>"
    if place.nickname:
        name = quoted(place.nickname)
        if runs_leftwards(place.nickname):
            # Bidi isolates, so that the number after the name keeps its direction.
            name = f"\u2068{name}\u2069"
    return words.many(
        "{rank}. {name}: {n} break", "{rank}. {name}: {n} breaks", place.breaks,
        rank=place.rank, name=name,
    )  # fmt: skip
