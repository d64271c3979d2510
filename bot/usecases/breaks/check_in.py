"""Answers to the question whether nudges still fit, shown on the card that asked."""

from bot.cards.parts.action_ids import FIT_FEWER, FIT_FINE, FIT_TODAY
from bot.cards.parts.blocks import Card
from bot.cards.parts.button_values import NudgeRef
from bot.cards.schedule import check_in_cards
from bot.usecases.breaks.card_click import find_click
from bot.usecases.deps import Deps
from bot.usecases.people.frequency import Frequency
from bot.usecases.people.lookup import find_member
from bot.usecases.people.pausing import Pausing
from bot.usecases.registry import button
from bot.usecases.requests import Answer, Request, Show


class CheckIn:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._frequency = Frequency(deps)
        self._pausing = Pausing(deps)

    @button(FIT_FEWER)
    async def fewer(self, request: Request) -> Answer:
        return await self._on_card(request, await self._frequency.fewer(request))

    @button(FIT_TODAY)
    async def pause_today(self, request: Request) -> Answer:
        paused = await self._pausing.pause(request.with_text("today"))
        return await self._on_card(request, paused)

    @button(FIT_FINE)
    async def fine(self, request: Request) -> Answer:
        """The count goes on, so that they are not asked again in this run."""
        words = self._deps.words(await find_member(self._deps, request.who))
        return await self._on_card(request, check_in_cards.fine(words))

    async def _on_card(self, request: Request, answer: Card) -> Answer:
        """Shows the answer on the card, or below it if the card cannot be drawn any more."""
        nudge_id = NudgeRef.read(request.text).nudge_id
        async with self._deps.database.write() as connection:
            click = await find_click(self._deps, connection, request.who, nudge_id)
            if isinstance(click, Answer):
                return Answer(answer, Show.BELOW)
            answered = check_in_cards.answered(await click.draw(), answer)
            return Answer(answered, Show.IN_PLACE)
