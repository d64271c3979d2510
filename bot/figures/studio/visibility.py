"""Checks that highlighted muscles are visible from the camera."""

from collections.abc import Iterable

from bot.figures.body.skeleton import solve
from bot.figures.model.figure_files import FOLDER
from bot.figures.paint.renderer import SceneRenderer
from bot.figures.pictures import Order

ENOUGH = 300
"""Pixels of a visible band, of 256000 in a picture."""


def hidden_bands(orders: Iterable[Order]) -> list[str]:
    """A sentence for each band that hardly shows in its still."""
    problems: dict[str, None] = {}
    for order in orders:
        scene = order.scene
        if order.picture.film or order.picture.mirrored or not scene.muscles:
            continue
        drawn = SceneRenderer(scene).render(solve(scene.show, scene.room), signs=False)
        for band, pixels in drawn.bands.items():
            if pixels < ENOUGH:
                place = f"content/{FOLDER}/{scene.exercise_id}.yaml: steps.{scene.step + 1}"
                problems[f"{place}: {band} shows {pixels} pixels; choose another view"] = None
    return list(problems)
