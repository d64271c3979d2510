"""Renders a picture: camera, room, figure, face, bands and signs."""

from copy import copy
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from bot.figures.body.skeleton import Body, solve
from bot.figures.body.tween import body_at
from bot.figures.body.vectors import Array, vec
from bot.figures.model.names import Band, Focus, Half, Joint, PropKind, split_half
from bot.figures.model.people import PEOPLE
from bot.figures.model.poses import Pose, mirrored
from bot.figures.model.scenes import Arrow, Scene
from bot.figures.paint.backdrop import backdrop, window_middle
from bot.figures.paint.bands import add_band
from bot.figures.paint.camera import CANVAS, HEIGHT, WIDTH, Box, Camera, camera
from bot.figures.paint.coloring import SHADE, colored
from bot.figures.paint.depth_buffer import DepthBuffer, Mask
from bot.figures.paint.face import add_face
from bot.figures.paint.furniture import corners, furnish
from bot.figures.paint.panes import edge, glaze, panes
from bot.figures.paint.signs import ArrowPlacement, draw_arrow, draw_gaze
from bot.figures.shapes.blobs import Blob
from bot.figures.shapes.figure import figure
from bot.figures.shapes.heads import HEAD
from bot.figures.shapes.parts import part_of

_BOX: Box = (0.045, 0.055, 0.955, 0.945)
_FOCUS_BOX: dict[Focus, Box] = {
    Focus.HEAD: (0.1, 0.1, 0.9, 1.0),
    Focus.HANDS: (0.1, 0.1, 0.9, 0.92),
    Focus.UPPER_BODY: (0.06, 0.07, 0.94, 1.0),
    Focus.FEET: (0.1, 0.16, 0.9, 0.88),
}
_MAX_ZOOM = 0.86 * CANVAS[1]
"""The most pixels per meter, except in a close-up."""
_BACKGROUND = {PropKind.WALL, PropKind.CORNER}


@dataclass
class Rendering:
    """A picture of size CANVAS, the mask of the figure in it, and the size of each band in
    pixels.
    """

    image: Image.Image
    taken: Mask
    bands: dict[Band, int]


class SceneRenderer:
    """Renders a scene with one camera, so that nothing jumps or leaves the frame."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.person = scene, PEOPLE[scene.person]
        self.fine = 10.0 if scene.focus in {Focus.HANDS, Focus.HEAD} else 6.0
        self.cam = self._camera()
        self.empty = DepthBuffer(self.cam)
        furnish(self.empty, scene.room)
        self.backdrop = backdrop(self.cam, scene.room)
        self.panes = panes(self.cam, scene.room)
        self._other: SceneRenderer | None = None

    def _poses(self) -> list[Pose]:
        """All poses of a film of the scene, or the one pose of a still."""
        scene = self.scene
        if not scene.hold and not scene.reps:
            return [scene.show]
        poses = [*scene.waypoints]
        return poses + ([mirrored(it) for it in poses] if scene.alternate else [])

    def mirrored(self) -> "SceneRenderer":
        """A renderer for the other half of the body, in the same room and seen from the same
        place.
        """
        if self._other is None:
            other = copy(self)
            other.scene = self.scene.reversed_sides()
            self._other = other
        return self._other

    def prop_mask(self) -> Mask:
        """The pixels of furniture and windows."""
        mask: Mask = self.empty.part >= 0
        window = self.scene.room.first(PropKind.WINDOW)
        if window:
            flat = self.cam(corners(window, self.scene.room))[:, :2]
            (left, top), (right, bottom) = flat.min(0), flat.max(0)
            mask[max(0, int(top)) : int(bottom), max(0, int(left)) : int(right)] = True
        return mask

    def render(self, body: Body, *, glow: float = 1.0, signs: bool = True) -> Rendering:
        """`glow` is the opacity of muscle bands; `signs` are arrows and the line of gaze."""
        buffer = self.empty.copy()
        blobs = figure(body, self.person, self.fine)
        if self.scene.focus in {None, Focus.FEET}:
            buffer.ellipsoids(_shade(blobs))
        buffer.ellipsoids(blobs)
        image = colored(buffer, self.empty, self.person, self.backdrop)
        add_face(buffer, body, self.person, image)
        taken = _figure_mask(buffer)
        glaze(buffer, self.panes, taken, image)
        bands = {}
        for band in self.scene.muscles if glow > 0 else ():
            bands[band] = add_band(buffer, body, band, image, glow)
        picture = Image.fromarray(np.clip(image, 0, 255).astype(np.uint8))
        draw = ImageDraw.Draw(picture)
        edge(draw, self.cam, self.panes)
        if signs:
            self._add_signs(draw, buffer, body, taken)
        return Rendering(picture, taken, bands)

    def _add_signs(
        self, draw: ImageDraw.ImageDraw, buffer: DepthBuffer, body: Body, taken: Mask
    ) -> None:
        if self.scene.arrows:
            placement = ArrowPlacement(taken, buffer.part >= 0)
            for arrow in self.scene.arrows:
                way = self._way(arrow, body)
                at = self.cam(_joint(body, arrow.of))[:2]
                then = None if arrow.then is None else self._flat(vec(*arrow.then))
                draw_arrow(draw, placement.shaft(at, way, then))
        goal = self._gazed_at()
        if goal is not None:
            eye = body.at["head"] + body.frames["head"] @ vec(0.15, 0, 0.01) * HEAD
            draw_gaze(draw, self.cam(eye)[:2], self.cam(goal)[:2])

    def _way(self, arrow: Arrow, body: Body) -> Array:
        """Pixels right and down."""
        if arrow.go is not None:
            way = vec(*arrow.go)
        else:
            way = _joint(body, arrow.of) - _joint(solve(self.scene.first, body.room), arrow.of)
        return self._flat(way)

    def _flat(self, way: Array) -> Array:
        flat = self.cam.flat(way)
        return vec(flat[0], -flat[1])

    def _gazed_at(self) -> Array | None:
        thing = self.scene.gaze and self.scene.room.first(self.scene.gaze)
        if not thing:
            return None
        if thing.kind is PropKind.WINDOW:
            return vec(*window_middle(thing))
        points = corners(thing, self.scene.room)
        middle: Array = points.mean(0)
        return middle

    def _camera(self) -> Camera:
        scene = self.scene
        cam = camera(*scene.angles)
        bodies = [solve(it, scene.room) for it in self._poses()]
        if scene.start and scene.focus is None and len(bodies) > 1:
            bodies += [body_at(scene.waypoints, scene.room, t) for t in (0.33, 0.66)]
        box = _FOCUS_BOX[scene.focus] if scene.focus else _BOX
        if scene.reps and scene.focus is None:
            box = (box[0], box[1] + 0.02, box[2], box[3])
        lows, highs = zip(*(self._extent(cam, it) for it in bodies), strict=True)
        low, high = np.min(lows, 0), np.max(highs, 0)
        for prop in scene.room.props:
            if (scene.focus is None and prop.kind not in _BACKGROUND) or prop.kind == scene.gaze:
                flat = cam.flat(corners(prop, scene.room))
                low, high = np.minimum(low, flat.min(0)), np.maximum(high, flat.max(0))
        cam.fit(low, high, box, 9.0 * CANVAS[1] if scene.focus else _MAX_ZOOM)
        return cam

    def _extent(self, cam: Camera, body: Body) -> tuple[Array, Array]:
        """Low and high corner, in meters of the picture plane, of what must be visible of a
        body.
        """
        match self.scene.focus:
            case Focus.HEAD:
                points = [body.along(0.37) + vec(0, y, 0) for y in (-0.24, 0.24)]
                points += [body.along(0.37) + vec(x, 0, 0) for x in (-0.24, 0.24)]
                points.append(body.at["crown"] + vec(0, 0, 0.03))
            case Focus.HANDS:
                points = [
                    body.at[f"{half} {it}"] + vec(*d)
                    for half in Half
                    for it in ("wrist", "fingertips", "hand")
                    for d in ((0, 0, 0.09), (0, 0, -0.06), (0, 0.03, 0), (0, -0.03, 0))
                ]
                points += [
                    body.at[f"{half} elbow"]
                    for half, name in map(split_half, self.scene.muscles)
                    if name.startswith("forearm")
                ]
            case Focus.UPPER_BODY:
                points = [body.at["pelvis"], body.at["crown"] + vec(0, 0, 0.03)]
                points += [
                    body.at[f"{half} {it}"]
                    for half in Half
                    for it in ("elbow", "hand", "fingertips", "shoulder")
                ]
            case Focus.FEET:
                points = [
                    body.at[f"{half} {it}"] + vec(0, 0, z)
                    for half in Half
                    for it, z in (("knee", 0.04), ("foot", -0.02), ("heel", -0.02))
                ]
            case _:
                return _around(cam, figure(body, self.person, 3))
        flat = cam.flat(np.array(points))
        return flat.min(0), flat.max(0)


def _around(cam: Camera, blobs: list[Blob]) -> tuple[Array, Array]:
    middles = cam.flat(np.array([it.center for it in blobs]))
    axes = cam.axes[:2] @ np.array([it.frame for it in blobs])
    sizes = np.sqrt(((axes * np.array([it.radii for it in blobs])[:, None, :]) ** 2).sum(2))
    return (middles - sizes).min(0), (middles + sizes).max(0)


def _shade(blobs: list[Blob]) -> list[Blob]:
    """Flat discs on the floor under everything near it."""
    return [
        Blob(
            it.center * (1, 1, 0) + vec(0, 0, 0.001),
            np.eye(3),
            vec(1, 1, 0.001) * float(it.radii.max()) * (1 - 0.6 * it.center[2]),
            SHADE,
        )
        for it in blobs[::3]
        if it.center[2] < 0.55
    ]


def _figure_mask(buffer: DepthBuffer) -> Mask:
    return buffer.shows([it for it in buffer.names if part_of(it)])


_STANDS_FOR = {Joint.LEFT_HEEL: "left heel", Joint.RIGHT_HEEL: "right heel"}


def _joint(body: Body, joint: Joint) -> Array:
    return body.at[_STANDS_FOR.get(joint, joint.value)]


def downsampled(image: Image.Image) -> Image.Image:
    """The picture at its final size."""
    return image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
