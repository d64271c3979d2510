"""Whether the data of a file has the fields, types and limits of the schema."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.library.problems import Fault, Where, label
from bot.library.schema import ExerciseFile

SHOWN = 60
"""Characters of a wrong value that a message repeats."""


def validated(data: Mapping[str, object]) -> ExerciseFile | list[Fault]:
    """The entry that `data` describes, or all that is wrong with its fields."""
    try:
        return ExerciseFile.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    unknown = {it["loc"]: _meant(it["loc"], data) for it in errors if _is_unknown(it)}
    meant = {(*where[:-1], name) for where, name in unknown.items()}
    misspelled = [_unknown_field(where, name, data) for where, name in unknown.items()]
    others = (it for it in errors if not _is_unknown(it) and it["loc"] not in meant)
    return [*misspelled, *map(_fault, others)]


def _is_unknown(error: ErrorDetails) -> bool:
    return error["type"] == "extra_forbidden"


def _meant(where: Where, data: Mapping[str, object]) -> str | None:
    """The field not given yet that a misspelled one comes close to."""
    close = get_close_matches(str(where[-1]), _fields_not_given(where[:-1], data), n=1)
    return close[0] if close else None


def _fields_not_given(where: Where, data: Mapping[str, object]) -> list[str]:
    group: Any = data
    for part in where:
        group = group[part]
    return [it for it in _schema_at(where).get("properties", {}) if it not in group]


def _unknown_field(where: Where, meant: str | None, data: Mapping[str, object]) -> Fault:
    unused = ", ".join(_fields_not_given(where[:-1], data))
    mend = f"remove it, or use one of: {unused}" if unused else "remove it"
    if meant:
        mend = f"did you mean {meant}?"
    return Fault(where, f"{label(where)} is not a field", mend)


def _fault(error: ErrorDetails) -> Fault:
    where: Where = error["loc"]
    if error["type"] == "missing":
        return Fault(where, f"{label(where)} is missing", f"write {_wanted(where)}")
    value = error["input"]
    what = f"{label(where)} is {shown(value)}"
    if error["type"] == "string_too_long":
        what = f"{label(where)} has {len(value)} characters"
    return Fault(where, what, f"write {_wanted(where)}{_about_quotes(error['type'], value)}")


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


def _wanted(where: Where) -> str:
    """What belongs there, in words that follow "write "."""
    schema = _schema_at(where)
    if "enum" in schema:
        return f"one of: {', '.join(schema['enum'])}"
    return str(schema.get("description", "what the schema asks for"))


@cache
def _json_schema() -> dict[str, Any]:
    return ExerciseFile.model_json_schema()


def _schema_at(where: Where) -> dict[str, Any]:
    """The part of the JSON Schema for a place in a file; empty for an unknown one."""
    found = _resolved(_json_schema())
    for part in where:
        inner = found.get("items") if isinstance(part, int) else _property(found, part)
        found = _resolved(inner or {})
    return found


def _property(schema: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = schema.get("properties", {}).get(name, {})
    return found


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """Follows a reference, and takes the first choice of "this or null"."""
    target: dict[str, Any] = {}
    if "$ref" in schema:
        target = _json_schema()["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        target = schema["anyOf"][0]
    return target | schema
