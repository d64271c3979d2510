"""Plans: choosing one, following it, stopping it."""

from dataclasses import replace

from bot.cards.parts import failures
from bot.cards.parts.action_ids import PLAN_BEGINS, PLAN_STOPS, PLANS
from bot.cards.parts.blocks import Card, View
from bot.cards.progress import plan_cards
from bot.domain.exercises.plan_progress import PlanRun
from bot.domain.members import Who
from bot.store.people import members
from bot.usecases.deps import Deps
from bot.usecases.people.lookup import find_member, known_member
from bot.usecases.registry import button, command
from bot.usecases.requests import Answer, Request, Show


class Plans:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._plans = tuple(deps.library.plans.values())

    @command(
        "plan", "plans", "program",
        help="`/stretch plan`: a few days with an aim",
        hints={"plan": "a few days with an aim"},
    )  # fmt: skip
    async def show(self, request: Request) -> Card:
        """The person's plan, or the choice of plans."""
        member = await find_member(self._deps, request.who)
        words = self._deps.words(member)
        library = self._deps.library
        progress = library.plan_progress(member, self._deps.clock()) if member else None
        if progress is not None:
            return plan_cards.status(words, progress, library.exercises)
        return plan_cards.choice(words, self._plans)

    @button(PLANS)
    async def choose(self, request: Request) -> View:
        """The choice of plans, on the Home tab."""
        words = self._deps.words(await find_member(self._deps, request.who))
        return plan_cards.choice_home(words, self._plans)

    @button(PLAN_BEGINS, numbered=True)
    async def begin(self, request: Request) -> Answer:
        """Begins a plan at day 1, unless one is under way: that is shown, and can be stopped."""
        known = await known_member(self._deps, request.who)
        words = self._deps.words(known)
        if known is None:
            return Answer(failures.slack_silent(words), Show.IN_PLACE)
        if request.text not in self._deps.library.plans:
            return Answer(plan_cards.choice(words, self._plans), Show.IN_PLACE)
        if self._deps.library.plan_progress(known, self._deps.clock()) is None:
            await self._follow(request.who, PlanRun(request.text))
        return Answer(await self.show(request), Show.IN_PLACE)

    @button(PLAN_STOPS)
    async def stop(self, request: Request) -> Answer:
        """Idempotent."""
        await self._follow(request.who, None)
        words = self._deps.words(await find_member(self._deps, request.who))
        return Answer(plan_cards.stopped(words), Show.IN_PLACE)

    async def _follow(self, who: Who, run: PlanRun | None) -> None:
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            if member is not None:
                await members.reschedule(connection, [replace(member, plan=run)])
