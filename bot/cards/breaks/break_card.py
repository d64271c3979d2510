"""The card of one break: offered, each stage of it, and every way it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from math import ceil

from bot.cards.parts.blocks import (
    Block,
    Card,
    Image,
    actions,
    button,
    card,
    context,
    image,
    note,
    section,
)
from bot.cards.parts.button_values import NudgeRef, action_id
from bot.cards.progress import plan_cards
from bot.cards.progress.streak_card import held_by_freezes
from bot.cards.schedule import snooze_menu
from bot.domain.breaks.card_state import Action, CardState, Refusal, other_side
from bot.domain.breaks.nudges import Nudge
from bot.domain.calendar.work_week import local_date
from bot.domain.exercises.exercise import Exercise, ExerciseKind, Position, Side, Stage, Step
from bot.domain.exercises.plan_progress import PlanProgress
from bot.domain.progress.streaks import SOON, Day, Streak
from bot.library.words import Words, plain

MINUTE_S = 60
SLOW_BREATH_S = 6
"""Seconds of one slow breath, to count a hold by without a clock."""


@dataclass(frozen=True)
class Following:
    """When the next nudge comes, seen from `now`; None where none does."""

    due_at: datetime | None
    now: datetime
    zone: str


@dataclass(frozen=True)
class BreakOutcome:
    """What a finished break amounts to."""

    today: Day
    streak: Streak
    following: Following
    plan: PlanProgress | None = None
    counted: bool = True
    """Whether it counts: not if one that does was only just before."""
    frozen: Sequence[date] = ()
    """The days since the last kept one before today that a freeze was used for."""


def offer(
    words: Words,
    exercise: Exercise,
    nudge: Nudge,
    figure: Image | None = None,
    *,
    snoozes: bool = True,
) -> Card:
    """The nudge itself: what it is, how long, who should not; Start, Snooze, Swap, Skip,
    and a menu of other snoozes.

    `snoozes` is off for somebody to whom nothing is sent unasked.
    """
    opening = _opening(words, exercise, nudge)
    what, *asides = description(words, exercise)
    ticket = NudgeRef(nudge.id).value
    snooze = [button(words("Snooze 10 min"), action_id(Action.SNOOZE), ticket)] * snoozes
    otherwise = [snooze_menu.menu(words, nudge)] * snoozes
    blocks = [
        section(f"{opening}\n{what}"),
        *_drawn(figure),
        *map(context, asides),
        actions(
            button(words("Start"), action_id(Action.START), ticket, style="primary"),
            *snooze,
            button(
                words("Swap"),
                action_id(Action.SWAP),
                ticket,
                spoken=words("Swap for another exercise"),
            ),
            button(words("Skip"), action_id(Action.SKIP), ticket, spoken=words("Skip this one")),
            *otherwise,
        ),
    ]
    return Card(blocks, f"{opening} {_spoken_description(words, exercise)}")


@lru_cache(maxsize=1024)
def description(words: Words, exercise: Exercise) -> tuple[str, ...]:
    """What the exercise is, how long it takes, who should not; the same on every nudge."""
    what = words(
        "*{name}*: {summary}",
        name=words.of(exercise, "name", exercise.name),
        summary=words.of(exercise, "summary", exercise.summary),
    )
    return (what, _facts(words, exercise), *reasons_not_to(words, exercise))


@lru_cache(maxsize=1024)
def _spoken_description(words: Words, exercise: Exercise) -> str:
    return " ".join(map(plain, description(words, exercise)))


def stage(words: Words, exercise: Exercise, nudge: Nudge, figure: Image | None = None) -> Card:
    """One stage of the break, the whole step in its text for those who listen."""
    at = nudge.progress.stage
    here = exercise.script[at]
    step = exercise.steps[here.step]
    title = words(
        "*{name}*, {place}",
        name=words.of(exercise, "name", exercise.name),
        place=place(words, exercise, at),
    )
    text = words.of(exercise, f"step/{here.step + 1}", step.text)
    asides = [length(words, exercise, step), *_care(words, exercise, step, at)]
    blocks = [
        section(f"{title}\n{text}"),
        *_drawn(figure),
        *map(context, asides),
        actions(*_walk_buttons(words, exercise, nudge)),
    ]
    return card(blocks, f"{title}.", text, *asides)


def done(words: Words, exercise: Exercise, outcome: BreakOutcome | None) -> Card:
    """`outcome` on the day itself: on another one its "today" would be wrong."""
    first = words("*Done: {name}.* Well done.", name=words.of(exercise, "name", exercise.name))
    if outcome is None:
        return note(first)
    counted = f"{_today(words, outcome)} {_streak(words, outcome)}"
    planned = [plan_cards.news(words, outcome.plan)] if outcome.plan is not None else []
    after = [*_freezes(words, outcome), *planned, *_next_nudge(words, outcome.following)]
    return card([section(f"{first}\n{counted}"), *map(context, after)], first, counted, *after)


def stopped(
    words: Words, exercise: Exercise, outcome: BreakOutcome | None, following: Following
) -> Card:
    """Stopped on the way; `outcome` where what was done counts as a break."""
    lines = [
        words(
            "Stopped *{name}*. Stopping is always a good choice.",
            name=words.of(exercise, "name", exercise.name),
        )
    ]
    news = []
    if outcome is not None:
        counts = words("What you did counts.") if outcome.counted else _too_soon(words)
        lines.append(f"{counts} {_streak(words, outcome)}")
        news = _freezes(words, outcome)
    advice = words("If something hurts and does not settle, ask a clinician.")
    asides = [advice, *news, *_next_nudge(words, following)]
    return card([section(" ".join(lines)), *map(context, asides)], *lines, *asides)


def ended(words: Words, exercise: Exercise, nudge: Nudge, following: Following) -> Card:
    """A card that is over without a completed break, or put off: one line, and a way back."""
    name = words.of(exercise, "name", exercise.name)
    match nudge.progress.state:
        case CardState.SNOOZED if following.due_at is not None:
            line = words(
                "Snoozed. *{name}* comes back: {when}.", name=name, when=_when(words, following)
            )
            return _with_way_back(nudge, line, words("Start now"))
        case CardState.SNOOZED:
            line = words("*{name}* is put off.", name=name)
            return _with_way_back(nudge, line, words("Start now"))
        case CardState.SKIPPED:
            line = words("Skipped *{name}*. That is fine.", name=name)
            after = _next_nudge(words, following)
            return _with_way_back(nudge, line, words("Do it after all"), *after)
        case CardState.SWAPPED:
            return note(words("*{name}* was swapped for another exercise.", name=name))
        case _:
            return note(
                words("*{name}* has passed. `/stretch` brings a new one any time.", name=name)
            )


def gone(words: Words) -> Card:
    """For a card that Limber no longer knows."""
    return note(words("This card is from long ago. `/stretch` brings a new one any time."))


def foreign(words: Words) -> Card:
    """For somebody who clicked another person's card."""
    return note(words("This card belongs to somebody else. `/stretch` brings you your own."))


def nothing_else(words: Words, drawn: Card) -> Card:
    """An offer that was to be swapped, where nothing else suits the person's settings."""
    word = words("I have nothing else among what you allow. Settings can change that.")
    return Card([*drawn.blocks, context(word)], f"{drawn.text} {word}")


def explained(words: Words, refusal: Refusal, drawn: Card) -> Card:
    """A card drawn again because a click did not fit it, with a word about that."""
    if refusal is Refusal.OVER:
        return drawn
    word = words("That button was from an earlier card. This is how things stand.")
    return Card([*drawn.blocks, context(word)], f"{drawn.text} {word}")


def _drawn(figure: Image | None) -> list[Block]:
    return [] if figure is None else [image(figure)]


def _opening(words: Words, exercise: Exercise, nudge: Nudge) -> str:
    if nudge.asked:
        return words("Here is one for you.")
    upright = (
        words("A good moment to change position, if it suits you."),
        words("Time to loosen up a little?"),
    )
    in_place = (
        words("Time for a short break, right where you are?"),
        words("Time to loosen up a little?"),
    )
    openings = in_place if exercise.position is Position.SEATED else upright
    return openings[int(nudge.id[-4:], 16) % len(openings)]


def _facts(words: Words, exercise: Exercise) -> str:
    position = {
        Position.SEATED: words("seated"),
        Position.STANDING: words("standing"),
        Position.FLOOR: words("on the floor"),
    }[exercise.position]
    length = words.many(
        "About {n} minute, {how}.",
        "About {n} minutes, {how}.",
        ceil(exercise.seconds / 60),
        how=position,
    )
    if not exercise.equipment:
        return length
    things = (words.of(exercise, f"equipment/{it}", it) for it in exercise.equipment)
    return f"{length} {words('You need: {things}.', things=', '.join(things))}"


def _care(words: Words, exercise: Exercise, step: Step, at: int) -> list[str]:
    """What to mind: before the first step all of it, at the work itself how to do it well."""
    if at == 0:
        return [cautions(words, exercise)]
    if (step.hold or step.reps is not None) and exercise.cues:
        return [good_form(words, exercise)]
    return []


def cautions(words: Words, exercise: Exercise) -> str:
    """What to mind before the first step."""
    all_of_it = _said(words, exercise, "caution", exercise.cautions)
    if exercise.kind is not ExerciseKind.EYES:
        stop = words("Stop if you feel pain, dizziness, numbness or tingling.")
        all_of_it = f"{stop} {all_of_it}"
    return words("*Before you start:* {cautions}", cautions=all_of_it)


def good_form(words: Words, exercise: Exercise) -> str:
    return words("*Good form:* {cues}", cues=_said(words, exercise, "cue", exercise.cues))


def _said(words: Words, exercise: Exercise, place: str, sentences: tuple[str, ...]) -> str:
    return " ".join(
        words.of(exercise, f"{place}/{n}", it) for n, it in enumerate(sentences, start=1)
    )


def reasons_not_to(words: Words, exercise: Exercise) -> list[str]:
    """Who should not do it, in one sentence; none where there is no reason."""
    reasons = [
        words.of(exercise, f"avoid/{n}", it) for n, it in enumerate(exercise.avoid_if, start=1)
    ]
    if not reasons:
        return []
    return [
        words(
            "*Skip it, or ask a clinician first, if you have:* {reasons}.",
            reasons="; ".join(reasons),
        )
    ]


def place(words: Words, exercise: Exercise, at: int) -> str:
    side = exercise.script[at].side
    part = [n for n, it in enumerate(exercise.script) if it.side is side]
    n, total = part.index(at) + 1, len(part)
    match side:
        case Side.FIRST:
            return words("one side, step {n} of {total}", n=n, total=total)
        case Side.OTHER:
            return words("other side, step {n} of {total}", n=n, total=total)
        case _:
            return words("step {n} of {total}", n=n, total=total)


def length(words: Words, exercise: Exercise, step: Step) -> str:
    """How long a step takes, or how often it is done."""
    if step.hold and exercise.kind is ExerciseKind.EYES:
        return words.many("For {n} second.", "For {n} seconds.", step.seconds)
    if step.hold:
        hold = words.many("Hold for {n} second.", "Hold for {n} seconds.", step.seconds)
        breaths = max(1, round(step.seconds / SLOW_BREATH_S))
        return f"{hold} {words.many('About {n} slow breath.', 'About {n} slow breaths.', breaths)}"
    if step.reps is not None:
        return words.many("{n} slow repetition.", "{n} slow repetitions.", step.reps)
    if step.seconds >= MINUTE_S:
        minutes = round(step.seconds / MINUTE_S)
        return words.many("About {n} minute.", "About {n} minutes.", minutes)
    return words.many("About {n} second.", "About {n} seconds.", step.seconds)


def _walk_buttons(words: Words, exercise: Exercise, nudge: Nudge) -> list[Block]:
    at = nudge.progress.stage
    ticket = NudgeRef(nudge.id, at).value
    onward = button(
        _onward(words, exercise.script, at), action_id(Action.NEXT), ticket, style="primary"
    )
    buttons = [onward]  # first, so that it stays under the same finger from step to step
    if at > 0:
        buttons.append(button(words("Back"), action_id(Action.BACK), ticket))
    other = other_side(at, exercise.script)
    if other is not None and other != at + 1:
        buttons.append(button(words("Other side"), action_id(Action.OTHER_SIDE), ticket))
    return [*buttons, button(words("Stop"), action_id(Action.STOP), ticket)]


def _onward(words: Words, script: tuple[Stage, ...], at: int) -> str:
    if at + 1 == len(script):
        return words("Done")
    turns = script[at].side is Side.FIRST and script[at + 1].side is Side.OTHER
    return words("Other side") if turns else words("Next")


def _today(words: Words, outcome: BreakOutcome) -> str:
    """How many breaks that makes today, seen against the goal."""
    today = outcome.today
    if not outcome.counted:
        return _too_soon(words)
    if today.scheduled and today.goal > 1 and today.breaks <= today.goal:
        return words.many(
            "That is {done} of {n} break today.", "That is {done} of {n} breaks today.", today.goal,
            done=today.breaks,
        )  # fmt: skip
    return words.many("That is {n} break today.", "That is {n} breaks today.", max(1, today.breaks))


def _too_soon(words: Words) -> str:
    return words.many(
        "Good for you, though within {n} minute of your last one it does not count again.",
        "Good for you, though within {n} minutes of your last one it does not count again.",
        int(SOON.total_seconds() // MINUTE_S),
    )


def _streak(words: Words, outcome: BreakOutcome) -> str:
    streak, today = outcome.streak, outcome.today
    if not today.scheduled and not streak.current:
        return words("On a day off, too: a bonus.")
    if not today.scheduled:
        return words.many(
            "On a day off, too: a bonus. Your streak waits at {n} workday.",
            "On a day off, too: a bonus. Your streak waits at {n} workdays.",
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
    """What became of freezes: told with the first break since, and with the one that earned it."""
    today, streak = outcome.today, outcome.streak
    lines = []
    if outcome.counted and outcome.frozen and today.breaks == 1:
        lines.append(held_by_freezes(words, outcome.frozen))
    if outcome.counted and streak.earned_on == today.date and today.breaks == today.goal:
        lines.append(
            words("You earned a freeze. It will hold your streak by itself on a workday you miss.")
        )
    return lines


def _with_way_back(nudge: Nudge, line: str, label: str, *asides: str) -> Card:
    way_back = button(label, action_id(Action.START), NudgeRef(nudge.id).value)
    return card([section(line), actions(way_back), *map(context, asides)], line, *asides)


def _next_nudge(words: Words, following: Following) -> list[str]:
    if following.due_at is None:
        return []
    return [words("Next nudge: {when}.", when=_when(words, following))]


def _when(words: Words, following: Following) -> str:
    """The time alone for the same day: such a card stays, and "today" would become wrong."""
    assert following.due_at is not None
    days = {local_date(it, following.zone) for it in (following.due_at, following.now)}
    say = words.time_of_day if len(days) == 1 else words.day_and_time
    return say(following.due_at, following.zone)
