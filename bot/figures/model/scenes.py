"""What a picture shows, with every default filled in: the input of the drawing and of its
digest.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.exercises.exercise import Exercise
from bot.figures.model.names import Band, Direction, Focus, Half, Joint, PropKind, mirrored_name
from bot.figures.model.people import PersonName
from bot.figures.model.poses import Pose, mirrored, poses_of, room_of
from bot.figures.model.room import Room
from bot.figures.model.schema import ArrowEntry, FigureFile, Toward
from bot.figures.model.views import Angles, angles_of


@dataclass(frozen=True)
class Arrow:
    """`go` is (forward, left, up); None means the direction of the movement from the first pose."""

    of: Joint
    go: tuple[float, float, float] | None
    then: tuple[float, float, float] | None = None
    """Where a circular arrow bends to."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    exercise_id: str
    step: int
    person: PersonName
    angles: Angles
    focus: Focus | None
    room: Room
    show: Pose
    start: Pose | None
    through: tuple[Pose, ...]
    back: tuple[Pose, ...]
    alternate: bool
    muscles: tuple[Band, ...]
    arrows: tuple[Arrow, ...]
    gaze: PropKind | None
    blink: bool
    seconds: int
    hold: bool
    reps: int | None

    @property
    def first(self) -> Pose:
        return self.start or self.show

    @property
    def waypoints(self) -> tuple[Pose, ...]:
        """The poses of a film from rest to the target, and for a circle back to rest."""
        out = (self.first, *self.through, self.show)
        return (*out, *self.back, self.first) if self.back else out

    def reversed_sides(self) -> "Scene":
        """Uses the other half of the body, with room and view unchanged."""
        return replace(
            self,
            show=mirrored(self.show),
            start=mirrored(self.start) if self.start else None,
            through=tuple(map(mirrored, self.through)),
            back=tuple(map(mirrored, self.back)),
            muscles=tuple(Band(mirrored_name(it)) for it in self.muscles),
            arrows=tuple(map(_arrow_over, self.arrows)),
        )


def scenes_of(figure: FigureFile, exercise: Exercise) -> tuple[Scene, ...]:
    """One scene per step, for the side that the file describes."""
    poses = poses_of(figure.keys)
    return tuple(_scene(figure, exercise, poses, n) for n in range(len(exercise.steps)))


def _scene(figure: FigureFile, exercise: Exercise, poses: Mapping[str, Pose], n: int) -> Scene:
    entry, step = figure.steps[n], exercise.steps[n]
    view = entry.view or figure.view
    return Scene(
        exercise_id=figure.id,
        step=n,
        person=figure.person,
        angles=angles_of(view),
        focus=entry.focus,
        room=room_of(figure.props if entry.props is None else entry.props),
        show=poses[entry.show],
        start=poses[entry.start] if entry.start else None,
        through=tuple(poses[it] for it in entry.through),
        back=tuple(poses[it] for it in entry.back),
        alternate=entry.alternate,
        muscles=tuple(entry.muscles),
        arrows=tuple(map(_arrow, entry.arrows)),
        gaze=entry.gaze,
        blink=entry.blink,
        seconds=step.seconds,
        hold=step.hold,
        reps=step.reps,
    )


def _arrow(entry: ArrowEntry) -> Arrow:
    return Arrow(entry.of, _way(entry.go, entry.of), _way(entry.then, entry.of))


def _way(go: Toward | None, of: Joint) -> tuple[float, float, float] | None:
    if go is None:
        return None
    x, out, z = go.vector if isinstance(go, Direction) else go
    half = of.partition(" ")[0]
    sign = Half(half).sign if half in set(Half) else 1
    return (x, sign * out, z)


def other_side(scene: Scene) -> Scene:
    """Uses the other half of the body, with the room reflected and seen from the other side."""
    yaw, pitch = scene.angles
    turned = scene.reversed_sides()
    return replace(turned, angles=(180 - yaw, pitch), room=scene.room.mirrored())


def _arrow_over(arrow: Arrow) -> Arrow:
    go = arrow.go and (arrow.go[0], -arrow.go[1], arrow.go[2])
    then = arrow.then and (arrow.then[0], -arrow.then[1], arrow.then[2])
    return Arrow(Joint(mirrored_name(arrow.of)), go, then)
