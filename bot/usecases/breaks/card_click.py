"""One click on a card, as one transaction over the card's row.

The card is drawn from that row afterwards, never from the click, so a repeated click is idempotent.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.breaks import break_card, ended_cards, feedback_cards, offer_cards
from bot.cards.breaks.ended_cards import BreakOutcome, Following
from bot.cards.parts.blocks import Card
from bot.cards.people import membership_cards
from bot.domain.breaks.card_state import CardState, Progress, counts
from bot.domain.breaks.feedback import Feedback, decided, is_asked_about
from bot.domain.breaks.nudges import Nudge
from bot.domain.breaks.playing import Playback, Screen, screens, seconds_of
from bot.domain.exercises.exercise import Exercise
from bot.domain.members import Member, MemberStatus, Who
from bot.domain.settings.preferences import Steps
from bot.library.words import Words
from bot.store.breaks import nudges
from bot.store.people import members
from bot.store.progress import history, streak_records, workdays
from bot.store.progress.history import Break
from bot.store.progress.workdays import Workday
from bot.usecases.deps import Deps
from bot.usecases.pictures.figures import Viewer
from bot.usecases.ports import MessageRef
from bot.usecases.requests import Answer, Show


@dataclass(frozen=True)
class CardClick:
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
        """Whether the card has not ended, or ended on the person's current workday."""
        ended_at = self.nudge.ended_at or self.at
        return self.member.workday(ended_at) == self.day

    @property
    def following(self) -> Following:
        return Following(self.member.next_due_at, self.at, self.member.zone)

    @property
    def is_revivable(self) -> bool:
        """Whether a newer card replaced this one today: it may still be used.

        A card that was recorded as lost has arrived after all, since it was clicked.
        """
        if self.nudge.progress.state not in {CardState.EXPIRED, CardState.LOST}:
            return False
        return self.member.workday(self.nudge.created_at) == self.day

    @property
    def screens(self) -> tuple[Screen, ...]:
        return screens(self.exercise)

    @property
    def plays(self) -> bool:
        """Whether this person's breaks move on by themselves."""
        return self.member.preferences.steps is Steps.PLAY

    def progress(self, seen: int | None) -> Progress:
        """The card's progress, within its screens even if these became fewer meanwhile.

        A revivable card goes on as it was last drawn: started if the button carries a screen.
        """
        progress = self.nudge.progress
        at = min(progress.screen, len(self.screens) - 1)
        if not self.is_revivable:
            return replace(progress, screen=at)
        return Progress(CardState.OFFERED if seen is None else CardState.STARTED, at)

    def playing(self, playback: Playback) -> "CardClick":
        """The card moves on by itself once its screen's time is over."""
        shown = self.screens[self.nudge.progress.screen : self.nudge.progress.screen + 1]
        following = playback.after(seconds_of(self.exercise, shown), self.at)
        return replace(self, nudge=replace(self.nudge, playback=following))

    async def record_place(self, place: MessageRef) -> None:
        sent = nudges.Sent(self.nudge.id, place.channel_id, place.message_ts)
        await nudges.mark_sent(self.connection, [sent], self.at)

    async def reschedule(self, member: Member) -> "CardClick":
        """Saves the card's owner and their next nudge."""
        await members.reschedule(self.connection, [member])
        return replace(self, member=member)

    async def leave_out(self) -> "CardClick":
        """Leaves the exercise out from now on."""
        member = decided(self.member, self.exercise, Feedback.LEAVE_OUT)
        await members.save(self.connection, member)
        return replace(self, member=member)

    async def log_break(self) -> None:
        """Idempotent."""
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
        """The length of the screens that were reached."""
        progress, shown = self.nudge.progress, self.screens
        reached = shown if progress.state is CardState.DONE else shown[: progress.screen]
        return seconds_of(self.exercise, reached)

    async def draw(self) -> Card:
        """The card as its row says."""
        words, exercise, nudge = self.words, self.exercise, self.nudge
        match nudge.progress.state:
            case CardState.CLAIMED | CardState.OFFERED:
                [figure] = await self.deps.figures.of_offers(
                    self.connection, [(words, self._viewer, exercise)]
                )
                zone, snoozes = self.member.zone, self.member.is_active
                return offer_cards.offer(words, exercise, nudge, zone, figure, snoozes=snoozes)
            case CardState.STARTED:
                offered, screen = (words, self._viewer, exercise), nudge.progress.screen
                figures = await self.deps.figures.of_stages(
                    self.connection, offered, self.screens[screen]
                )
                return break_card.screen(words, exercise, nudge, figures, plays=self.plays)
            case CardState.DONE | CardState.STOPPED if self.is_counted:
                if self.member.status is MemberStatus.GUEST:
                    ended = feedback_cards.unasked(words, await self.draw_ending(), nudge)
                    return membership_cards.count_me_in(words, ended)
                draw = feedback_cards.question if is_asked_about(nudge) else feedback_cards.unasked
                return draw(words, await self.draw_ending(), nudge)
            case CardState.STOPPED:
                return await self.draw_ending()
            case CardState.SKIPPED if exercise.id in self.member.preferences.left_out:
                return ended_cards.never(words, exercise, nudge)
            case _:
                return ended_cards.ended(words, exercise, nudge, self.following)

    @property
    def _viewer(self) -> Viewer:
        return Viewer.of(self.member.who, self.member)

    @property
    def is_counted(self) -> bool:
        """Whether the card ended as a break."""
        return counts(self.nudge.progress)

    async def draw_ending(self) -> Card:
        """The card of a finished break, without the question how it was."""
        outcome = await self._outcome() if self.is_counted and self.is_todays else None
        if self.nudge.progress.state is CardState.DONE:
            return ended_cards.done(self.words, self.exercise, outcome)
        return ended_cards.stopped(self.words, self.exercise, outcome, self.following)

    async def _outcome(self) -> BreakOutcome:
        """What the break counts for, on the day itself."""
        who, day = self.member.who, self.day
        streak = await streak_records.streak(self.connection, who, day)
        today = await workdays.day(self.connection, Workday.of(self.member, self.at))
        counted = await history.counts(self.connection, self.nudge.id)
        keeps = counted and today.kept and today.breaks == today.goal
        return BreakOutcome(
            today,
            streak,
            self.deps.library.plan_progress(self.member, self.at),
            counted=counted,
            kept_days=await workdays.kept(self.connection, who) if keeps else 0,
            frozen=await streak_records.frozen_meanwhile(self.connection, who, day, streak),
        )


async def find_click(
    deps: Deps, connection: AsyncConnection, who: Who, nudge_id: str
) -> CardClick | Answer:
    """The click with its owner locked; an answer if the card is gone or belongs to another."""
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
