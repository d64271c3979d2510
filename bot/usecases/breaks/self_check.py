"""The self-check: a private card, step by step, whose answers are never stored.

They travel in the values of the buttons. Only a requested reminder is stored, and the break if the
person goes on with an exercise.
"""

from bot.cards.breaks import offer_cards, self_check_cards
from bot.cards.parts.action_ids import CHECK, CHECK_BEGINS, CHECK_REMINDS, GENTLE_START, SAW
from bot.cards.parts.blocks import Card, Image
from bot.cards.parts.button_values import Sightings
from bot.cards.people import membership_cards
from bot.domain.breaks.self_check import CHECK_ID, PLAN_ID, Observation, gentle_start, reminded
from bot.domain.exercises.exercise import Exercise, Side, Stage
from bot.domain.members import Member, Who
from bot.domain.settings.preferences import Preferences
from bot.store.people import members
from bot.usecases.breaks.stretching import Stretching
from bot.usecases.deps import Deps
from bot.usecases.people.lookup import find_member
from bot.usecases.pictures.figures import Viewer
from bot.usecases.registry import button, command
from bot.usecases.requests import Answer, Request, Show


class SelfChecks:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps
        self._stretching = Stretching(deps)

    @command(
        "check", "self-check", "selfcheck",
        help="`/stretch check`: a rough check of your hips, for your eyes only",
        hints={"check": "a rough check of your hips, only for you"},
    )  # fmt: skip
    @button(CHECK)
    async def ask(self, request: Request) -> Answer:
        return Answer(await self.intro(request.who), Show.BELOW)

    async def intro(self, who: Who) -> Card:
        """What the check is, and who should not take it. Adds nobody to the database."""
        return await self._draw(who, None)

    @button(CHECK_BEGINS)
    async def begin(self, request: Request) -> Answer:
        return Answer(await self._draw(request.who, Sightings()), Show.IN_PLACE)

    @button(*SAW)
    async def go_on(self, request: Request) -> Answer:
        """The next side, or the result."""
        sightings = Sightings.read(request.text)
        return Answer(await self._draw(request.who, sightings), Show.IN_PLACE)

    @button(GENTLE_START)
    async def begin_gently(self, request: Request) -> Answer:
        """Offers the gentle exercise of the result."""
        gentle = self._gentle(await find_member(self._deps, request.who))
        if gentle is None:
            card = await self._stretching.offer_among(request.who, ())
        else:
            card = await self._stretching.offer_named(request.who, gentle)
        return Answer(card, Show.BELOW)

    @button(CHECK_REMINDS)
    async def remind(self, request: Request) -> Answer:
        """Suggests the check again in two weeks, with a nudge."""
        return Answer(await self._remind(request.who), Show.BELOW)

    async def _remind(self, who: Who) -> Card:
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            words = self._deps.words(member)
            if member is None or not member.is_active:
                return membership_cards.not_a_member(
                    words, left=member is not None and member.has_left
                )
            member = reminded(member, at)
            await members.save(connection, member)
        return self_check_cards.will_remind(words, member)

    async def _draw(self, who: Who, sightings: Sightings | None) -> Card:
        member = await find_member(self._deps, who)
        words = self._deps.words(member)
        check = self._deps.library.exercises.get(CHECK_ID)
        if check is None:
            return offer_cards.nothing_suits(words)
        if sightings is None:
            return self_check_cards.intro(words, check)
        if Observation.HURT in sightings.seen:
            return self_check_cards.hurt(words)
        if len(sightings.seen) < len(Side):
            return self_check_cards.side(
                words, check, sightings, await self._figure(who, member, check, sightings.side)
            )
        nudged = member is not None and member.is_active
        gentle = self._gentle(member)
        plan = self._deps.library.plans.get(PLAN_ID) if gentle is not None else None
        return self_check_cards.result(words, sightings, gentle, plan, is_nudged=nudged)

    async def _figure(
        self, who: Who, member: Member | None, check: Exercise, side: Side
    ) -> Image | None:
        """The moment at which to watch the leg."""
        words, viewer = self._deps.words(member), Viewer.of(who, member)
        moment = [Stage(check.gist.step, side)]
        async with self._deps.database.read() as connection:
            [figure] = await self._deps.figures.of_stages(
                connection, (words, viewer, check), moment
            )
        return figure

    def _gentle(self, member: Member | None) -> Exercise | None:
        preferences = member.preferences if member is not None else Preferences()
        return gentle_start(self._deps.library.rotation(preferences.allowed))
