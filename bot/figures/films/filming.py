"""Films a scene: each distinct moment is drawn once, and every frame gets its timer."""

from dataclasses import replace

import numpy as np
from PIL import Image

from bot.figures.body.tween import body_at
from bot.figures.films.gif import gif_bytes
from bot.figures.films.shots import Moment, Pace, Shot, hold_shots, reps_shots
from bot.figures.films.timer import CORNERS, RING, Corner, add_dots, add_ring, dots_size
from bot.figures.model.names import Eyes
from bot.figures.model.scenes import Scene
from bot.figures.paint.camera import CANVAS, HEIGHT, WIDTH
from bot.figures.paint.depth_buffer import Mask
from bot.figures.paint.renderer import SceneRenderer, downsampled

MOST_BYTES = 150_000
_MOST_FRAMES = 66
"""Of a repeated movement; longer films never fit."""
PACES = tuple(
    Pace(*it) for it in ((5, 5), (4, 4), (3, 3), (3, 2), (2, 2), (2, 1), (1, 1), (1, 0), (0, 0))
)
_FIGURE = 20
"""How much worse a timer over the figure is than one over a prop."""
_COLORS = 31
"""Of a film: one of 32 palette entries is left for transparency."""


class FilmTooLargeError(ValueError):
    """Even the film with the fewest frames is too large."""


def film_bytes(scene: Scene, most: int = MOST_BYTES) -> bytes:
    """The GIF of a step, with as many frames as fit into `most` bytes.

    Raises FilmTooLargeError if even the fewest do not fit.
    """
    maker = _FilmMaker(scene)
    data = b""
    for pace in PACES:
        shots = shots_of(scene, pace)
        if scene.reps and len(shots) > _MOST_FRAMES and pace != PACES[-1]:
            continue
        data = maker.film(shots)
        if len(data) <= most:
            return data
    where = f"{scene.exercise_id}.yaml: steps.{scene.step + 1}"
    raise FilmTooLargeError(
        f"{where}: the film has {len(data)} bytes, but the limit is {most}; "
        "show fewer props, or move less of the body"
    )


def shots_of(scene: Scene, pace: Pace) -> list[Shot]:
    if scene.reps:
        return reps_shots(
            scene.seconds, scene.reps, pace, alternate=scene.alternate, circle=bool(scene.back)
        )
    moving = scene.start is not None and scene.start != scene.show
    return hold_shots(scene.seconds, pace.out, moving=moving, blink=scene.blink)


class _FilmMaker:
    """Caches rendered moments, so that another attempt with fewer frames is cheap."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.renderer = scene, SceneRenderer(scene)
        self.rendered: dict[tuple[Moment, bool], tuple[Image.Image, Mask]] = {}

    def film(self, shots: list[Shot]) -> bytes:
        taken = np.zeros((CANVAS[1], CANVAS[0]), bool)
        for shot in shots:
            taken |= self._rendered(shot)[1]
        corner = self._free_corner(taken)
        frames: list[tuple[Image.Image, int]] = []
        finished: dict[Shot, Image.Image] = {}
        for shot in shots:
            look = replace(shot, ms=0)
            if look not in finished:
                finished[look] = self._with_timer(shot, corner)
            frames.append((finished[look], shot.ms))
        return gif_bytes(frames, _COLORS)

    def _with_timer(self, shot: Shot, corner: Corner) -> Image.Image:
        image = self._rendered(shot)[0]
        if shot.count is not None:
            return add_dots(image, corner, shot.count)
        return add_ring(image, corner, shot.left or 0.0)

    def _rendered(self, shot: Shot) -> tuple[Image.Image, Mask]:
        key = (shot.moment, shot.signs)
        if key not in self.rendered:
            renderer = self.renderer.mirrored() if shot.moment.mirrored else self.renderer
            scene = renderer.scene
            body = body_at(scene.waypoints, scene.room, _share(scene, shot.moment.t))
            if shot.moment.blink:
                shut = body.pose.face.model_copy(update={"eyes": Eyes.CLOSED})
                body.pose = replace(body.pose, face=shut)
            drawn = renderer.render(body, glow=_glow(shot.moment.t, scene), signs=shot.signs)
            self.rendered[key] = downsampled(drawn.image), drawn.taken
        return self.rendered[key]

    def _free_corner(self, taken: Mask) -> Corner:
        """The first corner that is free, or else the one with the least in it."""
        crowd = taken * _FIGURE + self.renderer.prop_mask()
        busy = np.asarray(Image.fromarray(crowd.astype(np.uint8)).resize((WIDTH, HEIGHT)), int)
        reps = self.scene.reps
        wide, high = dots_size(reps) if reps else (RING, RING)

        def covered(corner: Corner) -> int:
            x = corner.x if corner.x < WIDTH / 2 else WIDTH - wide - 10
            y = corner.y if corner.y < HEIGHT / 2 else HEIGHT - high - 10
            return int(busy[y : y + high, x : x + wide].sum())

        return min(CORNERS, key=covered)


def _share(scene: Scene, t: float) -> float:
    """The share of the whole movement, of which the target is the end except in a circle."""
    if not scene.back:
        return t
    out = (len(scene.through) + 1) / (len(scene.waypoints) - 1)
    return t * out if t <= 1 else out + (t - 1) * (1 - out)


def _glow(t: float, scene: Scene) -> float:
    """Muscle bands fade in during a hold; in a repeated movement they stay."""
    return 1.0 if scene.reps else t
