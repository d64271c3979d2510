"""The content comes from a process of its own, or not at all."""

import sys

import pytest

from bot.content_opening import open_content
from bot.content_process import reading
from bot.library.files.location import content_root


@pytest.mark.parametrize("figures", [False, True])
def test_the_content_is_handed_over_whole(figures: bool) -> None:
    with reading(figures=figures) as coming:
        content = coming()
    assert content == open_content(content_root(), figures=figures)
    assert content is not None
    assert bool(content.pictures) is figures


@pytest.mark.parametrize("python", ["nowhere", "false"], ids=["not started", "failed"])
def test_nothing_comes_from_a_process_that_fails(
    monkeypatch: pytest.MonkeyPatch, python: str
) -> None:
    monkeypatch.setattr(sys, "executable", python)
    with reading(figures=False) as coming:
        assert coming() is None


def test_a_process_that_nobody_waits_for_is_ended() -> None:
    with reading(figures=True):
        pass
