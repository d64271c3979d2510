"""Taking a break: a card on request, and the clicks on cards."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.breaks import break_card, offer_cards
from bot.cards.parts import failures
from bot.cards.parts.action_ids import ABOUT, FIRST_BREAK, LATER, NOT_THIS, PLAN_NEXT, STRETCH
from bot.cards.parts.blocks import Card
from bot.cards.parts.button_values import ChoiceRef, NudgeRef, SnoozeRef, action_id
from bot.cards.schedule import snooze_menu
from bot.domain.breaks.card_state import Action, CardState, Progress, Refusal, act, counts
from bot.domain.breaks.nudges import Nudge, new_nudge
from bot.domain.breaks.playing import Playback, begun
from bot.domain.exercises.exercise import Exercise, ExerciseKind
from bot.domain.exercises.picking import pick, remembered
from bot.domain.members import Member, Who
from bot.domain.phrases.until import SNOOZE, EndTime, LocalContext, Snooze, end_of_snooze
from bot.domain.schedule.due_times import restarted, snoozed
from bot.domain.schedule.rhythms import need_of
from bot.store.breaks import met_exercises, nudges
from bot.store.people import members
from bot.store.progress import history
from bot.store.progress.workdays import Workday
from bot.usecases.breaks.card_click import CardClick, find_click
from bot.usecases.deps import Deps
from bot.usecases.people.lookup import known_member
from bot.usecases.ports import MessageRef
from bot.usecases.registry import DEFAULT_VERB, button, command
from bot.usecases.requests import Answer, Request, Show

STARTED = Progress(CardState.STARTED)


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

    @button(FIRST_BREAK)
    async def offer_short(self, request: Request) -> Answer:
        """A break of about a minute, if there is one; the message with the button stays."""

        def short(member: Member) -> Sequence[Exercise]:
            rotation = self._rotation(member)
            moves = [it for it in rotation if it.kind is not ExerciseKind.EYES]
            return [it for it in moves if it.minutes == 1] or rotation

        return Answer(await self._offer(request.who, short), Show.CARD)

    async def offer_any(self, who: Who) -> Card:
        """The next exercise of the person's plan, else one of the rotation."""
        return await self._offer(who, self._planned_or_any)

    async def offer_named(self, who: Who, exercise: Exercise) -> Card:
        """A card for this exercise, even if their settings leave it out."""
        return await self._offer(who, lambda _: (exercise,))

    async def offer_among(
        self, who: Who, wanted: Sequence[Exercise], *, instead_of: str = ""
    ) -> Card:
        """A card for one of `wanted` that their settings allow.

        If these are for the areas next to the one that was typed, `instead_of` is what was typed.
        """

        def pool(member: Member) -> list[Exercise]:
            return [exercise for exercise in self._rotation(member) if exercise in wanted]

        return await self._offer(who, pool, instead_of)

    @button(*(action_id(action) for action in Action))
    async def clicked(self, request: Request) -> Answer:
        """A button; cards from before the menus have some for their choices too."""
        ref = NudgeRef.read(request.text)
        return await self._act(request, ref, Action(request.action), SNOOZE)

    @button(LATER)
    async def later(self, request: Request) -> Answer:
        ref = SnoozeRef.read(request.text)
        return await self._act(request, NudgeRef(ref.nudge_id), Action.SNOOZE, ref.snooze)

    @button(NOT_THIS, ABOUT)
    async def not_this(self, request: Request) -> Answer:
        """Another one, none, never again, or who should skip it."""
        ref = ChoiceRef.read(request.text)
        if ref.choice not in set(Action):
            return await self._about(request, ref.nudge_id)
        return await self._act(request, NudgeRef(ref.nudge_id), Action(ref.choice), SNOOZE)

    async def _about(self, request: Request, nudge_id: str) -> Answer:
        async with self._deps.database.write() as connection:
            click = await find_click(self._deps, connection, request.who, nudge_id)
        if isinstance(click, Answer):
            return click
        return Answer(offer_cards.about(click.words, click.exercise), Show.BELOW)

    async def _act(self, request: Request, ref: NudgeRef, action: Action, snooze: Snooze) -> Answer:
        async with self._deps.database.write() as connection:
            click = await find_click(self._deps, connection, request.who, ref.nudge_id)
            if isinstance(click, Answer):
                return click
            if click.nudge.message_ts is None and request.message is not None:
                await click.record_place(request.message)
            progress = act(click.progress(ref.screen), action, len(click.screens), ref.screen)
            if isinstance(progress, Refusal):
                card = break_card.explained(click.words, progress, await click.draw())
                return Answer(card, Show.IN_PLACE)
            if progress.state is CardState.SWAPPED and not self._others(click):
                card = offer_cards.nothing_else(click.words, await click.draw())
                return Answer(card, Show.IN_PLACE)
            if click.is_revivable:
                await nudges.expire_live(connection, [request.who], click.at)
            if action is Action.NEVER:
                click = await click.leave_out()
            until = end_of_snooze(snooze, LocalContext.of(click.member, click.at))
            plays = click.plays and action is not Action.WAIT and request.answer_to
            playback = begun(request.answer_to, click.at) if plays else None
            moved = await self.move(click, progress, until, playback)
            card = await moved.draw()
            if progress.state is CardState.SNOOZED:
                card = snooze_menu.explained(moved.words, card, until, moved.member)
            return Answer(card, Show.IN_PLACE)

    async def _offer(
        self, who: Who, pool: Callable[[Member], Sequence[Exercise]], instead_of: str = ""
    ) -> Card:
        """A card for one exercise of the pool. It replaces the open card: a person has only one."""
        known = await known_member(self._deps, who)
        if known is None:
            return failures.slack_silent(self._deps.words(None))
        words = self._deps.words(known)
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who) or known
            roll, liked = self._deps.random.random(), member.preferences.liked
            drawn = self._deps.figures.drawn_among(pool(member))
            exercise = pick(drawn, member.recent, roll, liked)
            if exercise is None:
                return offer_cards.nothing_suits(words)
            nudge = await self._put(connection, member, exercise, at, asked=True)
            click = CardClick(connection, self._deps, member, exercise, nudge, at)
            card = await click.draw()
        return offer_cards.from_nearby(words, card, instead_of) if instead_of else card

    async def move(
        self,
        click: CardClick,
        progress: Progress,
        snooze: EndTime | None = None,
        playback: Playback | None = None,
    ) -> CardClick:
        """Saves the card's new state and what follows for its owner.

        A break under way moves on by itself if there is a `playback`, from which the card's new
        state is still to be answered.
        """
        was = click.nudge.progress.state
        click = replace(click, nudge=click.nudge.moved(progress))
        if playback is not None and progress.state is CardState.STARTED:
            click = click.playing(playback)
        if progress == STARTED and was is not CardState.STARTED:
            is_first = await met_exercises.meet(click.connection, click.member.who, click.exercise)
            click = replace(click, nudge=replace(click.nudge, is_first=is_first))
        await nudges.move(click.connection, click.nudge, click.at)
        jitter = self._deps.jitter(click.member.who)
        match progress.state:
            case CardState.SWAPPED:
                return await self._swap(click)
            case CardState.SNOOZED:
                assert snooze is not None
                member = snoozed(click.member, click.at, click.exercise.id, jitter, snooze)
                if snooze.ends_the_day and member.is_active:
                    await history.excuse(click.connection, [Workday.of(member, click.at)])
                return await click.reschedule(member)
            case CardState.DONE | CardState.STOPPED:
                member = click.member
                if counts(progress):
                    await click.log_break()
                    member = self._with_break(click)
                need = need_of(click.exercise, member.preferences)
                return await click.reschedule(restarted(member, click.at, jitter, need=need))
            case CardState.STARTED if progress.screen == 0:
                undo = was is CardState.SNOOZED
                need = need_of(click.exercise, click.member.preferences)
                after = restarted(click.member, click.at, jitter, undo=undo, need=need)
                return await click.reschedule(after)
            case _:
                return click

    def _rotation(self, member: Member) -> Sequence[Exercise]:
        return self._deps.library.rotation(member.preferences.allowed)

    def _planned_or_any(self, member: Member) -> Sequence[Exercise]:
        progress = self._deps.library.plan_progress(member, self._deps.clock())
        planned = progress.next_exercise(member.recent) if progress is not None else None
        return self._rotation(member) if planned is None else (planned,)

    def _with_break(self, click: CardClick) -> Member:
        """The member after a break, which may be a step of their plan."""
        progress = self._deps.library.plan_progress(click.member, click.at)
        if progress is None:
            return click.member
        return replace(click.member, plan=progress.after(click.exercise.id))

    def _others(self, click: CardClick) -> list[Exercise]:
        """The exercises that can replace the card's."""
        rotation = self._rotation(click.member)
        return [exercise for exercise in rotation if exercise.id != click.exercise.id]

    async def _put(
        self,
        connection: AsyncConnection,
        member: Member,
        exercise: Exercise,
        at: datetime,
        *,
        asked: bool,
    ) -> Nudge:
        """Saves a new live card, which replaces the open one."""
        nudge = new_nudge(
            self._deps.new_id(), member.who, exercise.id, CardState.OFFERED, at, asked=asked
        )
        await nudges.expire_live(connection, [member.who], at)
        await nudges.add(connection, [nudge])
        recent = remembered(member.recent, exercise.id)
        await members.reschedule(connection, [replace(member, recent=recent, unanswered=0)])
        return nudge

    async def _swap(self, click: CardClick) -> CardClick:
        """Puts another exercise into the same message; the swapped card stays in the history."""
        member, roll = click.member, self._deps.random.random()
        other = pick(self._others(click), member.recent, roll, member.preferences.liked)
        assert other is not None, "checked before"
        old = click.nudge
        made = await self._put(click.connection, click.member, other, click.at, asked=old.asked)
        swapped = replace(click, exercise=other, nudge=made)
        if old.channel_id is not None and old.message_ts is not None:
            await swapped.record_place(MessageRef(old.channel_id, old.message_ts))
        return swapped
