"""What a person leaves out of the library: body areas and single exercises."""

from collections.abc import Iterable, Iterator, Sequence

from bot.cards.parts.blocks import MOST_OPTIONS, Block, Choice, Group, field, multi_select
from bot.cards.parts.body_areas import area_name
from bot.domain.exercises.exercise import Exercise, ExerciseKind
from bot.domain.members import Member
from bot.domain.settings.preferences import Preferences
from bot.library.vocabulary import BodyArea
from bot.library.words import Words

LEFT_OUT = "left_out"


def listed(preferences: Preferences, exercises: Sequence[Exercise]) -> frozenset[str]:
    """What the menu shows as left out: body areas, and exercises that still exist, up to Slack's
    limit."""
    left_out = [it.id for it in _listable(exercises) if it.id in preferences.left_out]
    areas = [it.value for it in _areas(exercises, preferences) if it in preferences.areas_left_out]
    return frozenset([*areas, *left_out][:MOST_OPTIONS])


def left_out(words: Words, member: Member, exercises: Sequence[Exercise]) -> list[Block]:
    """One menu of body areas and single exercises."""
    areas = _areas(exercises, member.preferences)
    whole = Group(words("All of a kind"), [Choice(it.value, area_name(words, it)) for it in areas])
    groups = [whole, *_by_area(words, exercises)] if areas else list(_by_area(words, exercises))
    return [
        field(
            LEFT_OUT,
            words("Never bring me"),
            multi_select(LEFT_OUT, words("None"), groups, listed(member.preferences, exercises)),
            hint=words("Take one off this list to bring it back."),
            optional=True,
        )
    ]


def _areas(exercises: Iterable[Exercise], preferences: Preferences) -> list[BodyArea]:
    known = {it.body_area for it in exercises} | preferences.areas_left_out
    return [it for it in BodyArea if it in known]


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
    return words("No exercise fits your settings now, so a nudge just reminds you to move.")
