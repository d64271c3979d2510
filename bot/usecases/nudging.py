"""Sending what is due: claim, then send, then record.

One transaction claims a batch: it writes the nudge rows and everybody's next due time. Only then
is Slack called, and the results are recorded in a batch. Whatever fails in between, nobody is
nudged twice: a lost nudge is better than a double one.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import structlog

from bot.cards import practice
from bot.cards.blocks import Image
from bot.domain.exercises import Exercise
from bot.domain.hours import workday
from bot.domain.members import DueReason, Member, Who
from bot.domain.nudges import Nudge, new_nudge
from bot.domain.pacing import Pace, held_back, reserve
from bot.domain.picking import pick
from bot.domain.practice import State
from bot.domain.schedule import may_be_nudged, nudged, scheduled
from bot.store import history, members, nudges, workspaces
from bot.usecases.figures import Figures, Viewer
from bot.usecases.kit import Courier, Delivered, Kit, NotTaken, PostOutcome, Refused, Unclear

log = structlog.get_logger(__name__)

BATCH = 500
"""Members claimed by one transaction."""
IN_FLIGHT = 64
"""Posts under way at once."""


@dataclass(frozen=True)
class Claimed:
    """A nudge that is this process's to send, and the member before and after it was claimed."""

    nudge: Nudge
    exercise: Exercise
    before: Member
    after: Member
    figure: Image | None = None


@dataclass
class Report:
    """What one delivery did. `lateness` is how far behind the oldest due time was."""

    sent: int = 0
    moved: int = 0
    put_back: int = 0
    lost: int = 0
    lateness: timedelta = field(default_factory=timedelta)

    def __iadd__(self, other: "Report") -> "Report":
        self.sent += other.sent
        self.moved += other.moved
        self.put_back += other.put_back
        self.lost += other.lost
        self.lateness = max(self.lateness, other.lateness)
        return self


class Nudging:
    def __init__(self, kit: Kit, courier: Courier, figures: Figures, pace: Pace) -> None:
        self._kit = kit
        self._courier = courier
        self._figures = figures
        self._pace = pace
        self._room = asyncio.Semaphore(IN_FLIGHT)

    async def deliver_due(self, stopping: asyncio.Event) -> Report:
        """Sends everything that is due, batch after batch, unless `stopping` is set between two.

        Raises what the database raises. A batch that was claimed is sent and recorded first.
        """
        report, more = Report(), True
        while more and not stopping.is_set():
            claimed, more = await self._claim(report)
            report += await self._record(await self._send(claimed))
        return report

    async def _claim(self, report: Report) -> tuple[list[Claimed], bool]:
        """What is this process's to send now, and whether there may be more."""
        at = self._kit.clock()
        async with self._kit.database.read() as connection:
            oldest = await members.next_due_at(connection)
        if oldest is None or oldest > at:
            return [], False
        async with self._kit.database.write() as connection:
            due = await members.due(connection, at, BATCH)
            ready = [it for it in due if may_be_nudged(it, at)]
            paced = await workspaces.paced_until(connection, {it.workspace_id for it in ready})
            claimed, delayed, until = self._portion(ready, paced, at)
            moved = [self._rescheduled(it, at) for it in due if not may_be_nudged(it, at)]
            await nudges.expire_live(connection, [it.before.who for it in claimed], at)
            await nudges.add(connection, [it.nudge for it in claimed])
            await members.reschedule(connection, [it.after for it in claimed] + delayed + moved)
            await workspaces.pace(connection, until)
            figures = await self._figures.of_offers(
                connection,
                [
                    (self._kit.words(it.before), Viewer.of(it.before.who, it.before), it.exercise)
                    for it in claimed
                ],
            )
        claimed = [replace(it, figure=figure) for it, figure in zip(claimed, figures, strict=True)]
        report.moved += len(moved) + len(delayed)
        report.lateness = max(report.lateness, at - oldest)
        return claimed, len(due) == BATCH

    def _portion(
        self, ready: Sequence[Member], paced: Mapping[str, datetime | None], at: datetime
    ) -> tuple[list[Claimed], list[Member], dict[str, datetime]]:
        """Who is nudged now, who a little later, and up to when each workspace is now paced."""
        by_workspace: defaultdict[str, list[Member]] = defaultdict(list)
        for member in ready:
            by_workspace[member.workspace_id].append(member)
        claimed, delayed, until = [], [], {}
        for workspace_id, waiting in by_workspace.items():
            slots = reserve(self._pace, paced[workspace_id], at, len(waiting))
            claimed += [self._claimed(it, at) for it in waiting[: slots.now]]
            delayed += [
                replace(it, next_due_at=later, due_reason=DueReason.BUSY_SLACK)
                for it, later in zip(waiting[slots.now :], slots.later, strict=True)
            ]
            until[workspace_id] = slots.paced_until
        return claimed, delayed, until

    def _claimed(self, member: Member, at: datetime) -> Claimed:
        exercise = self._exercise_for(member)
        nudge = new_nudge(
            self._kit.new_id(), member.who, exercise.id, State.CLAIMED, at, asked=False
        )
        after = nudged(member, at, exercise.id, self._kit.dice.random())
        return Claimed(nudge, exercise, member, after)

    def _exercise_for(self, member: Member) -> Exercise:
        library = self._kit.library
        snoozed = library.exercises.get(member.next_exercise_id or "")
        if snoozed is not None:
            return snoozed
        picked = pick(
            library.rotation(member.preferences.positions), member.recent, self._kit.dice.random()
        )
        assert picked is not None, "the library has something for every position"
        return picked

    def _rescheduled(self, member: Member, at: datetime) -> Member:
        return scheduled(member, at, self._kit.dice.random())

    async def _send(self, claimed: Sequence[Claimed]) -> list[tuple[Claimed, PostOutcome]]:
        return list(zip(claimed, await asyncio.gather(*map(self._post, claimed)), strict=True))

    async def _post(self, it: Claimed) -> PostOutcome:
        words = self._kit.words(it.before)
        async with self._room:
            return await self._courier.post(
                it.before.who, practice.offer(words, it.exercise, it.nudge, it.figure)
            )

    async def _record(self, outcomes: Sequence[tuple[Claimed, PostOutcome]]) -> Report:
        if not outcomes:
            return Report()
        at = self._kit.clock()
        sent = [(it, how) for it, how in outcomes if isinstance(how, Delivered)]
        back = [(it, how) for it, how in outcomes if isinstance(how, NotTaken)]
        lost = [(it, how) for it, how in outcomes if isinstance(how, Refused | Unclear)]
        gone = [it.nudge.owner for it, how in lost if isinstance(how, Refused) and how.gone]
        async with self._kit.database.write() as connection:
            await nudges.mark_sent(
                connection, [nudges.Sent(it.nudge.id, *_where(how)) for it, how in sent], at
            )
            await history.count_nudges(connection, [_day(it) for it, _ in sent])
            await nudges.mark_lost(
                connection, [nudges.Lost(it.nudge.id, how.error) for it, how in lost], at
            )
            await nudges.remove(connection, [it.nudge.id for it, _ in back])
            await members.put_back(
                connection, [(it.after, _retried(it.before, at, how)) for it, how in back]
            )
            await members.deactivate(connection, gone)
            await workspaces.pace(connection, self._holds(back, at))
        _log_failures([*back, *lost])
        return Report(sent=len(sent), put_back=len(back), lost=len(lost))

    def _holds(self, back: Iterable[tuple[Claimed, NotTaken]], at: datetime) -> dict[str, datetime]:
        """Up to when each workspace is held back because Slack asked for it."""
        holds: dict[str, datetime] = {}
        for it, how in back:
            if how.whole_workspace:
                until = held_back(self._pace, at, how.retry_after)
                holds[it.nudge.workspace_id] = max(until, holds.get(it.nudge.workspace_id, until))
        return holds


def _where(how: Delivered) -> tuple[str, str]:
    return how.channel_id, how.message_ts


def _day(it: Claimed) -> tuple[Who, date, bool]:
    """Whom a nudge reached, on which workday of theirs, and whether they were scheduled."""
    week = it.before.preferences.week
    day = workday(week, it.before.zone, it.nudge.created_at)
    return it.nudge.owner, day, week.works_on(day)


def _retried(before: Member, at: datetime, how: NotTaken) -> Member:
    again = at + timedelta(seconds=how.retry_after)
    return replace(before, next_due_at=again, due_reason=DueReason.BUSY_SLACK)


def _log_failures(failed: Iterable[tuple[Claimed, NotTaken | Refused | Unclear]]) -> None:
    """One line a workspace and kind of failure, however many nudges it hit."""
    kinds = Counter((it.nudge.workspace_id, type(how).__name__, how.error) for it, how in failed)
    for (workspace, outcome, error), count in kinds.items():
        log.warning(
            "nudges not delivered", workspace=workspace, outcome=outcome, error=error, nudges=count
        )
