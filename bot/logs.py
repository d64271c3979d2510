"""Logs: lines for people or JSON for machines, never a token and nobody's id.

A line says what happened; the facts that belong to it are given as `extra`, and both styles show
them. The libraries' own lines look the same.
"""

import logging
import re
import sys
import time
from typing import TextIO

from pythonjsonlogger.core import RESERVED_ATTRS, LogData, merge_record_extra
from pythonjsonlogger.json import JsonFormatter

_TOKEN = re.compile(r"(xox[a-z]|xapp|xwfp)-[\w-]+", re.ASCII)
"""Wherever it begins: in JSON the `n` of a line's end stands right before it."""


_PERSON = re.compile(
    r"(?<![A-Z0-9])([UWD])(?:(?=[A-Z]*\d)[A-Z0-9]{7,}|(?<!_.)[A-Z]{8,}(?!_))(?![A-Z0-9])", re.ASCII
)
"""Slack's id of a person, or of a conversation with one. Nothing of ours logs them; a database
that tells which row it refuses does."""


class _Discreet(logging.Formatter):
    """Hides tokens and people wherever they slipped in."""

    def format(self, record: logging.LogRecord) -> str:
        return _PERSON.sub(r"\1…", _TOKEN.sub(r"\1-…", super().format(record)))


class _Text(_Discreet):
    """The time in UTC, the level, what happened, and the facts by name."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's own name
        facts = merge_record_extra(record, {}, RESERVED_ATTRS)
        level = f"[{record.levelname.lower():<8}]"
        named = " ".join(f"{name}={_said(facts[name])}" for name in sorted(facts))
        return f"{self.formatTime(record)} {level} {record.message:<30} {named}".rstrip()


class _Json(_Discreet, JsonFormatter):
    """An object a line: event, level, the facts, timestamp."""

    def __init__(self) -> None:
        names = {"message": "event", "levelname": "level", "exc_info": "exception"}
        super().__init__(["message", "levelname"], rename_fields=names, timestamp=True)

    def process_log_record(self, log_data: LogData) -> LogData:
        return {**log_data, "level": log_data["level"].lower()}


def _said(fact: object) -> str:
    """In quotes where it is more than a word, so that it is seen where a fact ends."""
    text = str(fact)
    return text if re.fullmatch(r"[^\s=\"']+", text) else repr(text)


def set_up(*, as_json: bool, level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Sends everything, our own lines and the libraries', the same way to stderr."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Json() if as_json else _Text())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("aiohttp.access", "aiosqlite", "alembic", "apscheduler"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
