"""The card of a break while it is taken, stage by stage, and clicks that do not fit it."""

from bot.cards.breaks.exercise_in_words import cautions, good_form, length, place
from bot.cards.parts.blocks import (
    Block,
    Card,
    Image,
    actions,
    button,
    card,
    context,
    note,
    optional_image,
    section,
)
from bot.cards.parts.button_values import NudgeRef, action_id
from bot.domain.breaks.card_state import Action, Refusal, other_side
from bot.domain.breaks.nudges import Nudge
from bot.domain.exercises.exercise import Exercise, Side, Stage, Step
from bot.library.words import Words


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
        *optional_image(figure),
        *map(context, asides),
        actions(*_walk_buttons(words, exercise, nudge)),
    ]
    return card(blocks, f"{title}.", text, *asides)


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


def _care(words: Words, exercise: Exercise, step: Step, at: int) -> list[str]:
    """What to mind: before the first step all of it, at the work itself how to do it well."""
    if at == 0:
        return [cautions(words, exercise)]
    if (step.hold or step.reps is not None) and exercise.cues:
        return [good_form(words, exercise)]
    return []


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
