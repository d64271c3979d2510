"""All pictures of a library, and their file names.

A name is a digest of what the picture shows and of the code that draws it, so that an existing
file is never out of date.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace

from pydantic import BaseModel

from bot.domain.exercises.exercise import Exercise, Sides
from bot.domain.exercises.picking import Allowed
from bot.figures.drawn_figures import Picture
from bot.figures.model.engine import engine_version
from bot.figures.model.people import PEOPLE
from bot.figures.model.scenes import Scene, other_side, scenes_of
from bot.figures.model.schema import FigureFile

_DIGITS = 32
"""Hexadecimal digits of a digest, enough to rule out collisions."""


@dataclass(frozen=True)
class Order:
    picture: Picture
    scene: Scene
    key: str

    @property
    def file(self) -> str:
        return f"{self.key}.{'gif' if self.picture.film else 'png'}"


def orders_of(figures: Mapping[str, FigureFile], exercises: Iterable[Exercise]) -> Iterator[Order]:
    """Every picture of every exercise with a figure, in order."""
    for exercise in exercises:
        figure = figures.get(exercise.id)
        if figure is not None:
            yield from _of_exercise(figure, exercise)


def soonest_first(orders: Iterable[Order], exercises: Iterable[Exercise]) -> list[Order]:
    """Pictures of exercises that nudges choose first. Of these all stills come first, as films take
    longer, and of these the one in the nudge."""
    known, unasked = {it.id: it for it in exercises}, Allowed()

    def later(order: Order) -> tuple[bool, bool, bool]:
        picture, exercise = order.picture, known[order.picture.exercise_id]
        is_gist = (picture.step, picture.mirrored) == (exercise.gist.step, False)
        return not unasked.suits(exercise), picture.film, not is_gist

    return sorted(orders, key=later)


def files_of(
    figures: Mapping[str, FigureFile], exercises: Iterable[Exercise]
) -> dict[Picture, str]:
    return {it.picture: it.file for it in orders_of(figures, exercises)}


def _of_exercise(figure: FigureFile, exercise: Exercise) -> Iterator[Order]:
    for n, scene in enumerate(scenes_of(figure, exercise)):
        twice = exercise.sides is Sides.EACH and not exercise.steps[n].once
        for mirrored in (False, True) if twice else (False,):
            seen = other_side(scene) if mirrored else scene
            for film in (False, True) if scene.hold or scene.reps else (False,):
                picture = Picture(exercise.id, n, mirrored, film)
                yield Order(picture, seen, content_key(seen, film=film))


def content_key(scene: Scene, *, film: bool) -> str:
    """A digest of the scene, the person's looks, the kind of picture and the drawing code.

    Exercise and step are left out: what looks the same is drawn and stored once.
    """
    nameless = replace(scene, exercise_id="", step=0)
    content = {
        "engine": engine_version(),
        "film": film,
        "person": _plain(PEOPLE[scene.person]),
        "scene": _plain(nameless),
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _plain(value: object) -> object:
    """A value of JSON, with every field named."""
    if isinstance(value, BaseModel):
        return {"is": type(value).__name__, **value.model_dump(mode="json")}
    if is_dataclass(value) and not isinstance(value, type):
        return {it.name: _plain(getattr(value, it.name)) for it in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(it) for it in value]
    return value
