"""One call of a Web API method: reading its arguments."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import TypeVar

from bot.playground.json_values import Json, decoded, is_true, objects, text_at
from bot.playground.refusal import RefusedError, invalid_arguments
from bot.playground.stage import Stage
from bot.playground.world.world import Workspace

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Call:
    stage: Stage
    args: Json
    inside: Workspace | None
    """The token's workspace; None for methods that take no bot token."""
    afterwards: list[Callable[[], Coroutine[object, object, object]]] = field(default_factory=list)
    """What Slack does after the answer, such as sending events."""

    @property
    def workspace(self) -> Workspace:
        """The token's workspace, for methods that take a bot token."""
        assert self.inside is not None
        return self.inside

    def text(self, key: str) -> str:
        """A string argument, or ""."""
        return text_at(self.args, key)

    def needs(self, key: str) -> str:
        """A required string argument; `invalid_arguments` without it."""
        if value := self.text(key):
            return value
        raise invalid_arguments(f"missing required field: {key}", key)

    def flag(self, key: str) -> bool:
        return is_true(self.args.get(key))

    def many(self, key: str) -> list[str]:
        """A list of ids, from an array or a comma-separated string."""
        value = self.args.get(key)
        entries = value if isinstance(value, list) else str(value or "").split(",")
        return [str(entry).strip() for entry in entries if str(entry).strip()]

    def json(self, key: str, error: str) -> object:
        """A JSON argument, possibly in a string; refused with `error` if it is invalid."""
        value = self.args.get(key)
        if not isinstance(value, str):
            return value
        try:
            return decoded(value)
        except ValueError:
            raise RefusedError(error) from None

    def objects(self, key: str) -> list[Json]:
        return objects(self.json(key, "invalid_arguments"))

    def page(self, of: list[T], default: int) -> tuple[list[T], str]:
        """The page of a list that `limit` and `cursor` ask for, and the next cursor or ""."""
        cursor, limit = self.text("cursor") or "0", str(self.args.get("limit") or default)
        if not cursor.isdecimal() or int(cursor) > len(of):
            raise RefusedError("invalid_cursor")
        if not limit.isdecimal() or not 1 <= int(limit) <= 1000:
            raise RefusedError("invalid_limit")
        end = int(cursor) + int(limit)
        return of[int(cursor) : end], str(end) if end < len(of) else ""
