"""Which missing figures are drawn first."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.domain.exercises.exercise import Sides
from bot.domain.settings.preferences import Pictures
from bot.figures.drawn_figures import DrawnFigures, Picture, Requests
from bot.library.words import Languages
from bot.store.db.database import Database
from bot.usecases.pictures.figures import Figures, Viewer
from tests.deps import LIBRARY, NoUploads

STRETCH = LIBRARY.exercises["standing-split-stance"]
NAMES = {
    Picture(STRETCH.id, step, mirrored, film): f"{step}{mirrored}.{'gif' if film else 'png'}"
    for step in range(len(STRETCH.steps))
    for mirrored in (False, True)
    for film in (False, True)
}
WORDS = Languages({}).of("en-US")


class Drawing:
    """Nothing is drawn yet; notes what is to be drawn first."""

    def __init__(self, requests: Requests, drawn: DrawnFigures) -> None:
        self._requests = requests
        self._asked: list[str] = []
        self.shelf = drawn
        self.figures = Figures(drawn, "https://limber.example.com/figures", NoUploads())

    @property
    def asked(self) -> list[str]:
        """The files that were asked for, the most urgent first."""
        while not self._requests.empty():
            self._asked += self._requests.get_nowait()
        return self._asked


@pytest.fixture
async def drawing() -> AsyncIterator[Drawing]:
    drawn = DrawnFigures(Path(), NAMES)
    with drawn.taking_requests() as requests:
        yield Drawing(requests, drawn)


async def offered(database: Database, drawing: Drawing, pictures: Pictures) -> None:
    async with database.read() as connection:
        await drawing.figures.of_offers(connection, [(WORDS, Viewer("T1", pictures), STRETCH)])


async def test_an_offer_asks_for_its_figure_then_for_the_steps_and_their_films(
    database: Database, drawing: Drawing
) -> None:
    await offered(database, drawing, Pictures.MOVING)

    assert STRETCH.sides is Sides.EACH
    gist = f"{STRETCH.gist.step}False.png"
    assert drawing.asked[0] == gist
    kinds = [it.rpartition(".")[2] for it in drawing.asked]
    assert kinds == sorted(kinds, reverse=True), "stills before films"
    assert {"png", "gif"} == set(kinds)


@pytest.mark.parametrize("pictures", [Pictures.STILL, Pictures.NONE])
async def test_films_are_drawn_only_for_people_who_chose_moving_pictures(
    database: Database, drawing: Drawing, pictures: Pictures
) -> None:
    await offered(database, drawing, pictures)

    assert [it for it in drawing.asked if it.endswith(".gif")] == []
    assert bool(drawing.asked) is (pictures is Pictures.STILL)


async def test_a_step_asks_once_for_itself_and_the_following_steps(
    database: Database, drawing: Drawing
) -> None:
    drawing.shelf.add("1False.png")

    for at in (1, 2):
        async with database.read() as connection:
            viewer = Viewer("T1", Pictures.STILL)
            await drawing.figures.of_stages(
                connection, (WORDS, viewer, STRETCH), [STRETCH.script[at]]
            )

    assert drawing.asked[0] == "2False.png"
    assert "0False.png" not in drawing.asked
    assert len(drawing.asked) == len(set(drawing.asked))


async def test_nothing_is_asked_for_where_nothing_is_drawn(database: Database) -> None:
    drawn = DrawnFigures(Path(), NAMES)
    with drawn.taking_requests() as requests:
        drawing = Drawing(requests, drawn)

    await offered(database, drawing, Pictures.MOVING)

    assert drawing.asked == []
