"""What somebody asks for with `/stretch together …`: which exercise, and when it begins.

Pure: the words, the present instant and the caller's zone give a call, or why there is none. What
the exercise's words mean is the library's to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.phrases.moments import Unreadable, read_time, tidy

USUAL = timedelta(minutes=5)
"""How long people have to join, unless somebody says otherwise."""
AT_ONCE = timedelta(minutes=1)
"""The same for "now": long enough to see the card and click."""
LATEST = timedelta(days=1)
"""How far ahead a break together can be called for."""

_NOW = frozenset({"now", "right now", "at once", "immediately", "straight away"})
_SOON = frozenset({"soon", "shortly", "later"})
_OFF = frozenset({"off", "stop", "cancel", "end", "no", "never mind", "nevermind", "call it off"})
_DAILY = re.compile(
    r"\b(?:daily|(?:every|each) (?:day|workday|working day|weekday|morning|afternoon))\b"
)
_PLEASE = re.compile(r"^please\b,? ?|,? ?\bplease$", re.IGNORECASE)
_CERTAIN = frozenset({Unreadable.PAST, Unreadable.TOO_FAR})
"""Said of what is a time without doubt."""
_LEADS = ("in", "at")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?: ?[ap]m)?|\d{1,2} ?[ap]m|noon|midday|midnight")
_LENGTH = re.compile(r"\d{1,3}(?: ?(?:m|min|mins|minutes?|h|hrs?|hours?))?")
_NAMED = frozenset({"noon", "midday", "midnight"})


@dataclass(frozen=True)
class GroupBreakCall:
    """A break together that begins at `starts_at`; `exercise` is as typed, empty for any."""

    exercise: str
    starts_at: datetime


@dataclass(frozen=True)
class CallOff:
    """The one that was called for is not to be."""


@dataclass(frozen=True)
class Daily:
    """One every workday, which is a matter of the team's settings."""


@dataclass(frozen=True)
class Misread:
    """A time that gives no beginning, and why."""

    why: Unreadable
    typed: str


def read_call(
    text: str, at: datetime, zone_name: str
) -> GroupBreakCall | CallOff | Daily | Misread:
    """What `text`, typed after `/stretch together`, asks for.

    A time is said with "in" or "at", before or after the exercise, or stands alone at either end:
    "neck tilt in 10m", "at 14:00 shoulders", "shoulders 2pm", "10".
    """
    words = _PLEASE.sub("", " ".join(text.split()).rstrip("!.? "))
    said = words.lower()
    if said in _OFF:
        return CallOff()
    if _DAILY.search(said):
        return Daily()
    begun = at.replace(microsecond=0)
    if not said or said in _SOON:
        return GroupBreakCall("", begun + USUAL)
    unread = None
    for exercise, when in _readings(words):
        start = _start(when, begun, zone_name)
        if isinstance(start, datetime):
            return GroupBreakCall(exercise, start)
        if start in _CERTAIN:
            return Misread(start, when)
        unread = unread or _fault(when, start)
    return unread or GroupBreakCall(words, begun + USUAL)


def _readings(words: str) -> Iterator[tuple[str, str]]:
    """Every way to part the words into an exercise and a time, the likeliest first."""
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
    """Whether this is a time even without "in" or "at" before it."""
    said = words.lower()
    return bool(said in _NOW or _CLOCK.fullmatch(said) or _LENGTH.fullmatch(said))


def _start(when: str, at: datetime, zone_name: str) -> datetime | Unreadable:
    if when.lower() in _NOW:
        return at + AT_ONCE
    start = read_time(when, at, zone_name)
    if isinstance(start, Unreadable):
        return start
    words = tidy(when).words
    if not any(it.isdigit() for it in words) and words not in _NAMED:
        return Unreadable.VAGUE  # "at friday" is a day, and a break begins at a time
    return start if start - at <= LATEST else Unreadable.TOO_FAR


def _fault(when: str, why: Unreadable) -> Misread | None:
    """What is wrong with a time; None for what was most likely no time at all."""
    if when.partition(" ")[0].lower() not in _LEADS:
        return None
    digits = any(it.isdigit() for it in tidy(when).words)
    return Misread(why, when) if digits or why is not Unreadable.UNKNOWN else None
