"""Digests: shared between replicas, paced, and put back at shutdown."""

import asyncio
from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from bot.cards.parts.blocks import Card
from bot.charts.orders import Order
from bot.domain.members import Who
from bot.domain.pacing import Pace
from bot.domain.teams.teams import Channel
from bot.store.db.database import Database
from bot.store.people import file_deletions
from bot.store.teams import digest_times, teams
from bot.usecases.pictures.chart_upload import ChartUploads
from bot.usecases.ports import Addressee, Delivered, NotTaken, PostOutcome, Uploaded, UploadOutcome
from bot.usecases.teams.digests import BATCH, WeeklyDigests
from tests.deps import deps_of
from tests.domain.people import utc
from tests.store.rows import ANA, NOON, populate
from tests.teamwork import founded, team

MONDAY = date(2026, 11, 23)
DUE = utc("2026-11-27 14:00")


class Channels:
    """A courier that counts posts per channel, with the given outcome."""

    def __init__(self, outcome: PostOutcome | None = None) -> None:
        self.posted: Counter[str] = Counter()
        self._outcome = outcome

    async def post(self, to: Addressee, card: Card, *, fresh: bool = False) -> PostOutcome:
        assert isinstance(to, Channel)
        self.posted[to.channel_id] += 1
        if self._outcome is RAISES:
            raise RuntimeError("failed on purpose")
        return self._outcome or Delivered(to.channel_id, "1.2")


RAISES = NotTaken(0, "raises")


class Draws:
    """A painter that draws until the test lets it finish."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.goes_on = asyncio.Event()

    async def draw(self, order: Order) -> bytes | None:
        self.begun.set()
        await self.goes_on.wait()
        return b"PNG"


class AnyFiles:
    async def upload_picture(
        self, workspace_id: str, name: str, content: bytes, alt: str
    ) -> UploadOutcome:
        return Uploaded("F1")


def replica(
    database: Database,
    courier: Channels,
    *,
    painter: Draws | None = None,
    at: datetime = DUE,
    pace: Pace = Pace(),  # noqa: B008  frozen
) -> WeeklyDigests:
    charts = ChartUploads(painter, AnyFiles(), lambda: at)
    return WeeklyDigests(deps_of(database, lambda: at, courier=courier, charts=charts, pace=pace))


async def found(database: Database, count: int) -> None:
    """Teams of one person, whose digests are due."""
    await populate(database, ANA)
    async with database.write() as connection:
        for n in range(count):
            made = team(ANA.workspace_id, f"C{n:02}", NOON - timedelta(days=7))
            await founded(connection, made, {ANA: 2}, MONDAY, [(1, 3)])
            await digest_times.move(connection, made.channel, made.digest_at or NOON, DUE)


async def due(database: Database) -> Counter[datetime | None]:
    """When the teams' next digests are due."""
    async with database.read() as connection:
        found = await teams.of_member(connection, Who(*ANA))
    return Counter(it.digest_at for it in found)


async def test_replicas_share_the_work_and_send_each_digest_once(
    database: Database, database_url: str
) -> None:
    await found(database, BATCH)
    courier, never = Channels(), asyncio.Event()
    async with Database.open(database_url) as other:
        ends = await asyncio.gather(
            *(replica(it, courier).deliver_due(never) for it in (database, other, database, other))
        )
    assert set(courier.posted.values()) == {1}
    assert sum((Counter(it) for it in ends), Counter()) == {"sent": BATCH}
    assert await due(database) == {DUE + timedelta(weeks=1): BATCH}


async def test_the_rate_limit_of_a_workspace_delays_digests(database: Database) -> None:
    await found(database, 5)
    courier, never = Channels(), asyncio.Event()
    pace = Pace(per_minute=6, burst=2)
    await replica(database, courier, pace=pace).deliver_due(never)
    assert sum(courier.posted.values()) == 2
    later = [DUE + timedelta(seconds=10 * n) for n in (1, 2, 3)]
    assert await due(database) == {**dict.fromkeys(later, 1), DUE + timedelta(weeks=1): 2}
    await replica(database, courier, pace=pace, at=later[-1]).deliver_due(never)
    assert courier.posted == {f"C{n:02}": 1 for n in range(4)}


async def test_a_digest_that_failed_is_never_retried(database: Database) -> None:
    await found(database, 2)
    courier = Channels(RAISES)
    for _ in range(2):
        await replica(database, courier).deliver_due(asyncio.Event())
    assert courier.posted == {"C00": 1, "C01": 1}


async def test_unsent_digests_are_put_back_at_shutdown(database: Database) -> None:
    await found(database, 2)
    courier, stopping, painter = Channels(), asyncio.Event(), Draws()
    delivery = replica(database, courier, painter=painter).deliver_due(stopping)
    running = asyncio.create_task(delivery)
    await painter.begun.wait()
    assert await due(database) == {DUE + timedelta(weeks=1): 2}
    stopping.set()
    assert await running == {"put_back": 2}
    assert courier.posted == {}
    assert await due(database) == {DUE: 2}


async def test_the_picture_of_an_unsent_digest_is_deleted(database: Database) -> None:
    await found(database, 1)
    painter = Draws()
    painter.goes_on.set()
    refused = Channels(NotTaken(60, "ratelimited"))
    assert await replica(database, refused, painter=painter).deliver_due(asyncio.Event()) == {
        "put_back": 1
    }
    async with database.read() as connection:
        [file] = await file_deletions.due(connection, DUE, 10, 10)
    assert file.file_id == "F1"


@pytest.mark.parametrize("days", [0, 6])
async def test_a_time_that_the_team_changes_meanwhile_is_kept(
    database: Database, days: int
) -> None:
    await found(database, 1)
    painter = Draws()
    courier = Channels(NotTaken(60, "ratelimited"))
    running = asyncio.create_task(
        replica(database, courier, painter=painter).deliver_due(asyncio.Event())
    )
    await painter.begun.wait()
    chosen = DUE + timedelta(days=days, hours=1)
    async with database.write() as connection:
        channel = Channel(ANA.workspace_id, "C00")
        assert await digest_times.move(connection, channel, DUE + timedelta(weeks=1), chosen)
    painter.goes_on.set()
    await running
    assert await due(database) == {chosen: 1}
