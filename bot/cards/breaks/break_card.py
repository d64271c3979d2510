"""The card of a break under way, screen by screen, and the answers to stray clicks on a card."""

from collections.abc import Sequence

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
    image,
    note,
    optional_image,
    overflow,
    section,
)
from bot.cards.parts.button_values import ChoiceRef, NotThis, NudgeRef, action_id
from bot.domain.breaks.card_state import Action, Refusal
from bot.domain.breaks.nudges import Nudge
from bot.domain.breaks.playing import Screen, screens
from bot.domain.exercises.exercise import Exercise, Side, Step
from bot.library.words import Words


def screen(
    words: Words,
    exercise: Exercise,
    nudge: Nudge,
    figures: Sequence[Image | None] = (),
    *,
    plays: bool = True,
) -> Card:
    """The steps of one screen; the card's text has them whole, for screen readers.

    `figures` has one for each step, or none at all. `plays`: breaks move on by themselves.
    """
    shown = screens(exercise)[nudge.progress.screen]
    title = words(
        "*{name}*, {place}",
        name=words.of(exercise, "name", exercise.name),
        place=place(words, [it[0].side for it in screens(exercise)], nudge.progress.screen),
    )
    steps = [(exercise.steps[it.step], it) for it in shown]
    texts = [words.of(exercise, f"step/{it.step + 1}", step.text) for step, it in steps]
    doses = [[length(words, exercise, step)] if step.moves else [] for step, _ in steps]
    pictures = figures or [None] * len(shown)
    care = _care(words, exercise, nudge, [step for step, _ in steps])
    blocks: list[Block] = []
    for n, (text, dose, picture) in enumerate(zip(texts, doses, pictures, strict=True)):
        said = text if n else f"{title}\n{text}"
        large = len(shown) == 1 or bool(dose)
        beside = image(picture) if picture is not None and not large else None
        blocks += [
            section(said, beside),
            *optional_image(picture if large else None),
            *map(context, dose),
        ]
    buttons = actions(*_buttons(words, exercise, nudge, plays=plays))
    spoken = [it for text, dose in zip(texts, doses, strict=True) for it in (text, *dose)]
    return card([*blocks, *map(context, care), buttons], f"{title}.", *spoken, *care)


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


def _care(words: Words, exercise: Exercise, nudge: Nudge, steps: Sequence[Step]) -> list[str]:
    """The first time, who should skip it on the first screen, and good form where it counts."""
    if not nudge.is_first:
        return []
    if nudge.progress.screen == 0:
        return who_should_skip(words, exercise)
    moves = any(step.moves for step in steps)
    return [good_form(words, exercise)] if moves and exercise.cues else []


def _buttons(words: Words, exercise: Exercise, nudge: Nudge, *, plays: bool) -> list[Block]:
    at = nudge.progress.screen
    value = NudgeRef(nudge.id, at).value
    next_button = button(
        _next_label(words, screens(exercise), at), action_id(Action.NEXT), value, style="primary"
    )
    buttons = [next_button]  # first, so that it stays under the finger from screen to screen
    if plays and nudge.playback is None:
        buttons.append(button(words("Go on"), action_id(Action.GO_ON), value))
    elif plays:
        buttons.append(button(words("Pause"), action_id(Action.WAIT), value))
    if at > 0:
        buttons.append(button(words("Back"), action_id(Action.BACK), value))
    about = Choice(ChoiceRef(nudge.id, NotThis.ABOUT).value, words("Who should skip this?"))
    stop = button(words("That's enough ✓"), action_id(Action.STOP), value)
    return [*buttons, stop, overflow(ABOUT, [about])]


def _next_label(words: Words, shown: Sequence[Screen], at: int) -> str:
    if at + 1 == len(shown):
        return words("Done")
    turns = shown[at][-1].side is Side.FIRST and shown[at + 1][0].side is Side.OTHER
    return words("Left side") if turns else words("Next")
