"""What happens in a film, and when."""

from dataclasses import replace

import pytest

from bot.figures.drawn_figures import Picture
from bot.figures.films.filming import _PACES, shots_of
from bot.figures.films.shots import LEAD_MS, Pace, hold_shots, reps_shots
from tests.figures.conftest import Shipped


@pytest.mark.parametrize("pace", _PACES)
def test_every_film_lasts_as_long_as_its_step(shipped: Shipped, pace: Pace) -> None:
    for picture, order in shipped.orders().items():
        if picture.film:
            lasts = sum(it.ms for it in shots_of(order.scene, pace))
            assert abs(lasts - order.scene.seconds * 1000) <= 1000, picture


def test_the_ring_runs_down_and_ends_empty() -> None:
    left = [it.left for it in hold_shots(20, 4, moving=True, blink=False)]

    assert left[0] == 1
    assert left[-1] == 0
    assert left == sorted(left, key=lambda it: -(it or 0))


def test_every_repetition_fills_a_dot() -> None:
    shots = reps_shots(40, 4, Pace(2, 2), alternate=False)
    done = [it.count.done for it in shots if it.count]

    assert done == sorted(done)
    assert set(done) == {0, 1, 2, 3, 4}


def test_alternating_does_every_repetition_on_both_sides() -> None:
    shots = reps_shots(60, 5, Pace(1, 1), alternate=True)
    targets = [it.moment.mirrored for it in shots[1:] if it.moment.t == 1]

    assert targets == [False, True] * 5


def test_the_first_frame_is_the_target() -> None:
    for shots in (
        hold_shots(20, 4, moving=True, blink=True),
        reps_shots(60, 5, Pace(1, 1), alternate=True),
    ):
        assert (shots[0].moment.t, shots[0].ms, shots[0].signs) == (1, LEAD_MS, True)


def test_nothing_flashes() -> None:
    for shots in (
        hold_shots(20, 4, moving=True, blink=True),
        reps_shots(60, 5, Pace(5, 5), alternate=True),
    ):
        assert min(it.ms for it in shots) >= 80


def test_a_circle_comes_back_another_way(shipped: Shipped) -> None:
    scene = shipped.orders()[Picture("seated-march", 1, False, True)].scene
    circle = replace(scene, through=(scene.show,), back=(scene.first,), alternate=False)

    moments = {it.moment.t for it in shots_of(circle, Pace(2, 2))}

    assert len(circle.way) == 5
    assert [it for it in moments if it > 1]
    assert not [it.moment.t for it in shots_of(scene, Pace(2, 2)) if it.moment.t > 1]
