"""What is wrong with working hours as they were typed."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """Why a phrase gives no week."""

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
    """What is wrong with a phrase, and the part of it that is meant."""

    fault: Fault
    word: str = ""


class HoursError(Exception):
    """Raised deep inside the reading; `read_hours` answers with what it holds."""

    def __init__(self, fault: Fault, word: str) -> None:
        self.unread = Unread(fault, word)
