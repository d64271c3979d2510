"""Slack's refusals."""

from bot.playground.json_values import Json


class RefusedError(Exception):
    """Slack answers `ok: false` with this `error` and the keys in `more`."""

    def __init__(self, error: str, **more: object) -> None:
        super().__init__(error)
        self.error = error
        self.more = more

    @property
    def answer(self) -> Json:
        return {"ok": False, "error": self.error, **self.more}

    @property
    def detail(self) -> str:
        """The error and its extra keys on one line."""
        return " ".join([self.error, *(f"{key}={value}" for key, value in self.more.items())])


def invalid_arguments(message: str, key: str) -> RefusedError:
    return RefusedError(
        "invalid_arguments",
        response_metadata={"messages": [f"[ERROR] {message} [json-pointer:/{key}]"]},
    )
