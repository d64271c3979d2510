"""Coming back after nudges stopped because none was answered."""

from dataclasses import replace

from bot.cards.parts.action_ids import QUIET_BACK, QUIET_FEWER
from bot.cards.schedule import quiet_cards
from bot.domain.breaks.quiet import answered
from bot.domain.members import FEW
from bot.usecases.deps import Deps
from bot.usecases.people.lookup import visit
from bot.usecases.registry import button
from bot.usecases.requests import Answer, Request, Show


class Quieting:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    @button(QUIET_FEWER)
    async def fewer(self, request: Request) -> Answer:
        """At most `FEW` nudges a day from now on."""
        return await self._back(request, FEW)

    @button(QUIET_BACK)
    async def back(self, request: Request) -> Answer:
        return await self._back(request, None)

    async def _back(self, request: Request, cap: int | None) -> Answer:
        async with visit(self._deps, request.who) as visited:
            if visited.member is None:
                return Answer(visited.refusal(), Show.IN_PLACE)
            chosen = visited.member.preferences
            if cap is not None:
                chosen = replace(chosen, daily_cap=cap)
            member = answered(
                replace(visited.member, preferences=chosen), visited.at, visited.jitter
            )
            member = await visited.save(member)
            return Answer(quiet_cards.back(visited.words, member), Show.IN_PLACE)
