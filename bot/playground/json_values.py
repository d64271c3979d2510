"""JSON as Slack speaks it, and the few accessors that narrow it."""

from collections.abc import Mapping
from typing import TypeAlias, cast

import orjson

Json: TypeAlias = dict[str, object]


def encoded(value: object) -> str:
    """`value` as compact JSON text."""
    return orjson.dumps(value).decode()


def decoded(raw: str | bytes) -> object:
    """The JSON value in `raw`; raises ValueError when it is not JSON."""
    return cast("object", orjson.loads(raw))


def an_object(value: object) -> Json:
    """`value` if it is a JSON object, else an empty one."""
    return cast("Json", value) if isinstance(value, dict) else {}


def a_list(value: object) -> list[object]:
    """`value` as a list if it is a JSON array, else an empty one."""
    return list(cast("list[object]", value)) if isinstance(value, list | tuple) else []


def objects(value: object) -> list[Json]:
    """The objects in a JSON array; anything else in it is left out."""
    return [cast("Json", item) for item in a_list(value) if isinstance(item, dict)]


def text_at(holder: Mapping[str, object], key: str) -> str:
    """The string under `key`, else an empty one."""
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def is_true(value: object) -> bool:
    """Whether an argument means yes, as JSON or as a form field."""
    return value is True or value in ("true", "1")
