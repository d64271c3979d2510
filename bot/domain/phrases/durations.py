"""Parses lengths of time: "45", "2h30", "an hour and a half", "a couple of days".

`with_digits` comes first: all the other functions read numbers as digits only.
"""

import re
from datetime import timedelta

_UNITS = {
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_UNIT = r"(m|min|mins|minutes?|h|hr|hrs|hours?|d|days?|w|wks?|weeks?)"
_AMOUNT = re.compile(rf"(\d+(?:[.,]\d+)?)\s*-?{_UNIT}(?![a-z])")
_HOURS_AND_MINUTES = re.compile(r"(\d+)h\s*(\d{1,2})|(\d+):(\d{2})\s*(?:h|hrs?|hours?)")
_MONTHS = re.compile(r"(\d{1,3})\s*(months?|years?|yrs?)")
_MONTHS_A_YEAR = 12

_SPOKEN = (
    (r"\b(?:three|3)[ -]quarters of an hour\b", "45 minutes"),
    (r"\b(?:a )?quarter(?: of an)? hour\b", "15 minutes"),
    (r"\b(?:a )?half(?: an| a)? hour\b", "30 minutes"),
    (r"\b(?:a )?couple (?:of )?(?=hours|days|weeks|minutes|months)", "2 "),
    (r"\ban?(?= (?:minute|min|hour|hr|day|week|fortnight|month|year)s?\b)", "1"),
    (r"\b(\d+) and a half (?=hours?|days?|weeks?)", r"\1.5 "),
    (r"\b(\d+) (hours?|days?|weeks?) and a half\b", r"\1.5 \2"),
    (r"\b(?:1 )?fortnight\b", "2 weeks"),
)
_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_NUMBER = re.compile(
    rf"\b(?:({'|'.join(_TENS)})(?:[ -]({'|'.join(_ONES[:9])}))?|({'|'.join(reversed(_ONES))}))\b"
)


def with_digits(words: str) -> str:
    """The same words with numbers and spoken lengths in digits."""
    for spoken, digits in _SPOKEN[:3]:
        words = re.sub(spoken, digits, words)
    words = _NUMBER.sub(_digits, words)
    for spoken, digits in _SPOKEN[3:]:
        words = re.sub(spoken, digits, words)
    return words


def _digits(match: re.Match[str]) -> str:
    tens, ones, small = match.groups()
    if small is not None:
        return str(_ONES.index(small) + 1)
    return str(_TENS[tens] + (_ONES.index(ones) + 1 if ones is not None else 0))


def length_in(words: str, most: timedelta) -> timedelta | None:
    """The length in whole seconds, at most `most`; a bare number is minutes. None if not one."""
    if words.isdecimal():
        return _minutes(float(words), most)
    if both := _HOURS_AND_MINUTES.fullmatch(words):
        hours, minutes = both[1] or both[3], both[2] or both[4]
        return _minutes(float(hours) * 60 + float(minutes), most)
    parts = list(_AMOUNT.finditer(words))
    if not parts or _AMOUNT.sub("", words).replace("and", "").strip(" ,"):
        return None
    minute = timedelta(minutes=1)
    minutes = sum(
        float(part[1].replace(",", ".")) * (_UNITS[part[2][0]] / minute) for part in parts
    )
    return _minutes(minutes, most)


def months_in(words: str) -> int | None:
    """Calendar months in "3 months" or "1 year"."""
    match = _MONTHS.fullmatch(words)
    if match is None:
        return None
    return int(match[1]) * (1 if match[2].startswith("m") else _MONTHS_A_YEAR)


def _minutes(minutes: float, most: timedelta) -> timedelta:
    return min(timedelta(seconds=round(min(minutes, 1e7) * 60)), most)
