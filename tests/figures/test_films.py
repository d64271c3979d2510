"""Films as files, and their timing."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageChops

from bot.figures.drawn_figures import Picture
from bot.figures.films.filming import MOST_BYTES, PACES, FilmTooLargeError, film_bytes, shots_of
from bot.figures.films.gif import gif_bytes
from bot.figures.films.shots import LEAD_MS, Pace, hold_shots, reps_shots
from bot.figures.studio.stills import still_image
from tests.figures.conftest import Shipped

pytestmark = pytest.mark.slow

FILMS = [("thomas-test", 2), ("seated-march", 1), ("20-20-20", 2)]


@pytest.mark.parametrize(("exercise_id", "step"), FILMS)
def test_a_film_lasts_as_long_as_its_step_and_plays_once(
    shipped: Shipped, exercise_id: str, step: int
) -> None:
    scene = shipped.scene(exercise_id, step)
    data = film_bytes(scene)

    assert len(data) <= MOST_BYTES
    assert b"NETSCAPE" not in data
    with Image.open(io.BytesIO(data)) as film:
        assert film.size == (640, 400)
        first = film.convert("RGB")
        lasts = [_seek(film, n) for n in range(film.n_frames)]
    assert abs(sum(lasts) - scene.seconds * 1000) <= 1000
    assert min(lasts) >= 80, "no frame flashes"
    assert _alike(first, still_image(scene)) > 0.97, "the first frame shows the target"


def _seek(film: Image.Image, n: int) -> int:
    film.seek(n)
    return int(film.info["duration"])


def _alike(one: Image.Image, two: Image.Image) -> float:
    """The share of pixels that look about the same."""
    difference = np.asarray(ImageChops.difference(one, two)).max(2)
    return float((difference < 40).mean())


def test_a_film_is_deterministic(shipped: Shipped) -> None:
    scene = shipped.scene("20-20-20", 2)

    assert film_bytes(scene) == film_bytes(scene)


def test_a_film_that_exceeds_its_limit_is_an_error(shipped: Shipped) -> None:
    scene = shipped.scene("20-20-20", 2)

    with pytest.raises(FilmTooLargeError, match=r"20-20-20\.yaml: steps\.3: .* the limit is 9000"):
        film_bytes(scene, most=9000)


def test_frames_are_shown_as_drawn_and_keep_their_total_time() -> None:
    noise = np.random.default_rng(1)
    colors = np.array([[246, 243, 236], [47, 109, 181], [232, 89, 12], [0, 0, 0]], np.uint8)
    first, second = noise.integers(0, 4, (2, 70, 90))
    third = second.copy()
    third[20:50, 30:60] = noise.integers(0, 4, (30, 30))
    drawn = [Image.fromarray(colors[it]) for it in (first, second, third)]
    shown_for = [(drawn[0], 115), (drawn[1], 115), (drawn[1], 115), (drawn[2], 115)]

    data = gif_bytes(shown_for, 31)

    with Image.open(io.BytesIO(data)) as film:
        assert film.n_frames == 3
        lasts = []
        for n, frame in enumerate(drawn):
            lasts.append(_seek(film, n))
            assert film.convert("RGB").tobytes() == frame.tobytes()
    assert lasts == [120, 220, 120]


@pytest.mark.parametrize("pace", PACES)
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


def test_the_first_frame_shows_the_target() -> None:
    for shots in (
        hold_shots(20, 4, moving=True, blink=True),
        reps_shots(60, 5, Pace(1, 1), alternate=True),
    ):
        assert (shots[0].moment.t, shots[0].ms, shots[0].signs) == (1, LEAD_MS, True)


def test_no_frame_is_so_short_that_it_flashes() -> None:
    for shots in (
        hold_shots(20, 4, moving=True, blink=True),
        reps_shots(60, 5, Pace(5, 5), alternate=True),
    ):
        assert min(it.ms for it in shots) >= 80


def test_a_circle_returns_by_another_way(shipped: Shipped) -> None:
    scene = shipped.orders()[Picture("seated-march", 1, False, True)].scene
    circle = replace(scene, through=(scene.show,), back=(scene.first,), alternate=False)

    moments = {it.moment.t for it in shots_of(circle, Pace(2, 2))}

    assert len(circle.waypoints) == 5
    assert [it for it in moments if it > 1]
    assert not [it.moment.t for it in shots_of(scene, Pace(2, 2)) if it.moment.t > 1]
