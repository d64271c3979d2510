"""Sending what is due: claim, then send, then record.

One transaction claims a batch: it writes the nudge rows and everybody's next due time. Only then
is Slack called, and the results are recorded in a batch. Whatever fails in between, nobody is
nudged twice: a lost nudge is better than a double one.

A few are looked at just before their nudge is sent. Whoever is away gets none, and it is taken
back as one is that Slack did not take.
"""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.breaks import offer_cards, self_check_cards
from bot.cards.parts.blocks import Card, Image
from bot.cards.schedule import check_in_cards
from bot.domain.breaks.card_state import CardState
from bot.domain.breaks.check_in import asks, counted
from bot.domain.breaks.nudges import NO_EXERCISE, Nudge, new_nudge
from bot.domain.calendar.work_week import day_around
from bot.domain.exercises.exercise import Exercise
from bot.domain.exercises.picking import pick
from bot.domain.members import Member
from bot.domain.pacing import held_back, reserve
from bot.domain.schedule.due_times import (
    deferred,
    is_welcome_back,
    may_be_nudged,
    nudged,
    rechecks,
    scheduled,
    slowed,
)
from bot.domain.schedule.rhythms import Need, need_of, suited
from bot.domain.schedule.windows import leading, needs_at
from bot.library.words import Words
from bot.store.breaks import nudges
from bot.store.people import members, workspaces
from bot.store.progress import history
from bot.store.progress.history import Workday
from bot.usecases.deps import Deps
from bot.usecases.nudges.presence_checks import Elsewhere, PresenceChecks
from bot.usecases.pictures.figures import Viewer
from bot.usecases.ports import Delivered, NotTaken, PostOutcome, Refused, Unclear

log = logging.getLogger(__name__)

BATCH = 500
"""Members claimed by one transaction."""
IN_FLIGHT = 64
"""Posts under way at once."""
PARKED = timedelta(hours=1)
"""When somebody whose row no rule can be applied to is looked at again."""


@dataclass(frozen=True)
class ClaimedNudge:
    """A nudge that is this process's to send, and the member before and after it was claimed.

    Without an exercise it only reminds them to move: their settings leave none to offer.
    """

    nudge: Nudge
    exercise: Exercise | None
    before: Member
    after: Member
    needs: frozenset[Need] = frozenset({Need.STRETCH})
    """Everything that this nudge serves."""
    figure: Image | None = None
    asks: bool = False
    """Whether the card asks if nudges still fit."""
    is_looked_at: bool = False
    """Whether Slack is asked first if they are there."""

    def after_card(self, card: Nudge | None) -> "ClaimedNudge":
        """The same once it is known what became of their card before."""
        at = self.nudge.created_at
        before = counted(self.before, card, at)
        asking = self.exercise is not None and asks(before, at)
        asked_at = at if asking else before.asked_at
        after = replace(self.after, unanswered=before.unanswered, asked_at=asked_at)
        return replace(self, before=before, after=after, asks=asking)


Outcome = PostOutcome | Elsewhere


@dataclass
class Report:
    """What one delivery did. `lateness` is how far behind the oldest due time was."""

    sent: int = 0
    moved: int = 0
    put_back: int = 0
    away: int = 0
    lost: int = 0
    lateness: timedelta = field(default_factory=timedelta)

    @property
    def outcomes(self) -> Mapping[str, int]:
        """Nudges by what became of them."""
        return {
            "sent": self.sent,
            "moved": self.moved,
            "put_back": self.put_back,
            "away": self.away,
            "lost": self.lost,
        }

    def __iadd__(self, other: "Report") -> "Report":
        self.sent += other.sent
        self.moved += other.moved
        self.put_back += other.put_back
        self.away += other.away
        self.lost += other.lost
        self.lateness = max(self.lateness, other.lateness)
        return self


class Nudging:
    def __init__(self, deps: Deps, presence: PresenceChecks) -> None:
        self._deps = deps
        self._presence = presence
        self._room = asyncio.Semaphore(IN_FLIGHT)
        self._posts: list[asyncio.Task[Outcome]] = []
        self._given_up = False

    async def deliver_due(self, stopping: asyncio.Event) -> Report:
        """Sends everything that is due, batch after batch, unless `stopping` is set between two.

        Raises what the database raises. A batch that was claimed is sent and recorded first.
        """
        report, more = Report(), True
        while more and not stopping.is_set():
            claimed, more = await self._claim(report)
            report += await self._record(await self._send(claimed))
        return report

    def give_up(self) -> None:
        """Ends the waiting for Slack, so that what is known of the batch can be recorded.

        A post that has not begun is put back; of one that has, nobody can say whether it arrived.
        """
        self._given_up = True
        for post in self._posts:
            post.cancel()

    async def _claim(self, report: Report) -> tuple[list[ClaimedNudge], bool]:
        """What is this process's to send now, and whether there may be more."""
        at = self._deps.clock()
        async with self._deps.database.read() as connection:
            oldest = await members.next_due_at(connection)
        if oldest is None or oldest > at:
            return [], False
        async with self._deps.database.write() as connection:
            due = await members.due(connection, at, BATCH)
            ready, moved = self._decided(due, at)
            paced = await workspaces.paced_until(
                connection, {it.before.workspace_id for it in ready}
            )
            claimed, delayed, until = self._portion(ready, paced, at)
            owners = [it.before.who for it in claimed]
            open_cards = await nudges.live(connection, owners)
            claimed = [it.after_card(open_cards.get(it.before.who)) for it in claimed]
            await nudges.expire_live(connection, owners, at)
            await nudges.add(connection, [it.nudge for it in claimed])
            await members.reschedule(connection, [it.after for it in claimed] + delayed + moved)
            await workspaces.pace(connection, until)
            claimed = await self._illustrated(connection, claimed)
        report.moved += len(moved) + len(delayed)
        report.lateness = max(report.lateness, at - oldest)
        return claimed, len(due) == BATCH

    async def _illustrated(
        self, connection: AsyncConnection, claimed: Sequence[ClaimedNudge]
    ) -> list[ClaimedNudge]:
        """The same nudges with their pictures, as far as those are there."""
        offers = [
            (self._deps.words(it.before), Viewer.of(it.before.who, it.before), it.exercise)
            for it in claimed
            if it.exercise is not None
        ]
        shown = iter(await self._deps.figures.of_offers(connection, offers))
        return [it if it.exercise is None else replace(it, figure=next(shown)) for it in claimed]

    def _decided(
        self, due: Iterable[Member], at: datetime
    ) -> tuple[list[ClaimedNudge], list[Member]]:
        """Whose nudge may go out now, and who is moved on; one bad row stops nobody else."""
        ready, moved = [], []
        for member in due:
            try:
                if not may_be_nudged(member, at):
                    moved.append(scheduled(member, at, self._deps.jitter(member.who)))
                elif (busy := member.busy(at)) is not None:
                    moved.append(deferred(member, at, busy, self._deps.jitter(member.who)))
                else:
                    ready.append(self._claimed(member, at))
            except Exception:
                log.exception("a member cannot be nudged", extra={"workspace": member.workspace_id})
                moved.append(replace(member, next_due_at=at + PARKED))
        return ready, moved

    def _portion(
        self, ready: Sequence[ClaimedNudge], paced: Mapping[str, datetime | None], at: datetime
    ) -> tuple[list[ClaimedNudge], list[Member], dict[str, datetime]]:
        """Who is nudged now, who a little later, and up to when each workspace is now paced."""
        by_workspace: defaultdict[str, list[ClaimedNudge]] = defaultdict(list)
        for it in ready:
            by_workspace[it.before.workspace_id].append(it)
        claimed, delayed, until = [], [], {}
        for workspace_id, waiting in by_workspace.items():
            slots = reserve(self._deps.pace, paced[workspace_id], at, len(waiting))
            claimed += waiting[: slots.now]
            delayed += [
                slowed(it.before, later)
                for it, later in zip(waiting[slots.now :], slots.later, strict=True)
            ]
            until[workspace_id] = slots.paced_until
        return claimed, delayed, until

    def _claimed(self, member: Member, at: datetime) -> ClaimedNudge:
        needs = needs_at(member, at)
        exercise, need = self._exercise_for(member, at, leading(needs))
        exercise_id = NO_EXERCISE if exercise is None else exercise.id
        nudge = new_nudge(
            self._deps.new_id(), member.who, exercise_id, CardState.CLAIMED, at, asked=False
        )
        after = nudged(member, at, exercise_id, self._deps.jitter(member.who), need)
        served = frozenset(it for it in needs if it.size < need.size) | {need}
        return ClaimedNudge(nudge, exercise, member, after, served)

    def _exercise_for(
        self, member: Member, at: datetime, need: Need
    ) -> tuple[Exercise | None, Need]:
        """What is owed, unless it was left out since; else what their plan has for today; else
        one of the rotation, if it has any. With it comes the need that it serves."""
        library, preferences = self._deps.library, member.preferences
        allowed = preferences.allowed
        owed = library.exercises.get(member.next_exercise_id or NO_EXERCISE)
        if owed is not None and not allowed.leaves_out(owed):
            return owed, need_of(owed, preferences)
        progress = library.plan_progress(member, at)
        planned = progress.next_exercise(member.recent) if progress is not None else None
        if planned is not None and need is Need.STRETCH:
            return planned, need
        pool, need = suited(library.rotation(allowed), need, preferences)
        return pick(pool, member.recent, self._deps.random.random()), need

    async def _send(self, claimed: Sequence[ClaimedNudge]) -> list[tuple[ClaimedNudge, Outcome]]:
        if self._given_up or not claimed:
            return [(it, NotTaken(0, "shutdown")) for it in claimed]
        chosen = self._presence.chosen(it.before for it in claimed)
        claimed = [replace(it, is_looked_at=it.before.who in chosen) for it in claimed]
        self._posts = [asyncio.create_task(self._post(it)) for it in claimed]
        await asyncio.wait(self._posts)
        ends = [NotTaken(0, "shutdown") if it.cancelled() else it.result() for it in self._posts]
        return list(zip(claimed, ends, strict=True))

    async def _post(self, it: ClaimedNudge) -> Outcome:
        """Posts one card. Whatever goes wrong is the outcome of this one, and of no other.

        Cancelled before its turn it ends as cancelled: nothing was posted.
        """
        elsewhere = await self._presence.look(it.before) if it.is_looked_at else None
        if elsewhere is not None:
            return elsewhere
        async with self._room:
            try:
                card = _card(self._deps.words(it.before), it)
                return await self._deps.courier.post(it.before.who, card)
            except asyncio.CancelledError:
                return Unclear("shutdown")
            except Exception as error:
                log.exception("a nudge failed", extra={"workspace": it.before.workspace_id})
                return Unclear(type(error).__name__)

    async def _record(self, outcomes: Sequence[tuple[ClaimedNudge, Outcome]]) -> Report:
        if not outcomes:
            return Report()
        at = self._deps.clock()
        sent = [(it, how) for it, how in outcomes if isinstance(how, Delivered)]
        back = [(it, how) for it, how in outcomes if isinstance(how, NotTaken)]
        away = [(it, how) for it, how in outcomes if isinstance(how, Elsewhere)]
        lost = [(it, how) for it, how in outcomes if isinstance(how, Refused | Unclear)]
        gone = [it.nudge.owner for it, how in lost if isinstance(how, Refused) and how.gone]
        async with self._deps.database.write() as connection:
            there = await members.lock_existing(connection, [it.nudge.owner for it, _ in outcomes])
            await nudges.mark_sent(
                connection, [nudges.Sent(it.nudge.id, *_where(how)) for it, how in sent], at
            )
            await nudges.supersede(connection, [_newer(it) for it, _ in sent])
            await history.count_nudges(
                connection,
                [
                    _workday(it)
                    for it, _ in sent
                    if it.exercise is not None and it.nudge.owner in there
                ],
            )
            await nudges.mark_lost(
                connection, [nudges.Lost(it.nudge.id, how.error) for it, how in lost], at
            )
            await nudges.remove(connection, [it.nudge.id for it, _ in [*back, *away]])
            await members.put_back(
                connection,
                [
                    *((it.after, _retried(it.before, at, how)) for it, how in back),
                    *((it.after, self._presence.put_off(it.before, how, at)) for it, how in away),
                ],
            )
            await members.deactivate(connection, gone)
            await workspaces.pace(connection, self._holds(back, at))
        _log_failures([*back, *lost])
        return Report(sent=len(sent), put_back=len(back), away=len(away), lost=len(lost))

    def _holds(
        self, back: Iterable[tuple[ClaimedNudge, NotTaken]], at: datetime
    ) -> dict[str, datetime]:
        """Up to when each workspace is held back because Slack asked for it."""
        holds: dict[str, datetime] = {}
        for it, how in back:
            until = held_back(self._deps.pace, at, how.retry_after)
            holds[it.nudge.workspace_id] = max(until, holds.get(it.nudge.workspace_id, until))
        return holds


def _card(words: Words, it: ClaimedNudge) -> Card:
    if it.exercise is None:
        card = offer_cards.just_move(words)
    else:
        card = offer_cards.offer(words, it.exercise, it.nudge, it.figure)
        card = check_in_cards.also_for(words, card, it.needs)
    if is_welcome_back(it.before, it.nudge.created_at):
        card = offer_cards.welcome_back(words, card)
    if it.asks:
        card = check_in_cards.question(words, card, it.nudge)
    due = rechecks(it.before, it.nudge.created_at)
    return self_check_cards.brought_up(words, card) if due else card


def _where(how: Delivered) -> tuple[str, str]:
    return how.channel_id, how.message_ts


def _newer(it: ClaimedNudge) -> nudges.Newer:
    """A nudge that arrived: what came before it on that day is no longer the card to click on."""
    day = day_around(it.before.preferences.week, it.before.zone, it.nudge.created_at)
    return nudges.Newer(it.nudge, day.start, day.end)


def _workday(it: ClaimedNudge) -> Workday:
    """Whom a nudge reached, on which workday of theirs.

    Only what can be answered with a break counts here, or a reminder could end a streak.
    """
    return Workday.of(it.before, it.nudge.created_at)


def _retried(before: Member, at: datetime, how: NotTaken) -> Member:
    return slowed(before, at + timedelta(seconds=how.retry_after))


def _log_failures(failed: Iterable[tuple[ClaimedNudge, NotTaken | Refused | Unclear]]) -> None:
    """One line a workspace and kind of failure, however many nudges it hit."""
    kinds = Counter((it.nudge.workspace_id, type(how).__name__, how.error) for it, how in failed)
    for (workspace, outcome, error), count in kinds.items():
        log.warning(
            "nudges not delivered",
            extra={"workspace": workspace, "outcome": outcome, "error": error, "nudges": count},
        )
