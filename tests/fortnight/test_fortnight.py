"""The promises of nudging, kept through a fortnight of people unlike each other.

A few people here, each trait among them; `python -m tests.fortnight` has two hundred.
"""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fortnight.checker import (
    GLANCE,
    NUDGE,
    Call,
    Did,
    Left,
    Rule,
    Story,
    calls_a_nudge,
    check,
    days_of,
    sightings,
)
from tests.fortnight.runner import live, quick_folder
from tests.fortnight.script import (
    MINUTE,
    OUTAGES,
    TRAITS,
    WEEKS,
    ZONES,
    Away,
    Happening,
    Huddle,
    Pauses,
    fortnight,
)

pytestmark = pytest.mark.slow
PEOPLE = 22
"""At least as many as there are traits, zones and weeks, so that each is there."""
HOLDS, HOLIDAYS = True, True
"""Whether Limber heeds what holds people up, and holidays: switch on what it has learnt."""


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    """The fortnight, lived once."""
    people = fortnight(PEOPLE, holds=HOLDS, holidays=HOLIDAYS)
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder, ThreadPoolExecutor(1) as apart:
        yield apart.submit(asyncio.run, live(people, Path(folder) / "limber.db")).result()


def test_every_promise_is_kept(story: Story) -> None:
    assert [str(it) for it in check(story)] == []


def test_one_call_a_nudge(story: Story) -> None:
    assert calls_a_nudge(story) <= 1.1


def test_the_fortnight_is_eventful(story: Story) -> None:
    """What is not lived through proves nothing."""
    assert max(len(it) for it in (TRAITS, WEEKS, ZONES)) <= PEOPLE
    assert len(story.nudges) > PEOPLE * 10 * 3
    assert len({it.whom for it in story.nudges}) >= PEOPLE - 2
    assert {it.did for it in story.deeds} == {"got up", "snoozed", "put off"}
    assert sightings(story)[Did.AWAY] >= 10
    assert sightings(story)[Did.BACK] >= 3
    for outage in OUTAGES:
        assert not any(outage.start < it.at < outage.end for it in story.calls)


# Each rule is broken in what was lived


OFFICE = "Person 000"
"""In Berlin, from nine to five."""


def nudges_of(story: Story, name: str) -> list[Call]:
    return [it for it in story.nudges if it.whom == name]


def midday(story: Story) -> Call:
    """A nudge of Tuesday, 3 November, with others before and after it."""
    noon = datetime(2026, 11, 3, 11, tzinfo=UTC)
    return next(it for it in nudges_of(story, OFFICE) if it.at > noon)


def without(story: Story, *gone: Call) -> Story:
    return replace(story, calls=[it for it in story.calls if it not in gone])


def with_one(story: Story, at: datetime, name: str = OFFICE) -> Story:
    return replace(story, calls=sorted([*story.calls, Call(at, NUDGE, name)], key=lambda it: it.at))


def with_a_look(story: Story, at: datetime, name: str = OFFICE) -> Story:
    return replace(story, calls=[*story.calls, Call(at, GLANCE, name)])


def happened(story: Story, *more: Happening, **changes: object) -> Story:
    people = [
        replace(it, happenings=(*it.happenings, *more), **changes) if it.name == OFFICE else it
        for it in story.people
    ]
    return replace(story, people=people)


def after_an_outage(story: Story) -> Story:
    """Two nudges in a row for whom the long outage caught at work, and who did not answer."""
    end = OUTAGES[0].end
    life = next(it for it in story.people if it.name == OFFICE)
    first = next(it.at for it in nudges_of(story, OFFICE) if it.at >= end)
    quiet = [
        it for it in story.deeds if not (it.who == OFFICE and end <= it.at < end + 60 * MINUTE)
    ]
    story = replace(story, deeds=quiet)
    assert days_of(life, story.start, story.end, OUTAGES).is_open(end)
    assert first < end + 12 * MINUTE
    return with_one(story, first + 5 * MINUTE)


def capped(story: Story) -> Story:
    """One fewer than their busiest day had."""
    most = max(Counter(it.at.date() for it in nudges_of(story, OFFICE)).values())
    return happened(story, cap=most - 1)


def littered(story: Story) -> Story:
    left = Left(midday(story).at, OFFICE, 4)
    return replace(story, left=[*story.left, left])


BROKEN: dict[Rule, Callable[[Story], Story]] = {
    Rule.HOURS: lambda it: with_one(it, datetime(2026, 10, 25, 12, 30, tzinfo=UTC)),
    Rule.PAUSE: lambda it: happened(
        it, Pauses(midday(it).at - MINUTE, "2m", midday(it).at + MINUTE)
    ),
    Rule.HOLD: lambda it: happened(it, Huddle(midday(it).at, midday(it).at + MINUTE, None)),
    Rule.AWAY: lambda it: with_a_look(
        happened(it, Away(midday(it).at - MINUTE, midday(it).at + MINUTE)),
        midday(it).at - MINUTE / 2,
    ),
    Rule.LOOKED: lambda it: with_a_look(it, midday(it).at + 12 * MINUTE),
    Rule.CLOSE: lambda it: with_one(it, midday(it).at + 12 * MINUTE),
    Rule.EARLY: lambda it: with_one(it, datetime(2026, 10, 26, 8, 1, tzinfo=UTC)),
    Rule.CAP: capped,
    Rule.DOUBLED: lambda it: with_one(it, midday(it).at + MINUTE / 3),
    Rule.BACKLOG: after_an_outage,
    Rule.MISSING: lambda it: without(it, midday(it)),
    Rule.LEFT: littered,
}


@pytest.mark.parametrize("rule", BROKEN, ids=lambda it: it.name)
def test_a_broken_rule_is_named_and_whose_it_was(rule: Rule, story: Story) -> None:
    found = check(BROKEN[rule](story))
    assert rule in {it.rule for it in found}
    assert {it.who for it in found} == {OFFICE}


def extra(story: Story, method: str, count: int) -> Story:
    return replace(story, calls=[*story.calls, *[Call(midday(story).at, method)] * count])


@pytest.mark.parametrize(
    ("rule", "method", "count"),
    [(Rule.COST, "users.info", 200), (Rule.TIER, "chat.update", 51)],
    ids=["COST", "TIER"],
)
def test_too_many_calls_are_counted(rule: Rule, method: str, count: int, story: Story) -> None:
    found = check(extra(story, method, count))
    assert rule in {it.rule for it in found}
    assert {it.who for it in found} == {None}


def test_every_rule_is_broken_once() -> None:
    assert BROKEN.keys() | {Rule.COST, Rule.TIER} == set(Rule)


def test_whoever_is_forgotten_is_missed(story: Story) -> None:
    """Take away all that one person got, whoever it is: the checker misses it, and only that."""
    reached = {it.whom for it in story.nudges}
    for life in story.people:
        if life.name in reached:
            found = check(replace(story, people=[life], calls=[], deeds=[]))
            assert {(it.rule, it.who) for it in found} == {(Rule.MISSING, life.name)}
