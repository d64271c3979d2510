"""The clockwork: APScheduler ticks, the database knows what is due.

A few jobs, whatever the number of members. Nothing is scheduled per person, so a restart forgets
nothing and two replicas share the work.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.metrics import Metrics
from bot.usecases.nudges.collapsing import Collapsing
from bot.usecases.nudges.nudging import Nudging, Report
from bot.usecases.people.signals import SignalUpdates
from bot.usecases.privacy.file_deletion import FileDeletion
from bot.usecases.privacy.housekeeping import Housekeeping
from bot.usecases.teams.daily_breaks import DailyBreaks
from bot.usecases.teams.digests import WeeklyDigests
from bot.usecases.teams.group_break_runner import GroupBreakRunner

log = logging.getLogger(__name__)

TICK_S = 1.0
"""How often what is due is looked for, in seconds."""
TICKS_A_LOOK = 5
"""How often the look at people goes on, in ticks."""
COLLAPSE_EVERY = 2
"""Ticks. Old cards have time."""
ROUNDS_AT_ONCE = 8
"""Rounds of breaks together: a slow answer to one edit holds up no other channel."""
TICKS_A_DIGEST = 5
"""How often teams whose weekly message is due are looked for, in ticks."""
TICKS_A_SWEEP = 5
"""How often unwanted files are looked for, in ticks."""
TIDY_EVERY_MINUTES = 10
RECORD_S = 1.0
"""Of the time there is for stopping, what is kept for recording what became of the nudges."""


class Ticker:
    def __init__(
        self,
        nudging: Nudging,
        collapsing: Collapsing,
        instep: GroupBreakRunner,
        dailies: DailyBreaks,
        signals: SignalUpdates,
        digests: WeeklyDigests,
        discarding: FileDeletion,
        housekeeping: Housekeeping,
        metrics: Metrics,
        *,
        tick_s: float,
    ) -> None:
        self._nudging = nudging
        self._signals = signals
        self._collapsing = collapsing
        self._instep = instep
        self._dailies = dailies
        self._digests = digests
        self._discarding = discarding
        self._housekeeping = housekeeping
        self._metrics = metrics
        self._stopping = asyncio.Event()
        self._ticking = asyncio.Lock()
        self._updating = asyncio.Lock()
        self._rounds: set[asyncio.Task[object]] = set()
        self._digesting = asyncio.Lock()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # A tick that comes late is still wanted, and once: what was missed is all due now.
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._scheduler.add_job(self.tick, "interval", seconds=tick_s)
        self._scheduler.add_job(
            self.together, "interval", seconds=tick_s, max_instances=ROUNDS_AT_ONCE
        )
        self._scheduler.add_job(self.daily, "interval", seconds=tick_s)
        self._scheduler.add_job(self.look, "interval", seconds=tick_s * TICKS_A_LOOK)
        self._scheduler.add_job(self.collapse, "interval", seconds=COLLAPSE_EVERY * tick_s)
        self._scheduler.add_job(self.digest, "interval", seconds=tick_s * TICKS_A_DIGEST)
        self._scheduler.add_job(self.discard, "interval", seconds=tick_s * TICKS_A_SWEEP)
        self._scheduler.add_job(self.tidy, "interval", minutes=TIDY_EVERY_MINUTES)
        # A long tick is not worth a warning a second.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)

    def start(self) -> None:
        self._scheduler.start()

    async def stop(self, seconds: float) -> None:
        """Starts nothing more, and waits until what is being sent is sent and recorded.

        What Slack has not answered by then is given up: those nudges count as lost. What became
        of the others is recorded.
        """
        self._stopping.set()
        self._scheduler.pause()
        if not await _rests(self._ticking, max(0, seconds - RECORD_S)):
            log.warning("nudges given up at shutdown")
            self._nudging.give_up()
            await _rests(self._ticking, RECORD_S)
        else:
            await _rests(self._updating, RECORD_S)
        if self._rounds:
            await asyncio.wait(self._rounds, timeout=RECORD_S)
        await _rests(self._digesting, RECORD_S)
        self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Delivers what is due. A failure is logged, and the next tick tries again."""
        async with self._ticking:
            try:
                self._count(await self._nudging.deliver_due(self._stopping))
            except Exception:
                log.exception("tick failed")
                self._metrics.failures.labels("tick").inc()

    async def look(self) -> None:
        """Goes on with the look at people. A failure is logged; the next one tries again."""
        try:
            await self._signals.look()
        except Exception:
            log.exception("look at people failed")
            self._metrics.failures.labels("look").inc()

    async def collapse(self) -> None:
        """Makes a few old cards one line, once what is due just now is delivered."""
        async with self._ticking:  # their times come together: never to be skipped for that
            pass
        if self._stopping.is_set():
            return
        async with self._updating:
            try:
                for outcome, cards in (await self._collapsing.collapse_some()).items():
                    self._metrics.collapses.labels(outcome).inc(cards)
            except Exception:
                log.exception("collapsing failed")
                self._metrics.failures.labels("collapse").inc()

    async def together(self) -> None:
        """Moves breaks together on. A failure is logged, and the next round tries again."""
        await self._round(self._instep.move_on)

    async def daily(self) -> None:
        """Calls for the daily breaks of teams. A failure is logged; the next round tries again."""
        await self._round(self._dailies.call)

    async def _round(self, work: Callable[[], Awaitable[Mapping[str, int]]]) -> None:
        if self._stopping.is_set():
            return
        mine = asyncio.current_task()
        assert mine is not None
        self._rounds.add(mine)
        try:
            for outcome, sessions in (await work()).items():
                self._metrics.sessions.labels(outcome).inc(sessions)
        except Exception:
            log.exception("breaks together neither called nor moved on")
            self._metrics.failures.labels("together").inc()
        finally:
            self._rounds.discard(mine)

    async def digest(self) -> None:
        """Sends weekly messages that are due. A failure is logged; the next one tries again."""
        if self._stopping.is_set():
            return
        async with self._digesting:
            try:
                for outcome, n in (await self._digests.deliver_due(self._stopping)).items():
                    self._metrics.digests.labels(outcome).inc(n)
            except Exception:
                log.exception("weekly messages failed")
                self._metrics.failures.labels("digest").inc()

    async def discard(self) -> None:
        """Has Slack delete files that nobody wants, unless Limber is about to stop."""
        if self._stopping.is_set():
            return
        try:
            await self._discarding.sweep()
        except Exception:
            log.exception("files could not be deleted")
            self._metrics.failures.labels("discard").inc()

    async def tidy(self) -> None:
        """Throws away what nobody needs. A failure is logged; the next one tries again."""
        try:
            await self._housekeeping.tidy()
        except Exception:
            log.exception("housekeeping failed")
            self._metrics.failures.labels("housekeeping").inc()

    def _count(self, report: Report) -> None:
        for outcome in ("sent", "moved", "put_back", "away", "lost"):
            self._metrics.nudges.labels(outcome).inc(getattr(report, outcome))
        self._metrics.lateness.set(report.lateness.total_seconds())


async def _rests(work: asyncio.Lock, seconds: float) -> bool:
    """Whether none of that work is under way any more, within that time."""
    try:
        async with asyncio.timeout(seconds), work:
            return True
    except TimeoutError:
        return False
