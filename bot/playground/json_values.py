"""JSON values, and accessors that narrow their types."""

from collections.abc import Mapping
from typing import TypeAlias, cast

import orjson

Json: TypeAlias = dict[str, object]


def encoded(value: object) -> str:
    return orjson.dumps(value).decode()


def decoded(raw: str | bytes) -> object:
    """Raises ValueError when `raw` isn't JSON."""
    return cast("object", orjson.loads(raw))


def an_object(value: object) -> Json:
    """`value`, or {} if it isn't an object."""
    return cast("Json", value) if isinstance(value, dict) else {}


def a_list(value: object) -> list[object]:
    """`value` as a list, or [] if it isn't an array."""
    return list(cast("list[object]", value)) if isinstance(value, list | tuple) else []


def objects(value: object) -> list[Json]:
    """The objects in an array, without its other entries."""
    return [cast("Json", item) for item in a_list(value) if isinstance(item, dict)]


def text_at(holder: Mapping[str, object], key: str) -> str:
    """The string under `key`, or ""."""
    value = holder.get(key)
    return value if isinstance(value, str) else ""


def is_true(value: object) -> bool:
    """Whether an argument means yes, from JSON or a form."""
    return value is True or value in ("true", "1")
