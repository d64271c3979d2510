"""An open office, and Ana in it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.content_process import figure_names, open_library
from bot.library.files.location import content_root
from bot.playground.humans.humans import Human
from tests.endtoend.office import Office, frozen_clock, open_office

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every figure is drawn, if poorly."""
    folder = tmp_path_factory.mktemp("figures")
    for name in figure_names(open_library()[0], content_root()).values():
        (folder / name).write_bytes(PNG)
    return folder


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Every query is tried on both databases elsewhere, so the whole bot on Postgres may be slow."""
    kind: str = request.param
    return kind


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
