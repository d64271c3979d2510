"""Answers to the question whether nudges still fit: each is said on the card that asked."""

from bot.cards import fitting
from bot.cards.blocks import Card
from bot.domain.members import Who
from bot.domain.rhythms import Step
from bot.usecases.kit import Kit
from bot.usecases.membership import Membership
from bot.usecases.turns import Answer, Show, find_turn


class Fitting:
    def __init__(self, kit: Kit, membership: Membership) -> None:
        self._kit = kit
        self._membership = membership

    async def fewer(self, who: Who, nudge_id: str) -> Answer:
        """One step fewer nudges."""
        return await self._on_card(who, nudge_id, await self._membership.step(who, Step.FEWER))

    async def pause_today(self, who: Who, nudge_id: str) -> Answer:
        return await self._on_card(who, nudge_id, await self._membership.pause(who, "today"))

    async def fine(self, who: Who, nudge_id: str) -> Answer:
        """Nothing changes. The count goes on, so that they are not asked again in this run."""
        words = self._kit.words(await self._membership.find(who))
        return await self._on_card(who, nudge_id, fitting.fine(words))

    async def _on_card(self, who: Who, nudge_id: str, said: Card) -> Answer:
        """Beside the card, where that cannot be drawn any more."""
        async with self._kit.database.write() as connection:
            turn = await find_turn(self._kit, connection, who, nudge_id)
            if isinstance(turn, Answer):
                return Answer(said, Show.TO_CLICKER)
            return Answer(fitting.answered(await turn.drawn(), said))
