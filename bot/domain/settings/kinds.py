"""Kinds of settings: which values they take, and how these are stored as JSON.

`check` and `decode` raise ValueError for a value that the setting does not take.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")


class Kind(Protocol):
    def check(self, value: Any) -> None: ...

    def encode(self, value: Any) -> Any: ...

    def decode(self, stored: Any) -> Any: ...


@dataclass(frozen=True)
class Number:
    """A whole number within bounds, both included; may be None if `optional`."""

    low: int
    high: int
    optional: bool = False

    def check(self, value: int | None) -> None:
        if value is None and self.optional:
            return
        if type(value) is not int or not self.low <= value <= self.high:
            raise ValueError(f"a number from {self.low} to {self.high}, not {value!r}")

    def encode(self, value: int | None) -> int | None:
        return value

    def decode(self, stored: Any) -> int | None:
        self.check(stored)
        return None if stored is None else int(stored)


@dataclass(frozen=True)
class Switch:
    """On or off. Switches with the same `block` share one field of the form."""

    text: str
    """The label of its checkbox."""
    block: str | None = None

    def check(self, value: bool) -> None:
        if type(value) is not bool:
            raise ValueError(f"true or false, not {value!r}")

    def encode(self, value: bool) -> bool:
        return value

    def decode(self, stored: Any) -> bool:
        self.check(stored)
        return bool(stored)


@dataclass(frozen=True)
class OneOf:
    """One of a few; `names` are the labels, in the order shown."""

    names: Mapping[StrEnum, str]

    @property
    def _type(self) -> type[StrEnum]:
        return type(next(iter(self.names)))

    def check(self, value: StrEnum) -> None:
        if value not in self.names:
            raise ValueError(f"one of {', '.join(self.names)}, not {value!r}")

    def encode(self, value: StrEnum) -> str:
        return value.value

    def decode(self, stored: Any) -> StrEnum:
        return self._type(stored)


@dataclass(frozen=True)
class SomeOf:
    """Any of a few, at least one unless `optional`.

    `inverted`: the form checks the options that are not in the set, so that an option added later
    counts as checked.
    """

    names: Mapping[Any, str]
    optional: bool = True
    inverted: bool = False

    def check(self, value: frozenset[StrEnum]) -> None:
        if not (value or self.optional) or not value <= set(self.names):
            raise ValueError(f"some of {', '.join(self.names)}, not {sorted(value)!r}")

    def encode(self, value: frozenset[StrEnum]) -> list[str]:
        return sorted(value)

    def decode(self, stored: Any) -> frozenset[StrEnum]:
        type_ = type(next(iter(self.names)))
        chosen = frozenset(type_(value) for value in stored)
        self.check(chosen)
        return chosen


@dataclass(frozen=True)
class Own(Generic[T]):
    """A setting with rules and fields of its own: the form handles it by name."""

    encode: Callable[[T], Any]
    decode: Callable[[Any], T]
    check: Callable[[T], None] = lambda _: None


class Section(StrEnum):
    """A form of settings: the first one, or one behind it."""

    FIRST = "first"
    HOURS = "hours"
    RHYTHM = "rhythm"
    EXERCISES = "exercises"
    BREAKS = "breaks"


@dataclass(frozen=True)
class Setting:
    """A setting and the forms that show it. `{low}` and `{high}` in a hint are its bounds."""

    kind: Kind
    sections: tuple[Section, ...]
    label: str = ""
    hint: str = ""
