"""The shipped library with its figures, and a small figure file that a test may change."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.domain.exercises.exercise import Exercise
from bot.figures.drawn_figures import Picture
from bot.figures.model.figure_files import Figures, check_figures, load_figures
from bot.figures.model.scenes import Scene
from bot.figures.model.schema import FigureFile
from bot.figures.pictures import Order, orders_of
from bot.library.files.location import content_root
from bot.library.loading import load_library

PLAIN = """\
# yaml-language-server: $schema=../schema/figure.schema.json
id: seated-march
person: dina
view: side
props:
  - {kind: chair}
keys:
  sit:
    pelvis: {rests: chair}
    legs: {foot: [0.42, 0.1]}
    arms: {hand: lap}
  lift:
    base: sit
    right_leg: {hip: {forward: 110}, bend: 92}
steps:
  - show: sit
  - {show: lift, from: sit, alternate: true, muscles: [right hip flexor]}
  - show: sit
  - {show: lift, from: sit, arrows: [{of: right knee, go: up}]}
  - show: sit
"""


@dataclass(frozen=True)
class Shipped:
    exercises: Mapping[str, Exercise]
    figures: Mapping[str, FigureFile]

    def orders(self) -> dict[Picture, Order]:
        return {it.picture: it for it in orders_of(self.figures, self.exercises.values())}

    def scene(self, exercise_id: str, step: int) -> Scene:
        return self.orders()[Picture(exercise_id, step, mirrored=False, film=False)].scene


@pytest.fixture(scope="session")
def shipped() -> Shipped:
    exercises = load_library(content_root()).exercises
    return Shipped(exercises, load_figures(content_root(), exercises.values()))


@dataclass(frozen=True)
class Draft:
    """A figure file for the exercise seated-march."""

    root: Path
    exercise: Exercise

    @property
    def path(self) -> Path:
        return self.root / "figures" / "seated-march.yaml"

    def edit(self, old: str, new: str) -> None:
        text = self.path.read_text(encoding="utf-8")
        assert old in text, old
        self.path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def line(self, text: str) -> int:
        lines = self.path.read_text(encoding="utf-8").split("\n")
        return next(number for number, it in enumerate(lines, start=1) if text in it)

    def checked(self) -> Figures:
        return check_figures(self.root, [self.exercise])


@pytest.fixture
def draft(tmp_path: Path, shipped: Shipped) -> Draft:
    found = Draft(tmp_path / "content", shipped.exercises["seated-march"])
    found.path.parent.mkdir(parents=True)
    found.path.write_text(PLAIN, encoding="utf-8")
    return found
