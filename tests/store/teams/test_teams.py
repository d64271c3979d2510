"""Team counts are updated with each event, and equal a recount of the log."""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, text, update

from bot.domain.calendar.work_week import monday
from bot.domain.members import Who
from bot.domain.progress.streaks import SOON
from bot.domain.teams.teams import Channel, Team, TeamDay, TeamNow
from bot.store.db.database import Database
from bot.store.db.tables import breaks, days, metadata, team_days, team_members, team_standings
from bot.store.people import members
from bot.store.progress import history
from bot.store.progress.history import Break
from bot.store.progress.rebuild import rebuild
from bot.store.progress.workdays import Workday
from bot.store.teams import team_counts, teams
from tests.store.rows import ANA, NOON, populate

MONDAY = date(2026, 11, 23)
BEN, CHLOE = Who("T1", "U2"), Who("T1", "U3")
ONE, OTHER = Channel("T1", "C1"), Channel("T1", "C2")
SECONDS = 90


class AdvancingClock:
    """A clock that advances on each call, far enough for every break to count."""

    def __init__(self) -> None:
        self._now = NOON

    def __call__(self) -> datetime:
        self._now += SOON
        return self._now


_NEXT = AdvancingClock()


def team(channel: Channel, by: Who = ANA) -> Team:
    return Team(
        **channel._asdict(),
        set_up_by=by.user_id,
        set_up_at=NOON,
        zone="Europe/Berlin",
        locale="en-US",
    )


async def found_teams(database: Database, *channels: Channel) -> None:
    async with database.write() as connection:
        for channel in channels:
            assert await teams.add(connection, team(channel))


async def joins(
    database: Database,
    who: Who,
    channel: Channel = ONE,
    *,
    clock: Callable[[], datetime] = lambda: NOON,
    on: date = MONDAY,
) -> bool:
    """Joins a team. Reads the clock once the member is locked."""
    async with database.write() as connection:
        await members.lock(connection, who)
        if await teams.lock(connection, channel) is None:
            return False
        return await teams.enter(connection, channel, who, clock(), on)


async def leaves(
    database: Database, who: Who, channel: Channel = ONE, *, on: date = MONDAY
) -> bool:
    async with database.write() as connection:
        await members.lock(connection, who)
        await teams.lock(connection, channel)
        return await teams.leave(connection, channel, who, on)


def a_break(id_: str, who: Who, day: date, at: datetime) -> Break:
    return Break(
        nudge_id=id_,
        workspace_id=who.workspace_id,
        user_id=who.user_id,
        exercise_id="dead-bug",
        completed_at=at,
        day=day,
        zone="Europe/Berlin",
        seconds=SECONDS,
    )


async def takes(
    database: Database,
    id_: str,
    who: Who = ANA,
    *,
    day: date = MONDAY,
    clock: Callable[[], datetime] = _NEXT,
    scheduled: bool = True,
) -> None:
    async with database.write() as connection:
        await members.lock(connection, who)
        done = a_break(id_, who, day, clock())
        await history.take_break(connection, done, scheduled=scheduled, goal=1)


async def nudges(
    database: Database, *people: Who, day: date = MONDAY, scheduled: bool = True
) -> None:
    async with database.write() as connection:
        await members.lock_existing(connection, people)
        await history.count_nudges(connection, [Workday(it, day, scheduled, 1) for it in people])


async def excuses(database: Database, who: Who, day: date = MONDAY) -> None:
    async with database.write() as connection:
        await members.lock(connection, who)
        await history.excuse(connection, [Workday(who, day, True, 1)])


async def seen(database: Database, channel: Channel = ONE, day: date = MONDAY) -> TeamDay:
    async with database.read() as connection:
        found = await teams.days_of(connection, channel, day, day)
    return found[0] if found else TeamDay(day)


async def standing(database: Database, who: Who = ANA, channel: Channel = ONE) -> int:
    async with database.read() as connection:
        return (
            await connection.scalar(
                select(func.sum(team_standings.c.breaks)).where(
                    team_standings.c.channel_id == channel.channel_id,
                    team_standings.c.user_id == who.user_id,
                )
            )
            or 0
        )


LIVES = [
    ("joined", "j", (0, 0, 0)),
    ("a nudge makes available", "jn", (1, 0, 0)),
    ("once a day", "jnnn", (1, 0, 0)),
    ("a break after a nudge", "jnb", (1, 1, 1)),
    ("a break without a nudge", "jb", (1, 1, 1)),
    ("several breaks", "jbnbb", (1, 1, 3)),
    ("a nudge on no workday of theirs", "jN", (0, 0, 0)),
    ("a break on no workday adds to breaks alone", "jB", (0, 0, 1)),
    ("excused after a nudge", "jne", (0, 0, 0)),
    ("excused twice", "jnee", (0, 0, 0)),
    ("excused before anything happened", "jen", (0, 0, 0)),
    ("a break on an excused day", "jneb", (1, 1, 1)),
    ("excused after a break", "jnbe", (1, 1, 1)),
    ("joined after a nudge", "nj", (1, 0, 0)),
    ("joined after a break, which was not for the team", "nbj", (1, 1, 0)),
    ("joined between two breaks", "nbjb", (1, 1, 1)),
    ("joined on an excused day", "nejn", (0, 0, 0)),
    ("left after a nudge", "jnl", (0, 0, 0)),
    ("left after a break, which stays", "jnbl", (0, 0, 1)),
    ("and came back", "jnblj", (1, 1, 1)),
    ("and took another", "jnbljb", (1, 1, 2)),
    ("a break after leaving", "jnlb", (0, 0, 0)),
    ("none of theirs", "jlnbe", (0, 0, 0)),
    ("joined twice", "jjnb", (1, 1, 1)),
    ("left twice", "jnll", (0, 0, 0)),
]
"""Name, events, and (available, took, breaks) afterwards.

One letter per event: j joins, l leaves, n is nudged, b takes a break, e is excused. N and B happen
on a day that is no workday of theirs.
"""


async def test_a_team_day_counts_what_its_members_did(database: Database) -> None:
    people = [Who("T1", f"U{n:02}") for n, _ in enumerate(LIVES)]
    channels = [Channel("T1", f"C{n:02}") for n, _ in enumerate(LIVES)]
    await populate(database, *people)
    await found_teams(database, *channels)
    clock = AdvancingClock()
    for (named, life, counted), who, channel in zip(LIVES, people, channels, strict=True):
        for n, what in enumerate(life):
            match what:
                case "j":
                    await joins(database, who, channel, clock=clock)
                case "l":
                    await leaves(database, who, channel)
                case "n" | "N":
                    await nudges(database, who, scheduled=what == "n")
                case "b" | "B":
                    id_ = f"{named} {n}"
                    await takes(database, id_, who, clock=clock, scheduled=what == "b")
                case "e":
                    await excuses(database, who)
        seconds = counted[-1] * SECONDS
        assert await seen(database, channel) == TeamDay(MONDAY, *counted, seconds), named


async def test_an_excused_day_makes_nobody_available(database: Database) -> None:
    """An excused day makes nobody available, unless they take a break."""
    await populate(database, ANA, BEN)
    await found_teams(database, ONE)
    for who in (ANA, BEN):
        await joins(database, who)
    await nudges(database, ANA, BEN)
    async with database.write() as connection:
        await team_counts.excuse(connection, [(ANA, MONDAY), (BEN, MONDAY)])
        await connection.execute(update(days).values(excused=True))
    assert await seen(database) == TeamDay(MONDAY)
    await nudges(database, ANA, BEN)
    assert await seen(database) == TeamDay(MONDAY)
    await takes(database, "n1")
    assert await seen(database) == TeamDay(MONDAY, 1, 1, 1, SECONDS)


async def test_a_break_before_joining_does_not_count_for_the_team(database: Database) -> None:
    """A group break is logged late, so a member may have joined in between."""
    await populate(database, ANA)
    await found_teams(database, ONE)
    await joins(database, ANA)
    await takes(database, "n1", clock=lambda: NOON - timedelta(seconds=1))
    assert await seen(database) == TeamDay(MONDAY, 1, 1)
    assert await standing(database) == 0


async def test_the_same_card_twice_counts_once(database: Database) -> None:
    await populate(database, ANA)
    await found_teams(database, ONE)
    await joins(database, ANA)
    await asyncio.gather(*(takes(database, "n1") for _ in range(5)))
    assert await seen(database) == TeamDay(MONDAY, 1, 1, 1, SECONDS)
    assert await standing(database) == 1


async def test_past_days_stay_when_somebody_leaves_or_is_forgotten(database: Database) -> None:
    tuesday = MONDAY + timedelta(days=1)
    await populate(database, ANA, BEN, CHLOE)
    await found_teams(database, ONE, OTHER)
    for who in (ANA, BEN, CHLOE):
        await joins(database, who)
        await takes(database, f"monday {who}", who)
        await nudges(database, who, day=tuesday)
        await takes(database, f"tuesday {who}", who, day=tuesday)
    await leaves(database, BEN, on=tuesday)
    async with database.write() as connection:
        await members.lock(connection, ANA)
        await teams.leave_all(connection, ANA, tuesday)
        await members.forget(connection, ANA)
    assert await seen(database) == TeamDay(MONDAY, 3, 3, 3, 3 * SECONDS)
    assert await seen(database, day=tuesday) == TeamDay(tuesday, 1, 1, 3, 3 * SECONDS)
    async with database.write() as connection:
        people = set(await connection.scalars(select(team_standings.c.user_id)))
        assert people == {CHLOE.user_id}
        found = await teams.find(connection, ONE)
        assert found is not None
        assert found.set_up_by is None
        await rebuild(connection)
    assert await seen(database) == TeamDay(MONDAY, 3, 3, 3, 3 * SECONDS)
    assert await seen(database, day=tuesday) == TeamDay(tuesday, 1, 1, 3, 3 * SECONDS)


async def test_rebuilding_only_raises_counts(database: Database) -> None:
    await populate(database, ANA)
    await found_teams(database, ONE)
    await joins(database, ANA)
    await nudges(database, ANA)
    await takes(database, "n1")
    async with database.write() as connection:
        await connection.execute(delete(team_days))
        await connection.execute(update(team_standings).values(breaks=7))
        await rebuild(connection)
    assert await seen(database) == TeamDay(MONDAY, 1, 1, 1, SECONDS)
    assert await standing(database) == 1
    async with database.write() as connection:
        await connection.execute(update(team_days).values(available=5, took=0))
        await rebuild(connection)
    assert await seen(database) == TeamDay(MONDAY, 5, 1, 1, SECONDS)


async def test_only_the_days_of_the_present_streak_are_read(database: Database) -> None:
    """Those since less than half took a break, and at least the present week."""
    await populate(database, ANA)
    await found_teams(database, ONE, OTHER)
    today, week = MONDAY + timedelta(days=15), MONDAY + timedelta(days=14)
    kinds = {"a": (4, 4), "h": (4, 2), "f": (5, 2), "n": (4, 0), ".": (0, 0)}
    for lived, first in {
        "": None,
        "aaaaa..aaaaa..aa": MONDAY,
        "aafaa..aaaaa..aa": MONDAY + timedelta(days=2),
        "aanaa..afhaa..ah": MONDAY + timedelta(days=8),
        "aaaaa..aaaaa..af": MONDAY,
        "aaaaa..aaaaa..fa": MONDAY + timedelta(days=14),
        "aaaaa..aaaaf..a": MONDAY + timedelta(days=11),
    }.items():
        async with database.write() as connection:
            await connection.execute(delete(team_days))
            for channel in (ONE, OTHER):
                for n, it in enumerate(lived if channel == ONE else "n" * 16):
                    available, took = kinds[it]
                    counts = {"available": available, "took": took, "breaks": took, "seconds": 0}
                    day = {"day": MONDAY + timedelta(days=n), **channel._asdict()}
                    await connection.execute(insert(team_days).values(**day, **counts))
        async with database.read() as connection:
            found = await teams.recent_days(connection, ONE, week, today)
            everything = await teams.days_of(connection, ONE, date.min, today)
        assert (found[0].date if found else None) == first, lived
        present = [TeamNow.of(team(ONE), days, today, week) for days in (found, everything)]
        assert present[0] == present[1], lived


async def test_deleting_a_team_deletes_its_counts_but_no_breaks(database: Database) -> None:
    await populate(database, ANA)
    await found_teams(database, ONE, OTHER)
    for channel in (ONE, OTHER):
        await joins(database, ANA, channel)
    await takes(database, "n1")
    async with database.write() as connection:
        assert await teams.remove(connection, ONE)
        assert not await teams.remove(connection, ONE)
        for table in (team_members, team_days, team_standings):
            left = set(await connection.scalars(select(table.c.channel_id)))
            assert left == {OTHER.channel_id}, table.name
    await takes(database, "n2")
    assert await standing(database, channel=OTHER) == 2


async def test_a_deactivated_account_leaves_its_teams(database: Database) -> None:
    await populate(database, ANA, BEN)
    await found_teams(database, ONE)
    for who in (ANA, BEN):
        await joins(database, who)
    async with database.write() as connection:
        await members.deactivate(connection, [ANA])
        assert await teams.size(connection, ONE) == 1


async def test_workspaces_do_not_share_teams(database: Database) -> None:
    """Ids of channels and people may be equal across workspaces."""
    stranger, theirs = Who("T2", ANA.user_id), Channel("T2", ONE.channel_id)
    await populate(database, ANA, stranger)
    await found_teams(database, ONE, theirs)
    await joins(database, ANA)
    await joins(database, stranger, theirs)
    await nudges(database, ANA, stranger)
    await takes(database, "n1", stranger)
    assert await seen(database) == TeamDay(MONDAY, 1)
    assert await seen(database, theirs) == TeamDay(MONDAY, 1, 1, 1, SECONDS)


PEOPLE = [ANA, BEN, Who("T2", "U1")]
CHANNELS = [ONE, OTHER, Channel("T2", "C1")]
lives = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.integers(0, 4),
        st.sampled_from(["join one", "join other", "leave one", "nudge", "nudge", "excuse"])
        | st.sampled_from(["break", "break", "Break", "forget"]),
    ),
    max_size=40,
)


class Naive:
    """Counts each team and person separately after each event."""

    def __init__(self) -> None:
        self.past: defaultdict[tuple[Channel, date], Counter[str]] = defaultdict(Counter)
        self.members: dict[tuple[Channel, Who], date] = {}
        self.scheduled: dict[tuple[Who, date], bool] = {}
        self.nudges: Counter[tuple[Who, date]] = Counter()
        self.breaks: Counter[tuple[Who, date]] = Counter()
        self.excused: set[tuple[Who, date]] = set()
        self.standings: Counter[tuple[Channel, Who, date]] = Counter()

    def happens(self, who: Who, day: date, what: str) -> None:
        if what in {"nudge", "break", "Break", "excuse"}:
            self.scheduled.setdefault((who, day), what != "Break")
        match what.split():
            case ["join", which]:
                channel = Channel(who.workspace_id, "C1" if which == "one" else "C2")
                if channel in CHANNELS:
                    self.members.setdefault((channel, who), day)
            case ["leave", _]:
                self._leaves(Channel(who.workspace_id, "C1"), who, day)
            case ["nudge"]:
                self.nudges[who, day] += 1
            case ["excuse"]:
                self.excused.add((who, day))
            case ["break" | "Break"]:
                self.breaks[who, day] += 1
                for channel in [it for it, member in self.members if member == who]:
                    self.past[channel, day].update(breaks=1, seconds=SECONDS)
                    self.standings[channel, who, monday(day)] += 1
            case ["forget"]:
                for channel in CHANNELS:
                    self._leaves(channel, who, day)
                self.excused = {it for it in self.excused if it[0] != who}
                for facts in (self.scheduled, self.nudges, self.breaks):
                    for key in [it for it in facts if it[0] == who]:
                        del facts[key]

    def _leaves(self, channel: Channel, who: Who, today: date) -> None:
        since = self.members.pop((channel, who), None)
        if since is None:
            return
        for day in self._days(who):
            if since <= day < today:
                self.past[channel, day].update(self._status(who, day))
        for key in [it for it in self.standings if it[:2] == (channel, who)]:
            del self.standings[key]

    def _days(self, who: Who) -> list[date]:
        return [day for it, day in self.scheduled if it == who]

    def _status(self, who: Who, day: date) -> dict[str, int]:
        works, broke = self.scheduled[who, day], self.breaks[who, day] > 0
        was_nudged = self.nudges[who, day] > 0 and (who, day) not in self.excused
        return {
            "available": works and (broke or was_nudged),
            "took": works and broke,
        }

    def days(self) -> dict[tuple[Channel, date], tuple[int, ...]]:
        total = defaultdict(Counter, {key: Counter(it) for key, it in self.past.items()})
        for (channel, who), since in self.members.items():
            for day in self._days(who):
                if day >= since:
                    total[channel, day].update(self._status(who, day))
        counted = {key: tuple(it[name] for name in team_counts.COUNTS) for key, it in total.items()}
        return {key: it for key, it in counted.items() if any(it)}


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lives)
async def test_counts_equal_a_recount_of_the_log(
    database: Database, life: list[tuple[Who, int, str]]
) -> None:
    async with database.write() as connection:
        for table in reversed(metadata.sorted_tables):
            await connection.execute(delete(table))
    await populate(database, *PEOPLE)
    await found_teams(database, *CHANNELS)
    naive = Naive()
    clock = AdvancingClock()
    for n, (who, offset, what) in enumerate(sorted(life, key=lambda it: it[1])):
        day = MONDAY + timedelta(days=offset)
        naive.happens(who, day, what)
        match what.split():
            case ["join", which]:
                channel = Channel(who.workspace_id, "C1" if which == "one" else "C2")
                await joins(database, who, channel, clock=clock, on=day)
            case ["leave", _]:
                await leaves(database, who, Channel(who.workspace_id, "C1"), on=day)
            case ["nudge"]:
                await nudges(database, who, day=day)
            case ["excuse"]:
                await excuses(database, who, day)
            case ["forget"]:
                async with database.write() as connection:
                    await members.lock(connection, who)
                    await teams.leave_all(connection, who, day)
                    await members.forget(connection, who)
                await populate(database, who)
            case _:
                is_workday = what == "break"
                await takes(database, f"n{n}", who, day=day, clock=clock, scheduled=is_workday)
    counted, standings = await stored(database)
    assert {key: it for key, it in counted.items() if any(it)} == naive.days()
    assert standings == naive.standings
    async with database.write() as connection:
        await rebuild(connection)
    assert await stored(database) == (counted, standings)


Counted = dict[tuple[Channel, date], tuple[int, ...]]


async def stored(database: Database) -> tuple[Counted, dict[tuple[Channel, Who, date], int]]:
    async with database.read() as connection:
        days = (await connection.execute(select(team_days))).all()
        people = (await connection.execute(select(team_standings))).all()
    return (
        {
            (Channel(it.workspace_id, it.channel_id), it.day): tuple(
                getattr(it, name) for name in team_counts.COUNTS
            )
            for it in days
        },
        {
            (
                Channel(it.workspace_id, it.channel_id),
                Who(it.workspace_id, it.user_id),
                it.week,
            ): it.breaks
            for it in people
        },
    )


async def from_the_log(database: Database) -> tuple[Counted, dict[tuple[Channel, Who, date], int]]:
    """The same, from the log with one simple query per count."""
    here = team_members.c
    of_breaks = (
        (breaks.c.workspace_id == here.workspace_id)
        & (breaks.c.user_id == here.user_id)
        & (breaks.c.completed_at >= here.joined_at)
        & breaks.c.counts
    )
    of_days = (
        (days.c.workspace_id == here.workspace_id)
        & (days.c.user_id == here.user_id)
        & (days.c.day >= here.joined_on)
        & days.c.scheduled
    )
    is_available = (days.c.breaks > 0) | ((days.c.nudges > 0) & ~days.c.excused)
    team = (here.workspace_id, here.channel_id)
    questions = [
        select(*team, days.c.day, func.count()).join(days, of_days & is_available),
        select(*team, days.c.day, func.count()).join(days, of_days & (days.c.breaks > 0)),
        select(*team, breaks.c.day, func.count()).join(breaks, of_breaks),
        select(*team, breaks.c.day, func.sum(breaks.c.seconds)).join(breaks, of_breaks),
    ]
    counted: defaultdict[tuple[Channel, date], list[int]] = defaultdict(lambda: [0] * 4)
    standings: Counter[tuple[Channel, Who, date]] = Counter()
    async with database.read() as connection:
        for n, question in enumerate(questions):
            day = breaks.c.day if n > 1 else days.c.day
            for row in await connection.execute(question.group_by(*team, day)):
                counted[Channel(*row[:2]), row[2]][n] = row[3]
        each = select(*team, here.user_id, breaks.c.day).join(breaks, of_breaks)
        for workspace_id, channel_id, user_id, day in await connection.execute(each):
            who = Who(workspace_id, user_id)
            standings[Channel(workspace_id, channel_id), who, monday(day)] += 1
    return {key: tuple(it) for key, it in counted.items()}, standings


@pytest.mark.slow
async def test_concurrent_breaks_in_overlapping_teams_all_count(database: Database) -> None:
    """Breaks, batches of nudges, excused days and new members run concurrently without deadlock."""
    rng = random.Random(5)
    people = [Who("T1", f"U{n:02}") for n in range(24)]
    channels = [Channel("T1", f"C{n}") for n in range(6)]
    await populate(database, *people)
    await found_teams(database, *channels)
    clock = AdvancingClock()
    joining = [(who, it) for who in people for it in rng.sample(channels, 3)]
    for who, channel in joining[::2]:
        await joins(database, who, channel, clock=clock)
    late = [joins(database, who, channel, clock=clock) for who, channel in joining[1::2]]
    taken = [
        takes(
            database,
            f"n{n}",
            rng.choice(people),
            day=MONDAY + timedelta(days=n % 2),
            clock=clock,
        )
        for n in range(120)
    ]
    nudged = [
        nudges(database, *rng.sample(people, 12), day=MONDAY + timedelta(days=n % 2))
        for n in range(24)
    ]
    excused = [excuses(database, who) for who in rng.sample(people, 12)]
    work = [*late, *taken, *nudged, *excused]
    rng.shuffle(work)
    async with asyncio.timeout(60):
        await asyncio.gather(*work)
    counted, standings = await stored(database)
    truth, places = await from_the_log(database)
    assert {key: it for key, it in counted.items() if any(it)} == truth
    assert standings == places
    async with database.write() as connection:
        await rebuild(connection)
    assert await stored(database) == (counted, standings)


async def waiting(database: Database, transactions: int) -> None:
    """Returns once this many transactions wait for a lock. SQLite runs one after the other."""
    while not database.is_sqlite:
        async with database.read() as connection:
            question = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if await connection.scalar(question) == transactions:
                return
        await asyncio.sleep(0.01)


async def test_teams_are_locked_in_one_order(database: Database) -> None:
    """A break waits for the second team, and nudges then lock the first: a deadlock in any other
    order."""
    await populate(database, ANA, BEN)
    await found_teams(database, ONE, OTHER)
    for who in (ANA, BEN):
        for channel in (OTHER, ONE):
            await joins(database, who, channel)
    await takes(database, "n0")
    async with asyncio.timeout(30), asyncio.TaskGroup() as group, database.write() as connection:
        is_other = team_days.c.channel_id == OTHER.channel_id
        await connection.execute(update(team_days).where(is_other).values(took=1))
        group.create_task(takes(database, "n1"))
        await waiting(database, 1)
        group.create_task(nudges(database, BEN))
        await waiting(database, 2)
    for channel in (ONE, OTHER):
        assert await seen(database, channel) == TeamDay(MONDAY, 2, 1, 2, 2 * SECONDS)


async def test_a_team_can_be_deleted_while_a_member_takes_a_break(database: Database) -> None:
    await populate(database, ANA)
    await found_teams(database, ONE, OTHER)
    for channel in (ONE, OTHER):
        await joins(database, ANA, channel)
    async with asyncio.timeout(30), asyncio.TaskGroup() as group, database.write() as connection:
        await teams.remove(connection, ONE)
        group.create_task(takes(database, "n1"))
        await waiting(database, 1)
    assert await seen(database, OTHER) == TeamDay(MONDAY, 1, 1, 1, SECONDS)
    assert await seen(database, ONE) == TeamDay(MONDAY)
