"""Joining, leaving, pausing, settings: what a person decides about being nudged."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards import replies
from bot.cards.parts.blocks import Card, View
from bot.cards.progress import goal_cards
from bot.cards.schedule import check_in_cards, settings_modal, unread_time
from bot.cards.schedule.settings_modal import Faults, Form
from bot.domain.breaks.card_state import OPEN, CardState, Progress
from bot.domain.breaks.nudges import Nudge
from bot.domain.calendar.busy_signals import Quiet, Signals
from bot.domain.calendar.work_week import workday
from bot.domain.members import DueReason, Member, MemberStatus, Preferences, Who
from bot.domain.phrases.daily_goal import goal_in
from bot.domain.phrases.fixed_times import OFF, WrongTimes, read_times
from bot.domain.phrases.moments import Unreadable
from bot.domain.phrases.until import Present, end_of_pause, end_of_snooze, read_snooze
from bot.domain.schedule.absence import seen_active
from bot.domain.schedule.due_times import (
    delayed,
    is_snoozed,
    rescheduled,
    rests_today,
    scheduled,
    snoozed,
)
from bot.domain.schedule.rhythms import Paced, PaceStep, seated, stepped
from bot.library.words import ENGLISH, Words
from bot.store.breaks import nudges
from bot.store.people import members
from bot.store.progress import history
from bot.store.progress.history import Workday
from bot.usecases.deps import Deps, Directory, Profile
from bot.usecases.people.signals import signals_after

JUST_CAME = timedelta(minutes=10)
"""A card this new is what "snooze" means; later it means the next one."""


@dataclass(frozen=True)
class Visit:
    """A transaction over one person; `member` is None unless they have joined."""

    connection: AsyncConnection
    member: Member | None
    has_left: bool
    words: Words
    at: datetime
    jitter: float

    def refusal(self) -> Card:
        """What to say to somebody who has not joined, or has left."""
        return replies.not_a_member(self.words, left=self.has_left)

    async def saves(self, member: Member) -> Member:
        """The member as saved, with their next nudge set afresh."""
        after = replace(scheduled(member, self.at, self.jitter), unanswered=0)
        await members.save(self.connection, after)
        return after

    async def excuses_today(self, member: Member) -> None:
        """Whatever came today, it is not missed."""
        await history.excuse(self.connection, [Workday.of(member, self.at)])


class Membership:
    def __init__(self, deps: Deps, directory: Directory) -> None:
        self._deps = deps
        self._directory = directory
        self._exercises = tuple(deps.library.exercises.values())

    async def find(self, who: Who) -> Member | None:
        """The person, if Limber knows them."""
        async with self._deps.database.read() as connection:
            return await members.find(connection, who)

    async def known(self, who: Who) -> Member | None:
        """The person, met as a guest if need be; None while Slack does not tell who they are.

        Of whom there is but a guess, Slack is asked too; while it is silent the guess stands.
        """
        found = await self.find(who)
        if found is not None and not found.presumed:
            return found
        profile = await self._directory.profile(who)
        if profile is None:
            return found
        quiets = await self._directory.quiet(who.workspace_id, [who.user_id])
        quiet = (quiets or {}).get(who.user_id)
        async with self._deps.database.write() as connection:
            return await self._met(connection, who, profile, quiet, self._deps.clock())

    async def join(self, who: Who) -> Card:
        known = await self.known(who)
        if known is None:
            return replies.slack_silent(self._deps.words(None))
        words = self._deps.words(known)
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who) or known
            if member.standing is MemberStatus.ACTIVE:
                return replies.already_joined(words, member)
            member = self._rescheduled(
                replace(seated(member, at), standing=MemberStatus.ACTIVE, paused_until=None),
                at,
            )
            await members.save(connection, member)
            await members.joined(connection, who, at)
        return replies.joined(words, member)

    async def leave(self, who: Who) -> Card:
        async with self._visit(who) as visit:
            if visit.member is None:
                return visit.refusal()
            await visit.excuses_today(visit.member)
            await visit.saves(
                replace(
                    visit.member,
                    standing=MemberStatus.LEFT,
                    paused_until=None,
                    next_exercise_id=None,
                    recheck_at=None,
                )
            )
            await nudges.expire_live(visit.connection, [who], visit.at)
            return replies.left(visit.words)

    async def pause(self, who: Who, phrase: str) -> Card:
        """No nudges until the end of what `phrase` says."""
        async with self._visit(who) as visit:
            if visit.member is None:
                return visit.refusal()
            end = end_of_pause(phrase, Present.of(visit.member, visit.at))
            if isinstance(end, Unreadable):
                return unread_time.pause(visit.words, end, phrase)
            member = await visit.saves(replace(visit.member, paused_until=end.at))
            excused = rests_today(member, visit.at)
            if excused:
                await visit.excuses_today(member)
            return replies.paused(visit.words, member, end, excused=excused)

    async def how_to_stop(self, who: Who) -> Card:
        """The ways to stop, for somebody who has joined."""
        member = await self.find(who)
        words = self._deps.words(member)
        if member is None or member.standing is not MemberStatus.ACTIVE:
            has_left = member is not None and member.standing is MemberStatus.LEFT
            return replies.not_a_member(words, left=has_left)
        return replies.how_to_stop(words)

    async def resume(self, who: Who) -> Card:
        async with self._visit(who) as visit:
            if visit.member is None:
                return visit.refusal()
            if not visit.member.is_paused(visit.at) and not is_snoozed(visit.member, visit.at):
                return replies.not_paused(visit.words, visit.member)
            awake = replace(seated(visit.member, visit.at), paused_until=None)
            return replies.resumed(visit.words, await visit.saves(awake))

    async def snooze(self, who: Who, phrase: str) -> Card:
        """Puts off the offered card, or the next nudge, as `phrase` says, or by ten minutes."""
        async with self._visit(who) as visit:
            if visit.member is None:
                return visit.refusal()
            present = Present.of(visit.member, visit.at)
            snooze = read_snooze(phrase, present)
            if isinstance(snooze, Unreadable):
                return unread_time.snooze(visit.words, snooze, phrase)
            until = end_of_snooze(snooze, present)
            card = await nudges.latest(visit.connection, who)
            if card is not None and _just_came(card, visit.at):
                put_off = card.moved(Progress(CardState.SNOOZED))
                await nudges.move(visit.connection, put_off, visit.at)
                after = snoozed(visit.member, visit.at, card.exercise_id, visit.jitter, until)
            else:
                after = delayed(visit.member, visit.at, visit.jitter, until)
            await members.save(visit.connection, after)
            if until.ends_the_day and after != visit.member:
                await visit.excuses_today(visit.member)
            return replies.snoozed(visit.words, visit.member, after, until)

    async def step(self, who: Who, step: PaceStep) -> Card:
        """One step more or fewer nudges."""
        async with self._visit(who) as visit:
            if visit.member is None:
                return visit.refusal()
            chosen = stepped(visit.member.preferences, step)
            if chosen is None:
                return check_in_cards.no_further(visit.words, visit.member, step)
            return await self._paced(visit, visit.member, chosen)

    async def times(self, who: Who, phrase: str) -> Card:
        """Nudges at fixed times instead of rhythms; "off" ends that, without words it is said."""
        async with self._visit(who) as visit:
            if visit.member is None:
                return visit.refusal()
            before = visit.member.preferences
            typed = phrase.strip().lower()
            chosen = () if typed in OFF else read_times(typed, before.week)
            if chosen == before.fixed_times or (not chosen and typed not in OFF):
                return check_in_cards.fixed_times(visit.words, visit.member)
            if isinstance(chosen, WrongTimes):
                return check_in_cards.times_refused(visit.words, chosen)
            return await self._paced(visit, visit.member, replace(before, fixed_times=chosen))

    async def repace(self, who: Who, paced: Paced) -> Card:
        """Back to how often nudges came."""
        async with self._visit(who) as visit:
            if visit.member is None:
                return visit.refusal()
            chosen = paced.on(visit.member.preferences)
            return await self._paced(visit, visit.member, chosen)

    async def _paced(self, visit: Visit, member: Member, chosen: Preferences) -> Card:
        after = rescheduled(replace(member, preferences=chosen), visit.at, visit.jitter)
        await members.save(visit.connection, replace(after, unanswered=0))
        return check_in_cards.repaced(visit.words, after, member.preferences)

    async def heard(self, who: Who) -> None:
        """Somebody did something that changes nothing, but shows that they are there."""
        found = await self.find(who)
        if found is None or not (found.unanswered or found.due_reason is DueReason.AWAY):
            return
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            if member is not None:
                here = seen_active(member, self._deps.clock(), self._deps.jitter(who))
                await members.reschedule(connection, [here])

    async def goal(self, who: Who, phrase: str) -> Card:
        """Sets how many breaks keep a workday; without a number, says how many do."""
        known = await self.known(who)
        words = self._deps.words(known)
        if known is None:
            return replies.slack_silent(words)
        if not phrase:
            return goal_cards.present_goal(words, known.preferences.daily_goal)
        goal = goal_in(phrase)
        if goal is None:
            return goal_cards.goal_unclear(words, phrase)
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            before = await members.lock(connection, who) or known
            chosen = replace(before.preferences, daily_goal=goal)
            member = replace(before, preferences=chosen, unanswered=0)
            await members.save(connection, member)
            await _goal_moved(connection, before, member, at)
            today = await history.day(connection, Workday.of(member, at))
        return goal_cards.goal_set(words, goal, today.goal)

    async def settings(self, who: Who, answer_to: str) -> View | Card:
        """The settings modal, or why there is none; `answer_to` comes back with it."""
        known = await self.known(who)
        words = self._deps.words(known)
        if known is None:
            return replies.slack_silent(words)
        return settings_modal.settings(words, known, self._exercises, answer_to)

    async def checked(self, who: Who, form: Form) -> Preferences | Faults:
        """What a submitted form would set, or what is wrong with each field of it."""
        member = await self.find(who)
        before = member.preferences if member is not None else Preferences()
        place = member.place if member is not None else None
        return settings_modal.chosen(self._deps.words(member), form, before, self._exercises, place)

    async def save_settings(self, who: Who, preferences: Preferences) -> Card | None:
        """Saves the settings; answers what that means for the next nudge, if anything."""
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            member = await members.lock(connection, who)
            if member is None:
                return None
            before = member
            member = replace(member, preferences=preferences, unanswered=0)
            member = self._rescheduled(member, at)
            await members.save(connection, member)
            await _goal_moved(connection, before, member, at)
            today = workday(preferences.week, member.zone, at)
            if member.day_off(today) is not None:
                await history.excuse(connection, [Workday.of(member, at)])
        remains = bool(self._deps.library.rotation(member.preferences.allowed))
        return replies.settings_saved(self._deps.words(member), member, remains=remains)

    @asynccontextmanager
    async def _visit(self, who: Who) -> AsyncIterator[Visit]:
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            found = await members.lock(connection, who)
            standing = found.standing if found is not None else MemberStatus.GUEST
            yield Visit(
                connection=connection,
                member=found if standing is MemberStatus.ACTIVE else None,
                has_left=standing is MemberStatus.LEFT,
                words=self._deps.words(found),
                at=at,
                jitter=self._deps.jitter(who),
            )

    async def _met(
        self,
        connection: AsyncConnection,
        who: Who,
        profile: Profile,
        quiet: Quiet | None,
        at: datetime,
    ) -> Member:
        met = await members.lock(connection, who)
        if met is not None and not met.presumed:
            return met
        signals = signals_after(Signals(quiet=quiet), profile, self._deps.library.statuses, at)
        member = Member(
            workspace_id=who.workspace_id,
            user_id=who.user_id,
            standing=MemberStatus.GUEST,
            zone=profile.zone,
            locale=profile.locale or ENGLISH,
            sitting_since=at,
            signals=signals,
        )
        if met is None:
            met = await members.get_or_add(connection, member)
            if met is member or not met.presumed:
                return met
        told_of = replace(
            met, zone=member.zone, locale=member.locale, signals=signals, presumed=False
        )
        known = self._rescheduled(told_of, at)
        await members.save(connection, known)
        return known

    def _rescheduled(self, member: Member, at: datetime) -> Member:
        return rescheduled(member, at, self._deps.jitter(member.who))


async def _goal_moved(
    connection: AsyncConnection, before: Member, after: Member, at: datetime
) -> None:
    """A lower goal holds for today, too; a higher one only if nothing has happened yet today."""
    if after.preferences.daily_goal < before.preferences.daily_goal:
        await history.lower_goal(connection, Workday.of(after, at))


def _just_came(card: Nudge, at: datetime) -> bool:
    """Whether "snooze" means the card on the screen rather than the next one."""
    return card.progress.state in OPEN and not card.asked and at - card.created_at <= JUST_CAME
