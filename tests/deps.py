"""Deps for use cases, without Slack or with the parts of it that a test needs."""

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.domain.pacing import Pace
from bot.figures.drawn_figures import DrawnFigures
from bot.library.catalog import Library
from bot.library.files.location import content_root
from bot.library.loading import load_library
from bot.library.words import Languages
from bot.store.db.database import Database
from bot.usecases.deps import Deps
from bot.usecases.pictures.chart_upload import ChartUploads
from bot.usecases.pictures.figures import Figures

LIBRARY = load_library(content_root())


class Unused:
    """A port that the test must not use."""

    def __getattr__(self, name: str) -> Any:
        async def fail(*args: object, **kwargs: object) -> None:
            raise AssertionError(f"{name} was called")

        return fail


class NoUploads:
    """Nothing is drawn, so nothing is uploaded."""

    def want(self, wishes: object) -> None:
        assert not wishes


class AnyUploads:
    """Ignores uploads: pictures have URLs."""

    def want(self, wishes: object) -> None: ...


def deps_of(
    database: Database, clock: Callable[[], datetime], library: Library = LIBRARY, **parts: Any
) -> Deps:
    """Deps without pictures; `parts` replace the defaults."""
    defaults: dict[str, Any] = {
        "languages": Languages({}),
        "random": random.Random(1),
        "figures": Figures(DrawnFigures(Path(), {}), None, NoUploads()),
        "charts": ChartUploads(None, Unused(), clock),
        "courier": Unused(),
        "editor": Unused(),
        "responder": Unused(),
        "files": Unused(),
        "directory": Unused(),
        "later": Unused(),
        "pace": Pace(),
    }
    return Deps(database=database, library=library, clock=clock, **(defaults | parts))
