"""Runs group breaks by the clock: claim the next step, edit the card, record the outcome.

An edit shows the state at its claim, so missed steps are skipped and an edit is idempotent. At the
end, a break is logged for everybody who joined, a few people per transaction.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.parts.blocks import Card, Image
from bot.cards.teams import group_break_cards
from bot.domain.calendar.work_week import monday
from bot.domain.exercises.exercise import Exercise
from bot.domain.exercises.picking import remembered
from bot.domain.members import Member
from bot.domain.pacing import UPDATES, paused_for_retry_after, reserve
from bot.domain.schedule.due_times import group_break_joined, group_break_left, restarted
from bot.domain.schedule.rhythms import need_of
from bot.domain.settings.preferences import Pictures
from bot.domain.teams.group_breaks import (
    AGAIN,
    EDIT_WITHIN,
    GIVE_UP,
    RESTS_AFTER,
    GroupBreak,
    GroupBreakState,
    begins_quiet,
    by_the_clock,
    called_off,
    pace_of,
    seconds_of,
)
from bot.domain.teams.teams import next_together
from bot.store.people import members, workspaces
from bot.store.progress import history, week_totals
from bot.store.progress.history import Break
from bot.store.teams import group_breaks, team_counts, teams
from bot.store.teams.group_breaks import Due
from bot.usecases.deps import Deps
from bot.usecases.pictures.figures import Viewer
from bot.usecases.ports import MessageRef, NotTaken, Refused, Unclear, Updated, UpdateOutcome

log = logging.getLogger(__name__)

AT_ONCE = 50
"""Sessions per round."""
CHUNK = 25
"""People per transaction when breaks are logged."""


@dataclass(frozen=True)
class ClaimedStep:
    """The state of a session whose next step this replica runs."""

    session: GroupBreak
    exercise: Exercise | None
    """None if the library no longer has it."""
    card: Card | None
    """None if there is nothing new to show."""
    sight: str
    until: datetime
    """Identifies the edit."""
    begins_quiet: bool = False
    """Whether nudges of the people who joined are deferred from now on."""
    rests: bool = False
    """Whether it has just ended as the last of several daily breaks that nobody joined."""


class GroupBreakRunner:
    def __init__(self, deps: Deps) -> None:
        self._deps = deps

    async def move_on(self) -> Mapping[str, int]:
        """One round; returns the number of sessions by outcome.

        Raises what the database raises, except for a single session, which must not affect others.
        """
        async with self._deps.database.read() as connection:
            due = await group_breaks.due(connection, self._deps.clock(), AT_ONCE)
        return Counter(await asyncio.gather(*(self._guarded(session) for session in due)))

    async def _guarded(self, due: Due) -> str:
        try:
            return await self._run(due)
        except Exception:
            log.exception("group break step failed", extra={"workspace": due.workspace_id})
            return "failed"

    async def _run(self, due: Due) -> str:
        claimed = await self._claim(due)
        if claimed is None:
            return "waited"
        if claimed.begins_quiet and claimed.exercise is not None:
            await self._defer_nudges(claimed.session, claimed.exercise)
        how = "unchanged"
        if claimed.card is not None:
            outcome = await self._show(claimed, claimed.card)
            await self._record(claimed, outcome)
            how = type(outcome).__name__.lower()
        if not claimed.session.state.is_live:
            await self._close(claimed)
        return how

    async def _claim(self, due: Due) -> ClaimedStep | None:
        """Saves the current state; None if there is nothing to do, or an edit that can wait would
        exceed the rate limit."""
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            paced = await workspaces.updates_held(connection, due.workspace_id)
            session = await group_breaks.take(connection, due.session_id, at)
            if session is None:
                return None
            if session.message_ts is None and session.state.is_live:
                await group_breaks.remove(connection, session.id)
                return None
            exercise = self._deps.library.exercises.get(session.exercise_id)
            now = await self._now(connection, session, exercise, at)
            people = now.took
            if people is None:
                people = await group_breaks.count(connection, session.id)
            sight = now.sight(people)
            wants = exercise is not None and self._wants_edit(now, exercise, sight, at)
            slots = reserve(pace_of(now), paced, at, int(wants))
            if wants and not slots.now and now.state.is_live:
                return None
            due_at = now.due_at if now.state.is_live else at + AGAIN
            now = replace(now, due_at=due_at)
            await group_breaks.save(connection, now)
            card = None
            until = at + EDIT_WITHIN
            if exercise is not None and slots.now:
                await group_breaks.edit(connection, session.id, until)
                await workspaces.pace_updates(connection, {due.workspace_id: slots.paced_until})
                card = await self._card(connection, now, exercise, people, at)
        quiet = now.state is GroupBreakState.CALLED and begins_quiet(session, at)
        rests = session.state.is_live and now.state is GroupBreakState.RESTED
        return ClaimedStep(now, exercise, card, sight, until, quiet, rests)

    async def _now(
        self,
        connection: AsyncConnection,
        session: GroupBreak,
        exercise: Exercise | None,
        at: datetime,
    ) -> GroupBreak:
        """The session by the clock, with the number of people if it has ended."""
        if exercise is None:
            ended = GroupBreakState.CALLED_OFF if session.state.is_live else session.state
            return replace(session, state=ended, message_ts=None, took=session.took or 0)
        now = by_the_clock(session, exercise, at)
        if now.state.is_live or not session.state.is_live:
            return now
        took = await group_breaks.count(connection, session.id) if now.counts else 0
        if now.state is GroupBreakState.DONE and now.daily and not took:
            before = await group_breaks.daily_took(connection, now.channel, RESTS_AFTER - 1)
            if list(before) == [0] * (RESTS_AFTER - 1):
                return replace(now, state=GroupBreakState.RESTED, took=took)
        return replace(now, took=took)

    @staticmethod
    def _wants_edit(now: GroupBreak, exercise: Exercise, sight: str, at: datetime) -> bool:
        """Whether the card is outdated, and not too old to edit."""
        if now.message_ts is None or sight == now.drawn:
            return False
        return now.state.is_live or at < now.ends_at(exercise) + GIVE_UP

    async def _card(
        self,
        connection: AsyncConnection,
        session: GroupBreak,
        exercise: Exercise,
        people: int,
        at: datetime,
    ) -> Card:
        words = self._deps.languages.of(session.locale)
        viewer = Viewer(session.workspace_id, Pictures.MOVING)
        figure: Image | None = None
        if session.state is GroupBreakState.CALLED:
            [figure] = await self._deps.figures.of_offers(connection, [(words, viewer, exercise)])
        elif session.state is GroupBreakState.RUNNING:
            [figure] = await self._deps.figures.of_stages(
                connection, (words, viewer, exercise), [exercise.script[session.stage]]
            )
        return group_break_cards.shown(words, session, exercise, people, at, figure)

    async def _show(self, claimed: ClaimedStep, card: Card) -> UpdateOutcome:
        session = claimed.session
        assert session.message_ts is not None
        place = MessageRef(session.channel_id, session.message_ts)
        return await self._deps.editor.update(session.workspace_id, place, card)

    async def _record(self, claimed: ClaimedStep, outcome: UpdateOutcome) -> None:
        session, at = claimed.session, self._deps.clock()
        async with self._deps.database.write() as connection:
            match outcome:
                case Updated():
                    await group_breaks.edited(
                        connection, session.id, claimed.until, drawn=claimed.sight
                    )
                case NotTaken(retry_after):
                    await workspaces.updates_held(connection, session.workspace_id)
                    until = paused_for_retry_after(UPDATES, at, retry_after)
                    await workspaces.pace_updates(connection, {session.workspace_id: until})
                    again = at + timedelta(seconds=retry_after)
                    await group_breaks.edited(connection, session.id, claimed.until, again_at=again)
                case Unclear():
                    await group_breaks.edited(
                        connection, session.id, claimed.until, drawn="", again_at=at + AGAIN
                    )
                case Refused(error):
                    await self._end_quietly(connection, claimed, error, at)

    async def _end_quietly(
        self, connection: AsyncConnection, claimed: ClaimedStep, error: str, at: datetime
    ) -> None:
        """The card cannot be edited: deleted, or in a channel that Limber has left."""
        session = await group_breaks.lock(connection, claimed.session.id)
        if session is None or claimed.exercise is None:
            return
        if session.state.is_live:
            session = called_off(session, claimed.exercise, at)
            took = await group_breaks.count(connection, session.id) if session.counts else 0
            session = replace(session, took=took)
        await group_breaks.save(connection, replace(session, message_ts=None, due_at=at))
        await group_breaks.edited(connection, session.id, claimed.until)
        log.info(
            "group break card not editable",
            extra={"workspace": session.workspace_id, "error": error},
        )

    async def _defer_nudges(self, session: GroupBreak, exercise: Exercise) -> None:
        """Defers the nudges of everybody who joined until the session is over."""
        at, after = self._deps.clock(), ""
        while True:
            async with self._deps.database.read() as connection:
                ids = await group_breaks.people(connection, session.id, after, CHUNK)
            if not ids:
                return
            async with self._deps.database.write() as connection:
                found = await members.lock_all(connection, session.workspace_id, ids)
                end = session.ends_at(exercise)
                pairs = [
                    (member, group_break_joined(member, at, end, self._deps.jitter(member.who)))
                    for member in found
                ]
                await members.reschedule(connection, [new for old, new in pairs if new != old])
            after = ids[-1]

    async def _close(self, claimed: ClaimedStep) -> None:
        """Logs the breaks, and finishes the session once its card says that it ended."""
        while await self._settle_some(claimed.session, claimed.exercise):
            pass
        at = self._deps.clock()
        async with self._deps.database.write() as connection:
            if claimed.rests:
                await self._suspend_daily(connection, claimed.session)
            session = await group_breaks.lock(connection, claimed.session.id)
            if session is None or session.state.is_live:
                return
            sight = session.sight(session.took or 0)
            exercise = claimed.exercise
            if exercise is None or not self._wants_edit(session, exercise, sight, at):
                await group_breaks.save(connection, replace(session, due_at=None))

    @staticmethod
    async def _suspend_daily(connection: AsyncConnection, session: GroupBreak) -> None:
        """Suspends the team's daily break, unless it was changed meanwhile."""
        team = await teams.lock(connection, session.channel)
        if team is not None:
            following = next_together(team, session.starts_at)
            await teams.move_together(connection, session.channel, following, None)

    async def _settle_some(self, session: GroupBreak, exercise: Exercise | None) -> bool:
        """Logs breaks for a few people and reschedules them; False once all are done."""
        at = self._deps.clock()
        async with self._deps.database.read() as connection:
            ids = await group_breaks.unsettled(connection, session.id, CHUNK)
        if not ids:
            return False
        async with self._deps.database.write() as connection:
            found = await members.lock_all(connection, session.workspace_id, ids)
            joined = await group_breaks.settle(connection, session.id, ids)
            if exercise is None:
                return True
            found = [member for member in found if member.user_id in joined]
            end = session.ends_at(exercise)
            after = [
                group_break_left(member, at, end, self._deps.jitter(member.who)) for member in found
            ]
            if session.counts:
                done = [
                    self._break(session, exercise, member, joined[member.user_id], min(at, end))
                    for member in found
                ]
                await self._log(connection, list(zip(found, done, strict=True)))
                after = [self._with_break(member, exercise, at) for member in after]
            await members.reschedule(connection, after)
        return True

    @staticmethod
    def _break(
        session: GroupBreak, exercise: Exercise, member: Member, joined_at: datetime, at: datetime
    ) -> Break:
        return Break(
            nudge_id=break_id(session, member.user_id),
            workspace_id=member.workspace_id,
            user_id=member.user_id,
            exercise_id=exercise.id,
            completed_at=at,
            day=member.workday(at),
            zone=member.zone,
            seconds=seconds_of(session, exercise, joined_at),
        )

    @staticmethod
    async def _log(connection: AsyncConnection, done: Sequence[tuple[Member, Break]]) -> None:
        """Logs the breaks of locked people. Locks the rows they share first, in the lock order, to
        avoid deadlocks with single breaks."""
        for workspace_id in {taken.workspace_id for _, taken in done}:
            weeks = {monday(taken.day) for _, taken in done}
            await week_totals.lock_weeks(connection, workspace_id, weeks)
        await team_counts.lock(connection, [member.who for member, _ in done])
        for member, taken in done:
            scheduled, goal = member.works_on(taken.day), member.preferences.daily_goal
            await history.take_break(connection, taken, scheduled=scheduled, goal=goal)

    def _with_break(self, member: Member, exercise: Exercise, at: datetime) -> Member:
        """The member after the break: the interval to the next nudge restarts."""
        progress = self._deps.library.plan_progress(member, at)
        if progress is not None:
            member = replace(member, plan=progress.after(exercise.id))
        need = need_of(exercise, member.preferences)
        up = restarted(member, at, self._deps.jitter(member.who), need=need)
        return replace(up, recent=remembered(up.recent, exercise.id))


def break_id(session: GroupBreak, user_id: str) -> str:
    """Derived from session and person, so that logging is idempotent."""
    return sha256(f"{session.id}/{user_id}".encode()).hexdigest()[:32]
