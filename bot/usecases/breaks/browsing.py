"""Browsing the library."""

from bot.cards.breaks import library_cards
from bot.cards.breaks.library_cards import Images
from bot.cards.parts.action_ids import BROWSE, BROWSE_AREA, BROWSE_PAGE, BROWSE_POSITION
from bot.cards.parts.blocks import View
from bot.domain.exercises.browsing import LibraryPage, Selection, library_page
from bot.domain.members import Who
from bot.library.vocabulary import BodyArea
from bot.library.words import Words
from bot.store.people import members
from bot.usecases.deps import Deps
from bot.usecases.pictures.figures import Viewer
from bot.usecases.registry import button, command
from bot.usecases.requests import Answer, OnHome, Request, Show


class Browsing:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    @command(
        "library", "list", "exercises", "browse",
        help="`/stretch library`: everything there is, with pictures",
        hints={"library": "everything there is, with pictures"},
    )  # fmt: skip
    @button(BROWSE, BROWSE_AREA, BROWSE_POSITION)
    @button(BROWSE_PAGE, numbered=True)
    async def browse(self, request: Request) -> Answer | View:
        """One page of the library, in a message or on the Home tab."""
        leaf = await self._leaf(request.who, Selection.read(request.text))
        if isinstance(request.origin, OnHome):
            return library_cards.library_home(*leaf)
        return Answer(library_cards.library_card(*leaf), Show.IN_PLACE)

    async def _leaf(self, who: Who, selection: Selection) -> tuple[Words, LibraryPage, Images]:
        found = library_page(self._deps.library.exercises.values(), BodyArea, selection)
        async with self._deps.database.read() as connection:
            member = await members.find(connection, who)
            words = self._deps.words(member)
            viewer = Viewer.of(who, member)
            offers = [(words, viewer, exercise) for exercise in found.exercises]
            shown = await self._deps.figures.of_offers(connection, offers)
        pairs = zip(found.exercises, shown, strict=True)
        figures = {exercise.id: figure for exercise, figure in pairs if figure is not None}
        return words, found, figures
