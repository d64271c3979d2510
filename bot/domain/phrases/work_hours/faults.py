"""What can be wrong with working hours as typed."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    EMPTY = "empty"
    TOO_LONG = "too long"
    UNKNOWN = "unknown word"
    NO_END = "a time without another"
    NO_HOURS = "days without hours"
    NO_DAYS = "hours without days"
    NO_TIME = "start is end"
    OVERLAP = "hours overlap"
    TOO_MANY = "too many shifts"


@dataclass(frozen=True)
class Unread:
    """What is wrong with a phrase, and with which part of it."""

    fault: Fault
    word: str = ""


class HoursError(Exception):
    """Raised while parsing; `read_hours` returns its `unread`."""

    def __init__(self, fault: Fault, word: str) -> None:
        self.unread = Unread(fault, word)
