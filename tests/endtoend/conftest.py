"""An open office, and Ana in it."""

from collections.abc import AsyncIterator

import pytest

from bot.playground.humans import Human
from tests.endtoend.office import Office, frozen_clock, open_office


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[Office]:
    """On SQLite and on Postgres."""
    async with open_office(database_url, frozen_clock()) as opened:
        yield opened


@pytest.fixture
async def desk(sqlite_url: str) -> AsyncIterator[Office]:
    """An office where the database makes no difference."""
    async with open_office(sqlite_url, frozen_clock()) as opened:
        yield opened


@pytest.fixture
def ana(request: pytest.FixtureRequest) -> Human:
    name = "office" if "office" in request.fixturenames else "desk"
    office: Office = request.getfixturevalue(name)
    return office.slack.add_person("Ana Lima", tz="Europe/Berlin")
