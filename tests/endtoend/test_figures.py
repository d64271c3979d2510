"""Figures on cards: at an address or as files of Slack's, and never in the way of a card."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.figures.pictures import names
from bot.library.catalog import load_library
from bot.library.location import content_root
from bot.playground.humans import Human
from bot.playground.world import Message
from tests.endtoend.office import Office, frozen_clock, open_office

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every figure is drawn, if poorly."""
    folder = tmp_path_factory.mktemp("figures")
    for name in names(content_root()).values():
        (folder / name).write_bytes(PNG)
    return folder


def images(card: Message) -> list[dict[str, Any]]:
    return [it for it in card.blocks if it["type"] == "image"]
