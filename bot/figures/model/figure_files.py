"""Reads and checks the figure files of content/."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.domain.exercises.exercise import Exercise
from bot.figures.model.schema import FigureFile, PropEntry, StepEntry
from bot.figures.model.views import angles_of, contradicted_view
from bot.library.files.problems import ContentError, FieldFault, Problem, Where
from bot.library.files.shape import validated
from bot.library.files.yaml_text import YamlDocument, read

FOLDER = "figures"


@dataclass(frozen=True)
class Figures:
    """`figures` by exercise id, `problems` sorted by file and line.

    `missing` are the exercises without a figure file.
    """

    figures: Mapping[str, FigureFile]
    problems: tuple[Problem, ...]
    missing: tuple[Problem, ...]


def check_figures(root: Path, exercises: Iterable[Exercise]) -> Figures:
    """Checks the files in `root`/figures against the exercises, and returns every problem."""
    by_id = {it.id: it for it in exercises}
    figures: dict[str, FigureFile] = {}
    problems: list[Problem] = []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        document = read(f"{root.name}/{FOLDER}/{path.name}", path.read_bytes())
        outcome = _checked(document, by_id.get(path.stem), path.stem)
        if isinstance(outcome, FigureFile):
            figures[outcome.id] = outcome
        else:
            problems += outcome
    present = {path.stem for path in (root / FOLDER).glob("*.yaml")}
    missing = [
        Problem(f"{root.name}/{FOLDER}/{it}.yaml", 0, "the exercise has no figure", "write it")
        for it in sorted(set(by_id) - present)
    ]
    return Figures(figures, tuple(sorted(problems)), tuple(missing))


def load_figures(root: Path, exercises: Iterable[Exercise]) -> Mapping[str, FigureFile]:
    """The figures by exercise id; an exercise without a figure is left out.

    Raises ContentError with every problem of every file.
    """
    checked = check_figures(root, exercises)
    if checked.problems:
        raise ContentError(checked.problems)
    return checked.figures


def _checked(
    document: YamlDocument, exercise: Exercise | None, stem: str
) -> FigureFile | list[Problem]:
    if document.data is None:
        return list(document.problems)
    outcome = validated(FigureFile, document.data)
    if isinstance(outcome, FigureFile):
        faults = [*_own_faults(outcome, stem), *_agreement_faults(outcome, exercise)]
    else:
        faults = [it for it in outcome if it.where not in document.misread]
    problems = [*document.problems, *map(document.located, faults)]
    return outcome if isinstance(outcome, FigureFile) and not problems else problems


def _own_faults(figure: FigureFile, stem: str) -> Iterable[FieldFault]:
    if figure.id != stem:
        yield FieldFault(("id",), f'id is "{figure.id}"', f"write {stem}, or rename the file")
    yield from _base_faults(figure)
    for n, step in enumerate(figure.steps):
        yield from _step_faults(figure, step, n)
    used = {it for step in figure.steps for _, it in _keys_named(step)}
    used |= {it.base for it in figure.keys.values() if it.base}
    for name in figure.keys:
        if name not in used:
            yield FieldFault(("keys", name), f"no step shows keys.{name}", "use it, or remove it")


def _base_faults(figure: FigureFile) -> Iterable[FieldFault]:
    above: list[str] = []
    for name, key in figure.keys.items():
        if key.base is not None and key.base not in above:
            known = ", ".join(above)
            fix = f"use one of: {known}" if known else "leave base out of the first key"
            yield FieldFault(("keys", name, "base"), f'no key above is named "{key.base}"', fix)
        rests = key.pelvis.rests
        if rests not in {None, "floor"} and rests not in _kinds(figure):
            fix = f"write {rests} into props, or another name here"
            yield FieldFault(("keys", name, "pelvis", "rests"), f"there is no {rests}", fix)
        above.append(name)


def _step_faults(figure: FigureFile, step: StepEntry, n: int) -> Iterable[FieldFault]:
    names = ", ".join(figure.keys)
    for field, name in _keys_named(step):
        if name not in figure.keys:
            what = f'steps.{n + 1}.{field[0]} names "{name}", which is not a key'
            yield FieldFault(("steps", n, *field), what, f"use one of: {names}")
    if (step.through or step.back) and step.start is None:
        fix = "write from, or remove through and back"
        yield FieldFault(("steps", n), f"steps.{n + 1} has through or back, but not from", fix)
    for m, arrow in enumerate(step.arrows):
        if arrow.go is None and step.start is None:
            fix = "write go, or write from at this step"
            yield FieldFault(("steps", n, "arrows", m), "this arrow has no direction", fix)
        if arrow.then is not None and arrow.go is None:
            what = "this arrow bends, but has no direction to start in"
            yield FieldFault(("steps", n, "arrows", m), what, "write go, or remove then")
    props = figure.props if step.props is None else step.props
    if step.gaze is not None and step.gaze not in {it.kind for it in props}:
        fix = f"write {step.gaze} into props, or remove gaze"
        yield FieldFault(("steps", n, "gaze"), f"there is no {step.gaze}", fix)


def _keys_named(step: StepEntry) -> Iterator[tuple[Where, str]]:
    """Every key a step refers to, and the field that refers to it."""
    yield ("show",), step.show
    if step.start is not None:
        yield ("from",), step.start
    for n, name in enumerate(step.through):
        yield ("through", n), name
    for n, name in enumerate(step.back):
        yield ("back", n), name


def _agreement_faults(figure: FigureFile, exercise: Exercise | None) -> Iterable[FieldFault]:
    if exercise is None:
        what = "there is no valid exercise with this name"
        yield FieldFault(("id",), what, "name the file after an exercise, or fix that exercise")
        return
    ours, theirs = len(figure.steps), len(exercise.steps)
    if ours != theirs:
        what = f"there are {ours} steps, but the exercise has {theirs}"
        yield FieldFault(
            ("steps",), what, "write one entry for each step of the exercise, in order"
        )
        return
    for n, (entry, step) in enumerate(zip(figure.steps, exercise.steps, strict=False)):
        moves = entry.start is not None and entry.start != entry.show
        if step.reps and not moves:
            what = f"steps.{n + 1} has reps, but no key to move from"
            yield FieldFault(
                ("steps", n), what, "write from with the key where each repetition starts"
            )
        if entry.alternate and not step.reps:
            what = f"steps.{n + 1} alternates, but the exercise's step has no reps"
            yield FieldFault(("steps", n, "alternate"), what, "remove alternate")
        angles = angles_of(figure.view if entry.view is None else entry.view)
        if phrase := contradicted_view(step.alt, angles[0]):
            where: Where = ("steps", n) if entry.view is None else ("steps", n, "view")
            what = f'the alt of steps.{n + 1} says "{phrase}", but the view is at {angles[0]:g}°'
            yield FieldFault(where, what, "change the view here, or the alt in the exercise")


def _kinds(figure: FigureFile) -> set[str]:
    groups: list[list[PropEntry]] = [figure.props, *(it.props or [] for it in figure.steps)]
    return {it.kind for group in groups for it in group}
