"""What is drawn first, as long as not everything is drawn."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.domain.exercises.exercise import Sides
from bot.domain.settings.preferences import Pictures
from bot.figures.drawn_figures import Picture, Shelf
from bot.library.words import Languages
from bot.store.db.database import Database
from bot.usecases.pictures.figures import Figures, Viewer
from tests.usecases.nudges.test_nudging import LIBRARY, NoUploads

STRETCH = LIBRARY.exercises["standing-split-stance"]
NAMES = {
    Picture(STRETCH.id, step, mirrored, film): f"{step}{mirrored}.{'gif' if film else 'png'}"
    for step in range(len(STRETCH.steps))
    for mirrored in (False, True)
    for film in (False, True)
}
WORDS = Languages({}).of("en-US")


class Drawing:
    """A shelf with nothing on it, and what it asked to have drawn first."""

    def __init__(self) -> None:
        self.shelf = Shelf(Path(), NAMES)
        self.asked: list[str] = []
        self.shelf.is_drawn_by(self._ask)
        self.figures = Figures(self.shelf, "https://limber.example.com/figures", NoUploads())

    def _ask(self, files: Sequence[str]) -> None:
        self.asked += files


async def offered(database: Database, drawing: Drawing, pictures: Pictures) -> None:
    async with database.read() as connection:
        await drawing.figures.of_offers(connection, [(WORDS, Viewer("T1", pictures), STRETCH)])


async def test_an_offer_asks_for_what_it_shows_then_for_the_steps_and_their_films(
    database: Database,
) -> None:
    drawing = Drawing()

    await offered(database, drawing, Pictures.MOVING)

    assert STRETCH.sides is Sides.EACH
    gist = f"{STRETCH.gist.step}False.png"
    assert drawing.asked[0] == gist
    kinds = [it.rpartition(".")[2] for it in drawing.asked]
    assert kinds == sorted(kinds, reverse=True), "stills before films"
    assert {"png", "gif"} == set(kinds)


@pytest.mark.parametrize("pictures", [Pictures.STILL, Pictures.NONE])
async def test_nobody_asks_for_films_they_do_not_look_at(
    database: Database, pictures: Pictures
) -> None:
    drawing = Drawing()

    await offered(database, drawing, pictures)

    assert [it for it in drawing.asked if it.endswith(".gif")] == []
    assert bool(drawing.asked) is (pictures is Pictures.STILL)


async def test_a_step_asks_for_itself_and_what_follows_and_only_once(database: Database) -> None:
    drawing = Drawing()
    drawing.shelf.add("1False.png")

    for at in (1, 2):
        async with database.read() as connection:
            viewer = Viewer("T1", Pictures.STILL)
            await drawing.figures.of_stage(connection, WORDS, viewer, STRETCH, at)

    assert drawing.asked[0] == "2False.png"
    assert "0False.png" not in drawing.asked
    assert len(drawing.asked) == len(set(drawing.asked))


async def test_where_nobody_draws_nobody_is_asked(database: Database) -> None:
    drawing = Drawing()
    drawing.shelf.is_drawn_by(None)

    await offered(database, drawing, Pictures.MOVING)

    assert drawing.asked == []
