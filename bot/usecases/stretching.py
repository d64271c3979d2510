"""Taking a break: a card on request, and every click on one.

A click is one transaction over the card's row. What is shown afterwards is drawn from that row,
never from the click.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards import practice, replies
from bot.cards.blocks import Card
from bot.cards.practice import Following, Outcome
from bot.domain.exercises import Exercise
from bot.domain.hours import workday
from bot.domain.members import Member, Standing, Who
from bot.domain.nudges import Nudge, new_nudge
from bot.domain.picking import pick, remembered
from bot.domain.practice import Action, Progress, Refusal, State, act, counts
from bot.domain.schedule import scheduled, snoozed
from bot.store import history, members, nudges
from bot.store.history import Break
from bot.usecases.figures import Figures, Viewer
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


@dataclass(frozen=True)
class Turn:
    """One click being carried out: the transaction, whose it is, and which card."""

    connection: AsyncConnection
    member: Member
    exercise: Exercise
    nudge: Nudge
    at: datetime

    @property
    def day(self) -> date:
        return workday(self.member.preferences.week, self.member.zone, self.at)

    @property
    def following(self) -> Following:
        return Following(self.member.next_due_at, self.at, self.member.zone)

    @property
    def is_revivable(self) -> bool:
        """Whether a newer card took over, but only today: who is willing may still go on."""
        if self.nudge.progress.state is not State.EXPIRED:
            return False
        week = self.member.preferences.week
        return workday(week, self.member.zone, self.nudge.created_at) == self.day

    def standing(self, *, revived: bool, seen: int | None) -> Progress:
        """Where the card stands, even if an edit of the exercise made it shorter since.

        A revived card stands as it was drawn when it expired: begun if the button has a stage.
        """
        progress = self.nudge.progress
        stage = min(progress.stage, len(self.exercise.script) - 1)
        if not revived:
            return replace(progress, stage=stage)
        return Progress(State.OFFERED if seen is None else State.STARTED, stage)

    async def is_at(self, place: Place) -> None:
        """Notes where the card is."""
        sent = nudges.Sent(self.nudge.id, place.channel_id, place.message_ts)
        await nudges.mark_sent(self.connection, [sent], self.at)

    async def goes_on_as(self, member: Member) -> "Turn":
        """Saves what comes next for the card's owner."""
        await members.reschedule(self.connection, [member])
        return replace(self, member=member)

    async def log_break(self) -> None:
        """The completed break, in the log and in every summary; a second time changes nothing."""
        member, day = self.member, self.day
        done = Break(
            nudge_id=self.nudge.id,
            workspace_id=member.workspace_id,
            user_id=member.user_id,
            exercise_id=self.exercise.id,
            completed_at=self.at,
            day=day,
            zone=member.zone,
            seconds=self._seconds(),
        )
        if not await history.log_break(self.connection, done):
            return
        is_workday = member.preferences.week.works_on(day)
        lived = await history.count_break(self.connection, done, is_workday)
        streak = await history.streak(self.connection, member.who, day)
        if streak.precedes(lived):
            streak = streak.with_break(lived)
        else:
            streak = await history.refold(self.connection, member.who, day)
        await history.save_streak(self.connection, member.who, streak)

    def _seconds(self) -> int:
        """How long the stages that were reached take."""
        progress, script = self.nudge.progress, self.exercise.script
        reached = script if progress.state is State.DONE else script[: progress.stage]
        return sum(self.exercise.steps[it.step].seconds for it in reached)

    async def outcome(self) -> Outcome:
        """What the finished break amounts to."""
        who = self.member.who
        return Outcome(
            await history.day(self.connection, who, self.day),
            await history.streak(self.connection, who, self.day),
            self.following,
        )


class Stretching:
    def __init__(self, kit: Kit, membership: Membership, figures: Figures) -> None:
        self._kit = kit
        self._membership = membership
        self._figures = figures

    async def offer(self, who: Who, wanted: tuple[Exercise, ...] = ()) -> Card:
        """A card now: one of `wanted`, or of the rotation where nothing is wanted.

        One wanted exercise is meant as it is; of several only those are offered that the person
        would also be offered unasked. Whatever card was open is closed: one live card each.
        """
        known = await self._membership.known(who)
        if known is None:
            return replies.slack_silent(self._kit.words(None))
        words = self._kit.words(known)
        at = self._kit.clock()
        async with self._kit.database.write() as connection:
            member = await members.lock(connection, who) or known
            pool = self._pool(wanted, member)
            exercise = pick(pool, member.recent, self._kit.dice.random())
            if exercise is None:
                return replies.nothing_suits(words)
            nudge = await self._put(connection, member, exercise, at, asked=True)
            return await self._offered(connection, member, exercise, nudge)

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
            turn = Turn(connection, member, exercise, nudge, at)
            if nudge.sent_at is None and place is not None:
                await turn.is_at(place)
            standing = turn.standing(revived=turn.is_revivable, seen=seen)
            progress = act(standing, action, exercise.script, seen)
            if isinstance(progress, Refusal):
                return Answer(practice.explained(words, progress, await self._drawn(turn)))
            if turn.is_revivable:
                await nudges.expire_live(connection, [who], at)
            return Answer(await self._drawn(await self._moved(turn, progress)))

    async def _moved(self, turn: Turn, progress: Progress) -> Turn:
        """The card and its owner after a click that fits."""
        turn = replace(turn, nudge=turn.nudge.moved(progress))
        await nudges.move(turn.connection, turn.nudge, turn.at)
        roll = self._kit.dice.random()
        match progress.state:
            case State.SWAPPED:
                return await self._swapped(turn)
            case State.SNOOZED:
                return await turn.goes_on_as(snoozed(turn.member, turn.at, turn.exercise.id, roll))
            case State.DONE | State.STOPPED:
                if counts(progress):
                    await turn.log_break()
                return await turn.goes_on_as(_up_again(turn.member, turn.at, roll))
            case State.STARTED if progress.stage == 0:
                return await turn.goes_on_as(_up_again(turn.member, turn.at, roll))
            case _:
                return turn

    def _pool(self, wanted: tuple[Exercise, ...], member: Member) -> tuple[Exercise, ...]:
        if len(wanted) == 1:
            return wanted
        unasked = self._kit.library.rotation(member.preferences.positions)
        return tuple(it for it in unasked if it in wanted) if wanted else unasked

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

    async def _swapped(self, turn: Turn) -> Turn:
        """Another exercise in the same place; the swapped one stays in the history."""
        positions = turn.member.preferences.positions
        pool = [it for it in self._kit.library.rotation(positions) if it.id != turn.exercise.id]
        other = pick(pool, turn.member.recent, self._kit.dice.random()) or turn.exercise
        old = turn.nudge
        made = await self._put(turn.connection, turn.member, other, turn.at, asked=old.asked)
        swapped = replace(turn, exercise=other, nudge=made)
        if old.channel_id is not None and old.message_ts is not None:
            await swapped.is_at(Place(old.channel_id, old.message_ts))
        return swapped

    async def _drawn(self, turn: Turn) -> Card:
        """The card as its row says it stands."""
        member, exercise, nudge = turn.member, turn.exercise, turn.nudge
        words = self._kit.words(member)
        match nudge.progress.state:
            case State.CLAIMED | State.OFFERED:
                return await self._offered(turn.connection, member, exercise, nudge)
            case State.STARTED:
                at = nudge.progress.stage
                figure = await self._figures.of_stage(
                    turn.connection, words, Viewer.of(member.who, member), exercise, at
                )
                return practice.stage(words, exercise, nudge, figure)
            case State.DONE:
                return practice.done(words, exercise, await turn.outcome())
            case State.STOPPED:
                outcome = await turn.outcome() if counts(nudge.progress) else None
                return practice.stopped(words, exercise, outcome, turn.following)
            case _:
                return practice.ended(words, exercise, nudge, turn.following)

    async def _offered(
        self, connection: AsyncConnection, member: Member, exercise: Exercise, nudge: Nudge
    ) -> Card:
        words = self._kit.words(member)
        viewer = Viewer.of(member.who, member)
        [figure] = await self._figures.of_offers(connection, [(words, viewer, exercise)])
        return practice.offer(words, exercise, nudge, figure, snoozes=_is_nudged(member))


def _is_nudged(member: Member) -> bool:
    return member.standing is Standing.ACTIVE


def _up_again(member: Member, at: datetime, roll: float) -> Member:
    """Somebody got up: the interval starts again, and a snoozed exercise is no longer owed."""
    return scheduled(replace(member, sitting_since=at, next_exercise_id=None), at, roll)
