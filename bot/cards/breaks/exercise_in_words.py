"""An exercise in words: what it is, how long it takes, who should skip it, how to do it well."""

from collections.abc import Sequence
from functools import lru_cache

from bot.domain.exercises.exercise import Exercise, ExerciseKind, Position, Side, Step
from bot.library.words import Words

MINUTE_S = 60
SLOW_BREATH_S = 6
"""Seconds of a slow breath, to measure a hold without a clock."""


@lru_cache(maxsize=1024)
def facts(words: Words, exercise: Exercise) -> str:
    """How long it takes, in which position, with what, such as "1 min, sitting · desk"."""
    minutes, how = exercise.minutes, position_name(words, exercise.position)
    length = words("{n} min, {how}", n=minutes, how=how)
    return f"{length} · {_things(words, exercise)}" if exercise.equipment else length


def who_should_skip(words: Words, exercise: Exercise) -> list[str]:
    """Everything to mind, in full."""
    return [*reasons_not_to(words, exercise), cautions(words, exercise)]


@lru_cache(maxsize=1024)
def description(words: Words, exercise: Exercise) -> tuple[str, ...]:
    """What the exercise is, how long it takes, and who should skip it."""
    what = words(
        "*{name}*: {summary}",
        name=words.of(exercise, "name", exercise.name),
        summary=words.of(exercise, "summary", exercise.summary),
    )
    return (what, spoken_facts(words, exercise), *reasons_not_to(words, exercise))


def cautions(words: Words, exercise: Exercise) -> str:
    """What to mind before the first step; exercises for the eyes need no warning about pain."""
    sentences = _joined(words, exercise, "caution", exercise.cautions)
    if exercise.kind is not ExerciseKind.EYES:
        stop = words("Stop if you feel pain, dizziness, numbness or tingling.")
        sentences = f"{stop} {sentences}"
    return words("*Before you start:* {cautions}", cautions=sentences)


def good_form(words: Words, exercise: Exercise) -> str:
    return words("*Good form:* {cues}", cues=_joined(words, exercise, "cue", exercise.cues))


def reasons_not_to(words: Words, exercise: Exercise) -> list[str]:
    """Who should skip it, in one sentence; empty if it suits everybody."""
    reasons = [
        words.of(exercise, f"avoid/{n}", it) for n, it in enumerate(exercise.avoid_if, start=1)
    ]
    if not reasons:
        return []
    return [
        words(
            "*Skip it, or ask a doctor or physio first, if you have:* {reasons}.",
            reasons="; ".join(reasons),
        )
    ]


def place(words: Words, sides: Sequence[Side | None], at: int) -> str:
    """Where somebody is among the stages or screens of an exercise, given the side of each."""
    side = sides[at]
    part = [n for n, it in enumerate(sides) if it is side]
    n, total = part.index(at) + 1, len(part)
    match side:
        case Side.FIRST:
            return words("right side, {n} of {total}", n=n, total=total)
        case Side.OTHER:
            return words("left side, {n} of {total}", n=n, total=total)
        case _:
            return words("{n} of {total}", n=n, total=total)


def length(words: Words, exercise: Exercise, step: Step) -> str:
    """How long a step takes, or how often to repeat it."""
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


def position_name(words: Words, position: Position) -> str:
    return {
        Position.SEATED: words("sitting"),
        Position.STANDING: words("standing"),
        Position.FLOOR: words("on the floor"),
    }[position]


@lru_cache(maxsize=1024)
def spoken_facts(words: Words, exercise: Exercise) -> str:
    """The same as `facts` in sentences, for screen readers."""
    length = words.many(
        "About {n} minute, {how}.",
        "About {n} minutes, {how}.",
        exercise.minutes,
        how=position_name(words, exercise.position),
    )
    if not exercise.equipment:
        return length
    return f"{length} {words('You need: {things}.', things=_things(words, exercise))}"


def _things(words: Words, exercise: Exercise) -> str:
    return ", ".join(words.of(exercise, f"equipment/{it}", it) for it in exercise.equipment)


def _joined(words: Words, exercise: Exercise, place: str, sentences: tuple[str, ...]) -> str:
    return " ".join(
        words.of(exercise, f"{place}/{n}", it) for n, it in enumerate(sentences, start=1)
    )
