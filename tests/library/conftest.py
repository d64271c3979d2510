"""Good content for tests to spoil. It is not content/, so that editing that breaks no test."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.library.checks.content import Checked, check_content

GOOD = Path(__file__).parent / "good"


@dataclass(frozen=True)
class Content:
    """A copy of the good content."""

    root: Path

    def path(self, file: str) -> Path:
        """`file` is in exercises/, unless it names another folder: plans/hip-week.yaml."""
        return self.root / (file if "/" in file else f"exercises/{file}")

    def edit(self, file: str, old: str, new: str) -> None:
        """Replaces the first `old`, which must exist."""
        text = self.path(file).read_text(encoding="utf-8")
        assert old in text, old
        self.path(file).write_text(text.replace(old, new, 1), encoding="utf-8")

    def line(self, file: str, text: str) -> int:
        """The number of the first line that contains `text`."""
        lines = self.path(file).read_text(encoding="utf-8").split("\n")
        return next(number for number, line in enumerate(lines, start=1) if text in line)

    def checked(self) -> Checked:
        return check_content(self.root)


@pytest.fixture
def content(tmp_path: Path) -> Content:
    shutil.copytree(GOOD, tmp_path / "content")
    return Content(tmp_path / "content")
