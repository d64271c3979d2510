"""Splits working hours as typed into tokens."""

import re
from typing import NamedTuple

from bot.domain.phrases.work_hours.faults import Fault, HoursError

_DASHES = str.maketrans(dict.fromkeys("–—‐‑−", "-") | {"\u2019": "'"})  # noqa: RUF001
_TOKEN = re.compile(
    r"""(?P<time>\d{1,4}(?:[:.h]\d{2})?(?:\s?(?:am|pm|a\.m\.?|p\.m\.?|h|uhr)(?![^\W\d_]))?)
    (?![\d]|[^\W\d_])
    |(?P<next>next\s+day|\+1)
    |(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)\.?
    |(?P<sign>[-,;\n&+/:=()|.])""",
    re.VERBOSE,
)


class Token(NamedTuple):
    kind: str
    text: str
    as_typed: str
    """The whole word that it is part of, for an error message."""


def tokenize(phrase: str) -> list[Token]:
    text = phrase.lower().translate(_DASHES).strip(" \t\n.!\"'`“”„")
    tokens, at = [], 0
    while at < len(text):
        if text[at].isspace() and text[at] != "\n":
            at += 1
            continue
        match = _TOKEN.match(text, at)
        if match is None:
            raise HoursError(Fault.UNKNOWN, _around(text, at))
        kind = str(match.lastgroup)
        tokens.append(Token(kind, match[kind].rstrip(".") or ".", _around(text, at)))
        at = match.end()
    return tokens


def _around(text: str, at: int) -> str:
    """The word at a position, up to blanks, commas and semicolons."""
    before = re.search(r"[^\s,;]*$", text[:at])
    after = re.match(r"[^\s,;]*", text[at:])
    assert before is not None
    assert after is not None
    return before[0] + after[0] or text[at]
