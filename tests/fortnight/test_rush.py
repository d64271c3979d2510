"""Nine o'clock in a workspace of some size; `python -m tests.fortnight --rush` has 5,000 people."""

from pathlib import Path

from bot.figures.drawn_figures import Shelf
from bot.library.files.location import content_root
from bot.library.loading import load_library
from bot.store.db.database import Database
from bot.usecases.pictures.figures import Figures
from tests.benchmark.nudges import NoUploads
from tests.fortnight.rush import MINUTE, rush

PEOPLE = 600


async def test_the_start_of_work_is_no_rush(sqlite_url: str) -> None:
    figures = Figures(Shelf(Path(), {}), None, NoUploads())
    async with Database.open(sqlite_url) as database:
        found = await rush(database, load_library(content_root()), figures, PEOPLE, tick_s=20)
    assert len(found.firsts) == PEOPLE
    assert found.busiest <= 1.3
    assert found.latest <= 41 * MINUTE
    assert 0 < len(found.glances) < PEOPLE / 10
    assert found.most_glances <= 50
