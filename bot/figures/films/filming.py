"""A scene as a film: each distinct moment is drawn once, the timer is put on every frame."""

from dataclasses import replace

import numpy as np
from PIL import Image

from bot.figures.body.skeleton import Body
from bot.figures.body.tween import tween, tween_by
from bot.figures.films.gif import gif_bytes
from bot.figures.films.shots import Pace, Pose, Shot, hold_shots, reps_shots
from bot.figures.names import Eyes
from bot.figures.paint.camera import CANVAS, HEIGHT, WIDTH
from bot.figures.paint.canvas import Mask
from bot.figures.paint.stage import Stage, shrunk
from bot.figures.paint.timer import CORNERS, RING, Corner, add_dots, add_ring, dots_size
from bot.figures.scenes import Scene

MOST_BYTES = 150_000
_MOST_FRAMES = 66
"""Of a repeated movement: more never come out small enough."""
_PACES = (Pace(5, 5), Pace(4, 4), Pace(3, 3), Pace(3, 2), Pace(2, 2), Pace(2, 1), Pace(1, 1))
_BITS = 5
"""A pixel: 31 colours and clear."""


def film_bytes(scene: Scene) -> bytes:
    """The GIF file of a held or repeated step, as smooth as its size allows."""
    camera = _Filming(scene)
    data = b""
    for pace in _PACES:
        shots = shots_of(scene, pace)
        if scene.reps and len(shots) > _MOST_FRAMES and pace != _PACES[-1]:
            continue
        data = camera.film(shots)
        if len(data) <= MOST_BYTES:
            break
    return data


def shots_of(scene: Scene, pace: Pace) -> list[Shot]:
    """Every frame of the film in order."""
    if scene.reps:
        return reps_shots(
            scene.seconds,
            scene.reps,
            pace,
            alternate=scene.alternate,
            circle=scene.by is not None,
        )
    moving = scene.start is not None and scene.start != scene.show
    return hold_shots(scene.seconds, pace.out, moving=moving, blink=scene.blink)


class _Filming:
    """Keeps what is drawn, so that another try with fewer frames costs little."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.stage = scene, Stage(scene)
        self.drawn: dict[tuple[Pose, bool], tuple[Image.Image, Mask]] = {}

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
        return gif_bytes(frames, _BITS)

    def _finished(self, shot: Shot, corner: Corner) -> Image.Image:
        image = self._moment(shot)[0]
        if shot.count is not None:
            return add_dots(image, corner, shot.count)
        return add_ring(image, corner, shot.left or 0.0)

    def _moment(self, shot: Shot) -> tuple[Image.Image, Mask]:
        known = (shot.pose, shot.signs)
        if known not in self.drawn:
            stage = self.stage.mirrored() if shot.pose.mirrored else self.stage
            scene = stage.scene
            body = _body(scene, shot.pose)
            if shot.pose.blink:
                shut = body.pose.face.model_copy(update={"eyes": Eyes.CLOSED})
                body.pose = replace(body.pose, face=shut)
            drawn = stage.moment(body, glow=_glow(shot.pose.t, scene), signs=shot.signs)
            self.drawn[known] = shrunk(drawn.image), drawn.taken
        return self.drawn[known]

    def _corner(self, taken: Mask) -> Corner:
        """The first corner of the picture that the figure leaves free, else the freest."""
        small = Image.fromarray(taken.astype(np.uint8) * 255).resize((WIDTH, HEIGHT))
        busy = np.asarray(small) > 0
        reps = self.scene.reps
        wide, high = dots_size(reps) if reps else (RING, RING)

        def crossing(corner: Corner) -> int:
            x = corner.x if corner.x < WIDTH / 2 else WIDTH - wide - 10
            y = corner.y if corner.y < HEIGHT / 2 else HEIGHT - high - 10
            return int(busy[y : y + high, x : x + wide].sum())

        return min(CORNERS, key=crossing)


def _body(scene: Scene, pose: Pose) -> Body:
    if scene.by is None or not pose.back:
        return tween(scene.first, scene.show, scene.room, pose.t)
    return tween_by(scene.first, scene.by, scene.show, scene.room, pose.t)


def _glow(t: float, scene: Scene) -> float:
    """The bands of a hold come with the pull; in a repeated movement they stay."""
    return 1.0 if scene.reps else t
