"""The content as a terminal shows it: listed, read, drawn."""

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
from bot.library.finder import Found, NotFound


def print_list(library: Library, area: str | None) -> None:
    """The exercises by part of the body, or for one. Raises CannotStart for an unknown part."""
    table = Table(box=None, pad_edge=False)
    for column in ("area", "id", "position", "level", "time"):
        table.add_column(column, no_wrap=True)
    exercises = sorted(library.exercises.values(), key=lambda it: (it.body_area, it.id))
    areas = sorted({it.body_area for it in exercises})
    if area is not None and area not in areas:
        raise CannotStart(f"there is nothing for {area}; there is for {', '.join(areas)}.")
    for it in exercises:
        if area in {None, it.body_area}:
            minutes = f"{it.seconds // 60}:{it.seconds % 60:02d}"
            table.add_row(it.body_area, it.id, it.position, it.level, minutes)
    Console().print(table)


def print_exercise(library: Library, asked: str) -> None:
    """One exercise as a reader wants it. Raises CannotStart where none has that id or name."""
    match library.find(asked):
        case Found(found):
            Console(highlight=False).print(*_lines(found), sep="\n")
        case NotFound(suggestions) if suggestions:
            near = ", ".join(it.id for it in suggestions)
            raise CannotStart(f"there is no exercise {asked}; did you mean {near}?")
        case _:
            raise CannotStart(f"there is no exercise {asked}; `limber content list` has all.")


def draw_all(folder: Path, jobs: int) -> None:
    """Draws what is missing in a folder, and shows how far it is. Raises CannotStart."""
    bar = (TextColumn("drawing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*bar) as progress:
        task = progress.add_task("", total=None)
        for line in _drawing("render", "--out", str(folder), "--jobs", str(jobs)):
            drawn = orjson.loads(line)
            progress.update(task, completed=drawn["done"], total=drawn["of"])
    print(f"All figures are in {folder}.")


def draw_sheet(to: Path, only: Sequence[str], wide: int | None) -> None:
    """Draws every figure onto one sheet, or those of some exercises. Raises CannotStart."""
    chosen = [it for exercise_id in only for it in ("--only", exercise_id)]
    across = [] if wide is None else ["--wide", str(wide)]
    for line in _drawing("sheet", "--out", str(to), *chosen, *across):
        print(line, end="")
    print(f"The sheet is {to}.")


def _drawing(*arguments: str) -> Iterator[str]:
    """Lines from the process that draws. Raises CannotStart when it fails."""
    command = [sys.executable, "-m", "bot.figures", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:  # noqa: S603  ours
        assert worker.stdout is not None
        yield from worker.stdout
    if worker.returncode:
        raise CannotStart("the figures could not be drawn; see above.")


def _lines(it: Exercise) -> Iterator[str]:
    yield f"[bold]{escape(it.name)}[/]  ({it.id})"
    yield escape(it.summary)
    sides = "each side" if it.sides is Sides.EACH else ""
    facts = (it.kind, it.level, it.position, it.body_area, _dose(it.dose), sides)
    yield ", ".join(filter(None, facts)) + "\n"
    for n, step in enumerate(it.steps, start=1):
        yield f"{n}. {escape(step.text)} [dim]{_length(step)}[/]"
    for title, sentences in (
        ("Good form", it.cues),
        ("Before you start", it.cautions),
        ("Not with", it.avoid_if),
    ):
        if sentences:
            yield f"\n[bold]{title}[/]"
            yield from (f"- {escape(sentence)}" for sentence in sentences)
    yield "\n[bold]Sources[/]"
    for evidence in it.evidence:
        year = f" ({evidence.year})" if evidence.year else ""
        how = "" if evidence.strength is Strength.GENERAL_PRACTICE else f", {evidence.strength}"
        yield f"- {escape(evidence.source)}{year}{how}: {escape(evidence.supports)}"
    yield f"[dim]Reviewed {it.reviewed}[/]"


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
