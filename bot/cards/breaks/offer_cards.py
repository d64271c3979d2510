"""The offer of an exercise, what may be said above or below it, and what replaces it."""

from bot.cards.breaks.exercise_in_words import description, spoken_description
from bot.cards.parts.blocks import (
    Card,
    Image,
    actions,
    button,
    card,
    context,
    optional_image,
    section,
)
from bot.cards.parts.button_values import NudgeRef, action_id
from bot.cards.parts.common_buttons import settings_button
from bot.cards.parts.quoting import quoted
from bot.cards.schedule import snooze_menu
from bot.cards.schedule.exercise_filters import nothing_left
from bot.domain.breaks.card_state import Action
from bot.domain.breaks.nudges import Nudge
from bot.domain.exercises.exercise import Exercise, Position
from bot.library.words import Words


def offer(
    words: Words,
    exercise: Exercise,
    nudge: Nudge,
    figure: Image | None = None,
    *,
    snoozes: bool = True,
) -> Card:
    """`snoozes`: for people who get nudges; without them there is nothing to snooze."""
    opening = _opening(words, exercise, nudge)
    what, *asides = description(words, exercise)
    value = NudgeRef(nudge.id).value
    snooze = [button(words("Snooze 10 min"), action_id(Action.SNOOZE), value)] * snoozes
    other_snoozes = [snooze_menu.menu(words, nudge)] * snoozes
    blocks = [
        section(f"{opening}\n{what}"),
        *optional_image(figure),
        *map(context, asides),
        actions(
            button(words("Start"), action_id(Action.START), value, style="primary"),
            *snooze,
            button(
                words("Swap"),
                action_id(Action.SWAP),
                value,
                spoken=words("Swap for another exercise"),
            ),
            button(words("Skip"), action_id(Action.SKIP), value, spoken=words("Skip this one")),
            *other_snoozes,
        ),
    ]
    return Card(blocks, f"{opening} {spoken_description(words, exercise)}")


def nothing_else(words: Words, drawn: Card) -> Card:
    """For Swap where no other exercise suits the person's settings."""
    reason = words("No other exercise fits your settings. You can change them in Settings.")
    return Card([*drawn.blocks, context(reason)], f"{drawn.text} {reason}")


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


def from_nearby(words: Words, offered: Card, asked: str) -> Card:
    """For an area that has no exercise: offers one for the areas next to it."""
    reason = words(
        "I have nothing for “{asked}” itself yet, so this one is for the parts next to it.",
        asked=quoted(asked),
    )
    care = words("New, strong or spreading pain? Ask a clinician first.")
    return Card([context(reason, care), *offered.blocks], f"{reason} {care} {offered.text}")


def nothing_suits(words: Words) -> Card:
    line = words("Your settings leave no exercise for that. You can change them in Settings.")
    return card([section(line), actions(settings_button(words))], line)


def welcome_back(words: Words, offered: Card) -> Card:
    """The first nudge after a vacation."""
    line = words("Welcome back. Nothing is waiting for you here but this one.")
    return Card([section(line), *offered.blocks], f"{line} {offered.text}")


def just_move(words: Words) -> Card:
    """The nudge for a person whose settings leave no exercise."""
    line = words("A good moment to change position or move a little, whichever way suits you.")
    why = nothing_left(words)
    return card([section(line), context(why), actions(settings_button(words))], line, why)
