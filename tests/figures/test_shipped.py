"""The figures that ship with Limber."""

import pytest
from PIL import Image

from bot.figures.checks.figures import figure_problems
from bot.figures.model.figure_files import check_figures
from bot.figures.studio.sheet import SHOWS, shown_on
from bot.library.files.location import content_root
from bot.library.loading import load_library
from tests.figures.conftest import Shipped

RENEW = "the sheet is stale; run: .venv/bin/limber content sheet --wide 864 .github/figures.png"
IDS = sorted(load_library(content_root()).exercises)


def test_every_exercise_has_a_figure(shipped: Shipped) -> None:
    checked = check_figures(content_root(), shipped.exercises.values())

    assert [str(it) for it in (*checked.problems, *checked.missing)] == []


@pytest.mark.parametrize("exercise_id", IDS)
def test_poses_are_plausible(shipped: Shipped, exercise_id: str) -> None:
    assert figure_problems(shipped.figures, [shipped.exercises[exercise_id]]) == []


def test_the_sheet_in_the_readme_is_up_to_date(shipped: Shipped) -> None:
    """If this fails, run: .venv/bin/limber content sheet --wide 864 .github/figures.png."""
    of_one_side = [it for it in shipped.orders().values() if not it.picture.mirrored]

    with Image.open(content_root().parent / ".github" / "figures.png") as sheet:
        assert sheet.info.get(SHOWS) == shown_on(of_one_side), RENEW


def test_figures_show_different_people(shipped: Shipped) -> None:
    people = {it.person for it in shipped.figures.values()}

    assert len(people) >= min(8, len(shipped.figures))
