"""The self-check: a private card, step by step, of which nothing is written down.

What somebody saw is read from the button they press and shown back to them. Only a wish to be
reminded is kept, and the break they take if they go on with an exercise.
"""

from bot.cards import replies
from bot.cards.breaks import self_check_cards
from bot.cards.parts.blocks import Card, Image
from bot.cards.parts.button_values import Sightings
from bot.domain.breaks.self_check import CHECK_ID, PLAN_ID, Observation, gentle_start, reminded
from bot.domain.exercises.exercise import Exercise, Side, Stage
from bot.domain.members import Member, MemberStatus, Preferences, Who
from bot.store.people import members
from bot.usecases.breaks.card_click import is_nudged
from bot.usecases.breaks.stretching import Stretching
from bot.usecases.deps import Deps
from bot.usecases.pictures.figures import Viewer


class SelfChecks:
    def __init__(self, deps: Deps, stretching: Stretching) -> None:
        self._deps = deps
        self._stretching = stretching

    async def intro(self, who: Who) -> Card:
        """What the check is and who should not. Nobody becomes known to Limber by it."""
        return await self._drawn(who, None)

    async def goes_on(self, who: Who, sightings: Sightings) -> Card:
        """The side that comes next, or what was seen and what it may mean."""
        return await self._drawn(who, sightings)

    async def begin_gently(self, who: Who) -> Card:
        """A card for the exercise that the check offered."""
        gentle = self._gentle(await self._find(who))
        if gentle is None:
            return await self._stretching.offer_among(who, ())
        return await self._stretching.offer_named(who, gentle)

    async def remind(self, who: Who) -> Card:
        """Brings the check up again in two weeks, for somebody who is nudged."""
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            words = self._deps.words(member)
            if member is None or not is_nudged(member):
                has_left = member is not None and member.standing is MemberStatus.LEFT
                return replies.not_a_member(words, left=has_left)
            member = reminded(member, at)
            await members.save(connection, member)
        return self_check_cards.will_remind(words, member)

    async def _drawn(self, who: Who, sightings: Sightings | None) -> Card:
        member = await self._find(who)
        words = self._deps.words(member)
        check = self._deps.library.exercises.get(CHECK_ID)
        if check is None:
            return replies.nothing_suits(words)
        if sightings is None:
            return self_check_cards.intro(words, check)
        if Observation.HURT in sightings.seen:
            return self_check_cards.hurt(words)
        if len(sightings.seen) < len(Side):
            return self_check_cards.side(
                words, check, sightings, await self._figure(who, member, check, sightings.side)
            )
        nudged = member is not None and is_nudged(member)
        gentle = self._gentle(member)
        plan = self._deps.library.plans.get(PLAN_ID) if gentle is not None else None
        return self_check_cards.result(words, sightings, gentle, plan, is_nudged=nudged)

    async def _figure(
        self, who: Who, member: Member | None, check: Exercise, side: Side
    ) -> Image | None:
        """How the moment looks at which the leg is watched."""
        words, viewer = self._deps.words(member), Viewer.of(who, member)
        at = check.script.index(Stage(check.gist.step, side))
        async with self._deps.database.read() as connection:
            return await self._deps.figures.of_stage(connection, words, viewer, check, at)

    async def _find(self, who: Who) -> Member | None:
        async with self._deps.database.read() as connection:
            return await members.find(connection, who)

    def _gentle(self, member: Member | None) -> Exercise | None:
        preferences = member.preferences if member is not None else Preferences()
        return gentle_start(self._deps.library.rotation(preferences.allowed))
