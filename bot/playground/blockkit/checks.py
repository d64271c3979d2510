"""Small checks and combinators that Block Kit's rules are written in."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.playground.json_values import Json, a_list, an_object, text_at


def any_file(_slack_file: Json) -> bool:
    """Accepts every slack_file."""
    return True


@dataclass(slots=True, kw_only=True)
class Inspection:
    """The state of one validation: the faults, ids and counts found so far."""

    sees_file: Callable[[Json], bool] = any_file
    faults: list[str] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    tally: Counter[str] = field(default_factory=Counter)

    def fault(self, message: str, at: str) -> None:
        """Record a fault as Slack reports it: a message and a JSON pointer."""
        self.faults.append(f"{message} [json-pointer:{at}]")


Check: TypeAlias = Callable[[Inspection, object, str], None]


def string(most: int | None = None, *, least: int = 1) -> Check:
    """A string of `least` to `most` characters."""

    def check(look: Inspection, value: object, at: str) -> None:
        if not isinstance(value, str):
            look.fault("must provide a string", at)
        elif len(value) < least:
            look.fault(f"must be more than {least - 1} characters", at)
        elif most is not None and len(value) > most:
            look.fault(f"must be less than {most + 1} characters", at)

    return check


def unique(kind: str) -> Check:
    """An id of at most 255 characters that is unique in the payload, for each `kind`."""
    well_formed = string(255)

    def check(look: Inspection, value: object, at: str) -> None:
        well_formed(look, value, at)
        if not isinstance(value, str):
            return
        if (kind, value) in look.seen:
            look.fault(f"`{kind}` {value} already exists", at)
        look.seen.add((kind, value))

    return check


def one_of(*allowed: str) -> Check:
    def check(look: Inspection, value: object, at: str) -> None:
        if value not in allowed:
            look.fault(f"must be one of: {', '.join(allowed)}", at)

    return check


def boolean(look: Inspection, value: object, at: str) -> None:
    if not isinstance(value, bool):
        look.fault("must provide a boolean", at)


def whole(least: int, most: int | None = None) -> Check:
    def check(look: Inspection, value: object, at: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            look.fault("must provide a whole number", at)
        elif value < least or (most is not None and value > most):
            look.fault(f"must be a number from {least} to {most}", at)

    return check


def list_of(item: Check, most: int | None = None, *, least: int = 1) -> Check:
    """An array of `least` to `most` entries that each pass `item`."""

    def check(look: Inspection, value: object, at: str) -> None:
        if not isinstance(value, list):
            look.fault("must provide an array", at)
            return
        if len(value) < least:
            look.fault(f"no fewer than {least} items allowed", at)
        if most is not None and len(value) > most:
            look.fault(f"no more than {most} items allowed", at)
        for index, entry in enumerate(a_list(value)):
            item(look, entry, f"{at}/{index}")

    return check


def record(
    required: Mapping[str, Check],
    optional: Mapping[str, Check] | None = None,
    *whole_checks: Callable[[Inspection, Json, str], None],
) -> Check:
    """An object with these keys and no others. `whole_checks` get the whole object."""
    known = {**required, **(optional or {})}

    def check(look: Inspection, value: object, at: str) -> None:
        if not isinstance(value, dict):
            look.fault("must provide an object", at)
            return
        holder = an_object(value)
        for missing in (key for key in required if key not in holder):
            look.fault(f"missing required field: {missing}", at)
        for key, entry in holder.items():
            if key in known:
                known[key](look, entry, f"{at}/{key}")
            else:
                look.fault(f"invalid additional property: {key}", at)
        for whole_check in whole_checks:
            whole_check(look, holder, at)

    return check


def typed(kinds: Mapping[str, Check], only: Iterable[str] | None = None) -> Check:
    """An object whose `type` selects its check, limited to the types in `only`."""
    allowed = frozenset(kinds if only is None else only)

    def check(look: Inspection, value: object, at: str) -> None:
        if not isinstance(value, dict):
            look.fault("must provide an object", at)
            return
        holder = an_object(value)
        kind = text_at(holder, "type")
        if kind in allowed:
            kinds[kind](look, {key: holder[key] for key in holder if key != "type"}, at)
        else:
            look.fault(f"unsupported type: {kind}", f"{at}/type")

    return check


def exactly_one(*keys: str) -> Callable[[Inspection, Json, str], None]:
    def check(look: Inspection, holder: Json, at: str) -> None:
        if sum(key in holder for key in keys) != 1:
            look.fault(f"must define exactly one of {', '.join(f'`{key}`' for key in keys)}", at)

    return check


def at_least_one(*keys: str) -> Callable[[Inspection, Json, str], None]:
    def check(look: Inspection, holder: Json, at: str) -> None:
        if not any(key in holder for key in keys):
            look.fault(f"must define either {' or '.join(f'`{key}`' for key in keys)}", at)

    return check
