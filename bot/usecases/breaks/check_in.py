"""Answers to the question whether nudges still fit: each is said on the card that asked."""

from bot.cards.parts.blocks import Card
from bot.cards.schedule import check_in_cards
from bot.domain.members import Who
from bot.domain.schedule.rhythms import PaceStep
from bot.usecases.breaks.card_click import Answer, Show, find_click
from bot.usecases.deps import Deps
from bot.usecases.people.membership import Membership


class CheckIn:
    def __init__(self, deps: Deps, membership: Membership) -> None:
        self._deps = deps
        self._membership = membership

    async def fewer(self, who: Who, nudge_id: str) -> Answer:
        """One step fewer nudges."""
        return await self._on_card(who, nudge_id, await self._membership.step(who, PaceStep.FEWER))

    async def pause_today(self, who: Who, nudge_id: str) -> Answer:
        return await self._on_card(who, nudge_id, await self._membership.pause(who, "today"))

    async def fine(self, who: Who, nudge_id: str) -> Answer:
        """Nothing changes. The count goes on, so that they are not asked again in this run."""
        words = self._deps.words(await self._membership.find(who))
        return await self._on_card(who, nudge_id, check_in_cards.fine(words))

    async def _on_card(self, who: Who, nudge_id: str, said: Card) -> Answer:
        """Beside the card, where that cannot be drawn any more."""
        async with self._deps.database.write() as connection:
            turn = await find_click(self._deps, connection, who, nudge_id)
            if isinstance(turn, Answer):
                return Answer(said, Show.TO_CLICKER)
            return Answer(check_in_cards.answered(await turn.drawn(), said))
