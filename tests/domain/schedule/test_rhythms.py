"""Several rhythms that share nudges, and one step more or fewer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.calendar.work_week import Shift, WorkWeek
from bot.domain.exercises.exercise import ExerciseKind
from bot.domain.members import DueReason, Member
from bot.domain.schedule.due_times import nudged, restarted, scheduled
from bot.domain.schedule.rhythms import (
    CLOSE,
    WIDTH,
    Need,
    PaceStep,
    interval_restarted,
    need_of,
    need_served,
    stepped,
    suited,
)
from bot.domain.schedule.windows import leading, needs_at, next_window, window_of
from bot.domain.settings.preferences import INTERVAL_BOUNDS, Preferences, Rhythm
from bot.library.files.location import content_root
from bot.library.loading import load_library
from tests.domain.people import ana, utc
from tests.domain.schedule.test_due_times import jitters, rhythms, weeks

NOW = utc("2026-11-23 09:00")
SEVERAL = Preferences(eyes_minutes=20, walk_minutes=90)
EXERCISES = tuple(load_library(content_root()).exercises.values())
SHARED = Preferences(rhythm=Rhythm(40, 50), eyes_minutes=20, walk_minutes=90)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def nudge_after_nudge(
    member: Member, most: int, jitter: float = 0.0
) -> Iterator[tuple[datetime, Need, Member]]:
    """Nudges in a row: when each came, for which need, and the member before it."""
    member = scheduled(member, member.sitting_since, jitter)
    for _ in range(most):
        assert member.next_due_at is not None
        at, before = member.next_due_at, member
        need = leading(needs_at(member, at))
        member = nudged(member, at, "dead-bug", jitter, need)
        yield at, need, before


def test_rhythms_that_meet_share_one_nudge() -> None:
    member = ana(preferences=SHARED)
    came = [(at - NOW, need) for at, need, _ in nudge_after_nudge(member, 6)]
    assert came == [
        (minutes(20), Need.EYES),
        (minutes(40), Need.STRETCH),
        (minutes(60), Need.EYES),
        (minutes(80), Need.STRETCH),
        (minutes(90), Need.WALK),
        (minutes(110), Need.EYES),
    ]


@pytest.mark.parametrize(
    ("eyes", "sitting", "walk", "needs"),
    [
        (20, 20, 20, {Need.EYES}),
        (15, 30, 30, {Need.EYES, Need.STRETCH}),
        (14, 30, 30, {Need.STRETCH}),
        (20, 25, 25, {Need.EYES, Need.STRETCH}),
        (20, 24, 24, {Need.EYES}),
        (20, 30, 85, {Need.EYES, Need.STRETCH, Need.WALK}),
        (10, 10, 90, {Need.WALK}),
        (10, 10, 10, {Need.STRETCH}),
    ],
)
def test_a_nudge_serves_what_is_due_within_five_minutes(
    eyes: int, sitting: int, walk: int, needs: set[Need]
) -> None:
    at = NOW + minutes(180)
    member = ana(
        preferences=SEVERAL,
        sitting_since=at - minutes(sitting),
        eyes_since=at - minutes(eyes),
        walk_since=at - minutes(walk),
    )
    assert needs_at(member, at) == needs


@pytest.mark.parametrize(
    ("need", "sitting", "walk"), [(Need.EYES, 30, 60), (Need.STRETCH, 0, 60), (Need.WALK, 0, 0)]
)
def test_a_bigger_need_serves_the_smaller_ones(need: Need, sitting: int, walk: int) -> None:
    at = NOW + minutes(60)
    before = ana(preferences=SEVERAL, sitting_since=at - minutes(30), walk_since=NOW)
    after = need_served(before, need, at)
    assert at - after.sitting_since == minutes(sitting)
    assert after.walk_since is not None
    assert at - after.walk_since == minutes(walk)
    assert after.last_up == at


def test_a_stretch_never_counts_as_a_walk() -> None:
    member = ana(preferences=SEVERAL)
    after = need_served(member, Need.STRETCH, NOW + minutes(30))
    assert (after.sitting_since, after.walk_since) == (NOW + minutes(30), NOW)


def test_with_one_rhythm_every_exercise_serves_it() -> None:
    member = ana(eyes_since=NOW, walk_since=NOW)
    for need in Need:
        after = need_served(member, need, NOW + minutes(30))
        assert after == interval_restarted(member, NOW + minutes(30))
    assert needs_at(ana(), NOW) == {Need.STRETCH}
    assert [need_of(it, Preferences()) for it in EXERCISES] == [Need.STRETCH] * len(EXERCISES)


def test_a_rest_for_the_eyes_does_not_delay_the_stretch() -> None:
    before = scheduled(ana(preferences=SEVERAL), NOW, 0.0)
    after = restarted(before, NOW + minutes(20), 0.0, need=Need.EYES)
    assert (after.next_due_at, after.sitting_since) == (NOW + minutes(30), NOW)
    assert restarted(before, NOW + minutes(20), 0.0).next_due_at == NOW + minutes(40)


def test_a_new_rhythm_keeps_its_distance_from_the_last_nudge() -> None:
    """It is overdue as soon as it is switched on, but the last nudge just came."""
    member = ana(
        preferences=Preferences(rhythm=Rhythm(5, 10), eyes_minutes=20),
        sitting_since=NOW,
        eyes_since=NOW + minutes(30),
    )
    window = next_window(member, NOW + minutes(31))
    assert window is not None
    assert (window.earliest, window.reason) == (NOW + minutes(35), DueReason.LATE)


def test_every_rhythm_restarts_each_morning() -> None:
    late = utc("2026-11-20 15:50")
    member = ana(preferences=SEVERAL, sitting_since=late, eyes_since=late, walk_since=late)
    at = utc("2026-11-23 07:00")
    opened = [window_of(member, need, at) for need in Need]
    starts = [it.earliest for it in opened if it is not None]
    assert starts == [utc("2026-11-23 08:00") + minutes(it) for it in (20, 30, 90)]


def test_each_need_has_its_exercises_or_falls_back_to_all() -> None:
    kinds = {need: {it.kind for it in suited(EXERCISES, need, SEVERAL)[0]} for need in Need}
    assert kinds[Need.EYES] == {ExerciseKind.EYES}
    assert kinds[Need.WALK] == {ExerciseKind.WALKING}
    assert kinds[Need.STRETCH].isdisjoint({ExerciseKind.EYES, ExerciseKind.WALKING})
    others = [it for it in EXERCISES if it.kind is ExerciseKind.STRETCH]
    assert suited(others, Need.EYES, SEVERAL) == (others, Need.STRETCH)
    assert suited(others, Need.WALK, SEVERAL) == (others, Need.WALK)
    assert suited([], Need.EYES, SEVERAL) == ([], Need.EYES)
    assert set(suited(EXERCISES, Need.STRETCH, Preferences())[0]) == set(EXERCISES)


every = st.none() | st.integers(*INTERVAL_BOUNDS)


several_rhythms = st.builds(
    Preferences,
    rhythm=rhythms,
    eyes_minutes=every,
    walk_minutes=every,
    daily_cap=st.none() | st.integers(1, 50),
)


@settings(max_examples=25)
@given(several_rhythms, jitters, st.integers(0, 1440))
def test_nudges_keep_their_distance_and_the_cap_and_leave_nothing_due(
    preferences: Preferences, jitter: float, at: int
) -> None:
    check_a_day(preferences, jitter, at)


@pytest.mark.slow
@settings(max_examples=300)
@given(several_rhythms, jitters, st.integers(0, 1440))
def test_nudges_keep_their_distance_in_many_rhythms(
    preferences: Preferences, jitter: float, at: int
) -> None:
    check_a_day(preferences, jitter, at)


def check_a_day(preferences: Preferences, jitter: float, at: int) -> None:
    cap = preferences.daily_cap
    last: datetime | None = None
    member = ana(preferences=preferences, sitting_since=NOW + minutes(at))
    for came, need, before in nudge_after_nudge(member, 40, jitter):
        assert last is None or came - last >= CLOSE
        last = came
        assert cap is None or before.nudges_on(came.date()) < cap
        after = need_served(before, need, came)
        if preferences.has_several_rhythms:
            for each in Need:
                window = window_of(after, each, came) if each in needs_of(preferences) else None
                assert window is None or window.earliest >= came + CLOSE


@settings(max_examples=40)
@given(eyes=st.integers(5, 120), walk=st.integers(5, 240), jitter=jitters)
def test_no_rhythm_waits_longer_than_its_window(eyes: int, walk: int, jitter: float) -> None:
    preferences = Preferences(eyes_minutes=eyes, walk_minutes=walk)
    last = {Need.EYES: NOW, Need.WALK: NOW}
    for came, need, _ in nudge_after_nudge(ana(preferences=preferences), 12, jitter):
        if came.date() != NOW.date():
            break
        longest = {
            Need.EYES: minutes(eyes + WIDTH[Need.EYES]),
            Need.WALK: minutes(walk + WIDTH[Need.WALK]),
        }
        for each, since in last.items():
            assert came - since <= longest[each] + timedelta(seconds=1)
        last[Need.EYES] = came
        if need is Need.WALK:
            last[Need.WALK] = came


def needs_of(preferences: Preferences) -> set[Need]:
    optional = {Need.EYES: preferences.eyes_minutes, Need.WALK: preferences.walk_minutes}
    return {Need.STRETCH, *(need for need, interval in optional.items() if interval is not None)}


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        (PaceStep.FEWER, (30, 40), (40, 50)),
        (PaceStep.MORE, (30, 40), (20, 30)),
        (PaceStep.MORE, (12, 20), (5, 13)),
        (PaceStep.MORE, (5, 20), None),
        (PaceStep.FEWER, (200, 235), (205, 240)),
        (PaceStep.FEWER, (200, 240), None),
    ],
)
def test_a_step_is_ten_minutes_or_what_the_bounds_allow(
    step: PaceStep, before: tuple[int, int], after: tuple[int, int] | None
) -> None:
    chosen = stepped(Preferences(rhythm=Rhythm(*before)), step)
    assert (chosen and chosen.rhythm) == (after and Rhythm(*after))


def test_a_step_moves_every_rhythm() -> None:
    fewer = stepped(SEVERAL, PaceStep.FEWER)
    assert fewer == replace(SEVERAL, rhythm=Rhythm(40, 50), eyes_minutes=30, walk_minutes=100)
    most = Preferences(rhythm=Rhythm(5, 9), eyes_minutes=5, walk_minutes=12)
    more = stepped(most, PaceStep.MORE)
    assert more == replace(most, walk_minutes=5)
    assert stepped(more, PaceStep.MORE) is None


def test_a_step_never_outgrows_the_longest_shift() -> None:
    short = WorkWeek.regular(frozenset({0}), Shift(600, 645))
    chosen = stepped(Preferences(week=short), PaceStep.FEWER)
    assert chosen is not None
    assert chosen.rhythm == Rhythm(40, 50)
    last = stepped(chosen, PaceStep.FEWER)
    assert last is not None
    assert last.rhythm.min_minutes == 44
    assert stepped(last, PaceStep.FEWER) is None


@given(rhythm=rhythms, week=weeks)
def test_a_step_keeps_the_width_and_its_direction(rhythm: Rhythm, week: WorkWeek) -> None:
    low, high = INTERVAL_BOUNDS
    for step in PaceStep:
        chosen = stepped(Preferences(rhythm=rhythm, week=week), step)
        if chosen is None:
            continue
        after = chosen.rhythm
        assert after.max_minutes - after.min_minutes == rhythm.max_minutes - rhythm.min_minutes
        assert low <= after.min_minutes <= after.max_minutes <= high
        assert (after.min_minutes > rhythm.min_minutes) is (step is PaceStep.FEWER)
