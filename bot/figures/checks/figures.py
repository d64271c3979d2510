"""What is implausible in any figure: its keys, their mirror images, and the way between them."""

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.domain.exercises.exercise import Exercise
from bot.figures.body.skeleton import Body, solve
from bot.figures.body.tween import on_the_way
from bot.figures.checks.balance import balance_problems
from bot.figures.checks.joints import joint_problems
from bot.figures.checks.space import (
    body_problems,
    contact_problems,
    floating_problems,
    floor_problems,
    furniture_problems,
)
from bot.figures.model.figure_files import FOLDER
from bot.figures.model.scenes import Scene, other_side, scenes_of
from bot.figures.model.schema import FigureFile

_BETWEEN = (0.2, 0.4, 0.6, 0.8)

_NUMBER = re.compile(r"\d+")

Finding = tuple[str, str]
"""What is wrong, and the mend."""


def figure_problems(figures: Mapping[str, FigureFile], exercises: Iterable[Exercise]) -> list[str]:
    """Sentences that name the file, the key or keys, and the mend.

    What differs only in its numbers is said once.
    """
    said: dict[str, str] = {}
    for exercise in exercises:
        figure = figures.get(exercise.id)
        for n, scene in enumerate(scenes_of(figure, exercise) if figure else ()):
            assert figure is not None
            step = figure.steps[n]
            place = f"content/{FOLDER}/{exercise.id}.yaml: "
            for key, what, mend in _of_scene(scene, step.show, step.start):
                same = _NUMBER.sub("", f"{place}{key}{what}")
                said.setdefault(same, f"{place}{key}: {what}; {mend}")
    return list(said.values())


def _of_scene(scene: Scene, show: str, start: str | None) -> Iterator[tuple[str, str, str]]:
    own = list(pose_problems(solve(scene.show, scene.room)))
    for what, mend in own:
        yield show, what, mend
    other = other_side(scene)
    if not own:
        for what, mend in pose_problems(solve(other.show, other.room)):
            yield f"{show}, other side", what, mend
    if scene.start and start and (scene.hold or scene.reps):
        for pose in (scene.start, *scene.through, *scene.back):
            for what, mend in pose_problems(solve(pose, scene.room)):
                yield start if pose is scene.start else f"on the way to {show}", what, mend
        for t in _BETWEEN:
            body = on_the_way(scene.way, scene.room, t)
            for what, mend in _on_the_way(body):
                yield f"from {start} to {show}", what, f"{mend}, or show a key in between"


def pose_problems(body: Body) -> Iterator[Finding]:
    """All that is wrong with one pose."""
    yield from contact_problems(body)
    yield from joint_problems(body)
    yield from body_problems(body)
    yield from floor_problems(body)
    yield from floating_problems(body)
    yield from furniture_problems(body)
    yield from balance_problems(body)


def _on_the_way(body: Body) -> Iterator[Finding]:
    """Balance and contacts are not asked of somebody who is moving."""
    yield from joint_problems(body)
    yield from body_problems(body)
    yield from floor_problems(body)
    yield from furniture_problems(body)
