"""Plans: choosing one, following it, stopping it."""

from dataclasses import replace

from bot.cards import replies
from bot.cards.parts.blocks import Card, View
from bot.cards.progress import plan_cards
from bot.domain.exercises.plan_progress import PlanRun
from bot.domain.members import Who
from bot.store.people import members
from bot.usecases.breaks.plan_progress import Course
from bot.usecases.deps import Deps
from bot.usecases.people.membership import Membership


class Plans:
    def __init__(self, deps: Deps, membership: Membership) -> None:
        self._deps = deps
        self._membership = membership

    async def show(self, who: Who) -> Card:
        """The plan somebody follows, or those there are."""
        member = await self._membership.find(who)
        words = self._deps.words(member)
        course = Course.of(self._deps.library, member, self._deps.clock()) if member else None
        if course is not None:
            return plan_cards.standing(words, course.standing, self._deps.library.exercises)
        return plan_cards.choice(words, tuple(self._deps.library.plans.values()))

    async def choice(self, who: Who) -> View:
        """The plans there are, on the Home tab."""
        words = self._deps.words(await self._membership.find(who))
        return plan_cards.choice_home(words, tuple(self._deps.library.plans.values()))

    async def begin(self, who: Who, plan_id: str) -> Card:
        """Day 1 of a plan, in place of whatever plan was followed."""
        known = await self._membership.known(who)
        words = self._deps.words(known)
        if known is None:
            return replies.slack_silent(words)
        if plan_id not in self._deps.library.plans:
            return plan_cards.choice(words, tuple(self._deps.library.plans.values()))
        await self._follow(who, PlanRun(plan_id))
        return await self.show(who)

    async def stop(self, who: Who) -> Card:
        """No plan any more; a second time changes nothing."""
        await self._follow(who, None)
        return plan_cards.stopped(self._deps.words(await self._membership.find(who)))

    async def _follow(self, who: Who, run: PlanRun | None) -> None:
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            if member is not None:
                await members.reschedule(connection, [replace(member, plan=run)])
