"""Draws and checks the figures of the library: `python -m bot.figures render --out DIR`."""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bot.domain.exercises.exercise import Exercise
from bot.figures.checks.figures import figure_problems
from bot.figures.model.figure_files import check_figures, load_figures
from bot.figures.model.schema import FigureFile
from bot.figures.pictures import Order, orders_of, soonest_first
from bot.figures.studio.batch import render as render_all
from bot.figures.studio.draw_requests import DrawRequests
from bot.figures.studio.sheet import WIDE, write_sheet
from bot.figures.studio.visibility import hidden_bands
from bot.library.files.location import content_root
from bot.library.files.problems import ContentError
from bot.library.loading import load_library

app = typer.Typer(add_completion=False, no_args_is_help=True)

NICE = 15
"""The niceness of a worker that draws in the background; 19 is the highest."""

Only = Annotated[list[str] | None, typer.Option("--only", help="An exercise id; can be repeated.")]
Content = Annotated[Path | None, typer.Option(help="The content folder; Limber's own by default.")]
Jobs = Annotated[int, typer.Option(min=1, help="The number of processes.")]


@app.command()
def render(
    out: Annotated[Path, typer.Option(help="The folder for the pictures.")],
    only: Only = None,
    stills: Annotated[bool, typer.Option("--stills", help="No films.")] = False,
    jobs: Jobs = 2,
    content: Content = None,
    gently: Annotated[bool, typer.Option("--gently", help="Run at a low priority.")] = False,
    requests: Annotated[
        bool, typer.Option("--requests", help="Draw first what standard input asks for.")
    ] = False,
) -> None:
    """Draw every picture that the folder lacks."""
    if gently:
        os.nice(NICE)
    orders = [it for it in _orders(content, only) if not (stills and it.picture.film)]
    queue = DrawRequests(sys.stdin.fileno()) if requests else None
    problems = render_all(orders, out, jobs, _report_progress, queue)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    raise typer.Exit(1 if problems else 0)


@app.command()
def sheet(
    out: Annotated[Path, typer.Option(help="The PNG file to write.")],
    only: Only = None,
    sides: Annotated[bool, typer.Option("--sides", help="Include the other side.")] = False,
    wide: Annotated[int, typer.Option(min=240, help="The width in pixels.")] = WIDE,
    jobs: Jobs = 2,
    content: Content = None,
) -> None:
    """Draw one labeled sheet of all steps."""
    figures, exercises = _library(content)
    orders = [it for it in orders_of(figures, _chosen(exercises, only)) if not it.picture.film]
    orders = [it for it in orders if sides or not it.picture.mirrored]
    with tempfile.TemporaryDirectory() as folder:
        render_all(orders, Path(folder), jobs, lambda *_: None)
        write_sheet(orders, Path(folder), out, wide)


@app.command()
def check(only: Only = None, content: Content = None) -> None:
    """List implausible poses, hidden muscles, and exercises without a figure."""
    figures, exercises = _library(content)
    chosen = _chosen(exercises, only)
    problems = figure_problems(figures, chosen)
    problems += hidden_bands(orders_of(figures, chosen))
    problems += [str(it) for it in check_figures(content or content_root(), chosen).missing]
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    raise typer.Exit(1 if problems else 0)


def _report_progress(file: str, done: int, of: int) -> None:
    sys.stdout.write(json.dumps({"file": file, "done": done, "of": of}) + "\n")
    sys.stdout.flush()


def _orders(content: Path | None, only: list[str] | None) -> list[Order]:
    figures, exercises = _library(content)
    return soonest_first(orders_of(figures, _chosen(exercises, only)), exercises)


def _library(content: Path | None) -> tuple[dict[str, FigureFile], list[Exercise]]:
    root = content or content_root()
    try:
        exercises = list(load_library(root).exercises.values())
        return dict(load_figures(root, exercises)), exercises
    except ContentError as error:
        sys.stderr.write(f"{error}\n")
        raise typer.Exit(2) from error


def _chosen(exercises: list[Exercise], only: list[str] | None) -> list[Exercise]:
    unknown = set(only or ()) - {it.id for it in exercises}
    if unknown:
        sys.stderr.write(f"No exercise is named {', '.join(sorted(unknown))}.\n")
        raise typer.Exit(2)
    return [it for it in exercises if not only or it.id in only]


if __name__ == "__main__":
    app()
