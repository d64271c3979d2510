"""Validates the data of a file against its schema, with messages for authors."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.library.files.problems import FieldFault, Where, label

_Entry = TypeVar("_Entry", bound=BaseModel)

SHOWN = 60
"""Characters of a wrong value that a message quotes."""


def validated(model: type[_Entry], data: Mapping[str, object]) -> _Entry | list[FieldFault]:
    """The entry that `data` describes, or everything that is wrong with its fields."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    return _Explainer(data, model).faults(errors)


class _Explainer:
    """Turns Pydantic's errors about one file into faults, one for each value."""

    def __init__(self, data: Mapping[str, object], model: type[BaseModel]) -> None:
        self.data = data
        self.schema = _json_schema(model)

    def faults(self, errors: list[ErrorDetails]) -> list[FieldFault]:
        places = [(_place(it, self.data), it) for it in errors]
        unknown = {where: self._meant(where) for where, it in places if _is_unknown(it)}
        misspelled = {(*where[:-1], name) for where, name in unknown.items()}
        found = {where: self._unknown_field(where, name) for where, name in unknown.items()}
        for place, error in places:
            if not _is_unknown(error) and place not in misspelled:
                found.setdefault(place, self._fault(place, error))
        return list(found.values())

    def _meant(self, where: Where) -> str | None:
        """The missing field whose name is most like this unknown one."""
        close = get_close_matches(str(where[-1]), self._fields_not_given(where[:-1]), n=1)
        return close[0] if close else None

    def _fields_not_given(self, where: Where) -> list[str]:
        group: Any = self.data
        for part in where:
            group = group[part]
        return [it for it in self._schema_at(where).get("properties", {}) if it not in group]

    def _unknown_field(self, where: Where, meant: str | None) -> FieldFault:
        unused = ", ".join(self._fields_not_given(where[:-1]))
        fix = f"remove it, or use one of: {unused}" if unused else "remove it"
        if meant:
            fix = f"did you mean {meant}?"
        return FieldFault(where, f"{label(where)} is not a field", fix)

    def _fault(self, where: Where, error: ErrorDetails) -> FieldFault:
        if error["type"] == "missing":
            return FieldFault(where, f"{label(where)} is missing", f"write {self._wanted(where)}")
        if error["loc"][-1] == "[key]":
            what = f"{label(where)} is not a valid name"
            return FieldFault(where, what, "write it in lower case, with spaces between words")
        value = error["input"]
        what = f"{label(where)} is {shown(value)}"
        if error["type"] == "string_too_long":
            what = f"{label(where)} has {len(value)} characters"
        if error["type"] == "too_long":
            what = f"{label(where)} has {len(value)} entries"
        fix = f"write {self._wanted(where)}{_about_quotes(error['type'], value)}"
        return FieldFault(where, what, fix)

    def _wanted(self, where: Where) -> str:
        """What belongs there, in words that follow "write"."""
        schema = self._schema_at(where)
        if "enum" in schema:
            return f"one of: {', '.join(schema['enum'])}"
        return str(schema.get("description", "what the schema describes"))

    def _schema_at(self, where: Where) -> dict[str, Any]:
        """The part of the JSON Schema for a path; empty for an unknown one."""
        found = self._resolved(self.schema, self.data)
        value: Any = self.data
        for part in where:
            inner = found.get("items") if isinstance(part, int) else _property(found, part)
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                value = None
            found = self._resolved(inner or {}, value)
        return found

    def _resolved(self, schema: dict[str, Any], value: object) -> dict[str, Any]:
        """Follows a reference, and chooses the alternative that fits the value best."""
        target: dict[str, Any] = {}
        if "$ref" in schema:
            target = self.schema["$defs"][schema["$ref"].rpartition("/")[2]]
        alternatives = schema.get("anyOf") or schema.get("oneOf")
        if alternatives:
            resolved = [self._resolved(it, value) for it in alternatives]
            target = max(resolved, key=lambda alternative: _fit(alternative, value))
        return target | {k: v for k, v in schema.items() if k not in {"anyOf", "oneOf", "$ref"}}


def _fit(schema: dict[str, Any], value: object) -> int:
    """How well a value fits an alternative: for a group, how many of its fields fit."""
    match value:
        case dict():
            fields = schema.get("properties", {})
            return sum(it in fields for it in value)
        case list():
            return int(schema.get("type") == "array")
        case str():
            return int("enum" in schema)
        case _:
            return 0


def _place(error: ErrorDetails, data: object) -> Where:
    """The path in the file, without the names of the alternatives that Pydantic tried."""
    parts, group, last = [], data, len(error["loc"]) - 1
    for n, part in enumerate(error["loc"]):
        inside: Any = group
        if (isinstance(group, Mapping) and part in group) or (
            isinstance(group, list) and isinstance(part, int) and part < len(group)
        ):
            parts.append(part)
            group = inside[part]
        elif n == last and error["type"] == "missing":
            parts.append(part)
    return tuple(parts)


def _is_unknown(error: ErrorDetails) -> bool:
    return error["type"] == "extra_forbidden"


def shown(value: object) -> str:
    """The value as a message quotes it."""
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


@cache
def _json_schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _property(schema: dict[str, Any], name: str) -> dict[str, Any]:
    named: dict[str, Any] = schema.get("properties", {})
    patterns: dict[str, Any] = schema.get("patternProperties", {})
    others = next(iter(patterns.values()), schema.get("additionalProperties"))
    found: dict[str, Any] = named.get(name) or others or {}
    return found
