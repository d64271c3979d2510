"""Sends due nudges: claim, send, record.

One transaction claims a batch: it writes the nudge rows and everybody's next due time. Then Slack
is called, and the outcomes are recorded in a batch. If anything fails in between, nobody is nudged
twice: a lost nudge is better than a double one.

The presence of a few people is checked before sending. If they are away, the nudge is put back.
"""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.breaks import offer_cards, self_check_cards
from bot.cards.parts.blocks import Card, Image
from bot.cards.schedule import check_in_cards, quiet_cards
from bot.domain.breaks.card_state import CardState
from bot.domain.breaks.check_in import asks, counted
from bot.domain.breaks.nudges import NO_EXERCISE, Nudge, new_nudge
from bot.domain.breaks.old_cards import WAITS_FOR
from bot.domain.breaks.quiet import day_counted
from bot.domain.exercises.exercise import Exercise
from bot.domain.exercises.picking import pick
from bot.domain.members import Member, Who
from bot.domain.pacing import paused_for_retry_after, reserve
from bot.domain.schedule.due_times import (
    deferred,
    is_welcome_back,
    may_be_nudged,
    nudged,
    rechecks,
    scheduled,
    send_retried_later,
)
from bot.domain.schedule.rhythms import Need, need_of, suited
from bot.domain.schedule.windows import leading, needs_at
from bot.library.words import Words
from bot.store.breaks import nudges, old_cards
from bot.store.people import members, workspaces
from bot.store.progress import history
from bot.store.progress.workdays import Workday
from bot.usecases.deps import Deps
from bot.usecases.nudges.presence_checks import Elsewhere, PresenceChecks
from bot.usecases.pictures.figures import Viewer
from bot.usecases.ports import Delivered, NotTaken, PostOutcome, Refused, Unclear

log = logging.getLogger(__name__)

BATCH = 500
"""Members claimed by one transaction."""
IN_FLIGHT = 64
"""Concurrent posts."""
PARKED = timedelta(hours=1)
"""When a member whose row raised an exception is tried again."""


@dataclass(frozen=True)
class ClaimedNudge:
    """A nudge that this replica sends, and the member before and after the claim."""

    nudge: Nudge
    exercise: Exercise | None
    """None for a mere reminder to move, if their settings leave no exercise."""
    before: Member
    after: Member
    needs: frozenset[Need] = frozenset({Need.STRETCH})
    """What this nudge is for."""
    figure: Image | None = None
    asks: bool = False
    """Whether the card asks if nudges still fit."""
    checks_presence: bool = False
    is_last: bool = False
    """Whether it is the message that nudges stop."""

    def after_card(self, card: Nudge | None) -> "ClaimedNudge":
        """The same, given what became of the person's previous card."""
        at = self.nudge.created_at
        if self.is_last:
            return self
        before = counted(self.before, card, at)
        asking = self.exercise is not None and asks(before, at)
        asked_at = at if asking else before.asked_at
        after = replace(self.after, unanswered=before.unanswered, asked_at=asked_at)
        return replace(self, before=before, after=after, asks=asking)


Outcome = PostOutcome | Elsewhere


@dataclass
class Report:
    """Nudges by outcome."""

    sent: int = 0
    moved: int = 0
    put_back: int = 0
    away: int = 0
    lost: int = 0
    lateness: timedelta = field(default_factory=timedelta)
    """How long the oldest of them was overdue."""

    @property
    def outcomes(self) -> Mapping[str, int]:
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
        """Sends everything due, batch by batch. Raises what the database raises.

        Stops between two batches if `stopping` is set.
        """
        report, more = Report(), True
        while more and not stopping.is_set():
            claimed, more = await self._claim(report)
            report += await self._record(await self._send(claimed))
        return report

    def give_up(self) -> None:
        """Stops waiting for Slack, so that the batch is recorded as far as it is known.

        Posts that have not begun are put back, the others count as lost.
        """
        self._given_up = True
        for post in self._posts:
            post.cancel()

    async def _claim(self, report: Report) -> tuple[list[ClaimedNudge], bool]:
        """The nudges to send now, and whether there may be more."""
        at = self._deps.clock()
        async with self._deps.database.read() as connection:
            oldest = await members.next_due_at(connection)
        if oldest is None or oldest > at:
            return [], False
        async with self._deps.database.write() as connection:
            due = await members.due(connection, at, BATCH)
            ready, moved = self._sort(due, at)
            paced = await workspaces.paced_until(
                connection, {claim.before.workspace_id for claim in ready}
            )
            claimed, delayed, until = self._within_pace(ready, paced, at)
            owners = [claim.before.who for claim in claimed]
            open_cards = await nudges.live(connection, owners)
            claimed = [claim.after_card(open_cards.get(claim.before.who)) for claim in claimed]
            await nudges.expire_live(connection, owners, at)
            await nudges.add(connection, [claim.nudge for claim in claimed])
            after = [claim.after for claim in claimed]
            await members.reschedule(connection, after + delayed + moved)
            await workspaces.pace(connection, until)
            claimed = await self._with_figures(connection, claimed)
        report.moved += len(moved) + len(delayed)
        report.lateness = max(report.lateness, at - oldest)
        return claimed, len(due) == BATCH

    async def _with_figures(
        self, connection: AsyncConnection, claimed: Sequence[ClaimedNudge]
    ) -> list[ClaimedNudge]:
        """Adds the pictures that Slack has already."""
        offers = [
            (self._deps.words(claim.before), Viewer.of(claim.before.who, claim.before), exercise)
            for claim in claimed
            if (exercise := claim.exercise) is not None
        ]
        figures = iter(await self._deps.figures.of_offers(connection, offers))
        return [
            claim if claim.exercise is None else replace(claim, figure=next(figures))
            for claim in claimed
        ]

    def _sort(self, due: Iterable[Member], at: datetime) -> tuple[list[ClaimedNudge], list[Member]]:
        """The nudges that may go out now, and the members whose next nudge is later.

        One bad row must not stop the others.
        """
        ready, moved = [], []
        for member in due:
            try:
                if not may_be_nudged(member, at):
                    moved.append(scheduled(member, at, self._deps.jitter(member.who)))
                elif (busy := member.busy(at)) is not None:
                    moved.append(deferred(member, at, busy, self._deps.jitter(member.who)))
                else:
                    ready.append(self._claimed_nudge(member, at))
            except Exception:
                log.exception("nudge not decided", extra={"workspace": member.workspace_id})
                moved.append(replace(member, next_due_at=at + PARKED))
        return ready, moved

    def _within_pace(
        self, ready: Sequence[ClaimedNudge], paced: Mapping[str, datetime | None], at: datetime
    ) -> tuple[list[ClaimedNudge], list[Member], dict[str, datetime]]:
        """The nudges to send now, the members who wait for their workspace's rate limit, and until
        when each workspace is paced then."""
        by_workspace: defaultdict[str, list[ClaimedNudge]] = defaultdict(list)
        for claim in ready:
            by_workspace[claim.before.workspace_id].append(claim)
        claimed, delayed, until = [], [], {}
        for workspace_id, waiting in by_workspace.items():
            slots = reserve(self._deps.pace, paced[workspace_id], at, len(waiting))
            claimed += waiting[: slots.now]
            delayed += [
                send_retried_later(claim.before, later)
                for claim, later in zip(waiting[slots.now :], slots.later, strict=True)
            ]
            until[workspace_id] = slots.paced_until
        return claimed, delayed, until

    def _claimed_nudge(self, member: Member, at: datetime) -> ClaimedNudge:
        current = day_counted(member, at)  # not `before`: a nudge that is put back must not count
        if current.is_quiet:
            nudge = self._new_nudge(member, NO_EXERCISE, at)
            after = nudged(current, at, NO_EXERCISE, self._deps.jitter(member.who))
            return ClaimedNudge(nudge, None, member, after, is_last=True)
        needs = needs_at(member, at)
        exercise, need = self._exercise_for(member, at, leading(needs))
        exercise_id = NO_EXERCISE if exercise is None else exercise.id
        nudge = self._new_nudge(member, exercise_id, at)
        after = nudged(current, at, exercise_id, self._deps.jitter(member.who), need)
        served = frozenset(smaller for smaller in needs if smaller.size < need.size) | {need}
        return ClaimedNudge(nudge, exercise, member, after, served)

    def _new_nudge(self, member: Member, exercise_id: str, at: datetime) -> Nudge:
        new_id = self._deps.new_id()
        return new_nudge(new_id, member.who, exercise_id, CardState.CLAIMED, at, asked=False)

    def _exercise_for(
        self, member: Member, at: datetime, need: Need
    ) -> tuple[Exercise | None, Need]:
        """An exercise and the need that it serves: the one that was promised, unless it is left
        out now; else the next one of the plan; else one of the rotation, if there is any."""
        library, preferences = self._deps.library, member.preferences
        allowed = preferences.allowed
        promised = library.exercises.get(member.next_exercise_id or NO_EXERCISE)
        if promised is not None and not allowed.leaves_out(promised):
            return promised, need_of(promised, preferences)
        progress = library.plan_progress(member, at)
        planned = progress.next_exercise(member.recent) if progress is not None else None
        if planned is not None and need is Need.STRETCH:
            return planned, need
        pool, need = suited(library.rotation(allowed), need, preferences)
        pool = self._deps.figures.drawn_among(pool)
        return pick(pool, member.recent, self._deps.random.random(), preferences.liked), need

    async def _send(self, claimed: Sequence[ClaimedNudge]) -> list[tuple[ClaimedNudge, Outcome]]:
        if self._given_up or not claimed:
            return [(claim, NotTaken(0, "shutdown")) for claim in claimed]
        chosen = self._presence.chosen(claim.before for claim in claimed)
        claimed = [replace(claim, checks_presence=claim.before.who in chosen) for claim in claimed]
        self._posts = [asyncio.create_task(self._post(claim)) for claim in claimed]
        await asyncio.wait(self._posts)
        outcomes = [
            NotTaken(0, "shutdown") if post.cancelled() else post.result() for post in self._posts
        ]
        return list(zip(claimed, outcomes, strict=True))

    async def _post(self, claim: ClaimedNudge) -> Outcome:
        """Posts one card. Raises only CancelledError, if nothing was posted yet: one nudge must not
        affect the others."""
        elsewhere = await self._presence.check(claim.before) if claim.checks_presence else None
        if elsewhere is not None:
            return elsewhere
        async with self._room:
            try:
                card = _card(self._deps.words(claim.before), claim)
                return await self._deps.courier.post(claim.before.who, card)
            except asyncio.CancelledError:
                return Unclear("shutdown")
            except Exception as error:
                log.exception("nudge failed", extra={"workspace": claim.before.workspace_id})
                return Unclear(type(error).__name__)

    async def _record(self, outcomes: Sequence[tuple[ClaimedNudge, Outcome]]) -> Report:
        if not outcomes:
            return Report()
        at = self._deps.clock()
        sent = [(claim, how) for claim, how in outcomes if isinstance(how, Delivered)]
        back = [(claim, how) for claim, how in outcomes if isinstance(how, NotTaken)]
        away = [(claim, how) for claim, how in outcomes if isinstance(how, Elsewhere)]
        lost = [(claim, how) for claim, how in outcomes if isinstance(how, Refused | Unclear)]
        put_back = [
            *((claim.after, _retry(claim.before, at, how)) for claim, how in back),
            *((claim.after, self._presence.put_off(claim.before, how, at)) for claim, how in away),
        ]
        async with self._deps.database.write() as connection:
            owners = [claim.nudge.owner for claim, _ in outcomes]
            known = await members.lock_existing(connection, owners)
            await self._record_sent(connection, sent, known, at)
            losses = [nudges.Lost(claim.nudge.id, how.error) for claim, how in lost]
            await nudges.mark_lost(connection, losses, at)
            await nudges.remove(connection, [claim.nudge.id for claim, _ in [*back, *away]])
            await members.put_back(connection, put_back)
            await members.deactivate(connection, _gone(lost))
            await workspaces.pace(connection, self._paced_until(back, at))
        _log_failures([*back, *lost])
        return Report(sent=len(sent), put_back=len(back), away=len(away), lost=len(lost))

    @staticmethod
    async def _record_sent(
        connection: AsyncConnection,
        sent: Sequence[tuple[ClaimedNudge, Delivered]],
        known: Collection[Who],
        at: datetime,
    ) -> None:
        """A nudge counts on the person's workday if it can be answered with a break: a mere
        reminder must not end a streak."""
        messages = [
            nudges.Sent(claim.nudge.id, how.channel_id, how.message_ts) for claim, how in sent
        ]
        await nudges.mark_sent(connection, messages, at)
        await old_cards.supersede(connection, [_newer(claim) for claim, _ in sent])
        workdays = [
            Workday.of(claim.before, claim.nudge.created_at)
            for claim, _ in sent
            if claim.exercise is not None and claim.nudge.owner in known
        ]
        await history.count_nudges(connection, workdays)

    def _paced_until(
        self, back: Iterable[tuple[ClaimedNudge, NotTaken]], at: datetime
    ) -> dict[str, datetime]:
        """Until when each workspace is paced because of Slack's rate limit."""
        paced: dict[str, datetime] = {}
        for claim, how in back:
            until = paused_for_retry_after(self._deps.pace, at, how.retry_after)
            workspace_id = claim.nudge.workspace_id
            paced[workspace_id] = max(until, paced.get(workspace_id, until))
        return paced


def _card(words: Words, claim: ClaimedNudge) -> Card:
    at = claim.nudge.created_at
    if claim.is_last:
        return quiet_cards.going_quiet(words)
    if claim.exercise is None:
        card = offer_cards.just_move(words)
    else:
        zone = claim.before.zone
        card = offer_cards.offer(words, claim.exercise, claim.nudge, zone, claim.figure)
        card = check_in_cards.also_for(words, card, claim.needs)
    if is_welcome_back(claim.before, at):
        card = offer_cards.welcome_back(words, card)
    if claim.asks:
        card = check_in_cards.question(words, card, claim.nudge)
    return self_check_cards.brought_up(words, card) if rechecks(claim.before, at) else card


def _newer(claim: ClaimedNudge) -> old_cards.Newer:
    """A nudge that arrived. It replaces all cards since the last day with nudges."""
    at = claim.nudge.created_at
    last = claim.before.nudged_on or at.date()
    since = datetime.combine(last, time(), UTC) - timedelta(days=1)  # in every time zone
    return old_cards.Newer(claim.nudge, since, at + WAITS_FOR)


def _retry(before: Member, at: datetime, how: NotTaken) -> Member:
    return send_retried_later(before, at + timedelta(seconds=how.retry_after))


def _gone(lost: Iterable[tuple[ClaimedNudge, Refused | Unclear]]) -> list[Who]:
    """People whose Slack account no longer exists."""
    return [claim.nudge.owner for claim, how in lost if isinstance(how, Refused) and how.gone]


def _log_failures(failed: Iterable[tuple[ClaimedNudge, NotTaken | Refused | Unclear]]) -> None:
    """One line per workspace and kind of failure, however many nudges it affects."""
    kinds = Counter(
        (claim.nudge.workspace_id, type(how).__name__, how.error) for claim, how in failed
    )
    for (workspace, outcome, error), count in kinds.items():
        log.warning(
            "nudges not delivered",
            extra={"workspace": workspace, "outcome": outcome, "error": error, "nudges": count},
        )
