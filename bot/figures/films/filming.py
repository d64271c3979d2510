"""A scene as a film: each distinct moment is drawn once, the timer is put on every frame."""

from dataclasses import replace

import numpy as np
from PIL import Image

from bot.figures.body.tween import on_the_way
from bot.figures.films.gif import gif_bytes
from bot.figures.films.shots import Moment, Pace, Shot, hold_shots, reps_shots
from bot.figures.films.timer import CORNERS, RING, Corner, add_dots, add_ring, dots_size
from bot.figures.model.names import Eyes
from bot.figures.model.scenes import Scene
from bot.figures.paint.camera import CANVAS, HEIGHT, WIDTH
from bot.figures.paint.depth_buffer import Mask
from bot.figures.paint.renderer import SceneRenderer, shrunk

MOST_BYTES = 150_000
_MOST_FRAMES = 66
"""Of a repeated movement: more never come out small enough."""
_PACES = tuple(
    Pace(*it) for it in ((5, 5), (4, 4), (3, 3), (3, 2), (2, 2), (2, 1), (1, 1), (1, 0), (0, 0))
)
_FIGURE = 20
"""How much worse it is to cover the figure than a thing."""
_COLORS = 31
"""Of a film, which leaves one of 32 palette entries for transparency."""


class FilmTooLargeError(ValueError):
    """Not even the plainest film of a step is small enough."""


def film_bytes(scene: Scene, most: int = MOST_BYTES) -> bytes:
    """The GIF file of a held or repeated step, as smooth as its size allows.

    Raises FilmTooLargeError where it cannot be had in `most` bytes.
    """
    camera = _Filming(scene)
    data = b""
    for pace in _PACES:
        shots = shots_of(scene, pace)
        if scene.reps and len(shots) > _MOST_FRAMES and pace != _PACES[-1]:
            continue
        data = camera.film(shots)
        if len(data) <= most:
            return data
    where = f"{scene.exercise_id}.yaml: steps.{scene.step + 1}"
    raise FilmTooLargeError(
        f"{where}: the film has {len(data)} bytes, and {most} is the most; "
        "show fewer things, or move less of the body"
    )


def shots_of(scene: Scene, pace: Pace) -> list[Shot]:
    """Every frame of the film in order."""
    if scene.reps:
        return reps_shots(
            scene.seconds, scene.reps, pace, alternate=scene.alternate, circle=bool(scene.back)
        )
    moving = scene.start is not None and scene.start != scene.show
    return hold_shots(scene.seconds, pace.out, moving=moving, blink=scene.blink)


class _Filming:
    """Keeps what is drawn, so that another try with fewer frames costs little."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.renderer = scene, SceneRenderer(scene)
        self.drawn: dict[tuple[Moment, bool], tuple[Image.Image, Mask]] = {}

    def film(self, shots: list[Shot]) -> bytes:
        taken = np.zeros((CANVAS[1], CANVAS[0]), bool)
        for shot in shots:
            taken |= self._moment(shot)[1]
        corner = self._corner(taken)
        frames: list[tuple[Image.Image, int]] = []
        finished: dict[Shot, Image.Image] = {}
        for shot in shots:
            look = replace(shot, ms=0)
            if look not in finished:
                finished[look] = self._finished(shot, corner)
            frames.append((finished[look], shot.ms))
        return gif_bytes(frames, _COLORS)

    def _finished(self, shot: Shot, corner: Corner) -> Image.Image:
        image = self._moment(shot)[0]
        if shot.count is not None:
            return add_dots(image, corner, shot.count)
        return add_ring(image, corner, shot.left or 0.0)

    def _moment(self, shot: Shot) -> tuple[Image.Image, Mask]:
        known = (shot.moment, shot.signs)
        if known not in self.drawn:
            renderer = self.renderer.mirrored() if shot.moment.mirrored else self.renderer
            scene = renderer.scene
            body = on_the_way(scene.way, scene.room, _share(scene, shot.moment.t))
            if shot.moment.blink:
                shut = body.pose.face.model_copy(update={"eyes": Eyes.CLOSED})
                body.pose = replace(body.pose, face=shut)
            drawn = renderer.render(body, glow=_glow(shot.moment.t, scene), signs=shot.signs)
            self.drawn[known] = shrunk(drawn.image), drawn.taken
        return self.drawn[known]

    def _corner(self, taken: Mask) -> Corner:
        """The first corner that figure and things leave free, else the freest."""
        crowd = taken * _FIGURE + self.renderer.things()
        busy = np.asarray(Image.fromarray(crowd.astype(np.uint8)).resize((WIDTH, HEIGHT)), int)
        reps = self.scene.reps
        wide, high = dots_size(reps) if reps else (RING, RING)

        def crossing(corner: Corner) -> int:
            x = corner.x if corner.x < WIDTH / 2 else WIDTH - wide - 10
            y = corner.y if corner.y < HEIGHT / 2 else HEIGHT - high - 10
            return int(busy[y : y + high, x : x + wide].sum())

        return min(CORNERS, key=crossing)


def _share(scene: Scene, t: float) -> float:
    """Of the whole way: at a circle the target is part of it, else its end."""
    if not scene.back:
        return t
    out = (len(scene.through) + 1) / (len(scene.way) - 1)
    return t * out if t <= 1 else out + (t - 1) * (1 - out)


def _glow(t: float, scene: Scene) -> float:
    """The bands of a hold come with the pull; in a repeated movement they stay."""
    return 1.0 if scene.reps else t
