"""Property-based tests of streaks over any sequence of events.

The stored streak, one computed from all days, one rebuilt from the log and a slow reference must
agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar.days_off import DateRange
from bot.domain.members import Who
from bot.domain.progress.streaks import Streak, fold, frozen_days, summary
from bot.store.db.database import Database
from bot.store.db.tables import streaks
from bot.store.db.tables import workspaces as workspaces_table
from bot.store.people import days_off, members, workspaces
from bot.store.progress import history, streak_records, workdays
from bot.store.progress.history import Break
from bot.store.progress.rebuild import rebuild
from bot.store.progress.workdays import Workday
from tests.domain.people import ana, utc
from tests.store.reference import Person
from tests.store.rows import workspace

PEOPLE = (Who("T1", "U1"), Who("T1", "U2"))
MONDAY_NOON = utc("2026-03-02 12:00")
LATER = timedelta(days=40)
Steps = list[tuple[str, int]]
STEPS: dict[str, tuple[int, ...]] = {
    "minutes": (1, 4, 5, 9),
    "days": (1, 1, 2, 3),
    "flies": (-1, 0, 1),
    "nudges": (1, 2, 3),
    "late_nudge": (1,),
    "takes_break": (1, 60, 200),
    "good_days": (1, 9, 10, 14),
    "bad_days": (1, 2, 3),
    "excused": (1,),
    "aims": (1, 2, 3),
    "off": (1, 3),
    "everybody_off": (1, 2),
    "back": (1,),
    "long_over": (1,),
}
"""The kinds of event, and the numbers each may have."""
ANY = st.sampled_from([(kind, n) for kind, numbers in STEPS.items() for n in numbers])
MISSED_AND_BACK = (
    ("good_days", 3), ("bad_days", 1), ("days", 1), ("takes_break", 60), ("flies", -1),
)  # fmt: skip
OFF_LONG_AGO = (("good_days", 3), ("bad_days", 1), ("off", 1), ("good_days", 10))
RARE: tuple[tuple[tuple[str, int] | None, ...], ...] = (
    (("good_days", 10),),
    (("good_days", 21),),
    (("bad_days", 1), ("good_days", 1)),
    (("bad_days", 2), ("good_days", 1)),
    (("takes_break", 60), None, ("takes_break", 60)),
    (("takes_break", 60), ("minutes", 4), None, ("takes_break", 60)),
    (("takes_break", 60), ("minutes", 5), None, ("takes_break", 60)),
    (("takes_break", 60), ("flies", 1), ("minutes", 4), ("takes_break", 60)),
    # crossing the date line, back to a day that was missed, nearly missed, or without events
    (*MISSED_AND_BACK, None, None, ("flies", 0)),
    (*MISSED_AND_BACK, ("minutes", 5), ("takes_break", 60)),
    (*MISSED_AND_BACK, ("everybody_off", 2)),
    (("bad_days", 1), ("off", 1), ("days", 1), ("takes_break", 60), ("flies", -1), ("back", 1)),
    (("good_days", 3), ("days", 2), ("takes_break", 60), ("flies", -1), ("nudges", 3), None),
    # a goal that changes during the day
    (("aims", 3), ("days", 1), ("nudges", 3), ("takes_break", 60), None, ("aims", 1)),
    (("aims", 1), ("bad_days", 1), ("aims", 3), None, ("good_days", 1)),
    (("aims", 2), ("bad_days", 1), ("takes_break", 60), None, ("days", 1), ("good_days", 2)),
    # excused days and days off, also pruned ones
    (("good_days", 3), ("bad_days", 1), ("excused", 1), None, ("good_days", 1)),
    (("excused", 1), ("nudges", 3), None, ("good_days", 1)),
    (
        ("good_days", 3),
        ("bad_days", 1),
        ("off", 3),
        ("days", 2),
        ("back", 1),
        None,
        ("good_days", 1),
    ),
    (*OFF_LONG_AGO, ("long_over", 1), None, ("good_days", 1)),
    (("bad_days", 1), ("everybody_off", 1), None, ("good_days", 10), ("long_over", 1)),
)
"""Sequences that chance hardly ever finds; None stands for any event."""


def filled(chapter: tuple[tuple[str, int] | None, ...]) -> st.SearchStrategy[Steps]:
    return st.tuples(*(ANY if it is None else st.just(it) for it in chapter)).map(list)


chapters = st.lists(ANY, max_size=4) | st.sampled_from(RARE).flatmap(filled)
lives = st.lists(st.tuples(st.sampled_from(PEOPLE), chapters), max_size=9)


@dataclass
class Life:
    """Applies events of two people to the store and to the reference."""

    connection: AsyncConnection
    at: datetime
    abroad: dict[Who, int] = field(default_factory=lambda: dict.fromkeys(PEOPLE, 0))
    persons: dict[Who, Person] = field(default_factory=lambda: {it: Person() for it in PEOPLE})
    noted: list[tuple[Who, DateRange]] = field(default_factory=list)
    ids: Iterator[int] = field(default_factory=count)

    def today(self, who: Who) -> date:
        return (self.at + timedelta(days=self.abroad[who])).date()

    def workday(self, who: Who, day: date) -> Workday:
        person = self.persons[who]
        off = any(day in it for it in person.off.values())
        return Workday(who, day, day.weekday() < 6 and not off, person.goal)

    async def minutes(self, who: Who, n: int) -> None:
        self.at += timedelta(minutes=n)

    async def days(self, who: Who, n: int) -> None:
        self.at += timedelta(days=n)

    async def flies(self, who: Who, n: int) -> None:
        self.abroad[who] = n

    async def nudges(self, who: Who, n: int) -> None:
        await self.nudge(who, self.today(who), n)

    async def late_nudge(self, who: Who, n: int) -> None:
        await self.nudge(who, self.today(who) - timedelta(days=n), 1)

    async def good_days(self, who: Who, n: int) -> None:
        for _ in range(n):
            self.at += timedelta(days=1)
            for _ in range(self.persons[who].goal):
                self.at += timedelta(minutes=6)
                await self.take(who, 60)

    async def bad_days(self, who: Who, n: int) -> None:
        for _ in range(n):
            self.at += timedelta(days=1)
            await self.nudge(who, self.today(who), self.persons[who].goal)

    async def excused(self, who: Who, n: int) -> None:
        it = self.workday(who, self.today(who))
        self.persons[who].excuse(it.day, it.scheduled)
        await history.excuse(self.connection, [it])

    async def aims(self, who: Who, n: int) -> None:
        self.persons[who].aims(self.today(who), n)
        await history.lower_goal(self.connection, self.workday(who, self.today(who)))

    async def off(self, who: Who, n: int) -> None:
        await self.takes_off(who, n, for_all=False)

    async def everybody_off(self, who: Who, n: int) -> None:
        await self.takes_off(who, n, for_all=True)

    async def long_over(self, who: Who, n: int) -> None:
        over = min(self.today(it) for it in PEOPLE) - timedelta(days=5)
        await days_off.prune(self.connection, over)
        self.noted = [(of, it) for of, it in self.noted if it.last >= over]

    async def nudge(self, who: Who, day: date, n: int) -> None:
        it = self.workday(who, day)
        for _ in range(n):
            self.persons[who].nudge(day, it.scheduled)
        await history.count_nudges(self.connection, [it] * n)

    async def takes_break(self, who: Who, n: int) -> None:
        """Takes a break twice: the second time changes nothing."""
        done = await self.take(who, n)
        it = self.workday(who, done.day)
        again = await history.take_break(
            self.connection, done, scheduled=it.scheduled, goal=it.goal
        )
        assert again == history.Counted(False, await workdays.day(self.connection, it))

    async def take(self, who: Who, seconds: int) -> Break:
        it = self.workday(who, self.today(who))
        counts = self.persons[who].takes(self.at, it.day, it.scheduled, seconds)
        done = Break(
            nudge_id=f"{next(self.ids)}",
            workspace_id=who.workspace_id,
            user_id=who.user_id,
            exercise_id="dead-bug",
            completed_at=self.at,
            day=it.day,
            zone="Europe/Berlin",
            seconds=seconds,
        )
        counted = await history.take_break(
            self.connection, done, scheduled=it.scheduled, goal=it.goal
        )
        assert counted.counts is counts
        assert counted.day.breaks == self.persons[who].breaks_on(it.day)
        return done

    async def takes_off(self, who: Who, n: int, *, for_all: bool) -> None:
        first = self.today(who)
        last = first + timedelta(days=n - 1)
        stretch = DateRange(f"{next(self.ids)}", first, last, for_all=for_all)
        for it in PEOPLE if for_all else (who,):
            self.persons[it].is_off(first, stretch.id, n)
        await days_off.add(self.connection, who, stretch)
        self.noted.append((who, stretch))
        await self.recount(who, stretch)

    async def back(self, who: Who, n: int) -> None:
        if not self.noted:
            return
        of, stretch = self.noted[-1]
        if stretch.for_all:
            of = who
        for person in self.persons.values():
            person.is_back(self.today(of), stretch.id)
        await days_off.end(self.connection, of.workspace_id, stretch.id, self.today(of))
        self.noted.pop()
        await self.recount(of, stretch)

    async def recount(self, who: Who, it: DateRange) -> None:
        user_id = None if it.for_all else who.user_id
        passed = await streak_records.needs_recount(
            self.connection, who.workspace_id, user_id, it.first, it.last
        )
        await streak_records.recount(self.connection, passed)

    async def holds(self) -> None:
        """Asserts that all results agree, today and later."""
        for who, person in self.persons.items():
            days = await workdays.days_of(self.connection, who)
            for today in (self.today(who), self.today(who) + LATER):
                expected = person.adds_up(today)
                assert frozen_days(days, today) == expected.pop("frozen"), (who, today)
                seen = await streak_records.streak(self.connection, who, today)
                assert vars(seen) == expected, (who, today)
                assert {**vars(fold(days, today)), "seconds": seen.seconds} == expected
            stored = await self.stored(who)
            assert stored in (None, {**vars(summary(days)), "seconds": seen.seconds})

    async def stored(self, who: Who) -> dict[str, object] | None:
        """The stored streak; None if there is no break."""
        row = (
            await self.connection.execute(
                select(*(streaks.c[it] for it in vars(Streak()))).where(
                    streaks.c.user_id == who.user_id
                )
            )
        ).one_or_none()
        return None if row is None or not row.breaks else dict(row._mapping)


async def lived_through(database: Database, life: list[tuple[Who, Steps]]) -> None:
    async with database.write() as connection:
        await connection.execute(delete(workspaces_table))
        await workspaces.save(connection, workspace())
        await members.add(connection, *(ana(**it._asdict()) for it in PEOPLE))
        lived = Life(connection, MONDAY_NOON)
        for who, steps in life:
            for kind, n in steps:
                await getattr(lived, kind)(who, n)
            await lived.holds()
        before = [await lived.stored(it) for it in PEOPLE]
        await rebuild(connection)
        assert [await lived.stored(it) for it in PEOPLE] == before
        await lived.holds()


@pytest.mark.slow
async def test_rare_histories(sqlite_url: str) -> None:
    """Alone without the events that may be any, and with a freeze in hand."""
    async with Database.open(sqlite_url) as database:
        for chapter in RARE:
            steps = [it for it in chapter if it is not None]
            for before in ([], [("good_days", 11)]):
                await lived_through(database, [(PEOPLE[0], [*before, *steps])])


EXAMPLES = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)


@EXAMPLES
@pytest.mark.slow
@given(lives)
async def test_any_history_on_sqlite(sqlite_url: str, life: list[tuple[Who, Steps]]) -> None:
    async with Database.open(sqlite_url) as database:
        await lived_through(database, life)


@pytest.mark.parametrize("database_kind", ["postgres"], indirect=True)
@settings(EXAMPLES, max_examples=6)
@pytest.mark.slow
@given(lives)
async def test_any_history_on_postgres(database: Database, life: list[tuple[Who, Steps]]) -> None:
    await lived_through(database, life)
