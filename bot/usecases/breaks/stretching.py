"""Taking a break: a card on request, and every click that moves one on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.breaks import break_card, offer_cards
from bot.cards.parts import failures
from bot.cards.parts.action_ids import PLAN_NEXT, SNOOZE_FOR, STRETCH
from bot.cards.parts.blocks import Card
from bot.cards.parts.button_values import NudgeRef, SnoozeRef, action_id
from bot.cards.schedule import snooze_menu
from bot.domain.breaks.card_state import Action, CardState, Progress, Refusal, act, counts
from bot.domain.breaks.nudges import Nudge, new_nudge
from bot.domain.exercises.exercise import Exercise
from bot.domain.exercises.picking import pick, remembered
from bot.domain.members import Member, Who
from bot.domain.phrases.until import SNOOZE, Ending, Present, Snooze, end_of_snooze
from bot.domain.schedule.due_times import restarted, snoozed
from bot.domain.schedule.rhythms import need_of
from bot.store.breaks import nudges
from bot.store.people import members
from bot.store.progress import history
from bot.store.progress.history import Workday
from bot.usecases.breaks.card_click import CardClick, find_click
from bot.usecases.deps import Deps
from bot.usecases.people.lookup import known_member
from bot.usecases.ports import MessageRef
from bot.usecases.registry import DEFAULT_VERB, button, command
from bot.usecases.requests import Answer, Request, Show


class Stretching:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    @command(
        DEFAULT_VERB, "", "now",
        help="`/stretch`: a short exercise, now",
        hints={
            "": "a short exercise, now",
            "hips": "one for a part of the body, or by name: walk, neck tilt",
        },
    )  # fmt: skip
    @button(STRETCH, PLAN_NEXT)
    async def offer(self, request: Request) -> Answer:
        return Answer(await self.offer_any(request.who), Show.CARD)

    async def offer_any(self, who: Who) -> Card:
        """What the person's plan has for today, else one of the rotation."""
        return await self._offered(who, self._planned_or_any)

    async def offer_named(self, who: Who, exercise: Exercise) -> Card:
        """A card for this exercise: whoever asks for it by name means it as it is."""
        return await self._offered(who, lambda _: (exercise,))

    async def offer_among(
        self, who: Who, wanted: Sequence[Exercise], *, instead_of: str = ""
    ) -> Card:
        """A card for one of `wanted` that the person would also be offered unasked.

        They may be for the parts of the body next to one for which there is nothing: then
        `instead_of` is what was typed.
        """
        return await self._offered(
            who, lambda it: [each for each in self._rotation(it) if each in wanted], instead_of
        )

    @button(*(action_id(action) for action in Action))
    async def clicked(self, request: Request) -> Answer:
        """A button of a card."""
        ref = NudgeRef.read(request.text)
        return await self._act(request, ref, Action(request.action), SNOOZE)

    @button(SNOOZE_FOR)
    async def snoozed_for(self, request: Request) -> Answer:
        """The menu beside the one-click snooze."""
        ref = SnoozeRef.read(request.text)
        return await self._act(request, NudgeRef(ref.nudge_id), Action.SNOOZE, ref.snooze)

    async def _act(self, request: Request, ref: NudgeRef, action: Action, snooze: Snooze) -> Answer:
        async with self._deps.database.write() as connection:
            turn = await find_click(self._deps, connection, request.who, ref.nudge_id)
            if isinstance(turn, Answer):
                return turn
            if turn.nudge.sent_at is None and request.message is not None:
                await turn.is_at(request.message)
            standing = turn.standing(revived=turn.is_revivable, seen=ref.stage)
            progress = act(standing, action, turn.exercise.script, ref.stage)
            if isinstance(progress, Refusal):
                card = break_card.explained(turn.words, progress, await turn.drawn())
                return Answer(card, Show.IN_PLACE)
            if progress.state is CardState.SWAPPED and not self._others(turn):
                card = offer_cards.nothing_else(turn.words, await turn.drawn())
                return Answer(card, Show.IN_PLACE)
            if turn.is_revivable:
                await nudges.expire_live(connection, [request.who], turn.at)
            until = end_of_snooze(snooze, Present.of(turn.member, turn.at))
            moved = await self._moved(turn, progress, until)
            card = await moved.drawn()
            if progress.state is CardState.SNOOZED:
                card = snooze_menu.explained(moved.words, card, until, moved.member)
            return Answer(card, Show.IN_PLACE)

    async def _offered(
        self, who: Who, pool: Callable[[Member], Sequence[Exercise]], instead_of: str = ""
    ) -> Card:
        """A card for one exercise of the pool. Whatever card was open is closed: one live each."""
        known = await known_member(self._deps, who)
        if known is None:
            return failures.slack_silent(self._deps.words(None))
        words = self._deps.words(known)
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who) or known
            exercise = pick(pool(member), member.recent, self._deps.random.random())
            if exercise is None:
                return offer_cards.nothing_suits(words)
            nudge = await self._put(connection, member, exercise, at, asked=True)
            turn = CardClick(connection, self._deps, member, exercise, nudge, at)
            card = await turn.drawn()
        return offer_cards.from_nearby(words, card, instead_of) if instead_of else card

    async def _moved(self, turn: CardClick, progress: Progress, snooze: Ending) -> CardClick:
        """The card and its owner after a click that fits."""
        was = turn.nudge.progress.state
        turn = replace(turn, nudge=turn.nudge.moved(progress))
        await nudges.move(turn.connection, turn.nudge, turn.at)
        jitter = self._deps.jitter(turn.member.who)
        match progress.state:
            case CardState.SWAPPED:
                return await self._swapped(turn)
            case CardState.SNOOZED:
                member = snoozed(turn.member, turn.at, turn.exercise.id, jitter, snooze)
                if snooze.ends_the_day and member.is_active:
                    await history.excuse(turn.connection, [Workday.of(member, turn.at)])
                return await turn.goes_on_as(member)
            case CardState.DONE | CardState.STOPPED:
                member = turn.member
                if counts(progress):
                    await turn.log_break()
                    member = self._with_break(turn)
                need = need_of(turn.exercise, member.preferences)
                return await turn.goes_on_as(restarted(member, turn.at, jitter, need=need))
            case CardState.STARTED if progress.stage == 0:
                undo = was is CardState.SNOOZED
                need = need_of(turn.exercise, turn.member.preferences)
                after = restarted(turn.member, turn.at, jitter, undo=undo, need=need)
                return await turn.goes_on_as(after)
            case _:
                return turn

    def _rotation(self, member: Member) -> Sequence[Exercise]:
        return self._deps.library.rotation(member.preferences.allowed)

    def _planned_or_any(self, member: Member) -> Sequence[Exercise]:
        progress = self._deps.library.plan_progress(member, self._deps.clock())
        planned = progress.next_exercise(member.recent) if progress is not None else None
        return self._rotation(member) if planned is None else (planned,)

    def _with_break(self, turn: CardClick) -> Member:
        """The member after a break, further in their plan if it was of that."""
        progress = self._deps.library.plan_progress(turn.member, turn.at)
        if progress is None:
            return turn.member
        return replace(turn.member, plan=progress.after(turn.exercise.id))

    def _others(self, turn: CardClick) -> list[Exercise]:
        """What a card can be swapped for."""
        return [it for it in self._rotation(turn.member) if it.id != turn.exercise.id]

    async def _put(
        self,
        connection: AsyncConnection,
        member: Member,
        exercise: Exercise,
        at: datetime,
        *,
        asked: bool,
    ) -> Nudge:
        """A new live card for a member, in place of whatever card was open."""
        nudge = new_nudge(
            self._deps.new_id(), member.who, exercise.id, CardState.OFFERED, at, asked=asked
        )
        await nudges.expire_live(connection, [member.who], at)
        await nudges.add(connection, [nudge])
        recent = remembered(member.recent, exercise.id)
        await members.reschedule(connection, [replace(member, recent=recent, unanswered=0)])
        return nudge

    async def _swapped(self, turn: CardClick) -> CardClick:
        """Another exercise in the same place; the swapped one stays in the history."""
        other = pick(self._others(turn), turn.member.recent, self._deps.random.random())
        assert other is not None, "a swap for nothing is refused"
        old = turn.nudge
        made = await self._put(turn.connection, turn.member, other, turn.at, asked=old.asked)
        swapped = replace(turn, exercise=other, nudge=made)
        if old.channel_id is not None and old.message_ts is not None:
            await swapped.is_at(MessageRef(old.channel_id, old.message_ts))
        return swapped
