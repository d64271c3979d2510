"""The part of the settings that says which exercises may come unasked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.cards.parts.blocks import (
    MOST_OPTIONS,
    Block,
    Choice,
    Group,
    checkboxes,
    field,
    multi_select,
)
from bot.cards.parts.body_areas import area_name
from bot.domain.exercises.exercise import Exercise, ExerciseKind, Load, Position
from bot.domain.exercises.picking import Only
from bot.domain.members import Preferences
from bot.library.vocabulary import BodyArea
from bot.library.words import Words

POSITIONS, ALSO, ONLY, SPARED = "positions", "also", "only", "spared"
AREAS_LEFT_OUT, LEFT_OUT = "areas_left_out", "left_out"
KNEELING, INTERMEDIATE = "kneeling", "intermediate"


def filter_fields(
    words: Words, preferences: Preferences, exercises: Sequence[Exercise]
) -> list[Block]:
    """`exercises` is the whole library."""
    return [
        _positions(words, preferences),
        _also(words, preferences),
        _only(words, preferences),
        _spared(words, preferences),
        _areas_left_out(words, preferences, exercises),
        _left_out(words, preferences, exercises),
    ]


def listed(preferences: Preferences, exercises: Iterable[Exercise]) -> frozenset[str]:
    """The left out exercises that the menu shows: those there still are, as many as Slack takes."""
    left_out = [it.id for it in _offered(exercises) if it.id in preferences.left_out]
    return frozenset(left_out[:MOST_OPTIONS])


def _positions(words: Words, preferences: Preferences) -> Block:
    return field(
        POSITIONS,
        words("Exercises may be"),
        checkboxes(
            POSITIONS,
            [
                Choice(Position.SEATED.value, words("Seated")),
                Choice(Position.STANDING.value, words("Standing")),
                Choice(Position.FLOOR.value, words("On the floor")),
            ],
            frozenset(it.value for it in preferences.positions),
        ),
        hint=words("The floor only if you can get down and up again without help."),
    )


def _also(words: Words, preferences: Preferences) -> Block:
    chosen = {KNEELING: preferences.kneeling, INTERMEDIATE: preferences.intermediate}
    return field(
        ALSO,
        words("And they may be"),
        checkboxes(
            ALSO,
            [
                Choice(KNEELING, words("Kneeling, together with the floor")),
                Choice(INTERMEDIATE, words("Harder: intermediate level")),
            ],
            frozenset(it for it, wanted in chosen.items() if wanted),
        ),
        optional=True,
    )


def _only(words: Words, preferences: Preferences) -> Block:
    choices = [
        Choice(Only.QUIET.value, words("Only quiet ones that draw no looks")),
        Choice(Only.DESK.value, words("Only at my desk")),
    ]
    chosen = frozenset(it.value for it in preferences.only)
    return field(ONLY, words("Of these"), checkboxes(ONLY, choices, chosen), optional=True)


def _spared(words: Words, preferences: Preferences) -> Block:
    names = spared_names(words)
    choices = [Choice(it.value, names[it].capitalize()) for it in Load]
    chosen = frozenset(it.value for it in preferences.spared)
    return field(
        SPARED,
        words("Ask nothing of"),
        checkboxes(SPARED, choices, chosen),
        hint=words("What these would have to work for comes only if you ask for it by name."),
        optional=True,
    )


def spared_names(words: Words) -> Mapping[Load, str]:
    """What people call the parts of the body that an exercise may ask something of."""
    return {
        Load.NECK: words("my neck"),
        Load.SHOULDER: words("my shoulders"),
        Load.WRIST: words("my wrists"),
        Load.LOW_BACK: words("my lower back"),
        Load.HIP: words("my hips"),
        Load.KNEE: words("my knees"),
        Load.ANKLE: words("my ankles"),
        Load.BALANCE: words("my balance"),
    }


def _areas_left_out(words: Words, preferences: Preferences, exercises: Iterable[Exercise]) -> Block:
    chosen = preferences.areas_left_out
    known = {it.body_area for it in exercises} | chosen
    areas = [Choice(it.value, area_name(words, it)) for it in BodyArea if it in known]
    return field(
        AREAS_LEFT_OUT,
        words("Parts of the body to leave out"),
        multi_select(AREAS_LEFT_OUT, words("None"), areas, chosen),
        hint=words("What is left out comes only if you ask for it by name."),
        optional=True,
    )


def _left_out(words: Words, preferences: Preferences, exercises: Iterable[Exercise]) -> Block:
    groups = list(_by_area(words, exercises))
    return field(
        LEFT_OUT,
        words("Exercises to leave out"),
        multi_select(LEFT_OUT, words("None"), groups, listed(preferences, exercises)),
        hint=words("Take one away from this list to bring it back."),
        optional=True,
    )


def _offered(exercises: Iterable[Exercise]) -> list[Exercise]:
    return [it for it in exercises if it.kind is not ExerciseKind.SELF_CHECK]


def _by_area(words: Words, exercises: Iterable[Exercise]) -> Iterator[Group]:
    """What may come unasked at all, by parts of the body, as many groups as Slack needs."""
    offered = _offered(exercises)
    for area in BodyArea:
        named = [
            Choice(it.id, words.of(it, "name", it.name)) for it in offered if it.body_area == area
        ]
        for at in range(0, len(named), MOST_OPTIONS):
            yield Group(area_name(words, area), named[at : at + MOST_OPTIONS])
