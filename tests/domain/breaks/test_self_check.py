"""What a self-check leads to."""

from datetime import timedelta

from bot.cards.parts.button_values import Sightings
from bot.domain.breaks.self_check import MUSCLE, Observation, gentle_start, reminded
from bot.domain.exercises.exercise import ExerciseKind, Level, Position
from bot.domain.schedule.due_times import nudged, rechecks
from bot.library.vocabulary import Muscle
from tests.domain.exercises.test_picking import exercise
from tests.domain.people import ana, utc

NOON = utc("2026-11-23 12:00")
MARCH = exercise("a-march", ExerciseKind.STRENGTH, muscles=(MUSCLE,))
STANCE = exercise("stance", muscles=(MUSCLE,))
KNEELING = exercise("kneeling", muscles=(MUSCLE,), kneeling=True)
LUNGE = exercise("a-lunge", muscles=(MUSCLE,), position=Position.STANDING)
LIZARD = exercise("lizard", muscles=(MUSCLE,), level=Level.INTERMEDIATE)


def test_a_self_check_leads_to_the_gentlest_hip_flexor_stretch() -> None:
    assert MUSCLE == Muscle.HIP_FLEXORS
    assert gentle_start([LIZARD, MARCH, LUNGE, KNEELING, STANCE]) == STANCE
    assert gentle_start([LIZARD, MARCH, KNEELING]) == KNEELING
    assert gentle_start([LIZARD, MARCH, exercise("other")]) is None


def test_the_self_check_is_brought_up_once_after_two_weeks() -> None:
    wished = reminded(ana(), NOON)
    assert reminded(wished, NOON + timedelta(days=1)) == wished
    early, late = NOON + timedelta(days=14, seconds=-1), NOON + timedelta(days=14)
    assert not rechecks(wished, early)
    assert nudged(wished, early, "stance", 0.5).recheck_at == wished.recheck_at
    assert rechecks(wished, late)
    assert not rechecks(nudged(wished, late, "stance", 0.5), late)
    assert not rechecks(ana(), late)


def test_malformed_observations_are_refused() -> None:
    for sightings in (
        Sightings((Observation.DOWN,)),
        Sightings((Observation.BENT, Observation.UNSURE)),
    ):
        assert Sightings.read(sightings.value) == sightings
    for value in ("", "up", "down.", "down.down.down", "down:down", "'; drop table members"):
        assert Sightings.read(value) is None
