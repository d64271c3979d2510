"""What a person leaves out of the library: body areas and single exercises."""

from collections.abc import Iterable, Iterator, Sequence

from bot.cards.parts.blocks import MOST_OPTIONS, Block, Choice, Group, field, multi_select
from bot.cards.parts.body_areas import area_name
from bot.domain.exercises.exercise import Exercise, ExerciseKind
from bot.domain.members import Member
from bot.domain.settings.preferences import Preferences
from bot.library.vocabulary import BodyArea
from bot.library.words import Words

AREAS_LEFT_OUT, LEFT_OUT = "areas_left_out", "left_out"


def listed(preferences: Preferences, exercises: Iterable[Exercise]) -> frozenset[str]:
    """The exercises left out that the menu shows: those that still exist, up to Slack's limit."""
    left_out = [it.id for it in _listable(exercises) if it.id in preferences.left_out]
    return frozenset(left_out[:MOST_OPTIONS])


def areas_left_out(words: Words, member: Member, exercises: Sequence[Exercise]) -> list[Block]:
    chosen = member.preferences.areas_left_out
    known = {it.body_area for it in exercises} | chosen
    areas = [Choice(it.value, area_name(words, it)) for it in BodyArea if it in known]
    return [
        field(
            AREAS_LEFT_OUT,
            words("Parts of the body to leave out"),
            multi_select(AREAS_LEFT_OUT, words("None"), areas, chosen),
            hint=words("What is left out comes only if you ask for it by name."),
            optional=True,
        )
    ]


def left_out(words: Words, member: Member, exercises: Sequence[Exercise]) -> list[Block]:
    groups = list(_by_area(words, exercises))
    return [
        field(
            LEFT_OUT,
            words("Exercises to leave out"),
            multi_select(LEFT_OUT, words("None"), groups, listed(member.preferences, exercises)),
            hint=words("Take one away from this list to bring it back."),
            optional=True,
        )
    ]


def _listable(exercises: Iterable[Exercise]) -> list[Exercise]:
    return [it for it in exercises if it.kind is not ExerciseKind.SELF_CHECK]


def _by_area(words: Words, exercises: Iterable[Exercise]) -> Iterator[Group]:
    """Exercises by body area, in as many groups as Slack's limit requires."""
    listable = _listable(exercises)
    for area in BodyArea:
        named = [
            Choice(it.id, words.of(it, "name", it.name)) for it in listable if it.body_area == area
        ]
        for at in range(0, len(named), MOST_OPTIONS):
            yield Group(area_name(words, area), named[at : at + MOST_OPTIONS])


def nothing_left(words: Words) -> str:
    return words(
        "No exercise is left that suits your settings, so a nudge only reminds you to move."
    )
