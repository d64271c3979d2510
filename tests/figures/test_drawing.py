"""Stills, and what can be seen in them."""

import io
from dataclasses import replace

import numpy as np
from PIL import Image

from bot.figures.body.vectors import vec
from bot.figures.drawn_figures import Picture
from bot.figures.model.names import Band, Mouth
from bot.figures.paint.camera import CANVAS
from bot.figures.paint.signs import ArrowPlacement
from bot.figures.studio.stills import still_bytes
from bot.figures.studio.visibility import hidden_bands
from tests.figures.conftest import Shipped


def test_a_still_is_opaque_has_a_fixed_size_and_is_deterministic(shipped: Shipped) -> None:
    scene = shipped.scene("lizard-pose", 2)
    data = still_bytes(scene)

    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == ("PNG", (640, 400))
        assert "transparency" not in image.info
    assert still_bytes(scene) == data


def test_a_round_arrow_stands_beside_the_figure() -> None:
    taken = np.zeros((CANVAS[1], CANVAS[0]), bool)
    taken[200:400, 400:560] = True
    at, up, back = vec(420, 300), vec(0, -1), vec(-1, 0)

    points = ArrowPlacement(taken, taken).shaft(at, up, back).points

    x, y = points.astype(int).T
    assert not taken[y, x].any()
    assert points[0, 0] > points[:, 0].mean() > points[-1, 0]
    assert points[:, 1].argmin() not in {0, len(points) - 1}


def test_a_round_mouth_differs_from_a_smile(shipped: Shipped) -> None:
    scene = shipped.scene("long-out-breath", 1)
    smile = scene.show.face.model_copy(update={"mouth": Mouth.SMILE})
    other = replace(scene, show=replace(scene.show, face=smile))

    assert still_bytes(other) != still_bytes(scene)


def test_highlighted_muscles_are_visible(shipped: Shipped) -> None:
    """A sample; `python -m bot.figures check` looks at all steps."""
    assert hidden_bands(list(shipped.orders().values())[::9]) == []


def test_a_muscle_on_the_far_side_is_reported_as_hidden(shipped: Shipped) -> None:
    order = shipped.orders()[Picture("standing-split-stance", 2, False, False)]
    hidden = replace(order, scene=replace(order.scene, muscles=(Band.LEFT_FLANK,)))

    (problem,) = hidden_bands([hidden])

    assert "standing-split-stance.yaml: steps.3: left flank shows" in problem
