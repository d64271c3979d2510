"""Was every promise kept? Reckoned from the script and the log alone, without any code of Limber's.

The rules, as a person would put them:

- `HOURS`: no nudge outside somebody's working hours, on a holiday, or while they have not joined.
- `PAUSE`: none within a pause. A vacation is one: the interval begins anew at its end.
- `HOLD`: none within a huddle, a meeting or quiet hours (start ≤ t < end). A huddle whose end is
  not told is over when Slack said it would be; a status without an end holds two hours. What was
  held up does not come with the end either, but two minutes after it or later.
- `AWAY`: who was seen to be away when a nudge was due gets none within half an hour, or their
  shortest interval if that is shorter; who was then seen to be back, none within their interval.
- `LOOKED`: nobody is looked at but when a nudge of theirs is due, nor who does not want that; nor
  is anybody waited for longer than two hours.
- `CLOSE`: none sooner after the last nudge or break than the shortest interval; after a snooze
  none sooner than ten minutes.
- `EARLY`: nor so soon after the start of a shift, joining or the end of a pause.
- `CAP`: none above the daily limit. A night shift is one day, that on which it began; a day that
  comes again, because somebody flew back over the date line, is a new one.
- `DOUBLED`: no two within a minute.
- `BACKLOG`: what was held up or missed comes once, not more often.
- `MISSING`: who was at work, not held and not paused for longer than their longest interval since
  the last nudge, break, snooze or fresh start was owed one. One that fell due within a hold is
  owed at its end; one that fell due while Limber was down, soon after. Who has not got the time
  left before work ends is owed nothing. Being seen to be away begins the interval anew, to be
  looked at again or nudged within the usual forty minutes; so does being seen to be back.
- `LEFT`: after a workday at most three messages of it are left.
- `COST`: at most 1.1 calls a nudge, chat.update and chat.delete aside. Answers to clicks and commands
  (response_url) are no calls of the Web API. With fewer than 200 people, what a workspace costs
  however few there are is put aside.
- `TIER`: no method more often within any minute than Slack lets a workspace.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from tests.fortnight.script import (
    DAY,
    MINUTE,
    Away,
    Gone,
    Huddle,
    Joins,
    Leaves,
    Life,
    Outage,
    Pauses,
    Quiet,
    Resumes,
    Status,
    Travels,
)

SNOOZE = 10 * MINUTE
SETTLING = 4 * MINUTE
"""What a nudge that was held up may take after the end of the hold."""
SETTLED = 2 * MINUTE
"""How long it waits at least."""
TOLERANCE = 2 * MINUTE
ENDLESS = timedelta(hours=2)
"""How long is believed what has no end: a status, being away."""
GRID = 15
"""Minutes. All shifts begin and end on it, and all zones are so far from UTC."""
CALLS_A_NUDGE = 1.1
CROWD = 200
"""People from whom on nothing is put aside."""
LOOKS, LOOKS_A_DAY = frozenset({"users.list", "dnd.teamInfo"}), 4
"""Two looks at what people show: users.list, and dnd.teamInfo of up to 50 people."""
NUDGE, GLANCE = "chat.postMessage", "users.getPresence"
LINE, DELETE = "chat.update", "chat.delete"
MOST_LEFT = 3
"""Messages of a day: a line about it, and the last card or two."""
GLANCES_A_DAY = 12
AGAIN = 30 * MINUTE, 40 * MINUTE
"""When who was seen to be away is looked at again, unless their interval is shorter."""
ANSWERS = frozenset({"response_url", "upload"})

TIERS: Mapping[str, int] = {
    NUDGE: 300,
    LINE: 50,
    DELETE: 50,
    "apps.connections.open": 50,
    "auth.test": 300,
    "conversations.open": 50,
    "dnd.info": 50,
    "dnd.teamInfo": 20,
    GLANCE: 50,
    "users.info": 100,
    "users.list": 20,
    "views.open": 100,
    "views.publish": 100,
    "views.push": 100,
    "views.update": 100,
}
"""Calls a minute and workspace: docs.slack.dev/apis/web-api/rate-limits, read anew for this."""


class Rule(StrEnum):
    HOURS = "outside working hours"
    PAUSE = "within a pause"
    HOLD = "within a hold"
    AWAY = "to somebody seen to be away, or just back"
    LOOKED = "looked at for nothing"
    CLOSE = "too close to the last"
    EARLY = "too soon after a fresh start"
    CAP = "above the daily limit"
    DOUBLED = "doubled"
    BACKLOG = "a backlog"
    MISSING = "missing"
    LEFT = "too much is left of a day"
    COST = "too many calls"
    TIER = "above a tier"


@dataclass(frozen=True)
class Call:
    """A request to Slack; `whom` is the person that a message went to, or who was looked at."""

    at: datetime
    method: str
    whom: str | None = None
    ok: bool = True


class Did(StrEnum):
    """What somebody did about a nudge, or by themselves; and how they were seen."""

    GOT_UP = "got up"
    SNOOZED = "snoozed"
    PUT_OFF = "put off"
    AWAY = "were seen to be away"
    BACK = "were seen to be back"


@dataclass(frozen=True)
class Deed:
    at: datetime
    who: str
    did: Did


@dataclass(frozen=True)
class Left:
    """How many messages of the day before are in somebody's DM, early in the morning."""

    at: datetime
    who: str
    messages: int


@dataclass(frozen=True)
class Story:
    """What was lived through from `start` to `end`."""

    people: Sequence[Life]
    calls: Sequence[Call]
    deeds: Sequence[Deed]
    start: datetime
    end: datetime
    outages: Sequence[Outage] = ()
    left: Sequence[Left] = ()

    @property
    def nudges(self) -> list[Call]:
        return [it for it in self.calls if it.method == NUDGE and it.ok]

    @property
    def glances(self) -> list[Call]:
        return [it for it in self.calls if it.method == GLANCE and it.ok]


@dataclass(frozen=True)
class Finding:
    """A promise that was broken, and whose; nobody's where it is about the workspace."""

    rule: Rule
    who: str | None
    at: datetime
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.at:%a %d %b %H:%M:%S} {self.who or 'all'}: {self.rule}. {self.detail}"


def check(story: Story) -> list[Finding]:
    """Everything that is wrong, in the order of its happening."""
    found = [*_cost(story), *_tiers(story), *_strangers(story), *_left(story)]
    for diary in _diaries(story):
        found += diary.findings()
    return sorted(found, key=lambda it: it.at)


def sightings(story: Story) -> Mapping[Did, int]:
    """How often somebody was seen to be away, and then to be back."""
    return Counter(it.did for diary in _diaries(story) for it in diary.sightings)


def _diaries(story: Story) -> "Iterator[Diary]":
    nudges, glances = _by_person(story.nudges), _by_person(story.glances)
    deeds: defaultdict[str, list[Deed]] = defaultdict(list)
    for deed in story.deeds:
        deeds[deed.who].append(deed)
    for life in story.people:
        days = days_of(life, story.start, story.end, tuple(story.outages))
        yield Diary(days, nudges[life.name], deeds[life.name], glances[life.name])


def _by_person(calls: Iterable[Call]) -> defaultdict[str, list[datetime]]:
    found: defaultdict[str, list[datetime]] = defaultdict(list)
    for call in sorted(calls, key=lambda it: it.at):
        found[call.whom or "a stranger"].append(call.at)
    return found


def _strangers(story: Story) -> Iterator[Finding]:
    """What concerned nobody in the story."""
    known = {it.name for it in story.people}
    for rule, calls in ((Rule.HOURS, story.nudges), (Rule.LOOKED, story.glances)):
        for who, at in _by_person(calls).items():
            if who not in known:
                yield Finding(rule, who, at[0], "nobody's")


def _left(story: Story) -> Iterator[Finding]:
    for it in story.left:
        if it.messages > MOST_LEFT:
            yield Finding(Rule.LEFT, it.who, it.at, f"{it.messages} messages")


# Calls


def calls_a_nudge(story: Story) -> float:
    """Calls of the Web API for each nudge, collapsing aside, and with few people what a workspace
    costs however few there are."""
    aside = ANSWERS | {LINE, DELETE}
    counted = sum(it.method not in aside for it in story.calls)
    routine = 0.0
    if len(story.people) < CROWD:
        days = (story.end - story.start) / timedelta(days=1)
        looks = sum(it.method in LOOKS for it in story.calls)
        routine += min(looks, LOOKS_A_DAY * days)
        routine += min(len(story.glances), GLANCES_A_DAY * days)
    return (counted - routine) / max(1, len(story.nudges))


def _cost(story: Story) -> Iterator[Finding]:
    calls = calls_a_nudge(story)
    if story.calls and calls > CALLS_A_NUDGE:
        kinds = dict(Counter(it.method for it in story.calls).most_common())
        yield Finding(Rule.COST, None, story.end, f"{calls:.2f} a nudge: {kinds}")


def _tiers(story: Story) -> Iterator[Finding]:
    times: defaultdict[str, list[datetime]] = defaultdict(list)
    for call in story.calls:
        if call.method not in ANSWERS:
            times[call.method].append(call.at)
    for method, at in times.items():
        most = TIERS.get(method)
        if most is None:
            yield Finding(Rule.TIER, None, at[0], f"{method} is of no tier known here")
            continue
        over = [at[n] for n in range(most, len(at)) if at[n] - at[n - most] < MINUTE]
        if over:
            yield Finding(Rule.TIER, None, over[0], f"{method} more than {most} times a minute")


# What a person's time was like


@dataclass(frozen=True)
class Stretch:
    """From `start` up to but not including `end`."""

    start: datetime
    end: datetime

    def __contains__(self, at: datetime) -> bool:
        return self.start <= at < self.end


@dataclass(frozen=True)
class Work(Stretch):
    """Of the shift that began on `day`; `whole` unless a journey cut off its beginning."""

    day: date
    whole: bool = True


def _start(stretch: Stretch) -> datetime:
    return stretch.start


class Days:
    """One person's working time, and what interrupts it."""

    def __init__(
        self, life: Life, start: datetime, end: datetime, outages: Iterable[Outage]
    ) -> None:
        self.life, self.end = life, end
        self.least, self.most = life.least * MINUTE, life.most * MINUTE
        self.outages = [Stretch(it.start, it.end) for it in outages]
        self._start, self._till = start, end + 7 * DAY
        self._happenings = sorted(life.happenings, key=lambda it: it.at)
        self.journeys = [it.at for it in self._happenings if isinstance(it, Travels)]
        self.absences = list(self._absences())
        self.pauses = [*self._pauses(), *self._vacations()]
        self.holds = _joined([*self._meetings(), *self._huddles(), *self._quiet()])
        self.away = [Stretch(it.at, it.back) for it in self._of(Away)]
        self.work = sorted(self._work(), key=lambda it: it.start)
        self.fresh_starts = sorted(self._fresh_starts())

    def working(self, at: datetime) -> Work | None:
        """The shift at that time, or what a journey left of it."""
        begun = bisect_right(self.work, at, key=_start)
        return next((it for it in reversed(self.work[:begun][-3:]) if at in it), None)

    def is_open(self, at: datetime) -> bool:
        """Whether they work, joined and unpaused; they may be held."""
        closed = any(at in it for it in (*self.pauses, *self.absences))
        return self.working(at) is not None and not closed

    def goes_on(self, at: datetime, until: datetime) -> bool:
        """Whether they sit at work all that time, and nothing holds a nudge up."""
        held = any(it.start <= until and it.end > at for it in self.holds)
        return not held and self.is_undisturbed(at, until)

    def is_undisturbed(self, at: datetime, until: datetime) -> bool:
        """Whether they sit at work all that time, and may be nudged, but for holds."""
        work = self.working(at)
        if work is None or until not in work or any(at < it <= until for it in self.journeys):
            return False
        stops = (*self.pauses, *self.absences, *self.outages)
        return not any(it.start <= until and it.end > at for it in stops)

    def _fresh_starts(self) -> list[datetime]:
        """Joining, ends of pauses, and beginnings of shifts; not arrivals after a journey."""
        shifts = [it.start for it in self.work if it.whole]
        return [*shifts, *(it.end for it in (*self.pauses, *self.absences))]

    def _work(self) -> Iterator[Work]:
        stays = [self._start - 2 * DAY, *self.journeys, self._till]
        for arrived, left in pairwise(stays):
            zone = self.life.zone_at(arrived)
            day = arrived.date() - 2 * DAY
            while day <= left.date() + DAY:
                for shift in self.life.shifts:
                    if shift.weekday != day.weekday() or day in self.life.holidays:
                        continue
                    full = shift_on(zone, day, shift.start, shift.end)
                    start, end = max(full.start, arrived), min(full.end, left)
                    if start < end:
                        yield Work(start, end, day, whole=start == full.start)
                day += DAY

    def _absences(self) -> Iterator[Stretch]:
        away: datetime | None = datetime.min.replace(tzinfo=UTC)
        for it in self._happenings:
            if isinstance(it, Joins) and away is not None:
                yield Stretch(away, it.at)
                away = None
            elif isinstance(it, Leaves | Gone) and away is None:
                away = it.at
        if away is not None:
            yield Stretch(away, datetime.max.replace(tzinfo=UTC))

    def _pauses(self) -> Iterator[Stretch]:
        """Whoever has not joined cannot pause; leaving, joining and resuming end a pause."""
        ends = self._at(Pauses, Resumes, Joins, Leaves, Gone)
        for it in self._of(Pauses):
            if not any(it.at in absence for absence in self.absences):
                yield _until(it.at, [it.until, *ends])

    def _vacations(self) -> Iterator[Stretch]:
        for it in self._of(Status):
            if it.is_vacation:
                yield _until(it.at, [it.ends, *self._status_changes()])

    def _meetings(self) -> Iterator[Stretch]:
        for it in self._of(Status):
            if not it.is_vacation:
                end = it.ends or it.at + ENDLESS
                yield _until(it.at, [end, *self._status_changes()])

    def _status_changes(self) -> list[datetime | None]:
        return [*self._at(Status), *(it.cleared for it in self._of(Status))]

    def _huddles(self) -> Iterator[Stretch]:
        for it in self._of(Huddle):
            ends = [*self._at(Huddle), *(other.left for other in self._of(Huddle))]
            yield _until(it.at, [it.said, *ends])

    def _quiet(self) -> Iterator[Stretch]:
        """Nights that are daily come until there are others."""
        changes = [*self._at(Quiet), *(it.ended for it in self._of(Quiet))]
        for it in self._of(Quiet):
            over = min((at for at in changes if at is not None and at > it.at), default=self._till)
            nights = (self.end - it.start).days + 2 if it.daily else 1
            for n in range(nights):
                start, stop = it.start + n * DAY, min(it.end + n * DAY, over)
                if start < stop:
                    yield Stretch(start, stop)

    def _of(self, *kinds: type) -> list:  # type: ignore[type-arg]
        return [it for it in self._happenings if isinstance(it, kinds)]

    def _at(self, *kinds: type) -> list[datetime]:
        return [it.at for it in self._of(*kinds)]


@lru_cache(maxsize=1024)
def days_of(life: Life, start: datetime, end: datetime, outages: tuple[Outage, ...]) -> Days:
    """The same for the same person: a story is often checked again."""
    return Days(life, start, end, outages)


def _until(start: datetime, ends: Iterable[datetime | None]) -> Stretch:
    """Up to the first of these that comes after the start."""
    return Stretch(start, min(it for it in ends if it is not None and it > start))


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time without overlaps."""
    done: list[Stretch] = []
    for it in sorted(stretches, key=lambda it: it.start):
        if done and it.start <= done[-1].end:
            done[-1] = Stretch(done[-1].start, max(done[-1].end, it.end))
        else:
            done.append(it)
    return done


@cache
def shift_on(zone: str, day: date, start: int, end: int) -> Stretch:
    """A shift as real time, by looking at the clock on the wall again and again.

    It begins when that first shows its start or later, and ends after the last time that it shows
    less than its end: an hour that comes twice at the end is worked twice.
    """
    midnight = datetime.combine(day, time())
    begin, finish = midnight + start * MINUTE, midnight + end * MINUTE
    walls = _walls(zone, day)
    first = next(at for at, wall in walls if wall >= begin)
    last = next(at for at, wall in reversed(walls) if wall < finish)
    return Stretch(first, last + GRID * MINUTE)


@cache
def _walls(zone: str, day: date) -> list[tuple[datetime, datetime]]:
    """What the clock on the wall shows around that day, wherever on Earth it is."""
    tz, noon = ZoneInfo(zone), datetime.combine(day, time(12), UTC)
    steps = (noon + n * GRID * MINUTE for n in range(-60 * 30 // GRID, 60 * 64 // GRID))
    return [(at, at.astimezone(tz).replace(tzinfo=None)) for at in steps]


# What came, and what should have come


class Diary:
    """One person's nudges against their days."""

    def __init__(
        self,
        days: Days,
        nudges: Sequence[datetime],
        deeds: Iterable[Deed],
        glances: Sequence[datetime] = (),
    ) -> None:
        self._days = days
        self._nudges = nudges
        self._deeds = sorted(deeds, key=lambda it: it.at)
        self._glances = glances
        self.sightings = list(self._seen())
        self._counts = self._counted()

    def findings(self) -> Iterator[Finding]:
        for n, at in enumerate(self._nudges):
            yield from self._misplaced(at)
            yield from self._too_soon(n, at)
            yield from self._unseen(at)
        for at in self._glances:
            yield from self._looked(at)
        yield from self._backlogs()
        yield from self._capped()
        yield from self._missing()

    def _finding(self, rule: Rule, at: datetime, detail: str = "") -> Finding:
        return Finding(rule, self._days.life.name, at, detail)

    def _misplaced(self, at: datetime) -> Iterator[Finding]:
        days = self._days
        if days.working(at) is None:
            yield self._finding(Rule.HOURS, at, f"in {days.life.zone_at(at)}")
        for absence in days.absences:
            if at in absence:
                yield self._finding(Rule.HOURS, at, "had not joined")
        for pause in days.pauses:
            if at in pause:
                yield self._finding(Rule.PAUSE, at, f"until {pause.end}")
        for hold in days.holds:
            if at in hold:
                yield self._finding(Rule.HOLD, at, f"{hold.start} to {hold.end}")
            elif hold.end <= at < hold.end + SETTLED and self._was_held(hold, at):
                yield self._finding(Rule.HOLD, at, f"just as it ended, at {hold.end}")

    def _was_held(self, hold: Stretch, at: datetime) -> bool:
        """Whether a nudge that came at that time had certainly been due within that hold."""
        deed = self._last_deed(at)
        n, work = bisect_left(self._nudges, at), self._days.working(at)
        if work is None:
            return False
        before = max([work.start, *self._nudges[max(0, n - 1) : n]])
        if deed is not None and deed.at >= before:
            return False
        if any(before <= it.at <= at for it in self.sightings):
            return False
        due = before + self._days.most
        return hold.start <= due < hold.end and self._days.is_undisturbed(before, at)

    def _too_soon(self, n: int, at: datetime) -> Iterator[Finding]:
        before = self._nudges[n - 1] if n else None
        deed = self._last_deed(at)
        if deed is not None and (deed.did is Did.PUT_OFF or (before and deed.at < before)):
            deed = None
        snoozed = deed is not None and deed.did is Did.SNOOZED
        if before is not None and at - before < MINUTE:
            yield self._finding(Rule.DOUBLED, at)
        if deed is not None and at - deed.at < (SNOOZE if snoozed else self._days.least):
            yield self._finding(Rule.CLOSE, at, f"{at - deed.at} after they {deed.did}")
        elif before is not None and not snoozed and at - before < self._days.least:
            yield self._finding(Rule.CLOSE, at, f"{at - before} after the last nudge")
        if not snoozed:
            yield from self._early(at)

    def _seen(self) -> Iterator[Deed]:
        """What was seen of them, where that changed when the next nudge comes."""
        before: datetime | None = None
        for at in self._glances:
            if any(at in it for it in self._days.away):
                before = at
                yield Deed(at, self._days.life.name, Did.AWAY)
            elif before is not None:
                waited, before = before, None
                if not self._came_between(waited, at) and self._was_waited_for(waited, at):
                    yield Deed(at, self._days.life.name, Did.BACK)

    def _came_between(self, start: datetime, end: datetime) -> bool:
        """Whether a nudge or a deed did."""
        deeds = [it.at for it in self._deeds]
        return any(start < it < end for it in (*self._nudges, *deeds))

    def _was_waited_for(self, since: datetime, at: datetime) -> bool:
        """Something else in between may have taken the place of waiting; then a nudge shows it."""
        return self._days.goes_on(since, at) or not self._is_nudged_at(at)

    def _is_nudged_at(self, at: datetime) -> bool:
        n = bisect_left(self._nudges, at)
        return n < len(self._nudges) and self._nudges[n] - at < MINUTE

    def _unseen(self, at: datetime) -> Iterator[Finding]:
        """A nudge to somebody of whom it was seen that they are away, or that they are just back."""
        n = bisect_right(self.sightings, at, key=lambda it: it.at)
        seen = self.sightings[n - 1] if n else None
        if seen is None or self._came_between(seen.at, at):
            return
        least = self._days.least
        if at - seen.at < (min(least, AGAIN[0]) if seen.did is Did.AWAY else least):
            yield self._finding(Rule.AWAY, at, f"{at - seen.at} after they {seen.did}")

    def _looked(self, at: datetime) -> Iterator[Finding]:
        """A look that no nudge is due for."""
        days = self._days
        if not days.life.is_looked_at:
            yield self._finding(Rule.LOOKED, at, "doesn't want that")
        if not days.is_open(at) or any(at in it for it in days.holds):
            yield self._finding(Rule.LOOKED, at, "isn't to be nudged")
        if any(it.at == at for it in self.sightings):
            yield from self._looked_too_soon(at)
            if at >= self._waited_for_since(at) + ENDLESS:
                yield self._finding(Rule.LOOKED, at, "has been waited for long enough")
        elif not self._is_nudged_at(at):
            yield self._finding(Rule.LOOKED, at, "is there, and isn't nudged")

    def _waited_for_since(self, at: datetime) -> datetime:
        """When they were first seen to be away, if they were waited for from then on until `at`."""
        since = at
        for it in reversed(self.sightings):
            if it.at < since and it.did is Did.AWAY:
                if since - it.at > AGAIN[1] + TOLERANCE or self._came_between(it.at, since):
                    break
                since = it.at
            elif it.at < since:
                break
        return since

    def _looked_too_soon(self, at: datetime) -> Iterator[Finding]:
        """Who is nudged right after is looked at when the nudge is due; of the others, that is
        half an interval after whatever came before."""
        snoozes = any(
            it.did is not Did.GOT_UP and at - 60 * MINUTE < it.at <= at for it in self._deeds
        )
        came = [*self._nudges, *(it.at for it in (*self._deeds, *self.sightings))]
        before = max((it for it in came if it < at), default=None)
        least = SNOOZE if snoozes else min(self._days.least, AGAIN[0])
        if before is not None and at - before < least:
            yield self._finding(Rule.LOOKED, at, f"{at - before} after the last")

    def _early(self, at: datetime) -> Iterator[Finding]:
        """What was held over an opening may come at once, and so may one after a journey."""
        days = self._days
        first = bisect_right(days.fresh_starts, at - days.least)
        for start in days.fresh_starts[first : bisect_right(days.fresh_starts, at)]:
            since = max((it.end for it in days.work if it.end <= start), default=start) - DAY / 24
            held = any(it.start < at and it.end > since for it in days.holds)
            travelled = any(since <= it <= at for it in days.journeys)
            if not held and not travelled:
                yield self._finding(Rule.EARLY, at, f"{at - start} after {start}")

    def _last_deed(self, at: datetime) -> Deed | None:
        n = bisect_right(self._deeds, at, key=lambda it: it.at)
        return self._deeds[n - 1] if n else None

    def _backlogs(self) -> Iterator[Finding]:
        """More than one nudge right after something that held them up."""
        days = self._days
        for block in (*days.holds, *days.pauses, *days.outages):
            till = block.end + days.least
            after = [it for it in self._nudges if block.end <= it < till]
            if len(after) > 1 and not any(block.end <= it.at < till for it in self._deeds):
                yield self._finding(Rule.BACKLOG, after[1], f"{len(after)} after {block.end}")

    def _counted(self) -> list[tuple[date | None, int]]:
        """The workday of each nudge, and which one it was on that day."""
        counts: list[tuple[date | None, int]] = []
        for at in self._nudges:
            work = self._days.working(at)
            day = work.day if work is not None else None
            again = bool(counts) and counts[-1][0] == day
            counts.append((day, counts[-1][1] + 1 if again else 1))
        return counts

    def _capped(self) -> Iterator[Finding]:
        cap = self._days.life.cap
        for at, (day, number) in zip(self._nudges, self._counts, strict=True):
            if cap is not None and number > cap:
                yield self._finding(Rule.CAP, at, f"the {number}th on {day}")

    def _used_up(self, at: datetime, day: date) -> bool:
        """Whether by `at` the limit of that workday was reached."""
        n = bisect_right(self._nudges, at)
        cap = self._days.life.cap
        if cap is None or n == 0:
            return False
        last, number = self._counts[n - 1]
        return last == day and number >= cap

    def _missing(self) -> Iterator[Finding]:
        """From each nudge or deed to the next one: was there one owed in between?"""
        anchors: list[tuple[datetime, Did | None]] = [(it, None) for it in self._nudges]
        anchors += [(it.at, it.did) for it in (*self._deeds, *self.sightings)]
        anchors += [(self._days.absences[0].end, None)]
        anchors.sort(key=lambda it: it[0])
        ends = [*(it[0] for it in anchors[1:]), self._days.end]
        for (at, did), until in zip(anchors, ends, strict=True):
            owed = self._owed(at, did)
            if owed is not None and owed < until:
                since = f"since {at:%d %b %H:%M:%S}" + (f" ({did})" if did else "")
                yield self._finding(Rule.MISSING, owed, since)

    def _owed(self, at: datetime, did: Did | None) -> datetime | None:
        """When, at the latest, the next nudge comes after one at `at`, or after that deed."""
        days = self._days
        since, wait = at, days.most
        more = SNOOZE if did is Did.PUT_OFF else timedelta()
        if did is Did.SNOOZED and days.is_open(at + SNOOZE):
            wait = SNOOZE
        if did is Did.PUT_OFF:
            since, did = self._before_put_off(at)
        least = days.least
        if did is Did.AWAY:
            least, wait = min(least, AGAIN[0]), min(wait, AGAIN[1])
        for work in days.work[max(0, bisect_right(days.work, since, key=_start) - 3) :]:
            if work.end <= since or self._used_up(at, work.day):
                continue
            if work.start > since:
                since, wait = work.start, days.most
            _, later = self._interrupted(since, since + wait + more, least)
            since, due = self._interrupted(since, since + wait, least)
            due = max(due + more, later)  # put off before what came in between, or after it
            wait, least = days.most, days.least
            if due + TOLERANCE < work.end:
                return due + TOLERANCE
        return None

    def _before_put_off(self, at: datetime) -> tuple[datetime, Did | None]:
        """From when on the nudge was counted that was put off at `at`."""
        counted: list[tuple[datetime, Did | None]] = [(it, None) for it in self._nudges]
        counted += [(it.at, it.did) for it in self.sightings]
        return max((it for it in counted if it[0] <= at), key=lambda it: it[0], default=(at, None))

    def _interrupted(
        self, since: datetime, due: datetime, least: timedelta
    ) -> tuple[datetime, datetime]:
        """When the interval began, and when the nudge is due, after all that came in between."""
        days = self._days
        anew = [*days.pauses, *days.absences, *(Stretch(it, it) for it in days.journeys)]
        spread = max(MINUTE, days.most - days.least)
        moved = True
        while moved:
            before = since, due
            for it in anew:
                if it.start <= due + TOLERANCE and it.end > since:
                    since, due = it.end, min(it.end, _FAR) + days.most
            for it in days.holds:
                if it.start <= due + TOLERANCE and min(since, _FAR) + least < it.end:
                    due = max(due, it.end + SETTLING)
            for it in days.outages:
                if it.start <= due + TOLERANCE and due < it.end:
                    due = it.end + spread
            moved = (since, due) != before
        return since, due


_FAR = datetime(9000, 1, 1, tzinfo=UTC)
