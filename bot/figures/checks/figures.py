"""Finds implausible poses in figures: keys, their mirror images, and the movement between keys."""

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.domain.exercises.exercise import Exercise
from bot.figures.body.skeleton import Body, solve
from bot.figures.body.tween import body_at
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
"""What is wrong, and how to fix it."""


def figure_problems(figures: Mapping[str, FigureFile], exercises: Iterable[Exercise]) -> list[str]:
    """Sentences that name file, key, problem and fix.

    Problems that differ only in numbers are reported once.
    """
    found: dict[str, str] = {}
    for exercise in exercises:
        figure = figures.get(exercise.id)
        for n, scene in enumerate(scenes_of(figure, exercise) if figure else ()):
            assert figure is not None
            step = figure.steps[n]
            place = f"content/{FOLDER}/{exercise.id}.yaml: "
            for key, what, fix in _of_scene(scene, step.show, step.start):
                same = _NUMBER.sub("", f"{place}{key}{what}")
                found.setdefault(same, f"{place}{key}: {what}; {fix}")
    return list(found.values())


def _of_scene(scene: Scene, show: str, start: str | None) -> Iterator[tuple[str, str, str]]:
    own = list(pose_problems(solve(scene.show, scene.room)))
    for what, fix in own:
        yield show, what, fix
    other = other_side(scene)
    if not own:
        for what, fix in pose_problems(solve(other.show, other.room)):
            yield f"{show}, other side", what, fix
    if scene.start and start and (scene.hold or scene.reps):
        for pose in (scene.start, *scene.through, *scene.back):
            for what, fix in pose_problems(solve(pose, scene.room)):
                yield start if pose is scene.start else f"on the way to {show}", what, fix
        for t in _BETWEEN:
            body = body_at(scene.waypoints, scene.room, t)
            for what, fix in _movement_problems(body):
                yield f"from {start} to {show}", what, f"{fix}, or show a key in between"


def pose_problems(body: Body) -> Iterator[Finding]:
    yield from contact_problems(body)
    yield from joint_problems(body)
    yield from body_problems(body)
    yield from floor_problems(body)
    yield from floating_problems(body)
    yield from furniture_problems(body)
    yield from balance_problems(body)


def _movement_problems(body: Body) -> Iterator[Finding]:
    """A person who is moving need be neither balanced nor in contact with anything."""
    yield from joint_problems(body)
    yield from body_problems(body)
    yield from floor_problems(body)
    yield from furniture_problems(body)
