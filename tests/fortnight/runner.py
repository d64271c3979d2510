"""The run: the real app over the strict stand-in, with a clock that goes from one moment that
matters to the next one.

Nothing here says when a nudge is right. The moments are the next due time in the database and
what the script has; in between nothing happens, as the ticker looks for due rows and nothing else.
"""

import heapq
import random
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from bot.app import open_limber, system_clock
from bot.domain.calendar.busy_signals import Signal
from bot.domain.calendar.work_week import Shift as Hours
from bot.domain.calendar.work_week import WorkWeek
from bot.domain.settings.preferences import Rhythm
from bot.playground.humans.humans import Human
from bot.playground.server import StandIn
from bot.playground.world.world import App, Message
from bot.slack.workspaces.manifest import BOT_EVENTS, BOT_SCOPES
from bot.ticker import NUDGES, OLD_CARDS, PEOPLE
from tests.endtoend.office import (
    NEVER_S,
    Office,
    elements,
    frozen_clock,
    pick,
    settings_for,
    shipped,
)
from tests.fortnight.checker import Call, Deed, Did, Left, Story
from tests.fortnight.script import (
    ANSWERED_AFTER,
    FROM,
    MINUTE,
    OUTAGES,
    TILL,
    Answer,
    Away,
    Gone,
    Happening,
    Huddle,
    Joins,
    Leaves,
    Life,
    Outage,
    OwnBreak,
    Pauses,
    Quiet,
    Resumes,
    Status,
    Travels,
)

STEP = timedelta(seconds=45)
"""Between two ticks, at least: a real one comes every second. What the checker tolerates is more
than twice as much."""
HEARTBEAT = timedelta(minutes=30)
"""Between two ticks, at most."""

PATIENCE_S = 30.0
"""Real seconds between two pings of the connection, which a busy machine must not lose, and for a
look at who is there."""

Work = Callable[[], Awaitable[None]]


OVERNIGHT = timedelta(hours=5)
"""Between the last nudge of a day and the first of the next, even for the longest days."""


@dataclass
class Run:
    """Where the run stands."""

    slack: StandIn
    database: Path
    outages: Sequence[Outage]
    lives: dict[str, Life] = field(default_factory=dict)
    """By Slack's id."""
    humans: dict[str, Human] = field(default_factory=dict)
    """By name."""
    deeds: list[Deed] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    _agenda: list[tuple[datetime, int, Work]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)
    _answered: dict[str, int] = field(default_factory=dict)
    _nudged: dict[str, datetime] = field(default_factory=dict)
    _seen: int = 0
    _office: Office | None = None

    @property
    def now(self) -> datetime:
        return self.slack.clock()

    @property
    def office(self) -> Office:
        assert self._office is not None
        return self._office

    def plan(self, at: datetime, work: Work) -> None:
        heapq.heappush(self._agenda, (at, next(self._numbers), work))

    def casts(self, life: Life) -> None:
        """Somebody comes into the workspace, with all that will happen to them."""
        human = self.slack.add_person(life.name, tz=life.zone)
        self.lives[human.id], self.humans[life.name] = life, human
        for it in life.happenings:
            for at, work in self._doings(life, human, it):
                self.plan(at, work)

    def looks_back(self, mornings: Iterable[datetime]) -> None:
        """Has somebody count each morning what is left of the day before."""
        for at in mornings:
            self.plan(at, self._counts)

    async def _counts(self) -> None:
        since = (self.now - timedelta(days=1)).timestamp()
        for id_, life in self.lives.items():
            messages = self.slack.human(id_).sees()
            of_the_day = [it for it in messages if not it.ephemeral_to and float(it.ts) >= since]
            self.left.append(Left(self.now, life.name, len(of_the_day)))

    async def lives_until(self, end: datetime, office: Office) -> None:
        """Limber runs from now on until `end`. All that is done by the clock belongs in here: a
        job of the ticker other than the tick has to be called, as time itself only jumps."""
        self._office = office
        ticked = self.now
        while self.now < end:
            await self._begins_what_is_due()
            if self._due() <= self.now or self.now - ticked >= HEARTBEAT:
                await office.limber.ticker.run(NUDGES)
                await office.limber.ticker.run(OLD_CARDS)
                await office.limber.ticker.run(PEOPLE)
                ticked = self.now
                self._hears()
            due = max(min(self._due(), ticked + HEARTBEAT), ticked + STEP)
            agenda = self._agenda[0][0] if self._agenda else end
            self.slack.clock.move_to(max(self.now, min(due, agenda, end)))
        await office.settles()

    async def _begins_what_is_due(self) -> None:
        while self._agenda and self._agenda[0][0] <= self.now:
            _, _, work = heapq.heappop(self._agenda)
            await work()
            await self.office.settles()

    def _due(self) -> datetime:
        """When the next nudge falls due, read past the bot, which need not be asked."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            [[due]] = connection.execute("SELECT min(next_due_at) FROM members").fetchall()
        connection.close()
        return TILL if due is None else datetime.fromisoformat(due).replace(tzinfo=UTC)

    def _hears(self) -> None:
        """People take note of the nudges that came, and will answer some."""
        log = self.slack.log
        for call in log[self._seen :]:
            life = self.lives.get(str(call.args.get("channel")))
            if call.method == "chat.postMessage" and call.ok and life is not None:
                self._takes_note(life)
        self._seen = len(log)

    def _takes_note(self, life: Life) -> None:
        number = self._answered.get(life.name, 0)
        self._answered[life.name] = number + 1
        answer = life.answers[number % len(life.answers)]
        before, self._nudged[life.name] = self._nudged.get(life.name), self.now
        if before is None or self.now - before > OVERNIGHT:  # or nudges would grow fewer
            self.plan(self.now + MINUTE, lambda: self._looks(self.humans[life.name]))
        if answer is not None:
            human = self.humans[life.name]
            card = next(it for it in reversed(human.sees()) if it.ephemeral_to is None)
            self.plan(self.now + ANSWERED_AFTER[answer], lambda: self._answers(human, answer, card))

    async def _answers(self, human: Human, answer: Answer, card: Message) -> None:
        if self._has_left(human):
            return
        match answer:
            case Answer.BREAK:
                await self._starts(human, card)
                self.plan(self.now + 2 * MINUTE, lambda: self._ends(human, card))
            case Answer.STOP:
                await self._starts(human, card)
                self.plan(self.now + MINUTE / 2, lambda: self._stops(human, card))
            case Answer.SNOOZE:
                await self._clicks(human, card, "snooze")
                self._did(human, Did.SNOOZED)
            case Answer.TYPED_SNOOZE:
                await human.types("/stretch snooze")
                self._did(human, Did.SNOOZED)
            case Answer.PUT_OFF:
                await human.types("/stretch snooze")
                self._did(human, Did.PUT_OFF)
            case Answer.SWAP:
                await self._clicks(human, card, "swap")

    async def _looks(self, human: Human) -> None:
        """A sign of life that moves no nudge."""
        happenings = self.lives[human.id].happenings
        if not any(isinstance(it, Gone) and it.at <= self.now for it in happenings):
            await human.types("/stretch help")
            await self.office.settles()

    async def _starts(self, human: Human, card: Message) -> None:
        await self._clicks(human, card, "start")
        self._did(human, Did.GOT_UP)

    async def _stops(self, human: Human, card: Message) -> None:
        if not self._has_left(human):
            await self._clicks(human, card, "stop")

    async def _ends(self, human: Human, card: Message) -> None:
        if self._has_left(human):
            return
        while "limber.next" in elements(self._shown(human, card)):
            await self._clicks(human, card, "next")
        self._did(human, Did.GOT_UP)

    def _has_left(self, human: Human) -> bool:
        happenings = self.lives[human.id].happenings
        return any(isinstance(it, Gone | Leaves) and it.at <= self.now for it in happenings)

    async def _clicks(self, human: Human, card: Message, action: str) -> None:
        await pick(human, self._shown(human, card), action)
        await self.office.settles()

    def _shown(self, human: Human, card: Message) -> Message:
        return next(it for it in reversed(human.sees()) if it.ts == card.ts)

    def _did(self, human: Human, did: Did) -> None:
        self.deeds.append(Deed(self.now, human.person.real_name, did))

    async def _own_break(self, human: Human) -> None:
        await human.types("/stretch")
        await self.office.settles()
        card = human.latest()
        await self._starts(human, card)
        self.plan(self.now + 2 * MINUTE, lambda: self._ends(human, card))

    async def _joins(self, life: Life, human: Human) -> None:
        """Looks at it first, so that the settings are there when they join."""
        if not human.sees():
            await human.types("/stretch")
            await self.office.settles()
            await self.office.prefers(human, **preferences(life))
        await human.types("/stretch join")

    def _doings(self, life: Life, human: Human, it: Happening) -> list[tuple[datetime, Work]]:
        """What Slack and Limber get to know of a happening, and when."""
        match it:
            case Joins(at):
                return [(at, lambda: self._joins(life, human))]
            case Leaves(at):
                return [(at, lambda: human.types("/stretch leave"))]
            case Gone(at):
                return [(at, human.deactivate)]
            case Travels(at, zone):
                return [(at, lambda: human.change_profile(tz=zone))]
            case Pauses(at, words):
                return [(at, lambda: human.types(f"/stretch pause {words}"))]
            case Resumes(at):
                return [(at, lambda: human.types("/stretch resume"))]
            case OwnBreak(at):
                return [(at, lambda: self._own_break(human))]
            case Huddle(at, said, left):
                doings: list[tuple[datetime, Work]] = [
                    (at, lambda: human.join_huddle(lasting=said - at))
                ]
                return doings + ([(left, human.leave_huddle)] if left is not None else [])
            case Status(at, words, emoji, ends, cleared):
                lasting = ends - at if ends is not None else None
                doings = [(at, lambda: human.set_status(words, emoji, lasting=lasting))]
                return doings + ([(cleared, human.clear_status)] if cleared is not None else [])
            case Quiet(at, start, end, daily, ended):
                doings = [(at, lambda: human.set_dnd(start, end, daily=daily))]
                return doings + ([(ended, human.end_dnd)] if ended is not None else [])
            case Away(at, back):
                return [(at, _at_once(human.go_away)), (back, _at_once(human.come_back))]

    def story(self, start: datetime) -> Story:
        """All of it, for the checker."""
        whom = {id_: life.name for id_, life in self.lives.items()}
        whom |= {
            channel.id: whom[channel.im_with]
            for channel in self.slack.workspace.channels.values()
            if channel.im_with in whom
        }
        calls = [
            Call(
                it.at,
                it.method,
                whom.get(str(it.args.get("channel") or it.args.get("user"))),
                it.ok,
            )
            for it in self.slack.log
        ]
        people = tuple(self.lives.values())
        return Story(people, calls, self.deeds, start, self.now, self.outages, self.left)


def _at_once(act: Callable[[], None]) -> Work:
    async def work() -> None:
        act()

    return work


def quick_folder() -> str | None:
    """Memory, where there is a folder in it: a fortnight writes much, and keeps none of it."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def preferences(life: Life) -> dict[str, object]:
    """What somebody sets: the one place to tell Limber of a new kind of setting."""
    days = (
        tuple(sorted(Hours(it.start, it.end) for it in life.shifts if it.weekday == weekday))
        for weekday in range(7)
    )
    return {
        "week": WorkWeek(tuple(days)),
        "rhythm": Rhythm(life.least, life.most),
        "daily_cap": life.cap,
        "holidays": life.country or "",
        "unheeded": frozenset() if life.is_looked_at else frozenset({Signal.AWAY}),
    }


async def live(
    people: Sequence[Life],
    database: Path,
    *,
    start: datetime = FROM,
    end: datetime = TILL,
    outages: Sequence[Outage] = OUTAGES,
) -> Story:
    """Runs it on a migrated or new SQLite database; answers what happened.

    Raises AssertionError where Slack would have refused something, or waited in vain.
    """
    clock = frozen_clock(start)
    app = App(scopes=frozenset(BOT_SCOPES), bot_events=frozenset(BOT_EVENTS))
    async with StandIn.open(
        clock=clock, app=app, patience=PATIENCE_S, signing_clock=system_clock
    ) as slack:
        run = Run(slack, database, outages)
        for life in people:
            run.casts(life)
        run.looks_back(start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        settings = settings_for(slack, f"sqlite:///{database}")
        stops = [it for it in outages if start < it.start < end]
        for stop in [*stops, Outage(end, end)]:
            async with open_limber(
                settings,
                content=shipped(figures=False),
                clock=clock,
                random=random.Random(f"{stop.start}"),
                tick_s=NEVER_S,
                ping_s=PATIENCE_S,
                presence_within_s=PATIENCE_S,
                upload_pace_s=0,
            ) as limber:
                await run.lives_until(stop.start, Office(slack, limber))
            clock.move_to(stop.end)
        assert slack.problems == [], slack.picture()
        assert slack.unacked == [], slack.picture()
        return run.story(start)
