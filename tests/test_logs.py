"""Both styles of logs, and what must never be logged."""

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from bot.logs import set_up

TOKENS = ("xoxb-1-bot", "xapp-1-app", "xwfp-1-flow", "xoxe.xoxp-1-user")


@pytest.fixture
def written() -> Iterator[StringIO]:
    """A stream for `set_up`, which undoes it afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield StringIO()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_json_line_holds_the_facts(written: StringIO) -> None:
    set_up(as_json=True, stream=written)
    logging.getLogger("bot.app").info("limber is running", extra={"port": 3000, "mode": "http"})
    line = json.loads(written.getvalue())
    assert line.pop("timestamp").endswith("+00:00")
    assert line == {"event": "limber is running", "level": "info", "port": 3000, "mode": "http"}


def test_a_text_line_names_the_facts(written: StringIO) -> None:
    set_up(as_json=False, stream=written)
    logging.getLogger("bot.app").info(
        "limber is running", extra={"port": 3000, "mode": "socket mode"}
    )
    at, _, line = written.getvalue().partition(" ")
    assert at.endswith("Z")
    assert " ".join(line.split()) == "[info ] limber is running mode='socket mode' port=3000"


@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
def test_tokens_are_masked(written: StringIO, as_json: bool) -> None:
    set_up(as_json=as_json, stream=written)
    log = logging.getLogger("slack_sdk")
    for token in TOKENS:
        log.warning("refused %s", token, extra={"one": token, "many": [f"\n{token}"]})
        try:
            raise ValueError(f"first line\n{token}\nsecond line")
        except ValueError:
            log.exception("failed")
    assert written.getvalue().count("ValueError: first line") == len(TOKENS)
    assert "-1-" not in written.getvalue()


@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
def test_ids_of_people_are_masked(written: StringIO, as_json: bool) -> None:
    set_up(as_json=as_json, stream=written)
    log = logging.getLogger("bot.usecases")
    for person in ("U00000002", "W012A3CDE", "D0LAN2Q65", "UQRTBKLMP", "U012345A"):
        try:
            raise ValueError(f"DETAIL: Key (workspace_id, user_id)=(T00000001, {person})\n{person}")
        except ValueError:
            log.exception("failed for %s", person, extra={"who": (person, "UPDATED")})
        assert person not in written.getvalue()
    assert "T00000001" in written.getvalue()
    assert written.getvalue().count("UPDATED") == 5


def test_libraries_do_not_log_data(written: StringIO) -> None:
    set_up(as_json=True, level=logging.DEBUG, stream=written)
    logging.getLogger("aiosqlite").debug("executing SELECT 1")
    assert written.getvalue() == ""


def test_a_json_record_is_one_line(written: StringIO) -> None:
    set_up(as_json=True, stream=written)
    try:
        raise ValueError("first line\nsecond line")
    except ValueError:
        logging.getLogger("bot.usecases").exception(
            "failed", extra={"answer": "\ud800", "it": object()}
        )
    (line,) = written.getvalue().splitlines()
    assert "second line" in json.loads(line)["exception"]
