"""Whether the data of a file has the fields, types and limits of the schema."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.library.problems import Fault, Where, label
from bot.library.schema import Entry

_EntryT = TypeVar("_EntryT", bound=Entry)

SHOWN = 60
"""Characters of a wrong value that a message repeats."""


def validated(model: type[_EntryT], data: Mapping[str, object]) -> _EntryT | list[Fault]:
    """The entry that `data` describes, or all that is wrong with its fields."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        return _Faults(model, data).of(error.errors(include_url=False))


def _is_unknown(error: ErrorDetails) -> bool:
    return error["type"] == "extra_forbidden"


@dataclass(frozen=True)
class _Faults:
    """What the schema of `model` says about the `data` it refused."""

    model: type[Entry]
    data: Mapping[str, object]

    def of(self, errors: list[ErrorDetails]) -> list[Fault]:
        unknown = {it["loc"]: self._meant(it["loc"]) for it in errors if _is_unknown(it)}
        meant = {(*where[:-1], name) for where, name in unknown.items()}
        misspelled = [self._unknown_field(where, name) for where, name in unknown.items()]
        others = (it for it in errors if not _is_unknown(it) and it["loc"] not in meant)
        return [*misspelled, *map(self._fault, others)]

    def _meant(self, where: Where) -> str | None:
        """The field not given yet that a misspelled one comes close to."""
        close = get_close_matches(str(where[-1]), self._fields_not_given(where[:-1]), n=1)
        return close[0] if close else None

    def _fields_not_given(self, where: Where) -> list[str]:
        group: Any = self.data
        for part in where:
            group = group[part]
        fields = _schema_at(self.model, where).get("properties", {})
        return [it for it in fields if it not in group]

    def _unknown_field(self, where: Where, meant: str | None) -> Fault:
        unused = ", ".join(self._fields_not_given(where[:-1]))
        mend = f"remove it, or use one of: {unused}" if unused else "remove it"
        if meant:
            mend = f"did you mean {meant}?"
        return Fault(where, f"{label(where)} is not a field", mend)

    def _fault(self, error: ErrorDetails) -> Fault:
        where: Where = error["loc"]
        wanted = _wanted(_schema_at(self.model, where))
        if error["type"] == "missing":
            return Fault(where, f"{label(where)} is missing", f"write {wanted}")
        value = error["input"]
        what = f"{label(where)} is {shown(value)}"
        if error["type"] == "string_too_long":
            what = f"{label(where)} has {len(value)} characters"
        return Fault(where, what, f"write {wanted}{_about_quotes(error['type'], value)}")


def shown(value: object) -> str:
    """A value as a message names it: text in quotes, numbers bare."""
    match value:
        case None:
            return "empty"
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"' if len(value) <= SHOWN else f'"{value[:SHOWN]}…"'
        case list():
            return "a list" if value else "an empty list"
        case dict():
            return "a group of fields"
        case _:
            return str(value)


def _about_quotes(error_type: str, value: object) -> str:
    if error_type in {"int_type", "bool_type", "date_type"} and isinstance(value, str):
        return ", without quotes"
    if error_type == "string_type" and isinstance(value, int | float | date):
        return ", in quotes"
    return ""


def _wanted(schema: Mapping[str, Any]) -> str:
    """What belongs there, in words that follow "write "."""
    if "enum" in schema:
        return f"one of: {', '.join(schema['enum'])}"
    return str(schema.get("description", "what the schema asks for"))


@cache
def _json_schema(model: type[Entry]) -> dict[str, Any]:
    return model.model_json_schema()


def _schema_at(model: type[Entry], where: Where) -> dict[str, Any]:
    """The part of the JSON Schema for a place in a file; empty for an unknown one."""
    whole = _json_schema(model)
    found = _resolved(whole, whole)
    for part in where:
        inner = found.get("items") if isinstance(part, int) else _property(found, part)
        found = _resolved(whole, inner or {})
    return found


def _property(schema: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = schema.get("properties", {}).get(name, {})
    return found


def _resolved(whole: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Follows a reference, and takes the first choice of "this or null"."""
    target: dict[str, Any] = {}
    if "$ref" in schema:
        target = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        target = schema["anyOf"][0]
    return target | schema
