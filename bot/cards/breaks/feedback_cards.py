"""The question how a break was, and what follows from each answer.

Each function adds to the card of the break as it ended.
"""

from collections.abc import Sequence

from bot.cards.parts.action_ids import HOW
from bot.cards.parts.blocks import Block, Card, Choice, actions, button, context, overflow, section
from bot.cards.parts.body_areas import area_name
from bot.cards.parts.button_values import ChoiceRef, NudgeRef, action_id
from bot.cards.parts.safety import urgent
from bot.cards.schedule.exercise_filters import nothing_left
from bot.domain.breaks.feedback import Feedback
from bot.domain.breaks.nudges import Nudge
from bot.domain.exercises.exercise import Exercise
from bot.domain.exercises.picking import Allowed
from bot.library.words import Words, plain


def question(words: Words, ended: Card, nudge: Nudge) -> Card:
    return _with(
        ended,
        buttons=[
            _button(words("Felt good"), Feedback.FELT_GOOD, nudge),
            _button(words("Too hard"), Feedback.TOO_HARD, nudge),
            _button(words("It hurt"), Feedback.HURT, nudge),
        ],
        asides=[words("How did that feel? Just between us.")],
    )


def unasked(words: Words, ended: Card, nudge: Nudge) -> Card:
    """The same answers in a menu, for a break after which nobody is asked."""
    labels = {
        Feedback.FELT_GOOD: words("It felt good"),
        Feedback.TOO_HARD: words("It was too hard"),
        Feedback.HURT: words("It hurt"),
    }
    choices = [Choice(ChoiceRef(nudge.id, it).value, label) for it, label in labels.items()]
    first, *rest = ended.blocks
    return Card([{**first, "accessory": overflow(HOW, choices)}, *rest], ended.text)


def felt_good(words: Words, ended: Card) -> Card:
    return _with(ended, words("Lovely. You'll see this one more often."))


def easier_next(
    words: Words, ended: Card, exercise: Exercise, instead: Exercise, nudge: Nudge
) -> Card:
    """The next nudge brings an easier exercise; the harder one is left out."""
    line = words(
        "Thanks for telling me. Next time I'll bring *{easier}* instead, and leave *{harder}* out.",
        easier=_name(words, instead),
        harder=_name(words, exercise),
    )
    return _with(ended, line, buttons=[_undo(words, Feedback.BRING_BACK, nudge)])


def easier_by_name(
    words: Words, ended: Card, exercise: Exercise, instead: Exercise, nudge: Nudge
) -> Card:
    """The same for a person who gets no nudges."""
    line = words(
        "Thanks for telling me. *{easier}* is easier: `/stretch {id}` brings it. I leave "
        "*{harder}* out.",
        easier=_name(words, instead),
        harder=_name(words, exercise),
        id=instead.id,
    )
    return _with(ended, line, buttons=[_undo(words, Feedback.BRING_BACK, nudge)])


def nothing_easier(words: Words, ended: Card, nudge: Nudge) -> Card:
    line = words(
        "Thanks for telling me. I don't have anything easier like it. Doing less of it is "
        "always fine, or I leave it out."
    )
    return _with(ended, line, buttons=[_leave_out(words, nudge)])


def another_day(words: Words, ended: Card, nudge: Nudge) -> Card:
    """For an answer on a later day, when "next time" has passed: changes nothing by itself."""
    line = words("That break was on another day, so I changed nothing. I can leave it out for you.")
    return _with(ended, line, buttons=[_leave_out(words, nudge)])


def hurt(words: Words, ended: Card, exercise: Exercise, nudge: Nudge, allowed: Allowed) -> Card:
    """What to do about pain, and ways to be offered neither this exercise nor its area again."""
    lines = [
        words("I'm sorry that hurt. Stop here, and don't push through pain."),
        words("If it's new, strong or spreading, or doesn't settle, see a doctor or physio."),
    ]
    ways = []
    if exercise.id not in allowed.left_out:
        ways.append(_leave_out(words, nudge))
    if exercise.body_area not in allowed.areas_left_out:
        label = words("Leave out {area}", area=area_name(words, exercise.body_area))
        ways.append(_button(label, Feedback.LEAVE_OUT_AREA, nudge))
    return _with(ended, *lines, buttons=ways, asides=[urgent(words)])


def left_out(
    words: Words,
    ended: Card,
    exercise: Exercise,
    nudge: Nudge,
    *,
    already: bool = False,
    nothing_remains: bool = False,
) -> Card:
    name = _name(words, exercise)
    line = (
        words("*{name}* is left out already.", name=name)
        if already
        else words("*{name}* is left out: it comes only if you ask for it by name.", name=name)
    )
    undo = _undo(words, Feedback.BRING_BACK, nudge)
    return _with(ended, line, buttons=[undo], asides=_where(words, nothing_remains=nothing_remains))


def area_left_out(
    words: Words,
    ended: Card,
    exercise: Exercise,
    nudge: Nudge,
    *,
    already: bool = False,
    nothing_remains: bool = False,
) -> Card:
    area = area_name(words, exercise.body_area)
    line = (
        words("*Left out already: {area}.*", area=area)
        if already
        else words(
            "*Left out: {area}.* Exercises for it come only if you ask for one by name.", area=area
        )
    )
    undo = _undo(words, Feedback.BRING_BACK_AREA, nudge)
    return _with(ended, line, buttons=[undo], asides=_where(words, nothing_remains=nothing_remains))


def brought_back(words: Words, ended: Card, exercise: Exercise, *, already: bool = False) -> Card:
    name = _name(words, exercise)
    if already:
        return _with(ended, words("*{name}* isn't left out.", name=name))
    return _with(ended, words("Undone: *{name}* is no longer left out.", name=name))


def area_brought_back(
    words: Words, ended: Card, exercise: Exercise, *, already: bool = False
) -> Card:
    area = area_name(words, exercise.body_area)
    if already:
        return _with(ended, words("*Not left out: {area}.*", area=area))
    return _with(ended, words("Undone. *No longer left out: {area}.*", area=area))


def _with(
    ended: Card, *lines: str, buttons: Sequence[Block] = (), asides: Sequence[str] = ()
) -> Card:
    answer = [section(" ".join(lines))] * bool(lines)
    row = [actions(*buttons)] * bool(buttons)
    spoken = " ".join([ended.text, *map(plain, (*lines, *asides))])
    return Card([*ended.blocks, *answer, *map(context, asides), *row], spoken)


def _where(words: Words, *, nothing_remains: bool) -> list[str]:
    """Where to see everything that is left out, and what happens if no exercise is left."""
    settings = words("`/stretch settings` shows what is left out, and can bring it back.")
    return [settings, nothing_left(words)] if nothing_remains else [settings]


def _leave_out(words: Words, nudge: Nudge) -> Block:
    return _button(words("Leave this one out"), Feedback.LEAVE_OUT, nudge)


def _undo(words: Words, choice: Feedback, nudge: Nudge) -> Block:
    return _button(words("Undo"), choice, nudge)


def _button(label: str, choice: Feedback, nudge: Nudge) -> Block:
    return button(label, action_id(choice), NudgeRef(nudge.id).value)


def _name(words: Words, exercise: Exercise) -> str:
    return words.of(exercise, "name", exercise.name)
