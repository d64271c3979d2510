"""A fixed table of recurring jobs: APScheduler ticks, the database knows what is due.

Nothing is scheduled per person, so a restart loses nothing and replicas share the work.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from prometheus_client import Counter

from bot.metrics import Metrics
from bot.usecases.breaks.playing import Playing
from bot.usecases.deps import Deps
from bot.usecases.nudges.collapsing import Collapsing
from bot.usecases.nudges.nudging import Nudging
from bot.usecases.people.signals import SignalUpdates
from bot.usecases.privacy.file_deletion import FileDeletion
from bot.usecases.privacy.housekeeping import Housekeeping
from bot.usecases.teams.daily_breaks import DailyBreaks
from bot.usecases.teams.digests import WeeklyDigests
from bot.usecases.teams.group_break_runner import GroupBreakRunner

log = logging.getLogger(__name__)

NUDGES, STEPS, OLD_CARDS, PEOPLE = "nudges", "steps", "old_cards", "people"
GROUP_BREAKS, DAILY_BREAKS, DIGESTS = "group_breaks", "daily_breaks", "digests"
FILE_DELETION, HOUSEKEEPING = "file_deletion", "housekeeping"

TICK_S = 1.0
"""How often jobs look for due nudges, in seconds."""
TIDY_EVERY_S = 600
RECORD_S = 1.0
"""The part of the time to stop that is reserved for recording outcomes, in seconds."""

Outcomes = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Job:
    name: str
    every_s: float
    work: Callable[[], Awaitable[object]]
    """One round. What it raises is logged and counted, and the next round tries again."""
    counter: Counter | None = None
    """Counts the outcomes that a round returns."""
    at_once: int = 1
    """Rounds that may run at the same time."""
    after: str | None = None
    """A job whose current round this one waits for."""


def jobs(
    deps: Deps, nudging: Nudging, metrics: Metrics, stopping: asyncio.Event, tick_s: float
) -> list[Job]:
    digests = WeeklyDigests(deps)

    async def nudge() -> Outcomes:
        report = await nudging.deliver_due(stopping)
        metrics.lateness.set(report.lateness.total_seconds())
        return report.outcomes

    return [
        Job(name=NUDGES, every_s=tick_s, work=nudge, counter=metrics.nudges),
        Job(name=STEPS, every_s=tick_s, work=Playing(deps).move_on),
        Job(
            name=GROUP_BREAKS,
            every_s=tick_s,
            work=GroupBreakRunner(deps).move_on,
            counter=metrics.sessions,
            at_once=8,  # one slow edit must not delay other channels
        ),
        Job(
            name=DAILY_BREAKS,
            every_s=tick_s,
            work=DailyBreaks(deps).call,
            counter=metrics.sessions,
        ),
        Job(name=PEOPLE, every_s=5 * tick_s, work=SignalUpdates(deps).sync),
        Job(
            name=OLD_CARDS,
            every_s=2 * tick_s,
            work=Collapsing(deps).collapse_some,
            counter=metrics.collapses,
            after=NUDGES,
        ),
        Job(
            name=DIGESTS,
            every_s=5 * tick_s,
            work=lambda: digests.deliver_due(stopping),
            counter=metrics.digests,
        ),
        Job(name=FILE_DELETION, every_s=5 * tick_s, work=FileDeletion(deps).sweep),
        Job(name=HOUSEKEEPING, every_s=TIDY_EVERY_S, work=Housekeeping(deps).tidy),
    ]


class Ticker:
    def __init__(
        self,
        jobs: Iterable[Job],
        metrics: Metrics,
        stopping: asyncio.Event,
        give_up: Callable[[], None],
    ) -> None:
        """`give_up` stops waiting for Slack, so that the outcomes known so far are recorded."""
        self._jobs = {job.name: job for job in jobs}
        self._metrics = metrics
        self._stopping = stopping
        self._give_up = give_up
        self._room = {job.name: asyncio.Semaphore(job.at_once) for job in self._jobs.values()}
        self._running: defaultdict[str, set[asyncio.Task[object]]] = defaultdict(set)
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # A late tick still runs, once: it handles everything that fell due meanwhile.
            job_defaults={"misfire_grace_time": None, "coalesce": True},
        )
        for job in self._jobs.values():
            self._scheduler.add_job(
                self.run,
                "interval",
                [job.name],
                id=job.name,
                seconds=job.every_s,
                max_instances=job.at_once,
            )
        # Otherwise it warns each second while a long round runs.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)

    def start(self) -> None:
        self._scheduler.start()

    async def stop(self, seconds: float) -> None:
        """Starts no more rounds and waits for the current ones.

        Nudges that Slack has not answered in time count as lost.
        """
        self._stopping.set()
        self._scheduler.pause()
        if not await self._ended(NUDGES, within_s=max(0, seconds - RECORD_S)):
            log.warning("gave up on nudges at shutdown")
            self._give_up()
        await self._ended(*self._jobs, within_s=RECORD_S)
        self._scheduler.shutdown(wait=False)

    async def run(self, name: str) -> None:
        job = self._jobs[name]
        if job.after is not None:
            async with self._room[job.after]:
                pass
        if self._stopping.is_set():
            return
        async with self._room[name]:
            task = asyncio.current_task()
            assert task is not None
            self._running[name].add(task)
            try:
                await self._round(job)
            finally:
                self._running[name].discard(task)

    async def _round(self, job: Job) -> None:
        try:
            outcomes = await job.work()
        except asyncio.CancelledError:
            if not self._stopping.is_set():
                raise
            log.info("job abandoned at shutdown", extra={"job": job.name})
        except Exception:
            log.exception("job failed", extra={"job": job.name})
            self._metrics.failures.labels(job.name).inc()
        else:
            if job.counter is not None and isinstance(outcomes, Mapping):
                for outcome, number in outcomes.items():
                    job.counter.labels(outcome).inc(number)

    async def _ended(self, *names: str, within_s: float) -> bool:
        """Whether the current rounds of these jobs end in time."""
        tasks = {task for name in names for task in self._running[name]}
        if not tasks:
            return True
        _, pending = await asyncio.wait(tasks, timeout=within_s)
        return not pending
