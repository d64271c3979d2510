"""Leafing through the library."""

from bot.cards.breaks import library_cards
from bot.cards.breaks.library_cards import Images
from bot.cards.parts.blocks import Card, View
from bot.domain.exercises.browsing import Leaf, Selection, leaf
from bot.domain.members import Who
from bot.library.vocabulary import BodyArea
from bot.library.words import Words
from bot.store.people import members
from bot.usecases.deps import Deps
from bot.usecases.pictures.figures import Viewer


class Browsing:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    async def card(self, who: Who, selection: Selection) -> Card:
        """One page of the library as a message."""
        return library_cards.library_card(*await self._leaf(who, selection))

    async def home(self, who: Who, selection: Selection) -> View:
        """One page of the library on the Home tab."""
        return library_cards.library_home(*await self._leaf(who, selection))

    async def _leaf(self, who: Who, selection: Selection) -> tuple[Words, Leaf, Images]:
        found = leaf(self._deps.library.exercises.values(), BodyArea, selection)
        async with self._deps.database.read() as connection:
            member = await members.find(connection, who)
            words = self._deps.words(member)
            viewer = Viewer.of(who, member)
            offers = [(words, viewer, it) for it in found.exercises]
            shown = await self._deps.figures.of_offers(connection, offers)
        pairs = zip(found.exercises, shown, strict=True)
        return words, found, {it.id: figure for it, figure in pairs if figure is not None}
