"""Background work stays in order for each key, and ends at shutdown."""

import asyncio

import pytest

from bot.slack.tasks import Tasks, Work


def step(done: list[str], name: str, wait: asyncio.Event | None = None) -> Work:
    async def work() -> None:
        if wait is not None:
            await wait.wait()
        done.append(name)

    return work


async def test_work_with_one_key_stays_in_order_and_other_keys_do_not_wait() -> None:
    tasks, done, goes_on = Tasks(), list[str](), asyncio.Event()
    tasks.spawn(step(done, "first", goes_on), after="ana")
    tasks.spawn(step(done, "second"), after="ana")
    tasks.spawn(step(done, "third"), after="ana")
    tasks.spawn(step(done, "other"), after="ben")
    await asyncio.sleep(0.01)
    assert done == ["other"]
    goes_on.set()
    await tasks.finish(1)
    assert done == ["other", "first", "second", "third"]


async def test_work_goes_on_after_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    tasks, done = Tasks(), list[str]()

    async def fails() -> None:
        raise RuntimeError("failed on purpose")

    tasks.spawn(fails, after="ana")
    tasks.spawn(step(done, "second"), after="ana")
    await tasks.finish(1)
    assert done == ["second"]
    assert "failed on purpose" in caplog.text


async def test_finishing_waits_for_what_work_spawns() -> None:
    tasks, done = Tasks(), list[str]()

    async def spawns() -> None:
        tasks.spawn(step(done, "spawned"), after="ben")

    tasks.spawn(spawns, after="ana")
    await tasks.finish(1)
    assert done == ["spawned"]


async def test_late_work_is_canceled_at_shutdown_and_what_waits_for_it_never_runs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tasks, done = Tasks(), list[str]()
    tasks.spawn(step(done, "late", asyncio.Event()), after="ana")
    tasks.spawn(step(done, "after it"), after="ana")
    await tasks.finish(0.01)
    assert done == []
    assert "work abandoned at shutdown" in caplog.text
    assert "Traceback" not in caplog.text


async def test_nothing_is_kept_of_work_that_is_done() -> None:
    tasks, done = Tasks(), list[str]()
    tasks.spawn(step(done, "first"), after="ana")
    await tasks.finish(1)
    tasks.spawn(step(done, "second"), after="ana")
    await tasks.finish(1)
    assert done == ["first", "second"]
    assert (tasks._running, tasks._last) == (set(), {})
