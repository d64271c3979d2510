"""Without answers there are fewer nudges, then one message, then none."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.playground.humans.humans import Human
from bot.playground.world.world import Message
from tests.endtoend.office import Office

DAYS = 9
"""Until the message that nudges stop, with a weekend in between."""
FOUR_WEEKS = pytest.param(28, marks=pytest.mark.slow)


async def lives(office: Office, days: int = DAYS) -> None:
    """Ignores everything for that many days."""
    for _ in range(days * 24 * 4):
        await office.ticks(office.clock() + timedelta(minutes=15))


def by_day(human: Human) -> dict[date, int]:
    return dict(Counter(_day(it) for it in human.sees() if it.user != human.id))


def _day(message: Message) -> date:
    return datetime.fromtimestamp(float(message.ts), UTC).date()


@pytest.mark.parametrize("days", [DAYS, FOUR_WEEKS])
async def test_ignoring_everything_ends_in_silence(desk: Office, ana: Human, days: int) -> None:
    await desk.joins(ana)
    await lives(desk, days)
    joined, first, *later = by_day(ana).values()
    assert min(joined, first) > 8  # joining is an answer
    assert later == [2, 2, 1]
    assert joined + first + sum(later) <= 40
    assert "I'll be quiet now" in ana.latest().text
    assert (await desk.member(ana)).next_due_at is None
    assert "I've gone quiet" in (await desk.says(ana, "/stretch why")).text
    await desk.settles()
    assert (await desk.member(ana)).next_due_at is not None


async def test_one_answer_a_day_keeps_the_rhythm(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    for _ in range(4):
        await desk.clicks(ana, "skip", await desk.nudged(ana))
        await lives(desk, days=1)
    assert (await desk.member(ana)).ignored_days == 0
    assert min(list(by_day(ana).values())[1:-1]) > 8


async def test_twice_a_day_from_the_quiet_message(desk: Office, ana: Human) -> None:
    await desk.joins(ana)
    await lives(desk)
    back = await desk.clicks(ana, "quiet_fewer")
    assert back.text.startswith("Good to have you back. Next nudge:")
    assert (await desk.member(ana)).daily_cap == 2
