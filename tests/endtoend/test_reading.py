"""The content comes from a process of its own, or not at all."""

import sys

import pytest

from bot.content_process import open_content, read_in_worker
from bot.library.files.location import content_root

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("figures", [False, True])
def test_the_content_is_handed_over_whole(figures: bool) -> None:
    with read_in_worker(figures=figures) as wait:
        content = wait()
    assert content == open_content(content_root(), figures=figures)
    assert content is not None
    assert bool(content.pictures) is figures


@pytest.mark.parametrize("python", ["nowhere", "false"], ids=["not started", "failed"])
def test_nothing_comes_from_a_process_that_fails(
    monkeypatch: pytest.MonkeyPatch, python: str
) -> None:
    monkeypatch.setattr(sys, "executable", python)
    with read_in_worker(figures=False) as wait:
        assert wait() is None


def test_a_process_that_nobody_waits_for_is_ended() -> None:
    with read_in_worker(figures=True):
        pass
