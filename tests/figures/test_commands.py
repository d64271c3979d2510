"""The commands of `python -m bot.figures`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from bot.figures.__main__ import app
from bot.figures.drawn_figures import Picture
from bot.figures.studio.sheet import SHOWS, shown_on
from tests.figures.conftest import Shipped

pytestmark = pytest.mark.slow

RUN = CliRunner()


def test_render_draws_missing_pictures_and_reports_progress(tmp_path: Path) -> None:
    command = ["render", "--out", str(tmp_path), "--only", "20-20-20", "--stills", "--jobs", "1"]

    first = RUN.invoke(app, command)
    progress = [json.loads(it) for it in first.stdout.splitlines()]
    assert [(it["done"], it["of"]) for it in progress] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert {it.name for it in tmp_path.iterdir()} == {it["file"] for it in progress}

    missing = next(tmp_path.iterdir())
    missing.unlink()
    again = RUN.invoke(app, command)
    assert [json.loads(it)["file"] for it in again.stdout.splitlines()] == [missing.name]


def test_render_draws_requested_pictures_first_and_stills_before_films(
    shipped: Shipped, tmp_path: Path
) -> None:
    orders = shipped.orders()
    still, film = (
        orders[Picture("20-20-20", 2, mirrored=False, film=it)].file for it in (False, True)
    )
    last = orders[Picture("20-20-20", 3, mirrored=False, film=False)].file
    command = ["render", "--out", str(tmp_path), "--only", "20-20-20", "--requests"]

    done = subprocess.run(
        [sys.executable, "-m", "bot.figures", *command],
        input=f"{still} {film}\nnothing.png {last}\n",
        capture_output=True,
        text=True,
        check=True,
    )

    drawn = [json.loads(it)["file"] for it in done.stdout.splitlines()]
    assert drawn[:3] == [last, still, film], "the latest request comes first"
    assert len(drawn) == 5


def test_render_removes_temporary_files_of_a_killed_process(tmp_path: Path) -> None:
    left, begun = tmp_path / ".0a.gif.41", tmp_path / ".0b.gif.42"
    left.touch()
    begun.touch()
    os.utime(left, (0, 0))

    RUN.invoke(app, ["render", "--out", str(tmp_path), "--only", "20-20-20", "--stills"])

    assert not left.exists()
    assert begun.exists(), "another process may be writing it"


def test_sheet_shows_every_step(tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"

    done = RUN.invoke(app, ["sheet", "--out", str(out), "--only", "20-20-20", "--jobs", "1"])

    assert done.exit_code == 0
    with Image.open(out) as image:
        assert image.size == (4 * 480, 326)


def test_a_sheet_has_the_requested_width_and_a_digest_of_its_pictures(
    shipped: Shipped, tmp_path: Path
) -> None:
    out = tmp_path / "sheet.png"

    RUN.invoke(app, ["sheet", "--out", str(out), "--only", "20-20-20", "--wide", "960"])

    with Image.open(out) as image:
        assert image.size == (960, 163)
        here = [it for it in shipped.orders().values() if it.picture.exercise_id == "20-20-20"]
        assert image.info[SHOWS] == shown_on(here)
        assert image.info[SHOWS] != shown_on(here[1:])


def test_check_accepts_a_good_figure() -> None:
    done = RUN.invoke(app, ["check", "--only", "dead-bug"])

    assert (done.exit_code, done.stdout) == (0, "")


def test_an_unknown_exercise_is_an_error() -> None:
    done = RUN.invoke(app, ["check", "--only", "dead-bag"])

    assert done.exit_code == 2
    assert "dead-bag" in done.stderr
