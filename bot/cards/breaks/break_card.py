"""The card of a break under way, stage by stage, and the answers to stray clicks on a card."""

from bot.cards.breaks.exercise_in_words import good_form, length, place, who_should_skip
from bot.cards.parts.action_ids import ABOUT
from bot.cards.parts.blocks import (
    Block,
    Card,
    Choice,
    Image,
    actions,
    button,
    card,
    context,
    note,
    optional_image,
    overflow,
    section,
)
from bot.cards.parts.button_values import ChoiceRef, NotThis, NudgeRef, action_id
from bot.domain.breaks.card_state import Action, Refusal
from bot.domain.breaks.nudges import Nudge
from bot.domain.exercises.exercise import Exercise, Side, Stage, Step
from bot.library.words import Words


def stage(words: Words, exercise: Exercise, nudge: Nudge, figure: Image | None = None) -> Card:
    """One stage; the card's text has the whole step, for screen readers."""
    at = nudge.progress.stage
    here = exercise.script[at]
    step = exercise.steps[here.step]
    title = words(
        "*{name}*, {place}",
        name=words.of(exercise, "name", exercise.name),
        place=place(words, exercise, at),
    )
    text = words.of(exercise, f"step/{here.step + 1}", step.text)
    dose = [length(words, exercise, step)] if step.moves else []
    asides = [*dose, *_care(words, exercise, nudge, step)]
    blocks = [
        section(f"{title}\n{text}"),
        *optional_image(figure),
        *map(context, asides),
        actions(*_stage_buttons(words, exercise, nudge)),
    ]
    return card(blocks, f"{title}.", text, *asides)


def gone(words: Words) -> Card:
    """For a click on a card that Limber no longer stores."""
    return note(words("This card is from long ago. `/stretch` brings a new one any time."))


def foreign(words: Words) -> Card:
    """For a click on somebody else's card."""
    return note(words("This card belongs to somebody else. `/stretch` brings you your own."))


def explained(words: Words, refusal: Refusal, drawn: Card) -> Card:
    """The current card, redrawn because a click came from an outdated one, with an explanation."""
    if refusal is Refusal.OVER:
        return drawn
    reason = words("That button was from an earlier card. This is how things stand.")
    return Card([*drawn.blocks, context(reason)], f"{drawn.text} {reason}")


def _care(words: Words, exercise: Exercise, nudge: Nudge, step: Step) -> list[str]:
    """The first time, who should skip it before the first step, and good form where it counts."""
    if not nudge.is_first:
        return []
    if nudge.progress.stage == 0:
        return who_should_skip(words, exercise)
    return [good_form(words, exercise)] if step.moves and exercise.cues else []


def _stage_buttons(words: Words, exercise: Exercise, nudge: Nudge) -> list[Block]:
    at = nudge.progress.stage
    value = NudgeRef(nudge.id, at).value
    next_button = button(
        _next_label(words, exercise.script, at), action_id(Action.NEXT), value, style="primary"
    )
    buttons = [next_button]  # first, so that it stays under the finger from step to step
    if at > 0:
        buttons.append(button(words("Back"), action_id(Action.BACK), value))
    about = Choice(ChoiceRef(nudge.id, NotThis.ABOUT).value, words("Who should skip this?"))
    stop = button(words("That's enough ✓"), action_id(Action.STOP), value)
    return [*buttons, stop, overflow(ABOUT, [about])]


def _next_label(words: Words, script: tuple[Stage, ...], at: int) -> str:
    if at + 1 == len(script):
        return words("Done")
    turns = script[at].side is Side.FIRST and script[at + 1].side is Side.OTHER
    return words("Left side") if turns else words("Next")
