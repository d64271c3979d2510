"""Rate limits, measured by the playground's clock."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.playground.api.methods import METHODS
from bot.playground.clock import MovableClock
from bot.playground.tiers import PER_MINUTE, Limits

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(lambda: START)


@pytest.mark.parametrize(
    ("method", "a_minute"),
    [
        ("apps.uninstall", 1),
        ("users.list", 20),
        ("dnd.teamInfo", 20),
        ("apps.connections.open", 50),
        ("auth.revoke", 50),
        ("bots.info", 50),
        ("chat.delete", 50),
        ("chat.update", 50),
        ("conversations.info", 50),
        ("conversations.open", 50),
        ("dnd.info", 50),
        ("team.info", 50),
        ("users.getPresence", 50),
        ("chat.postEphemeral", 100),
        ("conversations.members", 100),
        ("files.completeUploadExternal", 100),
        ("files.getUploadURLExternal", 100),
        ("oauth.v2.access", 100),
        ("users.info", 100),
        ("views.open", 100),
        ("views.publish", 100),
        ("views.push", 100),
        ("views.update", 100),
        ("auth.test", 300),
        ("chat.postMessage", 300),
    ],
)
def test_each_method_has_its_limit_per_minute(
    method: str, a_minute: int, clock: MovableClock
) -> None:
    limits = Limits(clock)
    assert [limits.admit(method, "T1") for _ in range(a_minute)] == [0] * a_minute
    assert limits.admit(method, "T1") == 60
    clock.move(timedelta(seconds=59))
    assert limits.admit(method, "T1") == 1
    clock.move(timedelta(seconds=1))
    assert limits.admit(method, "T1") == 0


def test_no_method_is_without_a_rate_limit() -> None:
    assert PER_MINUTE.keys() == METHODS.keys()


def test_workspaces_and_methods_do_not_share_a_limit(clock: MovableClock) -> None:
    limits = Limits(clock)
    assert [limits.admit("apps.uninstall", "T1") for _ in range(2)] == [0, 60]
    assert limits.admit("apps.uninstall", "T2") == 0
    assert limits.admit("chat.update", "T1") == 0


def test_limits_count_over_a_sliding_minute(clock: MovableClock) -> None:
    limits = Limits(clock)
    for _ in range(10):
        limits.admit("users.list", "T1")
    clock.move(timedelta(seconds=40))
    for _ in range(10):
        limits.admit("users.list", "T1")
    assert limits.admit("users.list", "T1") == 20
    clock.move(timedelta(seconds=20))
    assert [limits.admit("users.list", "T1") for _ in range(11)] == [0] * 10 + [40]


def test_a_channel_allows_a_short_burst_then_one_message_a_second(clock: MovableClock) -> None:
    limits = Limits(clock)
    assert [limits.admit("chat.postMessage", "T1", "C1") for _ in range(6)] == [0] * 5 + [1]
    assert limits.admit("chat.postMessage", "T1", "C2") == 0
    clock.move(timedelta(seconds=1))
    assert [limits.admit("chat.postMessage", "T1", "C1") for _ in range(2)] == [0, 1]
    clock.move(timedelta(minutes=1))
    assert [limits.admit("chat.postMessage", "T1", "C1") for _ in range(6)] == [0] * 5 + [1]
