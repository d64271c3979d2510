"""Parses `/stretch together …`: the exercise as typed, and when the group break begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.phrases.moments import Unreadable, read_time, tidy

USUAL = timedelta(minutes=5)
"""How long people have to join by default."""
AT_ONCE = timedelta(minutes=1)
"""The same for "now": long enough to see the card and click."""
LATEST = timedelta(days=1)
"""How far ahead a group break can be called for."""

_NOW = frozenset({"now", "right now", "at once", "immediately", "straight away"})
_SOON = frozenset({"soon", "shortly", "later"})
_OFF = frozenset({"off", "stop", "cancel", "end", "no", "never mind", "nevermind", "call it off"})
_DAILY = re.compile(
    r"\b(?:daily|(?:every|each) (?:day|workday|working day|weekday|morning|afternoon))\b"
)
_PLEASE = re.compile(r"^please\b,? ?|,? ?\bplease$", re.IGNORECASE)
_CERTAIN = frozenset({Unreadable.PAST, Unreadable.TOO_FAR})
"""Reasons that only a phrase that is a time can have."""
_LEADS = ("in", "at")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?: ?[ap]m)?|\d{1,2} ?[ap]m|noon|midday|midnight")
_LENGTH = re.compile(r"\d{1,3}(?: ?(?:m|min|mins|minutes?|h|hrs?|hours?))?")
_NAMED = frozenset({"noon", "midday", "midnight"})


@dataclass(frozen=True)
class GroupBreakCall:
    """`exercise` is as typed, empty for any."""

    exercise: str
    starts_at: datetime


@dataclass(frozen=True)
class CallOff:
    """The group break that was called for should not take place."""


@dataclass(frozen=True)
class Daily:
    """A group break every workday, which the team's settings offer."""


@dataclass(frozen=True)
class Misread:
    """A time that cannot be the beginning, and why."""

    why: Unreadable
    typed: str


def read_call(
    text: str, at: datetime, zone_name: str
) -> GroupBreakCall | CallOff | Daily | Misread:
    """What `text`, typed after `/stretch together`, asks for.

    A time has "in" or "at" before it, before or after the exercise, or stands alone at either end:
    "neck tilt in 10m", "at 14:00 shoulders", "shoulders 2pm", "10".
    """
    words = _PLEASE.sub("", " ".join(text.split()).rstrip("!.? "))
    lowered = words.lower()
    if lowered in _OFF:
        return CallOff()
    if _DAILY.search(lowered):
        return Daily()
    now = at.replace(microsecond=0)
    if not lowered or lowered in _SOON:
        return GroupBreakCall("", now + USUAL)
    misread = None
    for exercise, when in _splits(words):
        start = _start(when, now, zone_name)
        if isinstance(start, datetime):
            return GroupBreakCall(exercise, start)
        if start in _CERTAIN:
            return Misread(start, when)
        misread = misread or _misread(when, start)
    return misread or GroupBreakCall(words, now + USUAL)


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """Every way to split the words into an exercise and a time, the likeliest first."""
    yield "", words
    parts = words.split(" ")
    places = range(len(parts))
    lead = [n for n in places if parts[n].lower() in _LEADS]
    for n in reversed(lead):
        yield " ".join(parts[:n]), " ".join(parts[n:])
    if lead[:1] == [0]:
        for n in reversed(places[2:]):
            yield " ".join(parts[n:]), " ".join(parts[:n])
    for size in (4, 3, 2, 1):
        head, tail = " ".join(parts[:size]), " ".join(parts[-size:])
        if size <= len(parts) and _stands_alone(tail):
            yield " ".join(parts[:-size]), tail
        if size <= len(parts) and _stands_alone(head):
            yield " ".join(parts[size:]), head


def _stands_alone(words: str) -> bool:
    """Whether it is a time even without "in" or "at" before it."""
    lowered = words.lower()
    return bool(lowered in _NOW or _CLOCK.fullmatch(lowered) or _LENGTH.fullmatch(lowered))


def _start(when: str, at: datetime, zone_name: str) -> datetime | Unreadable:
    if when.lower() in _NOW:
        return at + AT_ONCE
    start = read_time(when, at, zone_name)
    if isinstance(start, Unreadable):
        return start
    words = tidy(when).words
    if not any(it.isdigit() for it in words) and words not in _NAMED:
        return Unreadable.VAGUE  # "at friday" names no time
    return start if start - at <= LATEST else Unreadable.TOO_FAR


def _misread(when: str, why: Unreadable) -> Misread | None:
    """What is wrong with a time; None if it was probably not meant as one."""
    if when.partition(" ")[0].lower() not in _LEADS:
        return None
    has_digits = any(it.isdigit() for it in tidy(when).words)
    return Misread(why, when) if has_digits or why is not Unreadable.UNKNOWN else None
