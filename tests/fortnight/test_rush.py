"""Nine o'clock in a workspace of some size; `python -m tests.fortnight --rush` has 5,000 people."""

import pytest

from bot.library.files.location import content_root
from bot.library.loading import load_library
from bot.store.db.database import Database
from tests.fortnight.rush import MINUTE, rush

PEOPLE = 600


@pytest.mark.slow
async def test_the_start_of_work_is_no_rush(sqlite_url: str) -> None:
    async with Database.open(sqlite_url) as database:
        found = await rush(database, load_library(content_root()), PEOPLE, tick_s=20)
    assert len(found.firsts) == PEOPLE
    assert found.busiest <= 1.3
    assert found.latest <= 41 * MINUTE
    assert 0 < len(found.glances) < PEOPLE / 10
    assert found.most_glances <= 50
