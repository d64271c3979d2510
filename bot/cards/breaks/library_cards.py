"""The exercise library, page by page: as a message and on the Home tab."""

from collections.abc import Mapping

from bot.cards.breaks.exercise_in_words import position_name
from bot.cards.parts.action_ids import BROWSE_AREA, BROWSE_PAGE, BROWSE_POSITION, HOME, TRY
from bot.cards.parts.blocks import (
    Block,
    Card,
    Choice,
    Image,
    View,
    actions,
    button,
    card,
    context,
    header,
    home,
    image,
    menu,
    section,
)
from bot.cards.parts.body_areas import area_name
from bot.domain.exercises.browsing import PER_PAGE, LibraryPage, Selection
from bot.domain.exercises.exercise import Exercise, Position
from bot.library.words import Words

Images = Mapping[str, Image]
"""Images by exercise id; some may be missing."""


def library_card(words: Words, leaf: LibraryPage, images: Images) -> Card:
    spoken = (
        f"{words.of(it, 'name', it.name)}: {words.of(it, 'summary', it.summary)}"
        for it in leaf.exercises
    )
    return card(
        [header(words("Exercises")), *_page(words, leaf, images)], _count(words, leaf), *spoken
    )


def library_home(words: Words, leaf: LibraryPage, images: Images, *, sent: bool = False) -> View:
    """`sent`: an exercise was just sent to the Messages tab."""
    back = actions(button(words("Back to overview"), HOME, "home"))
    news = [section(words("*Your exercise is in the Messages tab.*"))] if sent else []
    return home([*news, header(words("Exercises")), back, *_page(words, leaf, images)])


def _page(words: Words, leaf: LibraryPage, images: Images) -> list[Block]:
    entries = [block for it in leaf.exercises for block in _entry(words, it, images.get(it.id))]
    return [
        actions(_areas(words, leaf), _positions(words, leaf.selection)),
        context(_count(words, leaf)),
        *entries,
        *_turns(words, leaf),
    ]


def _entry(words: Words, exercise: Exercise, figure: Image | None) -> list[Block]:
    name = words.of(exercise, "name", exercise.name)
    what = f"*{name}*\n{words.of(exercise, 'summary', exercise.summary)}"
    picture = image(figure) if figure is not None else None
    start = button(
        words("Try it"), f"{TRY}.{exercise.id}", exercise.id, spoken=words("Try {name}", name=name)
    )
    return [section(what, picture), context(_facts(words, exercise)), actions(start)]


def _facts(words: Words, exercise: Exercise) -> str:
    minutes = words.many("{n} minute", "{n} minutes", exercise.minutes)
    area = area_name(words, exercise.body_area)
    return f"{area} · {position_name(words, exercise.position)} · {minutes}"


def _areas(words: Words, leaf: LibraryPage) -> Block:
    choices = [
        Choice(leaf.selection.of_area(None).text, words("All parts of the body")),
        *(
            Choice(leaf.selection.of_area(it).text, area_name(words, it).capitalize())
            for it in leaf.areas
        ),
    ]
    chosen = leaf.selection.of_area(leaf.selection.area).text
    return menu(BROWSE_AREA, words("Part of the body"), choices, chosen)


def _positions(words: Words, selection: Selection) -> Block:
    choices = [
        Choice(selection.of_position(None).text, words("Any position")),
        *(
            Choice(selection.of_position(it).text, position_name(words, it).capitalize())
            for it in Position
        ),
    ]
    chosen = selection.of_position(selection.position).text
    return menu(BROWSE_POSITION, words("Position"), choices, chosen)


def _count(words: Words, leaf: LibraryPage) -> str:
    if not leaf.found:
        return words("Nothing fits that yet. Choose another part of the body, or any position.")
    first = leaf.selection.page * PER_PAGE + 1
    return words(
        "{first} to {last} of {n}.", first=first, last=first + len(leaf.exercises) - 1, n=leaf.found
    )


def _turns(words: Words, leaf: LibraryPage) -> list[Block]:
    at, selection = leaf.selection.page, leaf.selection
    turns = []
    if at > 0:
        before = Selection(selection.area, selection.position, at - 1)
        turns.append(button(words("Previous page"), f"{BROWSE_PAGE}.previous", before.text))
    if at + 1 < leaf.pages:
        after = Selection(selection.area, selection.position, at + 1)
        turns.append(button(words("Next page"), f"{BROWSE_PAGE}.next", after.text))
    return [actions(*turns)] if turns else []
