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
from bot.figures.studio.sheet import WIDE, write_sheet
from bot.figures.studio.visibility import hidden_bands
from bot.figures.studio.wishes import Wishes
from bot.library.files.location import content_root
from bot.library.files.problems import ContentError
from bot.library.loading import load_library

app = typer.Typer(add_completion=False, no_args_is_help=True)

NICE = 15
"""How far drawing steps back behind whatever else the machine does; 19 is the most."""

Only = Annotated[list[str] | None, typer.Option("--only", help="An exercise id; may be repeated.")]
Content = Annotated[Path | None, typer.Option(help="The content folder, if not Limber's own.")]
Jobs = Annotated[int, typer.Option(min=1, help="How many processes draw.")]


@app.command()
def render(
    out: Annotated[Path, typer.Option(help="The folder for the pictures.")],
    only: Only = None,
    stills: Annotated[bool, typer.Option("--stills", help="No films.")] = False,
    jobs: Jobs = 2,
    content: Content = None,
    gently: Annotated[
        bool, typer.Option("--gently", help="Leave the processor to others.")
    ] = False,
    wished: Annotated[
        bool, typer.Option("--wished", help="Draw first what standard input names; alone.")
    ] = False,
) -> None:
    """Draw every picture that is not in the folder yet."""
    if gently:
        os.nice(NICE)
    orders = [it for it in _orders(content, only) if not (stills and it.picture.film)]
    wishes = Wishes(sys.stdin.fileno()) if wished else None
    problems = render_all(orders, out, jobs, _say, wishes)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    raise typer.Exit(1 if problems else 0)


@app.command()
def sheet(
    out: Annotated[Path, typer.Option(help="The PNG file to write.")],
    only: Only = None,
    sides: Annotated[bool, typer.Option("--sides", help="Show the other side too.")] = False,
    wide: Annotated[int, typer.Option(min=240, help="How many pixels across.")] = WIDE,
    jobs: Jobs = 2,
    content: Content = None,
) -> None:
    """Draw one labelled sheet of every step."""
    figures, exercises = _library(content)
    orders = [it for it in orders_of(figures, _chosen(exercises, only)) if not it.picture.film]
    orders = [it for it in orders if sides or not it.picture.mirrored]
    with tempfile.TemporaryDirectory() as folder:
        render_all(orders, Path(folder), jobs, lambda *_: None)
        write_sheet(orders, Path(folder), out, wide)


@app.command()
def check(only: Only = None, content: Content = None) -> None:
    """Say what is implausible, what cannot be seen, and which exercise has no figure."""
    figures, exercises = _library(content)
    chosen = _chosen(exercises, only)
    problems = figure_problems(figures, chosen)
    problems += hidden_bands(orders_of(figures, chosen))
    problems += [str(it) for it in check_figures(content or content_root(), chosen).missing]
    for problem in problems:
        sys.stdout.write(f"{problem}\n")
    raise typer.Exit(1 if problems else 0)


def _say(file: str, done: int, of: int) -> None:
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
