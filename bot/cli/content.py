"""`limber content`: lists, shows and draws the exercises in a terminal."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.domain.exercises.exercise import Dose, Exercise, Sides, Step, Strength
from bot.errors import CannotStart
from bot.library.catalog import Library
from bot.library.finder import Found, FoundArea, NotFound
from bot.library.names import area_keys, key

LIST_HINT = "`limber content list` lists them all"


def print_list(library: Library, area: str | None) -> None:
    """All exercises, or those for one area. Raises CannotStart for an unknown area."""
    exercises = sorted(library.exercises.values(), key=lambda it: (it.body_area, it.id))
    if area is not None:
        wanted = area_keys().get(key(area))
        exercises = [it for it in exercises if it.body_area == wanted]
    if not exercises:
        areas = ", ".join(sorted({it.body_area for it in library.exercises.values()}))
        raise CannotStart(f'there is no exercise for "{area}"; choose one of: {areas}.')
    table = Table(box=None, pad_edge=False)
    for column in ("area", "id", "position", "level", "time"):
        table.add_column(column, no_wrap=True)
    for exercise in exercises:
        minutes = f"{exercise.seconds // 60}:{exercise.seconds % 60:02d}"
        facts = (exercise.body_area, exercise.id, exercise.position, exercise.level, minutes)
        table.add_row(*facts)
    Console().print(table)


def print_exercise(library: Library, asked: str) -> None:
    Console(highlight=False).print(*_lines(find_exercise(library, asked)), sep="\n")


def find_exercise(library: Library, asked: str) -> Exercise:
    """By its id, name or alias. Raises CannotStart with a suggestion."""
    match library.find(asked):
        case Found(found):
            return found
        case FoundArea(exercises=exercises, nearby=False):
            ids = ", ".join(it.id for it in exercises)
            raise CannotStart(f'"{asked}" is a part of the body; its exercises are: {ids}.')
        case NotFound(suggestions) if suggestions:
            ids = " or ".join(it.id for it in suggestions)
            raise CannotStart(f'there is no exercise "{asked}"; did you mean {ids}?')
        case _:
            raise CannotStart(f'there is no exercise "{asked}"; {LIST_HINT}.')


def draw_all(folder: Path, jobs: int) -> None:
    """Draws what is missing in a folder, with a progress bar. Raises CannotStart."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise CannotStart(f"{folder}: {reason}; name another folder with --out.") from error
    bar = (TextColumn("drawing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*bar) as progress:
        task = progress.add_task("", total=None)
        for line in _drawing("render", "--out", str(folder), "--jobs", str(jobs)):
            drawn = orjson.loads(line)
            progress.update(task, completed=drawn["done"], total=drawn["of"])
    print(f"All figures are in {folder}.")


def draw_sheet(to: Path, only: Sequence[Exercise], wide: int | None) -> None:
    """Draws the figures of some exercises, or of all, onto one sheet. Raises CannotStart."""
    folder = to.parent
    if to.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise CannotStart(f"{to} cannot be written; name a file in a folder that you can write to.")
    chosen = [it for exercise in only for it in ("--only", exercise.id)]
    across = [] if wide is None else ["--wide", str(wide)]
    for line in _drawing("sheet", "--out", str(to), *chosen, *across):
        print(line, end="")
    print(f"The sheet is in {to}.")


def _drawing(*arguments: str) -> Iterator[str]:
    """Lines from the process that draws. Raises CannotStart when it fails."""
    command = [sys.executable, "-m", "bot.figures", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:  # noqa: S603  ours
        assert worker.stdout is not None
        yield from worker.stdout
    if worker.returncode:
        raise CannotStart("the figures could not all be drawn; the reasons are above.")


def _lines(exercise: Exercise) -> Iterator[str]:
    yield f"[bold]{escape(exercise.name)}[/]  ({exercise.id})"
    yield escape(exercise.summary)
    sides = "each side" if exercise.sides is Sides.EACH else ""
    facts = (exercise.kind, exercise.level, exercise.position, exercise.body_area)
    yield ", ".join(filter(None, (*facts, _dose(exercise.dose), sides)))
    for title, words in (
        ("Also called", exercise.aliases),
        ("Needs", exercise.equipment),
        ("Loads", exercise.loads),
        ("Easier", exercise.regressions),
    ):
        if words:
            yield f"{title}: {escape(', '.join(words))}"
    yield ""
    for n, step in enumerate(exercise.steps, start=1):
        yield f"{n}. {escape(step.text)} [dim]{_length(step)}[/]"
    for title, sentences in (
        ("Good form", exercise.cues),
        ("Before you start", exercise.cautions),
        ("Skip it with", exercise.avoid_if),
    ):
        if sentences:
            yield f"\n[bold]{title}[/]"
            yield from (f"- {escape(sentence)}" for sentence in sentences)
    yield from _sources(exercise)


def _sources(exercise: Exercise) -> Iterator[str]:
    yield "\n[bold]Sources[/]"
    for evidence in exercise.evidence:
        year = f" ({evidence.year})" if evidence.year else ""
        how = "" if evidence.strength is Strength.GENERAL_PRACTICE else f", {evidence.strength}"
        yield f"- {escape(evidence.source)}{year}{how}: {escape(evidence.supports)}"
    yield f"[dim]Reviewed {exercise.reviewed}[/]"


def _dose(dose: Dose) -> str:
    parts = (
        f"{dose.reps} times" if dose.reps else "",
        f"{dose.hold_s} s" if dose.hold_s else "",
        f"{dose.sets} rounds" if dose.sets > 1 else "",
    )
    return ", ".join(filter(None, parts))


def _length(step: Step) -> str:
    if step.hold:
        return f"hold {step.seconds} s"
    return f"{step.reps} times" if step.reps else f"{step.seconds} s"
