"""Taking a break: a card on request, and every click on one.

A click is one transaction over the card's row. What is shown afterwards is drawn from that row,
never from the click.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards import practice, replies
from bot.cards.blocks import Card
from bot.cards.practice import Outcome
from bot.domain.exercises import Exercise
from bot.domain.hours import workday
from bot.domain.members import Member, Who
from bot.domain.nudges import Nudge, new_nudge
from bot.domain.picking import pick, remembered
from bot.domain.practice import Action, Progress, Refusal, State, act
from bot.domain.schedule import scheduled, snoozed
from bot.store import history, members, nudges
from bot.store.history import Break
from bot.usecases.kit import Kit, Place
from bot.usecases.membership import Membership


class Show(StrEnum):
    """Where an answer to a click belongs."""

    IN_PLACE = "in place"
    TO_CLICKER = "to clicker"


@dataclass(frozen=True)
class Answer:
    card: Card
    show: Show = Show.IN_PLACE


class Stretching:
    def __init__(self, kit: Kit, membership: Membership) -> None:
        self._kit = kit
        self._membership = membership

    async def offer(self, who: Who, wanted: tuple[Exercise, ...] = ()) -> Card:
        """A card now: one of `wanted`, or of the rotation where nothing is wanted.

        Whatever card was open is closed: a person has one live card.
        """
        known = await self._membership.known(who)
        if known is None:
            return replies.slack_silent(self._kit.words(None))
        words = self._kit.words(known)
        at = self._kit.clock()
        async with self._kit.database.write() as connection:
            member = await members.lock(connection, who) or known
            pool = _suited(wanted, member) or self._kit.library.rotation(
                member.preferences.positions
            )
            exercise = pick(pool, member.recent, self._kit.dice.random())
            if exercise is None:
                return replies.nothing_suits(words)
            nudge = await self._put(connection, member, exercise, at, asked=True)
        return practice.offer(words, exercise, nudge)

    async def click(
        self, who: Who, nudge_id: str, action: Action, seen: int | None, place: Place | None
    ) -> Answer:
        """What a button of a card does; `seen` is the stage that the button was drawn for."""
        at = self._kit.clock()
        async with self._kit.database.write() as connection:
            member = await members.lock(connection, who)
            nudge = await nudges.find(connection, nudge_id)
            words = self._kit.words(member)
            if nudge is None:
                return Answer(practice.gone(words))
            if member is None or nudge.owner != who:
                return Answer(practice.foreign(words), Show.TO_CLICKER)
            exercise = self._kit.library.exercises.get(nudge.exercise_id)
            if exercise is None:
                return Answer(practice.gone(words))
            if nudge.sent_at is None and place is not None:
                sent = nudges.Sent(nudge.id, place.channel_id, place.message_ts)
                await nudges.mark_sent(connection, [sent], at)
            progress = act(_within_script(nudge, exercise), action, exercise.script, seen)
            if isinstance(progress, Refusal):
                card = await self._drawn(connection, member, exercise, nudge, at)
                return Answer(practice.explained(words, progress, card))
            nudge = nudge.moved(progress)
            await nudges.move(connection, nudge, at)
            if progress.state is State.SWAPPED:
                exercise, nudge = await self._swapped(connection, member, exercise, nudge, at)
            member = await self._lived(connection, member, exercise, nudge, at)
            return Answer(await self._drawn(connection, member, exercise, nudge, at))

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
            self._kit.new_id(), member.who, exercise.id, State.OFFERED, at, asked=asked
        )
        await nudges.expire_live(connection, [member.who], at)
        await nudges.add(connection, [nudge])
        recent = remembered(member.recent, exercise.id)
        await members.reschedule(connection, [replace(member, recent=recent)])
        return nudge

    async def _swapped(
        self,
        connection: AsyncConnection,
        member: Member,
        exercise: Exercise,
        nudge: Nudge,
        at: datetime,
    ) -> tuple[Exercise, Nudge]:
        """Another exercise in the same place; the swapped one stays in the history."""
        pool = [
            it
            for it in self._kit.library.rotation(member.preferences.positions)
            if it.id != exercise.id
        ]
        other = pick(pool, member.recent, self._kit.dice.random()) or exercise
        made = await self._put(connection, member, other, at, asked=nudge.asked)
        if nudge.channel_id is not None and nudge.message_ts is not None:
            there = nudges.Sent(made.id, nudge.channel_id, nudge.message_ts)
            await nudges.mark_sent(connection, [there], at)
        return other, made

    async def _lived(
        self,
        connection: AsyncConnection,
        member: Member,
        exercise: Exercise,
        nudge: Nudge,
        at: datetime,
    ) -> Member:
        """What the click means for the person's schedule and history."""
        roll = self._kit.dice.random()
        match nudge.progress.state:
            case State.SNOOZED:
                after = snoozed(member, at, exercise.id, roll)
            case State.STARTED if nudge.progress.stage == 0:
                after = _up_again(member, at, roll)
            case State.DONE | State.STOPPED:
                after = _up_again(member, at, roll)
            case _:
                return member
        await members.reschedule(connection, [after])
        if nudge.progress.state is State.DONE:
            await self._log(connection, member, exercise, nudge, at)
        return after

    async def _log(
        self,
        connection: AsyncConnection,
        member: Member,
        exercise: Exercise,
        nudge: Nudge,
        at: datetime,
    ) -> None:
        """The completed break, in the log and in every summary; a second time changes nothing."""
        week = member.preferences.week
        day = workday(week, member.zone, at)
        done = Break(
            nudge_id=nudge.id,
            workspace_id=member.workspace_id,
            user_id=member.user_id,
            exercise_id=exercise.id,
            completed_at=at,
            day=day,
            zone=member.zone,
            seconds=exercise.seconds,
        )
        if not await history.log_break(connection, done):
            return
        lived = await history.count_break(connection, done, week.works_on(day))
        streak = await history.streak(connection, member.who, day)
        if streak.precedes(lived):
            streak = streak.with_break(lived)
        else:
            streak = await history.refold(connection, member.who, day)
        await history.save_streak(connection, member.who, streak)

    async def _drawn(
        self,
        connection: AsyncConnection,
        member: Member,
        exercise: Exercise,
        nudge: Nudge,
        at: datetime,
    ) -> Card:
        """The card as its row says it stands."""
        words = self._kit.words(member)
        match nudge.progress.state:
            case State.CLAIMED | State.OFFERED:
                return practice.offer(words, exercise, nudge)
            case State.STARTED:
                return practice.stage(words, exercise, nudge)
            case State.DONE:
                today = workday(member.preferences.week, member.zone, at)
                outcome = Outcome(
                    await history.day(connection, member.who, today),
                    await history.streak(connection, member.who, today),
                    member.next_due_at,
                    member.zone,
                )
                return practice.done(words, exercise, outcome)
            case _:
                return practice.ended(words, exercise, nudge, member.next_due_at, member.zone)


def _suited(wanted: tuple[Exercise, ...], member: Member) -> tuple[Exercise, ...]:
    """Of several wanted exercises those in positions the person allows; one alone is meant."""
    if len(wanted) == 1:
        return wanted
    return tuple(it for it in wanted if it.position in member.preferences.positions) or wanted


def _within_script(nudge: Nudge, exercise: Exercise) -> Progress:
    """Where the card stands, even if an edit of the exercise made it shorter since."""
    last = len(exercise.script) - 1
    return replace(nudge.progress, stage=min(nudge.progress.stage, last))


def _up_again(member: Member, at: datetime, roll: float) -> Member:
    """Somebody got up: the interval starts again, and a snoozed exercise is no longer owed."""
    return scheduled(replace(member, sitting_since=at, next_exercise_id=None), at, roll)
