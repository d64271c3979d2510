"""Whether a highlighted muscle can be seen from where the picture is taken."""

from collections.abc import Iterable

from bot.figures.body.skeleton import solve
from bot.figures.model.figure_files import FOLDER
from bot.figures.paint.renderer import SceneRenderer
from bot.figures.pictures import Order

ENOUGH = 300
"""Pixels of a band, of the 256000 of a picture."""


def hidden_bands(orders: Iterable[Order]) -> list[str]:
    """A sentence for each band of a still that hardly shows."""
    said: dict[str, None] = {}
    for order in orders:
        scene = order.scene
        if order.picture.film or order.picture.mirrored or not scene.muscles:
            continue
        drawn = SceneRenderer(scene).render(solve(scene.show, scene.room), signs=False)
        for band, pixels in drawn.bands.items():
            if pixels < ENOUGH:
                place = f"content/{FOLDER}/{scene.exercise_id}.yaml: steps.{scene.step + 1}"
                said[f"{place}: {band} shows {pixels} pixels; choose another view"] = None
    return list(said)
