"""How a group break follows the clock."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.breaks.old_cards import LINES
from bot.domain.exercises.exercise import Exercise, ExerciseKind, Level, Position
from bot.domain.pacing import UPDATES, Pace, reserve
from bot.domain.teams.group_breaks import (
    AROUND,
    COUNTS_PACE,
    STEPS_PACE,
    GroupBreak,
    GroupBreakState,
    begins_quiet,
    by_the_clock,
    called_off,
    seconds_of,
    suits_a_group,
)
from bot.library.files.location import content_root
from bot.library.loading import load_library
from tests.domain.people import utc

START = utc("2026-11-23 09:00")
SECOND = timedelta(seconds=1)
LIBRARY = load_library(content_root())
ROLLS = LIBRARY.exercises["shoulder-rolls"]
"""Its steps last 10, 25, 25 and 8 seconds."""
TILT = load_library(content_root()).exercises["neck-tilt"]
"""Both sides, in seven stages of 12, 12, 10, 8, 12, 10 and 8 seconds."""


def group_break(exercise: Exercise = ROLLS, **changes: object) -> GroupBreak:
    called = GroupBreak(
        id="0" * 32,
        workspace_id="T1",
        channel_id="C1",
        host="U1",
        daily=False,
        exercise_id=exercise.id,
        locale="en-US",
        zone="Europe/Berlin",
        starts_at=START,
    )
    return replace(called, **changes)  # type: ignore[arg-type]


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


CALLED, RUNNING, DONE, MISSED = (
    GroupBreakState.CALLED,
    GroupBreakState.RUNNING,
    GroupBreakState.DONE,
    GroupBreakState.MISSED,
)


@pytest.mark.parametrize(
    ("state", "now", "then", "stage", "due"),
    [
        (CALLED, -3600, CALLED, 0, -600),
        (CALLED, -600.1, CALLED, 0, -600),
        (CALLED, -600, CALLED, 0, 0),
        (CALLED, -0.1, CALLED, 0, 0),
        (CALLED, 0, RUNNING, 0, 10),
        (CALLED, 40, RUNNING, 2, 60),
        (RUNNING, 9.9, RUNNING, 0, 10),
        (RUNNING, 10, RUNNING, 1, 35),
        (RUNNING, 34.9, RUNNING, 1, 35),
        (RUNNING, 35, RUNNING, 2, 60),
        (RUNNING, 67.9, RUNNING, 3, 68),
        (RUNNING, 68, DONE, 3, None),
        (RUNNING, 9999, DONE, 3, None),
        (CALLED, 68, MISSED, 0, None),
        (DONE, 5, DONE, 0, None),
        (GroupBreakState.CALLED_OFF, 5, GroupBreakState.CALLED_OFF, 0, None),
    ],
)
def test_a_group_break_follows_the_clock(
    state: GroupBreakState, now: float, then: GroupBreakState, stage: int, due: int | None
) -> None:
    found = by_the_clock(group_break(state=state), ROLLS, at(now))
    assert (found.state, found.stage) == (then, stage)
    assert found.due_at == (None if due is None else at(due))


def test_a_group_break_walks_through_both_sides() -> None:
    stages = []
    here = by_the_clock(group_break(TILT), TILT, START)
    while here.due_at is not None:
        stages.append((here.stage, int((here.due_at - START).total_seconds())))
        here = by_the_clock(here, TILT, here.due_at)
    assert stages == [(0, 12), (1, 24), (2, 34), (3, 42), (4, 54), (5, 64), (6, 72)]
    assert here.state is DONE


@given(st.lists(st.floats(-700, 200), max_size=12))
def test_a_late_update_shows_the_current_stage(seconds: list[float]) -> None:
    """What it shows depends only on the time, provided that it was started at all."""
    here = group_break()
    for second in sorted(seconds):
        here = by_the_clock(here, ROLLS, at(second))
        assert here.due_at is None or here.due_at > at(second)
    if seconds and max(seconds) < 68:
        assert here == by_the_clock(group_break(), ROLLS, at(max(seconds)))


@pytest.mark.parametrize(
    ("now", "state", "counts"),
    [
        (-60, GroupBreakState.CALLED_OFF, False),
        (5, GroupBreakState.STOPPED, False),
        (20, GroupBreakState.STOPPED, True),
        (80, GroupBreakState.DONE, True),
    ],
)
def test_a_group_break_can_be_called_off_or_stopped(
    now: int, state: GroupBreakState, counts: bool
) -> None:
    running = group_break(state=RUNNING if now > 0 else CALLED)
    ended = called_off(running, ROLLS, at(now))
    assert (ended.state, ended.counts, ended.due_at) == (state, counts, None)
    assert called_off(ended, ROLLS, at(now + 60)).state is state


@pytest.mark.parametrize(
    ("due", "now", "begins"),
    [
        (-600, -600, True),
        (-600, -590, True),
        (-604, -599, True),
        (-604, -603, False),
        (0, -500, False),
        (0, 0, False),
    ],
)
def test_nudges_of_people_who_joined_are_skipped_once(due: int, now: int, begins: bool) -> None:
    assert begins_quiet(group_break(due_at=at(due)), at(now)) is begins
    assert timedelta(minutes=10) == AROUND


@pytest.mark.parametrize(
    ("state", "stage", "joined", "seconds"),
    [
        (GroupBreakState.DONE, 3, -60, 68),
        (GroupBreakState.DONE, 3, 0, 68),
        (GroupBreakState.DONE, 3, 20, 48),
        (GroupBreakState.DONE, 3, 67, 1),
        (GroupBreakState.STOPPED, 2, -60, 35),
        (GroupBreakState.STOPPED, 2, 34, 1),
        (GroupBreakState.STOPPED, 2, 50, 1),
    ],
)
def test_people_get_the_seconds_that_they_were_there_for(
    state: GroupBreakState, stage: int, joined: int, seconds: int
) -> None:
    assert seconds_of(group_break(state=state, stage=stage), ROLLS, at(joined)) == seconds


def _taken(pace: Pace, paced_until: datetime | None, seconds: int) -> tuple[int, datetime | None]:
    """How many edits get through at one per second."""
    taken = 0
    for second in range(seconds):
        slots = reserve(pace, paced_until, at(second), 1)
        paced_until, taken = slots.paced_until, taken + slots.now
    return taken, paced_until


def test_edits_share_one_schedule_and_stages_come_first() -> None:
    assert UPDATES == STEPS_PACE
    assert LINES.burst < COUNTS_PACE.burst < STEPS_PACE.burst
    taken, paced_until = _taken(STEPS_PACE, None, 60)
    assert taken <= 48
    for pace, room in ((STEPS_PACE, 1), (COUNTS_PACE, 0), (LINES, 0)):
        assert reserve(pace, paced_until, at(60), 1).now == room


def test_a_group_is_offered_what_is_gentle_and_can_be_seen() -> None:
    offered = [it for it in LIBRARY.exercises.values() if suits_a_group(it)]
    assert len(offered) >= 12
    for it in offered:
        assert it.position in {Position.SEATED, Position.STANDING}
        assert it.level is Level.BEGINNER
        assert it.desk
        assert not it.kneeling
        assert it.kind not in {ExerciseKind.EYES, ExerciseKind.BREATHING}
