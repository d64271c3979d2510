"""The card of one break: offered, each stage of it, and every way it ends."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.cards.blocks import Block, Card, actions, button, card, context, note, section
from bot.cards.tickets import Ticket, action_id
from bot.domain.exercises import Exercise, Position, Side, Stage, Step
from bot.domain.nudges import Nudge
from bot.domain.practice import Action, Refusal, State, other_side
from bot.domain.streaks import Day, Streak
from bot.library.words import Words, plain


@dataclass(frozen=True)
class Outcome:
    """What a finished break amounts to."""

    today: Day
    streak: Streak
    next_due_at: datetime | None
    zone: str


def offer(words: Words, exercise: Exercise, nudge: Nudge) -> Card:
    """The nudge itself: what it is, how long, who should not; Start, Snooze, Swap, Skip."""
    opening = _opening(words, nudge)
    what, *asides = _description(words, exercise)
    ticket = Ticket(nudge.id).value
    blocks = [
        section(f"{opening}\n{what}"),
        *map(context, asides),
        actions(
            button(words("Start"), action_id(Action.START), ticket, style="primary"),
            button(words("Snooze 10 min"), action_id(Action.SNOOZE), ticket),
            button(
                words("Swap"),
                action_id(Action.SWAP),
                ticket,
                spoken=words("Swap for another exercise"),
            ),
            button(words("Skip"), action_id(Action.SKIP), ticket, spoken=words("Skip this one")),
        ),
    ]
    return Card(blocks, f"{opening} {_spoken_description(words, exercise)}")


@lru_cache(maxsize=1024)
def _description(words: Words, exercise: Exercise) -> tuple[str, ...]:
    """What the exercise is, how long it takes, who should not; the same on every nudge."""
    what = words(
        "*{name}*: {summary}",
        name=words.of(exercise, "name", exercise.name),
        summary=words.of(exercise, "summary", exercise.summary),
    )
    return (what, _facts(words, exercise), *_reasons_not_to(words, exercise))


@lru_cache(maxsize=1024)
def _spoken_description(words: Words, exercise: Exercise) -> str:
    return " ".join(map(plain, _description(words, exercise)))


def stage(words: Words, exercise: Exercise, nudge: Nudge, *, stale: bool = False) -> Card:
    """One stage of the break, the whole step in its text for those who listen."""
    at = nudge.progress.stage
    here = exercise.script[at]
    step = exercise.steps[here.step]
    title = words(
        "*{name}*, {place}",
        name=words.of(exercise, "name", exercise.name),
        place=_place(words, exercise, at),
    )
    text = words.of(exercise, f"step/{here.step + 1}", step.text)
    length = _length(words, step)
    stop_sign = words("Stay within what feels good. Pain, dizziness or numbness means stop.")
    care = _cautions(words, exercise) if at == 0 else stop_sign
    blocks = [
        section(f"{title}\n{text}"),
        context(length, care),
        actions(*_walk_buttons(words, exercise, nudge)),
    ]
    spoken = [f"{title}.", text, length, care]
    if stale:
        word = words("That button was from another step. This is where you are.")
        blocks.append(context(word))
        spoken.append(word)
    return card(blocks, *spoken)


def done(words: Words, exercise: Exercise, outcome: Outcome) -> Card:
    first = words("*Done: {name}.* Well moved.", name=words.of(exercise, "name", exercise.name))
    today = words.many(
        "That is {n} break today.", "That is {n} breaks today.", max(1, outcome.today.breaks)
    )
    lines = [first, f"{today} {_streak(words, outcome)}"]
    if outcome.next_due_at is not None:
        lines.append(
            words(
                "Next nudge: {when}.",
                when=words.day_and_time(outcome.next_due_at, outcome.zone),
            )
        )
    return card([section("\n".join(lines[:2])), *map(context, lines[2:])], *lines)


def ended(
    words: Words, exercise: Exercise, nudge: Nudge, next_due_at: datetime | None, zone: str
) -> Card:
    """A card that is over without a completed break, or put off: one line, and a way back."""
    name = words.of(exercise, "name", exercise.name)
    match nudge.progress.state:
        case State.SNOOZED if next_due_at is not None:
            line = words(
                "Snoozed. *{name}* comes back: {when}.",
                name=name,
                when=words.day_and_time(next_due_at, zone),
            )
            return _with_way_back(nudge, line, words("Start now"))
        case State.SNOOZED:
            line = words("*{name}* is put off.", name=name)
            return _with_way_back(nudge, line, words("Start now"))
        case State.SKIPPED:
            line = words("Skipped *{name}*. That is fine.", name=name)
            return _with_way_back(nudge, line, words("Do it after all"))
        case State.STOPPED:
            return note(words("Stopped *{name}*. Stopping is always a good choice.", name=name))
        case State.SWAPPED:
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


def explained(words: Words, refusal: Refusal, drawn: Card) -> Card:
    """A card drawn again because a click did not fit it, with a word about that."""
    if refusal is Refusal.OVER:
        return drawn
    word = words("That button was from an earlier card. This is how things stand.")
    return Card([*drawn.blocks, context(word)], f"{drawn.text} {word}")


def _opening(words: Words, nudge: Nudge) -> str:
    if nudge.asked:
        return words("Here is one for you.")
    openings = (
        words("A good moment to get up, if it suits you."),
        words("Time to loosen up a little?"),
        words("You have been sitting for a while. Fancy a short break?"),
    )
    return openings[int(nudge.id[-4:], 16) % len(openings)]


def _facts(words: Words, exercise: Exercise) -> str:
    position = {
        Position.SEATED: words("seated"),
        Position.STANDING: words("standing"),
        Position.FLOOR: words("on the floor"),
    }[exercise.position]
    minutes = max(1, round(exercise.seconds / 60))
    return words.many(
        "About {n} minute, {how}.", "About {n} minutes, {how}.", minutes, how=position
    )


def _cautions(words: Words, exercise: Exercise) -> str:
    said = (
        words.of(exercise, f"caution/{n}", it) for n, it in enumerate(exercise.cautions, start=1)
    )
    return words("*Take care:* {cautions}", cautions=" ".join(said))


def _reasons_not_to(words: Words, exercise: Exercise) -> list[str]:
    said = [words.of(exercise, f"avoid/{n}", it) for n, it in enumerate(exercise.avoid_if, start=1)]
    if not said:
        return []
    return [words("*Leave it out, or ask first, with:* {reasons}.", reasons="; ".join(said))]


def _place(words: Words, exercise: Exercise, at: int) -> str:
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


def _length(words: Words, step: Step) -> str:
    if step.hold:
        return words.many("Hold for {n} second.", "Hold for {n} seconds.", step.seconds)
    if step.reps is not None:
        return words.many("{n} slow repetition.", "{n} slow repetitions.", step.reps)
    return words.many("About {n} second.", "About {n} seconds.", step.seconds)


def _walk_buttons(words: Words, exercise: Exercise, nudge: Nudge) -> list[Block]:
    at = nudge.progress.stage
    ticket = Ticket(nudge.id, at).value
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


def _streak(words: Words, outcome: Outcome) -> str:
    streak = outcome.streak
    if not outcome.today.scheduled:
        return words.many(
            "On a day off, too: a bonus. Your streak waits at {n} workday.",
            "On a day off, too: a bonus. Your streak waits at {n} workdays.",
            streak.current,
        )
    return words.many("Streak: {n} workday.", "Streak: {n} workdays in a row.", streak.current)


def _with_way_back(nudge: Nudge, line: str, label: str) -> Card:
    way_back = button(label, action_id(Action.START), Ticket(nudge.id).value)
    return card([section(line), actions(way_back)], line)
