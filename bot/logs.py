"""Logs as text or JSON, without tokens or ids of people.

Facts go into `extra`, and both styles show them. Libraries log in the same style.
"""

import logging
import re
import sys
import time
from typing import TextIO

from pythonjsonlogger.core import RESERVED_ATTRS, LogData, merge_record_extra
from pythonjsonlogger.json import JsonFormatter

_TOKEN = re.compile(r"(xox[a-z]|xapp|xwfp)-[\w-]+", re.ASCII)
"""No word boundary in front: in JSON an escaped line break (`\\n`) may precede a token."""

_PERSON = re.compile(
    r"(?<![A-Z0-9])([UWD])(?:(?=[A-Z]*\d)[A-Z0-9]{7,}|(?<!_.)[A-Z]{8,}(?!_))(?![A-Z0-9])", re.ASCII
)
"""Slack's id of a person, or of a direct message. Limber logs none, but a database error may quote
the row."""


class _Masking(logging.Formatter):
    """Masks tokens and people."""

    def format(self, record: logging.LogRecord) -> str:
        return _PERSON.sub(r"\1…", _TOKEN.sub(r"\1-…", super().format(record)))


class _Text(_Masking):
    """Time in UTC, level, message, facts."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  logging's own name
        facts = merge_record_extra(record, {}, RESERVED_ATTRS)
        level = f"[{record.levelname.lower():<8}]"
        named = " ".join(f"{name}={_quoted(facts[name])}" for name in sorted(facts))
        return f"{self.formatTime(record)} {level} {record.message:<30} {named}".rstrip()


class _Json(_Masking, JsonFormatter):
    """An object per line: event, level, facts, timestamp."""

    def __init__(self) -> None:
        names = {"message": "event", "levelname": "level", "exc_info": "exception"}
        super().__init__(["message", "levelname"], rename_fields=names, timestamp=True)

    def process_log_record(self, log_data: LogData) -> LogData:
        return {**log_data, "level": log_data["level"].lower()}


def _quoted(fact: object) -> str:
    """Quoted unless it is a single word, so that one can see where it ends."""
    text = str(fact)
    return text if re.fullmatch(r"[^\s=\"']+", text) else repr(text)


def set_up(*, as_json: bool, level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Sends all logs, those of libraries included, to stderr."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Json() if as_json else _Text())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("aiohttp.access", "aiosqlite", "alembic", "apscheduler"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
