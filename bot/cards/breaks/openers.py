"""The line that opens a nudge: one of many, chosen by the exercise and the time of day."""

from collections.abc import Iterator

from bot.domain.breaks.nudges import Nudge
from bot.domain.calendar.work_week import zone
from bot.domain.exercises.exercise import Exercise, ExerciseKind, Position
from bot.library.words import Words

MONDAY, FRIDAY = 0, 4
NOON, AFTERNOON, EVENING, NIGHT, MORNING = 12, 14, 17, 21, 5
"""Hours at which parts of the day begin."""


def opener(words: Words, exercise: Exercise, nudge: Nudge, zone_name: str) -> str:
    """The same for a card whenever it is drawn."""
    if nudge.asked:
        return words("Here's one for you.")
    lines = [*_for_exercise(words, exercise), *_for_time(words, nudge, zone_name), *_any(words)]
    return lines[int(nudge.id[-4:], 16) % len(lines)]


def _for_exercise(words: Words, exercise: Exercise) -> Iterator[str]:
    match exercise.kind:
        case ExerciseKind.EYES:
            yield words("Your eyes have been near all this time. Let them go far.")
            yield words("Look up from the screen for a moment.")
        case ExerciseKind.WALKING:
            yield words("Your legs would like a word with the corridor.")
            yield words("Fetch some water, take the long way back.")
        case ExerciseKind.BREATHING:
            yield words("One slow breath, then a few more.")
    match exercise.position:
        case Position.SEATED:
            yield words("No need to get up for this one.")
            yield words("Right where you are, whenever you're ready.")
        case Position.STANDING:
            yield words("A good excuse to stand up.")
            yield words("Your chair will keep your seat warm.")
        case Position.FLOOR:
            yield words("Got a bit of floor? This one feels good.")


def _for_time(words: Words, nudge: Nudge, zone_name: str) -> Iterator[str]:
    local = nudge.created_at.astimezone(zone(zone_name))
    if local.hour < MORNING or local.hour >= NIGHT:
        yield words("Quiet hours, quiet stretch.")
    elif local.hour < NOON:
        yield words("Morning! Let's wake things up a little.")
        yield words("A gentle start before the day picks up.")
    elif local.hour < AFTERNOON:
        yield words("Middle of the day. Shake off the morning.")
        yield words("A moment for you before the next thing.")
    elif local.hour < EVENING:
        yield words("Afternoon slump? Let's nudge it along.")
        yield words("A short break beats a third coffee.")
    else:
        yield words("Nearly done for today. One for the road?")
        yield words("Let the day out of your shoulders.")
    if local.weekday() == MONDAY:
        yield words("Easing into Monday, one stretch at a time.")
    if local.weekday() == FRIDAY:
        yield words("It's Friday. Loosen up for the weekend.")


def _any(words: Words) -> Iterator[str]:
    yield words("Time to uncurl a little.")
    yield words("How about a moment for you?")
    yield words("Nothing fancy, just a bit of movement.")
    yield words("Look up, breathe out, move a little.")
    yield words("Time for a change of position.")
    yield words("The email can wait.")
    yield words("Let's loosen up.")
