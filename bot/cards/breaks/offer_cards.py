"""The offer of an exercise, what may be said above or below it, and what replaces it."""

from bot.cards.breaks.exercise_in_words import facts, spoken_facts, who_should_skip
from bot.cards.breaks.openers import opener
from bot.cards.parts.action_ids import NOT_THIS
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
    menu,
    section,
)
from bot.cards.parts.button_values import ChoiceRef, NotThis, NudgeRef, action_id
from bot.cards.parts.common_buttons import settings_button
from bot.cards.parts.quoting import quoted
from bot.cards.parts.safety import disclaimer
from bot.cards.schedule import snooze_menu
from bot.cards.schedule.exercise_filters import nothing_left
from bot.domain.breaks.card_state import Action
from bot.domain.breaks.nudges import Nudge
from bot.domain.exercises.exercise import Exercise
from bot.library.words import Words


def offer(
    words: Words,
    exercise: Exercise,
    nudge: Nudge,
    zone: str,
    figure: Image | None = None,
    *,
    snoozes: bool = True,
) -> Card:
    """`snoozes`: for people who get nudges; without them there is nothing to snooze.

    The text, which Slack shows in notifications, does not name the exercise of a nudge: others may
    see the screen. The label of Start names it for screen readers.
    """
    name = words.of(exercise, "name", exercise.name)
    opening, how = opener(words, exercise, nudge, zone), facts(words, exercise)
    title = words("*{name}* · {how}", name=name, how=how)
    thumbnail = image(figure) if figure is not None else None
    value = NudgeRef(nudge.id).value
    blocks = [
        section(f"{title}\n{opening}", thumbnail),
        actions(
            button(
                words("Start"),
                action_id(Action.START),
                value,
                style="primary",
                spoken=words("Start {name}", name=name),
            ),
            button(
                words("Done ✓"), action_id(Action.DONE), value, spoken=words("I've done this one")
            ),
            *[snooze_menu.menu(words, nudge)] * snoozes,
            _instead(words, nudge),
        ),
    ]
    said = spoken_facts(words, exercise)
    if nudge.asked:
        return card(blocks, opening, words("*{name}*.", name=name), said)
    return card(blocks, words("Time for a short break."), said)


def _instead(words: Words, nudge: Nudge) -> Block:
    labels = {
        NotThis.SWAP: words("Another one"),
        NotThis.SKIP: words("Skip this one"),
        NotThis.NEVER: words("Never this one"),
        NotThis.ABOUT: words("Who should skip this?"),
    }
    choices = [Choice(ChoiceRef(nudge.id, it).value, label) for it, label in labels.items()]
    return menu(NOT_THIS, words("Not this"), choices)


def about(words: Words, exercise: Exercise) -> Card:
    """What the exercise is for, and who should skip it or take care."""
    name = words.of(exercise, "name", exercise.name)
    summary = words.of(exercise, "summary", exercise.summary)
    lines = who_should_skip(words, exercise)
    first = words("*{name}*: {summary}", name=name, summary=summary)
    care = disclaimer(words)
    return card([section(first), *map(context, [*lines, care])], first, *lines, care)


def nothing_else(words: Words, drawn: Card) -> Card:
    """For a swap where no other exercise suits the person's settings."""
    reason = words("No other exercise fits your settings. You can change them in Settings.")
    return Card([*drawn.blocks, context(reason)], f"{drawn.text} {reason}")


def from_nearby(words: Words, offered: Card, asked: str) -> Card:
    """For an area that has no exercise: offers one for the areas next to it."""
    reason = words(
        "I don't have one for “{asked}” itself yet, so here's one for right next to it.",
        asked=quoted(asked),
    )
    care = words("New, strong or spreading pain? Ask a doctor or physio first.")
    return Card([context(reason, care), *offered.blocks], f"{reason} {care} {offered.text}")


def nothing_suits(words: Words) -> Card:
    line = words("Your settings leave no exercise for that. You can change them in Settings.")
    return card([section(line), actions(settings_button(words))], line)


def welcome_back(words: Words, offered: Card) -> Card:
    """The first nudge after a vacation."""
    line = words("Welcome back! There's no pile waiting, just this one.")
    return Card([section(line), *offered.blocks], f"{line} {offered.text}")


def just_move(words: Words) -> Card:
    """The nudge for a person whose settings leave no exercise."""
    line = words("A good moment to change position or move a little, whichever way suits you.")
    why = nothing_left(words)
    return card([section(line), context(why), actions(settings_button(words))], line, why)
