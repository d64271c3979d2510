"""Leafing through the library."""

from bot.cards import shelves
from bot.cards.blocks import Card, View
from bot.cards.shelves import Images
from bot.domain.browsing import Leaf, Selection, leaf
from bot.domain.members import Who
from bot.library.vocabulary import BodyArea
from bot.library.words import Words
from bot.store import members
from bot.usecases.figures import Viewer
from bot.usecases.kit import Kit


class Browsing:
    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    async def card(self, who: Who, selection: Selection) -> Card:
        """One page of the library as a message."""
        return shelves.library_card(*await self._leaf(who, selection))

    async def home(self, who: Who, selection: Selection) -> View:
        """One page of the library on the Home tab."""
        return shelves.library_home(*await self._leaf(who, selection))

    async def _leaf(self, who: Who, selection: Selection) -> tuple[Words, Leaf, Images]:
        found = leaf(self._kit.library.exercises.values(), BodyArea, selection)
        async with self._kit.database.read() as connection:
            member = await members.find(connection, who)
            words = self._kit.words(member)
            viewer = Viewer.of(who, member)
            offers = [(words, viewer, it) for it in found.exercises]
            shown = await self._kit.figures.of_offers(connection, offers)
        pairs = zip(found.exercises, shown, strict=True)
        return words, found, {it.id: figure for it, figure in pairs if figure is not None}
