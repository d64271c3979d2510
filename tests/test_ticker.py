"""Jobs run again after a failure, end at shutdown, and wait for each other where they must."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.metrics import Metrics
from bot.ticker import DIGESTS, GROUP_BREAKS, NUDGES, OLD_CARDS, Job, Ticker, jobs

SOON_S = 0.01
NEVER_S = 3600.0
Work = Callable[[], Awaitable[object]]


def job(work: Work, name: str = NUDGES, *, every_s: float = NEVER_S, **facts: object) -> Job:
    return Job(name=name, every_s=every_s, work=work, **facts)  # type: ignore[arg-type]


def ticker(*table: Job, metrics: Metrics | None = None, give_up: Work | None = None) -> Ticker:
    return Ticker(table, metrics or Metrics(), asyncio.Event(), give_up or (lambda: None))


class Rounds:
    """Work that begins at once and ends when the test lets it."""

    def __init__(self) -> None:
        self.begun = 0
        self.ended = 0
        self.goes_on = asyncio.Event()
        self.beginnings = asyncio.Semaphore(0)

    async def __call__(self) -> None:
        self.begun += 1
        self.beginnings.release()
        await self.goes_on.wait()
        self.ended += 1


async def begins(rounds: Rounds, count: int = 1) -> None:
    async with asyncio.timeout(5):
        for _ in range(count):
            await rounds.beginnings.acquire()


async def test_a_failing_job_is_counted_and_runs_again(caplog: pytest.LogCaptureFixture) -> None:
    metrics, rounds = Metrics(), list[int]()

    async def fails_once() -> dict[str, int]:
        rounds.append(1)
        if len(rounds) == 1:
            raise RuntimeError("the database is gone")
        return {"sent": 3}

    running = ticker(job(fails_once, counter=metrics.nudges), metrics=metrics)
    await running.run(NUDGES)
    await running.run(NUDGES)
    shown = metrics.text().decode()
    assert 'limber_failures_total{where="nudges"} 1.0' in shown
    assert 'limber_nudges_total{outcome="sent"} 3.0' in shown
    assert "the database is gone" in caplog.text


async def test_jobs_run_by_the_clock() -> None:
    rounds = Rounds()
    rounds.goes_on.set()
    running = ticker(job(rounds, every_s=SOON_S))
    running.start()
    await begins(rounds, 3)
    await running.stop(1)
    ended = rounds.ended
    await asyncio.sleep(3 * SOON_S)
    assert rounds.ended == ended


async def test_shutdown_waits_for_the_round_in_progress() -> None:
    rounds, gave_up = Rounds(), list[bool]()
    running = ticker(job(rounds, every_s=SOON_S), give_up=lambda: gave_up.append(True))
    running.start()
    await begins(rounds)
    stopping = asyncio.create_task(running.stop(5))
    await asyncio.sleep(SOON_S)
    assert not stopping.done()
    rounds.goes_on.set()
    await stopping
    assert (rounds.begun, rounds.ended, gave_up) == (1, 1, [])


async def test_nudges_are_given_up_if_slack_does_not_answer_at_shutdown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.ticker.RECORD_S", 1)
    rounds = Rounds()
    running = ticker(job(rounds, every_s=SOON_S), give_up=rounds.goes_on.set)
    running.start()
    await begins(rounds)
    await running.stop(1 + SOON_S)
    assert rounds.ended == 1


async def test_a_job_canceled_at_shutdown_logs_no_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.ticker.RECORD_S", SOON_S)
    rounds = Rounds()
    caplog.set_level("INFO")
    running = ticker(job(rounds, DIGESTS, every_s=SOON_S))
    running.start()
    await begins(rounds)
    await running.stop(SOON_S)
    await asyncio.sleep(SOON_S)
    assert rounds.ended == 0
    assert "job abandoned at shutdown" in caplog.text
    assert "Traceback" not in caplog.text
    assert [it for it in caplog.records if it.levelname == "ERROR"] == []


async def test_a_job_canceled_otherwise_is_canceled() -> None:
    rounds = Rounds()
    task = asyncio.create_task(ticker(job(rounds)).run(NUDGES))
    await begins(rounds)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_nothing_begins_after_shutdown() -> None:
    rounds = Rounds()
    running = ticker(job(rounds))
    running.start()
    await running.stop(1)
    await running.run(NUDGES)
    assert rounds.begun == 0


async def test_old_cards_wait_for_the_round_of_nudges() -> None:
    nudges, cards = Rounds(), Rounds()
    cards.goes_on.set()
    running = ticker(job(nudges), job(cards, OLD_CARDS, after=NUDGES))
    tasks = [asyncio.create_task(running.run(name)) for name in (NUDGES, OLD_CARDS)]
    await begins(nudges)
    await asyncio.sleep(SOON_S)
    assert cards.begun == 0
    nudges.goes_on.set()
    await asyncio.gather(*tasks)
    assert cards.ended == 1


async def test_only_as_many_rounds_run_at_once_as_a_job_allows() -> None:
    one, several = Rounds(), Rounds()
    running = ticker(job(one), job(several, GROUP_BREAKS, at_once=2))
    tasks = [
        asyncio.create_task(running.run(name)) for name in (NUDGES, GROUP_BREAKS) for _ in range(3)
    ]
    await begins(several, 2)
    await asyncio.sleep(SOON_S)
    assert (one.begun, several.begun) == (1, 2)
    one.goes_on.set()
    several.goes_on.set()
    await asyncio.gather(*tasks)
    assert (one.ended, several.ended) == (3, 3)


def test_limber_collapses_old_cards_after_nudges() -> None:
    class Nothing:
        """Stands for everything that jobs are built from."""

    table = jobs(Nothing(), Nothing(), Metrics(), asyncio.Event(), 1)  # type: ignore[arg-type]
    by_name = {it.name: it for it in table}
    assert len(by_name) == len(table)
    assert by_name[OLD_CARDS].after == NUDGES
    assert {name for name, it in by_name.items() if it.at_once > 1} == {GROUP_BREAKS}
