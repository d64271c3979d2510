"""What is drawn: the files' form, and that the same scene always gives the same bytes."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageChops

from bot.figures.body.vectors import vec
from bot.figures.drawn_figures import Picture
from bot.figures.films.filming import MOST_BYTES, FilmTooLargeError, film_bytes
from bot.figures.films.gif import gif_bytes
from bot.figures.model.names import Band, Mouth
from bot.figures.model.scenes import Scene
from bot.figures.paint.camera import CANVAS
from bot.figures.paint.signs import ArrowPlacement
from bot.figures.studio.stills import still_bytes, still_image
from bot.figures.studio.visibility import hidden_bands
from tests.figures.conftest import Shipped

FILMS = [("thomas-test", 2), ("seated-march", 1), ("20-20-20", 2)]


def _scene(shipped: Shipped, exercise_id: str, step: int, mirrored: bool = False) -> Scene:
    return shipped.orders()[Picture(exercise_id, step, mirrored, False)].scene


def test_a_still_is_opaque_of_one_size_and_always_the_same(shipped: Shipped) -> None:
    scene = _scene(shipped, "lizard-pose", 2)
    data = still_bytes(scene)

    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == ("PNG", (640, 400))
        assert "transparency" not in image.info
    assert still_bytes(scene) == data


@pytest.mark.parametrize(("exercise_id", "step"), FILMS)
def test_a_film_lasts_as_long_as_its_step_and_plays_once(
    shipped: Shipped, exercise_id: str, step: int
) -> None:
    scene = _scene(shipped, exercise_id, step)
    data = film_bytes(scene)

    assert len(data) <= MOST_BYTES
    assert b"NETSCAPE" not in data
    with Image.open(io.BytesIO(data)) as film:
        assert film.size == (640, 400)
        first = film.convert("RGB")
        lasts = [_seek(film, n) for n in range(film.n_frames)]
    assert abs(sum(lasts) - scene.seconds * 1000) <= 1000
    assert min(lasts) >= 80, "no flashing"
    assert _alike(first, still_image(scene)) > 0.97, "the first frame shows the target"


def _seek(film: Image.Image, n: int) -> int:
    film.seek(n)
    return int(film.info["duration"])


def _alike(one: Image.Image, two: Image.Image) -> float:
    """The share of pixels that are about the same."""
    difference = np.asarray(ImageChops.difference(one, two)).max(2)
    return float((difference < 40).mean())


def test_a_film_is_always_the_same(shipped: Shipped) -> None:
    scene = _scene(shipped, "20-20-20", 2)

    assert film_bytes(scene) == film_bytes(scene)


def test_a_film_that_cannot_be_small_enough_is_an_error(shipped: Shipped) -> None:
    scene = _scene(shipped, "20-20-20", 2)

    with pytest.raises(FilmTooLargeError, match=r"20-20-20\.yaml: steps\.3: .* 9000 is the most"):
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


def test_a_round_arrow_stands_beside_the_figure() -> None:
    taken = np.zeros((CANVAS[1], CANVAS[0]), bool)
    taken[200:400, 400:560] = True
    at, up, back = vec(420, 300), vec(0, -1), vec(-1, 0)

    points = ArrowPlacement(taken, taken).shaft(at, up, back).points

    x, y = points.astype(int).T
    assert not taken[y, x].any()
    assert points[0, 0] > points[:, 0].mean() > points[-1, 0]
    assert points[:, 1].argmin() not in {0, len(points) - 1}


def test_a_rounded_mouth_is_not_a_smile(shipped: Shipped) -> None:
    scene = _scene(shipped, "long-out-breath", 1)
    smile = scene.show.face.model_copy(update={"mouth": Mouth.SMILE})
    other = replace(scene, show=replace(scene.show, face=smile))

    assert still_bytes(other) != still_bytes(scene)


def test_highlighted_muscles_can_be_seen(shipped: Shipped) -> None:
    """Of some steps; `python -m bot.figures check` looks at all of them."""
    assert hidden_bands(list(shipped.orders().values())[::9]) == []


def test_a_muscle_on_the_far_side_is_said_to_be_hidden(shipped: Shipped) -> None:
    order = shipped.orders()[Picture("standing-split-stance", 2, False, False)]
    hidden = replace(order, scene=replace(order.scene, muscles=(Band.LEFT_FLANK,)))

    (said,) = hidden_bands([hidden])

    assert "standing-split-stance.yaml: steps.3: left flank shows" in said
