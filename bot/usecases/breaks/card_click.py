"""One click on a card: whose card it is, where it stands, and how it looks then.

A click is one transaction over the card's row. What is shown afterwards is drawn from that row,
never from the click.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.breaks import break_card, ended_cards, feedback_cards, offer_cards
from bot.cards.breaks.ended_cards import BreakOutcome, Following
from bot.cards.parts.blocks import Card
from bot.domain.breaks.card_state import CardState, Progress, counts
from bot.domain.breaks.nudges import Nudge
from bot.domain.exercises.exercise import Exercise
from bot.domain.members import Member, Who
from bot.library.words import Words
from bot.store.breaks import nudges
from bot.store.people import members
from bot.store.progress import history
from bot.store.progress.history import Break, Workday
from bot.usecases.deps import Deps
from bot.usecases.pictures.figures import Viewer
from bot.usecases.ports import MessageRef
from bot.usecases.requests import Answer, Show


@dataclass(frozen=True)
class CardClick:
    """One click being carried out: the transaction, whose it is, and which card."""

    connection: AsyncConnection
    deps: Deps
    member: Member
    exercise: Exercise
    nudge: Nudge
    at: datetime

    @property
    def words(self) -> Words:
        return self.deps.words(self.member)

    @property
    def day(self) -> date:
        return self.member.workday(self.at)

    @property
    def is_todays(self) -> bool:
        """Whether the card's own end, if it had one, was on the person's workday of now."""
        ended = self.nudge.ended_at or self.at
        return self.member.workday(ended) == self.day

    @property
    def following(self) -> Following:
        return Following(self.member.next_due_at, self.at, self.member.zone)

    @property
    def is_revivable(self) -> bool:
        """Whether a newer card took over, but only today: who is willing may still go on.

        A card that was thought lost has arrived, as it was clicked.
        """
        if self.nudge.progress.state not in {CardState.EXPIRED, CardState.LOST}:
            return False
        return self.member.workday(self.nudge.created_at) == self.day

    def standing(self, *, revived: bool, seen: int | None) -> Progress:
        """Where the card stands, even if an edit of the exercise made it shorter since.

        A revived card stands as it was drawn when it expired: begun if the button has a stage.
        """
        progress = self.nudge.progress
        stage = min(progress.stage, len(self.exercise.script) - 1)
        if not revived:
            return replace(progress, stage=stage)
        return Progress(CardState.OFFERED if seen is None else CardState.STARTED, stage)

    async def is_at(self, place: MessageRef) -> None:
        """Notes where the card is."""
        sent = nudges.Sent(self.nudge.id, place.channel_id, place.message_ts)
        await nudges.mark_sent(self.connection, [sent], self.at)

    async def goes_on_as(self, member: Member) -> "CardClick":
        """Saves what comes next for the card's owner."""
        await members.reschedule(self.connection, [member])
        return replace(self, member=member)

    async def log_break(self) -> None:
        """The completed break, counted once."""
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
        await history.take_break(
            self.connection,
            done,
            scheduled=member.works_on(day),
            goal=member.preferences.daily_goal,
        )

    def _seconds(self) -> int:
        """How long the stages that were reached take."""
        progress, script = self.nudge.progress, self.exercise.script
        reached = script if progress.state is CardState.DONE else script[: progress.stage]
        return sum(self.exercise.steps[it.step].seconds for it in reached)

    async def drawn(self) -> Card:
        """The card as its row says it stands."""
        words, exercise, nudge = self.words, self.exercise, self.nudge
        match nudge.progress.state:
            case CardState.CLAIMED | CardState.OFFERED:
                [figure] = await self.deps.figures.of_offers(
                    self.connection, [(words, self._viewer, exercise)]
                )
                return offer_cards.offer(
                    words, exercise, nudge, figure, snoozes=self.member.is_active
                )
            case CardState.STARTED:
                at = nudge.progress.stage
                figure = await self.deps.figures.of_stage(
                    self.connection, words, self._viewer, exercise, at
                )
                return break_card.stage(words, exercise, nudge, figure)
            case CardState.DONE | CardState.STOPPED if self.is_counted:
                return feedback_cards.question(words, await self.ending(), nudge)
            case CardState.STOPPED:
                return await self.ending()
            case _:
                return ended_cards.ended(words, exercise, nudge, self.following)

    @property
    def _viewer(self) -> Viewer:
        return Viewer.of(self.member.who, self.member)

    @property
    def is_counted(self) -> bool:
        """Whether this was a break, and is over."""
        return counts(self.nudge.progress)

    async def ending(self) -> Card:
        """The card of a break that is over, without the question how it was."""
        outcome = await self._outcome() if self.is_counted and self.is_todays else None
        if self.nudge.progress.state is CardState.DONE:
            return ended_cards.done(self.words, self.exercise, outcome)
        return ended_cards.stopped(self.words, self.exercise, outcome, self.following)

    async def _outcome(self) -> BreakOutcome:
        """What the finished break amounts to, on the day itself."""
        who, day = self.member.who, self.day
        streak = await history.streak(self.connection, who, day)
        return BreakOutcome(
            await history.day(self.connection, Workday.of(self.member, self.at)),
            streak,
            self.following,
            self.deps.library.plan_progress(self.member, self.at),
            counted=await history.counts(self.connection, self.nudge.id),
            frozen=await history.frozen_meanwhile(self.connection, who, day, streak),
        )


async def find_click(
    deps: Deps, connection: AsyncConnection, who: Who, nudge_id: str
) -> CardClick | Answer:
    """The click with its owner locked, or what to say if there is nothing to click."""
    member = await members.lock(connection, who)
    nudge = await nudges.find(connection, nudge_id)
    words = deps.words(member)
    if nudge is None:
        return Answer(break_card.gone(words), Show.IN_PLACE)
    if member is None or nudge.owner != who:
        return Answer(break_card.foreign(words), Show.BELOW)
    exercise = deps.library.exercises.get(nudge.exercise_id)
    if exercise is None:
        return Answer(break_card.gone(words), Show.IN_PLACE)
    return CardClick(connection, deps, member, exercise, nudge, deps.clock())
