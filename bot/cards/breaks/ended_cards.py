"""The card of a break that has ended: done, stopped, snoozed, skipped, swapped or expired."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.cards.parts.blocks import Card, actions, button, card, context, note, section
from bot.cards.parts.button_values import NudgeRef, action_id
from bot.cards.progress import plan_cards
from bot.cards.progress.streak_card import held_by_freezes
from bot.domain.breaks.card_state import Action, CardState
from bot.domain.breaks.feedback import Feedback
from bot.domain.breaks.nudges import Nudge
from bot.domain.calendar.work_week import local_date
from bot.domain.exercises.exercise import Exercise
from bot.domain.exercises.plan_progress import PlanProgress
from bot.domain.progress.streaks import MILESTONES, SOON, Day, Streak
from bot.library.words import Words

MINUTE_S = 60


@dataclass(frozen=True)
class Following:
    """When the next nudge is due; None if no nudge is planned."""

    due_at: datetime | None
    now: datetime
    zone: str


@dataclass(frozen=True)
class BreakOutcome:
    """What a finished break changed: today, the streak, the plan."""

    today: Day
    streak: Streak
    plan: PlanProgress | None = None
    counted: bool = True
    """Whether the break counts: it does not within `SOON` of one that does."""
    frozen: Sequence[date] = ()
    """The days before today, back to the last kept one, on which a freeze was used."""
    kept_days: int = 0
    """How many workdays were kept in all, if the break kept today's."""


def done(words: Words, exercise: Exercise, outcome: BreakOutcome | None) -> Card:
    """`outcome` only on the day of the break: on a later day, "today" would be wrong."""
    first = words("*Nice, {name} done.*", name=words.of(exercise, "name", exercise.name))
    if outcome is None:
        return note(first)
    counted = f"{_today_line(words, outcome)} {_streak_line(words, outcome)}"
    plan = [plan_cards.news(words, outcome.plan)] if outcome.plan is not None else []
    after = [*_freezes(words, outcome), *plan]
    return card([section(f"{first}\n{counted}"), *map(context, after)], first, counted, *after)


def stopped(
    words: Words, exercise: Exercise, outcome: BreakOutcome | None, following: Following
) -> Card:
    """`outcome` if what was done counts as a break."""
    lines = [
        words(
            "*{name}*: that's enough for now. Good call.",
            name=words.of(exercise, "name", exercise.name),
        )
    ]
    asides: list[str] = []
    if outcome is not None:
        counts = words("It counts.") if outcome.counted else _too_soon(words)
        lines.append(f"{counts} {_streak_line(words, outcome)}")
        asides = _freezes(words, outcome)
    if outcome is None:
        advice = words("If something hurts and doesn't settle, see a doctor or physio.")
        asides = [advice, *_next_nudge(words, following)]
    return card([section(" ".join(lines)), *map(context, asides)], *lines, *asides)


def never(words: Words, exercise: Exercise, nudge: Nudge) -> Card:
    """Skipped, and left out from now on."""
    name = words.of(exercise, "name", exercise.name)
    line = words("Got it. I won't bring *{name}* again.", name=name)
    undo = button(words("Undo"), action_id(Feedback.BRING_BACK), NudgeRef(nudge.id).value)
    return card([section(line), actions(undo)], line)


def ended(words: Words, exercise: Exercise, nudge: Nudge, following: Following) -> Card:
    """Over without a completed break: one line, and a button to take the break after all."""
    name = words.of(exercise, "name", exercise.name)
    match nudge.progress.state:
        case CardState.SNOOZED if following.due_at is not None:
            line = words("*{name}* will be back: {when}.", name=name, when=_when(words, following))
            return _with_start(nudge, line, words("Start now"))
        case CardState.SNOOZED:
            line = words("*{name}* can wait.", name=name)
            return _with_start(nudge, line, words("Start now"))
        case CardState.SKIPPED:
            line = words("Skipped *{name}*. No worries.", name=name)
            return _with_start(nudge, line, words("Changed my mind"))
        case CardState.SWAPPED:
            return note(words("*{name}* made way for another one.", name=name))
        case _:
            return note(
                words("*{name}* was for another time. `/stretch` brings a new one.", name=name)
            )


def _today_line(words: Words, outcome: BreakOutcome) -> str:
    """Today's breaks, compared to the goal if that is more than one."""
    today = outcome.today
    if not outcome.counted:
        return _too_soon(words)
    if today.scheduled and today.goal > 1 and today.breaks <= today.goal:
        return words("Break {n} of {goal} today.", n=today.breaks, goal=today.goal)
    return words("Break {n} today.", n=max(1, today.breaks))


def _too_soon(words: Words) -> str:
    return words.many(
        "A bonus! Breaks count once every {n} minute.",
        "A bonus! Breaks count once every {n} minutes.",
        int(SOON.total_seconds() // MINUTE_S),
    )


def _streak_line(words: Words, outcome: BreakOutcome) -> str:
    streak, today = outcome.streak, outcome.today
    if not today.scheduled and not streak.current:
        return words("A bonus on your day off.")
    if not today.scheduled:
        return words.many(
            "A bonus on your day off. Your streak waits at {n} workday.",
            "A bonus on your day off. Your streak waits at {n} workdays.",
            streak.current,
        )
    left = today.goal - today.breaks
    if not streak.current:
        return words.many("{n} more today begins a streak.", "{n} more today begin a streak.", left)
    now = words.many("Streak: {n} workday.", "Streak: {n} workdays in a row.", streak.current)
    if left <= 0:
        return now
    return f"{now} {words.many('{n} more keeps today.', '{n} more keep today.', left)}"


def _freezes(words: Words, outcome: BreakOutcome) -> list[str]:
    """Freezes that were used, told with the first break since; and one that this break earned."""
    today, streak = outcome.today, outcome.streak
    lines = []
    if outcome.counted and outcome.frozen and today.breaks == 1:
        lines.append(held_by_freezes(words, outcome.frozen))
    if outcome.counted and streak.earned_on == today.date and today.breaks == today.goal:
        lines.append(words("You earned a freeze. It saves your streak if you miss a day."))
    if outcome.kept_days in MILESTONES:
        milestone = words.many(
            "🎉 {n} workday with breaks so far. Nice habit!",
            "🎉 {n} workdays with breaks so far. Nice habit!",
            outcome.kept_days,
        )
        lines.append(milestone)
    return lines


def _with_start(nudge: Nudge, line: str, label: str) -> Card:
    start = button(label, action_id(Action.START), NudgeRef(nudge.id).value)
    return card([section(line), actions(start)], line)


def _next_nudge(words: Words, following: Following) -> list[str]:
    if following.due_at is None:
        return []
    return [words("Next nudge: {when}.", when=_when(words, following))]


def _when(words: Words, following: Following) -> str:
    """Only the time if it is the same day: the card stays, and "today" would become wrong."""
    assert following.due_at is not None
    days = {local_date(it, following.zone) for it in (following.due_at, following.now)}
    spell = words.time_of_day if len(days) == 1 else words.day_and_time
    return spell(following.due_at, following.zone)
